"""Registry tables: rows that say where services listen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from consistency.markdown.blocks import Table
from consistency.markdown.inline import marked, mask, mostly_struck, with_targets
from consistency.model.claim import Claim
from consistency.model.name import PARTS, shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import (
    cells,
    chart_keys,
    defaults,
    family,
    folded,
    notes,
    row_hosts,
    sentence,
    settings,
    statistics,
    variables,
    words,
)
from consistency.readers.clustered import inside, of_cluster
from consistency.readers.columns import is_of_jobs
from consistency.readers.context import Context
from consistency.readers.headers import Column, column
from consistency.readers.hosted import hosted
from consistency.readers.led_rows import led_rows
from consistency.readers.machine_led import leading_machine, led_by_machines
from consistency.readers.machines import beside_ports, in_two_networks, machines
from consistency.readers.named_sockets import named_sockets
from consistency.readers.naming import site_name
from consistency.readers.noted_ports import named_keys, noted_ports
from consistency.readers.postures import posture_rows
from consistency.values.machines import several_in
from consistency.values.port import is_placeholder

_ASIDE = lazily(
    r"\banonym\w*(?: \w+)? (?:is|are|ist) [\w ]+|\([^()]*\bmoved from[^()]*\)|`[^`]*`|\b(?:moved|migrated|changed|renumbered|switched) from [^|;,.]*|\b(?:was|formerly|previously) (?:on |port )*\d[^|;,.]*",
    re.IGNORECASE,
)
#: What a router lets in, on ports of its own, and to whom.
_FORWARDED = lazily(r"\bport[- ]?forward(?:s|ings?|ed)?\b|\bforwarded ports\b", re.IGNORECASE)
_REST = lazily(r"(?:all )?(?:others?|remaining|rest|total|etc|any|everything else)\b|^\W+$", re.IGNORECASE)
_INTERNAL = lazily(r"\W*(internal|container|cluster)( only)?\W*", re.IGNORECASE)
_ADDRESS = lazily(r"\d{1,3}(?:\.\d{1,3}){3}")
_PORT_AT = Claim._fields.index("port")
_LISTENING = frozenset(("port", "url", "domain", "bind", "health"))
_LINKED = frozenset(("url", "health", "exposure", "access"))
#: A heading over the ports at which services are scraped, beside their own.
_OF_METRICS_SIGN = lazily("etric|xporter")
_OF_METRICS = lazily(
    r"\W*(?:(?:prometheus )?metrics?(?: (?:ports?|endpoints?|listeners?|targets?))?|exporters?)\W*", re.IGNORECASE
)
#: The source of what a table of forwarded ports says.
_FORWARDS = "table gateway"
_SPOKEN = frozenset(("grpc", "websocket", "ws", "metrics", "ssh", "amqp"))
_PATHS = frozenset(("path", "pfad", "ruta", "chemin", "endpoint", "url path", "scrape path"))
#: Headings over what somebody asks services, to see how they are.
_PROBES = lazily(
    r"\b(?:health|liveness|readiness|probes?|uptime|monitoring|überwachung|checks|salud|santé)\b", re.IGNORECASE
)
#: Headers over keys, beside their values.
_ASKED = frozenset(("what", "thing", "aspect", "was"))
_PORT_HEAD = frozenset(("port", "ports"))
_TUNNEL = lazily(r"\bssh\b[^|]{0,200}?\s-\w{0,8}L\s?\d|\bport-forward\s")
_SENDERS = frozenset(("source", "from", "src", "source ip", "quelle", "von", "origen", "origem"))
_RECEIVERS = frozenset(
    ("destination", "dest", "dst", "to", "destination ip", "ziel", "nach", "destino", "action", "aktion")
)


def _host_column(table: Table, columns: list[Column]) -> int:
    """The column that says where a row's service listens, -1 for none: of a hypervisor and its guest, the guest's address."""
    hosts = [index for index, c in enumerate(columns) if c.role == "host"]
    if len(hosts) < 2:
        return hosts[0] if hosts else -1
    addresses: dict[str, set[str]] = {}
    for row in table.rows:
        if len(row) > hosts[1] and (found := _ADDRESS.fullmatch(mask(row[hosts[1]].text).strip())):
            addresses.setdefault(mask(row[hosts[0]].text).strip(), set()).add(found[0])
    return hosts[any(len(found) > 1 for found in addresses.values())]


class TableReading(NamedTuple):
    """Claims of a table, whether it was read as a registry, and how many of its rows gave something."""

    claims: tuple[Claim, ...]
    registry: bool
    rows: int


class _Plan(NamedTuple):
    """How the rows of a table are read: which cell names the service, which the host, the environment and the
    protocol (-1: none).

    words: the cells of which one alone may say that the row's ports are a container's; read: (index, column) of all
    cells that make claims; led: the one of sockets that begins with the machine.
    """

    columns: list[Column]
    named: int
    host: int
    scope: int
    protocol: int
    words: tuple[int, ...]
    read: tuple[tuple[int, Column], ...]
    led: int
    endpoints: tuple[int, ...]

    @classmethod
    def of(cls, table: Table, columns: list[Column], named: int) -> _Plan:
        roles = [c.role for c in columns]
        return cls(
            columns,
            named,
            _host_column(table, columns),
            roles.index("scope") if "scope" in roles else -1,
            roles.index("protocol") if "protocol" in roles else -1,
            tuple(index for index, role in enumerate(roles) if role in ("exposure", "bind", "purpose")),
            tuple(
                (index, c)
                for index, one in enumerate(columns)
                for c in folded.columns(table, index, one)
                if (index != named or c.role == "domain") and cells.is_read(c)
            ),
            -1 if "host" in roles else led_by_machines(table, columns),
            folded.endpoints(table) if "port" in roles else (),
        )


def read_table(table: Table, columns: list[Column], context: Context) -> TableReading:
    """Read a table whose header says ports, URLs or binds, in evidence states; any other is no registry."""
    keyed = chart_keys.table(table, context)
    reading = _read(table, columns, context, len(keyed))
    held = [*settings.of_table(table, context), *defaults.of_table(table, context)]
    held += keyed if context.role == "canon" else ()
    return reading._replace(claims=(*reading.claims, *held)) if held else reading


def _read(table: Table, columns: list[Column], context: Context, keyed: int) -> TableReading:
    """The rows as a registry's; `keyed` of them are settings by their keys, and then no row is anything else."""
    if _is_key_value(columns, table):
        return _key_value(table, context)
    columns = _with_probed_paths(columns, table, context)
    if said := variables.table(table, context):
        return TableReading(said, False, len(said))
    if keyed:
        return TableReading((), False, keyed)
    if led := led_rows(table, context):
        return TableReading(led, False, len(table.rows))
    if _is_rules(table):
        return TableReading((), False, 0)
    bare = not any(c.role in ("port", "url", "bind", "domain") for c in columns)  # of what listens there
    running = hosted(table, columns, context) if bare else ()
    if hosts := machines(table, context, bare) + running:
        return TableReading(hosts, bool(running), len({claim.line for claim in hosts}))
    named, seen = _name_column(columns), context.role == "evidence"
    if named < 0 or not any(c.role in _LISTENING or (c.role == "status" and seen) for c in columns):
        beside = named_sockets(table, context) or noted_ports(table, columns, context)
        return TableReading((*posture_rows(table, context), *beside), False, 0)
    plan = _Plan.of(table, columns, named)
    claims: list[Claim] = []
    rows, group = 0, context
    for cells_of_row in table.rows:
        if heading := _group_heading(cells_of_row):
            group = _under_group(context, heading)
            continue
        found = _row(cells_of_row, plan, group)
        rows += bool(found)
        claims += found
    claims += beside_ports(table, plan.host, context)
    claims += family.short_names([claim for claim in claims if claim.attribute == "service"])
    if _is_of_metrics(table, context):
        claims = [one._replace(part=one.part or "metrics") if one.attribute == "port" else one for one in claims]
    claims = row_hosts.apart(row_hosts.developed(claims, table))
    claims = inside(of_cluster(claims, table, columns, context), columns)
    claims = statistics.set_apart([*claims, *in_two_networks(claims)])
    firm = any(c.role in ("port", "bind") for c in columns)  # a table of links with nothing for us is no registry
    return TableReading(tuple(claims), firm or bool(rows), rows)


def _with_probed_paths(columns: list[Column], table: Table, context: Context) -> list[Column]:
    """`Service | Path` below a heading about health: what is asked of each, and no page of it."""
    paths = [i for i, cell in enumerate(table.header) if i and mask(cell.text).strip().lower() in _PATHS]
    if not paths or not _PROBES.search(context.heading) or any(c.role == "health" for c in columns):
        return columns
    return [Column("health") if [index] == paths else c for index, c in enumerate(columns)]


def _is_of_metrics(table: Table, context: Context) -> bool:
    """A section called Metrics, or `Process | Path | Port` where every path is /metrics: what is scraped, beside the
    services' own ports."""
    if is_of_jobs(table) and _PORT_HEAD & {shown(mask(cell.text)).lower() for cell in table.header}:
        return True
    if (
        _OF_METRICS_SIGN.search(context.heading)
        and context.heading != context.title
        and _OF_METRICS.fullmatch(context.heading)
    ):
        return True
    paths = [index for index, cell in enumerate(table.header) if mask(cell.text).strip().lower() in _PATHS]
    texts = [mask(row[index].text).strip() for index in paths for row in table.rows if index < len(row)]
    return bool(texts) and all(text.startswith("/metrics") for text in texts)


def _is_rules(table: Table) -> bool:
    """`Source | Destination | Port | Action`: what a firewall lets through, not who listens."""
    heads = {shown(mask(cell.text)).lower() for cell in table.header}
    return bool(heads & _SENDERS and heads & _RECEIVERS)


def _name_column(columns: list[Column]) -> int:
    roles = [c.role for c in columns]
    ported = "port" in roles or "bind" in roles
    for role in ("service", "container", "alias", "unit", "access", "purpose"):
        if role in roles and (ported or role != "purpose"):
            return roles.index(role)
    if roles.count("domain") == 1 and (ported or "url" in roles):
        return roles.index("domain")  # where a proxy leads to
    return -1


_FIELDS = frozenset("port url bind health host status container domain".split())


def _is_key_value(columns: list[Column], table: Table) -> bool:
    """`Property | Value` over fields of one service; under other headers, or none, most rows must be fields."""
    if not 2 <= len(columns) <= 3 or columns[1].role not in ("value", ""):
        return False
    plain = [mask(row[0].text) for row in table.rows if row]
    if any(key.lstrip().startswith("--") for key in plain):
        return False  # options of a command
    keys = [column(key).role for key in plain]
    fields = sum(role in _FIELDS for role in keys)
    heads = [column(mask(cell.text)).role for cell in table.header[:2]]
    if heads[0] in ("property", "env") and heads[1] == "value":
        return fields > 0 or heads[0] == "property"
    if not any(shown(mask(cell.text)) for cell in table.header):
        return fields > 0  # `| | |` above the fields of what the page is about
    if heads[1] == "value" and shown(mask(table.header[0].text)).lower() in _ASKED:
        return fields > 1
    return columns[0].role in ("property", "service", "") and fields * 2 > len(keys)


def _key_value(table: Table, context: Context) -> TableReading:
    """`Property | Value`: every row is a field of the service in the nearest heading."""
    claims: list[Claim] = []
    keys = [mask(row[0].text).lower() for row in table.rows if row]
    fronted = any("front" in key for key in keys) or not any("backend" in key for key in keys)
    for row in table.rows:
        if len(row) < 2 or not row[1].text.strip():
            continue
        field = column(mask(row[0].text))
        if field.part == "api" and not fronted:
            field = field._replace(part="")  # `Backend port`, behind the proxy
        holder = context._replace(modality=_modality(" | ".join([cell.text for cell in row]), context))
        claims += cells.field(row[1], field, holder, context.subject, f"L{row[0].line}", "key-value table")
    claims += named_keys(table, context)
    return TableReading(tuple(claims), bool(claims), len({claim.line for claim in claims}))


def _group_heading(row: tuple[Passage, ...]) -> str:
    """A row with text in its first cell alone, or in one that is set off by its type, is a heading inside the table."""
    said = [index for index, cell in enumerate(row) if cell.text.strip()]
    if len(row) < 2 or len(said) != 1:
        return ""
    text = row[said[0]].text.strip()
    set_off = len(row) > 2 and text.startswith(("**", "__")) and text.endswith(("**", "__"))
    return shown(mask(text)) if said[0] == 0 or set_off else ""


def _under_group(context: Context, heading: str) -> Context:
    return context.headed((*context.headings, (9, heading)))._replace(
        scope=cells.environment(heading) or context.scope,
        modality=context.modality if context.modality != "stated" else words.heading_modality(heading),
    )


def _modality(text: str, context: Context) -> str:
    """What the words of a row, `text`, make of it."""
    if context.modality != "stated" or not words.may_say_how(text):
        return context.modality
    found = words.modality(_ASIDE.sub(" ", text))
    return found if found in ("planned", "retired") else "stated"


def _row(row: tuple[Passage, ...], plan: _Plan, context: Context) -> list[Claim]:
    """All that one row says of its service."""
    name_cell = row[plan.named]
    named = plan.columns[plan.named].role
    service = context.subject if named == "access" else cells.service_name(name_cell)
    if named == "domain":
        service = site_name(service)
    machine = ""
    if plan.host < 0 and " on " in service and named != "access":
        service, machine = sentence.on_machine(service)
    if (
        not service
        or (is_placeholder(service) and service.lower() != "auth")
        or _REST.match(service)
        or service.isdigit()
    ):
        return []
    statement = f"L{name_cell.line}"
    if notes.is_free(service):
        ports = [row[index] for index, c in plan.read if c.role == "port"]
        return [claim for cell in ports for claim in notes.offered(cell, context, statement)]
    row_text = " | ".join([cell.text for cell in row])
    row_marked = marked(row_text)
    plain = [mask(cell.text) if row_marked else cell.text for cell in row]
    for index, c in plan.read if "](http" in row_text else ():
        plain[index] = with_targets(row[index].text) if c.role in _LINKED else plain[index]
    holder = context._replace(
        host=machine or _host(plain, plan, context),
        scope=(cells.environment(row[plan.scope].text) if plan.scope >= 0 else "") or context.scope,
        modality="retired" if mostly_struck(name_cell.text) else _modality(row_text, context),
        acknowledged=context.acknowledged or words.is_acknowledged(row_text),
        item_service=service,
    )
    internal = any(_is_inside(plain[index]) for index in plan.words)
    claims: list[Claim] = []
    source = _FORWARDS if "orw" in context.heading and _FORWARDED.search(context.heading) else "table"
    known: dict[str, Any] = {"service": service, "statement": statement, "source": source}
    behind = {**known, "source": "table upstream"} if named in ("alias", "domain") else known
    for index, c in plan.read:
        if not row[index].text.strip():
            continue
        if c.role == "url" and "-" in row_text and _TUNNEL.search(row_text):
            continue  # `ssh -L 3000:oak:3030`, then open localhost: the reader's own end
        if internal and c.role == "port" and not c.side:
            c = c._replace(side="container")
        if c is folded.HEALTH:
            claims += folded.health(row[index], plain[index], holder, known)
            continue
        claims += cells.read(row[index], plain[index], c, holder, behind if c.role == "url" else known)
    for index in plan.words:
        if plan.columns[index].role == "purpose":
            claims += notes.read(row[index], plain[index], tuple(claims), holder, known)
    if plan.protocol >= 0:
        claims = _spoken(claims, plain[plan.protocol].strip().lower(), source)
    if not holder.host and (home := folded.endpoint([plain[i] for i in plan.endpoints if i < len(plain)])):
        claims = [one._replace(host=home) if one.attribute == "port" and not one.host else one for one in claims]
    claims = [cells.existence(name_cell, holder, service, statement), *_bound(claims)]
    several = several_in(plain[plan.host].strip()) if plan.host >= 0 else ()
    return row_hosts.on_each(claims, several) if several else claims


def _spoken(claims: list[Claim], word: str, source: str) -> list[Claim]:
    """What the row's column of protocols says of its ports: `udp`, or the part that speaks `gRPC`. What is forwarded for both
    is no page of what it is forwarded to."""
    if word in ("tcp", "udp"):
        return [c._replace(protocol=word) if c.attribute == "port" and not c.protocol else c for c in claims]
    part = PARTS.get(word, "") if word in _SPOKEN else ""
    if source == _FORWARDS and "tcp" in word and "udp" in word:
        part = "peer"
    return [c._replace(part=part) if part and c.attribute == "port" and not c.part else c for c in claims]


@lru_cache(maxsize=256)
def _is_inside(text: str) -> bool:
    """A cell that says of its row's ports that only containers reach them."""
    return _INTERNAL.fullmatch(text) is not None


def _host(plain: list[str], plan: _Plan, context: Context) -> str:
    """The host of a row, else of the heading above the table."""
    named = cells.host_name(plain[plan.host]) if plan.host >= 0 else ""
    if plan.led >= 0:
        named, end = leading_machine(plain[plan.led])
        plain[plan.led] = " " * end + plain[plan.led][end:]
    return named or context.host or context.machine


def _bound(claims: list[Claim]) -> list[Claim]:
    """A bind of a row with one port is the bind of that port."""
    ports = {claim.port for claim in claims if claim.attribute == "port" and claim.namespace != "container"}
    if len(ports) != 1:
        return claims
    port = min(ports)
    return [_on(claim, port) if claim.attribute == "bind" and not claim.port else claim for claim in claims]


def _on(claim: Claim, port: int) -> Claim:
    """claim._replace(port=port), for every row of every registry."""
    return Claim._make((*claim[:_PORT_AT], port, *claim[_PORT_AT + 1 :]))
