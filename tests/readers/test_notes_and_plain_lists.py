"""Loose notes and lists without marks: whose a number is, and which says nothing any more."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, path: str = "docs/notes.md") -> list[tuple[str, str]]:
    """(service, port) of every port that the page states."""
    return [
        (claim.service, claim.value)
        for claim in read_document(path, text).claims
        if claim.attribute == "port" and claim.modality == "stated" and claim.source != "compose opened"
    ]


NOTES = "# Notes\n\n**Grafana** runs on 127.0.0.1:3002.\n\n{}\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**Papers**: The folder is filled by Syncthing. Syncthing runs as a user unit, GUI on 127.0.0.1:8384.", []),
        ("**Papers**: The folder is filled by hand. It listens on port 8010.", [("Papers", "8010")]),
        ("**Papers**: früher hatte der Websocket einen extra Port (3012), jetzt nicht mehr.", []),
        ("**Papers**: nur noch ein Port, vorher war es 3001.", []),
    ],
)
def test_below_a_name_in_bold(text: str, said: list[tuple[str, str]]) -> None:
    assert [one for one in ports(NOTES.format(text)) if one[0] != "Grafana"] == said


@pytest.mark.parametrize("title", ["Notizen", "Wiederherstellung", "Anleitung"])
def test_a_page_that_is_about_nobody(title: str) -> None:
    assert ports(f"# {title}\n\nDie Oberfläche auf 127.0.0.1:8384.\n", f"docs/{title.lower()}.md") == []


def test_ports_of_upstream_are_not_ours() -> None:
    text = "# Ports\n\n## Mapping of upstream defaults we remapped\n\n    films   8989  -> 8021\n    wiki    3000  -> 8024\n"
    assert ports(text) == [("films", "8021"), ("wiki", "8024")]


def test_a_plain_list_below_a_machine() -> None:
    text = (
        "# Ports\n\n    # anvil (10.0.0.40)\n    22      sshd\n    4000    litellm     0.0.0.0\n    8001    vllm        127.0.0.1\n"
        "\n    # tongs (10.0.0.61)\n    443     caddy       *\n    5678    n8n\n"
    )
    claims = read_document("docs/ports.md", text).claims
    found = {(c.host, c.service, c.value) for c in claims if c.attribute == "port" and c.source == "fence list"}
    assert found == {
        ("anvil", "sshd", "22"), ("anvil", "litellm", "4000"), ("anvil", "vllm", "8001"),
        ("tongs", "caddy", "443"), ("tongs", "n8n", "5678"),
    }  # fmt: skip
    assert {(c.service, c.value) for c in claims if c.attribute == "bind"} == {
        ("litellm", "0.0.0.0"), ("vllm", "127.0.0.1"), ("caddy", "*"),
    }  # fmt: skip
    assert {(c.host, c.value) for c in claims if c.attribute == "address"} >= {
        ("anvil", "10.0.0.40"), ("tongs", "10.0.0.61"),
    }  # fmt: skip
    for claim in claims:
        assert text.split("\n")[claim.line - 1][claim.column - 1 :].startswith(claim.quote)


@pytest.mark.parametrize("indent", ["  ", "    "])
def test_rows_of_names_and_urls(indent: str) -> None:
    rows = f"{indent}papers     http://10.0.0.20:8010   documents\n{indent}photos     http://10.0.0.20:8040\n"
    assert ports(f"# Apps\n\nTwo projects.\n\n{rows}") == [("papers", "8010"), ("photos", "8040")]


def test_a_link_is_no_row() -> None:
    assert ports("# Apps\n\nSee [Grafana](http://mini:3000).\n") == [("Grafana", "3000")]


def test_what_is_published_is_a_machines() -> None:
    text = "# Ports\n\n## On your laptop\n\nWhat `compose.yml` publishes.\n\n- quotes → 8102\n- labels → 8103\n"
    claims = [c for c in read_document("docs/ports.md", text).claims if c.attribute == "port"]
    assert [(c.service, c.value, c.namespace) for c in claims] == [
        ("quotes", "8102", "host"),
        ("labels", "8103", "host"),
    ]


def test_whose_pages_may_redirect() -> None:
    assert (
        ports(
            "# Auth\n\n- `shop-web`: redirect URIs: app name + `http://localhost:3000/*` + `http://localhost:5173/*`\n"
        )
        == []
    )


def test_names_in_full_beside_what_is_served() -> None:
    rows = "".join(
        f"| {name} | 127.0.0.1:320{n} | {name.lower()}.acme.org |\n" for n, name in enumerate(("Cloud", "Wiki", "Chat"))
    )
    claims = read_document("docs/a.md", f"# Apps\n\n| App | Bind | Name |\n|---|---|---|\n{rows}").claims
    found = {(c.service, c.value) for c in claims if c.attribute == "domain" and c.service}
    assert found == {("Cloud", "cloud.acme.org"), ("Wiki", "wiki.acme.org"), ("Chat", "chat.acme.org")}
