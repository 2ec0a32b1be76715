"""What is spoken at which port of a service: in lists behind its name, and as columns of a table."""

from __future__ import annotations

import pytest

from consistency.model.claim import PROJECT
from consistency.readers.document import read_document


def ports(text: str) -> list[tuple[str, str, str]]:
    claims = read_document("docs/page.md", f"# Notes\n\n## Service map\n\n{text}\n").claims
    return [(c.service, c.part, c.value) for c in claims if c.attribute == "port" and c.source != PROJECT]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- trackd: HTTP 7102, gRPC 7202", [("trackd", "", "7102"), ("trackd", "grpc", "7202")]),
        ("- **Grafana**: web 3000 / metrics 3001", [("Grafana", "web", "3000"), ("Grafana", "metrics", "3001")]),
        ("- geod: HTTP 7106 and gRPC `7204`", [("geod", "", "7106"), ("geod", "grpc", "7204")]),
        ("- PostgreSQL: `psql -h localhost -p 5450 -U heron`", [("PostgreSQL", "", "5450")]),
        ("### geod\n\n- Ports: HTTP 7106, gRPC 7204", [("geod", "", "7106"), ("geod", "grpc", "7204")]),
        ("- Access: HTTP 8080", []),
        ("- Grafana: admin 12345 rows", []),
        ("- PostgreSQL: `psql -h db01 -p 5450 -U heron`", []),
        ("- MySQL: `mysql -u root -p 5450`", []),
        ("- MySQL: `mysql -u root -P 5450`", [("MySQL", "", "5450")]),
        ("- Redis: `redis-cli -p 99999`", []),
    ],
)
def test_behind_a_name(line: str, said: list[tuple[str, str, str]]) -> None:
    assert ports(line) == said


def test_columns_of_a_table() -> None:
    head = "| Service | HTTP | gRPC | Metrics |\n|---|---|---|---|\n"
    said = ports(head + "| trackd | 7102 | 7202 | 7902 |\n| rated | — | 7203 | 7903 |")
    assert said == [
        ("trackd", "", "7102"), ("trackd", "grpc", "7202"), ("trackd", "metrics", "7902"),
        ("rated", "grpc", "7203"), ("rated", "metrics", "7903"),
    ]  # fmt: skip
    assert ports("| Service | Port | Metrics |\n|---|---|---|\n| a | 7102 | 12 |\n| b | 7103 | 14 |") == [
        ("a", "", "7102"), ("b", "", "7103"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("All is handed to **gatewayd**, which listens on 127.0.0.1:7101.", [("gatewayd", "", "7101")]),
        ("Their callbacks hit `/hooks`, which nginx forwards to **notifyd** on port 7105.", [("notifyd", "", "7105")]),
        ("Open WebUI is published on 3080 of gate.", [("Open WebUI", "", "3080")]),
        ("- llama-guard: boreas:8104", [("llama-guard", "", "8104")]),
        ("It sits behind a proxy, which listens on port 4433.", []),
        ("The app is on docker, port 8080.", []),
    ],
)
def test_in_sentences(line: str, said: list[tuple[str, str, str]]) -> None:
    assert ports(line) == said


def test_a_machine_and_a_port_behind_it() -> None:
    claims = read_document("docs/page.md", "# Notes\n\n- LiteLLM is on gate, port 4100; restart it\n").claims
    assert [(c.service, c.host, c.value) for c in claims if c.attribute == "port"] == [("LiteLLM", "gate", "4100")]


def test_models_that_one_program_serves() -> None:
    head = "# Routing\n\n| Model name | Backend | Host | Port |\n|---|---|---|---|\n"
    rows = "| qwen3-32b | vLLM | boreas | 8101 |\n| qwen3-coder | vLLM | boreas | 8103 |\n| guard | vLLM | boreas | 8104 |\n"
    claims = read_document("docs/routing.md", head + rows).claims
    assert {c.service for c in claims} == {"qwen3-32b", "qwen3-coder", "guard"}
    single = read_document(
        "docs/routing.md", head + "| qwen3-32b | vLLM | boreas | 8101 |\n| bge | TEI | atlas | 8201 |\n"
    )
    assert {c.service for c in single.claims} == {"vLLM", "TEI"}


def test_a_column_of_what_was_is_not_the_one_of_what_is() -> None:
    claims = read_document(
        "docs/a.md", "# Ports\n\n| Service | Old | Current |\n|---|---|---|\n| a | 7102 | 8102 |\n| b | 7103 | 8103 |\n"
    ).claims
    assert [(c.value, c.modality) for c in claims if c.attribute == "port"] == [
        ("7102", "retired"), ("8102", "stated"), ("7103", "retired"), ("8103", "stated"),
    ]  # fmt: skip


def test_no_port_of_a_list_is_lost() -> None:
    claims = read_document("docs/a.md", "# Ports\n\n- trackd: HTTP 7102, gRPC 72020\n").claims
    assert [(c.attribute, c.quote) for c in claims] == [("port", "7102"), ("problem", "72020")]
