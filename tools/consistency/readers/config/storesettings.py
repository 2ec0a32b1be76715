"""Settings of stores: postgresql.conf, PgBouncer's, Redis's and MySQL's, which say where each listens.

Formats: https://www.postgresql.org/docs/current/config-setting.html, https://www.pgbouncer.org/config.html,
https://redis.io/docs/latest/operate/oss_and_stack/management/config/, https://dev.mysql.com/doc/refman/8.4/en/option-files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach
from consistency.values.port import valid


class _Store(NamedTuple):
    """A store by the name of its file: what people call it, and the keys of its port and its addresses."""

    file: re.Pattern[str]
    name: str
    port: str
    bind: str


_STORES = (
    _Store(lazily(r"postgresql[^/]*\.conf$"), "PostgreSQL", "port", "listen_addresses"),
    _Store(lazily(r"pgbouncer[^/]*\.ini$"), "PgBouncer", "listen_port", "listen_addr"),
    _Store(lazily(r"redis[^/]*\.conf$"), "Redis", "port", "bind"),
    _Store(lazily(r"valkey[^/]*\.conf$"), "Valkey", "port", "bind"),
    _Store(lazily(r"(?:mysqld?|my)\.cnf$"), "MySQL", "port", "bind-address"),
    _Store(lazily(r"(?:mariadb|50-server)\.cnf$"), "MariaDB", "port", "bind-address"),
)
_SETTING = lazily(r"(?P<key>[a-z_-]+)(?:[ \t]*=[ \t]*|[ \t]+)(?P<value>[^#\r\n]*)", re.IGNORECASE)
#: Of a file of options for several programs, those of the server.
_SECTION = lazily(r"\[(?P<name>[\w-]+)\]")
_SERVER = frozenset(("mysqld", "mariadb", "server", "pgbouncer"))
_PORT = lazily(r"['\"]?(?P<port>[1-9][0-9]{0,4})['\"]?\s*")
#: Redis goes on without an address that begins with a minus and is not there.
_WORD = lazily(r"(?<![^\s,'\"-])[^\s,'\"-][^\s,'\"]*")
#: So many letters of a store's name are in that of its image, too: postgres, mysql.
_LETTERS = 5
#: How Redis and PostgreSQL write that all addresses are meant.
_ALL = frozenset(("*", "::", "::*", "0.0.0.0"))


def read_store(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """port and bind claims; inside its container where a compose file near it runs the store."""
    store = next((one for one in _STORES if one.file.search(sheet.file.lower())), None)
    if store is None:
        return Reading(())
    product = store.name.lower()[:_LETTERS]
    inside = any(product in text.lower() for text in siblings.values())
    fields: dict[str, Any] = {"service": store.name, "namespace": "container" if inside else "host"}
    return Reading(tuple(_claims(sheet, store, fields, inside)))


def _claims(sheet: Sheet, store: _Store, fields: dict[str, Any], inside: bool) -> Iterator[Claim]:
    port = 0
    binds: list[tuple[str, int, int]] = []
    for key, value, start in _settings(sheet):
        if key == store.port and (match := _PORT.fullmatch(value)) and valid(int(match["port"])):
            port = int(match["port"])
            yield sheet.claim(
                "port", match["port"], start + match.start("port"), start + match.end("port"), port=port, **fields
            )
        elif key.replace("_", "-") == store.bind.replace("_", "-") and not inside:
            binds = [(word[0], start + word.start(), start + word.end()) for word in _WORD.finditer(value)]
    far = [one for one in binds if reach(one[0]) != "loopback"]  # what is open to others says how far it is
    for word, start, end in far or binds[:1]:
        if word in _ALL or is_address(word) or word == "localhost":
            value = "0.0.0.0" if word in _ALL else word
            yield sheet.claim("bind", value, start, end, port=port, **fields)


def _settings(sheet: Sheet) -> Iterator[tuple[str, str, int]]:
    """Key, value and the value's offset of every line that holds in the server."""
    ours = True
    for start, piece in zip(sheet.starts, sheet.pieces, strict=True):
        text = piece.text
        indent = len(text) - len(text.lstrip())
        if section := _SECTION.match(text, indent):
            ours = section["name"].lower() in _SERVER
        elif ours and (match := _SETTING.match(text, indent)):
            yield match["key"].lower(), match["value"], start + match.start("value")
