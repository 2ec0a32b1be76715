"""Sentences that give the path at which a service says how it is."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def paths(text: str) -> list[str]:
    claims = read_document("docs/page.md", f"# Notes\n\n{text}\n").claims
    return [f"{c.service} {c.value} {c.quote}" for c in claims if c.attribute == "health"]


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("The frontend answers `GET /healthz` with `ok` as soon as it can.", "frontend"),
        ("Ready at once. Grafana serves its health check at /healthz.", "Grafana"),
        ("order-api exposes `/healthz` without a token.", "order-api"),
    ],
)
def test_who_answers(text: str, whom: str) -> None:
    assert paths(text) == [f"{whom} /healthz /healthz"]


@pytest.mark.parametrize(
    "text",
    [
        "The service answers `/healthz`.",
        "It answers `/healthz`.",
        "The frontend answers `/orders`.",
        "The frontend answers `/healthz` and `/metrics`.",
        "The frontend does not answer `/healthz`.",
        "The gateway serves the health check of the frontend at `/healthz`.",
        "The frontend will answer `/healthz`.",
        "## Planned\n\nThe frontend answers `/healthz`.",
        "The frontend serves files from ./public/health.",
    ],
)
def test_nobody_answers(text: str) -> None:
    assert paths(text) == []
