"""Where programs are told to find their stores: `DATABASE_URL=postgres://db.acme.org:6432/x`, `DB_HOST` and `DB_PORT`."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.model.stores import CLIENTS
from consistency.readers.config.assignment import Variable
from consistency.readers.config.endpoint import found
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.port import valid

_PORT = lazily(
    r"(?P<before>(?:\w+_)?(?P<store>DATABASE|DB|POSTGRES|POSTGRESQL|PG|PGSQL|MYSQL|MARIADB|REDIS|VALKEY|MONGO|MONGODB))_?PORT"
)
#: Of SQL it may be either: `exact.store_at` tells no two of them apart.
_PRODUCTS = {
    "DATABASE": "mysql",
    "DB": "mysql",
    "PG": "postgresql",
    "PGSQL": "postgresql",
    "MARIADB": "mysql",
    "VALKEY": "redis",
}
#: A name with dots is no container's, nor that of a machine which is called alike elsewhere.
_NAME = lazily(r"(?=[^.]*[A-Za-z])[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z][A-Za-z0-9-]*")


def asked(sheet: Sheet, given: Sequence[Variable]) -> Iterator[Claim]:
    """The port of each store that is called by a full name, by that name."""
    if not any("." in variable.value for variable in given):
        return
    by_name = {variable.name.upper(): variable for variable in given}
    for variable in given:
        urls = found(variable.value) if "://" in variable.value else []
        for url in urls if len(urls) == 1 else ():
            store = CLIENTS.get(url.scheme.partition("+")[0], "")
            if store and valid(url.port) and _NAME.fullmatch(url.host):
                place = variable.start + url.port_start, variable.start + url.port_end
                yield _claim(sheet, url.port, place, store, url.host)
    for name, variable in by_name.items():
        match = _PORT.fullmatch(name)
        host = by_name.get(f"{match['before']}_HOST") or by_name.get(f"{match['before']}HOST") if match else None
        if match and host and _NAME.fullmatch(host.value) and variable.value.isascii() and variable.value.isdecimal():
            store = _PRODUCTS.get(match["store"]) or CLIENTS.get(match["store"].lower(), "")
            if valid(int(variable.value)):
                yield _claim(sheet, int(variable.value), (variable.start, variable.end), store, host.value)


def _claim(sheet: Sheet, port: int, place: tuple[int, int], store: str, host: str) -> Claim:
    return sheet.claim("port", str(port), *place, service=exact.store_at(store, host), port=port, source=PROJECT)


def is_asked(key: str, given: Collection[str]) -> bool:
    """Whether a variable is the port at which somebody finds a store: `netbox_db_port` beside `netbox_db_host`."""
    match = _PORT.fullmatch(key.upper())
    return match is not None and any(f"{match['before']}{end}".lower() in given for end in ("_HOST", "HOST"))


def scalars(pairs: Sequence[tuple[Node, Node]]) -> list[Variable]:
    """The scalars of a mapping whose texts stand literally, as variables."""
    return [
        Variable(key.text, value.text, *value.own(), key.start)
        for key, value in pairs
        if value.kind == "scalar" and value.inner >= 0 and value.text
    ]
