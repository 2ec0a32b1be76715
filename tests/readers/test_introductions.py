"""What a page's first paragraph makes of the list below it, and numbers of jacks, which are no ports of services."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

TABLE = "| Service | Port |\n|---|---|\n| Basket | 5103 |\n| Catalog | 5101 |\n"


def modalities(text: str) -> set[str]:
    return {claim.modality for claim in read_document("docs/page.md", text).claims if claim.attribute == "port"}


@pytest.mark.parametrize(
    ("lead", "modality"),
    [
        (".NET microservices sample. Based on eShop.", "stated"),
        ("Self-hosted photo archive and journal.", "stated"),
        ("A sample layout:", "example"),
        ("Below is a sample of such a table.", "example"),
        ("Everything here is planned.", "planned"),
    ],
)
def test_the_paragraph_below_a_title(lead: str, modality: str) -> None:
    assert modalities(f"# Shop\n\n{lead}\n\n{TABLE}") == {modality}


def test_below_a_section_it_introduces_the_list() -> None:
    assert modalities(f"# Shop\n\n## Ports\n\nSample values, yours will differ.\n\n{TABLE}") == {"example"}


def ports(text: str) -> set[str]:
    return {claim.value for claim in read_document("docs/page.md", text).claims if claim.attribute == "port"}


def test_jacks_are_no_ports() -> None:
    assert ports("# Hubs\n\n| Hub | Ports |\n|---|---|\n| Anker | 4 |\n| Belkin | 4 |\n| Ugreen | 7 |\n") == set()
    assert ports("# Open\n\n| Service | Port |\n|---|---|\n| SSH | 22 |\n| DNS | 53 |\n| FTP | 21 |\n") == {
        "22",
        "53",
        "21",
    }


def test_a_folder_is_no_host() -> None:
    text = "# Apps\n\n* `apps/mail` – mailer, preview at localhost:4000/dev/mailbox\n"
    assert {claim.host for claim in read_document("README.md", text).claims} <= {""}
