"""Port-like and endpoint-like literals in running text: `http://h:3000`, `127.0.0.1:4000`, `:4020`, `port 8080`, `8080:80`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.blank import is_any
from consistency.values.port import HIGHEST, MONTH, has_digit
from consistency.values.url import DEFAULT_PORTS, urls

_ADDRESS = r"(?:\[[0-9A-Fa-f:.%]*\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\*)"
_HOSTNAME = r"(?:[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9][A-Za-z0-9_-]*)*)"
_SOCKET = lazily(
    rf"(?<![\w./@:\-])(?P<host>{_ADDRESS}|{_HOSTNAME})?:(?P<low>[0-9]{{2,6}})"
    rf"(?:\s?[-–]\s?(?P<high>[0-9]{{2,5}}))?(?P<to>:[0-9]{{2,5}}(?:[-–][0-9]{{2,5}})?)?(?P<open>\+)?"
    rf"(?:/(?P<proto>tcp|udp)\b)?(?![\w:%]|\.[0-9]|@[0-9])"
)
_PORT_WORD = (
    r"(?:(?<![\w-])(?:(?:host|node|tcp|udp|http|https|api|web|external|internal|container|default|listen(?:ing)?)[ _-]?)?"
    r"ports?|(?<!\w)(?:port[ao]s?|puertos?|anschluss)(?!\w)|端口|端口号|ポート|포트|порт[ыауеов]*)"
)
_PORT = lazily(
    rf"(?P<word>{_PORT_WORD})(?P<mid>\s*(?:\((?:s|es)\)|number|no\.?|is|are|was|=|:|：|#|->|→)?\s*[\"'`*:]{{0,4}}\s*)"
    rf"(?P<list>[0-9]{{2,6}}(?:\+|\s?(?:[-–]|\.\.|to|through)\s?[0-9]{{2,6}})?"
    rf"(?:(?:\s*[,/&+;]\s*|\s+(?:and|or|und|et|y|e)\s+)[`*\"']{{0,3}}[0-9]{{2,6}}(?:\s?[-–]\s?[0-9]{{2,6}})?[`*\"']{{0,3}})*)"
    rf"(?!\w|[.,:][0-9])",
    re.IGNORECASE,
)
_FLAG = lazily(
    r"(?<![\w-])--?(?:http-|listen-|server-)?port[ =](?P<low>[0-9]{2,6})(?![\w.])|(?<![\w-])-p[ =](?P<map>(?:[0-9.]+:)?[0-9]{2,6}:[0-9]{2,6})(?![\w.])"
)
_BARE = r"[`*]{0,3}[1-9][0-9]{3,4}(?![\w.:-]?\w|,[0-9])[`*]{0,3}(?:\s\([^()\d]{1,24}\))?"
#: `served on 9090`, `metrics on 9102 and 9103`; behind the number, no word that it counts.
_STOOD = lazily(
    rf"\b(?:on|auf|listen(?:s|ing)? at|[0-9]{{4}} to) {{1,3}}(?:(?:udp|tcp) {{1,3}})?(?P<list>{_BARE}(?:(?:, | and | und | or |, and | ?/ ?){_BARE}){{0,5}})"
    r"(?=\s*(?:[^\w\s]|$|(?:and|or|und|oder|for|für|by|in|inside|with|mit|behind|hinter|via|over|but|while|instead|from|to|bound|is|only|as|by|of|respectively|everywhere)\b))",
    re.IGNORECASE,
)
_STOOD_CORE = lazily(r"(?:on|auf|at|[0-9] to) (?:(?:udp|tcp) )?[`* ]{0,5}[1-9][0-9]{3}", re.IGNORECASE)
_LONG_NUMBER = lazily(r"[1-9][0-9]{3}")
#: Behind a number, what there is so many of.
_COUNTED = lazily(r"\s(?!(?:and|or|und|oder|for|für|on|in|is|are|at|by|tcp|udp)\b)[^\W\d_]{3,}", re.IGNORECASE)
_SPOKEN = lazily(r"(?<![\w.:/>-])(?P<low>[0-9]{2,5})/(?P<protocol>tcp|udp)\b(?!\s?[+/&]\s?(?:tcp|udp))", re.IGNORECASE)
#: Numbers that are years more often than ports.
_YEARS = range(1900, 2101)
#: Those in which standards were set that go by capitals and a year, and a name too long to be one of theirs.
_EDITIONS, _LONG_HOST = range(1970, 2036), 6
#: How fast a serial port is, in bits a second.
_BAUD = frozenset((115200, 230400, 460800))
#: Who sets the standard whose number follows.
_NORM, _NEAR = lazily(r"\b(?:ISO|IEC|EN|DIN|BS|ANSI|IEEE|NIST|ETSI)[ /-]*$"), 12
#: Digits of a month.
_MONTH = 2
_MAP = lazily(
    r"(?<![\w.:/-])(?P<low>[0-9]{2,5})(?:/(?:tcp|udp))?(?P<arrow>\s*(?:->|→|⇒|➜)\s*[`*]{0,3}|:)(?P<to>[0-9]{2,5})(?:/(?P<proto>tcp|udp))?(?![\w.:%]|-[0-9])"
)
_ONE = lazily(
    rf"(?!{MONTH})(?P<low>[0-9]{{2,6}})(?P<open>\+)?(?:\s?(?:[-–]|\.\.|to|through)\s?(?P<high>[0-9]{{2,6}}))?",
    re.IGNORECASE,
)

#: What stands in every _SOCKET, _MAP and _PORT. Those take many times as long to find that they are not there.
_COLON = lazily(":[0-9]{2}")
_MAPPED = lazily(r"[0-9](?:/(?:tcp|udp))?(?:\s*(?:->|→|⇒|➜)|:[0-9]{2})")
_ARROW = lazily("[→⇒➜]")
_PLAIN_PORT_CORE = lazily("port|puerto|anschluss")
_PORT_CORE = lazily("port|puerto|anschluss|端口|ポート|포트|порт", re.IGNORECASE)
#: Characters that can stand before port in a _PORT: "listening-".
_BEFORE_PORT = 10
#: What most cells of a URL column hold.
_PLAIN_URL = lazily(r"(https?)://([a-z0-9.-]+):([1-9][0-9]{0,4})")
#: Longer texts are not asked about twice, and would take memory.
_SHORT = 1000

#: A dotted word whose end is one of these is a file with a line number, not a host with a port.
FILES = frozenset(
    "py js ts tsx jsx go rs rb java kt c h cc cpp cs php sh bash ps1 md rst txt yml yaml json toml ini conf cfg lock xml html css "
    "sql tf hcl env log vue svelte proto mjs cjs lua ex exs".split()
)
#: `indexer.py:87`.
LINE_OF_FILE = lazily(rf"(?:[\w/-]\.(?:{'|'.join(sorted(FILES))})|\b(?:just|[Mm]ake|Docker)file):[0-9]")
_NO_HOSTS = frozenset(
    "justfile makefile dockerfile date line lines page step rule version chapter section issue pr row col column sha256 sha512 md5 rsa dsa ecdsa aes status code exit error dpt spt eip155".split()
)
#: Ports of two digits that people write without a word for what they are.
_SHORT_PORTS = frozenset(("22", "25", "53", "80"))
#: Those of three digits or less that services are moved to and from.
_WELL_KNOWN = _SHORT_PORTS | frozenset(
    "21 110 111 119 123 139 143 161 179 389 443 445 465 514 515 548 554 587 623 631 636 853 873 902 989 990 993 995".split()
)
_PORT_KEYS = frozenset(
    "port ports hostport nodeport containerport targetport publishedport listenport httpport".split()
)


Cores = Callable[[int], int | None]


class Literal(NamedTuple):
    """One literal of a text. `start` to `end` is all of it, `value_start` to `value_end` the port's own digits.

    kind: url | socket | port | map. `to` is a map's container side, with its place.
    """

    kind: str
    start: int
    end: int
    host: str
    low: int
    high: int
    value_start: int
    value_end: int
    scheme: str = ""
    path: str = ""
    protocol: str = ""
    open_end: bool = False
    to: int = 0
    to_start: int = 0
    to_end: int = 0
    word: str = ""


def may_hold(text: str) -> bool:
    """False for text, its markup in it or not, that holds no literal."""
    if "://" in text:
        return True
    if not has_digit(text):
        return False
    if "-p" in text or "->" in text or (":" in text and _COLON.search(text)):
        return True
    lowered = text.lower()
    if "port" in lowered or "puerto" in lowered or "anschluss" in lowered or "/tcp" in lowered or "/udp" in lowered:
        return True
    if _may_stand(text):
        return True
    return not text.isascii() and (_ARROW.search(text) is not None or _PORT_CORE.search(text) is not None)


def _may_stand(text: str) -> bool:
    """Whether a number may be a port by the word before it; most numbers are too short, which is seen sooner."""
    return _LONG_NUMBER.search(text) is not None and _STOOD_CORE.search(text) is not None


def literals(text: str) -> list[Literal]:
    """Every literal, in order, none within another; `text` may be masked, offsets are the source's."""
    if not may_hold(text):
        return []
    return list(_literals(text) if len(text) < _SHORT else _literals.__wrapped__(text))


@lru_cache(maxsize=256)
def _literals(text: str) -> tuple[Literal, ...]:
    """All kinds, the earlier ones first; a kind whose own signs are not in the text is not looked for."""
    if plain := _PLAIN_URL.fullmatch(text):
        scheme, host, port = plain.groups()
        low = int(port)
        return (Literal("url", 0, len(text), host, low, low, len(text) - len(port), len(text), scheme),)
    found = _Apart()
    other = not text.isascii()
    colon = ":" in text
    if colon:
        found.take(_urls(text))
        if len(found.kept) == 1 and found.kept[0].start == 0 and found.kept[0].end == len(text):
            return (found.kept[0],)
        found.take(_sockets(text))
    if "-p" in text:
        found.take(_flags(text))
    if colon or other or "->" in text:
        found.take(_maps(text))
    found.take(_ports(text))
    if _may_stand(text):
        found.take(_stood(text))
    if "/" in text:
        found.take(_spoken(text))
    return tuple(found.kept)


class _Apart:
    """Literals that touch none of those before them, by place."""

    __slots__ = ("kept", "starts")

    def __init__(self) -> None:
        self.kept: list[Literal] = []
        self.starts: list[int] = []

    def take(self, more: Iterable[Literal]) -> None:
        for literal in more:
            at = bisect_left(self.starts, literal.end)
            if not at or self.kept[at - 1].end <= literal.start:
                self.kept.insert(at, literal)
                self.starts.insert(at, literal.start)


def _urls(text: str) -> list[Literal]:
    found = []
    for url in urls(text):
        low = url.port or DEFAULT_PORTS.get(url.scheme, 0)
        place = (url.port_start, url.port_end) if url.port else (url.start, url.end)
        found.append(Literal("url", url.start, url.end, url.host, low, low, *place, scheme=url.scheme, path=url.path))
    return found


def _around(pattern: re.Pattern[str], text: str, cores: Cores) -> Iterator[re.Match[str]]:
    """As `pattern.finditer(text)`, begun shortly before each place without which there is no match.

    cores: from an offset on, the next such place and where the match that holds it can begin at the earliest; None for
    no more.
    """
    at = 0
    while (begin := cores(at)) is not None:
        match = pattern.search(text, max(begin, at))
        if not match:
            return
        yield match
        at = match.end()


def _colons(text: str) -> Cores:
    """A colon and two digits; before them there is no space."""

    def begin(at: int) -> int | None:
        found = _COLON.search(text, at)
        return max(text.rfind(" ", at, found.start()), text.rfind("\n", at, found.start())) + 1 if found else None

    return begin


def _port_words(text: str) -> Cores:
    """The word port; before it another short one."""
    plain = text.isascii()
    core, searched = (_PLAIN_PORT_CORE, text.lower()) if plain else (_PORT_CORE, text)

    def begin(at: int) -> int | None:
        found = core.search(searched, at)
        return found.start() - _BEFORE_PORT if found else None

    return begin


def _sockets(text: str) -> list[Literal]:
    found = []
    for match in _around(_SOCKET, text, _colons(text)):
        host = match["host"] or ""
        low = int(match["low"])
        if not _plausible(host, match["low"], match["to"]):
            continue
        if match["high"] and low in _YEARS and len(match["high"]) == _MONTH:
            continue  # `after:2026-02-25`
        if low in _EDITIONS and host.isupper() and len(host) < _LONG_HOST:
            continue  # `SQL:2023`
        kind, to, to_start, to_end = "socket", 0, 0, 0
        if host.lower() in _PORT_KEYS:
            kind, host = "port", ""
        if match["to"]:
            kind, to_start, to_end = "map", match.start("to") + 1, match.end("to")
            to = int(re.split(r"[-–]", match["to"][1:])[0])
        high = int(match["high"]) if match["high"] else low
        place = (match.start("low"), match.end("high") if match["high"] else match.end("low"))
        found.append(
            Literal(kind, match.start(), match.end(), host.strip("[]") if host != "[]" else "::", low, high, *place,
                    protocol=match["proto"] or "", open_end=bool(match["open"]), to=to, to_start=to_start, to_end=to_end)
        )  # fmt: skip
    return found


def _plausible(host: str, port: str, to: str | None) -> bool:
    lowered = host.lower()
    if lowered in _NO_HOSTS or (lowered.rpartition(".")[2] in FILES and "." in lowered):
        return False
    if re.fullmatch(r"[0-9.]+", host) and any(int(part) > 255 for part in host.split(".")):
        return False
    if port.startswith("0") or (host.isupper() and is_any(host)) or (len(host) == 1 and host.isalpha()):
        return False  # `hex:0000`, `HOST:8000`, `a:80`
    if len(port) > len(str(HIGHEST)) and host[:1].isalpha() and "." not in host and host != "localhost":
        return False  # `telegram:123456`
    if not host and not to:
        return len(port) >= 3 or port in _SHORT_PORTS
    if not host[:1].isalpha() or "." in host or host == "localhost" or to:
        return not host[:1].isalpha() or len(port) >= 3 or port in _SHORT_PORTS
    return len(port) > 3 or port in _WELL_KNOWN  # `design:625`: a line of a file


def _flags(text: str) -> list[Literal]:
    found = []
    for match in _FLAG.finditer(text):
        if match["low"]:
            low = int(match["low"])
            found.append(Literal("port", match.start(), match.end(), "", low, low, *match.span("low"), word="--port"))
        else:
            parts = match["map"].split(":")
            to_start = match.end("map") - len(parts[-1])
            start = to_start - 1 - len(parts[-2])
            found.append(
                Literal("map", match.start(), match.end(), ":".join(parts[:-2]), int(parts[-2]), int(parts[-2]), start, to_start - 1,
                        to=int(parts[-1]), to_start=to_start, to_end=match.end("map"))
            )  # fmt: skip
    return found


def _maps(text: str) -> list[Literal]:
    found = []
    for match in _MAP.finditer(text) if _MAPPED.search(text) else ():
        pair = {match["low"], match["to"]}
        if match["arrow"] != ":" and match["to"].startswith("0"):
            continue  # `013 → 014`: one behind the other
        if (
            match["arrow"] == ":"
            and int(match["to"]) in _YEARS
            and _NORM.search(text, max(0, match.start() - _NEAR), match.start())
        ):
            continue  # `ISO 42001:2023`
        plain = match["arrow"] == ":" or "port" in text.lower() or max(map(len, pair)) > 3
        if max(map(len, pair)) < 3 and (match["arrow"] == ":" or pair.isdisjoint(_SHORT_PORTS)):
            continue  # `20 → 12`: an amount that has changed
        if not plain and match["low"] not in _WELL_KNOWN:
            continue  # `50 → 200`
        low = int(match["low"])
        found.append(
            Literal("map", match.start(), match.end(), "", low, low, *match.span("low"), protocol=match["proto"] or "",
                    to=int(match["to"]), to_start=match.start("to"), to_end=match.end("to"), word=match["arrow"].strip(" `*"))
        )  # fmt: skip
    return found


def _ports(text: str) -> list[Literal]:
    found = []
    for match in _around(_PORT, text, _port_words(text)):
        offset = match.start("list")
        first = True
        for one in _ONE.finditer(match["list"]):
            low = int(one["low"])
            if low > 10 * HIGHEST or low in _BAUD or (not first and _counts(match, one)):
                continue
            high = int(one["high"]) if one["high"] else low
            start = match.start() if first else offset + one.start()
            found.append(
                Literal("port", start, offset + one.end(), "", low, high, offset + one.start(), offset + one.end(),
                        open_end=bool(one["open"]), word=match["word"])
            )  # fmt: skip
            first = False
    return found


def _counts(match: re.Match[str], one: re.Match[str]) -> bool:
    """Whether a short number behind one port counts something: `port 3001, 23 monitors`."""
    end = match.start("list") + one.end()
    single = match["word"].lower().endswith("port") and match["list"].count(",") == 1
    return (
        single
        and one["low"] not in _WELL_KNOWN
        and len(one["low"]) < 4
        and _COUNTED.match(match.string, end) is not None
    )


def _stood(text: str) -> list[Literal]:
    """`served on 9090`: the word port is left out where nothing else can be meant."""
    found = []
    for match in _STOOD.finditer(text):
        for one in re.finditer("[0-9]+", match["list"]):
            low, start = int(one[0]), match.start("list") + one.start()
            if low not in _YEARS:
                end = start + len(one[0])
                found.append(Literal("port", start, end, "", low, low, start, end, word="on"))
    return found


def _spoken(text: str) -> list[Literal]:
    """`3000/tcp`."""
    found = []
    for match in _SPOKEN.finditer(text):
        low = int(match["low"])
        found.append(
            Literal(
                "port",
                match.start(),
                match.end(),
                "",
                low,
                low,
                *match.span("low"),
                protocol=match["protocol"].lower(),
                word="/",
            )
        )
    return found
