"""What one literal in a line says of the service that it is given for: a port, a bind, a URL, what is mapped to what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.name import PARTS
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import asides, cells, phrases, sides
from consistency.readers.context import Context, make
from consistency.readers.headers import Column
from consistency.readers.shape import FENCE, ITEM, Shape
from consistency.values import address
from consistency.values.endpoint import Literal
from consistency.values.port import HIGHEST, valid
from consistency.values.probe import kind

_BINDS = lazily(
    r"\b(?:bind|binds|bound|binding|bindings|listen|listens|listening|listener|listeners|loopback|(?<![\w-])only|not exposed)\b",
    re.IGNORECASE,
)
_LISTENS_ON = lazily(r"\b(?:listen(?:s|ing)?|binds?|bound)\s+(?:only\s+)?(?:on|to)[\s`*]*$", re.IGNORECASE)
#: What pages call them, whoever serves them.
_BOARDS = frozenset(("dashboard", "dashboards", "main dashboard", "metrics", "monitoring", "graphs"))
#: `wherever it listens (localhost:8000 locally)`: an example of where that may be.
_WHEREVER = lazily(r"\b(?:wherever|where(?= \w+ (?:listens|is listening)))\b", re.IGNORECASE)
#: What a port may be, and no port that somebody has.
_BOUND, _NEAR = lazily(r"(?:^|\s)[<>≤≥]=?\s*$"), 6
_PATH_BEHIND = lazily(r"/\w")
#: Steps of a path to probe; longer ones are pages about something.
_DEEP = 3
#: What joins the boxes of a drawing.
_DRAWN = lazily(r"[─═-]{2,}[>►▶]|[→►▶]|[─═]{2,}")
_INNER = lazily(r"\s*\(\s*(?:internal|container)(?: port)?\s*:?\s*(\d{2,5})\s*\)", re.IGNORECASE)


def _listens_there(text: str, literal: Literal) -> bool:
    """`listens on 10.8.3.7:8000`: one address of the machine, and no other."""
    return address.is_ours(literal.host) and _LISTENS_ON.search(text[: literal.start]) is not None


def _ambiguous(text: str, literal: Literal, shape: Shape) -> str:
    """The namespace that a socket only seems to be of: arrows lead to either side, and a program listens in a container or not."""
    if literal.kind == "socket" and address.reach(literal.host) in ("any", "loopback"):
        return "host" if _LISTENS_ON.search(text, 0, literal.start) else ""
    return "container" if shape is FENCE and _DRAWN.search(text) else ""


def _is_bind(text: str, literal: Literal, context: Context, shape: Shape) -> bool:
    """An address says where something listens; the word localhost, and what a drawing has, may only say how it is reached."""
    if literal.host.lower() != "localhost" and shape is not FENCE:
        return bool(literal.host)
    if context.role == "evidence" or _BINDS.search(context.section):
        return True
    return _BINDS.search(text) is not None and _WHEREVER.search(text, 0, literal.start) is None


def _probed(passage: Passage, text: str, literal: Literal, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """The path at which a service says how it is, of a URL that ends with one: `http://localhost:8080/healthz`."""
    plain = "?" not in literal.path and literal.path.count("/") <= _DEEP
    at = text.rfind(literal.path, literal.start, literal.end) if plain and kind(literal.path) else -1
    if at >= 0:
        place = (at, at + len(literal.path))
        yield make(context, passage, *place, "health", literal.path, **{**known, "port": literal.low})


def said_of(
    passage: Passage, text: str, literal: Literal, service: str, context: Context, shape: Shape
) -> Iterator[Claim]:
    """What one literal says of the service that it is given for."""
    if literal.path.startswith("/d/") and service.lower() in _BOARDS:
        service = "Grafana"  # whose dashboards have such paths
    statement = f"L{passage.span(literal.start, literal.start).line}"
    known: dict[str, Any] = {"service": service, "source": shape.name, "statement": statement}
    if literal.kind in ("url", "socket"):
        col = Column("url", side=sides.after(text, literal.end) or sides.in_cluster(text, literal.start))
        if (
            literal.kind == "socket"
            and (address.reach(literal.host) in ("any", "loopback") or _listens_there(text, literal))
            and _is_bind(text, literal, context, shape)
        ):
            at = text.find(literal.host, literal.start)
            if 0 <= at < literal.value_start:
                bind = address.canonical(literal.host)
                yield make(context, passage, at, at + len(literal.host), "bind", bind, port=literal.low, **known)
        if literal.kind == "socket" and _PATH_BEHIND.match(text, literal.end):
            known["source"] += " gateway"  # one of the pages of what listens there
        for claim in cells.link_claims(passage, literal, context, known, col):
            either = claim.attribute == "port" and claim.namespace == _ambiguous(text, literal, shape)
            yield claim._replace(namespace="") if either else claim
        if literal.kind == "socket":
            yield from asides.only_here(passage, text, literal, context, known)
        elif literal.path and context.role == "canon":
            yield from _probed(passage, text, literal, context, known)
        return
    place = (literal.value_start, literal.value_end)
    bound = _BOUND.search(text, max(0, literal.value_start - _NEAR), literal.value_start)
    if bound or (literal.low == HIGHEST and literal.word in ("on", "bare")):
        return  # `ports >= 1024`, `at most 65535`
    if not valid(literal.low):
        if (
            literal.low and literal.word not in ("on", "bare") and str(HIGHEST) not in text
        ):  # `differs on 97309`: what nobody calls a port is none
            yield make(context, passage, *place, "problem", "malformed-port", **known)
        return
    inner = (literal.to_start, literal.to_end, "port", str(literal.to))
    if literal.kind == "map" and literal.word in ("->", "→", "➜", "⇒") and phrases.is_change(context, text):
        yield make(context, passage, *inner, port=literal.to, namespace="", **known)
        return
    side = sides.beside(text, literal.value_start, literal.end)
    side = side or (sides.of_list(context.lead) if shape is ITEM else "")
    value = str(literal.low) if literal.low == literal.high else f"{literal.low}-{literal.high}"
    protocol = literal.protocol or sides.protocol_after(text, literal.end)
    part = asides.part(text, literal.end, literal.start if literal.word == "on" else -1)
    part = part or PARTS.get(literal.word.lower().partition(" ")[0], "")  # `the API port is 9001`
    known_here = known | {"namespace": "host" if literal.kind == "map" else side, "protocol": protocol, "part": part}
    yield make(context, passage, *place, "port", value, port=literal.low, **known_here)
    yield from asides.only_here(passage, text, literal, context, known)
    if literal.kind == "map" and valid(literal.to):
        yield make(context, passage, *inner, port=literal.to, namespace="container", **known)
    elif (note := _INNER.match(text, literal.end)) and valid(int(note[1])):
        yield make(context, passage, *note.span(1), "port", note[1], port=int(note[1]), namespace="container", **known)
