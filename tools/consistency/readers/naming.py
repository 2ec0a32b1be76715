"""Which of several columns of names is the service's."""

from __future__ import annotations

import re

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers.headers import Column

_IDENTIFIER = lazily(r"[a-z0-9]+(?:[-_.][a-z0-9]+)+")
#: Where a monorepo keeps a program: `apps/web`.
_FOLDER = lazily(r"(?:apps|services|packages)/[\w-]+/?")
_LABEL = lazily(r"[a-z0-9-]+")
#: What no address is: `chat (vLLM)`, `Open WebUI`.
_NAMED_ENDPOINT = lazily(r"[A-Za-z][\w+-]*(?: [A-Za-z][\w+-]*){0,3}(?: \([^()]{1,60}\))?")
#: Headers over what a row's program is called, and not over what it is.
_NAMES = frozenset("service services app apps application component name container".split())
#: Headers over where the first column, a public name, leads.
_LED = frozenset(("points to", "goes to", "served by"))
_DOMAIN = lazily(r"(?:https?://)?(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)+/?", re.IGNORECASE)
#: A program in such a column.
_CALLED = lazily(r"[A-Za-z][\w.+-]*(?: [\w.+-]+){0,2}")
#: The port of a cell of a port or of a URL.
_AT_END = lazily(r"(?:^|localhost:)(\d{4,5})(?:/\S*)?(?:$|\s?[(,])")
#: Headers that may stand over machines and over programs, and one beside them that counts what programs offer.
_SERVERS = frozenset(("server", "servers", "mcp server"))
_TOOLS = frozenset(("tool", "tools"))
_STACKS = frozenset(("stack", "stacks", "compose stack"))
#: Headers that say no more than that a row has a name.
_PLAIN_NAMES = frozenset(("name", "nombre", "nome", "nom", "名称", "bezeichnung"))


def with_named_rows(columns: list[Column], table: Table) -> list[Column]:
    """`Crate | What | Port`, `Label | What | Port`, `Path | What | Stack | URL`: beside a first column of identifiers, none twice, the others say what each is."""
    described = [index for index, c in enumerate(columns) if c.role == "service"]
    if not columns or columns[0].role not in ("", "model", "unit") or not described:
        return columns
    names = [shown(mask(row[0].text)) for row in table.rows if row]
    if len(set(names)) != len(names) or len(names) < 2:
        return columns
    if columns[0].role == "model":
        engine = len(described) == 1 and _serves_several(table, described[0], columns)
        return [Column("service"), *_without(columns, described)[1:]] if engine else columns
    heads = {shown(mask(table.header[index].text)).lower() for index in described}
    if not all(_FOLDER.fullmatch(name) for name in names) or heads & _NAMES:
        what = heads == {"what"}
        hosted = any(c.role == "host" for c in columns)
        if len(described) > 1 or not what or hosted or not all(_IDENTIFIER.fullmatch(name) for name in names):
            return columns
    return [Column("service"), *_without(columns, described)[1:]]


def with_servers(columns: list[Column], table: Table) -> list[Column]:
    """`Server | Language | Port`, `Port | Server | Tools`: programs that are servers, each on a port of its own."""
    named = [
        i for i, c in enumerate(columns) if c.role == "host" and shown(mask(table.header[i].text)).lower() in _SERVERS
    ]
    if len(named) != 1:
        return columns
    at = named[0]
    ports = [index for index, c in enumerate(columns) if c.role in ("port", "url")]
    others = [i for i, c in enumerate(columns) if c.role in ("service", "container", "host") and i != at]
    if len(ports) != 1 or any(shown(mask(table.header[index].text)).lower() not in _TOOLS for index in others):
        return columns
    texts = [(row[at].text, row[ports[0]].text) for row in table.rows if len(row) > max(at, ports[0])]
    rows = [(mask(name).strip(), mask(port).strip()) for name, port in texts]
    numbers = [match[1] for _, port in rows if (match := _AT_END.search(port))]
    apart = len(numbers) > 1 and len(set(numbers)) * 2 > len(numbers) and len({name for name, _ in rows}) == len(rows)
    machines = any(re.search(r"\d$|\.", name) for name, _ in rows)
    if not apart or machines:
        return columns
    return [Column("service") if index == at else c for index, c in enumerate(_without(columns, others))]


def with_named_endpoints(columns: list[Column], table: Table) -> list[Column]:
    """`Endpoint | Where it listens`: endpoints by their names, beside a column of where each is."""
    if not columns or columns[0].role != "url" or not any(c.role in ("bind", "port", "url") for c in columns[1:]):
        return columns
    names = [shown(mask(row[0].text)) for row in table.rows if row]
    named = len(names) > 1 and len(set(names)) == len(names) and all(_NAMED_ENDPOINT.fullmatch(name) for name in names)
    return [Column("service"), *columns[1:]] if named else columns


def _without(columns: list[Column], described: list[int]) -> list[Column]:
    return [Column("purpose") if index in described else c for index, c in enumerate(columns)]


def _serves_several(table: Table, index: int, columns: list[Column]) -> bool:
    """`Model | Backend | Host | Port`: one program, again and again, on different ports of one machine."""
    ports = next((i for i, c in enumerate(columns) if c.role == "port"), -1)
    host = next((i for i, c in enumerate(columns) if c.role == "host"), -1)
    rows = [row for row in table.rows if max(index, ports, host) < len(row)]
    said = [(mask(row[index].text).strip(), mask(row[host].text).strip() if host >= 0 else "") for row in rows]
    return ports >= 0 and len(set(said)) < len(said) - 1


def with_one_name(columns: list[Column], table: Table) -> list[Column]:
    """`Name | Service | Port`, `Stack | Service | Port`: beside a column that says service, a name is the machine's or
    container's, and a stack is what several are started with."""
    named = [index for index, c in enumerate(columns) if c.role == "service"]
    stacks = [index for index in named if shown(mask(table.header[index].text)).lower() in _STACKS]
    beside = len(named) == 2 and any(_is_called_service(table, index) for index in named)
    if stacks and (beside or (named == stacks and any(c.role == "container" for c in columns))):
        return [Column("") if index in stacks else c for index, c in enumerate(columns)]
    plain = [index for index in named if shown(mask(table.header[index].text)).lower() in _PLAIN_NAMES]
    if not plain or len(plain) == len(named):
        return columns
    if grouped := [index for index in named if index not in plain and _repeats(table, index)]:
        return [Column("range") if index in grouped else c for index, c in enumerate(columns)]
    return [Column("") if index in plain else c for index, c in enumerate(columns)]


def _is_called_service(table: Table, index: int) -> bool:
    return shown(mask(table.header[index].text)).lower() in ("service", "services", "dienst", "servicio")


def with_domains_named(columns: list[Column], table: Table) -> list[Column]:
    """`Name | Points to | Upstream`: names that are domains, and whose they are."""
    led = [i for i, cell in enumerate(table.header) if i and shown(mask(cell.text)).lower() in _LED]
    if columns and columns[0].role not in ("service", "host", "domain", ""):
        return columns
    if not led and [c.role for c in columns].count("url") == 1 and _are_plain_names(columns, table):
        return [Column("domain"), *columns[1:]]
    if len(led) != 1:
        return columns
    rows = [(mask(row[0].text).strip(), mask(row[led[0]].text).strip()) for row in table.rows if len(row) > led[0]]
    if not rows or not all(_DOMAIN.fullmatch(name) and _CALLED.fullmatch(whose) for name, whose in rows):
        return columns
    roles = {0: "domain", led[0]: "service"}
    return [Column(roles[i]) if i in roles else c for i, c in enumerate(columns)]


def _are_plain_names(columns: list[Column], table: Table) -> bool:
    """`Name | Upstream`: beside where they lead nothing names a service, and the names are domains."""
    head = shown(mask(table.header[0].text)).lower()
    others = any(c.role in ("service", "container", "unit") for c in columns[1:])
    texts = [mask(row[0].text).strip() for row in table.rows if row]
    domains = len(texts) > 1 and all("." in text and _DOMAIN.fullmatch(text) for text in texts)
    return head in _PLAIN_NAMES and not others and domains


def _repeats(table: Table, index: int) -> bool:
    """Most cells are said of several rows: what groups them, and no name of one."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    return len(set(texts)) * 2 <= len(texts)


def names_two(columns: list[Column], table: Table) -> bool:
    """`Server | Host | Port`: what the machine runs, and the machine."""
    hosts = [index for index, c in enumerate(columns) if c.role == "host"]
    return len(hosts) > 1 and hosts[0] == 0 and not _holds_addresses(table, hosts[1])


def _holds_addresses(table: Table, index: int) -> bool:
    return any(re.search(r"\d+\.\d+\.\d+\.\d+", row[index].text) for row in table.rows if index < len(row))


def site_name(domain: str) -> str:
    """What readers of proxies call the site `pw.example.org`: pw."""
    labels = domain.lower().split(".")
    return labels[0] if len(labels) > 2 and labels[0] not in ("www", "*") and _LABEL.fullmatch(labels[0]) else ""
