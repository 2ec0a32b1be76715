"""The public names under which a page gives addresses."""

from __future__ import annotations

import pytest

from consistency.model.claim import SITE
from consistency.readers.document import read_document


def names(text: str) -> list[str]:
    claims = read_document("docs/page.md", f"# Notes\n\n{text}\n").claims
    return [claim.value for claim in claims if claim.source == SITE and claim.attribute == "domain"]


@pytest.mark.parametrize(
    "text",
    [
        "Fetch them from https://sky.acme.io/frames.",
        "| I want to | Go to |\n|---|---|\n| see the sky | https://sky.acme.io |",
        "```bash\ncurl -s https://sky.acme.io/healthz\n```",
        "- [sky](https://sky.acme.io)",
        "- **Sky**: `https://SKY.acme.io:443/`",
    ],
)
def test_a_name_below_a_registered_one(text: str) -> None:
    assert names(text) == ["sky.acme.io"]


@pytest.mark.parametrize(
    "text",
    [
        "See https://acme.io and https://www.acme.io.",
        "Call http://sky.acme.io:8080/healthz, past the router.",
        "Call http://192.168.1.10/ or http://localhost/.",
        "Use https://grafana.example.com or https://sky.tail1a2b.ts.net.",
        "It has moved from https://sky.acme.io.",
        "## Planned\n\nhttps://sky.acme.io",
        "```python\nrequests.get('https://sky.acme.io/frames')\n```",
        "https://<name>.acme.io and https://${NAME}.acme.io",
    ],
)
def test_no_name_of_ours(text: str) -> None:
    assert names(text) == []


def test_a_page_of_links_is_none_of_addresses() -> None:
    assert names("\n".join(f"- https://n{number}.acme.io" for number in range(64))) != []
    assert names("\n".join(f"- https://n{number}.acme.io" for number in range(65))) == []
    assert len(names("- https://sky.acme.io\n" * 10)) == 3
