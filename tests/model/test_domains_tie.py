"""A document and a router that have a service under one domain speak of one service, whatever they call it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from consistency.model.claim import Claim
from consistency.model.identity import Identity
from consistency.model.vhost import vhost


def page(service: str, url: str, path: str = "docs/services.md", **fields: Any) -> Claim:
    return Claim("base_url", url, path, 1, 1, 2, url, service=service, source="table")._replace(**fields)


def route(service: str, domain: str, below: str = "", path: str = "Caddyfile", port: int = 80) -> Claim:
    return Claim(
        "domain", domain, path, 1, 1, 2, domain, service=service, port=port, part=below, role="config", source="caddy",
        namespace="container",
    )  # fmt: skip


def one(claims: Iterable[Claim], first: str, second: str) -> bool:
    identity = Identity(claims)
    return identity.service_key(first) == identity.service_key(second)


CHAT = page("Chat", "https://chat.example.org")


@pytest.mark.parametrize(
    ("claims", "tied"),
    [
        ([route("ai-open-webui", "chat.example.org")], True),
        ([route("ai-open-webui", "chat.example.org"), route("ai-open-webui", "www.chat.example.org")], True),
        ([route("ai-open-webui", "chat.example.org"), route("core", "chat.example.org", "/api")], True),
        ([route("ai-open-webui", "talk.example.org")], False),
        ([route("ai-open-webui", "chat.example.org", "/chat")], False),
        ([route("ai-open-webui", "chat.example.org"), route("other", "chat.example.org")], False),
        ([route("ai-open-webui", "chat.example.org"), page("Talk", "https://chat.example.org")], False),
        (
            [
                route("ai-open-webui", "chat.example.org"),
                route("ai-open-webui", "talk.example.org"),
                page("Talk", "https://talk.example.org"),
            ],
            False,
        ),
        (
            [
                route("ai-open-webui", "chat.example.org"),
                page("Chat", "https://c.example.org"),
                route("old", "c.example.org"),
            ],
            False,
        ),
        ([route("ai-open-webui", "chat.example.org"), page("ai-open-webui", "http://10.0.0.1:8080")], False),
        (
            [route("ai-open-webui", "chat.example.org"), page("ai-open-webui", "http://10.0.0.1:8080", "docs/b.md")],
            True,
        ),
    ],
)
def test_a_tie_by_a_domain_is_one_that_nothing_contradicts(claims: list[Claim], tied: bool) -> None:
    assert one([CHAT, *claims], "Chat", "ai-open-webui") is tied
    assert one([*reversed(claims), CHAT], "Chat", "ai-open-webui") is tied


@pytest.mark.parametrize("behind", ["app", "web", "nginx", "traefik", "oauth2-proxy", "authelia"])
def test_what_is_general_or_in_front_of_others_is_tied_to_nothing(behind: str) -> None:
    assert not one([CHAT, route(behind, "chat.example.org")], "Chat", behind)


def test_what_is_called_by_its_domain_is_not_what_a_document_calls_so() -> None:
    claims = [page("Forgejo", "https://git.example.org"), route("git", "git.example.org")]
    assert one(claims, "Forgejo", "git")
    assert not one([*claims, page("Git", "ssh://10.0.0.1:22", "docs/b.md")], "Forgejo", "git")


def test_ways_in_by_other_names_are_no_ties_but_those_of_one_service_are() -> None:
    named = Claim("name", "webui", "docs/b.md", 1, 1, 2, "webui", service="Chat", source="table")
    claims = [CHAT, page("webui", "https://chat.example.org", "docs/c.md"), route("ai-open-webui", "chat.example.org")]
    assert not one(claims, "Chat", "ai-open-webui")
    assert one([*claims, named], "Chat", "ai-open-webui")


@pytest.mark.parametrize(
    ("claim", "name"),
    [
        (page("A", "https://Notes.Example.org/"), "notes.example.org"),
        (page("A", "https://example.org/notes/today?x=1"), "example.org/notes"),
        (page("A", "https://example.org:443"), "example.org"),
        (page("A", "https://example.org:8443"), ""),
        (page("A", "http://192.168.1.4"), ""),
        (page("A", "http://grafana"), ""),
        (page("A", "https://chat.${DOMAIN}"), ""),
        (page("A", "https://chat.example.org", modality="planned"), ""),
        (page("A", "https://chat.example.org", role="history"), ""),
        (page("A", "https://chat.example.org", source="prose"), ""),
        (page("A", "chat.example.org", attribute="domain"), "chat.example.org"),
        (route("A", "example.org", "/notes/v1"), "example.org/notes"),
        (route("A", "*.example.org"), ""),
    ],
)
def test_virtual_hosts(claim: Claim, name: str) -> None:
    assert vhost(claim) == name


def test_where_a_whole_site_is_is_no_one_service() -> None:
    many = [page("Chat", "https://chat.example.org", f"docs/{number}.md") for number in range(70)]
    assert not one([*many, route("ai-open-webui", "chat.example.org")], "Chat", "ai-open-webui")
    assert one([*many[:9], route("ai-open-webui", "chat.example.org")], "Chat", "ai-open-webui")
