"""Ports that pages and config ask for in passing, and the words around them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.model.claim import Claim
from consistency.readers.config.in_passing import of_text
from consistency.readers.config.sheet import Sheet
from consistency.readers.document import read_document
from consistency.values.exact import ASKED
from consistency.values.passing import asks


def _asked(claims: tuple[Claim, ...]) -> list[tuple[str, int, str]]:
    return [(c.host, c.port, c.part) for c in claims if c.service == ASKED and c.part]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("resource: http://192.168.7.20:8071/message", [("192.168.7.20", 8071)]),
        ("RESTIC_REPOSITORY=rest:http://nas.home.arpa:8001/x", [("nas.home.arpa", 8001)]),
        ("open http://localhost:15673 and log in", [("localhost", 15673)]),
        ("insecure-registries: svc01:5005", [("svc01", 5005)]),
        ("http://127.0.0.1:6380, http://nas:7070", [("localhost", 6380), ("nas", 7070)]),
        ("see stores.py:1379 and http://localhost:3000", []),
        ("ports: 0.0.0.0:9000, key:9000, a 8000:8000 mapping", []),
        ("http://${HOST}:8071 and http://nas:80", []),
    ],
)
def test_asks(line: str, found: list[tuple[str, int]]) -> None:
    assert [(one.host, one.port) for one in asks(line)] == found


@given(st.text(max_size=200))
def test_places_are_those_of_the_ports(text: str) -> None:
    assert all(text[one.start : one.end] == str(one.port) for one in asks(text))


def test_words_around_a_value_of_config() -> None:
    text = "notify:\n  - name: gotify\n    # the phone\n    resource: http://nas.lan:8071/message\nother:\n  x: 1\n"
    (found,) = _asked(of_text(Sheet.of("ha.yaml", text)))
    assert found[:2] == ("nas.lan", 8071)
    assert {"gotify", "notify", "phone"} <= set(found[2].split())
    assert "other" not in found[2].split()


def test_words_around_a_sentence_of_a_page() -> None:
    text = "# Queue\n\n## RabbitMQ\n\nRestart it.\nThen open http://localhost:15673 again.\n\nIt was at http://nas:9999 formerly.\n"
    (found,) = _asked(read_document("docs/faq.md", text).claims)
    assert found[:2] == ("localhost", 15673)
    assert {"rabbitmq", "restart"} <= set(found[2].split())


def test_a_port_that_the_page_chooses_is_not_asked_for() -> None:
    text = "# App\n\n```sh\napp serve --port 8071\ncurl http://localhost:8071/health\n```\n"
    assert _asked(read_document("README.md", text).claims) == []
