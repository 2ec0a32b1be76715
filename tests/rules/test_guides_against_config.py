"""What guides say in passing: how far something is open, where it is opened, what guards it."""

from __future__ import annotations

import datetime
import time

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.document import read_document
from consistency.tree.memory import Memory
from consistency.values.script import typed


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.severity) for one in checked.findings]


def page(*lines: str, title: str = "Security") -> str:
    return f"# {title}\n\n" + "\n".join(lines) + "\n"


def compose(name: str, *ports: str) -> str:
    return f"services:\n  {name}:\n    image: acme/{name}\n    ports: [{', '.join(map(repr, ports))}]\n"


@pytest.mark.parametrize(
    "line",
    [
        "1. The gateway is published on loopback only (`127.0.0.1:8765`); the proxy is the only way in.",
        "The gateway listens on loopback only.",
        "The `gateway` is bound to localhost, so you can reach it over a tunnel alone.",
    ],
)
def test_a_bind_in_a_sentence_about_what_a_compose_file_calls_so(line: str) -> None:
    assert found({"docs/page.md": page(line), "compose.yml": compose("gateway", "8765:8765")}) == [("A103", "high")]
    assert found({"docs/page.md": page(line), "compose.yml": compose("gateway", "127.0.0.1:8765:8765")}) == []
    other = found({"docs/page.md": page(line), "compose.yml": compose("gate", "8765:8765")})
    assert other == ([("A131", "medium")] if "8765" in line else []), "the very port, whoever has it"


@pytest.mark.parametrize(
    "line",
    [
        "The gateway listens on localhost by default.",
        "If you are alone, the gateway is published on loopback only.",
        "The server is published on loopback only.",
        "The gateway is published on loopback only (`127.0.0.1:9999`).",  # of another port of it
    ],
)
def test_near_a_bind(line: str) -> None:
    files = {"docs/page.md": page(line), "compose.yml": compose("gateway", "8765:8765")}
    assert found(files) == []
    assert found({**files, "compose.yml": compose("server", "8765:8765")}) == []


def test_one_port_of_several_has_one_bind_whatever_part_the_page_calls_it() -> None:
    rows = "| rabbitmq management | 127.0.0.1 | 15672 |\n"
    text = page("| Container | Bind | Port |", "|---|---|---|", rows, title="Deployment")
    assert found({"docs/d.md": text, "compose.yml": compose("rabbitmq", "5672:5672", "15672:15672")}) == [
        ("A103", "critical")
    ]
    assert found({"docs/d.md": text, "compose.yml": compose("rabbitmq", "5672:5672", "127.0.0.1:15672:15672")}) == []


def test_an_address_under_the_name_of_the_machine_is_none_inside() -> None:
    readme = "# Lab\n\n| Service | Host | Port |\n|---|---|---|\n| MLflow | data01 | 5050 |\n| Loki | data01 | 3100 |\n"
    files = {"README.md": readme, "stack/compose.yml": compose("mlflow", "5050:5000")}
    assert found({**files, "docs/t.md": "# Tracking\n\nMLflow: http://data01:5000 (no login).\n"}) == [("A101", "high")]
    assert found({**files, "docs/t.md": "# Tracking\n\nMLflow: http://data01:5050 (no login).\n"}) == []
    assert found({**files, "docs/t.md": "# Tracking\n\nMLflow: http://mlflow:5000 (in the stack).\n"}) == []


def test_a_check_is_where_health_is_asked() -> None:
    text = page("| Service | Check |", "|---|---|", "| gateway | `GET /healthz` |", title="Operations")
    probed = compose("gateway", "8765:8765") + "    healthcheck: {test: curl -f http://localhost:8765%s}\n"
    assert found({"docs/o.md": text, "compose.yml": probed % "/health"}) == [("B105", "medium")]
    assert found({"docs/o.md": text, "compose.yml": probed % "/healthz"}) == []
    other = text.replace("GET /healthz", "cat /var/log/health")
    assert found({"docs/o.md": other, "compose.yml": probed % "/var/log/health"}) == []


def test_what_stands_in_a_parenthesis_behind_a_port_is_of_the_same_service() -> None:
    text = page("| Component | Port |", "|---|---|", "| `nats` | 4222 (monitoring 8222) |", title="Parts")
    assert found({"docs/p.md": text, "compose.yml": compose("nats", "4222:4222", "8223:8222")}) == [("A101", "low")]
    assert found({"docs/p.md": text, "compose.yml": compose("nats", "4222:4222", "8222:8222")}) == []
    several = read_document("p.md", text.replace("4222 (monitoring 8222)", "grafana 3000, loki 3100")).claims
    assert [c.service for c in several if c.attribute == "port"] == ["grafana", "loki"]


def test_what_a_proxy_guards_additionally() -> None:
    site = "admin.acme.io {\n\treverse_proxy admin:8080\n}\n"
    text = page("The admin is additionally protected by HTTP basic auth in Caddy, user `ops`.")
    assert found({"docs/d.md": text, "Caddyfile": site}) == [("B104", "medium")]
    gated = site.replace("\treverse", "\tbasic_auth {\n\t\tops x\n\t}\n\treverse")
    assert found({"docs/d.md": text, "Caddyfile": gated}) == []
    assert found({"docs/d.md": text.replace("admin is", "site is"), "Caddyfile": site.replace("admin", "site")}) == []


def test_names_below_deploy_are_served() -> None:
    readme = "# Loom\n\n**Live demo:** https://demo.loomwork.dev (resets hourly)\n"
    site = "demo.loomwork.app {\n\treverse_proxy localhost:8088\n}\n"
    assert [rule for rule, _ in found({"README.md": readme, "deploy/demo/Caddyfile": site})] == ["A118"]
    assert found({"README.md": readme, "demo/Caddyfile": site}) == []
    assert found({"README.md": readme, "deploy/demo/Caddyfile": site.replace(".app", ".dev")}) == []


def test_a_name_in_bold_is_read() -> None:
    site = "server {\n  server_name app.loomwork.io;\n  location / { proxy_pass http://127.0.0.1:8080; }\n}\n"
    assert found({"README.md": "# Loom\n\nLive at **https://app.loomwork.dev**.\n", "nginx.conf": site}) == [
        ("A118", "medium")
    ]
    assert found({"README.md": "# Loom\n\nLive at **https://app.loomwork.io**.\n", "nginx.conf": site}) == []


def ports(text: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document(path, text).claims if c.attribute == "port"]


def test_who_shows_what_is_opened() -> None:
    text = "# Emails\n\nIn development everything is caught by Mailpit:\nopen http://localhost:8025 and see the mail.\n"
    assert ports(text) == [("Mailpit", "8025")]
    assert ports(text.replace("caught by Mailpit", "installed in Docker")) == []
    assert ports(text.replace("open http", "the app calls http")) == []


def test_a_title_that_is_a_program_and_where_to_go() -> None:
    assert ports("# JupyterHub\n\nNo TLS here. Go to http://gpu02:8000, log in.\n", "docs/notebooks.md") == [
        ("JupyterHub", "8000")
    ]
    assert ports("# Notebooks\n\nNo TLS here. Go to http://gpu02:8000, log in.\n", "docs/hub.md") == []
    assert ports("# JupyterHub\n\nIt calls http://gpu02:8000 for models.\n", "docs/notebooks.md") == []


def test_a_page_that_does_without_something_is_not_about_it() -> None:
    assert ports("# Without Docker\n\nSet `URL=http://localhost:8086` and go on.\n") == []
    fence = "```\n:8080 {\n    reverse_proxy /api/* localhost:8400\n}\n```\n"
    assert ("reverse_proxy /api/* localhost", "8400") not in ports(f"# Setup\n\nA small Caddyfile:\n\n{fence}")


def test_a_server_keeps_the_shell_that_it_was_started_in() -> None:
    session = "cd api && uvicorn loom:app --reload\n\n# web\ncd web && npm ci && npm run dev\n"
    assert [one.script for one in typed(session, "")] == ["web: npm run dev script"]
    assert [one.script for one in typed("cd api && make deps\ncd web && npm run dev\n", "")][-1] == (
        "api/web: npm run dev script"
    )
    text = f"# Contributing\n\n```bash\n{session}```\n\nThe web app is now on http://localhost:5173.\n"
    assert ports(text, "CONTRIBUTING.md") == [("web: npm run dev script", "5173")]


def test_time_stays_in_step() -> None:
    for line in ("caught by " * 5000, "The a is published on " * 2200, "cd a && " * 6000, "loopback only (" * 3300):
        start = time.perf_counter()
        read_document("docs/page.md", f"# Page\n\n{line}: open http://localhost:1234\n")
        typed(line + "npm run dev", "")
        assert time.perf_counter() - start < 1
