"""Sentences by which a port is on loopback alone, and sentences that only name one there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.bound import on_loopback


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
