"""Diagrams of boxes, and services that a page takes up by the last word of their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.document import read_document

BESIDE = """
┌────────────────────┐        ┌──────────────────┐
│  Grafana           │───────▶│  Prometheus      │
│  Port 3000         │ :4444  │  (:9090)         │
└────────────────────┘        └──────────────────┘
         ▲
   +-----------+     +-----------+
   |   Caddy   |---->|  Gitea    |
   |  :8443    |     |  3001     |
   +-----------+     +-----------+
"""
NESTED = """
┌──────────────────────────────────────────────────┐
│  ┌─────────────────┐     ┌─────────────────┐     │
│  │     Janua       │     │   🔐 Vault      │     │
│  │  (Auth service) │     │  Port: 8200     │     │
│  │  (Port 8000)    │ ◄──►│                 │     │
│  └─────────────────┘     └─────────────────┘     │
│  │ PostgreSQL (5432)  |  Redis (6379)      │     │
└──────────────────────────────────────────────────┘
"""


def ports(text: str, info: str = "") -> set[tuple[str, int]]:
    found = read_document("docs/lab.md", f"# Notes\n\n```{info}\n{text}\n```\n").claims
    return {(claim.service, claim.port) for claim in found if claim.attribute == "port"}


def test_a_port_is_of_the_name_above_it_in_the_same_box() -> None:
    assert ports(BESIDE) == {("Grafana", 3000), ("Prometheus", 9090), ("Caddy", 8443), ("Gitea", 3001)}


def test_boxes_within_boxes() -> None:
    assert ports(NESTED) == {("Janua", 8000), ("Vault", 8200), ("PostgreSQL", 5432), ("Redis", 6379)}


@pytest.mark.parametrize(
    "text",
    [
        "┌──────┬────────────────┐\n│ Node │ Address        │\n├──────┼────────────────┤\n│ Alma │ 8545           │\n└──────┴────────────────┘",
        "+------+------+\n| Alma | Beta |\n| 8545 | 8546 |\n+------+------+",
        "┌─────────┐\n│ Founded │\n│ 1998    │\n└─────────┘",
        "┌─────────┐\n│ Grafana │\n└─────────┘\n┌─────────┐\n│ 3000    │\n└─────────┘",
    ],
    ids=["a table", "a grid", "a year", "two boxes"],
)
def test_tables_years_and_other_boxes_give_nothing(text: str) -> None:
    assert ports(text) == set()


def test_code_draws_no_boxes() -> None:
    assert ports(BESIDE, "python") == set()


@given(st.text(alphabet="│|┌┐└┘─+-▶ :()Portxyz0123456789\n🔐", max_size=200))
def test_whatever_is_drawn_spans_are_exact(text: str) -> None:
    page = f"# Notes\n\n```\n┌──┐\n{text}\n```\n"
    lines = page.split("\n")
    for claim in read_document("docs/lab.md", page).claims:
        assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote


@pytest.mark.parametrize(
    ("sentence", "port"),
    [
        ("- Start the gateway on port 3001", 3001),
        ("The gateway is exposed on your local network (192.168.50.70:3002).", 3002),
        ("After that, the gateway listens on port 3003.", 3003),
    ],
)
def test_the_gateway_is_the_one_that_the_page_named(sentence: str, port: int) -> None:
    found = read_document(
        "docs/remote.md", f"# Remote\n\n- MCP Gateway: runs on port 3000\n\nIt is started:\n\n{sentence}\n"
    ).claims
    assert ("MCP Gateway", port) in {(claim.service, claim.port) for claim in found}


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        ("- MCP Gateway: port 3000\n- API Gateway: port 4000\n", "The gateway listens on port 3001."),
        ("- MCP Gateway: port 3000\n", "The gateway connects to port 3001."),
        ("- MCP Gateway: port 3000\n", "The gateway API listens on port 3001."),
        ("- Media Server: port 3000\n", "Log in to the server on port 2222."),
    ],
    ids=["which of them", "somebody else's", "a part of it", "a machine"],
)
def test_nobody_is_taken_up_where_it_could_be_somebody_else(before: str, sentence: str) -> None:
    known = {claim.service for claim in read_document("docs/remote.md", f"# Remote\n\n{before}").claims}
    found = read_document("docs/remote.md", f"# Remote\n\n{before}\nSome words.\n\n{sentence}\n").claims
    assert not {claim.port for claim in found if claim.service in known} & {3001, 2222}
