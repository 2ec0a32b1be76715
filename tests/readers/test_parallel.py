"""Sentences of several names and as many ports: each has the one at its place."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(line: str, title: str = "Notes") -> list[tuple[str, str]]:
    claims = read_document("docs/notes.md", f"# {title}\n\n{line}\n").claims
    return [(claim.service, claim.value) for claim in claims if claim.attribute == "port"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Grafana and Loki listen on ports 3000 and 3100.", [("Grafana", "3000"), ("Loki", "3100")]),
        (
            "Both the Cart API and the Order API run on 8082 and 8083 respectively.",
            [("Cart API", "8082"), ("Order API", "8083")],
        ),
        (
            "Grafana, Loki and Tempo use ports 3000, 3100 and 3200.",
            [("Grafana", "3000"), ("Loki", "3100"), ("Tempo", "3200")],
        ),
        (
            "Default ports are gateway 4000, embedder 4100 and reranker 4300.",
            [("gateway", "4000"), ("embedder", "4100"), ("reranker", "4300")],
        ),
    ],
)
def test_each_name_has_the_port_at_its_place(line: str, said: list[tuple[str, str]]) -> None:
    assert ports(line) == said


@pytest.mark.parametrize(
    "line",
    [
        "Grafana and Loki use ports 3000, 3100 and 9096.",  # whose the third is, nobody says
        "Old ports are Grafana 3001 and Loki 3101.",
    ],
)
def test_what_does_not_pair_is_nobodys(line: str) -> None:
    assert not ports(line)
