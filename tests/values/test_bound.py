"""Sentences by which a port is on loopback alone, and sentences that only name one there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.bound import on_loopback, unpublished


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("It's published on 127.0.0.1:9090 of docker02 only.", 9090),
        ("The unit binds to 127.0.0.1:8420, so nothing is reachable until you set up nginx.", 8420),
        ("Port 3306, gebunden an 127.0.0.1 - Zugriff nur per Tunnel", 3306),
        ("The stats page is bound to loopback on each (127.0.0.1:8404) and cannot be reached.", 8404),
        ("测试服务器上 MySQL 只绑定 127.0.0.1:3306，不对局域网开放", 3306),
        ("Redis listens on localhost:6379 only", 6379),
    ],
)
def test_bound(text: str, port: int) -> None:
    ((start, end, number),) = on_loopback(text)
    assert number == port
    assert text[start:end] == str(port)


@pytest.mark.parametrize(
    "text",
    [
        "Open http://127.0.0.1:9090 only after a restart.",
        "Only ssh -L 9090:127.0.0.1:9090 gets you there.",
        "By default it binds to 127.0.0.1:9090.",
        "It should only listen on 127.0.0.1:9090.",
        "It was bound to 127.0.0.1:9090.",
        "nginx forwards only to 127.0.0.1:9090.",
        "Either 127.0.0.1:9090 or 127.0.0.1:9091 is bound.",
        "Prometheus listens on 10.0.0.4:9090 only.",
    ],
)
def test_not_bound(text: str) -> None:
    assert list(on_loopback(text)) == []


@given(st.text(alphabet="127.0:localhostportonlybound ,.;9090`*\n", max_size=300))
def test_places_are_those_of_the_ports(text: str) -> None:
    assert all(text[start:end] == str(port) for start, end, port in on_loopback(text))


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("- `redis:6379` – not published on the host", "6379"),
        ("5000, the UI without login, is not published, deliberately.", "5000"),
        ("The exporter's port 987 isn't published.", "987"),
        ("Elasticsearch (9200, never published) takes 4 GiB.", "9200"),
    ],
)
def test_what_is_not_published(text: str, port: str) -> None:
    ((start, end, number, _),) = unpublished(text)
    assert (text[start:end], number) == (port, int(port))


@pytest.mark.parametrize(
    "text",
    [
        "8971 is not published to the internet.",
        "8096 is not published publicly, use the VPN.",
        "It isn't published, and Home Assistant goes by 8971.",
        "In 2024 it was not published.",
        "Version 0.9.1234 is not published.",
        "1143 and 1025 are never published.",
        "6379 should not be reached; not published by default.",
        "The package for 3.4 is unpublished.",
        "If 6379 is not published, add it.",
    ],
)
def test_what_says_less(text: str) -> None:
    assert list(unpublished(text)) == []


@given(st.text(max_size=200))
def test_every_number_that_is_not_published_is_at_its_place(text: str) -> None:
    told = unpublished(f"5000 {text} not published")
    assert all(f"5000 {text} not published"[start:end] == str(port) for start, end, port, _ in told)
