"""The table of what evidence may conclude, row by row: expected verdicts are the table's own words."""

from __future__ import annotations

from typing import Any

import pytest

from consistency.model.claim import Claim
from consistency.model.conclude import (
    ABSENCE,
    CONTRADICTED,
    NOT_EVIDENCED,
    SUPPORTED,
    conclude,
    gaps,
    is_loopback,
)


def claim(attribute: str, value: str, **more: Any) -> Claim:
    """A canon claim as a registry row would give it."""
    fields: dict[str, Any] = {"path": "ports.md", "line": 1, "column": 1, "end_column": 2, "quote": value}
    return Claim(attribute=attribute, value=value, **{**fields, **more})


def seen(attribute: str, value: str, **more: object) -> Claim:
    return claim(attribute, value, role="evidence", path="snapshot.md", observed_on="2026-11-21", **more)


def socket(port: int, address: str, **more: object) -> list[Claim]:
    return [seen("port", str(port), port=port, **more), seen("bind", address, port=port, **more)]


def facets(state: str = "complete", **others: str) -> list[Claim]:
    return [seen("coverage", others.get(facet, state), service=facet) for facet in ABSENCE]


LISTENS = claim("port", "8010", port=8010)


@pytest.mark.parametrize(
    ("evidence", "verdict", "word"),
    [
        (socket(8010, "0.0.0.0", service="llm"), SUPPORTED, "by llm"),
        (socket(8010, "127.0.0.1"), SUPPORTED, "8010"),
        (facets(), CONTRADICTED, "everything was looked at"),
        (facets(containers="failed"), NOT_EVIDENCED, "containers failed"),
        (facets(sockets="partial"), NOT_EVIDENCED, "sockets partial"),
        (facets(namespaces="partial"), NOT_EVIDENCED, "namespaces partial"),
        (facets(tailscale="not-run"), NOT_EVIDENCED, "tailscale not-run"),
        ([], NOT_EVIDENCED, "sockets not looked at"),
        (facets()[1:], NOT_EVIDENCED, "sockets not looked at"),
        ([*socket(8011, "0.0.0.0"), *facets()], CONTRADICTED, "8010"),
        ([*socket(8010, "0.0.0.0", namespace="container"), *facets()], CONTRADICTED, "8010"),
        ([*socket(8010, "0.0.0.0", namespace="node")], SUPPORTED, "8010"),
        ([*socket(8010, "0.0.0.0", modality="assumed"), *facets()], CONTRADICTED, "8010"),
        ([seen("port", "8010", port=8010, modality="negated")], CONTRADICTED, "looked for"),
        ([seen("status", "idle", port=8010)], CONTRADICTED, "looked for"),
    ],
)
def test_a_port_that_should_be_listening(evidence: list[Claim], verdict: str, word: str) -> None:
    conclusion = conclude(LISTENS, evidence)
    assert conclusion.verdict == verdict
    assert word in conclusion.reason
    assert conclusion.cited or verdict == NOT_EVIDENCED


def test_a_place_that_names_no_port_space_speaks_of_the_host() -> None:
    stated = claim("port", "8010", port=8010, namespace="")
    assert conclude(stated, [*socket(8010, "0.0.0.0"), *facets()]).verdict == SUPPORTED
    assert conclude(stated, [*socket(8010, "0.0.0.0", namespace="container"), *facets()]).verdict == CONTRADICTED
    inside = claim("port", "8010", port=8010, namespace="container")
    assert conclude(inside, [*socket(8010, "0.0.0.0"), *facets()]).verdict == CONTRADICTED


def test_a_protocol_that_is_named_must_match() -> None:
    udp = claim("port", "5300", port=5300, protocol="udp")
    assert conclude(udp, [*socket(5300, "0.0.0.0", protocol="tcp"), *facets()]).verdict == CONTRADICTED
    assert conclude(udp, socket(5300, "0.0.0.0", protocol="udp")).verdict == SUPPORTED
    assert conclude(udp._replace(protocol=""), socket(5300, "0.0.0.0", protocol="udp")).verdict == SUPPORTED


@pytest.mark.parametrize(
    ("address", "evidence", "verdict"),
    [
        ("0.0.0.0", socket(8010, "0.0.0.0"), SUPPORTED),
        ("0.0.0.0", socket(8010, "127.0.0.1"), CONTRADICTED),
        ("0.0.0.0", socket(8010, "192.168.1.5"), CONTRADICTED),
        ("0.0.0.0", socket(8010, "::"), NOT_EVIDENCED),
        ("0.0.0.0", [*socket(8010, "::"), *facets()], CONTRADICTED),
        ("192.168.1.5", socket(8010, "0.0.0.0"), SUPPORTED),
        ("192.168.1.5", socket(8010, "127.0.0.1"), NOT_EVIDENCED),
        ("192.168.1.5", [*socket(8010, "127.0.0.1"), *facets()], CONTRADICTED),
        ("fd00::5", socket(8010, "::"), SUPPORTED),
        ("::", socket(8010, "::1"), CONTRADICTED),
        ("lan", socket(8010, "192.168.1.5"), SUPPORTED),
        ("*", socket(8010, "0.0.0.0"), SUPPORTED),
        ("*", socket(8010, "::"), SUPPORTED),
        ("*", socket(8010, "127.0.0.1"), CONTRADICTED),
        ("0.0.0.0", socket(8010, "*"), SUPPORTED),
        ("0.0.0.0", socket(8010, "lan"), NOT_EVIDENCED),
        ("lan", [*socket(8010, "127.0.0.1"), *facets()], CONTRADICTED),
        ("0.0.0.0", [seen("port", "8010", port=8010), *facets()], NOT_EVIDENCED),
    ],
)
def test_an_address_that_should_be_bound(address: str, evidence: list[Claim], verdict: str) -> None:
    assert conclude(claim("bind", address, port=8010), evidence).verdict == verdict


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (socket(8010, "0.0.0.0"), CONTRADICTED),
        ([*socket(8010, "127.0.0.1"), *socket(8010, "::")], CONTRADICTED),
        ([*socket(8010, "127.0.0.1"), *facets()], SUPPORTED),
        ([*socket(8010, "127.0.0.1"), *facets(sockets="partial")], NOT_EVIDENCED),
        (facets(), NOT_EVIDENCED),
    ],
)
def test_a_port_that_should_be_loopback_only(evidence: list[Claim], verdict: str) -> None:
    assert conclude(claim("bind", "127.0.0.1", port=8010), evidence).verdict == verdict


@pytest.mark.parametrize(
    ("evidence", "verdict"),
    [
        (socket(8010, "127.0.0.1"), CONTRADICTED),
        ([seen("answer", "200 /", port=8010)], CONTRADICTED),
        ([seen("answer", "not-http /", port=8010)], CONTRADICTED),
        ([seen("answer", "refused /", port=8010)], NOT_EVIDENCED),
        (facets(), SUPPORTED),
        ([*facets(kubernetes="partial")], NOT_EVIDENCED),
    ],
)
@pytest.mark.parametrize("modality", ["retired", "negated"])
def test_a_port_that_should_not_be_used(evidence: list[Claim], verdict: str, modality: str) -> None:
    assert conclude(LISTENS._replace(modality=modality), evidence).verdict == verdict


@pytest.mark.parametrize(
    ("path", "value", "answer", "verdict"),
    [
        ("/v1", "required", "401 /v1", SUPPORTED),
        ("/v1", "required", "403 /v1", SUPPORTED),
        ("/v1", "required", "200 /v1", CONTRADICTED),
        ("/v1", "required", "200 /health", NOT_EVIDENCED),
        ("/v1", "required", "500 /v1", NOT_EVIDENCED),
        ("/v1", "required", "302 /v1", NOT_EVIDENCED),
        ("/v1", "none", "200 /v1", SUPPORTED),
        ("/v1", "none", "401 /v1", CONTRADICTED),
        ("", "required", "401 /v1", NOT_EVIDENCED),
    ],
)
def test_auth_is_per_path(path: str, value: str, answer: str, verdict: str) -> None:
    stated = claim("auth", value, port=8010, part=path)
    assert conclude(stated, [seen("answer", answer, port=8010)]).verdict == verdict
    assert conclude(stated, [seen("answer", answer, port=8011)]).verdict == NOT_EVIDENCED


@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        ("200 /health", SUPPORTED),
        ("404 /health", CONTRADICTED),
        ("401 /health", NOT_EVIDENCED),
        ("200 /", NOT_EVIDENCED),
    ],
)
def test_health(answer: str, verdict: str) -> None:
    assert conclude(claim("health", "/health", port=1), [seen("answer", answer, port=1)]).verdict == verdict


def test_a_unit() -> None:
    running = claim("unit", "llm-gateway")
    unit = seen("unit", "llm-gateway.service", service="llm-gateway")
    assert conclude(running, [unit]).verdict == SUPPORTED
    assert conclude(running, [unit, seen("status", "stopped", service="llm-gateway")]).verdict == CONTRADICTED
    assert conclude(running, [seen("coverage", "complete", service="units")]).verdict == CONTRADICTED
    assert conclude(running, [seen("coverage", "partial", service="units")]).verdict == NOT_EVIDENCED


def test_a_model() -> None:
    served = claim("model", "demo-7b", port=8000)
    answer, other = seen("answer", "200 /v1/models", port=8000), seen("model", "demo-8b", port=8000)
    assert conclude(served, [answer, seen("model", "demo-7b", port=8000)]).verdict == SUPPORTED
    assert conclude(served, [answer, other]).verdict == CONTRADICTED
    assert conclude(served, [seen("answer", "401 /v1/models", port=8000)]).verdict == NOT_EVIDENCED
    assert conclude(served, [other]).verdict == NOT_EVIDENCED


def test_what_is_not_concluded_says_so() -> None:
    assert conclude(claim("alias", "boost"), facets()).verdict == NOT_EVIDENCED


def test_gaps_names_every_facet_and_its_state() -> None:
    assert gaps(facets()) == ""
    assert gaps(facets(sockets="failed", kubernetes="partial")) == "sockets failed, kubernetes partial"


@pytest.mark.parametrize(("address", "expected"), [("127.0.0.53", True), ("::1", True), ("10.0.0.1", False)])
def test_loopback(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


@pytest.mark.parametrize(
    ("value", "states", "verdict"),
    [
        ("active", ["active"], SUPPORTED),
        ("active", ["stopped"], CONTRADICTED),
        ("stopped", ["stopped"], SUPPORTED),
        ("retired", ["active"], CONTRADICTED),
        ("active", ["active", "stopped"], NOT_EVIDENCED),
        ("active", [], NOT_EVIDENCED),
    ],
)
def test_a_status_against_the_states_that_were_seen(value: str, states: list[str], verdict: str) -> None:
    evidence = [seen("status", state, service="grafana.service") for state in states]
    others = [seen("status", "stopped", service="loki"), seen("port", "3000", service="grafana")]
    assert conclude(claim("status", value, service="Grafana"), [*evidence, *others]).verdict == verdict
