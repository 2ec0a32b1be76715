"""nginx configurations: server names, the paths below them, and the upstreams to which they lead.

Format: https://nginx.org/en/docs/beginners_guide.html#conf_structure
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from consistency.model.claim import Claim, Reading
from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.readers.config.comments import above, of_lines, subject
from consistency.readers.config.gates import OFF, UNCLEAR, Ask, Word, gate_of, named
from consistency.readers.config.route import Route, named_claims, route_claims
from consistency.readers.config.sheet import Sheet

_TOKEN = lazily(
    r"\ufeff|#[^\r\n]*|(?P<mark>[{};])|\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|(?P<word>(?:\$\{[^}\s]*\}|\\.|[^\s{};\"'#\\])(?:\$\{[^}\s]*\}|\\.|[^\s{};\\])*)",
    re.DOTALL,
)
_TARGET = lazily(r"(?:https?|grpcs?|uwsgi|fastcgi)://(?P<rest>\S*)|(?P<bare>[\w.\[\]:-]+)")
_SOCKET = lazily(r"(?P<host>\[[0-9a-fA-F:]+\]|[A-Za-z0-9_.-]+)(?::(?P<port>\d{1,5}))?(?=/|$)")
_LISTEN = lazily(r"(?:(?P<host>\[[0-9a-fA-F:]+\]|[\d.*]+):)?(?P<port>\d{1,5})$")
_ASKING = {"auth_basic": "basic", "auth_request": "forward", "auth_jwt": "asked", "ssl_verify_client": "certificate"}
_PASSES = frozenset(("proxy_pass", "grpc_pass", "fastcgi_pass", "uwsgi_pass"))


#: How the name of a group of servers ends, and names that are the groups' own.
_GROUP = lazily(r"[-_.](?:upstreams?|backends?|servers?|pool|cluster|nodes?|hosts?|up)$", re.IGNORECASE)
_PLAIN = frozenset(
    """upstream upstreams backends servers pool cluster nodes hosts up myapp app1 loadbalancer lb site website
    webserver gunicorn uvicorn hypercorn daphne uwsgi wsgi puma unicorn node nodejs java python php phpfpm fastcgi tomcat jetty django flask fastapi
    rails express next nextjs nuxt""".split()
)

#: Comments above a server block that say what it does, and not for whom.
_HEADS = frozenset(
    """redirect redirects default production prod staging stage development ssl tls vhost vhosts virtualhost virtualhosts catchall fallback
    health healthcheck metrics static assets files certbot letsencrypt acme dashboard login auth status monitoring""".split()
)

#: Names of one server beyond which the rest is left out.
MOST = 64


@dataclass(slots=True)
class _Server:
    """One server block while it is read; a pass has its path, its target and what the blocks around it ask for."""

    names: list[Word] = field(default_factory=list)
    listens: list[Word] = field(default_factory=list)
    passes: list[tuple[str, Word, tuple[list[Ask], ...]]] = field(default_factory=list)
    called: str = ""


def read_nginx(sheet: Sheet) -> Reading:
    """Domain, route, upstream and listening-port claims of one file."""
    upstreams: dict[str, list[Word]] = {}
    servers: list[_Server] = []
    blocks: list[tuple[Word, ...]] = []
    asks: list[list[Ask]] = []
    for words, mark in _directives(sheet.text):
        name = words[0].text if words else ""
        inside = blocks[-1][0].text if blocks and blocks[-1] else ""
        if mark == "{":
            blocks.append(words)
            asks.append([])
            if name == "server":
                servers.append(_Server(called=_headed(sheet, words[0].start)))
        elif mark == "}":
            if blocks:
                blocks.pop()
                asks.pop()
        elif name == "server" and inside == "upstream" and len(words) > 1 and len(blocks[-1]) > 1:
            upstreams.setdefault(blocks[-1][1].text, []).append(words[1])
        elif len(words) > 1 and name in _ASKING and inside == "http":
            asks[-1].append(_ask(words))
        elif servers and any(block and block[0].text == "server" for block in blocks) and len(words) > 1:
            _directive(servers[-1], blocks, words, asks)
    claims = [claim for server in servers for claim in _claims(sheet, server, upstreams)]
    led = {_host(target.text) for server in servers for _, target, _ in server.passes}
    claims += [claim for name, ends in upstreams.items() if name not in led for claim in _apart(sheet, name, ends)]
    claims += of_lines(sheet, lambda _: "nginx")
    return Reading(tuple(dict.fromkeys(claims)))


def _directives(text: str) -> Iterator[tuple[tuple[Word, ...], str]]:
    """The words before each ; { and }, and that mark."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group == "mark":
            yield tuple(words), match[0]
            words = []
        elif group:
            words.append(Word(match[group], match.start(group)))


def _ask(words: tuple[Word, ...]) -> Ask:
    """What a directive asks for: `auth_basic off`, `include snippets/tls.conf`."""
    name, value = words[0].text, words[1].text
    kind = _ASKING.get(name, UNCLEAR)
    if name == "include":
        kind = "none" if named(value) == "none" else UNCLEAR
    elif value in ("off", "none"):
        kind = OFF
    elif "$" in value or value.startswith("optional"):
        kind = UNCLEAR
    return Ask(kind, words[0].start, words[0].start + len(name), "" if name == "include" else name)


def _directive(server: _Server, blocks: list[tuple[Word, ...]], words: tuple[Word, ...], asks: list[list[Ask]]) -> None:
    name = words[0].text
    if name == "server_name":
        server.names += words[1:]
    elif name == "listen":
        server.listens.append(words[1])
    elif name in _PASSES:
        paths = [block[-1].text for block in blocks if block and block[0].text == "location" and len(block) > 1]
        path = paths[-1] if paths and paths[-1].startswith("/") else ""
        server.passes.append((path.rstrip("/"), words[1], tuple(reversed(asks))))
    elif name in _ASKING or name in ("include", "access_by_lua_block", "access_by_lua_file", "js_access"):
        asks[-1].append(_ask(words))
    elif name == "satisfy" or (
        name == "return" and words[1].text in ("401", "403") and blocks[-1] and blocks[-1][0].text == "if"
    ):
        asks[-1 if name == "satisfy" else -2].append(Ask(UNCLEAR, words[0].start, words[0].start + len(name)))


def _claims(sheet: Sheet, server: _Server, upstreams: dict[str, list[Word]]) -> Iterator[Claim]:
    listens = []
    for word in server.listens:
        match = _LISTEN.match(word.text)
        if match and 0 < int(match["port"]) <= 65535:
            listens.append(Word(match["port"], word.start + match.start("port")))
    for path, target, asks in server.passes:
        match = _TARGET.match(target.text)
        if not match:
            continue
        group = "rest" if match["rest"] is not None else "bare"
        socket = _SOCKET.match(match[group])
        if not socket:
            continue
        if socket["port"] is None and socket["host"] not in upstreams:
            yield from _led_elsewhere(
                sheet, server, Word(socket["host"], target.start + match.start(group)), path, asks
            )
            continue
        named = upstreams.get(socket["host"]) if socket["port"] is None else None
        at = target.start + match.start(group)
        for word in named or [Word(match[group], at)]:
            end = _SOCKET.match(word.text)
            if end and end["port"]:
                host = Word(end["host"], word.start)
                port = Word(end["port"], word.start + end.start("port"))
                alone = len({target.text for _, target, _ in server.passes}) == 1
                service = _named(socket["host"]) if named and len(named) == 1 and server.names else ""
                service = service or (server.called if alone and server.names and not named else "")
                names = tuple(server.names[:MOST])
                yield from route_claims(sheet, Route(host, port, path, names, tuple(listens), service, gate_of(asks)))


def _host(target: str) -> str:
    """The name or address in a target, without its scheme."""
    match = _TARGET.match(target)
    socket = _SOCKET.match(match["rest"] if match["rest"] is not None else match["bare"]) if match else None
    return socket["host"] if socket else ""


def _apart(sheet: Sheet, name: str, ends: list[Word]) -> Iterator[Claim]:
    """The one end of a group of servers to which another file leads."""
    end = _SOCKET.match(ends[0].text) if len(ends) == 1 else None
    if end and end["port"] and (service := _named(name)):
        port = Word(end["port"], ends[0].start + end.start("port"))
        yield from route_claims(sheet, Route(Word(end["host"], ends[0].start), port, "", service=service))


def _led_elsewhere(
    sheet: Sheet, server: _Server, group: Word, path: str, asks: tuple[list[Ask], ...]
) -> Iterator[Claim]:
    """What is known of a route to a group of servers that another file has: its names, and what it asks for."""
    if (service := _named(group.text)) and "." not in service and "$" not in service:
        yield from named_claims(sheet, service, tuple(server.names[:MOST]), path, gate_of(asks), group)


def _named(block: str) -> str:
    """Whom an upstream is named after: `fertigung_api`, `grafana_backend`; "" for a name that every file may have."""
    plain = _GROUP.sub("", block)
    return "" if squash(plain)[0] in GENERIC | _PLAIN else plain


def _headed(sheet: Sheet, start: int) -> str:
    """The name that the one comment right above a server block is: `# Uptime Kuma`; "" for any other comment."""
    comments = above(sheet, sheet.row(start))
    name = subject(comments[0].text) if len(comments) == 1 else ""
    plain = squash(name)[0]
    whole = name == comments[0].text.strip() if comments else False
    return name if whole and plain and plain not in GENERIC | _PLAIN | _HEADS else ""
