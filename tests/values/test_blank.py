"""Hosts that a reader has to fill in, and words for any."""

from __future__ import annotations

import pytest

from consistency.values.blank import is_any, is_to_fill


@pytest.mark.parametrize(
    "host",
    ["YOUR_IP_HERE", "your-nas", "my.server", "nas.your-domain.net", "<host>", "{{ ip }}", "changeme", "dynamic"],
)
def test_what_somebody_has_to_fill_in_stands_for_any(host: str) -> None:
    assert is_to_fill(host)
    assert is_any(host)


@pytest.mark.parametrize(
    "host", ["HOST", "server-ip", "hostname", "ip_address", "example.com", "wiki.example", "git.example.org"]
)
def test_a_word_for_any_is_nothing_to_fill_in(host: str) -> None:
    assert is_any(host)
    assert not is_to_fill(host)


@pytest.mark.parametrize("host", ["mini", "mynas", "hosting", "pi", "server-2", "10.0.0.5", "yourcenar.lan", "db"])
def test_a_machine_has_a_name_of_its_own(host: str) -> None:
    assert not is_any(host)
