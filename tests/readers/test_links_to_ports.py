"""Links that lead to a port: the text names the service, the target says where it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.markdown.inline import mask, with_targets
from consistency.readers.document import read_document


def ports(body: str) -> set[tuple[str, str, str]]:
    claims = read_document("docs/links.md", f"# Services\n\n{body}\n").claims
    return {(claim.service, claim.host, claim.value) for claim in claims if claim.attribute == "port"}


@pytest.mark.parametrize(
    "body",
    [
        "- [Grafana](http://mini:3000)",
        "- [Grafana](http://mini:3000/login) – dashboards",
        "- **Grafana**: [open](http://mini:3000)",
        "- [x] [Grafana](http://mini:3000)",
        "See [Grafana](http://mini:3000).",
        "## Grafana\n\n- URL: [link](http://mini:3000)",
        "| Service | URL |\n|---|---|\n| Grafana | [open](http://mini:3000) |",
        "| Service | Web interface |\n|---|---|\n| Grafana | [dashboard](http://mini:3000) |",
        "- Grafana @ mini:3000",
    ],
)
def test_a_link_to_a_port(body: str) -> None:
    assert ports(body) == {("Grafana", "mini", "3000")}


@pytest.mark.parametrize(
    "body",
    [
        "- [Grafana](https://grafana.com/docs/)",
        "- [Grafana](grafana.md)",
        "- ![Grafana](http://mini:3000/badge.svg)",
        "Read [issue 3000](http://tracker:8080/3000).",
    ],
)
def test_other_links_say_nothing_of_ports(body: str) -> None:
    assert ports(body) == set()


def test_a_target_that_belongs_to_nobody_is_not_lost() -> None:
    reading = read_document("docs/links.md", "# Services\n\nClick [here](http://mini:3000).\n")
    assert [one.text for one in reading.unread] == ["http://mini:3000"]


@pytest.mark.parametrize(
    ("sentence", "port"),
    [("Grafana's port is 3000.", "3000"), ("Grafana moved to port 3001 (previously 3000).", "3001")],
)
def test_sentences_about_ports(sentence: str, port: str) -> None:
    claims = read_document("docs/links.md", f"# Services\n\n{sentence}\n").claims
    assert {(c.service, c.value, c.modality) for c in claims if c.attribute == "port"} == {("Grafana", port, "stated")}


@given(st.text("[](!)<>`*\\ http://mini:3000/abG\n", max_size=60))
def test_nothing_moves(text: str) -> None:
    """The same length, and every character is the source's or a space."""
    plain = with_targets(text)
    assert len(plain) == len(text)
    assert all(one in (" ", other) for one, other in zip(plain, text, strict=True))
    assert all(one == other for one, other in zip(mask(text), plain, strict=True) if one != " ")
