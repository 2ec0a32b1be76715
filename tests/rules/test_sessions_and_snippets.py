"""What sessions and snippets of a page take for granted: where webhooks are led, what is scraped."""

from __future__ import annotations

import datetime
import time

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.document import read_document
from consistency.tree.memory import Memory


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.message) for one in checked.findings]


def rules(files: dict[str, str]) -> list[str]:
    return [rule for rule, _ in found(files)]


def compose(name: str, *ports: str) -> str:
    return f"services:\n  {name}:\n    image: acme/{name}\n    ports: [{', '.join(map(repr, ports))}]\n"


def fence(info: str, *lines: str) -> str:
    return "\n".join([f"```{info}", *lines, "```", ""])


def test_what_others_send_is_led_to_what_the_page_is_about() -> None:
    page = "# billing\n\nTakes payments.\n\n## Stripe locally\n\n" + fence(
        "bash", "stripe listen --forward-to localhost:4006/stripe/webhook"
    )
    files = {"compose.yml": compose("billing", "4005:4005")}
    assert rules({**files, "docs/billing.md": page}) == ["A101"]
    assert rules({**files, "docs/billing.md": page.replace("4006", "4005")}) == []
    assert rules({**files, "docs/payments.md": page}) == []  # whose title says nothing of the file


def test_what_is_led_to_a_path_that_the_page_calls() -> None:
    page = (
        "# API guide\n\n" + fence("", "http://localhost:8080/v1") + fence("bash", "curl http://localhost:8080/v1/me")
        + "\nLocally: `stripe listen --forward-to localhost:8000%s`.\n"
    )  # fmt: skip
    assert rules({"docs/api.md": page % "/v1/hook"}) == ["A115"]
    assert rules({"docs/api.md": page % "/api/hook"}) == []  # of another program
    assert rules({"docs/api.md": page.replace("8000", "8080") % "/v1/hook"}) == []


SCRAPE = "# Monitoring\n\n" + fence(
    "yaml", "scrape_configs:", "  - job_name: loom", "    static_configs:", '      - targets: ["loom-host:9100"]'
)
CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: loom\nversion: 1.0.0\n",
    "chart/values.yaml": "metrics:\n  port: 9464\n",
}


def test_what_is_scraped_is_where_the_chart_has_the_metrics() -> None:
    assert rules({"docs/m.md": SCRAPE, **CHART}) == ["A109"]
    assert rules({"docs/m.md": SCRAPE.replace("9100", "9464"), **CHART}) == []
    assert rules({"docs/m.md": SCRAPE.replace("job_name: loom", "job_name: node"), **CHART}) == []
    two = SCRAPE.replace('"loom-host:9100"', '"a:9100", "b:9100"')
    assert rules({"docs/m.md": two, **CHART}) == []
    readme = "# Loom\n\n| Variable | Default |\n|---|---|\n| `METRICS_PORT` | `9105` |\n"
    assert rules({"docs/m.md": SCRAPE, "README.md": readme}) == ["A101"]


def test_ports_on_the_nodes_that_a_page_gives_of_the_chart() -> None:
    values = {**CHART, "chart/values.yaml": "web:\n  service:\n    type: NodePort\n    nodePort: 30840\n"}
    page = "# Kubernetes\n\nThe web UI is then on every node at port 30880:\n"
    assert rules({"docs/k.md": page, **values}) == ["A101"]
    assert rules({"docs/k.md": page.replace("30880", "30840"), **values}) == []
    assert rules({"docs/k.md": page.replace("web UI is", "exporter listens"), **values}) == []


LED = "# Deploying\n\n## A. VPS\n\n| Name | Points to | Goes to |\n|---|---|---|\n" + "".join(
    f"| {name}.acme.io | 203.0.113.40 | {name}:{port} |\n" for name, port in (("web", 3000), ("admin", 8080))
)


def test_names_that_are_led_to_containers() -> None:
    sites = "web.acme.io {\n\treverse_proxy web:3000\n}\nadmin.acme.io {\n\treverse_proxy admin:%d\n}\n"
    assert rules({"docs/d.md": LED, "Caddyfile": sites % 80}) == ["A109"]
    assert rules({"docs/d.md": LED, "Caddyfile": sites % 8080}) == []
    machines = LED.replace("web:3000", "app1:3000").replace("admin:8080", "app2:8080")
    said = read_document("docs/d.md", machines).claims
    assert [claim for claim in said if claim.namespace == "container"] == []


@pytest.mark.parametrize(
    ("lead", "command", "service"),
    [
        ("Is InfluxDB alive?", "curl -s http://localhost:8087/health", "InfluxDB"),
        ("Check that Grafana is up:", "curl localhost:3000/api/health", "Grafana"),
        ("Is Postgres alive?", "curl localhost:8000/health/db", ""),  # somebody else is asked about it
        ("Is Docker running?", "curl localhost:2375/info", ""),
        ("InfluxDB keeps the data.", "curl localhost:8087/health", ""),
        ("Is InfluxDB alive?", "curl http://influx:8086/health", ""),
    ],
)
def test_whether_a_program_runs(lead: str, command: str, service: str) -> None:
    text = f"# Troubleshooting\n\n**No data.** {lead}\n\n" + fence("bash", command, "docker compose logs x")
    assert [c.service for c in read_document("docs/t.md", text).claims if c.attribute == "port"] == [service] * bool(
        service
    )


def test_settings_of_streamlit() -> None:
    page = "# Evals\n\nThe dashboard (Streamlit) is at http://data01:8501, run by `make evals`.\n"
    settings = {"evals/.streamlit/config.toml": "[server]\nport = 8502\nheadless = true\n"}
    assert rules({"docs/e.md": page, **settings}) == ["A101"]
    assert rules({"docs/e.md": page.replace("8501", "8502"), **settings}) == []
    assert rules({"docs/e.md": page, "evals/config/other.toml": settings.popitem()[1]}) == []


def test_a_store_as_seen_from_the_host() -> None:
    page = "# Local development\n\n| What | Host port | Container port |\n|---|---|---|\n| Postgres | 5433 | 5432 |\n"
    env = "HOST_DATABASE_URL=postgres://a:b@localhost:5432/a\nDATABASE_URL=postgres://a:b@postgres:5432/a\n"
    assert rules({"docs/l.md": page, ".env.example": env}) == ["A101"]
    assert rules({"docs/l.md": page, ".env.example": env.replace("localhost:5432", "localhost:5433")}) == []
    assert rules({"docs/l.md": page, ".env.example": env.replace("HOST_", "TEST_")}) == []


def test_time_stays_in_step() -> None:
    for line in (
        "--forward-to localhost:" * 2200,
        "| a.b.io | x:1 " * 3300,
        "job_name: " * 5000,
        "on every node " * 3500,
    ):
        start = time.perf_counter()
        read_document("docs/page.md", f"# Page\n\n{line}\n\n| {line} |\n|---|\n\n```yaml\njob_name: a\n{line}\n```\n")
        assert time.perf_counter() - start < 2
