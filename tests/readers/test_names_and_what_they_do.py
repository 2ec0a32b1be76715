"""A name, what it is or does, and then where it is: the name in front owns the address."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def whose(line: str, heading: str = "Services", page: str = "README.md") -> set[tuple[str, int]]:
    claims = read_document(page, f"# Minutia\n\n## {heading}\n\n{line}\n").claims
    return {(claim.service, claim.port) for claim in claims if claim.attribute == "port"}


@pytest.mark.parametrize(
    ("line", "name", "port"),
    [
        ("- 🎙️ **Transcriber** — faster-whisper large-v3 → `http://localhost:8001/docs`", "Transcriber", 8001),
        ("- **Embedder** — bge-m3, 1024 dims → http://localhost:8105", "Embedder", 8105),
        ("- **ingest** - accepts buoy frames over gRPC on port 9443, batches of 512", "ingest", 9443),
        ("- **relay** - forwards mail to Postfix on port 2525", "Postfix", 2525),
        ("- **Database** — Postgres on port 5432", "Postgres", 5432),
    ],
)
def test_whose_port_it_is(line: str, name: str, port: int) -> None:
    assert whose(line) == {(name, port)}


def test_where_something_is_led_to_is_another_one() -> None:
    assert ("edge", 8000) not in whose("- **edge** - nginx proxies /api → http://localhost:8000")


def test_a_heading_that_asks_names_nobody() -> None:
    assert whose("- **Gateway** — one API → `http://localhost:8100`", "✨ What's in the box") == {("Gateway", 8100)}


def test_a_word_before_a_number_in_a_cell_of_urls_says_what_is_spoken_there() -> None:
    text = "| What | Reach it at |\n|---|---|\n| Forgejo | <http://wigeon:3030>, ssh on 2222 |\n| Grafana | <http://wigeon:3100> |\n"
    claims = read_document("README.md", text).claims
    assert {c.port: c.part for c in claims if c.attribute == "port" and c.service == "Forgejo"} == {
        3030: "",
        2222: "ssh",
    }
