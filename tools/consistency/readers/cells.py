"""A cell, or the value behind a bullet's key, to claims: the column says what it holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.markdown.inline import code_spans, mask, struck
from consistency.model.claim import Claim
from consistency.model.name import PARTS, host_key, shown
from consistency.model.passage import Passage
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.headers import Column, environment
from consistency.values import address
from consistency.values.endpoint import Literal, literals
from consistency.values.port import PortValue, cell_ports, is_placeholder, side_of, valid
from consistency.values.url import normal

__all__ = ["environment", "existence", "field", "link_claims", "service_name"]

_UNIT = re.compile(r"[\w@.-]+\.(?:service|socket|timer|plist)\b(?!\.d)")
_PATH = re.compile(r"(?<![\w:/.~-])/[\w./{}<>*:-]*")
_DOMAIN = re.compile(
    r"(?<![\w.@/:-])(?:\*\.)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?![\w@-])(?:/[\w./-]*)?"
)
_BIND_WORD = re.compile(
    r"\b(all interfaces|private lan ip|lan ip|lan address|private ip|localhost[- ]only|loopback[- ]only|localhost|loopback|tailscale ip|tailnet|lan[- ]only|lan)\b",
    re.IGNORECASE,
)
_STATUS = (
    (
        "retired",
        re.compile(
            r"\b(retired|deprecated|decommissioned|removed|obsolete|superseded|disabled|archived|abandoned)\b|废弃",
            re.I,
        ),
    ),
    ("maintenance-only", re.compile(r"\bmaintenance[- ](?:only|mode)\b|\bfrozen\b|\blegacy\b", re.I)),
    (
        "planned",
        re.compile(
            r"\b(planned|planning|proposed|tbd|future|pending|not yet|todo|upcoming|reserved|configured)\b|🟡|⏳|🚧|計画|计划",
            re.I,
        ),
    ),
    (
        "stopped",
        re.compile(r"\b(stopped|down|offline|inactive|not running|failed|dead|exited|idle)\b|❌|🔴|停止", re.I),
    ),
    (
        "active",
        re.compile(
            r"\b(active|running|up|online|healthy|live|enabled|deployed|operational|in use|ok|done|available|ready|production)\b|✅|🟢|运行|启用",
            re.I,
        ),
    ),
)
#: A note on what used to be says nothing of what is.
_PAST_NOTE = re.compile(r"(?:moved|migrated|changed|renumbered)? ?from\b|was\b|formerly\b|previously\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(none|no auth\w*|not required|unauthenticated|open|anonymous|no)\b|^\W*(?:❌|-|no)\W*$", re.I)
_GATED = re.compile(
    r"\b(required|yes|bearer|api[- ]key|token|basic|oauth2?|oidc|sso|jwt|password|authelia|authentik|mtls|401|login|master key|cloudflare access)\b|✅|🔒|🔐",
    re.I,
)


def service_name(cell: Passage) -> str:
    """The name in a name cell, for people."""
    text = mask(cell.text)
    text = re.sub(r"\s*\((?:[Pp]orts?\s*)?[:0-9][0-9,/ –-]*\)", "", text)
    return shown(text)


def existence(cell: Passage, context: Context, service: str, statement: str) -> Claim:
    """The service exists, here: what a registry is a registry of."""
    text = cell.text
    return make(context, cell, 0, len(text), "service", service, service=service, source="table", statement=statement)


def field(cell: Passage, col: Column, context: Context, service: str, statement: str, source: str) -> Iterator[Claim]:
    """The claims that one cell makes about `service`, by what its column holds."""
    if not service and col.role not in ("host", "range"):
        return
    known: dict[str, Any] = {"service": service, "statement": statement, "source": source}
    holder = context
    if col.modality != "stated" and context.modality == "stated":
        holder = holder._replace(modality=col.modality)
    if col.scope:
        holder = holder._replace(scope=col.scope)
    reader = _READERS.get(col.role)
    if reader:
        yield from reader(cell, col, holder, known)


def _port(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    if "://" in text:
        yield from _url(cell, col, context, known)
        return
    if re.match(r"\W*(?:unix|socket|via)\b", text, re.IGNORECASE):
        return
    gone = struck(cell.text)
    values = cell_ports(text)
    for value in values:
        if not (valid(value.low) and valid(value.high) and value.low <= value.high):
            kind = "backwards-range" if valid(value.low) and valid(value.high) else "malformed-port"
            yield make(context, cell, value.start, value.end, "problem", kind, **known)
            continue
        if _is_past(text, value) or any(start <= value.start < end for start, end in gone):
            continue
        yield from _one_port(cell, value, col, context, known, len(values))
    if (
        not values
        and re.search(r"\d", text)
        and not is_placeholder(text)
        and "\x01" not in text
        and _looks_broken(text)
    ):
        at = len(text) - len(text.lstrip())
        yield make(context, cell, at, len(text.rstrip()), "problem", "malformed-port", **known)


def _looks_broken(text: str) -> bool:
    """A cell that is one number, just not a port: `1e4`, `80.5`, `-1`, other scripts' digits."""
    return bool(re.fullmatch(r"\s*[-+]?\d[\d.,_eE]*\s*", text)) and not re.fullmatch(r"\s*\d{1,3}([.,]\d{3})+\s*", text)


def _is_past(text: str, value: PortValue) -> bool:
    """`8090 (moved from 8080)`, `was 3000`: the number behind such words is what used to be."""
    return bool(
        re.search(
            r"(?:moved from|formerly|previously|was|old|instead of|not|no longer|replaces|ex-?)\s*:?\s*[`*]*$",
            text[: value.start],
            re.IGNORECASE,
        )
    )


def _one_port(
    cell: Passage, value: PortValue, col: Column, context: Context, known: dict[str, Any], count: int
) -> Iterator[Claim]:
    side = value.side or col.side
    part, service = col.part, known["service"]
    label = value.label.split("(")[-1].strip()
    lowered = label.lower().removesuffix("port").strip(" :")
    if lowered in PARTS:
        part = PARTS[lowered]
    elif side_of(label):
        side = value.side or side_of(label)
    elif re.fullmatch(r"[a-z0-9]+(?:[-_][a-z0-9]+)+", label) or (
        count > 1 and re.fullmatch(r"[\w-]{3,}", label) and lowered not in ("and", "tcp", "udp", "port")
    ):
        service = label
    noted = value.note.lower()
    if noted in PARTS:
        part = PARTS[noted]
    scope = environment(value.note) or context.scope
    shown_value = str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
    present = "" if _PAST_NOTE.match(value.note) else value.note
    modality = words.modality(present) if present and context.modality == "stated" else context.modality
    if modality == "negated":
        modality = "stated"
    subject = {**known, "service": service, "port": value.low, "part": part, "scope": scope, "modality": modality}
    for protocol in ("tcp", "udp") if value.protocol == "both" else (value.protocol,):
        yield make(
            context, cell, value.start, value.end, "port", shown_value, namespace=side, protocol=protocol, **subject
        )
    if value.address and (address.is_address(value.address) or value.address in ("*", "localhost")):
        start = cell.text.rfind(value.address, 0, value.start)
        if start >= 0 and side != "container":
            yield make(
                context, cell, start, start + len(value.address), "bind", address.canonical(value.address), **subject
            )


def _url(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    if is_placeholder(text):
        return
    found = literals(text)
    for literal in found:
        yield from link_claims(cell, literal, context, {**known, "part": col.part}, col)
    if not found:
        yield from _domain(cell, col, context, known)


def link_claims(
    cell: Passage, literal: Literal, context: Context, known: dict[str, Any], col: Column | None = None
) -> Iterator[Claim]:
    """What a URL or socket says of the service that it is given for: base_url or domain, port, and bind where it is one."""
    text = cell.text
    known = {**known, "port": literal.low}
    scope = context.scope or environment(
        text[literal.end : literal.end + 14] if text[literal.end : literal.end + 14].lstrip(" `")[:1] == "(" else ""
    )
    reach = address.reach(literal.host)
    host = "" if reach in ("loopback", "any") or not literal.host else literal.host
    own = bool(context.host) and host_key(literal.host) == host_key(context.host)
    inside = (reach == "name" and not own) or ".svc" in f".{literal.host}."
    side = (col.side if col else "") or ("container" if inside else "host")
    if ".svc." in f"{literal.host}." or literal.host.endswith((".svc", ".cluster.local")):
        side = "pod"
    context = context._replace(scope=scope)
    if literal.kind == "url" and literal.scheme in ("http", "https", "ws", "wss"):
        value = normal(
            literal.scheme,
            literal.host,
            int(text[literal.value_start : literal.value_end])
            if text[literal.value_start : literal.value_end].isdigit()
            else 0,
            literal.path,
        )
        yield make(context, cell, literal.start, literal.end, "base_url", value, namespace=side, **known)
        if reach == "public" and not address.is_address(literal.host):
            start = text.lower().find(literal.host, literal.start)
            if start >= 0:
                yield make(context, cell, start, start + len(literal.host), "domain", literal.host, **known)
        if reach == "public" and not text[literal.value_start : literal.value_end].isdigit():
            return
    if not valid(literal.low):
        if text[literal.value_start : literal.value_end].isdigit():
            yield make(context, cell, literal.value_start, literal.value_end, "problem", "malformed-port", **known)
        return
    fields: dict[str, Any] = {**known, "namespace": side, "protocol": literal.protocol}
    if host and side != "container":
        fields["host"] = context.host or host
    shown_value = str(literal.low) if literal.low == literal.high else f"{literal.low}-{literal.high}"
    if text[literal.value_start : literal.value_end][:1].isdigit():
        yield make(context, cell, literal.value_start, literal.value_end, "port", shown_value, **fields)
    if host and context.host and address.is_ours(host) and (start := text.find(host, literal.start)) >= 0:
        yield make(context, cell, start, start + len(host), "address", host, **{**known, "service": ""})


def _domain(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    for match in _DOMAIN.finditer(text):
        name = match[0].split("/")[0]
        if name.rsplit(".", 1)[-1].lower() in (
            "md",
            "yml",
            "yaml",
            "json",
            "py",
            "sh",
            "service",
            "conf",
            "toml",
            "txt",
        ):
            continue
        yield make(context, cell, match.start(), match.start() + len(name), "domain", name.lower(), **known)


def _bind(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    if is_placeholder(text) and not _BIND_WORD.search(text):
        return
    values = cell_ports(text)
    if any(value.address for value in values):
        for value in values:
            if valid(value.low) and value.address:
                yield from _one_port(cell, value, col._replace(side="host"), context, known, 1)
        return
    modality = words.modality(text) if context.modality == "stated" else context.modality
    known = {**known, "modality": "stated" if modality in ("negated", "example") else modality}
    found = False
    for match in address.ADDRESS.finditer(text):
        found = True
        yield make(context, cell, match.start(), match.end(), "bind", address.canonical(match[0]), **known)
    if found:
        return
    if word := _BIND_WORD.search(text):
        yield make(context, cell, word.start(), word.end(), "bind", address.canonical(word[0]), **known)


def _health(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    if is_placeholder(text) or re.search(r"\bnot documented|\bno health", text, re.IGNORECASE):
        return
    urls = literals(text)
    for literal in urls:
        if literal.kind == "url" and literal.path:
            yield make(
                context,
                cell,
                literal.start,
                literal.end,
                "health",
                literal.path.split("?")[0],
                **{**known, "port": literal.low},
            )
    if urls:
        return
    for match in _PATH.finditer(text):
        path = match[0].rstrip(".,;:")
        if len(path) > 1:
            yield make(context, cell, match.start(), match.start() + len(path), "health", path, **known)


def _host(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    name = shown(text)
    if not name or is_placeholder(text):
        return
    start = len(text) - len(text.lstrip())
    yield make(context, cell, start, len(text.rstrip()), "host", name, **{**known, "host": name})


def _container(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    for match in re.finditer(r"[A-Za-z0-9][\w.-]*[A-Za-z0-9]", text):
        if not is_placeholder(match[0]):
            yield make(context, cell, match.start(), match.end(), "name", match[0], **known)
        if " " in shown(text):
            return


def _unit(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for match in _UNIT.finditer(cell.text):
        yield make(context, cell, match.start(), match.end(), "unit", match[0], **known)


def _status(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for value, pattern in _STATUS:
        if match := pattern.search(cell.text):
            yield make(context, cell, match.start(), match.end(), "status", value, **known)
            return


def _auth(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    for value, pattern in (("none", _OPEN), ("required", _GATED)):
        if match := pattern.search(cell.text):
            yield make(context, cell, match.start(), match.end(), "auth", value, **known)
            return


_REACHES = (
    (
        "loopback",
        re.compile(r"\b(?:localhost|loopback|host|local)[- ]?only\b|\blocalhost\b|\bloopback\b|\b127\.0\.0\.1\b", re.I),
    ),
    ("tailnet", re.compile(r"\b(?:tailnet|tailscale|vpn)\b", re.I)),
    ("lan", re.compile(r"\blan\b|\blan[- ](?:only|exposed)\b|\b(?:private|home|local) network\b", re.I)),
    ("public", re.compile(r"\b(?:public|internet|external)\b", re.I)),
)


def _exposure(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if literals(mask(cell.text)):
        yield from _url(cell, col, context, known)
        return
    for value, pattern in _REACHES:
        if match := pattern.search(cell.text):
            yield make(context, cell, match.start(), match.end(), "exposure", value, **known)
            return


def _env(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    """`GRAFANA_PORT` in the row of a service is one of its names."""
    match = re.search(r"\b([A-Z][A-Z0-9_]*?)_(?:HOST_|EXTERNAL_|HTTP_)?PORT\b", cell.text)
    if match:
        yield make(context, cell, *match.span(1), "name", match[1].lower().replace("_", "-"), **known)


def _code_or_text(attribute: str, cell: Passage, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    text = mask(cell.text)
    if is_placeholder(text):
        return
    for start, end in code_spans(cell.text) or [(len(text) - len(text.lstrip()), len(text.rstrip()))]:
        if cell.text[start:end].strip():
            yield make(context, cell, start, end, attribute, cell.text[start:end].strip(), **known)


def _model(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from _code_or_text("model", cell, context, known)


def _alias(cell: Passage, col: Column, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    yield from _code_or_text("alias", cell, context, known)


_READERS = {
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
