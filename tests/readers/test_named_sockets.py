"""Cells that say of whom they speak and where that is, under headers that say neither."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

TABLE = (
    "# Emergency\n\n| Sign | Likely | Do |\n|---|---|---|\n| No orders | {} | restart |\n| No stock | {} | restart |\n"
)
SITES = "# Edge\n\n| Name | Goes to |\n|---|---|\n| {0}git.mill.example | {1} |\n| {0}photos.mill.example | {2} |\n"


def ports(text: str) -> list[tuple[str, str, str]]:
    claims = read_document("docs/page.md", text).claims
    return [(c.service, c.host, c.value) for c in claims if c.attribute == "port"]


def test_a_name_and_a_socket() -> None:
    assert ports(TABLE.format("order-api (mars:9010)", "`stock-api` (10.0.0.22:9020)")) == [
        ("order-api", "mars", "9010"), ("stock-api", "10.0.0.22", "9020")
    ]  # fmt: skip
    assert ports(TABLE.format("order-api (mars:9010)", "somebody's holiday")) == []  # one alone is a remark
    assert ports(TABLE.format("order-api (api.example.org:443)", "stock-api (localhost:9020)")) == []
    assert ports(TABLE.format("order-api on mars, 9010", "stock-api on mars, 9020")) == []  # may be anything


def test_a_name_and_a_machine_beside_a_site() -> None:
    page = SITES.format("https://", "Forgejo on ymir, 3300", "Immich on ymir, port 2283")
    assert ports(page) == [("Forgejo", "ymir", "3300"), ("Immich", "ymir", "2283")]
    domains = [(c.service, c.value) for c in read_document("docs/page.md", page).claims if c.attribute == "domain"]
    assert ("Forgejo", "git.mill.example") in domains
    assert ("Immich", "photos.mill.example") in domains


@pytest.mark.parametrize("cell", ["runs on Docker, 3300", "see issue on GitHub, 3300", "Forgejo on ymir, 3300 users"])
def test_what_is_no_machine_or_no_port(cell: str) -> None:
    assert ports(SITES.format("https://", cell, cell)) == []
