"""Ports without the word port: `served on 8123`, `3000/tcp`, `moved from 8182 to 8181`."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def read(line: str, path: str = "docs/notes.md") -> tuple[list[tuple[str, str]], list[str]]:
    reading = read_document(path, f"# Notes\n\n{line}\n")
    said = [(c.service, c.value) for c in reading.claims if c.attribute == "port" and c.modality == "stated"]
    return said, [one.text for one in reading.unread]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Home Assistant is served on 8123.", ("Home Assistant", "8123")),
        ("* Grafana - 3000/tcp (atlas)", ("Grafana", "3000")),
        ("Jenkins lives on `ci.example.org` and listens on port 8088.", ("Jenkins", "8088")),
        ("Node exporter runs on every machine on 9100.", ("Node exporter", "9100")),
        ("`grafana` listens on `0.0.0.0:3000`.", ("grafana", "3000")),
        ("Tautulli moved from 8182 to 8181.", ("Tautulli", "8181")),
        ("- Qdrant runs in Docker on 6333.", ("Qdrant", "6333")),
    ],
)
def test_a_port_without_its_word(line: str, said: tuple[str, str]) -> None:
    assert read(line)[0] == [said]


def test_a_frontend_of_somebody_is_a_part() -> None:
    claims = read_document("docs/a.md", "# Notes\n\nZigbee2MQTT's frontend is on 8099.\n").claims
    assert [(c.service, c.part, c.value) for c in claims if c.attribute == "port"] == [
        ("Zigbee2MQTT frontend", "web", "8099")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The model was trained on 8000 GPUs.",
        "The talk was held on 2024.",
        "Start it with `vllm serve meta/llama --max-model-len 8192`, port unknown.",
        "The run on 4096 tokens failed.",
        "It is it listens to everybody.",
    ],
)
def test_other_numbers(line: str) -> None:
    said, unread = read(line)
    assert not said
    assert not unread


def test_what_names_nobody_is_listed() -> None:
    assert read("Workers connect on 50000.") == ([], ["50000"])


def test_what_is_found_in_a_service_is_the_services() -> None:
    assert read("- Data arrives in InfluxDB (http://10.8.0.4:8087)")[0] == [("InfluxDB", "8087")]
