"""A port of a machine that a router leads to is that of the service which publishes it there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from consistency.model.claim import Claim
from consistency.model.identity import Identity
from consistency.model.loopback import socket
from consistency.readers.config.kinds import read


def published(service: str, port: int, path: str = "compose.yml", **fields: Any) -> Claim:
    of = Claim("port", str(port), path, 1, 1, 2, str(port), service=service, port=port, role="config", source="compose")
    return of._replace(**fields)


def led(service: str, port: int, path: str = "Caddyfile", **fields: Any) -> Claim:
    return published(service, port, path, source="caddy upstream")._replace(**fields)


def one(claims: Iterable[Claim], first: str, second: str) -> bool:
    identity = Identity(claims)
    return identity.service_key(first) == identity.service_key(second)


FORGE = led("forge", 3105)


@pytest.mark.parametrize(
    ("claims", "tied"),
    [
        ([published("gitea", 3105)], True),
        ([published("gitea", 3105, "stacks/git/compose.yml")], True),  # a router at the top is for everything below
        ([published("gitea", 3106)], False),
        ([published("gitea", 3105), published("other", 3105, "b/compose.yml")], False),  # nobody knows which
        ([published("gitea", 3105), led("code", 3105)], False),
        ([published("gitea", 3105), published("forge", 9000)], False),  # one file names them apart
        ([published("gitea", 3105), led("forge", 3200), published("runner", 3200)], False),
        ([published("gitea", 3105, namespace="container")], False),
        ([published("gitea", 3105, modality="example")], False),
        ([published("gitea", 3105, host="mini")], False),  # the router is on no machine that is known
        ([published("app", 3105)], False),  # what every project calls its own is nobody
        ([published("oauth2-proxy", 3105)], False),  # what stands between is not what is behind it
    ],
)
def test_a_tie_by_a_port_is_one_that_nothing_contradicts(claims: list[Claim], tied: bool) -> None:
    others = {claim.service for claim in claims} - {"forge", "other", "code", "runner"}
    assert one([FORGE, *claims], "forge", others.pop()) is tied
    assert one([*reversed(claims), FORGE], "forge", next(c.service for c in claims)) is tied


@pytest.mark.parametrize(
    ("router", "compose", "tied"),
    [
        ("shop/nginx.conf", "shop/docker-compose.yml", True),
        ("shop/nginx/conf.d/site.conf", "shop/docker-compose.yml", True),
        ("shop/deploy/nginx.conf", "docker-compose.yml", True),
        ("stacks/caddy/Caddyfile", "stacks/git/compose.yml", True),
        ("shop/nginx.conf", "blog/docker-compose.yml", False),
        ("shop/nginx.conf", "shopping/docker-compose.yml", False),
    ],
)
def test_both_files_are_of_one_deployment(router: str, compose: str, tied: bool) -> None:
    assert one([led("forge", 3105, router), published("gitea", 3105, compose)], "forge", "gitea") is tied


def test_each_machine_has_its_own_ports() -> None:
    def on(host: str, called: str, service: str) -> list[Claim]:
        return [
            led(called, 3000, f"hosts/{host}/Caddyfile", host=host),
            published(service, 3000, f"hosts/{host}/compose.yml", host=host),
        ]

    claims = [*on("atlas", "forge", "gitea"), *on("juno", "graphs", "grafana")]
    assert one(claims, "forge", "gitea")
    assert one(claims, "graphs", "grafana")
    assert not one(claims, "forge", "grafana")


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "[::1]", "host.docker.internal", "host.containers.internal"]
)
def test_a_router_that_calls_the_machine_itself_leads_to_its_ports(host: str) -> None:
    claims = read("Caddyfile", f"forge.example.org {{\n\treverse_proxy {host}:3105\n}}\n").claims
    assert {socket(claim) for claim in claims} == {"", ":3105@"}


def test_a_router_that_calls_another_machine_leads_there() -> None:
    claims = read("Caddyfile", "forge.example.org {\n\treverse_proxy 10.0.0.7:3105\n}\n").claims
    assert {socket(claim) for claim in claims} == {"", ":3105@10.0.0.7"}
