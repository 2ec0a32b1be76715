"""Pages about an environment, an edge or another service's words, held against those that name none."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TABLE = "| Service | Port |\n|---|---|\n"


def findings(**pages: str) -> list[tuple[str, tuple[str, ...]]]:
    tree = Memory({f"docs/{name}.md": text.encode() for name, text in pages.items()})
    found = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return [(one.rule, tuple(sorted({claim.value for claim in one.claims}))) for one in found]


def test_a_page_about_staging_is_not_what_a_page_means_that_names_none() -> None:
    ledger = "# ledger\n\n- Port: 7070\n"
    assert not findings(ledger=ledger, staging=f"# Staging\n\n{TABLE}| ledger | 17070 |\n| fraud | 17171 |\n")
    assert findings(ledger=ledger, ports=f"# Ports\n\n{TABLE}| ledger | 17070 |\n| fraud | 17171 |\n") == [
        ("A101", ("17070", "7070"))
    ]


def test_the_edge_of_production_and_what_runs_at_hand() -> None:
    prod = "## Production\n\n| Service | Hostname | Port |\n|---|---|---|\n| Cart | cart.shop.example | {} |\n"
    local = f"\n## Local\n\n{TABLE}| Cart | 8082 |\n"
    start = f"# Start\n\n{TABLE}| Cart | {{}} |\n"
    page = f"# Environments\n\n{prod}{local}"
    assert not findings(environments=page.format(443), start=start.format(8082))
    assert findings(environments=page.format(443), start=start.format(8083)) == [("A101", ("8082", "8083"))]


def test_a_page_about_ci_is_about_no_environment() -> None:
    links = "# Links\n\n- [Jenkins](http://ci.corp.example:8080)\n"
    page = "# CI\n\nJenkins lives on `ci.corp.example` and listens on port {}.\n"
    assert findings(links=links, ci=page.format(8088)) == [("A101", ("8080", "8088"))]
    assert not findings(links=links, ci=page.format(8080))


def test_endpoints_that_a_row_names_apart() -> None:
    row = "# Start\n\n| What | Where |\n|---|---|\n| Storefront | http://localhost:3000 |\n| Mailpit | {} |\n"
    assert not findings(start=row.format("http://localhost:8025 (UI), localhost:1025 (SMTP)"))


def test_what_a_page_calls_a_variant_by() -> None:
    rows = f"{TABLE}| Open WebUI | 3000 |\n| Open WebUI (GPU) | 3001 |\n"
    assert not findings(start=f"# Start\n\n- GPU: http://localhost:3001\n\n{rows}")
    assert findings(start=f"# Start\n\n{rows}", more=f"# More\n\n{TABLE}| Grafana | 3001 |\n") == [("A102", ("3001",))]


def test_a_service_called_by_its_own_name_is_on_no_other_host() -> None:
    api = "# api\n\n- ledger (`ledger.internal:{}`)\n"
    ledger = "---\nservice: ledger\nhost: app-02\nport: 7070\n---\n\n# ledger\n"
    assert findings(api=api.format(7171), ledger=ledger) == [("A101", ("7070", "7171"))]
    assert not findings(api=api.format(7070), ledger=ledger)


DEVELOPING = "# Development\n\n## Development ports\n\n| Service | Port |\n|---|---|\n| stock | 8010 |\n"
INSTALLED = "[Service]\nExecStart=/usr/bin/stock --port {}\n"


def rules(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return [one.rule for one in run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings]


def test_what_is_installed_is_no_port_of_a_developers_machine() -> None:
    unit = {"docs/dev.md": DEVELOPING, "systemd/stock.service": INSTALLED.format(9010)}
    assert rules(unit) == []
    assert rules({**unit, "docs/dev.md": DEVELOPING.replace("Development", "Production")}) == ["A101"]


def test_what_was_seen_on_a_machine_is_no_port_of_a_developers() -> None:
    seen = "# Listeners of mars, 2026-02-01\n\n## mars\n\n```\nLISTEN 0 128 0.0.0.0:9010 0.0.0.0:* stock\n```\n"
    assert rules({"docs/dev.md": DEVELOPING, "docs/snapshots/2026-02-01.md": seen}) == []
