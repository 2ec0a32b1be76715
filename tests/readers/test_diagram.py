"""Nodes of Mermaid diagrams that are a name and a port."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(line: str) -> list[tuple[str, str]]:
    text = f"# Architecture\n\n```mermaid\ngraph TD\n  {line}\n```\n"
    return [(c.service, c.value) for c in read_document("docs/a.md", text).claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('A --> SF["Storefront :3000"]', [("Storefront", "3000")]),
        ('SF --> CAT["Catalog API<br/>:8081"]', [("Catalog API", "8081")]),
        ('ORD --> PG[("Postgres :5432")]', [("Postgres", "5432")]),
        ("G[Grafana (3000)] --> L(Loki<br>3100)", [("Grafana", "3000")]),
        ("participant G as Grafana :3000", [("Grafana", "3000")]),
        ('T{{"Tempo:3200"}}', [("Tempo", "3200")]),
        ('A -->|":9000"| X[Node 20]', []),
        ('U["Cutoff: 2000 items"]', []),
        ("A[Start] --> B[Stop]", []),
    ],
)
def test_nodes(line: str, said: list[tuple[str, str]]) -> None:
    assert ports(line) == said


def test_a_node_says_no_namespace() -> None:
    text = "# Architecture\n\n```mermaid\ngraph TD\n  A[Grafana :3000]\n```\n"
    (claim,) = read_document("docs/a.md", text).claims
    assert (claim.namespace, claim.source, claim.line, claim.quote) == ("", "prose", 5, "3000")
