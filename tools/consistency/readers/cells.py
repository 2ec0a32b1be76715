"""A cell, or the value behind a bullet's key, to claims: the column says what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from consistency.markdown.inline import code_spans, mask, struck, with_targets
from consistency.model.claim import Claim
from consistency.model.name import PARTS, host_key, shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import asides, cellwords, lanes, words
from consistency.readers.context import Context, make
from consistency.readers.headers import Column, environment
from consistency.readers.held import Held, by_label
from consistency.readers.hostlike import is_named_for, machine_of, may_be_host, without_way
from consistency.values import address
from consistency.values.blank import is_any
from consistency.values.endpoint import Literal, literals
from consistency.values.port import HIGHEST, PortValue, cell_ports, is_placeholder, valid
from consistency.values.url import normal

__all__ = ["environment", "existence", "field", "link_claims", "service_name"]

_PORT_BEHIND = lazily(r"\s*\((?:[Pp]orts?\s*)?[:0-9][0-9,/ –-]*\)")
_UNIT = lazily(r"[\w@.-]+\.(?:service|socket|timer|plist)\b(?!\.d)")
_PATH = lazily(r"(?<![\w:/.~-])/[\w./{}<>*:-]*")
_DOMAIN = lazily(
    r"(?<![\w.@/:-])(?:\*\.)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?![\w@-])(?:/[\w./-]*)?"
)
_DIGIT = lazily(r"\d")
_NO_PORT = lazily(r"\W*(?:unix|socket|via)\b", re.IGNORECASE)
_LED_ON = lazily(
    r"\b(?:through|via|behind|reach\w*|in front|fronted|prox(?:y|ied)|forward\w*|hinter|über)\b", re.IGNORECASE
)
_PAST = lazily(
    r"(?:moved from|formerly|previously|was|old|instead of|not|no longer|replaces|ex-?)\s*:?\s*[`*]*$", re.IGNORECASE
)
#: So many characters before a number are looked at.
_NEAR = 40
#: A note on what used to be says nothing of what is.
_PAST_NOTE = lazily(r"(?:moved|migrated|changed|renumbered)? ?from\b|was\b|formerly\b|previously\b", re.IGNORECASE)


def service_name(cell: Passage) -> str:
    """The name in a name cell, for people."""
    text = mask(cell.text)
    return shown(_PORT_BEHIND.sub("", text) if "(" in text else text)


@lru_cache(maxsize=1024)
def host_name(text: str) -> str:
    """The host that a cell names, "" where it names none; `text` has its markup masked."""
    name = "" if is_placeholder(text) else shown(text)
    name = without_way(name)
    return name if may_be_host(name) else ""


#: Behind a number, how many jacks there are, and before one, to which of them it belongs.
_TIMES = ("×", "x ")
_JACK = lazily(r"[A-Za-z]\d{0,2}(?:/\w{1,2})*/$")
#: `http://<pod>:8000`.
_POD = lazily(r"<(?:pod|container)(?:[-_ ]?(?:ip|name))?>$")
_OF_FILES = frozenset("md yml yaml json py sh service conf toml txt".split())


def existence(cell: Passage, context: Context, service: str, statement: str) -> Claim:
    """The service exists, here: what a registry is a registry of."""
    text = cell.text
    return make(context, cell, 0, len(text), "service", service, service=service, source="table", statement=statement)


def field(cell: Passage, col: Column, context: Context, service: str, statement: str, source: str) -> Iterator[Claim]:
    """The claims that one cell makes about `service`, by what its column holds."""
    if col.role == "range" or (not service and col.role != "host"):
        return
    known: dict[str, Any] = {"service": service, "statement": statement, "source": source}
    yield from read(cell, with_targets(cell.text) if col.role == "url" else mask(cell.text), col, context, known)


def is_read(col: Column) -> bool:
    """Whether the cells below such a header make claims."""
    return col.role in _READERS


def read(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterable[Claim]:
    """The claims of a cell whose text without markup is `text`; `known` holds service, statement and source."""
    reader = _READERS.get(col.role)
    if not reader:
        return ()
    if col.modality != "stated" and context.modality == "stated":
        context = context._replace(modality=col.modality)
    if col.scope:
        context = context._replace(scope=col.scope)
    return reader(cell, text, col, context, known)


#: Beside the last port of all: what is said of it, and of numbers behind it.
_AT_MOST = lazily(r"\b(?:at most|maximum|must|up to|invalid|error)\b|≤|<=", re.IGNORECASE)


def _port(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if "://" in text:
        yield from _url(cell, text, col, context, known)
        return
    if not text[:1].isdigit() and _NO_PORT.match(text):
        return
    if str(HIGHEST) in text and _AT_MOST.search(text):
        return  # `99999 - must be at most 65535`
    gone = struck(cell.text)
    values = cell_ports(text)
    for value in values:
        if not value.low and (known["source"] != "table" or not text.lstrip(" `*").startswith("0")):
            continue  # `port: 0` asks for any, `Serial0/0` is a jack
        if text.startswith(_TIMES, value.end) or (
            text[: value.start].endswith("/") and _JACK.search(text, 0, value.start)
        ):
            continue  # `24× FastEthernet`, `Serial0/1`
        if not (valid(value.low) and valid(value.high) and value.low <= value.high):
            kind = "backwards-range" if valid(value.low) and valid(value.high) else "malformed-port"
            yield make(context, cell, value.start, value.end, "problem", kind, **known)
            continue
        if _is_past(text, value) or (gone and any(start <= value.start < end for start, end in gone)):
            continue
        yield from _one_port(cell, value, col, context, known, len(values))
    if not values and _DIGIT.search(text) and not is_placeholder(text) and "\x01" not in text and _looks_broken(text):
        at = len(text) - len(text.lstrip())
        yield make(context, cell, at, len(text.rstrip()), "problem", "malformed-port", **known)


def _looks_broken(text: str) -> bool:
    """A cell that is one number, just not a port: `1e4`, `80.5`, `-1`, other scripts' digits."""
    return bool(re.fullmatch(r"\s*[-+]?\d[\d.,_eE]*\s*", text)) and not re.fullmatch(r"\s*\d{1,3}([.,]\d{3})+\s*", text)


def _is_past(text: str, value: PortValue) -> bool:
    """`8090 (moved from 8080)`, `was 3000`: the number behind such words is what used to be."""
    return value.start > 0 and _PAST.search(text[max(0, value.start - _NEAR) : value.start]) is not None


def _one_port(
    cell: Passage, value: PortValue, col: Column, context: Context, known: dict[str, Any], count: int
) -> Iterator[Claim]:
    side, part, service = value.side or col.side, col.part, known["service"]
    scope, modality = context.scope, context.modality
    if value.label:
        side, part, service = by_label(cell.text, value, Held(side, part, service), count)
    if value.note:
        part = PARTS.get(value.note.lower(), part)
        scope = environment(value.note) or scope
        if modality == "stated" and not _PAST_NOTE.match(value.note):
            modality = words.modality(value.note)
    if modality == "negated":
        modality = "stated"
    shown_value = str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
    subject = {**known, "service": service, "port": value.low, "part": part, "scope": scope, "modality": modality}
    for protocol in ("tcp", "udp") if value.protocol == "both" else (value.protocol,):
        yield make(
            context, cell, value.start, value.end, "port", shown_value, namespace=side, protocol=protocol, **subject
        )
    if value.address and (
        address.is_address(value.address)
        or value.address == "*"
        or (value.address == "localhost" and col.role == "bind")
    ):
        start = cell.text.rfind(value.address, 0, value.start)
        if start >= 0 and side != "container":
            yield make(
                context, cell, start, start + len(value.address), "bind", address.canonical(value.address), **subject
            )


#: `Chroma at http://...` in the notes of a row about anything.
_ANOTHER = lazily(r"^\s*(?P<name>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*)?) (?:at|unter) [`<(]*$")


def _url(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if is_placeholder(text):
        return
    found = literals(text)
    for literal in found:
        other = _ANOTHER.search(text, 0, literal.start) if " " in text else None
        own = {**known, "service": other["name"]} if other else known
        yield from link_claims(cell, literal, context, {**own, "part": col.part}, col)
    if not found:
        yield from _domain(cell, text, col, context, known)


def _spoken(literal: Literal, text: str, written: str) -> str:
    """The part that an address's scheme says, or words beside it: `ssh on 2222`, `9096 (gRPC)`."""
    if literal.scheme == "ssh" or not written.isdigit():
        return "ssh" if literal.scheme == "ssh" else ""
    if literal.kind == "url" and (within := asides.part_within(text, literal.start)):
        return within
    return asides.part(text, literal.end, literal.start if literal.kind == "port" else -1)


def link_claims(
    cell: Passage, literal: Literal, context: Context, known: dict[str, Any], col: Column | None = None
) -> Iterator[Claim]:
    """What a URL or socket says of the service that it is given for: base_url or domain, port, and bind where it is one."""
    text, named, low = cell.text, literal.host, literal.low
    known = {**known, "port": low}
    behind = text[literal.end : literal.end + 14]
    scope = context.scope or (environment(behind) if behind.lstrip(" `")[:1] == "(" else "")
    if scope != context.scope:
        context = context._replace(scope=scope)
    reach = address.reach(named)
    host = "" if reach in ("loopback", "any") else named
    own = bool(context.host) and host_key(named) == host_key(context.host)
    pod = "<" in text and _POD.search(text, 0, literal.start) is not None
    inside = pod or (reach == "name" and not own) or ".svc" in f".{named}."
    machine = reach == "name" and inside and not pod and not is_named_for(named, str(known.get("service", "")))
    side = (col.side if col else "") or ("" if machine else "container" if inside else "host")
    if address.is_in_cluster(named):
        side = "pod"
    written = text[literal.value_start : literal.value_end]
    if part := _spoken(literal, text, written):
        known["part"] = part
    if machine and not side:
        known["source"] += " url"  # whether the name is a machine's or a container's, nothing here says
    if literal.kind == "url" and literal.scheme in ("http", "https", "ws", "wss"):
        value = normal(literal.scheme, named, int(written) if written.isdigit() else 0, literal.path)
        yield make(context, cell, literal.start, literal.end, "base_url", value, namespace=side, **known)
        if reach == "public" and side != "pod" and not address.is_address(named):
            start = text.lower().find(named, literal.start)
            if start >= 0:
                yield make(context, cell, start, start + len(named), "domain", named, **known)
        if reach == "public" and not written.isdigit():
            return
    if not valid(low):
        if written.isdigit() and not is_any(host):
            yield make(context, cell, literal.value_start, literal.value_end, "problem", "malformed-port", **known)
        return
    known_here = {**known, "namespace": side, "protocol": literal.protocol}
    elsewhere = host != context.host and address.is_address(host) and address.is_address(context.host)
    if host and side != "container":
        known_here["host"] = host if elsewhere else context.host or host
    if written[:1].isdigit():
        value = str(low) if low == literal.high else f"{low}-{literal.high}"
        yield make(context, cell, literal.value_start, literal.value_end, "port", value, **known_here)
    if (
        host
        and context.host
        and not elsewhere
        and address.is_ours(host)
        and (start := text.find(host, literal.start)) >= 0
    ):
        yield make(context, cell, start, start + len(host), "address", host, **{**known, "service": ""})


def _domain(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for match in _DOMAIN.finditer(text):
        name = match[0].split("/")[0]
        if name.rsplit(".", 1)[-1].lower() in _OF_FILES:
            continue
        yield make(context, cell, match.start(), match.start() + len(name), "domain", name.lower(), **known)


#: A port and no address, among cells that give one: `51821/udp`, `2202`.
_PORT_ONLY = lazily(r"\s*[1-9]\d{1,4}\s*(?:/(?:tcp|udp))?\s*")


def _bind(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if _PORT_ONLY.fullmatch(text):
        yield from _port(cell, text, col._replace(role="port"), context, known)
        return
    written = cellwords.binds(text)
    if written.nothing:
        return
    if written.ported:
        told = cell_ports(text)
        for before, value in zip((None, *told), told, strict=False):
            if before and _LED_ON.search(text, before.end, value.start):
                break  # who leads there listens on that one
            if valid(value.low) and cellwords.is_socket(text, value):
                machine = machine_of(value.address, known["service"])
                if machine and (start := cell.text.rfind(machine, 0, value.start)) >= 0:
                    yield make(context, cell, start, start + len(machine), "host", machine, host=machine, **known)
                on = context._replace(host=machine or context.host)
                yield from _one_port(cell, value, col._replace(side="host"), on, known, 1)
        return
    modality = written.modality if context.modality == "stated" else context.modality
    modality = "stated" if modality in ("negated", "example") else modality
    for word in written.words:
        yield make(context, cell, word.start, word.end, "bind", word.value, modality=modality, **known)


def _health(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if is_placeholder(text) or re.search(r"\bnot documented|\bno health", text, re.IGNORECASE):
        return
    urls = [literal for literal in literals(text) if literal.kind in ("url", "socket")]
    for literal in urls:
        if literal.kind == "url" and literal.path:
            path = literal.path.split("?")[0]
            yield make(context, cell, literal.start, literal.end, "health", path, **{**known, "port": literal.low})
    if urls:
        return
    for match in _PATH.finditer(text):
        path = match[0].rstrip(".,;:")
        if len(path) > 1:
            yield make(context, cell, match.start(), match.start() + len(path), "health", path, **known)


def _host(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    name = host_name(text)
    if name:
        start = len(text) - len(text.lstrip())
        if not known.get("service"):  # of the machine itself
            if context.host and address.is_address(name) and address.is_ours(name):
                own = known | {"host": context.host}
                yield make(context, cell, start, len(text.rstrip()), "address", name, **own)
            return
        yield make(context, cell, start, len(text.rstrip()), "host", name, host=name, **known)


def _container(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for match in re.finditer(r"[A-Za-z0-9][\w.-]*[A-Za-z0-9]", text):
        if not is_placeholder(match[0]):
            yield make(context, cell, match.start(), match.end(), "name", match[0], **known)
        if " " in shown(text):
            return


def _unit(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for match in _UNIT.finditer(cell.text):
        yield make(context, cell, match.start(), match.end(), "unit", match[0], **known)


def _status(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if word := cellwords.status(cell.text):
        yield make(context, cell, word.start, word.end, "status", word.value, **known)


def _auth(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if word := cellwords.auth(cell.text):
        yield make(context, cell, word.start, word.end, "auth", word.value, **known)


def _exposure(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if literals(text):
        yield from _url(cell, text, col, context, known)
        return
    if word := cellwords.exposure(cell.text):
        yield make(context, cell, word.start, word.end, "exposure", word.value, **known)


def _env(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """`GRAFANA_PORT` in the row of a service is one of its names."""
    match = re.search(r"\b([A-Z][A-Z0-9_]*?)_(?:HOST_|EXTERNAL_|HTTP_)?PORT\b", cell.text)
    if match:
        yield make(context, cell, *match.span(1), "name", match[1].lower().replace("_", "-"), **known)


def _code_or_text(attribute: str, cell: Passage, text: str, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if is_placeholder(text):
        return
    for start, end in code_spans(cell.text) or [(len(text) - len(text.lstrip()), len(text.rstrip()))]:
        if cell.text[start:end].strip():
            yield make(context, cell, start, end, attribute, cell.text[start:end].strip(), **known)


def _model(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from _code_or_text("model", cell, text, context, known)


def _alias(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from _code_or_text("alias", cell, text, context, known)


def _range(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from lanes.of_row(cell, text, context, known)


def _kind(cell: Passage, text: str, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from lanes.of_kind(cell, text, context, known)


_READERS = {
    "range": _range,
    "kind": _kind,
    "scope": _kind,  # a namespace may have a block of ports of its name
    "port": _port,
    "url": _url,
    "domain": _url,
    "bind": _bind,
    "health": _health,
    "host": _host,
    "container": _container,
    "unit": _unit,
    "status": _status,
    "auth": _auth,
    "exposure": _exposure,
    "env": _env,
    "model": _model,
    "alias": _alias,
}
