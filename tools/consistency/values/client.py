"""The client of a store as it is called in a shell: `psql -h localhost -p 5432`, `mysql -P 3306`."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.pattern import lazily

#: `-p` of mysql and of mongo's shells is a password: https://dev.mysql.com/doc/refman/8.4/en/connecting.html
_CALL = lazily(
    r"(?:(?P<client>psql|pg_dump|pgcli|redis-cli|valkey-cli|clickhouse-client|mosquitto_(?:pub|sub))\b"
    r"(?=[^|;&#`]*?\s(?:-p|--port)[ =]?(?P<port>[1-9]\d{3,4})(?!\d))|(?P<other>mysql|mariadb|mongosh|mongo)\b"
    r"(?=[^|;&#`]*?\s(?:-P|--port)[ =]?(?P<its>[1-9]\d{3,4})(?!\d)))(?P<words>[^|;&#`]*)"
)
_AT = lazily(r"\s(?:-h|--host)[ =]?(?P<host>\S+)")


class Call(NamedTuple):
    """The program, the place of the port in the text, and whether it asks the machine on which it is typed."""

    program: str
    port: tuple[int, int]
    here: bool


def called(text: str, start: int) -> Call | None:
    """The client that is called from the offset `start` on, where the call gives a port."""
    match = _CALL.match(text, start)
    if match is None:
        return None
    host = _AT.search(match["words"])
    here = host is None or host["host"] in ("localhost", "127.0.0.1")
    return Call(match["client"] or match["other"], match.span("port" if match["client"] else "its"), here)
