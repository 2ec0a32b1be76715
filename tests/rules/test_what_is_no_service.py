"""Headings, labels, options and comments that say a port and name no service, and names that do."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def found(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [one.rule for one in findings]


@pytest.mark.parametrize(
    ("heading", "rules"),
    [
        ("Harbor", ["A102"]),
        ("Harbor Mirror", ["A102"]),
        ("Running Harbor", []),
        ("Custom domain name", []),
        ("Keep both sides together", []),
        ("Zed / Cline / Aider", []),
        ("Python & one line", []),
    ],
)
def test_a_heading_in_words_holds_no_socket(heading: str, rules: list[str]) -> None:
    page = f"# Lab\n\n## Quay\n\n- Port: 8480\n\n## {heading}\n\n- Port: 8480\n"
    assert found({"README.md": page}) == rules


def test_what_a_function_is_given_is_no_port_of_a_label() -> None:
    page = "# Lab\n\n- **Quay**: http://localhost:8480\n- **One-liner**: {}\n"
    assert found({"README.md": page.format("`st = lab.start('http://localhost:8480')`")}) == []
    assert found({"README.md": page.format("http://localhost:8480")}) == ["A102"]


def test_what_a_program_is_given_with_options_is_no_port_of_it() -> None:
    page = "# Lab\n\n- **Quay**: http://localhost:8480\n- Then `agent add {}quay-http http://localhost:8480`.\n"
    assert found({"README.md": page.format("--transport http ")}) == []


def test_a_client_that_tells_where_it_is_connected_is_no_service() -> None:
    page = "# Lab\n\n- **Quay**: http://localhost:8480\n\n```\n* {} (127.0.0.1) port 8480 (#0)\n```\n"
    assert found({"README.md": page.format("Connected to localhost")}) == []


def test_an_address_field_is_no_service() -> None:
    page = "# Lab\n\n## Web\n\n```\n{0}: localhost:5000\n```\n\n## Debugging\n\n```\n{0}: localhost:5001\n```\n"
    assert found({"README.md": page.format("addr")}) == []
    assert found({"README.md": page.format("Quay")}) == ["A101"]


def test_the_head_of_a_file_is_about_what_is_published() -> None:
    file = "# Open: http://localhost:{}/\n# inside, add ssh-box, port 22\n\nservices:\n"
    file += "  quay:\n    image: q\n    ports: ['8443:8443']\n  ssh-box:\n    image: s\n"
    assert found({"compose.yml": file.format(8443)}) == []


def test_a_comment_that_leads_to_another_service_states_no_port_of_the_one_below() -> None:
    file = (
        "services:\n  gateway:\n    image: g\n    ports: ['8000:8000']\n"
        "  # {} it at the gateway from\n  # its setup page (default http://localhost:8000).\n"
        "  console:\n    image: c\n    ports: ['8080:80']\n"
    )
    assert found({"compose.yml": file.format("Point")}) == []
    assert found({"compose.yml": file.format("Open")}) == ["A101"]


def test_a_port_that_somebody_else_holds_is_followed_by_an_example() -> None:
    env, page = "LAB_SWAP_PORT=9090\n", "# Lab\n\n## {}\n\n```env\nLAB_SWAP_PORT=9099\n```\n"
    assert found({".env": env, "docs/a.md": page.format('"Port 9090 is already in use"')}) == []
    assert found({".env": env, "docs/a.md": page.format("Swap")}) == ["A101"]


def test_two_compose_files_beside_each_other_give_one_port_in_turn() -> None:
    service = "services:\n  {}:\n    image: x\n    ports: ['8443:8443']\n"
    page = "# Quay\n\n| Service | Port |\n|---|---|\n| {} | 8443 |\n"
    files = {"compose.yml": service.format("quay"), "compose.ha.yml": service.format("balancer")}
    assert found({**files, "docs/ports.md": page.format("quay")}) == []
    files = {"compose.yml": service.format("balancer")}
    assert found({**files, "docs/ports.md": page.format("quay")}) == ["A102"]


def test_what_a_package_says_of_itself_is_no_config() -> None:
    text = "Name: lab\nProject-URL: a, b\nProject-URL: c, d\n\n# Lab\n\nservices:\n  quay:\n    image: q\n"
    assert found({"PKG-INFO": text, "compose.yml": "services:\n  quay:\n    image: q\n"}) == []
    assert found({"NOTES": text}) != []


def test_kinds_of_objects_and_numbers_take_no_ports() -> None:
    modes = "# Modes\n\n| Mode | Workload | Ports |\n|---|---|---|\n| A | Deployment | 31080 |\n| B | {} | 31080 |\n"
    assert found({"docs/modes.md": modes.format("DaemonSet")}) == []
    numbers = "# Dashboard\n\n| Stats port | URL |\n|---|---|\n| `1936` | `http://10.0.0.7:11936/` |\n"
    other = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Egret | 10.0.0.7 | 11936 |\n"
    assert found({"docs/dashboard.md": numbers, "docs/ports.md": other}) == []
