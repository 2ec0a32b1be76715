"""What a compose file runs once goes by its image's name, too."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

PAGE = "# Shop\n\n- Postgres: `localhost:5432`\n- Paperless-ngx: http://localhost:8010\n"
DB = "  db:\n    image: {}\n    ports: ['{}:5432']\n"


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.message.partition(":")[0]) for one in checked.findings]


def compose(*services: str) -> str:
    return "services:\n" + "".join(services)


def test_the_port_of_a_product_is_held_against_the_service_that_runs_it() -> None:
    for image in ("postgres:16", "docker.io/library/postgres@sha256:00", "bitnami/postgresql"):
        assert found({"README.md": PAGE, "compose.yml": compose(DB.format(image, 5433))}) == [("A101", "Postgres")]
        assert found({"README.md": PAGE, "compose.yml": compose(DB.format(image, 5432))}) == []


def test_an_image_that_holds_anything_says_nothing() -> None:
    page = "# Shop\n\n- nginx: http://localhost:8080\n"
    text = compose("  site:\n    image: nginx:1.27\n    ports: ['8081:80']\n")
    assert found({"README.md": page, "compose.yml": text}) == []


def test_two_of_one_image_or_one_of_its_name_are_called_by_their_own() -> None:
    two = compose(DB.format("postgres", 5433), DB.format("postgres", 5434).replace("db:", "archive:"))
    assert found({"README.md": PAGE, "compose.yml": two}) == []
    named = compose(DB.format("postgres", 5433), DB.format("acme/postgres-own", 5432).replace("db:", "postgres:"))
    assert found({"README.md": PAGE, "compose.yml": named}) == []


def test_each_folder_has_its_own() -> None:
    files = {"a/README.md": PAGE, "a/compose.yml": compose(DB.format("postgres", 5432))}
    assert found({**files, "b/compose.yml": compose(DB.format("postgres", 5433))}) == []


def test_a_second_name_takes_no_port_and_keeps_no_tie_away() -> None:
    page = "# Home\n\n| Service | Port | URL |\n|---|---|---|\n| Paperless-ngx | 8010 | https://docs.example.org |\n"
    text = compose(
        "  webserver:\n    image: ghcr.io/paperless-ngx/paperless-ngx\n    ports: ['8010:8000']\n"
        "    labels:\n      - traefik.http.routers.p.rule=Host(`docs.${DOMAIN}`)\n"
    )
    assert found({"README.md": page, "compose.yml": text, ".env": "DOMAIN=example.org\n"}) == []
    other = {"README.md": page.replace("docs.", "paper."), "compose.yml": text, ".env": "DOMAIN=example.org\n"}
    assert ("A102", "port 8010 is given to more than one service") not in found(other)


def test_an_image_that_is_made_of_a_store_is_that_store_too() -> None:
    held = compose(DB.format("pgvector/pgvector:pg17", 5433))
    assert found({"README.md": PAGE, "compose.yml": held}) == [("A101", "Postgres")]
    both = held + DB.format("postgres:16", 5432).replace("db:", "archive:")
    assert found({"README.md": PAGE, "compose.yml": both}) == []
