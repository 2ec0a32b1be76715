"""Where pages find Kafka on the reader's own machine, and whom else they find there."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.document import read_document
from consistency.tree.memory import Memory

COMPOSE = """services:
  broker:
    image: confluentinc/cp-kafka:7.6.1
    environment:
      KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://broker:9092,EXTERNAL://localhost:29094
    ports:
      - "29094:29094"
"""


def ports(text: str) -> list[str]:
    return [c.value for c in read_document("docs/kafka.md", text).claims if c.service == "kafka on localhost"]


@pytest.mark.parametrize(
    "text",
    [
        "From your own machine the broker is at `localhost:29094`.",
        "```sh\nkcat -b localhost:29094 -t orders -C\n```",
        "```sh\nexport KAFKA_BROKERS=localhost:29094\n```",
        "```sh\nkafka-topics.sh --bootstrap-server localhost:29094 --list\n```",
        "| From | Bootstrap servers |\n|---|---|\n| your laptop | `localhost:29094` |",
    ],
)
def test_where_kafka_is_found(text: str) -> None:
    assert ports(f"# Events\n\n{text}\n") == ["29094"]
    for wrong in ("29094", "9094"):
        files = {"docs/events.md": f"# Events\n\n{text}\n".replace("29094", wrong), "compose.yml": COMPOSE}
        tree = Memory({path: body.encode() for path, body in files.items()})
        found = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
        assert [one.rule for one in found] == ([] if wrong == "29094" else ["A101"])


@pytest.mark.parametrize(
    "text",
    [
        "The broker's schema registry is at localhost:8081.",
        "Kafka UI: localhost:8090, the broker beside it.",
        "```sh\ndocker compose exec broker kafka-topics --bootstrap-server localhost:9092 --list\n```",
        "The broker was at localhost:9094 until May.",
        "Kafka is at localhost:9092 or localhost:29092.",
    ],
)
def test_what_is_not_the_broker_here(text: str) -> None:
    assert ports(f"# Events\n\n{text}\n") == []
