"""What a sentence says of the inside of a container, and a note of its row's bind."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


@pytest.mark.parametrize(
    ("sentence", "port", "space"),
    [
        ("The container listens on port 3000.", 3000, "container"),
        ("Inside the container, Grafana listens on port 3000.", 3000, "container"),
        ("Grafana listens on port 3000 inside the container.", 3000, "container"),
        ("Grafana listens on port 3000 inside of the Grafana container.", 3000, "container"),
        ("The container is published on port 3005.", 3005, ""),
        ("Grafana listens on port 3005.", 3005, ""),
    ],
)
def test_a_port_inside_a_container_is_the_containers(sentence: str, port: int, space: str) -> None:
    claims = read_document("docs/grafana.md", f"# Grafana\n\n{sentence}\n").claims
    assert [(c.port, c.namespace) for c in claims if c.attribute == "port"] == [(port, space)]


@pytest.mark.parametrize(
    ("note", "bind"),
    [
        ("Bound to 127.0.0.1:5432 only", [("127.0.0.1", 5432)]),
        ("listens only on `127.0.0.1`", [("127.0.0.1", 5432)]),
        ("binds to 0.0.0.0", [("0.0.0.0", 5432)]),
        ("Not bound to 127.0.0.1", []),
        ("previously bound to 0.0.0.0", []),
        ("the exporter listens on 127.0.0.1:9187", []),
        ("listens on 10.0.0.0/8", []),
    ],
)
def test_a_note_may_say_to_what_its_row_is_bound(note: str, bind: list[tuple[str, int]]) -> None:
    text = f"| Service | Port | Notes |\n| --- | --- | --- |\n| PostgreSQL | 5432 | {note} |\n"
    claims = read_document("docs/ports.md", text).claims
    assert [(c.value, c.port) for c in claims if c.attribute == "bind"] == bind


def test_a_name_and_in_front_of_its_address_what_it_is() -> None:
    text = "# Public\n\n- **Ticketbox**: Event management system (`https://tickets.example.org`)\n- **Metrics**: Grafana (`http://mini:3000`)\n"
    claims = read_document("docs/public.md", text).claims
    assert {(c.service, c.value) for c in claims if c.attribute == "base_url"} == {
        ("Ticketbox", "https://tickets.example.org"), ("Grafana", "http://mini:3000")
    }  # fmt: skip
