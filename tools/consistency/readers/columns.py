"""What each column of a table holds: from its header and, where that leaves it open, from its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers.headers import Column, column, environment
from consistency.readers.machine_led import holds_machines
from consistency.readers.naming import (
    names_two,
    with_domains_named,
    with_named_endpoints,
    with_named_rows,
    with_one_name,
    with_servers,
)
from consistency.readers.numbers import are_no_ports, holds_numbers, lists_ports, side_by_word, with_default_ports
from consistency.readers.public_names import with_public_names
from consistency.values.endpoint import LINE_OF_FILE
from consistency.values.port import side_of

_TARGET = lazily(r"\b(?:target|upstream|backend|(?:forwards?|routes?|prox(?:y|ies)) to)\b", re.IGNORECASE)
#: Beside such a column, a target is what is to be.
_TODAY = lazily(r"\b(?:current|today|now|existing|old|actual|source|from|before|as[- ]is)\b", re.IGNORECASE)
_FROM = lazily(
    r"(?:from (?:the )?)?(?:public|external|internet|wan|remote|outside|online|anywhere|everywhere)(?: (?:access|link))?|"
    r"(?:adresse )?von (?:außen|überall)",
    re.IGNORECASE,
)
#: A list of what others wrote, and where they have it.
_LICENSE = lazily(r"\b(?:li[cz]en[cs]es?|lizenz(?:en)?)\b", re.IGNORECASE)
_AWAY = frozenset(("url", "domain"))
#: Headers over what is read, or how one calls: no names of services.
_NOBODYS = frozenset(
    "topic topics document documents article reference method methods verb database databases datenbank datenbanken schema".split()
) | {"http method"}
_JOBS = frozenset(("job", "job name", "scrape job"))
_SCRAPED = frozenset(("target", "targets"))
_MACHINE = lazily(r"[a-z][\w-]*(?:\.[\w-]+)*:[1-9]\d{2,4}")
_NEAR = lazily(r"(?:https?://)?localhost:")
_DIGITS = lazily(r"\d+")
_PORT_BEHIND = lazily(r":\d{2,5}")
#: A URL with a port and no public name.
_LOCAL_URL = lazily(
    r"://(?:localhost|[\d.]+|[\w-]+(?:\.(?:local|lan|home|internal|ts\.net|[\w-]+\.ts\.net))?):(?P<port>\d{2,5})"
)
_SITE = lazily(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}", re.IGNORECASE)


def columns_of(table: Table) -> list[Column]:
    """What each column of the table holds, from its header and, where that leaves it open, from its cells."""
    settled = _settle([column(mask(cell.text)) for cell in table.header], table)
    heads = [mask(cell.text).strip().lower() for cell in table.header]
    if "published?" in heads:  # a list of containers, of which some are
        settled = [c._replace(side=c.side or "container") if c.role == "port" else c for c in settled]
    of_others = any(map(_LICENSE.search, heads))
    return [Column("") if of_others and c.role in _AWAY else c for c in settled]


def _settle(columns: list[Column], table: Table) -> list[Column]:
    """Mend what single headers cannot tell: a name column without a known header, a plain port beside a host's."""
    roles = [c.role for c in columns]
    sides = {c.side for c in columns if c.role == "port"}
    sockets = not {"url", "bind"}.isdisjoint(roles)
    settled = []
    routed = len([role for role in roles if role in ("url", "domain")]) > 1
    heads = [mask(cell.text) for cell in table.header]
    before = any(map(_TODAY.search, heads))
    routed = not before and (routed or sum(role in ("url", "port", "domain", "bind") for role in roles) == 1)
    for index, c in enumerate(columns):
        if routed and c.role == "url" and c.modality == "planned" and _TARGET.search(mask(table.header[index].text)):
            c = c._replace(modality="stated")  # where a proxy leads to, not what is to be
        if c.role == "port" and c.side == "container" and c.modality == "planned" and not before:
            c = c._replace(modality="stated")  # the target port of a Service, not one that is to be
        if not c.role and "port" not in roles and (side := side_by_word(table, index)):
            c = Column("port", side=side)  # `What | Inside | Outside`
        elif "service" in roles and _is_sided(c, roles) and holds_numbers(table, index):
            c = Column("port", side=c.role) if c.role != "service" else Column("")
        elif c.role == "bind" and "port" not in roles and lists_ports(table, index):
            c = c._replace(role="port", side=side_of(heads[index]))  # `Service | Listens on (container)`
        elif (
            c.role == "port"
            and not c.side
            and ("host" in sides or any(_holds_ports(table, i) for i, role in enumerate(roles) if role == "bind"))
        ):
            c = c._replace(side="container")
        elif c.role == "port" and not c.side and "container" in sides:
            c = c._replace(side="host")
        elif c.role == "host" and "port" not in roles and not sockets and holds_machines(table, index):
            c = Column("port")  # `Where` over `db-01, 5432`
        elif c.role == "host" and "port" not in roles and _holds_ports(table, index):
            leads = _holds_urls(table, index) or _TARGET.search(mask(table.header[index].text))
            c = Column("url") if leads else Column("bind", reach="machine")
            if _is_near(table, index):  # `From the host` over `localhost:5433`
                c = Column("port", side="host")
        elif ("url" not in roles and _is_url(c, table, index, "port" in roles)) or (
            index and _is_target(c, table, index)
        ):
            c = Column("url", scope=environment(heads[index]))
        elif not c.role and "port" not in roles and (reached := _reached(table, index, sockets)):
            c = reached._replace(scope=environment(heads[index]))
        elif c.role == "port" and not c.side and _is_inner(columns, table, index):
            c = c._replace(side="container")
        if index and c.role == "service" and _shows_urls(table, index):
            c = Column("url")  # `Name` over where each is reached
        elif index and c.role == "service" and "service" in roles[:index] and _holds_domains(table, index):
            c = Column("domain")
        settled.append(Column("") if c.role == "port" and are_no_ports(table, index) else c)
    settled = with_domains_named(_with_first_named(settled, table), table)
    if not {"service", "container"} & {c.role for c in settled}:
        settled = with_named_endpoints(settled, table)
    settled = _with_domains(with_named_rows(with_servers(settled, table), table), table)
    settled = with_public_names(_with_targets(with_one_name(settled, table), table), table)
    return with_default_ports(settled, table) if {"service", "container"} & set(roles) else settled


def _with_first_named(columns: list[Column], table: Table) -> list[Column]:
    """Where no other column names services, the first one does, unless its header says what else it holds."""
    if not columns or {"service", "container"} & {c.role for c in columns}:
        return columns
    open_ = columns[0].role in ("", "purpose", "model", "unit", "property")
    named = open_ and shown(mask(table.header[0].text)).lower() not in _NOBODYS
    return [Column("service"), *columns[1:]] if named or names_two(columns, table) else columns


def _is_sided(c: Column, roles: Sequence[str]) -> bool:
    """`Service | Host | Container`, `Port name | Service | Container`: over nothing but ports, a side, and a Service's own."""
    return c.role in ("container", "host") or (c.role == "service" and "container" in roles)


def _with_domains(columns: list[Column], table: Table) -> list[Column]:
    """`Hostname | Backend`: where nothing names a service, domains beside local URLs are those of a proxy's sites."""
    if {"service", "container"} & {c.role for c in columns}:
        return columns
    local = [i for i, c in enumerate(columns) if c.role == "url" and _holds_local_urls(table, i)]
    sites = [i for i, c in enumerate(columns) if c.role == "host" and local and _holds_domains(table, i)]
    return [c._replace(role="domain") if [i] == sites else c for i, c in enumerate(columns)]


def _holds_domains(table: Table, index: int) -> bool:
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    return bool(texts) and sum(_SITE.fullmatch(text) is not None for text in texts) * 2 > len(texts)


def _with_targets(columns: list[Column], table: Table) -> list[Column]:
    """`Domain | Service | Internal target | Port`: where the target column holds names, the port is the target's."""
    for index, c in enumerate(columns):
        header = mask(table.header[index].text) if c.role == "url" else ""
        if not header or not _TARGET.search(header):
            continue
        texts = [row[index].text for row in table.rows if index < len(row) and row[index].text.strip()]
        if not texts or any(re.search(r"[:/.]\S", text) for text in texts):
            continue
        if is_of_jobs(table):
            columns[index] = Column("host")  # what is scraped there
            continue
        columns = [Column("") if other.role == "service" else other for other in columns]
        columns[index] = Column("service")
    return columns


def is_of_jobs(table: Table) -> bool:
    """`Job | Target | Port`: what is scraped for metrics."""
    heads = {shown(mask(cell.text)).lower() for cell in table.header}
    return not _JOBS.isdisjoint(heads) and not _SCRAPED.isdisjoint(heads)


def _holds_ports(table: Table, index: int) -> bool:
    texts = [row[index].text for row in table.rows if index < len(row)]
    held = [":" in text and _PORT_BEHIND.search(text) is not None and not LINE_OF_FILE.search(text) for text in texts]
    return bool(texts) and sum(held) * 2 > len(texts)


def _is_near(table: Table, index: int) -> bool:
    """Every cell with a port says localhost: how it is reached from the machine itself, not to what it is bound."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    return all(_NEAR.match(text) for text in texts if _PORT_BEHIND.search(text))


def _is_inner(columns: list[Column], table: Table, index: int) -> bool:
    """A port column that differs from the port of the row's URL again and again holds the ports inside."""
    other = next((i for i, c in enumerate(columns) if c.role == "url"), -1)
    if other < 0:
        return False
    unlike = alike = 0
    for row in table.rows:
        if max(index, other) < len(row) and (local := _LOCAL_URL.search(row[other].text)):
            same = local["port"] == row[index].text or local["port"] in _DIGITS.findall(row[index].text)
            alike, unlike = alike + same, unlike + (not same)
    return unlike > 1 and unlike * 2 > alike


def _is_url(c: Column, table: Table, index: int, ported: bool) -> bool:
    """Another header over URLs; beside a port column only over local ones, and under a header that says nothing."""
    if c.role in ("exposure", "bind", "status", "purpose"):
        return not ported and _holds_urls(table, index)
    return not c.role and _holds_local_urls(table, index)


def _reached(table: Table, index: int, sockets: bool) -> Column | None:
    """A column of where the rows are, by its cells; with `sockets`, another one says that, too."""
    if _is_reached(table, index):
        return Column("url", reach="public")
    return Column("url") if index and not sockets and _holds_sockets(table, index) else None


def _is_reached(table: Table, index: int) -> bool:
    """`Public`, `External` over URLs: from where they are opened."""
    led = any("://" in row[index].text for row in table.rows if index < len(row))
    return led and _FROM.fullmatch(mask(table.header[index].text).strip()) is not None


def _is_target(c: Column, table: Table, index: int) -> bool:
    """`Backend`, `Proxies to` over local URLs: where a proxy leads to, whatever other URLs the row has."""
    header = mask(table.header[index].text)
    return c.role in ("", "service") and _TARGET.search(header) is not None and _holds_local_urls(table, index)


def _holds_local_urls(table: Table, index: int) -> bool:
    texts = [row[index].text for row in table.rows if index < len(row)]
    return bool(texts) and sum(bool(_LOCAL_URL.search(text)) for text in texts) * 2 > len(texts)


def _holds_sockets(table: Table, index: int) -> bool:
    """Most cells are a machine and its port, and nothing else: `boreas-hub:8000`."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    return len(texts) > 1 and sum(_MACHINE.fullmatch(text) is not None for text in texts) * 2 > len(texts)


def _shows_urls(table: Table, index: int) -> bool:
    """The same of what people read there: `[Jellyfin](https://jellyfin.org)` is a name."""
    texts = [mask(row[index].text) for row in table.rows if index < len(row)]
    return bool(texts) and sum("://" in text for text in texts) * 2 > len(texts)


def _holds_urls(table: Table, index: int) -> bool:
    texts = [row[index].text for row in table.rows if index < len(row)]
    return bool(texts) and sum("://" in text for text in texts) * 2 > len(texts)
