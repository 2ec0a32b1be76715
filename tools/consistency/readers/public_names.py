"""A column without a header that we know, over the names by which a proxy serves the services of the rows."""

from __future__ import annotations

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily
from consistency.readers.headers import Column
from consistency.values.endpoint import FILES
from consistency.values.port import is_placeholder

_SITE = lazily(r"(?:[a-z0-9-]+\.){2,}[a-z]{2,}")
#: Ends of dotted words that are no site: kinds of units, names inside a cluster or of machines.
_NO_SITES = FILES | frozenset("service socket timer container pod internal svc cluster".split())


def with_public_names(columns: list[Column], table: Table) -> list[Column]:
    """`Service | Port | Through the proxy`: cells that are names below one domain, each of one service."""
    roles = [c.role for c in columns]
    if "service" not in roles or "domain" in roles:
        return columns
    found = [index for index, c in enumerate(columns) if c.role in ("", "exposure") and _are_sites(table, index)]
    return [Column("domain") if [index] == found else c for index, c in enumerate(columns)]


def _are_sites(table: Table, index: int) -> bool:
    if not any("." in row[index].text for row in table.rows if index < len(row)):
        return False
    texts = [mask(row[index].text).strip().lower() for row in table.rows if index < len(row)]
    names = [text for text in texts if text and not is_placeholder(text)]
    if len(names) < 2 or len(set(names)) < len(names) or not all(map(_SITE.fullmatch, names)):
        return False
    domains = {tuple(name.rsplit(".", 2)[1:]) for name in names}
    return len(domains) == 1 and next(iter(domains))[1] not in _NO_SITES
