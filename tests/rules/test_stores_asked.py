"""What a page's clients ask on localhost, against what the compose file publishes of the store."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

PAGE = "# Set-up\n\n## Database\n\n```bash\n{}\n```\n"
COMPOSE = "services:\n  db:\n    image: {}\n    ports: ['{}']\n"


def told(session: str, image: str, ports: str) -> list[tuple[str, str]]:
    files = {"docs/setup.md": PAGE.format(session), "compose.yml": COMPOSE.format(image, ports)}
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return [(one.rule, ", ".join(sorted({claim.value for claim in one.claims}))) for one in findings]


@pytest.mark.parametrize(
    ("session", "image"),
    [
        ("psql -h localhost -p 5432 -U app", "postgres:16-alpine"),
        ("PGPASSWORD=x psql -p 5432 -U app", "pgvector/pgvector:pg16"),
        ("psql postgresql://app:app@localhost:5432/app", "timescale/timescaledb:2.14-pg16"),
        ("export DATABASE_URL=postgres://app@127.0.0.1:5432/app", "postgis/postgis"),
    ],
)
def test_another_port_than_the_one_published(session: str, image: str) -> None:
    assert told(session, image, "127.0.0.1:5433:5432") == [("A101", "5432, 5433")]
    assert told(session, image, "5432:5432") == []


@pytest.mark.parametrize(
    "session",
    [
        "psql -h db.internal -p 5432 -U app",  # another machine
        "docker compose exec db psql -p 5432 -U app",  # inside
        "ssh -L 5432:db:5432 bastion\npsql -h localhost -p 5432",  # through a tunnel
        "psql -U app",  # says no port
        "mysql -h 127.0.0.1 -P 5432",  # another store
    ],
)
def test_what_is_asked_elsewhere(session: str) -> None:
    assert told(session, "postgres:16", "5433:5432") == []


def test_each_store_by_its_own_clients() -> None:
    assert told("redis-cli -p 6379 ping", "valkey/valkey:8", "6380:6379") == [("A101", "6379, 6380")]
    assert told("mysql -h 127.0.0.1 -P 3306 -u root", "mariadb:11", "3307:3306") == [("A101", "3306, 3307")]
    assert told("mongosh mongodb://localhost:27018/app", "mongo:7", "27017:27017") == [("A101", "27017, 27018")]
    assert told("redis-cli -p 6379 ping", "redis/redis-commander", "6380:6379") == [], "a page about a store is none"


def test_schemes_that_name_their_driver_are_read_whole() -> None:
    page = "# Stores\n\n| Service | Port |\n|---|---|\n| PostgreSQL | 5441 |\n"
    env = "DATABASE_URL=postgresql+asyncpg://app:app@localhost:{}/app\n"
    for port, rules in ((5432, ["A101"]), (5441, [])):
        tree = Memory({"README.md": page.encode(), ".env.example": env.format(port).encode()})
        findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
        assert [one.rule for one in findings] == rules


def test_a_password_and_a_remark_are_no_ports_and_an_exporter_no_store() -> None:
    assert told("mysql -h 127.0.0.1 -u root -p12345 app", "mysql:8", "3306:3306") == []
    assert told("# redis-cli -p 6380 was for the cache", "redis:7", "6379:6379") == []
    assert told("psql -p 5432 -U app", "prometheuscommunity/postgres-exporter", "9187:9187") == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Run alone: `DB_URL=postgres://app:x@localhost:5432/app npm run dev`.", True),
        ("Look at it with `psql -h localhost -p 5432 app`.", True),
        ("Set `DB_URL=postgres://app:x@localhost:5432/app`.", False),
        ("Run `DB_URL=postgres://app:x@localhost:5432/app docker run app`.", False),
        ("Never run `DB_URL=postgres://app:x@localhost:5432/app npm start`.", False),
        ("Look at it with `docker exec db psql -h localhost -p 5432 app`.", False),
    ],
)
def test_a_command_within_a_sentence(sentence: str, found: bool) -> None:
    files = {"docs/setup.md": f"# Set-up\n\n{sentence}\n", "compose.yml": COMPOSE.format("postgres:16", "5433:5432")}
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    assert [one.rule for one in findings] == ["A101"] * found
