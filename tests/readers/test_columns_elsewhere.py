"""Columns and headings as people of many languages write them, and columns that say whose port they hold."""

from __future__ import annotations

import pytest
from written import read

from consistency.model.claim import Claim


def of(text: str, attribute: str) -> list[Claim]:
    return [claim for claim in read(text).claims if claim.attribute == attribute]


@pytest.mark.parametrize(
    ("header", "name"),
    [("Faixa", "Camada"), ("Faixa de portas", "Uso"), ("Interval", "Scop"), ("Plage", "Usage"), ("範囲", "用途"), ("Zakres", "Cel")],
)  # fmt: skip
def test_a_range_column_in_any_language(header: str, name: str) -> None:
    text = f"# Net\n\n| {header} | {name} |\n|---|---|\n| 3000-3099 | Web |\n| 8000-8099 | API |\n"
    found = [(claim.service, claim.value) for claim in of(text, "range") if not claim.part]
    assert found == [("Web", "3000-3099"), ("API", "8000-8099")]


def test_on_a_page_of_ports_the_cells_say_enough() -> None:
    text = "# Ports\n\n| Vahemik | Kasutus |\n|---|---|\n| 3000-3099 | Veeb |\n| 8000-8099 | Liides |\n"
    assert [claim.value for claim in of(text, "range") if not claim.part] == ["3000-3099", "8000-8099"]
    widths = read(text.replace("# Ports", "# Widths"), "docs/widths.md").claims
    assert [claim for claim in widths if claim.attribute == "range"] == []


def test_frontend_and_backend_are_ports_of_the_row() -> None:
    text = "# Apps\n\n| App | Frontend | Backend |\n|---|---|---|\n| Notes | 45000 | 45001 |\n| Tasks | 45010 | same |\n| Mail | 45020 | 45021 |\n"
    found = [(claim.service, claim.part, claim.value) for claim in of(text, "port")]
    assert found == [
        ("Notes", "web", "45000"), ("Notes", "api", "45001"), ("Tasks", "web", "45010"), ("Mail", "web", "45020"), ("Mail", "api", "45021"),
    ]  # fmt: skip
    assert of(text.replace("45", "").replace("same", "12"), "port") == [], "counts are no ports"


@pytest.mark.parametrize(
    "heading", ["账单 (端口 9080)", "账单（端口：9080）", "ゲートウェイ (ポート 9080)", "Шлюз (порт 9080)"]
)
def test_a_port_in_a_heading_is_no_part_of_the_name(heading: str) -> None:
    (claim,) = of(f"# X\n\n## {heading}\n", "port")
    assert (claim.value, claim.service) == ("9080", heading.replace("（", " (").split(" (")[0])


@pytest.mark.parametrize("title", ["vLLM on spark-2", "vLLM auf spark-2", "vLLM @ spark-2", "vLLM en 10.0.0.7"])
def test_a_title_may_name_the_machine(title: str) -> None:
    (claim,) = of(f"# {title}\n\n| Setting | Value |\n|---|---|\n| Port | 8000 |\n", "port")
    assert (claim.service, claim.host) == ("vLLM", title.split()[-1])


def test_what_runs_on_a_platform_is_on_no_machine() -> None:
    claims = of("# Grafana on k8s\n\n| Setting | Value |\n|---|---|\n| Port | 3000 |\n", "port")
    assert [claim.host for claim in claims] == [""]


def test_a_proxy_table_without_names_calls_its_sites_as_the_proxy_does() -> None:
    text = "# Proxy\n\n| Domain | Forward To | Access |\n|---|---|---|\n| status.example.lan | 10.0.0.4:3011 | all |\n| example.lan | 10.0.0.4:80 | all |\n"
    (claim,) = of(text, "port")
    assert (claim.service, claim.value, claim.host, claim.source) == ("status", "3011", "10.0.0.4", "table upstream")
    assert of(text, "bind") == []


def test_local_addresses_of_a_snapshot_are_binds() -> None:
    text = (
        "# Snapshot 2026-03-05\n\n## mini\n\n| Local Address | Process |\n|---|---|\n| `127.0.0.1:44217` | worker |\n"
    )
    claims = [c for c in read(text, "docs/snapshots/2026-03-05-mini.md").claims if c.attribute == "bind"]
    assert [(claim.value, claim.port) for claim in claims] == [("127.0.0.1", 44217)]


@pytest.mark.parametrize("line", ["- Next free in core: 4120", "- Livres: 4120", "- 未使用: 4120", "- Свободные: 4120"])
def test_free_ports_of_a_page_of_ports(line: str) -> None:
    assert [claim.value for claim in of(f"# Ports\n\n## Port list\n\n{line}\n", "available")] == ["4120"]


def test_what_a_pasted_proxy_leads_to_is_nothing_of_the_page_of_the_proxy() -> None:
    text = "# nginx\n\n```nginx\nupstream api { server 127.0.0.1:3101; }\nserver {\n  listen 443;\n  server_name crm.example.org;\n  location / { proxy_pass http://api; }\n}\n```\n"
    assert "nginx api" not in {claim.service for claim in read(text).claims}


def test_bullets_below_a_heading_with_a_block_are_ports() -> None:
    text = "# Networks\n\n### Agents (8160-8169)\n\n- coder: 8160\n- Available: 8162-8169\n"
    assert [(claim.service, claim.value) for claim in of(text, "port")] == [("coder", "8160")]
    assert [claim.value for claim in of(text, "available")] == ["8162-8169"]
    assert of("# Shop\n\n## Orders (1990-1999)\n\n- widgets: 1991\n", "port") == []


def test_a_column_that_groups_rows_is_not_their_name() -> None:
    text = "# Net\n\n| Name | Stack | Port |\n|---|---|---|\n| cms | web | 7010 |\n| search | web | 7011 |\n"
    assert [claim.service for claim in of(text, "port")] == ["cms", "search"]
    text = "# Net\n\n| Name | Service | Port |\n|---|---|---|\n| box1 | Wiki | 7010 |\n| box1 | Forge | 7011 |\n"
    assert [claim.service for claim in of(text, "port")] == ["Wiki", "Forge"]


def test_a_program_called_homepage_has_an_address() -> None:
    (claim,) = of("# Lab\n\n- **Homepage**: http://192.168.7.20:8140\n- **Website**: https://example.org\n", "port")
    assert (claim.service, claim.value) == ("Homepage", "8140")


def test_free_ports_below_the_title_of_a_page_of_ports() -> None:
    text = "# Port registry\n\n## Assignments\n\nFree: 7011-7019, 7102-7109\n"
    assert [claim.value for claim in of(text, "available")] == ["7011-7019", "7102-7109"]
    assert of(text.replace("Port registry", "Rooms"), "available") == []
