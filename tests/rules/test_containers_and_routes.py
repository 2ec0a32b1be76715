"""A125 and A126: containers that commands name, and paths that they call on the reader's machine."""

from __future__ import annotations

import pytest
from checked import findings

COMPOSE = "services:\n  db:\n    image: postgres:16\n    container_name: acme-postgres\n  web:\n    image: acme/web\n"


def told(rule: str, files: dict[str, str]) -> set[tuple[str, int]]:
    return {(c.path, c.line) for one in findings(files) if one.rule == rule for c in one.claims}


def page(*lines: str) -> str:
    return "# Runbook\n\n```sh\n" + "\n".join(lines) + "\n```\n"


@pytest.mark.parametrize(
    "command",
    [
        "docker exec -it postgres psql -U acme",
        "docker exec -u postgres -e PGDATABASE=acme acme-postgres-db psql",
        "docker logs --tail 50 -f postgres",
        "docker logs -t postgres",
        "podman restart -t 5 postgres",
        "docker container inspect postgres",
        "docker stop web postgres",
    ],
)
def test_nothing_makes_the_container(command: str) -> None:
    assert told("A125", {"docs/run.md": page(command), "compose.yml": COMPOSE}) == {
        ("docs/run.md", 4),
        ("compose.yml", 4),
    }


@pytest.mark.parametrize(
    "command",
    [
        "docker exec -it acme-postgres psql",
        "docker exec -it web sh",
        "docker exec -it shop-web-1 sh",
        "docker exec -it shop_db_1 sh",
        "docker exec -it acme-postgres-dev psql",
        "docker exec -it <container> psql",
        "docker exec -it your-postgres psql",
        "docker exec -it 4f5ad1b0c2de psql",
        "docker logs grafana",
        "docker inspect -f postgres acme-postgres",
        "docker compose exec postgres psql",
        "docker run --name postgres postgres:16\ndocker exec -it postgres psql",
    ],
)
def test_somebody_makes_it_or_it_is_like_none(command: str) -> None:
    assert not told("A125", {"docs/run.md": page(command), "compose.yml": COMPOSE})


def test_a_script_makes_it() -> None:
    files = {"docs/run.md": page("docker logs postgres"), "compose.yml": COMPOSE}
    assert not told("A125", {**files, "scripts/db.sh": "#!/bin/sh\ndocker run -d --name postgres postgres:16\n"})


ROUTE = "/api/v1/tide-report"


def called(port: int, path: str = ROUTE, *before: str) -> str:
    return page(*before, f"curl -s http://localhost:{port}{path}")


def test_one_path_at_two_ports() -> None:
    files = {"docs/a.md": called(8000), "docs/b.md": called(8080)}
    assert told("A126", files) == {("docs/a.md", 4), ("docs/b.md", 4)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (called(8000), called(8000)),
        (called(8000, "/api/v1/users"), called(8080, "/api/v1/users")),
        (called(8000, "/v1/chat/completions"), called(8080, "/v1/chat/completions")),
        (called(8000), called(5173)),
        (called(8000), called(8080) + called(8000)),
        (called(8000), called(8080, ROUTE, "tidewater serve --port 8080")),
        (called(8000, "/api/v1/tide-report"), called(8080, "/api/v1/tidereport")),
        (called(8000), called(8080).replace("# Runbook", "# Planned")),
    ],
)
def test_another_program_or_nothing_of_its_own(one: str, other: str) -> None:
    assert not told("A126", {"docs/a.md": one, "docs/b.md": other})


def test_several_pages_that_choose_one_port_are_right() -> None:
    chosen = called(8080, ROUTE, "docker run -p 8080:8080 acme/tidewater")
    assert told("A126", {"docs/a.md": called(8000), "docs/b.md": chosen, "docs/c.md": chosen})


def test_projects_of_one_repository_are_their_own() -> None:
    assert not told("A126", {"north/docs/a.md": called(8000), "south/docs/b.md": called(8080)})
