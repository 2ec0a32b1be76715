"""A column without a header that we know, over the names by which a proxy serves the services of the rows."""

from __future__ import annotations

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily
from consistency.readers.headers import Column, environment
from consistency.values.endpoint import FILES
from consistency.values.port import is_placeholder

_SITE = lazily(r"(?:[a-z0-9-]+\.){2,}[a-z]{2,}")
#: Rows of a table that is told nothing of by their ports.
_FEW = 3
#: Ends of dotted words that are no site: kinds of units, names inside a cluster or of machines.
_NO_SITES = FILES | frozenset("service socket timer container pod internal svc cluster".split())


def with_public_names(columns: list[Column], table: Table) -> list[Column]:
    """`Service | Port | Through the proxy`: cells that are names below one domain, each of one service."""
    roles = [c.role for c in columns]
    if "service" not in roles or "domain" in roles:
        return columns
    open_ = ("", "exposure", "host") if _is_of_one_machine(columns, table) else ("", "exposure")
    found = [index for index, c in enumerate(columns) if c.role in open_ and _are_sites(table, index)]
    if not {"port", "url", "bind"} & set(roles):  # `Host (prod) | Host (staging) | Service`
        hosts = {i: environment(mask(table.header[i].text)) for i, role in enumerate(roles) if role == "host"}
        several = len(hosts) > 1 or any(hosts.values())
        if several and all(_are_sites(table, index) for index in hosts):
            return [Column("domain", scope=hosts[i]) if i in hosts else c for i, c in enumerate(columns)]
        if len(hosts) == 1 and _are_host_names(table, index := next(iter(hosts))):
            found = [index]
    return [Column("domain") if [index] == found else c for index, c in enumerate(columns)]


def _is_of_one_machine(columns: list[Column], table: Table) -> bool:
    """`Port | Service | Hostname`: rows with a port each are those of one machine, and the names a proxy's."""
    ports = [index for index, c in enumerate(columns) if c.role == "port"]
    named = any("hostname" in mask(cell.text).lower() for cell in table.header)
    texts = [mask(row[ports[0]].text).strip() for row in table.rows if ports and ports[0] < len(row)]
    return named and len(texts) > _FEW and len(set(texts)) == len(texts)


def _are_host_names(table: Table, index: int) -> bool:
    """`Service | Hostname`: names in full under which services are reached, and of no machines."""
    named = "hostname" in mask(table.header[index].text).lower() and len(table.rows) >= _FEW
    return named and _are_sites(table, index) and not _are_numbered(table, index)


def _are_numbered(table: Table, index: int) -> bool:
    """Machines have a number at the end of their first word, `mon01.example.org`; a proxy's names do not."""
    return any(mask(row[index].text).strip().partition(".")[0][-1:].isdigit() for row in table.rows if index < len(row))


def _are_sites(table: Table, index: int) -> bool:
    if not any("." in row[index].text for row in table.rows if index < len(row)):
        return False
    texts = [mask(row[index].text).strip().lower() for row in table.rows if index < len(row)]
    names = [text for text in texts if text and not is_placeholder(text)]
    if len(names) < 2 or len(set(names)) < len(names) or not all(map(_SITE.fullmatch, names)):
        return False
    domains = {tuple(name.rsplit(".", 2)[1:]) for name in names}
    return len(domains) == 1 and next(iter(domains))[1] not in _NO_SITES
