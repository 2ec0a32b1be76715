"""Folders that each run services of their own are held against their own pages, and collide where a host is named."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def told(files: dict[str, str]) -> list[tuple[str, frozenset[str]]]:
    """Rule and files of every finding."""
    data = {path: text.encode() for path, text in files.items()}
    found = run(Prepared(Memory(data), (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [(one.rule, frozenset(claim.path for claim in one.claims)) for one in found]


def compose(*services: str) -> str:
    """`nginx 8081:80`, one a service."""
    rows = (one.split() for one in services)
    return "services:\n" + "".join(f"  {name}:\n    image: {name}\n    ports: ['{port}']\n" for name, port in rows)


def page(*rows: str) -> str:
    """`nginx 8081 80`: service, port of the host, port inside."""
    table = "".join(f"| {' | '.join(row.split())} |\n" for row in rows)
    return f"# Ports\n\n| Service | Host port | Container port |\n| --- | --- | --- |\n{table}"


SIBLINGS = {
    "stacks/blog/compose.yml": compose("nginx 8081:80", "postgres 5433:5432"),
    "stacks/blog/README.md": page("nginx 8081 80", "postgres 5433 5432"),
    "stacks/wiki/compose.yml": compose("nginx 8082:8080", "postgres 5434:5432"),
    "stacks/wiki/README.md": page("nginx 8082 8080", "postgres 5434 5432"),
}


def test_siblings_with_services_of_one_name_are_no_conflict() -> None:
    assert told(SIBLINGS) == []


def test_a_page_of_one_is_held_against_its_own_file() -> None:
    files = SIBLINGS | {"stacks/wiki/README.md": page("nginx 8083 8080", "postgres 5434 5432")}
    assert told(files) == [("A101", frozenset({"stacks/wiki/README.md", "stacks/wiki/compose.yml"}))]


def test_a_page_of_the_whole_site_agrees_with_one_or_with_none() -> None:
    alternatives = {
        f"{name}/compose.yml": compose(f"keycloak {port}:8443") for name, port in (("eu", 8443), ("us", 9443))
    }
    assert told(alternatives | {"docs/ports.md": page("Keycloak 8443 8443")}) == []
    assert [rule for rule, _ in told(alternatives | {"docs/ports.md": page("Keycloak 8444 8443")})] == ["A101"]


def test_a_heading_names_the_deployment_that_it_is_about() -> None:
    files = {"nas/compose.yml": compose("portainer 9000:9000"), "pi/compose.yml": compose("portainer 9001:9000")}
    rows = "| Service | Port |\n| --- | --- |\n| Portainer | {0} |\n\n"
    own = rows.format(9000), rows.format(9001)
    assert told(files | {"docs/ports.md": f"# Lab\n\n## NAS\n\n{own[0]}## Raspberry Pi\n\n{own[1]}"}) == []
    wrong = told(files | {"docs/ports.md": f"# Lab\n\n## NAS\n\n{own[0]}## Raspberry Pi\n\n{own[0]}"})
    assert wrong == [("A101", frozenset({"docs/ports.md", "pi/compose.yml"}))]


def test_a_folder_within_a_deployment_is_one_of_its_own() -> None:
    files = {
        "compose.yml": compose("relay 8080:8080"),
        "README.md": page("relay 8080 8080"),
        "tools/bench/compose.yml": compose("relay 9090:8080"),
    }
    assert told(files) == []
    wrong = files | {"README.md": page("relay 8081 8080")}
    assert told(wrong) == [("A101", frozenset({"README.md", "compose.yml"}))]


HOSTS = "# Hosts\n\n| Host | Address |\n| --- | --- |\n| atlas | 10.0.0.5 |\n| juno | 10.0.0.6 |\n"
STACKS = {
    "atlas/forge/compose.yml": compose("gitea 3000:3000"),
    "atlas/graphs/compose.yml": compose("grafana 3000:3000"),
    "juno/wiki/compose.yml": compose("wikijs 3000:3000"),
}


def test_folders_named_after_a_machine_of_the_inventory_are_on_one_host() -> None:
    both = frozenset({"atlas/forge/compose.yml", "atlas/graphs/compose.yml"})
    assert told(STACKS | {"docs/hosts.md": HOSTS}) == [("A102", both)]
    assert told(STACKS) == []  # nothing says that these are machines


def test_a_folder_named_after_the_service_is_no_machine() -> None:
    named = "# Hosts\n\n| Host | Address |\n| --- | --- |\n| gitea | 10.0.0.5 |\n"
    files = {"gitea/a/compose.yml": compose("gitea 3000:3000"), "gitea/b/compose.yml": compose("gitea 3001:3000")}
    assert told(files | {"docs/hosts.md": named}) == []


def test_the_page_of_one_deployment_takes_no_port_from_another() -> None:
    files = {
        "stacks/blog/README.md": page("ghost 8081 2368"),
        "stacks/blog/compose.yml": compose("ghost 8081:2368"),
        "stacks/wiki/compose.yml": compose("wikijs 8081:3000"),
    }
    assert told(files) == []
    assert [rule for rule, _ in told(files | {"docs/ports.md": page("ghost 8081 2368")})] == ["A102"]


def test_files_of_one_folder_that_are_laid_over_no_other_are_alternatives() -> None:
    files = {"docker-compose.v1.yml": compose("relay 8080:80"), "docker-compose.v2.yml": compose("relay 8090:80")}
    assert told(files | {"README.md": page("relay 8080 80")}) == []
    assert told(files | {"README.md": page("relay 8090 80")}) == []
    assert told(files | {"README.md": page("relay 8070 80")}) == [("A101", frozenset({"README.md", *files}))]


def test_an_overlay_of_any_name_is_beside_its_base() -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata:\n  name: relay\nspec:\n  type: NodePort\n"
    service += "  ports:\n    - {{port: 80, nodePort: {0}}}\n"
    files = {
        "k8s/base/service.yaml": service.format(30080),
        "k8s/overlays/eu-west/service.yaml": service.format(30090),
    }
    table = "# Ports\n\n| Service | Node port |\n| --- | --- |\n| relay | {0} |\n"
    assert told(files | {"README.md": table.format(30080)}) == []
    assert [rule for rule, _ in told(files | {"README.md": table.format(30081)})] == ["A101"]
