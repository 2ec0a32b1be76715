"""Sentences that say whether a service asks who calls it."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def asked(text: str) -> list[tuple[str, str, str]]:
    claims = read_document("docs/rag.md", f"# Stack\n\n{text}\n").claims
    return [(c.service, c.value, c.quote) for c in claims if c.attribute == "auth"]


@pytest.mark.parametrize(
    ("text", "service", "value", "quote"),
    [
        ("Qdrant runs without authentication.", "Qdrant", "none", "without authentication"),
        ("There's no API key on Qdrant: leave it out.", "Qdrant", "none", "no API key"),
        ("Redis has no password.", "Redis", "none", "no password"),
        ("- Sonarr: forms login is required, also from the LAN.", "Sonarr", "required", "forms login is required"),
        ("It is a store. `Qdrant` has no password.", "Qdrant", "none", "no password"),
    ],
)
def test_what_a_sentence_says_of_its_subject(text: str, service: str, value: str, quote: str) -> None:
    assert asked(text) == [(service, value, quote)]


@pytest.mark.parametrize(
    "text",
    [
        "Prometheus has no auth, it is behind Authelia.",
        "Qdrant runs without authentication by default.",
        "Qdrant should not run, and must never run, without authentication.",
        "Locally Qdrant runs without authentication.",
        "The request has no auth.",
        "Use a client without authentication.",
        "- Note: login is required only on weekends, if at all.",
        "If Redis has no password, set one.",
    ],
)
def test_what_says_less(text: str) -> None:
    assert asked(text) == []


ROWS = "| Plover | {} | x |\n| Rook | JWT | y |\n| Stork | token | z |\n"


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("Auth", "none", "none"), ("Authentication", "API key", "required"), ("是否需要登录", "是", "required"),
        ("登录", "无", "none"), ("认证方式", "用户名密码", "required"),
    ],
)  # fmt: skip
def test_lists_of_logins(head: str, cell: str, value: str) -> None:
    found = asked(f"| Service | {head} | Remarks |\n|---|---|---|\n{ROWS.format(cell)}")
    assert [one[:2] for one in found] == [("Plover", value), ("Rook", "required"), ("Stork", "required")]


def test_lists_of_others() -> None:
    assert asked(f"| Role | Auth | Remarks |\n|---|---|---|\n{ROWS.format('none')}") == []
    assert asked("| Service | Auth |\n|---|---|\n| Plover | none |\n") == []
