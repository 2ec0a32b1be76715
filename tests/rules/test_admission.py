"""B106: settings that let people in, in the shapes in which pages and config have them."""

from __future__ import annotations

import pytest
from checked import findings

COMPOSE = "services:\n  vaultwarden:\n    image: v\n    environment:\n      {}\n"


def _told(page: str, config: str, file: str = "compose.yml") -> list[str]:
    found = findings({"docs/vaultwarden.md": f"# Vaultwarden\n\n{page}\n", file: config})
    return [one.message for one in found if one.rule == "B106"]


@pytest.mark.parametrize(
    ("page", "setting", "wrong"),
    [
        ("Sign-ups are disabled.", "SIGNUPS_ALLOWED: 'true'", True),
        ("Sign-ups are disabled.", "SIGNUPS_ALLOWED: 'false'", False),
        ("Registration is closed.", "DISABLE_REGISTRATION: 'false'", True),
        ("Registration is closed.", "DISABLE_REGISTRATION: 'true'", False),
        ("There is no open registration.", "ALLOW_REGISTRATION: 'true'", True),
        ("Registration is open to all.", "REGISTRATION_ENABLED: 'false'", True),
        ("Sign-ups are disabled by default.", "SIGNUPS_ALLOWED: 'true'", False),
        ("If sign-ups are disabled, ask Ada.", "SIGNUPS_ALLOWED: 'true'", False),
        ("Sign-ups were disabled in May.", "SIGNUPS_ALLOWED: 'true'", False),
        ("Sign-ups are disabled.", "SIGNUPS_VERIFY: 'true'", False),  # of something else
        ("Sign-ups are disabled.", "GF_AUTH_GENERIC_OAUTH_ALLOW_SIGN_UP: 'true'", False),  # who is known elsewhere
        ("Sign-ups are disabled.", "BLOCK_SIGNUP: 'true'", False),
        ("Sign-ups are disabled.", "GF_USERS_ALLOW_SIGN_UP: 'true'", True),
        ("Sign-ups are disabled.", "SIGNUPS_ALLOWED: ${SIGNUPS}", False),
    ],
)
def test_sign_ups(page: str, setting: str, wrong: bool) -> None:
    assert len(_told(page, COMPOSE.format(setting))) == wrong


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        ("| Vaultwarden | 8222 | sign-ups are disabled, ask |", True),
        ("| Wiki | 8223 | sign-ups are disabled, ask |", False),  # another one
        ("| Vaultwarden | 8222 | change it once sign-ups are disabled |", False),
    ],
)
def test_rows(row: str, wrong: bool) -> None:
    table = f"## Services\n\n| Name | Port | Notes |\n| --- | --- | --- |\n{row}"
    assert len(_told(table, COMPOSE.format("SIGNUPS_ALLOWED: 'true'"))) == wrong


@pytest.mark.parametrize(
    ("page", "wrong"),
    [
        ("It is for members only: `GUEST_LOGIN_OPEN=0`.", True),
        ("All are welcome (`GUEST_LOGIN_OPEN=1`).", False),
        ("Set it for meetings: `GUEST_LOGIN_OPEN=0`.", False),
        ("- `GUEST_LOGIN_OPEN=0` – only members get in", False),  # what it does, wherever it is set
        ("With `GUEST_LOGIN_OPEN=0` nobody gets in.", False),
        ("```\nGUEST_LOGIN_OPEN=0\n```", False),  # to be copied
        ("Members only: `AUTH_ENABLED=1`.", False),  # of any program
    ],
)
def test_a_setting_by_its_name(page: str, wrong: bool) -> None:
    assert len(_told(page, "JITSI=1\nGUEST_LOGIN_OPEN=1\nAUTH_ENABLED=0\n", ".env")) == wrong


def test_a_sample_sets_nothing() -> None:
    assert _told("All are members: `GUEST_LOGIN_OPEN=0`.", "GUEST_LOGIN_OPEN=1\n", ".env.example") == []


def test_a_setting_below_another() -> None:
    page = "The API on 8080 (`api.insecure`) is switched off."
    assert len(_told(page, "api:\n  dashboard: true\n  insecure: true\n", "traefik.yml")) == 1
    assert _told(page, "metrics:\n  insecure: true\n", "traefik.yml") == []


def test_places_of_config_that_differ() -> None:
    files = {
        "docs/a.md": "# Wiki\n\nThe hosted one is closed: `ALLOW_SIGNUP=false`.\n",
        "a/compose.yml": "services:\n  api:\n    image: a\n    environment:\n      - ALLOW_SIGNUP=true\n",
        "b/compose.yml": "services:\n  api:\n    image: a\n    environment:\n      - ALLOW_SIGNUP=false\n",
    }
    assert not [one for one in findings(files) if one.rule == "B106"]
    assert [one for one in findings({k: v for k, v in files.items() if k[0] != "b"}) if one.rule == "B106"]


def test_who_mosquitto_takes() -> None:
    files = {
        "README.md": "# Home\n\nMosquitto only accepts clients with a username and password.\n",
        "mosquitto/mosquitto.conf": "listener 1883\nallow_anonymous true\n",
    }
    assert [one.rule for one in findings(files)] == ["B104"]
