"""A section that gives its service's one port twice, and differs."""

from __future__ import annotations

import pytest

from consistency.config import Config
from consistency.engine.judge import judge, link
from consistency.readers.document import read_document


def findings(*pages: str) -> list[tuple[str, list[int]]]:
    claims = [c for number, page in enumerate(pages) for c in read_document(f"docs/page{number}.md", page).claims]
    found = judge(link(claims, Config()), Config()).findings
    return [(one.severity, sorted(c.line for c in one.claims)) for one in found if one.rule == "A101"]


@pytest.mark.parametrize(
    "page",
    [
        "# Grafana\n\n- Port: 3000\n\nGrafana listens on port 3001 behind the proxy.\n",
        "# Grafana\n\n- Port: 3000\n\nIt listens on port 3001.\n",
        "# Grafana\n\n**Port**: 3000\n\nIt runs on port 3001.\n",
    ],
)
def test_a_field_and_a_sentence(page: str) -> None:
    assert findings(page) == [("medium", [3, 5])]


def test_a_heading_and_a_field() -> None:
    assert findings("# Services\n\n### Portainer (port 9443)\n\n- Port: 9444\n") == [("medium", [3, 5])]


@pytest.mark.parametrize(
    "said",
    [
        "It listens on port 3001 for gRPC.", "It also listens on port 3001.", "The container listens on port 3001.",
        "By default it listens on port 3001.", "It listens on port 3000.", "It listens on ports 3001 and 3002.",
        "It listened on port 3001.", "If 3000 is taken it listens on port 3001.", "Loki listens on port 3001.",
        "Metrics are served on port 3001.", "- Port: 3001", "It is planned to run on port 3001.",
        "- UI port: 3002\n\nIt listens on port 3001.",
    ],
)  # fmt: skip
def test_both_may_be_right(said: str) -> None:
    assert findings(f"# Grafana\n\n- Port: 3000\n\n{said}\n") == []


def test_another_section_is_no_part_of_it() -> None:
    page = "# Grafana\n\n- Port: 3000\n\nIt listens on port 3001.\n"
    assert len(findings(page, "# Registry\n\n| Service | Port |\n|---|---|\n| Grafana | 3000 |\n")) == 1
