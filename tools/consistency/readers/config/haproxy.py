"""HAProxy configurations: the domains and ports of frontends, and the servers to which they lead.

Format: https://docs.haproxy.org/3.0/configuration.html
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.comments import of_lines
from consistency.readers.config.gates import Word
from consistency.readers.config.route import Route, route_claims
from consistency.readers.config.sheet import Sheet
from consistency.values import exact

_WORD = lazily(r"\"(?:[^\"\\]|\\.)*\"|'[^']*'|#.*|(?:\\.|[^\s\"'\\#])+")
_SECTIONS = frozenset(
    ("global", "defaults", "frontend", "backend", "listen", "resolvers", "userlist", "peers", "cache")
)
_SERVER = lazily(r"(?:ipv4@|ipv6@|tcp4?@)?(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]+):(?P<port>\d{1,5})")
_BIND = lazily(r"(?:.*:)?(?P<port>\d{1,5})(?:,.*)?")
#: What fetches the domain that is asked for, and the path: https://docs.haproxy.org/3.0/configuration.html#7.3.6
_HOST = lazily(
    r"(?:req\.|req_)?(?:hdr|ssl_fc_sni|ssl_sni)(?:\((?i:host)[^)]*\))?(?:,(?:lower|field\(1,:\)|host_only))*"
)
_PATH = lazily(r"path(?:_beg|_dir)?")
_NAMED = lazily(
    r"(?:be|bk|bck|backend|srv)[-_](?P<name>\w[\w-]*)|(?P<stem>\w[\w-]*?)[-_](?:be|bk|bck|backend|servers|pool)"
)

#: Servers of one backend, and names of one condition, beyond which the rest is left out.
MOST = 16


class _Test(NamedTuple):
    """The domains, or the path, that an ACL lets through; neither: something else."""

    names: tuple[Word, ...] = ()
    path: str = ""


class _Use(NamedTuple):
    """A frontend leads to a backend what all the tests let through; no tests: the rest."""

    backend: str
    tests: tuple[_Test, ...] = ()


@dataclass(slots=True)
class _Section:
    """A section while it is read."""

    kind: str
    name: str
    binds: list[Word] = field(default_factory=list)
    acls: dict[str, list[_Test]] = field(default_factory=dict)
    uses: list[_Use] = field(default_factory=list)
    servers: list[Word] = field(default_factory=list)
    stats: bool = False


def read_haproxy(sheet: Sheet) -> Reading:
    """Domain, exposure, upstream and listening-port claims of one file."""
    sections: list[_Section] = []
    for row, piece in enumerate(sheet.pieces):
        words = [Word(m[0].strip("\"'"), sheet.starts[row] + m.start() + (m[0][0] in "\"'")) for m in _WORD.finditer(piece.text) if m[0][0] != "#"]  # fmt: skip
        if words and words[0].text in _SECTIONS and not piece.text[:1].isspace():
            sections.append(_Section(words[0].text, words[1].text if len(words) > 1 else ""))
        elif sections and len(words) > 1:
            _line(sections[-1], words)
    backends = {section.name: section for section in sections if section.kind in ("backend", "listen")}
    claims = [claim for section in sections for claim in _led(sheet, section, backends)]
    claims += [claim for section in sections if section.stats for claim in _statistics(sheet, section)]
    claims += of_lines(sheet, lambda _: "haproxy")
    return Reading(tuple(dict.fromkeys(claims)))


def _line(section: _Section, words: list[Word]) -> None:
    first, second, *rest = words
    if first.text == "bind" and (match := _BIND.fullmatch(second.text)):
        section.binds.append(Word(match["port"], second.start + match.start("port")))
    elif first.text == "stats" and second.text in ("enable", "uri"):
        section.stats = True
    elif first.text == "acl":
        section.acls.setdefault(second.text, []).append(_test(rest))
    elif first.text in ("use_backend", "default_backend"):
        section.uses.append(_Use(second.text, _condition(section, rest)))
    elif first.text == "server" and rest:
        section.servers.append(rest[0])


def _test(words: list[Word]) -> _Test:
    """`hdr(host) -i shop.example.org` or `path_beg /api`."""
    if not words:
        return _Test()
    values = [word for word in words[1:] if not word.text.startswith("-")]
    if _HOST.fullmatch(words[0].text):
        return _Test(names=tuple(values[:MOST]))
    path = values[0].text if _PATH.fullmatch(words[0].text) and values else ""
    return _Test(path=path.rstrip("/"))


def _condition(section: _Section, words: list[Word]) -> tuple[_Test, ...]:
    """The tests behind `if`; what is left by one that is negated counts as everything, an alternative as unknown."""
    texts = [word.text for word in words]
    if not words:
        return ()
    if texts[0] != "if" or {"or", "||"} & set(texts):
        return (_Test(),)
    if texts[1:2] == ["{"]:
        inner = words[2 : texts.index("}")] if "}" in texts else []
        return (_test(inner), *(() if texts[-1] == "}" and texts.count("}") == 1 else (_Test(),)))
    found: list[_Test] = []
    for text in (text for text in texts[1:] if not text.startswith("!")):
        tests = section.acls.get(text, [_Test()])
        names = tuple(name for test in tests for name in test.names)
        found.append(_Test(names=names[:MOST]) if names else tests[0])
    return tuple(found)


def _led(sheet: Sheet, section: _Section, backends: dict[str, _Section]) -> Iterator[Claim]:
    """What a frontend, or both in one, says of each server that it leads to."""
    plain = section.kind == "listen" or (len(section.uses) == 1 and not section.uses[0].tests)
    ports = tuple(section.binds) if plain else ()
    uses = [*section.uses, *([_Use(section.name)] if section.kind == "listen" else [])]
    for use in uses:
        names = tuple(name for test in use.tests for name in test.names)
        path = next((test.path for test in use.tests if test.path), "")
        known = all(test.names or test.path for test in use.tests)
        for server in backends[use.backend].servers[:MOST] if use.backend in backends else ():
            if match := _SERVER.fullmatch(server.text):
                host = Word(match["host"], server.start + match.start("host"))
                port = Word(match["port"], server.start + match.start("port"))
                called = "" if names else _name(use.backend)
                yield from route_claims(sheet, Route(host, port, path, names if known else (), ports, called))


def _statistics(sheet: Sheet, section: _Section) -> Iterator[Claim]:
    """The ports of a section that shows HAProxy's own statistics to people."""
    for port in section.binds:
        place = port.start, port.start + len(port.text)
        yield sheet.claim("port", port.text, *place, service=exact.STATISTICS, port=int(port.text), source=PROJECT)


def _name(backend: str) -> str:
    match = _NAMED.fullmatch(backend)
    return (match["name"] or match["stem"]) if match else backend
