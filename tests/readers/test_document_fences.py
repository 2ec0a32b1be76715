"""Fences: lists of ports, environments, units, compose and drawings; code that uses ports says nothing."""

from __future__ import annotations

import pytest
from written import read, says


def test_yaml_of_names_and_ports() -> None:
    says(
        """### Kubernetes ports

```yaml
Headlamp (Flux UI): 30001  # web
Grafana: 30002
replicas: 3000
```
""",
        (4, "port", "30001", "Headlamp (Flux UI)"),
        (5, "port", "30002", "Grafana"),
    )


@pytest.mark.parametrize("line", ["5173 — Atlas", "5173 - Atlas", "5173: Atlas"])
def test_port_first(line: str) -> None:
    says(f"## Ports\n\n```\n{line}\n```\n", (4, "port", "5173", "Atlas"))


def test_a_range_first() -> None:
    says(
        "## Ports\n\n```\n8000-8009: Models\n8170-8179: Available\n```\n",
        (4, "range", "8000-8009", "Models"),
        (4, "range", "8000-8009", "Models", "Models"),
        (5, "available", "8170-8179", "Available"),
    )


def test_aligned_columns() -> None:
    says(
        "## Ports\n\n```\ngrafana      3000  running\nloki         3100  running\n```\n",
        (4, "port", "3000", "grafana"),
        (5, "port", "3100", "loki"),
    )


def test_a_tree() -> None:
    says(
        "## Stack\n\n```\nmini\n├── grafana :3000\n└── loki → localhost:3100\n```\n",
        (5, "port.host", "3000", "grafana"),
        (6, "port.host", "3100", "loki"),
    )


def test_an_environment() -> None:
    says("## Settings\n\n```env\nGRAFANA_PORT=3000\nREDIS_DB=6379\n```\n", (4, "port", "3000", "Grafana"))


def test_one_name_with_several_ports_shows_alternatives() -> None:
    claims = read("```env\nGRAFANA_PORT=3000\nGRAFANA_PORT=3001\n```\n").claims
    assert {c.modality for c in claims} == {"example"}


def test_a_units_command() -> None:
    claims = read("### LiteLLM\n\n```ini\nExecStart=/opt/litellm --host 127.0.0.1 --port 4000\n```\n").claims
    said = {(c.attribute, c.value, c.column, c.end_column) for c in claims}
    assert {("bind", "127.0.0.1", 31, 40), ("port", "4000", 48, 52)} <= said
    assert {c.service for c in claims} == {"LiteLLM"}


def test_compose() -> None:
    text = """## Compose

```yaml
services:
  grafana:
    image: grafana/grafana:11.2.0
    ports:
      - "3001:3000"
```
"""
    claims = read(text).claims
    said = {(c.service, c.value, c.namespace, c.line) for c in claims if c.attribute == "port"}
    assert {("grafana", "3001", "host", 8), ("grafana", "3000", "container", 8)} <= said


@pytest.mark.parametrize("info", ["python", "js", "go", "mermaid", "diff", "sql"])
def test_code_says_nothing(info: str) -> None:
    assert read(f"## Ports\n\n```{info}\ngrafana: 3000\nclient = connect('http://h:3000')\n```\n").claims == ()
