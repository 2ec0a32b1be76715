"""Env files: ports, addresses and URLs by their variables' names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.model.stores import CLIENTS
from consistency.readers.config.assignment import Variable, variables
from consistency.readers.config.comments import comment_of, stated, subject
from consistency.readers.config.endpoint import called, found, offered
from consistency.readers.config.sampled import of_env
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.storeclients import asked
from consistency.readers.config.variant import environment, stem
from consistency.values import exact
from consistency.values.address import is_address, reach
from consistency.values.port import valid

_PORT = lazily(r"(?:^|(?P<before>.*)_)PORTS?(?:_(?P<after>[A-Z]\w*))?$")
_URL = lazily(r"^(?P<before>.*?)_?(?:URL|URI|ENDPOINT|ORIGIN|BASE|UPSTREAM|HOST)S?$")
#: Whom a program calls, or lets in, and nothing that it offers.
_CALLED = lazily(r"(?:ORIGINS|UPSTREAMS?)$")
_BIND = lazily(
    r"^(?:(?P<before>.*)_)?(?P<word>HOST|BIND|BIND_HOST|BIND_ADDRESS|LISTEN|LISTEN_ADDR|ADDR|ADDRESS|BIND_ADDR|INTERFACE)$"
)
_CLIENT = lazily(r"^(?:NEXT_PUBLIC|VITE|REACT_APP|NUXT_PUBLIC|EXPO_PUBLIC|PUBLIC|COMPOSE)(?:_|$)")
_INNER = frozenset(("INTERNAL", "CONTAINER", "TARGET", "INNER"))
_OUTER = frozenset(
    ("HOST", "EXTERNAL", "PUBLISHED", "PUBLIC", "EXPOSED", "LISTEN", "LOCAL", "BASE", "DEFAULT", "SERVER")
)
_GENERIC = lazily(r"|envs?|configs?|conf|ops|deploy(?:ment)?|docker|infra(?:structure)?|src|app|\.|etc")


#: From the words before _PORT, _HOST or _URL to a service.
Named = Callable[[str], str]


#: Words before _URL that say what is called, or how, and not which service answers there.
_OF_OTHERS = lazily(
    r"(?:(?:OPENAI|ANTHROPIC|API|BASE|BACKEND|FRONTEND|SERVER|APP|SITE|PUBLIC|ROOT|WEBHOOK|CALLBACK|REDIRECT|CORS|ALLOWED"
    r"|DATABASE|DB|CACHE|BROKER|PROXY|AUTH|TARGET|HEALTH|LLM|MODEL|EXTERNAL|INTERNAL|WSS?|WEBSOCKET|SOCKET)_?)*"
)


#: Schemes of stores and brokers. Of one on this very machine, the file at the top says where the project's own listens.
_STORES = frozenset(
    "postgres postgresql mysql mariadb redis valkey mongodb amqp nats mqtt clickhouse neo4j bolt".split()
)
#: Words before _URL that mean the store of the project: not that of its tests, nor a second one.
_OF_STORES = lazily(
    r"(?:(?:HOST|LOCAL|DATABASE|DB|CACHE|BROKER|QUEUE|RESULT|BACKEND|SESSION|APP|MAIN|CELERY|SIDEKIQ|SQLALCHEMY|DJANGO|POSTGRES(?:QL)?|PG|MYSQL|MARIADB"
    r"|REDIS|VALKEY|MONGO(?:DB)?|AMQP|RABBITMQ|NATS|MQTT|CLICKHOUSE|NEO4J)_?)*"
)


#: Words of a variable's name that tell its kind, and no service.
_KINDS = _INNER | _OUTER | frozenset(("HTTP", "HTTPS", "API", "WEB", "APP", "UI", "GRPC", "WS", "MAIN", "MY", "ADDR"))


#: Programs that run somebody's application: their variables are that one's.
_FRAMEWORKS = frozenset(
    """ROCKET GUNICORN UVICORN HYPERCORN WAITRESS FLASK DJANGO RAILS PUMA PHX ASPNETCORE KESTREL QUARKUS MICRONAUT SPRING NITRO NUXT GRADIO STREAMLIT
    GIN TOMCAT JETTY""".split()
)


def own_variables(service: str, program: str) -> Named:
    """Names for the variables of one program: those that speak of it, or of nobody, are `service`'s.

    `REDIS_PORT` in the environment of a web server is where Redis listens; `LLAMA_ARG_PORT` of what runs llama-server
    is its own.
    """
    about = f"{service} {program}".lower()

    def named(words: str) -> str:
        telling = [
            word for word in _CLIENT.sub("", words).upper().split("_") if word and word not in _KINDS | _FRAMEWORKS
        ]
        if not telling or any(len(word) > 1 and word.lower() in about for word in telling):
            return service
        return "-".join(telling).lower()

    return named


#: Within how many lines a comment speaks of the variable below it.
NEAR = 6


def read_env(sheet: Sheet) -> Reading:
    """Claims of an env file; one that is a template (.env.example) speaks as the file itself would."""
    given = variables(sheet.text)
    claims = set_claims(sheet, given, lambda words: owner(sheet.file, words), named_by_path(sheet.file))
    return Reading(
        (
            *claims,
            *_remarks(sheet, given),
            *_settings(sheet, given),
            *asked(sheet, given),
            *of_env(sheet, given),
            *_stores(sheet, given),
        )
    )


def _stores(sheet: Sheet, given: Sequence[Variable]) -> Iterator[Claim]:
    """The port of the project's store on the machine of whoever runs it, as a page would tell it: to be held against what is
    published there."""
    name = sheet.file.rpartition("/")[2].lower()
    for variable in given if name.startswith((".env", "env.")) else ():
        match = _URL.match(variable.name.upper()) if "://" in variable.value and "$" not in variable.value else None
        urls = found(variable.value) if match and _OF_STORES.fullmatch(match["before"].upper()) else []
        store = CLIENTS.get(urls[0].scheme.partition("+")[0], "") if len(urls) == 1 else ""
        tunnelled = store and f"-L {urls[0].port}:" in sheet.text
        if store and not tunnelled and reach(urls[0].host) == "loopback" and valid(urls[0].port):
            place = variable.start + urls[0].port_start, variable.start + urls[0].port_end
            yield sheet.claim(
                "port", str(urls[0].port), *place, service=exact.store(store), port=urls[0].port, namespace="host", source=PROJECT,
            )._replace(role="canon")  # fmt: skip


def _settings(sheet: Sheet, given: Sequence[Variable]) -> Iterator[Claim]:
    """The port of each variable's URL by the variable's name, for pages that speak of just that."""
    for variable in given:
        urls = found(variable.value) if "://" in variable.value and "_" in variable.name else []
        if len(urls) == 1 and 0 < urls[0].port <= 65535 and "$" not in urls[0].host:
            place = variable.start + urls[0].port_start, variable.start + urls[0].port_end
            service = exact.setting(variable.name, urls[0].host)
            yield sheet.claim("port", str(urls[0].port), *place, service=service, port=urls[0].port, source=PROJECT)
            if urls[0].scheme in ("http", "https"):
                at, service = urls[0].start, exact.base(variable.name, urls[0].host, urls[0].port)
                said, place = variable.value[at : urls[0].end], (variable.start + at, variable.start + urls[0].end)
                yield sheet.claim(
                    "base_url", said.rstrip("/"), *place, service=service, port=urls[0].port, source=PROJECT
                )


def set_claims(sheet: Sheet, given: list[Variable], named: Named, caller: str = "") -> list[Claim]:
    """What variables say; `named` makes a service of a variable's prefix, `caller` is who uses the URLs of others."""
    by_name = {variable.name: variable for variable in given}
    claims: list[Claim] = []
    for variable in by_name.values():
        claims += _port(sheet, variable, by_name, named)
        claims += _address(sheet, variable, by_name, named)
        claims += _url(sheet, variable, named, caller)
    return claims


def owner(path: str, words: str) -> str:
    """A service's name from a variable's prefix; of a variable without one the directory's name."""
    kept = [word for word in _CLIENT.sub("", words).split("_") if word]
    while len(kept) > 1 and kept[-1] in _INNER | _OUTER:
        kept.pop()
    if kept and kept[0] in _FRAMEWORKS and (own := named_by_path(path)):
        return own
    if kept and not (len(kept) == 1 and kept[0] in _INNER | _OUTER):
        return "-".join(kept).lower()
    return named_by_path(path)


def named_by_path(path: str) -> str:
    """The service that `open-webui.env` or the directory `apps/web` stands for, "" where neither says one."""
    own = re.search(r"(?:^|/)([a-z][\w-]*)\.env(?:\.[a-z]+)?$", path.lower())
    name = own[1] if own and not environment(own[1]) else stem(path).lower()
    return "" if _GENERIC.fullmatch(name) or environment(name) else name


def _port(sheet: Sheet, variable: Variable, given: Mapping[str, Variable], named: Named) -> Iterator[Claim]:
    match = _PORT.match(variable.name.upper())
    if (
        not match
        or not variable.value.isascii()
        or not variable.value.isdecimal()
        or not 0 < int(variable.value) <= 65535
    ):
        return
    before = match["before"] or ""
    words = set(f"{before}_{match['after'] or ''}".split("_"))
    host = given.get(f"{before}_HOST" if before else "HOST")
    number = int(variable.value)
    fields: dict[str, Any] = {"port": number, "statement": sheet.statement(variable.at)}
    service = named(before)
    if host and reach(host.value) in ("name", "public") and "$" not in host.value:
        fields |= {"host": host.value, "namespace": "container"}
        yield sheet.claim("depends", f"{host.value}:{number}", variable.start, variable.end, **fields)
        return
    space = "container" if words & _INNER and not words & {"HOST", "EXTERNAL", "PUBLISHED"} else "host"
    yield sheet.claim("port", variable.value, variable.start, variable.end, service=service, namespace=space, **fields)


def _address(sheet: Sheet, variable: Variable, given: Mapping[str, Variable], named: Named) -> Iterator[Claim]:
    match = _BIND.match(variable.name.upper())
    if not match:
        return
    before, value = match["before"] or "", variable.value
    address, colon, port = (
        value.rpartition(":") if re.fullmatch(r"(?:\[[^\]]+\]|[^:\s/]*):\d{1,5}", value) else (value, "", "")
    )
    bare = address.strip("[]")
    if not (is_address(bare) or bare in ("localhost", "*") or (colon and not bare)):
        return
    service = named(before)
    number = int(port or 0)
    if not colon:
        beside = given.get(f"{before}_PORT" if before else "PORT")
        number = int(beside.value) if beside and beside.value.isascii() and beside.value.isdecimal() else 0
        if before and match["word"] == "HOST" and reach(bare) != "any":
            return
    if not number <= 65535:
        return
    fields: dict[str, Any] = {"service": service, "port": number, "statement": sheet.statement(variable.at)}
    if reach(bare or "*") in ("any", "loopback") or not colon:
        end = variable.start + len(address) if address else variable.end
        yield sheet.claim("bind", bare or "0.0.0.0", variable.start, end, **fields)
    if colon and number:
        yield sheet.claim("port", port, variable.end - len(port), variable.end, **fields)


def _url(sheet: Sheet, variable: Variable, named: Named, caller: str) -> Iterator[Claim]:
    match = _URL.match(variable.name.upper())
    urls = found(variable.value) if match else []
    if not match or len(urls) != 1 or "$" in variable.value:
        return
    url, words = urls[0], match["before"].upper()
    space = reach(url.host)
    at = sheet.statement(variable.at)
    if (
        space == "name"
        or _CALLED.search(variable.name.upper())
        or not url.scheme.startswith(("http", "ws"))
        or _OF_OTHERS.fullmatch(_CLIENT.sub("", words))
    ):
        if url.port:
            yield called(sheet, url, variable.start, caller, statement=at)
        store = url.scheme.partition("+")[0] if _OF_STORES.fullmatch(words) else ""
        if 0 < url.port <= 65535 and space == "loopback" and store in _STORES and "/" not in sheet.file:
            place = variable.start + url.port_start, variable.start + url.port_end
            yield sheet.claim("port", str(url.port), *place, service=store, port=url.port, statement=at)
    elif space in ("loopback", "lan", "tailnet") and url.port:
        yield from offered(sheet, url, variable.start, service=named(words), statement=at)


def _remarks(sheet: Sheet, given: list[Variable]) -> Iterator[Claim]:
    """Comments that state a port: of the service they name, or of the variable that soon follows, where it is a port."""
    ports = {sheet.row(variable.at): _PORT.match(variable.name.upper()) for variable in given}
    for row in range(len(sheet.pieces)):
        comment = comment_of(sheet, row)
        if comment and not _PORT.match(comment.text):
            following = next((ports[near] for near in range(row + 1, row + NEAR) if near in ports), None)
            beside = owner(sheet.file, following["before"] or "") if following else ""
            yield from stated(sheet, [comment], subject(comment.text) or beside)
