"""Pages of platforms: front matter, charts alone, machines in leads, and what a proxy serves."""

from __future__ import annotations

import pytest
from checked import findings, rules

from consistency.readers.config.kinds import kind_of, read
from consistency.readers.document import read_document


def said(path: str, text: str) -> list[tuple[str, str, str]]:
    return [(c.service, c.attribute, c.value) for c in read_document(path, text).claims if c.attribute != "service"]


def test_front_matter_names_a_page_by_its_name() -> None:
    front = (
        "---\nname: seat-map\nteam: Catalog\nport: 7020\nhealth: "
        "/livez\nrepo: git@github.com:quillon/seat-map.git\n---\n"
    )
    assert said("docs/services/seat-map.md", f"{front}\n# seat-map\n") == [
        ("seat-map", "port", "7020"),
        ("seat-map", "health", "/livez"),
    ]


CHART = "service:\n  type: ClusterIP\n  port: {0}\ncontainerPort: {0}\n"
LIST = (
    "# Services\n\nProduction. Port is the one in the cluster.\n\n| Service | Port |\n|---|---|\n| seat-map | 7020 |\n"
)
LOCAL = "# Environments\n\n## Local ports\n\n| Service | URL |\n|---|---|\n| seat-map | http://localhost:3020 |\n"


@pytest.mark.parametrize(("port", "told"), [(7025, ["A101"]), (7020, [])])
def test_a_register_against_the_chart_alone(port: int, told: list[str]) -> None:
    files = {"README.md": LIST, "charts/seat-map/Chart.yaml": "name: seat-map\n"}
    assert rules({**files, "charts/seat-map/values.yaml": CHART.format(port)}) == told
    assert rules({**files, "environments.md": LOCAL}) == [], "one table is of production, the other of a laptop"


def test_a_paragraph_that_tells_of_a_machine_places_nothing() -> None:
    lead = (
        "All four machines run it from the package. kelp advertises "
        "10.40.20.0/24 as a subnet route, and 10.40.20.5 answers."
    )
    table = "| What | Address |\n|---|---|\n| Grafana | http://limpet.lan:3001 |\n"
    claims = read_document("docs/a.md", f"# A\n\n{lead}\n\n{table}").claims
    assert {c.host for c in claims if c.attribute == "port"} == {"limpet.lan"}


def test_each_endpoint_has_its_port() -> None:
    rows = "| sessions | a.prod.acme.internal | 6379 |\n| locks | b.prod.acme.internal | 6379 |\n"
    bare = rows.replace("a.prod.acme.internal | ", "").replace("b.prod.acme.internal | ", "")
    assert rules({"stores.md": f"# Caches\n\n| Name | Endpoint | Port |\n|---|---|---|\n{rows}"}) == []
    assert rules({"stores.md": f"# Caches\n\n| Name | Port |\n|---|---|\n{bare}"}) == ["A102"]


def test_a_provider_has_ports_of_its_own() -> None:
    table = "# Edge\n\n| Frontend | Bind | Purpose |\n|---|---|---|\n| fe_tls | *:443 | SNI |\n"
    other = "# Pay\n\n| Provider | Endpoint |\n|---|---|\n| Adyen | https://checkout.adyen.com:443 |\n"
    assert rules({"edge.md": table, "pay.md": other}) == []


def test_a_page_beside_the_protocol_in_one_cell() -> None:
    text = "# Local\n\n| Service | URL |\n|---|---|\n| RabbitMQ | localhost:5672 (UI http://localhost:15672) |\n"
    parts = {(c.value, c.part) for c in read_document("docs/a.md", text).claims if c.attribute == "port"}
    assert parts == {("5672", ""), ("15672", "web")}
    assert rules({"docs/a.md": text}) == []


def test_a_site_whose_handler_lets_in_only_some_is_served() -> None:
    names = ("a", "b", "c", "dns")
    page = "# Home\n\n" + "".join(f"- {name} page: https://{name}.tide.house\n" for name in names)
    plain = "".join(
        f"{name}.tide.house {{\n  reverse_proxy 10.0.0.2:{8000 + at}\n}}\n" for at, name in enumerate(names[:3])
    )
    dns = (
        "dns.tide.house {\n  @lan remote_ip 10.0.0.0/8\n  handle @lan "
        "{\n    reverse_proxy 10.0.0.2:8053\n  }\n  respond 403\n}\n"
    )
    plain += "x.tide.house {\n  reverse_proxy 10.0.0.2:9\n}\n"
    assert rules({"README.md": page, "Caddyfile": plain}) == ["A118"]
    assert rules({"README.md": page, "Caddyfile": plain + dns}) == []


@pytest.mark.parametrize(
    ("router", "told"),
    [("deploy/demo/Caddyfile", ["A118"]), ("deploy/main/Caddyfile", [])],
)
def test_the_demo_under_another_name(router: str, told: list[str]) -> None:
    page = "# Quill\n\n[Live demo](https://demo.quill.dev) · [Roadmap](https://quill.dev/next)\n"
    assert rules({"README.md": page, router: "try.quill.dev {\n  reverse_proxy app:3400\n}\n"}) == told


def test_sides_over_sockets_and_words() -> None:
    rows = (
        "| gate | 127.0.0.1:8018 | 8018 |\n| mesh | 8448 | 8448 |\n| "
        "admin API | not published | 8019 |\n| TURN | 3478, 5349 | same |\n"
    )
    text = f"# Docker\n\n| Service | Host | Container |\n|---|---|---|\n{rows}"
    ports = {
        (c.value, c.namespace)
        for c in read_document("docs/a.md", text).claims
        if c.attribute == "port" and c.service in ("gate", "mesh")
    }
    assert ports == {("8018", "host"), ("8018", "container"), ("8448", "host"), ("8448", "container")}
    named = (
        "# Cluster\n\n| Port name | Service | Container |\n|---|---|---|\n| "
        "client | 80 | 8018 |\n| peers | 8448 | 8448 |\n| metrics | 9118 | 9118 |\n"
    )
    assert rules({"docs/k8s.md": named}) == []


def test_a_machine_and_its_port_under_any_header() -> None:
    rows = "| MLflow | everybody | hub:5010 |\n| Grafana | admins | hub:3000 |\n| vLLM | everybody | see below |\n"
    assert [
        one
        for one in said("README.md", f"# A\n\n| Service | For | Direct |\n|---|---|---|\n{rows}")
        if one[1] == "port"
    ] == [
        ("MLflow", "port", "5010"),
        ("Grafana", "port", "3000"),
    ]


def test_how_the_next_one_is_found_offers_no_port() -> None:
    rule = (
        "# Agents\n\n2. Take the next free port. **MCP servers "
        "live in 8410-8419**, nothing else may be in that block.\n"
    )
    row = "# MCP\n\n## MCP servers\n\n| Name | Port |\n|---|---|\n| mcp-files | 8411 |\n"
    assert rules({"AGENTS.md": rule, "docs/mcp.md": row}) == []


def test_two_services_that_listen_on_loopback() -> None:
    page = "# Security\n\n- Postgres and Redis are published on `127.0.0.1` only. Nothing else reaches them.\n"
    file = "services:\n  redis:\n    image: redis\n    ports: ['{}6389:6379']\n"
    assert rules({"security.md": page, "compose.yml": file.format("")}) == ["A103"]
    assert rules({"security.md": page, "compose.yml": file.format("127.0.0.1:")}) == []


def test_what_a_config_server_hands_out() -> None:
    text = "server:\n  port: 8181\nmanagement:\n  server:\n    port: 9181\nspring:\n  jpa: {}\n"
    path = "config-repo/booking-service.yml"
    assert kind_of(path, text) == "spring"
    told = {(c.service, c.value, c.part) for c in read(path, text).claims if c.attribute == "port"}
    assert told == {
        ("booking-service", "8181", ""),
        ("booking-service in its network", "8181", ""),
        ("booking-service", "9181", "metrics"),
        ("booking-service", "9181", "admin"),
    }
    assert kind_of("stack/settings.yml", "server:\n  port: 8181\n") == "yaml"


def test_a_client_is_pointed_at_the_server() -> None:
    text = "# Rook\n\nRun it, and point Element at `http://localhost:8018`. Synapse keeps 8008.\n"
    assert {c.service for c in read_document("README.md", text).claims if c.attribute == "port"} <= {
        "",
        "Rook",
        "Synapse",
    }


def test_a_store_is_meant_by_the_database() -> None:
    page = "# Trouble\n\n```bash\ndocker compose exec db psql\n```\n"
    file = "services:\n  app:\n    image: app\n  postgres:\n    image: postgres\n"
    (one,) = findings({"docs/trouble.md": page, "docker-compose.yml": file})
    assert (one.rule, [claim.line for claim in one.claims if claim.path == "docker-compose.yml"]) == ("A120", [4])


@pytest.mark.parametrize(
    ("name", "told"),
    [("INTEGRATION_TESTS_REPORT.md", []), ("load-test-results.md", []), ("test-report-format.md", ["A101"])],
)
def test_what_a_test_ran_against_is_past(name: str, told: list[str]) -> None:
    report = "# Integration tests\n\n| Service | Port |\n|---|---|\n| Grafana | 5433 |\n"
    compose = "services:\n  grafana:\n    image: grafana/grafana\n    ports: ['3000:3000']\n"
    assert rules({f"docs/{name}": report, "compose.yaml": compose}) == told


@pytest.mark.parametrize(("image", "told"), [("osrf/ros:jazzy", []), ("registry.acme.io/seats:3", ["A101"])])
def test_two_programs_in_one_base_image_are_not_one_service(image: str, told: list[str]) -> None:
    page = f"# Mac\n\n```yaml\nservices:\n  tools:\n    image: {image}\n    ports:\n      - '8080:8080'\n```\n"
    compose = f"services:\n  spindle:\n    image: {image}\n    ports: ['9090:9090']\n"
    assert rules({"docs/mac.md": page, "compose.yaml": compose}) == told
