"""A136: how far pages say that something reaches, in the shapes in which they say it."""

from __future__ import annotations

import pytest
from checked import findings
from hypothesis import given
from hypothesis import strategies as st

from consistency.values import abroad

TUNNEL = """tunnel: 4f9d
ingress:
  - hostname: wiki.acme.net
    service: http://10.0.0.5:3000
  - service: http_status:404
"""


def told(page: str, path: str = "docs/page.md", **files: str) -> int:
    every = {path: page, "cloudflared/config.yml": TUNNEL, **files}
    return sum(one.rule == "A136" for one in findings(every))


@pytest.mark.parametrize(
    ("cell", "count"),
    [("❌", 1), ("no", 1), ("no, never", 1), ("✅", 0), ("yes", 0), ("–", 0), ("", 0), ("see below", 0)],
)
@pytest.mark.parametrize("head", ["Public?", "Internet", "from outside", "Publicly reachable"])
def test_ticks(head: str, cell: str, count: int) -> None:
    assert told(f"# Services\n\n| Service | Port | {head} |\n|---|---|---|\n| Wiki | 3000 | {cell} |\n") == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("LAN", 1), ("LAN only", 1), ("LAN and VPN only", 1), ("LAN, WireGuard", 1), ("internal only", 1),
        ("not from the internet", 1), ("nur LAN", 1), ("public", 0), ("internet", 0), ("internet, behind a login", 0),
        ("LAN, and public on Sundays", 1), ("members", 0), ("public key", 0),
    ],
)  # fmt: skip
def test_words(said: str, count: int) -> None:
    assert told(f"# Services\n\n| Service | Exposure |\n|---|---|\n| Wiki | {said} |\n") == count
    assert told(f"# Wiki\n\n- **Exposure:** {said}\n") == count


@pytest.mark.parametrize(
    ("sentence", "count"),
    [
        ("Wiki is **LAN and Tailscale only**, don't ever put it on the net.", 1),
        ("Wiki is not among them, it is reachable in the LAN and over WireGuard only.", 1),
        ("The Wiki must never be on the public internet.", 1),
        ("Wiki is planned to be LAN only.", 0),
        ("Wiki was LAN only until 2024.", 0),
        ("Wiki is reachable in the LAN.", 0),
        ("If Wiki is down, look at the tunnel.", 0),
    ],
)
def test_sentences(sentence: str, count: int) -> None:
    assert told(f"# Notes\n\n{sentence}\n") == count


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("> [!warning]\n> Internal only, ask before you change that.", 1),
        ("LAN only.", 1),
        ("Published to the internet.", 0),
    ],
)
def test_on_the_page_of_a_service(said: str, count: int) -> None:
    assert told(f"# Wiki\n\n{said}\n") == count


def test_a_page_that_says_both() -> None:
    page = "# Services\n\n| Service | Exposure |\n|---|---|\n| Wiki | LAN only |\n"
    assert told(page) == 1
    assert told(f"{page}\n**Wiki** is read-only, open to the internet.\n") == 0


def test_a_name_that_is_everybodys() -> None:
    files = {"cloudflared/config.yml": TUNNEL.replace("wiki", "docs")}
    assert told("# Services\n\n| Service | Public? |\n|---|---|\n| Docs | ❌ |\n", **files) == 0


@given(st.text(max_size=80))
def test_words_of_all_kinds(text: str) -> None:
    assert {abroad.told(text), abroad.ticked(text)} <= {"yes", "no", ""}


LANE = "# {}\n\n| Service | Exposure |\n|---|---|\n| films | {} |\n"
EGRESS = "# Who may get out\n\n| Service | Internet | Why |\n|---|---|---|\n| mailer | ✅ | sends mail |\n"


@pytest.mark.parametrize(
    ("files", "count"),
    [
        ({"a/services.md": LANE.format("A", "LAN only"), "b/services.md": LANE.format("B", "public")}, 0),  # two sites
        ({"a.md": LANE.format("A", "LAN only"), "films.md": "# Films\n\nPublished to the internet.\n"}, 1),
        ({"out.md": EGRESS, "b.md": "# Services\n\n| Service | Public? |\n|---|---|\n| mailer | no |\n"}, 0),
        (
            {
                "repos.md": "# R\n\n| Repository | Visibility |\n|---|---|\n| ledger | public |\n",
                "l.md": "# Ledger\n\nInternal only.\n",
            },
            0,
        ),
        (
            {
                "f.md": "# Firewall\n\nFilms is not reachable from the internet except through the tunnel.\n",
                "s.md": LANE.format("S", "public (tunnel)"),
            },
            0,
        ),
    ],
)
def test_what_is_said_of_something_else(files: dict[str, str], count: int) -> None:
    assert sum(one.rule == "A136" for one in findings(files)) == count


def test_a_row_of_a_part() -> None:
    page = "# S\n\n| Service | Exposure |\n|---|---|\n| Wiki | public |\n| Wiki API | LAN only |\n"
    assert told(page) == 0


@pytest.mark.parametrize(
    ("there", "count"), [("http://10.0.0.5:3000", 1), ("http://vaultwarden:80", 0), ("http://wiki:80", 1)]
)
def test_a_tunnel_leads_to_who_answers(there: str, count: int) -> None:
    page = "# S\n\n| Service | Exposure |\n|---|---|\n| Wiki | internal only |\n"
    assert told(page, **{"cloudflared/config.yml": TUNNEL.replace("http://10.0.0.5:3000", there)}) == count
