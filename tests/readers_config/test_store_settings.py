"""Settings of stores: where each listens, on the machine or in its container."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.config.kinds import read

POSTGRESQL = "# what differs\nlisten_addresses = '10.0.0.13, localhost'\nport = 5433\t# since 15\nwork_mem = 32MB\n"
REDIS = "bind {}\nport 6380\nprotected-mode yes\nmaxmemory 512mb\n"
PGBOUNCER = "[databases]\n* = host=10.0.0.13 port=5433\n\n[pgbouncer]\nlisten_addr = *\nlisten_port = 6432\n"
MYSQL = "[client]\nport = 3307\n\n[mysqld]\nport = 3308\nbind-address = 127.0.0.1\n"


def said(path: str, text: str, siblings: dict[str, str] | None = None) -> list[tuple[str, str, str, str]]:
    claims = read(path, text, siblings or {}).claims
    assert all(text.splitlines()[c.line - 1][c.column - 1 : c.end_column - 1] == c.quote for c in claims)
    return [(c.service, c.attribute, c.value, c.namespace) for c in claims if c.attribute != "call"]


@pytest.mark.parametrize(
    ("path", "text", "name", "port", "bind"),
    [
        ("hosts/oak/postgresql.conf", POSTGRESQL, "PostgreSQL", "5433", "10.0.0.13"),
        ("hosts/oak/redis.conf", REDIS.format("10.0.0.13 127.0.0.1"), "Redis", "6380", "10.0.0.13"),
        ("hosts/oak/redis.conf", REDIS.format("127.0.0.1 -::1"), "Redis", "6380", "127.0.0.1"),
        ("hosts/oak/redis.conf", REDIS.format("* -::*"), "Redis", "6380", "0.0.0.0"),
        ("hosts/oak/valkey.conf", REDIS.format("127.0.0.1"), "Valkey", "6380", "127.0.0.1"),
        ("hosts/oak/pgbouncer.ini", PGBOUNCER, "PgBouncer", "6432", "0.0.0.0"),
        ("etc/mysql/my.cnf", MYSQL, "MySQL", "3308", "127.0.0.1"),
    ],
)
def test_where_a_store_listens(path: str, text: str, name: str, port: str, bind: str) -> None:
    assert set(said(path, text)) == {(name, "port", port, "host"), (name, "bind", bind, "host")}


def test_inside_its_container() -> None:
    compose = {"oak/compose.yml": "services:\n  cache:\n    image: redis:7\n"}
    assert said("oak/redis.conf", REDIS.format("0.0.0.0"), compose) == [("Redis", "port", "6380", "container")]


@pytest.mark.parametrize("text", ["port 0\n", "port = 99999\n", "port\n", "#port 6380\n", "portal 6380\n", ""])
def test_no_port(text: str) -> None:
    assert said("redis.conf", text) == []


@given(st.text(alphabet="port bind=listen_addresses'\"0123456789.,#[]mysqld:-*\n\t", max_size=120))
def test_any_text_is_read_and_places_are_exact(text: str) -> None:
    for path in ("postgresql.conf", "redis.conf", "pgbouncer.ini", "my.cnf"):
        for claim in read(path, text).claims:
            assert text.split("\n")[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
