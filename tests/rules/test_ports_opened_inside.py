"""Ports that a page opens on the machine, where config has them in a container alone; and files that run at once."""

from __future__ import annotations

import pytest
from checked import findings

COMPOSE = "services:\n  qdrant:\n    image: qdrant/qdrant\n    ports:\n      - '6343:6333'\n"


def found(rule: str, files: dict[str, str]) -> list[tuple[tuple[str, int], ...]]:
    return [tuple((c.path, c.line) for c in one.claims) for one in findings(files) if one.rule == rule]


def on_page(line: str, compose: str = COMPOSE, **others: str) -> bool:
    return bool(found("A123", {"docs/fix.md": f"# Fix\n\nLook:\n\n{line}\n", "compose.yml": compose, **others}))


@pytest.mark.parametrize(
    "line",
    [
        "```sh\ncurl -s http://localhost:6333/collections | jq\n```",
        "Then see http://127.0.0.1:6333/collections.",
        "4. Ask `curl 10.7.0.5:6333/collections`",
    ],
)
def test_nobody_listens_there(line: str) -> None:
    assert on_page(line)


@pytest.mark.parametrize(
    "line",
    [
        "```sh\ndocker compose exec qdrant curl -s http://localhost:6333/collections\n```",
        "```sh\nkubectl port-forward svc/qdrant 6333:6333\ncurl http://localhost:6333\n```",
        "```sh\nssh -L 6333:localhost:6343 box\ncurl http://localhost:6333\n```",
        "```python\nclient = Client('http://localhost:6333')\n```",
        "The port is 6333 inside, `http://qdrant:6333`.",
        "It used to be at http://localhost:6333 until 2023.",
        "A curl of " + "very " * 40 + "many words, and then localhost:6333 without a scheme.",
        "```sh\ncurl http://localhost:6343/collections\n```",
    ],
)
def test_somebody_may_listen_there(line: str) -> None:
    assert not on_page(line)


def test_what_config_says_of_the_one_port_that_differs_is_told_with_it() -> None:
    page = "Open http://localhost:6333 and look.\n\n```sh\n" + "curl http://localhost:6343/collections\n" * 2 + "```"
    (one,) = findings({"docs/fix.md": f"# Fix\n\n{page}\n", "compose.yml": COMPOSE})
    assert (one.rule, len(one.attached)) == ("A123", 1)
    assert {(c.path, c.line) for c in one.claims} >= {("docs/fix.md", 3), ("docs/fix.md", 6), ("compose.yml", 5)}


def test_another_place_has_the_port_on_a_machine() -> None:
    line = "See http://localhost:6333/collections."
    assert not on_page(line, **{"docker-compose.dev.yml": COMPOSE.replace("6343", "6333")})
    assert not on_page(line, COMPOSE + "  search:\n    image: search\n    ports: ['7000:6333']\n"), "one of two"
    assert not on_page("See http://localhost:8000.", COMPOSE.replace("6333", "8000")), "where anybody develops"


@pytest.mark.parametrize(("machine", "told"), [("wigeon", 1), ("dunlin", 0)])
def test_the_far_end_of_a_tunnel_is_on_the_machine_it_leads_to(machine: str, told: int) -> None:
    files = {
        "README.md": "# Shed\n\n| Host | IP |\n|---|---|\n| wigeon | 192.168.17.10 |\n| dunlin | 192.168.17.11 |\n",
        "wigeon/metrics.yml": "services:\n  prometheus:\n    image: prom/prometheus\n    ports: ['9095:9090']\n",
        "docs/tunnels.md": f"# Tunnels\n\n    ssh -L 9091:localhost:9090 {machine}\n",
    }
    assert len(found("A123", files)) == told


def test_files_that_run_at_once_share_the_machine() -> None:
    base = "services:\n  admin:\n    image: acme/admin\n    ports: ['3001:8080']\n"
    more = "services:\n  grafana:\n    image: grafana/grafana\n    ports: ['3001:3000']\n"
    both = [(("docker-compose.observability.yml", 4), ("docker-compose.yml", 4))]
    assert found("A102", {"docker-compose.yml": base, "docker-compose.observability.yml": more}) == both
    assert found("A102", {"docker-compose.yml": base, "docker-compose.dev.yml": more}) == [], "in place of it"
    assert found("A102", {"docker-compose.yml": base, "ops/docker-compose.monitoring.yml": more}) == []
