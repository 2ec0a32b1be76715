"""Caddyfiles: the sites, the paths below them, and the upstreams to which they lead.

Format: https://caddyserver.com/docs/caddyfile/concepts
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.comments import of_lines
from consistency.readers.config.gates import UNCLEAR, Ask, Word, gate_of, named
from consistency.readers.config.route import Route, route_claims
from consistency.readers.config.sheet import Sheet

_TOKEN = lazily(
    r"(?P<space>\ufeff|[^\S\r\n]+|\\\r?\n)|(?P<end>\r\n|\r|\n)|(?P<comment>#[^\r\n]*)"
    r"|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|(?P<word>[^\s]+)",
    re.DOTALL,
)
_SITE = lazily(r"(?:(?P<scheme>https?)://)?(?P<host>\[[0-9a-fA-F:]+\]|[\w*.-]*)(?::(?P<port>\d{1,5}))?(?P<path>/\S*)?")
_UPSTREAM = lazily(r"(?:(?:https?|h2c)://)?(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]*):(?P<port>\d{1,5})/?")
_HANDLERS = frozenset(("handle", "handle_path", "route"))
_ASKING = {
    "basic_auth": "basic",
    "basicauth": "basic",
    "forward_auth": "forward",
    "authorize": "asked",
    "jwtauth": "asked",
}
#: The kind of an import, before it is known what stands there.
_IMPORT = "import "
#: Snippets that import snippets: so many are followed.
_DEEPEST = 16


class Limit(NamedTuple):
    """What is let through: `path`, and of the site's names only `names` (None: all of them)."""

    path: str = ""
    names: tuple[Word, ...] | None = None


class Block(NamedTuple):
    """An open brace: the words before it, and what holds within it; `called` is the matcher that it describes.

    `asks` are those of the block and of the blocks around it, the innermost first.
    """

    words: tuple[Word, ...]
    limit: Limit = Limit()
    called: str = ""
    asks: tuple[list[Ask], ...] = ()


def read_caddy(sheet: Sheet) -> Reading:
    """Domain, route, upstream and listening-port claims of one Caddyfile."""
    blocks: list[Block] = []
    claims: list[Claim] = []
    addresses: list[Word] = []
    matchers: dict[str, Limit] = {}
    snippets: dict[str, list[Ask]] = {}
    routes: list[tuple[Route, tuple[list[Ask], ...]]] = []
    for words, mark in _lines(sheet.text):
        first = words[0].text if words else ""
        if words and blocks and (first == "reverse_proxy" or _is_to(words, blocks)):
            routes += [(route, blocks[-1].asks) for route in _routes(blocks, words, matchers)]
        if words and blocks:
            _ask(blocks, words)
        if mark == "{" and not blocks:
            matchers.clear()  # they are the site's own
            addresses += _sites(words)[0]
        if first[:1] == "@":
            matchers[first] = Limit()
            _match(matchers, first, words[1:])
        elif words and blocks and blocks[-1].called:
            _match(matchers, blocks[-1].called, words)
        if words and not blocks and mark != "{" and _address(words):
            blocks.append(Block(words, asks=([],)))  # a Caddyfile of a single site may leave its braces out
        elif mark == "{":
            around = blocks[-1].asks if blocks else ()
            blocks.append(Block(words, _limit(words, matchers), first if first[:1] == "@" else "", ([], *around)))
            if not around and first[:1] == "(":
                snippets[first.strip("()")] = blocks[-1].asks[0]
        if mark == "}" and blocks:
            blocks.pop()
    for route, asks in routes:
        gate = gate_of([*_meant(block, snippets, set())] for block in asks)
        claims += route_claims(sheet, route._replace(gate=gate))
    claims += _named_otherwise(sheet, addresses, claims)
    claims += of_lines(sheet, lambda row: _program(sheet, row))
    return Reading(tuple(dict.fromkeys(claims)))


def _lines(text: str) -> Iterator[tuple[tuple[Word, ...], str]]:
    """The words of each line, and { or } where a block opens behind them or closes."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        value = next((match[group] for group in ("quoted", "raw", "word") if match[group] is not None), None)
        if value is not None and match["word"] in ("{", "}"):
            yield tuple(words), value
            words = []
        elif value is not None:
            words.append(Word(value, match.start() + (0 if match["word"] else 1)))
        elif match["end"] and words and not words[-1].text.endswith(","):
            yield tuple(words), ""
            words = []
    if words:
        yield tuple(words), ""


def _address(words: tuple[Word, ...]) -> bool:
    return bool(
        re.fullmatch(r"(?:https?://)?[\w*-]+(?:\.[\w-]+)+(?::\d+)?,?|:\d{1,5},?|localhost(?::\d+)?,?", words[0].text)
    )


def _match(matchers: dict[str, Limit], called: str, words: tuple[Word, ...]) -> None:
    """What a named matcher says on its line or within its braces: `path /api/*`, `host a.example.org`.

    https://caddyserver.com/docs/caddyfile/matchers#named-matchers
    """
    if not words:
        return
    kind, *values = words
    known = matchers.get(called, Limit())
    if kind.text == "host":
        matchers[called] = known._replace(names=tuple(values))
    elif kind.text == "path" and values:
        matchers[called] = known._replace(path=_step(values[0].text))
    else:
        matchers[called] = known._replace(names=())  # some of what comes in, nothing says which


def _step(text: str) -> str:
    return text.rstrip("*").rstrip("/") if text.startswith("/") else ""


def _limit(words: tuple[Word, ...], matchers: dict[str, Limit]) -> Limit:
    """What `handle_path /notes/*` or `handle @notes` lets through."""
    if len(words) < 2 or words[0].text not in (*_HANDLERS, "reverse_proxy"):
        return Limit()
    return matchers.get(words[1].text, Limit(names=())) if words[1].text[:1] == "@" else Limit(_step(words[1].text))


def _is_to(words: tuple[Word, ...], blocks: list[Block]) -> bool:
    """`to app:3000` within the braces of a reverse_proxy."""
    return words[0].text == "to" and bool(blocks[-1].words) and blocks[-1].words[0].text == "reverse_proxy"


def _ask(blocks: list[Block], words: tuple[Word, ...]) -> None:
    """Note what a line asks for of whoever comes by its block; of some of them only, that cannot be told of any."""
    first = words[0]
    kind, asks = _ASKING.get(first.text, ""), blocks[-1].asks
    some = len(words) > 1 and words[1].text[:1] in "@/" and words[1].text not in ("/", "/*")
    if first.text == "client_auth":
        kind, asks = "certificate", blocks[0].asks
    elif first.text == "import" and len(words) > 1:
        kind = _IMPORT + words[1].text
    elif first.text == "handle_response" or (
        first.text in ("respond", "error") and {"401", "403"} & {w.text for w in words}
    ):
        kind, asks = UNCLEAR, blocks[-1].asks[1:] or asks
    if kind and asks:
        within = blocks[0].words and blocks[0].words[0].text[:1] == "(" and len(blocks) > 1  # part of a snippet
        target = blocks[0].asks[0] if within else asks[0]
        target.append(Ask(UNCLEAR if some or within else kind, first.start, first.start + len(first.text)))


def _meant(asks: list[Ask], snippets: dict[str, list[Ask]], seen: set[str]) -> Iterator[Ask]:
    """The asks of a block with those of the snippets that it imports; of one that is elsewhere its name may tell."""
    for ask in asks:
        snippet = ask.kind.removeprefix(_IMPORT)
        if snippet == ask.kind:
            yield ask
        elif snippet not in snippets:
            yield ask._replace(kind="none" if named(snippet) == "none" else UNCLEAR)
        elif len(seen) > _DEEPEST:
            yield ask._replace(kind=UNCLEAR)
        elif snippet not in seen:
            seen.add(snippet)
            yield from (one._replace(start=ask.start, end=ask.end) for one in _meant(snippets[snippet], snippets, seen))


def _routes(blocks: list[Block], words: tuple[Word, ...], matchers: dict[str, Limit]) -> Iterator[Route]:
    """What one reverse_proxy line says of each of its upstreams."""
    limits = [_limit(words, matchers), *(block.limit for block in reversed(blocks))]
    outer = [limit.path for limit in limits[1:] if limit.path]
    path = outer[0] if outer else limits[0].path
    names, ports = _sites(blocks[0].words)
    only = next((limit.names for limit in limits if limit.names is not None), None)
    if only is not None:
        names, ports = only, ()
    for word in words[1:]:
        match = _UPSTREAM.fullmatch(word.text)
        if match:
            host = Word(match["host"] or "localhost", word.start + match.start("host"))
            port = Word(match["port"], word.start + match.start("port"))
            yield Route(host, port, path, names, ports)


def _sites(sites: tuple[Word, ...]) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The host names of a site's addresses, and their ports."""
    names, ports = [], []
    for site in sites:
        match = _SITE.fullmatch(site.text.rstrip(","))
        if not match and "{$" in site.text:
            names.append(site)  # a variable hides it
        if match and match["host"]:
            names.append(Word(match["host"], site.start + match.start("host")))
        if match and match["port"] and 0 < int(match["port"]) <= 65535:
            ports.append(Word(match["port"], site.start + match.start("port")))
    return tuple(names), tuple(ports)


def _named_otherwise(sheet: Sheet, addresses: Sequence[Word], claims: Iterable[Claim]) -> Iterator[Claim]:
    """The names of sites that lead nowhere, or lead there but for some of those who come: they are served all the same."""
    served = {claim.value for claim in claims if claim.attribute == "domain"}
    for name in addresses:
        if "." in name.text and name.text not in served and not set(name.text) & set("{$*"):
            own = {"service": name.text.partition(".")[0].strip("*"), "statement": sheet.statement(name.start)}
            yield sheet.claim("domain", name.text, name.start, name.start + len(name.text), **own)


def _program(sheet: Sheet, row: int) -> str:
    """Comments of the file itself speak of the proxy; one directly above a site or a handler is left to that."""
    following = sheet.pieces[row + 1].text.strip() if row + 1 < len(sheet.pieces) else ""
    match = re.search(r"reverse_proxy\s+(?:https?://)?([A-Za-z][\w-]*):\d", following)
    return match[1] if match else "caddy"
