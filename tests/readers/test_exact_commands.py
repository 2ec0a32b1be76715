"""Commands that fail unless config is as they say: `kubectl port-forward svc/...`, `docker run -p` of the project's own image."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.document import read_document
from consistency.tree.memory import Memory

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: %s}\nspec:\n  ports: [{port: %d, targetPort: 8080}]\n"
DOCKERFILE = "FROM alpine\nEXPOSE 9000 9100\n"


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.message.partition(":")[0]) for one in checked.findings]


def page(*commands: str) -> str:
    return "# Shorty\n\n## Quick start\n\n```sh\n" + "\n".join(commands) + "\n```\n"


@pytest.mark.parametrize(
    "command",
    [
        "kubectl port-forward svc/shorty 8888:8080",
        "kubectl -n web port-forward service/shorty 8080",
        "kubectl port-forward --address 0.0.0.0 svc/shorty 8888:8080 &",
    ],
)
def test_a_forward_asks_for_the_services_own_port(command: str) -> None:
    assert found({"README.md": page(command), "k8s/shorty.yaml": SERVICE % ("shorty", 80)}) == [
        ("A101", "svc/shorty of the cluster")
    ]
    assert found({"README.md": page(command), "k8s/shorty.yaml": SERVICE % ("shorty", 8080)}) == []
    assert found({"README.md": page(command), "k8s/other.yaml": SERVICE % ("shorty-api", 80)}) == []


def test_what_is_forwarded_otherwise_is_not_held_against_the_service() -> None:
    for command in ("deploy/shorty 8888:8080", "svc/shorty 8888:http", "svc/$NAME 8888:8080", "pod/shorty 8888:8080"):
        files = {"README.md": page(f"kubectl port-forward {command}"), "k8s/shorty.yaml": SERVICE % ("shorty", 80)}
        assert found(files) == []


def test_one_of_several_services_of_a_name_is_enough() -> None:
    files = {"a/svc.yaml": SERVICE % ("shorty", 80), "b/svc.yaml": SERVICE % ("shorty", 81)}
    assert found({"README.md": page("kubectl port-forward svc/shorty 8888:81"), **files}) == []


@pytest.mark.parametrize(
    "commands",
    [
        ("docker run -p 8080:8080 ghcr.io/someone/shorty",),
        ("docker run --rm -it -p 127.0.0.1:8080:8080 -v data:/data someone/shorty:1.2",),
        ("docker build -t try .", "docker run -p 8080:8080 try"),
    ],
)
def test_the_port_inside_is_one_that_the_projects_image_exposes(commands: tuple[str, ...]) -> None:
    assert found({"README.md": page(*commands), "Dockerfile": DOCKERFILE}) == [("A109", "Dockerfile image")]
    right = page(*(command.replace(":8080", ":9000") for command in commands))
    assert found({"README.md": right, "Dockerfile": DOCKERFILE}) == []
    assert found({"README.md": page(*commands), "other/Dockerfile": DOCKERFILE}) == []
    assert found({"README.md": page(*commands), "Dockerfile": "FROM alpine\n"}) == []


@pytest.mark.parametrize(
    "command",
    [
        "docker run -p 8080:8080 postgres",
        "docker run -p 8080:8080 -e PORT=8080 someone/shorty",
        "docker run -p 8080:8080 --env-file .env someone/shorty",
        "docker run -p 8080:8080 someone/shorty --listen 0.0.0.0:8080",
        "docker run -p 8080:9000 -p 8081:8081 someone/shorty",
        "docker run someone/shorty",
    ],
)
def test_other_images_and_containers_that_are_told_say_nothing(command: str) -> None:
    assert found({"README.md": page(command), "Dockerfile": DOCKERFILE}) == []


def test_what_has_been_started_is_called_by_its_kind() -> None:
    text = "# Todo\n\n### Frontend\n\n```sh\ncd client\nnpm run dev\n```\n\n{} http://localhost:3000\n"
    for told in ("App runs on", "The frontend will be available at", "Server running at", "It starts on"):
        claims = read_document("README.md", text.format(told)).claims
        assert ("client: npm run dev script", "3000") in {(c.service, c.value) for c in claims}, told
    for told in ("The API docs are on", "MailHog runs on", "The app sends mail. MailHog runs on"):
        claims = read_document("README.md", text.format(told)).claims
        assert not [c for c in claims if c.service.endswith("script")], told


def test_a_version_belongs_to_the_name() -> None:
    claims = read_document("README.md", "# Club\n\nYou need Postgres 16 on port 5432 and Redis on 6379.\n").claims
    assert [c.value for c in claims if c.service.startswith("Postgres")] == ["5432"]
