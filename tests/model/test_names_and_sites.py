"""Which spellings are one name, and which service a proxy's site is."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.model.identity import Identity
from consistency.model.name import name


@pytest.mark.parametrize(
    ("one", "other"),
    [("Cobrança", "cobranca"), ("Notificações", "notificacoes"), ("Überwachung", "uberwachung"), ("Café", "CAFE")],
)  # fmt: skip
def test_marks_on_latin_letters_make_no_other_name(one: str, other: str) -> None:
    assert name(one).key == name(other).key


@pytest.mark.parametrize(("one", "other"), [("ガス", "カス"), ("й", "и"), ("бот", "bot")])
def test_letters_of_other_scripts_are_what_they_are(one: str, other: str) -> None:
    assert name(one).key != name(other).key


def claim(service: str, domain: str, role: str = "canon") -> Claim:
    path = "README.md" if role == "canon" else "Caddyfile"
    return Claim("domain", domain, path, 1, 1, 2, domain, service=service, role=role)


SITE = claim("pw", "pw.example.org", "config")


def test_a_site_without_a_name_is_the_one_service_with_its_domain() -> None:
    identity = Identity([SITE, claim("Vaultwarden", "pw.example.org")])
    assert identity.service_key("pw") == identity.service_key("Vaultwarden")


def test_a_site_of_two_services_or_with_a_service_of_its_name_is_none_of_them() -> None:
    several = Identity([SITE, claim("Vaultwarden", "pw.example.org"), claim("Authelia", "pw.example.org")])
    assert several.service_key("pw") != several.service_key("Vaultwarden")
    own = Identity([SITE, claim("Vaultwarden", "pw.example.org"), claim("PW", "other.example.org")])
    assert own.service_key("pw") != own.service_key("Vaultwarden")
