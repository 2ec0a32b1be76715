"""B104 and B106: what Authelia's rules let through, and rows that say whether a program lets in who does not log in."""

from __future__ import annotations

import pytest
from checked import findings

RULES = """authentication_backend:
  file:
    path: /data/users.yml

access_control:
  default_policy: deny
  rules:
    - domain:
        - status.acme.net
        - {open}
      policy: bypass

    # keys do the job here
    - domain:
        - films.acme.net
      resources:
        - ^/api/.*$
      policy: bypass

    - domain: ["films.acme.net", "shows.acme.net"]
      policy: {policy}
    - domain: '*.acme.net'
      policy: two_factor

session:
  name: x
"""
PATH = "stacks/authelia/configuration.yml"


def told(files: dict[str, str]) -> list[str]:
    return [f"{one.rule} {one.message}" for one in findings(files) if one.rule in ("B104", "B106")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("papers.acme.net", "B104 papers.acme.net: forward auth documented before it, its router asks for nothing"),
        ("other.acme.net", ""),
    ],
)
def test_a_name_that_is_let_through(name: str, message: str) -> None:
    page = "# Apps\n\n| App | URL | Login |\n|---|---|---|\n| Papers | https://papers.acme.net | Authelia 2FA |\n"
    labels = "services:\n  papers:\n    image: p\n    labels:\n"
    labels += "      - traefik.http.routers.papers.rule=Host(`papers.acme.net`)\n"
    labels += "      - traefik.http.routers.papers.middlewares=authelia@file\n"
    files = {"README.md": page, "stacks/papers/compose.yml": labels, PATH: RULES.format(open=name, policy="one_factor")}
    assert told(files) == [message] * bool(message)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("| films | two_factor | |", "B106 policy of films: two_factor documented, one_factor configured"),
        ("| films.acme.net | two_factor | |", "B106 policy of films: two_factor documented, one_factor configured"),
        ("| films | one_factor | its API is let through |", ""),
        ("| other | two_factor | |", ""),  # by a rule for all
        ("| films | one_factor or two_factor | |", ""),
    ],
)
def test_policies(row: str, message: str) -> None:
    page = f"# Auth\n\n| Domain | Policy | |\n|---|---|---|\n{row}\n"
    files = {"docs/auth.md": page, PATH: RULES.format(open="x.acme.net", policy="one_factor")}
    assert told(files) == [message] * bool(message)


def test_half_of_a_file() -> None:
    """A file cut off anywhere gives what it has, and never stops the run."""
    for end in range(0, len(RULES), 7):
        told({"docs/auth.md": "# Auth\n\n| A | B |\n|---|---|\n| films | two_factor |\n", PATH: RULES[:end]})


@pytest.mark.parametrize(
    ("row", "count"),
    [
        ("| Anonymous access | disabled |", 1),
        ("| Anonymous | no |", 1),
        ("| Anonymous access | enabled |", 0),
        ("| Anonymous access | off when TLS is on |", 0),
        ("| TLS | disabled |", 0),
    ],
)
def test_anonymous_access_in_a_row(row: str, count: int) -> None:
    page = f"# Mosquitto\n\n| | |\n|---|---|\n| Image | eclipse-mosquitto:2 |\n{row}\n"
    files = {"docs/mosquitto.md": page, "mosquitto/mosquitto.conf": "listener 1883\nallow_anonymous true\n"}
    assert len(told(files)) == count
