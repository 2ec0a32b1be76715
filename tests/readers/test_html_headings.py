"""Headings written as HTML, above which a README says what it is about."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

REST = "\n\n## Running it\n\nThe server listens on port 9000.\n"


@pytest.mark.parametrize(
    ("head", "service"),
    [
        ('<h1 align="center">Pollen</h1>', "Pollen"),
        ('<h1 align="center">\N{HONEYBEE} Pollen</h1>\n<p align="center">Surveys.</p>', "Pollen"),
        ('<div align="center"><h1>Pollen</h1></div>', "Pollen"),
        ('<h1><a href="https://x.example">Pollen</a></h1>', "Pollen"),
        ("# Pollen", "Pollen"),
        ('<h1 align="center"><img src="logo.svg" width="300"></h1>', ""),
        ("<p>Pollen</p>", ""),
        ("<h1>Pollen", ""),
    ],
)
def test_the_title(head: str, service: str) -> None:
    claims = read_document("README.md", head + REST).claims
    assert [(c.service, c.value) for c in claims if c.attribute == "port"] == ([(service, "9000")] if service else [])


def test_places_stay_those_of_the_file() -> None:
    (port,) = [c for c in read_document("README.md", "<h1>Pollen</h1>" + REST).claims if c.attribute == "port"]
    assert (port.line, port.quote) == (5, "9000")
