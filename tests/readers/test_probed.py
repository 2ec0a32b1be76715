"""Tables of evidence with what was asked and what came back."""

from __future__ import annotations

from consistency.readers.document import read_document

TABLE = """# mon-1, checked 2026-06-01

| Endpoint | HTTP code | Note |
|---|---|---|
| http://mon-1:9090/-/ready | 200 | |
| http://mon-1:3000/api/health | connection refused | moved |
| http://mon-1:9093/ | 401 | |
"""


def said(path: str) -> list[tuple[str, int, str, str]]:
    claims = read_document(path, TABLE).claims
    return [(c.host, c.port, c.attribute, c.value) for c in claims]


def test_answers() -> None:
    assert said("docs/evidence/2026-06-01-mon-1.md") == [
        ("mon-1", 9090, "port", "9090"),
        ("mon-1", 9090, "answer", "200 /-/ready"),
        ("mon-1", 3000, "status", "idle"),
        ("mon-1", 9093, "port", "9093"),
        ("mon-1", 9093, "answer", "401 /"),
    ]


def test_a_page_that_is_no_evidence_says_nothing_of_answers() -> None:
    assert not any(one[2] in ("answer", "status") for one in said("docs/endpoints.md"))
