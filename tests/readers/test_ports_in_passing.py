"""Ports that tables of components, calls with names behind them and sentences without a subject give in passing."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, page: str = "docs/page.md") -> list[tuple[str, str]]:
    return [(c.service, c.value) for c in read_document(page, text).claims if c.attribute == "port" and c.service]


def test_a_note_of_a_component() -> None:
    head = "# Status\n\n| Component | Status | Notes |\n|---|---|---|\n"
    rows = (
        "| Router API | ✅ Complete | 42 endpoints, port 8082 |\n| Billing | ✅ | FastAPI on port 5000 |\n"
        "| HLR | ❌ Not started | provider listens on 7443 |\n| Mail | ✅ | connects to port 2525 |\n"
        "| Proxy | ✅ | port 8080, was port 8081 |\n| Portal | 🟡 90 % | missing: dark mode |\n"
    )
    assert ports(head + rows) == [("Router API", "8082"), ("Billing", "5000")]
    assert ports(head.replace("Notes", "Owner") + rows.replace("port ", "")) == []


def test_calls_that_say_who_is_there() -> None:
    behind = "curl -I http://10.8.0.2:3000  # Grafana\ncurl -s http://localhost:8082/health  # Semantic Chunking\n"
    above = "# Test RAG Service\ncurl -X POST http://localhost:8091/rag \\\n  -d '{}'\n\n# Orchestrator\ncurl http://localhost:8090/\n"
    assert ports(f"# Checks\n\n```bash\n{behind}```\n") == [("Grafana", "3000"), ("Semantic Chunking", "8082")]
    assert ports(f"# Checks\n\n```bash\n{above}```\n") == [("RAG Service", "8091"), ("Orchestrator", "8090")]


@pytest.mark.parametrize(
    "lines",
    [
        "curl http://localhost:8000/a  # OK\ncurl http://localhost:8001/b  # Should return 200\n",
        "curl http://localhost:8000/a  # Grafana\n",  # one remark is no list
        "curl http://localhost:8000/a  # Grafana\ncurl http://localhost:8000/b  # Loki\n",
        "# API\ncurl http://localhost:8000/a\n# Frontend\ncurl http://localhost:3000/b\n",  # whose, a page in a folder leaves open
    ],
)
def test_remarks_behind_calls(lines: str) -> None:
    assert ports(f"# Checks\n\n```bash\n{lines}```\n") == []


@pytest.mark.parametrize(
    "line", ["Published on port **8777** of the NAS.", "Published on 8777.", "Exposed on port 8777, LAN only."]
)
def test_a_sentence_about_whom_its_heading_names(line: str) -> None:
    assert ports(f"# Services\n\n## Paperless\n\n{line} Backups are nightly.\n") == [("Paperless", "8777")]


def test_several_machines_in_a_cell() -> None:
    text = "# Ports\n\n| Port | Service | Host |\n|---|---|---|\n| 6432 | PgBouncer | pg-01, pg-02 |\n| 8200 | Vault | vault-01 |\n"
    claims = read_document("docs/ports.md", text).claims
    assert [(c.service, c.host) for c in claims if c.attribute == "port"] == [
        ("PgBouncer", "pg-01"), ("PgBouncer", "pg-02"), ("Vault", "vault-01"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "port", "space"),
    [("Node ports", 30080, "node"), ("Services", 30080, "pod"), ("Node ports", 8080, "pod")],
)
def test_a_table_of_node_ports_with_namespaces(heading: str, port: int, space: str) -> None:
    text = f"# Ports\n\n## {heading}\n\n| Port | Service | Namespace |\n|---|---|---|\n| {port} | Gitea | git |\n"
    claims = read_document("docs/ports.md", text).claims
    assert {c.namespace for c in claims if c.attribute == "port" and c.service == "Gitea"} == {space}


def test_what_is_free_in_a_block_that_is_named() -> None:
    claims = read_document("docs/ports.md", "# Ports\n\nNext free in the observability range: **30204**.\n").claims
    assert [(c.attribute, c.value) for c in claims] == [("available", "30204")]


@pytest.mark.parametrize(
    ("words", "gate"),
    [
        ("Anonymous access is fine, it is a shed.", ["anonymous"]),
        ("Staging and local have anonymous viewer access switched on.", ["anonymous"]),
        ("Anonymous access is off.", ["login"]),
        ("If anonymous access is fine for you, say so.", []),
    ],
)
def test_words_for_who_is_let_in(words: str, gate: list[str]) -> None:
    claims = read_document("docs/a.md", f"# Boards\n\n## Grafana\n\n{words}\n").claims
    assert [c.value for c in claims if c.attribute == "gate"] == gate
