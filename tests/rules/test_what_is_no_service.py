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


TARGET = "# Target\n\n| App | Port |\n|---|---|\n| Forgejo 9 (web) | 3202 |\n| Forgejo 9 (ssh) | 2222 |\n"


def test_ssh_in_brackets_is_the_way_in_and_no_other_name() -> None:
    assert found({"docs/a.md": TARGET, "group_vars/all.yml": "ssh_port: 22\n"}) == []
    compose = 'services:\n  forgejo:\n    image: codeberg.org/forgejo/forgejo:9\n    ports: ["3212:3000", "2222:22"]\n'
    assert found({"docs/a.md": TARGET, "compose.yml": compose}) == ["A101"]  # 3202, of the same Forgejo


def test_a_machine_in_brackets_is_no_other_name() -> None:
    machines = "# Machines\n\n| Host | Address |\n|---|---|\n| anvil | 10.0.0.5 |\n| tongs | 10.0.0.6 |\n"
    page = "# Services\n\n### Ollama (anvil)\n\n- port: 11434\n"
    drawn = """# Picture

```
 Open WebUI ▼
         anvil:4000 LiteLLM ──> vLLM (anvil)
                     ├──> Ollama (anvil, tongs)
```
"""
    assert found({"docs/m.md": machines, "docs/s.md": page, "docs/p.md": drawn}) == []


QUADLET = "[Container]\nImage=acme/{}:1\nPublishPort=127.0.0.1:8010:8000\n"


def test_two_quadlets_of_one_user_on_one_port() -> None:
    files = {f"quadlets/{name}.container": QUADLET.format(name) for name in ("papers", "wiki")}
    assert found(files) == ["A102"]
    assert found({"a/papers.container": QUADLET.format("papers"), "b/wiki.container": QUADLET.format("wiki")}) == []


def test_a_public_name_of_the_own_network() -> None:
    page = "# Services\n\n### n8n\n\n- **url**: https://{}.acme.home\n- **port**: 5678\n"
    compose = "services:\n  n8n:\n    image: n8nio/n8n\n    environment:\n      - N8N_HOST=flows.acme.home\n"
    assert found({"docs/a.md": page.format("n8n"), "compose.yml": compose}) == ["A112"]
    assert found({"docs/a.md": page.format("flows"), "compose.yml": compose}) == []
