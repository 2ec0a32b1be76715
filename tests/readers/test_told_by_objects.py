"""Sentences whose object listens, or whose subject serves something; gaps that masked markup leaves."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(text: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document(path, text).claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("By default it expects the Heron daemon to listen at `127.0.0.1` on TCP port `7072`.", "Heron"),
        ("The importer requires an Egret Cache instance running on `localhost` on port 7072.", "Egret Cache"),
        ("Kestrel serves its pages and API on port `7072` by default.", "Kestrel"),
        ("Kestrel exposes the metrics of all nests at port 7072.", "Kestrel"),
    ],
)
def test_who_listens_by_the_words_around(sentence: str, name: str) -> None:
    assert said(f"# Nests\n\n## Pages and API\n\n{sentence}\n") == [(name, "7072")]


@pytest.mark.parametrize(
    "sentence",
    [
        "This serves its pages on port 7072.",
        "It expects that you run something on port 7072.",
    ],
)
def test_pronouns_are_no_names(sentence: str) -> None:
    assert [name for name, _ in said(f"# Nests\n\n{sentence}\n") if name in ("This", "It", "you")] == []


def test_what_is_served_for_another_is_the_others() -> None:
    assert ("Kestrel", "7072") not in said("# Nests\n\nKestrel provides a proxy for Heron on port 7072.\n")


def test_a_gap_ends_a_label_still() -> None:
    assert said("# Ports\n\n- **Heron** `7072`\n- Egret     7073\n") == [("Heron", "7072"), ("Egret", "7073")]


def test_what_opens_at_an_address_is_the_name_before_the_verb() -> None:
    text = "# Kestrel\n\nDashboard opens at `http://localhost:7070`\n"
    assert {c.service for c in read_document("README.md", text).claims} <= {"Dashboard", "Kestrel", "Kestrel Dashboard"}


def test_a_folder_of_container_files_is_no_product() -> None:
    text = "# Quick reference\n\n| Variable | Default |\n|---|---|\n| `WEB_PORT` | 7075 |\n"
    assert "docker" not in {name.split()[0] for name, _ in said(text, "docker/README.md")}
    assert said(text, "heron/README.md") == [("heron Web", "7075"), ("WEB_PORT value", "7075")]
