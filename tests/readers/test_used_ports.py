"""A port that a program is said to use, and one of a workload that is forwarded."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str) -> set[tuple[str, str]]:
    claims = read_document("services/pricing/README.md", f"# pricing\n\n{text}\n").claims
    return {(c.service, c.value) for c in claims if c.attribute == "port"}


@pytest.mark.parametrize(
    "text", ["The service always uses port 8087, in the container as well.", "It uses port `8087`."]
)
def test_its_own(text: str) -> None:
    assert said(text) == {("pricing", "8087")}


@pytest.mark.parametrize(
    "text", ["The service uses port 6379 of Redis.", "It uses http://localhost:11434.", "It uses 8087 rows."]
)
def test_somebody_elses(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("deploy/gateway 9902:9901", {("gateway in the cluster", "9901")}),
        ("deployment/gateway 9901", {("gateway in the cluster", "9901")}),
        ("sts/queue 5672:5672 15672:15672", set()),  # which of them is whose is not said
        ("pod/gateway-7c9 9901", set()),
    ],
)
def test_forwarded_from_a_workload(words: str, found: set[tuple[str, str]]) -> None:
    assert said(f"```sh\nkubectl -n edge port-forward {words}\n```") == found
