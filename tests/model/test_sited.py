"""A site that calls its machines by one domain means the machine by the first label; nobody else's labels are tied."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.model.identity import Identity


def claim(host: str, service: str = "", source: str = "table", attribute: str = "port") -> Claim:
    return Claim(
        attribute, "3000", "a.md", 1, 1, 5, "3000", service=service or f"of {host}", host=host, port=3000, source=source
    )


def one(identity: Identity, *hosts: str) -> bool:
    return len({identity.host_key(host) for host in hosts}) == 1


def test_two_machines_called_both() -> None:
    identity = Identity(map(claim, ("juno.lab.lan", "mac-studio.lab.lan", "juno", "Mac Studio", "vega.lab.lan")))
    assert one(identity, "juno", "juno.lab.lan")
    assert one(identity, "mac-studio", "mac-studio.lab.lan")
    assert not one(identity, "vega", "vega.lab.lan")  # nobody calls it so, and nobody is asked


def test_one_of_three_that_are_listed() -> None:
    listed = ("juno.corp.acme.net", "atlas.corp.acme.net", "vega.corp.acme.net")
    assert one(Identity(map(claim, (*listed, "vega"))), "vega", "vega.corp.acme.net")
    assert not one(Identity(map(claim, (*listed[1:], "vega"))), "vega", "vega.corp.acme.net")


def test_what_is_only_called_by_a_url_lists_nothing() -> None:
    said = [claim(f"{name}.lab.acme.net", source="bullet") for name in ("juno", "atlas")]
    assert not one(Identity([*said, claim("juno"), claim("atlas")]), "juno", "juno.lab.acme.net")


@pytest.mark.parametrize(("host", "tied"), [("juno.lab.lan", True), ("juno.lab.home", True), ("juno.lab.dev", False)])
def test_a_domain_that_nobody_else_can_have_needs_one_machine(host: str, tied: bool) -> None:
    assert one(Identity([claim(host, source="bullet"), claim("juno")]), "juno", host) is tied
    assert not one(Identity([claim(host, source="bullet"), claim("vega")]), "vega", host)
    assert not one(Identity([claim(host, service="juno", source="bullet"), claim("juno")]), "juno", host)


@pytest.mark.parametrize("other", ["juno.stage.example.org", "juno.other.net"])
def test_a_label_of_two_domains_is_nobodys(other: str) -> None:
    hosts = ("juno.prod.example.org", "atlas.prod.example.org", "vega.prod.example.org", "juno", "atlas", "vega")
    identity = Identity(map(claim, (*hosts, other)))
    assert not one(identity, "juno", "juno.prod.example.org")
    assert not one(identity, "juno", other)


def test_two_domains_of_one_parent_are_two_sites() -> None:
    hosts = ("auth.prod.example", "vault.prod.example", "auth2.stage.example", "vault2.stage.example", "auth", "vault")
    assert not one(Identity(map(claim, hosts)), "vault", "vault.prod.example")


def test_two_domains_of_other_parents_are_two_names_each() -> None:
    hosts = (
        "juno.lab.lan",
        "atlas.lab.lan",
        "desk.acme.corp.net",
        "wall.acme.corp.net",
        "juno",
        "atlas",
        "desk",
        "wall",
    )
    identity = Identity(map(claim, hosts))
    assert one(identity, "atlas", "atlas.lab.lan")
    assert one(identity, "wall", "wall.acme.corp.net")


def test_a_host_called_like_its_service_is_no_machine() -> None:
    hosts = ("redis.lab.lan", "grafana.lab.lan", "juno.lab.lan", "atlas.lab.lan", "juno", "atlas", "grafana")
    identity = Identity([*map(claim, hosts), claim("redis", "Redis"), claim("redis.lab.lan", "Queue")])
    assert not one(identity, "redis", "redis.lab.lan")
    assert one(identity, "juno", "juno.lab.lan")


def test_general_names_are_nobodys() -> None:
    hosts = ("db.lab.lan", "web.lab.lan", "api.lab.lan", "db", "web", "api")
    assert not one(Identity(map(claim, hosts)), "db", "db.lab.lan")


def test_an_address_has_no_domain() -> None:
    identity = Identity(map(claim, ("10.0.0.5", "10.0.0.6", "10.0.0.7", "10")))
    assert not one(identity, "10", "10.0.0.5")
