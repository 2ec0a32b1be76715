"""What a project's page lists of itself, its source and its tracker, is no service, whatever other pages list."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


@pytest.mark.parametrize("label", ["Source Code", "Bug Tracker", "Homepage", "Release notes", "Quellcode"])
def test_links_of_a_project(label: str) -> None:
    assert not read_document("README.md", f"# Orbit\n\n**{label}**: https://forge.example.org/orbit\n").claims


def test_a_service_beside_them_is_one() -> None:
    text = "# Orbit\n\n**Source Code**: https://forge.example.org/orbit\n\n**Grafana**: http://10.0.0.4:3000\n"
    claims = [claim for claim in read_document("README.md", text).claims if claim.attribute != "call"]
    assert {claim.service for claim in claims} == {"Grafana"}
