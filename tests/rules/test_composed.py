"""Services that commands of pages name, and compose files do not have."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

COMPOSE = "services:\n  queue-worker:\n    container_name: acme-queue\n    image: acme/worker\n"


def found(page: str, path: str = "docs/runbook.md", **files: str) -> list[str]:
    tree = Memory({path: page.encode(), **{name.replace("__", "/"): text.encode() for name, text in files.items()}})
    return [
        one.message
        for one in run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
        if one.rule == "A120"
    ]


def shell(command: str) -> str:
    return f"# Runbook\n\n```sh\n{command}\n```\n"


def test_a_service_that_no_file_has() -> None:
    told = found(shell("docker compose logs queue"), **{"compose.yml": COMPOSE})
    assert told == ["no compose file has a service queue; there is queue-worker"]
    assert found("# Runbook\n\nThen `docker compose restart queue` it.\n", **{"compose.yml": COMPOSE}) == told


@pytest.mark.parametrize(
    "page",
    [
        shell("docker compose logs queue-worker"),
        shell("docker compose logs acme-queue"),
        shell("git clone https://git.example.org/x\ndocker compose up queue"),
        shell("docker compose logs <queue>"),
        shell("docker compose logs queue") + "\n```yaml\nservices:\n  queue:\n    image: a\n```\n",
        "# Runbook\n\n## Planned\n\n```sh\ndocker compose logs queue\n```\n",
        "# Runbook\n\nRun docker compose up queue jobs first.\n",
    ],
)
def test_names_that_are_right_or_somebody_elses(page: str) -> None:
    assert found(page, **{"compose.yml": COMPOSE}) == []


def test_a_project_without_a_file_has_none_to_name() -> None:
    assert found(shell("docker compose logs queue")) == []
    assert (
        found(shell("docker compose logs queue"), "apps/shop/README.md", **{"apps__blog__compose.yml": COMPOSE}) == []
    )


def test_a_file_that_is_given_is_meant() -> None:
    page = shell("docker compose -f ops/dev.yml logs queue")
    assert found(page, **{"compose.yml": COMPOSE}) == []
    assert found(page, **{"dev.yml": COMPOSE}) == []
    assert found(page, **{"ops__dev.yml": COMPOSE}) == ["no compose file has a service queue; there is queue-worker"]


def test_the_files_of_the_command_count_and_no_others() -> None:
    files = {"compose.yml": COMPOSE.replace("queue-worker", "queue"), "ops__dev.yml": COMPOSE}
    assert found(shell("docker compose -f ops/dev.yml logs queue"), **files) == [
        "ops/dev.yml has no service queue; there is queue-worker"
    ]
    assert found(shell("docker compose -f compose.yml -f ops/dev.yml logs queue"), **files) == []
    assert found(shell("docker compose -f compose.yml -f ops/gone.yml logs queue-worker"), **files) == []


@pytest.mark.parametrize(
    "path", [".devcontainer/compose.yml", "./.devcontainer/compose.yml", "../.devcontainer/compose.yml"]
)
def test_a_folder_may_begin_with_a_dot(path: str) -> None:
    files = {"compose.yml": COMPOSE.replace("queue-worker", "queue"), ".devcontainer__compose.yml": COMPOSE}
    assert len(found(shell(f"docker compose -f {path} logs queue"), **files)) == 1
    assert found(shell(f"docker compose -f {path} logs queue-worker"), **files) == []


def test_the_folder_counts_to_which_the_shell_has_gone() -> None:
    files = {"compose.yml": COMPOSE.replace("queue-worker", "queue"), "ops__compose.yml": COMPOSE}
    told = ["ops/ has no service queue; there is queue-worker"]
    assert found(shell("cd ops/\ndocker compose logs queue"), **files) == told
    assert found(shell("cd ops && docker compose logs queue"), **files) == told
    assert found(shell("cd ops\ncd ..\ndocker compose logs queue"), **files) == []
    assert found(shell("cd ops\ncd ~/other\ndocker compose logs queue"), **files) == []
    assert found(shell("cd elsewhere\ndocker compose logs queue"), **files) == []  # wherever that is


def test_a_sample_has_the_services_of_its_own_folder() -> None:
    page, path = shell("docker compose up queue"), "examples/queue/README.md"
    assert found(page, path, **{"examples__queue__compose.yml": COMPOSE}) != []
    assert found(page, path, **{"examples__web__compose.yml": COMPOSE}) == []
