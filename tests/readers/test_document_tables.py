"""Tables in the shapes that people write: what each row says, and where."""

from __future__ import annotations

import pytest
from written import read, says


def test_service_first() -> None:
    claims = says(
        """# Ports of mini

| Service | Port | Bind | Health |
|---------|------|------|--------|
| Grafana | 3000 | 0.0.0.0 | /api/health |
| **Loki** | `3100` | 127.0.0.1 | — |
""",
        (5, "port", "3000", "Grafana"),
        (5, "bind", "0.0.0.0", "Grafana"),
        (5, "health", "/api/health", "Grafana"),
        (6, "port", "3100", "Loki"),
        (6, "bind", "127.0.0.1", "Loki"),
    )
    assert [c.service for c in claims if c.attribute == "service"] == ["Grafana", "Loki"]


def test_port_first() -> None:
    says(
        """## Ports

| Port | Service | Notes |
|---|---|---|
| 9090 | Prometheus | scraped every 15 s |
| 9093 | Alertmanager | 2 replicas |
""",
        (5, "port", "9090", "Prometheus"),
        (6, "port", "9093", "Alertmanager"),
    )


def test_row_numbers_are_no_ports() -> None:
    says(
        """| # | Domain | Port | App |
|---|---|---|---|
| 81 | wiki.example.org | 8101 | Wiki |
| 82 | git.example.org | 8102 | Forge |
""",
        (3, "domain", "wiki.example.org", "Wiki"),
        (3, "port", "8101", "Wiki"),
        (4, "domain", "git.example.org", "Forge"),
        (4, "port", "8102", "Forge"),
    )


def test_several_port_columns() -> None:
    says(
        """| Service | Host Port | Container Port |
|---|---|---|
| Wiki | 8101 | 80 |
| Forge | 8102 | 3000 |
""",
        (3, "port.host", "8101", "Wiki"),
        (3, "port.container", "80", "Wiki"),
        (4, "port.host", "8102", "Forge"),
        (4, "port.container", "3000", "Forge"),
    )


def test_parts_of_one_service() -> None:
    claims = says(
        """| Service | API Port | Web Port |
|---|---|---|
| MinIO | 9000 | 9001 |
""",
        (3, "port", "9000", "MinIO"),
        (3, "port", "9001", "MinIO"),
    )
    assert {c.value: c.part for c in claims if c.attribute == "port"} == {"9000": "api", "9001": "web"}


def test_url_only() -> None:
    says(
        """| Service | URL |
|---|---|
| Grafana | http://192.168.1.20:3000 |
| Loki | <http://192.168.1.20:3100/ready> |
""",
        (3, "base_url", "http://192.168.1.20:3000", "Grafana"),
        (3, "port.host", "3000", "Grafana"),
        (4, "base_url", "http://192.168.1.20:3100/ready", "Loki"),
        (4, "port.host", "3100", "Loki"),
    )


def test_access_method_under_a_heading_of_the_service() -> None:
    says(
        """### Grafana

| Access Method | URL | Status |
|---|---|---|
| Local | http://192.168.1.20:3000 | ✅ Active |
""",
        (5, "base_url", "http://192.168.1.20:3000", "Grafana"),
        (5, "port.host", "3000", "Grafana"),
        (5, "status", "active", "Grafana", "✅"),
    )


def test_key_value() -> None:
    says(
        """### Portainer

| Property | Value |
|---|---|
| Port | 9443 |
| Image | portainer/portainer-ce:2.21.4 |
| Health | /api/system/status |
""",
        (5, "port", "9443", "Portainer"),
        (7, "health", "/api/system/status", "Portainer"),
    )


def test_a_group_heading_inside_the_table() -> None:
    claims = says(
        """| Service | Port |
|---|---|
| **Databases** | |
| PostgreSQL | 5432 |
| **🤖 AI** | |
| Ollama | 11434 |
""",
        (4, "port", "5432", "PostgreSQL"),
        (6, "port", "11434", "Ollama"),
    )
    assert [c.service for c in claims if c.attribute == "service"] == ["PostgreSQL", "Ollama"]


def test_ranges() -> None:
    says(
        """| Port Range | Purpose |
|---|---|
| 3000-3099 | Web apps |
| 5400–5499 | Databases |
| 9000-9099 | Available |
""",
        (3, "range", "3000-3099", "Web apps"),
        (4, "range", "5400-5499", "Databases", "5400–5499"),
        (5, "available", "9000-9099", "Available"),
        (3, "range", "3000-3099", "Web apps", "Web apps"),  # what a range is for is a member of it, too
        (4, "range", "5400-5499", "Databases", "Databases"),
    )


def test_two_ranges_in_one_cell() -> None:
    says(
        """| Lane | Range |
|---|---|
| Gateways | 80, 443 |
| Models | 8100-8119, 8140-8149 |
""",
        (3, "range", "80", "Gateways"),
        (3, "range", "443", "Gateways"),
        (4, "range", "8100-8119", "Models"),
        (4, "range", "8140-8149", "Models"),
    )


@pytest.mark.parametrize(
    ("service", "port"),
    [
        ("服务", "端口"),
        ("Serviço", "Porta"),
        ("Servicio", "Puerto"),
        ("Сервис", "Порт"),
        ("サービス", "ポート"),
        ("Dienst", "Port"),
    ],
)
def test_languages(service: str, port: str) -> None:
    says(f"| {service} | {port} |\n|---|---|\n| Grafana | 3000 |\n", (3, "port", "3000", "Grafana"))


def test_full_width_names_keep_their_columns() -> None:
    (claim,) = [c for c in read("| 服务 | 端口 |\n|---|---|\n| API网关 | 8080 |\n").claims if c.attribute == "port"]
    assert (claim.service, claim.line, claim.column, claim.end_column) == ("API网关", 3, 11, 15)


def test_a_host_column() -> None:
    claims = read(
        "| Service | Host | Port |\n|---|---|---|\n| Grafana | mini | 3000 |\n| Grafana | studio | 3001 |\n"
    ).claims
    assert [(c.host, c.value) for c in claims if c.attribute == "port"] == [("mini", "3000"), ("studio", "3001")]


def test_the_host_in_the_heading() -> None:
    claims = read("### Host: spark-2\n\n| Service | Port |\n|---|---|\n| vLLM | 8000 |\n").claims
    assert [(c.host, c.value) for c in claims if c.attribute == "port"] == [("spark-2", "8000")]


def test_a_table_of_services_that_says_no_port_is_no_registry() -> None:
    text = "| Service | CPU cores | RAM | Backup |\n|---|---|---|---|\n| Grafana | 4 | 8192 | 3000 |\n"
    reading = read(text)
    assert (reading.claims, reading.registries, reading.tables) == ((), 0, 1)


def cell(text: str) -> list[tuple[str, str, str]]:
    claims = read(f"| Service | Port |\n|---|---|\n| X | {text} |\n").claims
    return [(c.attribute, c.value, c.namespace) for c in claims if c.attribute != "service"]


@pytest.mark.parametrize(
    "text",
    "- | — | – | N/A | n/a | TBD | Various | none declared | interno | tunnel | same | stdio | random | (stopped) | :? | Host network | "
    "<port> | ${VAR} | 81XX | 7xxx | 300xx | {{hub.port}} | see compose | via Traefik".split(" | "),
)
def test_placeholders_say_nothing(text: str) -> None:
    assert cell(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("5432", [("port", "5432", "")]),
        ("`5432`", [("port", "5432", "")]),
        ("**5432**", [("port", "5432", "")]),
        ("9000, 9001", [("port", "9000", ""), ("port", "9001", "")]),
        ("`6333`, `6334`", [("port", "6333", ""), ("port", "6334", "")]),
        ("8112,51413", [("port", "8112", ""), ("port", "51413", "")]),
        ("9000/9001", [("port", "9000", ""), ("port", "9001", "")]),
        ("5180 / 6002", [("port", "5180", ""), ("port", "6002", "")]),
        ("3000-3099", [("port", "3000-3099", "")]),
        ("3000–3099", [("port", "3000-3099", "")]),
        ("8004→8080", [("port", "8004", "host"), ("port", "8080", "container")]),
        ("8004 -> 8080", [("port", "8004", "host"), ("port", "8080", "container")]),
        ("80:8080", [("port", "80", "host"), ("port", "8080", "container")]),
        ("5433 (host) / 5432 (container)", [("port", "5433", "host"), ("port", "5432", "container")]),
        ("9443 (https)", [("port", "9443", "")]),
        ("127.0.0.1:5432", [("port", "5432", ""), ("bind", "127.0.0.1", "host")]),
        ("*:11434", [("port", "11434", ""), ("bind", "*", "host")]),
        ("${VAR:-1000}:9000", [("port", "1000", "host"), ("port", "9000", "container")]),
        ("${VAR}:8080", [("port", "8080", "container")]),
        ("81XX:8080", [("port", "8080", "container")]),
    ],
)  # fmt: skip
def test_the_grammar_of_cells(text: str, said: list[tuple[str, str, str]]) -> None:
    assert cell(text) == said


@pytest.mark.parametrize(
    ("text", "protocols"), [("25/tcp", ["tcp"]), ("53 TCP/UDP", ["tcp", "udp"]), ("443/udp", ["udp"])]
)
def test_protocols(text: str, protocols: list[str]) -> None:
    claims = [c for c in read(f"| Service | Port |\n|---|---|\n| X | {text} |\n").claims if c.attribute == "port"]
    assert [c.protocol for c in claims] == protocols


@pytest.mark.parametrize("text", ["0", "65536", "-1", "1e4", "80.5", "٣٠٠٠"])
def test_what_can_be_no_port_is_told_with_its_place(text: str) -> None:
    says(f"| Service | Port |\n|---|---|\n| X | {text} |\n", (3, "problem", "malformed-port", "X", text))


def test_a_range_backwards_is_told() -> None:
    says(
        "| Service | Port |\n|---|---|\n| X | 9000-8000 |\n",
        (3, "problem", "backwards-range", "X", "9000-8000"),
    )


def test_what_is_struck_or_used_to_be_is_not_stated() -> None:
    claims = read("| Service | Port |\n|---|---|\n| A | 8090 (moved from 8080) |\n| B | ~~8081~~ 8091 |\n").claims
    assert [c.value for c in claims if c.attribute == "port" and c.modality == "stated"] == ["8090", "8091"]
