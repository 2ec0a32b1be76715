"""Commands that log in to machines and name containers: whatever the text, each place holds what was read there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values import docker_command, login
from consistency.values.port import HIGHEST

WORDS = st.sampled_from(
    "ssh scp rsync mosh autossh docker podman exec logs stop container -p -P -o -e -it -u --tail --ssh= Port=22".split()
    + "gale admin@gale gale:/srv git@gale web acme-db 4f5ad1b0c2de <name> $HOST \\ | ; ` '' \" ' \"ssh 'ssh".split()
    + "2222 99999 ٢٢ ²² 022 0".split()
)
LINES = st.one_of(st.text(), st.lists(WORDS).map(" ".join))


@given(LINES)
def test_a_login_has_a_port_where_it_says(text: str) -> None:
    for one in login.logins(text):
        assert text[one.start : one.end] == str(one.port)
        assert 0 < one.port <= HIGHEST
        assert one.host in text


@given(LINES)
def test_a_container_stands_where_it_says(text: str) -> None:
    for one in docker_command.named(text):
        assert text[one.start : one.end] == one.name


@pytest.mark.parametrize(
    "text",
    ["ssh gale", "mosh -p 60001 gale", "rsync -p 2222 gale:/srv", "scp -p a gale:"]
    + [f"ssh -p {port} gale" for port in ("99999", "٢٢", "²²", "022", "0")],
)
def test_no_port_of_a_login(text: str) -> None:
    assert not list(login.logins(text))
