"""One program in two places, each right for itself; and what looks like a second place of one."""

from __future__ import annotations

import pytest
from checked import findings

ROWS = "| anvil | 10.20.0.10 |\n| tongs | 10.30.0.10 |\n| bellows | 10.20.0.11 |\n"
MACHINES = f"# Machines\n\n| Host | Address |\n|---|---|\n{ROWS}"


def told(files: dict[str, str]) -> list[str]:
    return sorted({one.rule for one in findings(files)} - {"M107"})


TABLE = """# Lane

| What | Box | Listens on | Login |
|---|---|---|---|
| Films | anvil | 8096 | own accounts |
| Photos | anvil | 2283 | own accounts |
"""
FIELDS = (
    "# Mill\n\n### Films\n- runs on: tongs\n- port: 8096\n- name: http://films.mh.acme.house\n- login: none needed\n"
)
PROXIES = {
    "lane/Caddyfile": "films.kl.acme.house {\n\treverse_proxy 10.20.0.10:8096\n}\n",
    "mill/Caddyfile": "films.mh.acme.house {\n\treverse_proxy 10.30.0.10:8096\n}\n",
}


def test_one_program_at_each_of_two_sites() -> None:
    pages = {"docs/machines.md": MACHINES, "docs/lane.md": TABLE, "docs/mill.md": FIELDS}
    assert not {"A116", "B102"} & set(told({**pages, **PROXIES}))


def test_a_field_of_a_name_is_no_service() -> None:
    from consistency.readers.document import read_document

    claims = read_document("docs/mill.md", FIELDS).claims
    assert {c.service for c in claims if c.attribute == "base_url"} == {"Films"}


PORTS = (
    "# Ports\n\n## taken on anvil\n\n| port | what |\n|---|---|\n| 4061 | songs renderer |\n| 4080 | feeds reader |\n\n"
)


@pytest.mark.parametrize(("heading", "found"), [("laptop only", []), ("also on anvil", ["A101"])])
def test_a_laptop_is_where_one_develops(heading: str, found: list[str]) -> None:
    more = f"## {heading}\n\n| port | what |\n|---|---|\n| 14061 | songs renderer |\n| 14080 | feeds reader |\n"
    assert told({"PORTS.md": PORTS + more}) == found


def test_what_a_rows_own_command_has_started() -> None:
    page = "# Notes\n\n| project | command | then open |\n|---|---|---|\n| feeds | `{}` | http://localhost:14080 |\n"
    compose = 'services:\n  feeds:\n    image: acme/feeds\n    ports: ["4080:8080"]\n'
    assert told({"notes/dev.md": page.format("go run ./cmd/reader -addr :14080"), "compose.yml": compose}) == []
    assert told({"notes/dev.md": page.format("docker compose up"), "compose.yml": compose}) == ["A101"]


def test_two_rows_with_one_port_and_machines_of_their_own() -> None:
    page = "# Home\n\n| App | Port | URL |\n|---|---|---|\n| Panel | 80 | http://10.20.0.20 |\n"
    page += "| Blocker | 80 | http://10.20.0.{} |\n"
    assert told({"README.md": page.format(3)}) == []
    assert told({"README.md": page.format(20)}) == ["A102"]


def test_what_a_name_leads_to_by_an_address() -> None:
    page = "# Media\n\n- Requests → `films:8989`, `shows:7878`, `10.20.0.20:32400` (Plex is on host network)\n"
    rows = "# Home\n\n| App | Port |\n|---|---|\n| Requests | 5055 |\n| Films | 8085 |\n"
    assert told({"docs/media.md": page, "README.md": rows}) == []


def test_what_a_role_falls_back_to() -> None:
    inventory = "---\nall:\n  vars:\n    env: staging\n    members_port: 8501\n    postgres_port: 5432\n"
    inventory += "  hosts:\n    stg1:\n      ansible_host: 198.51.100.60\n"
    defaults = "---\nmembers_user: members\nmembers_port: 8001\nmembers_workers: 2\n"
    assert told({"roles/members/defaults/main.yml": defaults, "inventory/staging.yml": inventory}) == []


def test_whose_the_last_sentence_is() -> None:
    page = "# Watch\n\n- Loki has no UI, use Explore in Grafana. API at http://10.20.0.10:3100 from inside.\n"
    rows = (
        "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Grafana | anvil | 3000 |\n| Loki | anvil | 3100 |\n"
    )
    assert told({"docs/machines.md": MACHINES, "docs/watch.md": page, "docs/services.md": rows}) == []


LISTED = """# Port policy

## Allocations

gate
: 3000 Webtop, 3100 Grafana, 4000 router, 9090 Prometheus. See there.

shelf
: 8201 embed (TEI), 8210 rag-api.
"""


def test_what_a_machine_has_in_a_list_of_definitions() -> None:
    from consistency.readers.document import read_document

    claims = read_document("docs/ports.md", LISTED).claims
    found = {(c.host, c.service, c.value) for c in claims if c.attribute == "port"}
    assert found >= {("gate", "Grafana", "3100"), ("gate", "Prometheus", "9090"), ("shelf", "rag-api", "8210")}
    assert all(claim.host != "gate" or claim.value != "4000" for claim in claims)


def test_a_note_that_names_nobody_but_the_machine() -> None:
    note = "# 2026-01-18 KL sweep\n\nEvidence, not canon.\n\n## heron\n\n- listeners: `:22`, `:445`, `:8000`\n"
    machines = "# Machines\n\n| Host | Address |\n|---|---|\n| heron | 10.20.0.10 |\n| tongs | 10.30.0.10 |\n"
    rows = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Grafana | heron | 3000 |\n"
    files = {"docs/m.md": machines, "docs/s.md": rows, "docs/evidence/2026-01-18-sweep.md": note}
    assert "A106" not in told(files)


def test_a_file_that_runs_all_of_a_project() -> None:
    page = "# Ports\n\n## taken on anvil\n\n| port | what |\n|---|---|\n"
    page += "| 4049 | plantlog staging (web+api in one) |\n| 4040 | plantlog web |\n"
    compose = 'services:\n  all:\n    image: acme/plantlog\n    ports: ["4049:8080"]\n'
    assert told({"PORTS.md": page, "projects/plantlog/docker-compose.staging.yml": compose}) == []


def test_a_program_with_a_dot_in_its_name() -> None:
    rows = "| Keycloak | anvil | 8080 |\n| draw.io | anvil | 8080 |\n"
    assert told({"docs/a.md": f"# Services\n\n| Service | Host | Port |\n|---|---|---|\n{rows}"}) == ["A102"]
    page = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Wiki.js | anvil | {} |\n"
    compose = 'services:\n  wiki:\n    image: ghcr.io/requarks/wiki:2\n    ports: ["3011:3000"]\n'
    assert told({"docs/a.md": page.format(3010), "hosts/anvil/compose.yml": compose}) == ["A101"]
    assert told({"docs/a.md": page.format(3011), "hosts/anvil/compose.yml": compose}) == []


def test_two_doors_that_pages_and_config_both_have() -> None:
    page = "# Papers\n\n| Service | Port |\n|---|---|\n| Papers | {} |\n"
    compose = 'services:\n  papers:\n    image: acme/papers\n    ports: ["3080:80"]\n'
    nginx = (
        "upstream papers {\n    server 127.0.0.1:8420;\n}\nserver {\n    listen 443;\n    server_name papers.acme.io;\n"
    )
    nginx += "    location / {\n        proxy_pass http://papers;\n    }\n}\n"
    files = {"docs/docker.md": page.format(3080), "compose.yml": compose, "contrib/nginx/papers.conf": nginx}
    both = {**files, "docs/bare.md": page.format(8420)}
    assert {one.severity for one in findings(both) if one.rule == "A101"} == {"low"}
    slip = {**files, "docs/bare.md": page.format(3008)}
    assert "high" in {one.severity for one in findings(slip) if one.rule == "A101"}
