"""Rows that give one thing two ports, ports that nobody publishes, defaults of compose files, names of a network."""

from __future__ import annotations

import pytest
from checked import findings, rules


def found(files: dict[str, str]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.message) for one in findings(files)]


STORE = (
    "# Local\n\n| Service | Container | Port | URL |\n|---|---|---|---|\n"
    "| PostgreSQL | pg | {} | `postgresql://u:p@localhost:{}` |\n"
)
PG = {
    "compose.yml": "services:\n  postgresql:\n    image: postgres\n    container_name: pg\n    ports: ['5432:5432']\n"
}


@pytest.mark.parametrize(("port", "url"), [(5432, 5439), (5439, 5432)])
def test_a_store_with_another_port_in_its_url(port: int, url: int) -> None:
    ((rule, severity, message),) = found({"README.md": STORE.format(port, url), **PG})
    assert (rule, severity) == ("A101", "medium")
    assert "5439" in message


def test_both_sides_of_a_mapping_are_two_ports() -> None:
    mapped = {"compose.yml": PG["compose.yml"].replace("5432:5432", "5433:5432")}
    assert rules({"README.md": STORE.format(5432, 5433), **mapped}) == []
    assert rules({"README.md": STORE.format(5432, 5432), **PG}) == []


def test_one_machine_under_two_names() -> None:
    head = "# Services\n\n| Service | Local | Tailscale | Port |\n|---|---|---|---|\n"
    row = "| {0} | `http://192.168.5.7:{1}` | `http://atlas.tail1a.ts.net:{2}` | {1} |\n"
    same = "".join(row.format(name, port, port) for name, port in (("Gitea", 3000), ("Wiki", 3001), ("Vault", 8200)))
    assert rules({"docs/a.md": head + same}) == []
    assert rules({"docs/a.md": head + same + row.format("Map", 8101, 8108)}) == ["A101"]


def test_a_console_is_on_the_port_of_its_flag() -> None:
    compose = (
        "services:\n  minio:\n    image: minio/minio\n    command: server /data --console-address :9001\n"
        "    ports: ['9000:9000', '9001:9001']\n"
    )
    page = "# Local\n\n## MinIO\n\n- S3 API: http://localhost:9000\n- Console: http://localhost:{}\n"
    assert rules({"docs/a.md": page.format(9001), "compose.yml": compose}) == []
    assert rules({"docs/a.md": page.format(9090), "compose.yml": compose}) == ["A101"]


INSIDE = "services:\n  files:\n    build: files\n    expose: ['9101']\n"


@pytest.mark.parametrize(("name", "severity"), [("files", "medium"), ("Files server", "low")])
def test_what_nobody_publishes_is_held_against_what_is_inside(name: str, severity: str) -> None:
    page = "# Parts\n\n| Component | Port |\n|---|---|\n| {} | {} |\n"
    assert [one[:2] for one in found({"README.md": page.format(name, 9108), "compose.yml": INSIDE})] == [
        ("A109", severity)
    ]
    assert rules({"README.md": page.format(name, 9101), "compose.yml": INSIDE}) == []
    published = INSIDE.replace("expose: ['9101']", "ports: ['9108:9101']")
    assert rules({"README.md": page.format(name, 9108), "compose.yml": published}) == []


def test_a_default_of_a_compose_file() -> None:
    page = "# Deploy\n\n| Variable | Default | Meaning |\n|---|---|---|\n| `AUTH_ENABLED` | `{}` | login |\n"
    compose = {
        "compose.yml": "services:\n  api:\n    image: a\n    environment:\n      AUTH_ENABLED: ${AUTH_ENABLED:-true}\n"
    }
    assert rules({"docs/a.md": page.format("true"), **compose}) == []
    assert rules({"docs/a.md": page.format("false"), **compose}) == ["B102"]


def test_names_of_a_network_of_ones_own() -> None:
    ingress = (
        "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: argocd}\nspec:\n  rules:\n"
        "    - host: argocd.acme.internal\n      http: {paths: [{path: /, pathType: Prefix, backend: "
        "{service: {name: argocd-server, port: {number: 443}}}}]}\n"
    )
    page = "# Entry\n\n| Service | URL |\n|---|---|\n| Argo CD | https://{}.acme.internal |\n"
    assert "A112" not in rules({"README.md": page.format("argocd"), "k8s/ingress.yaml": ingress})
    assert "A112" in rules({"README.md": page.format("argo"), "k8s/ingress.yaml": ingress})


def test_each_command_is_held_against_the_image_for_itself() -> None:
    page = "# Kestrel\n\n## Run\n\n```sh\ndocker run -p 8000:8000 kestrel\ndocker run -p 8000:8007 kestrel\n```\n"
    ((rule, _, message),) = found({"README.md": page, "Dockerfile": "FROM scratch\nEXPOSE 8000\n"})
    assert (rule, "8007" in message) == ("A109", True)


def test_a_namespace_that_has_a_block_of_ports() -> None:
    page = (
        "# Ports\n\n| Range | Purpose |\n|---|---|\n| 30200-30299 | Observability |\n| 30300-30399 | Data |\n\n"
        "## Node ports\n\n| Port | Service | Namespace |\n|---|---|---|\n| 30200 | Prometheus | observability |\n"
        "| {} | Loki | observability |\n"
    )
    assert rules({"docs/ports.md": page.format(30201)}) == []
    assert rules({"docs/ports.md": page.format(30310)}) == ["D101"]


def test_where_something_is_scraped_is_no_plan() -> None:
    page = "# Metrics\n\n| Job | Target | What |\n|---|---|---|\n| `api` | `api-server:{}` | requests |\n"
    caddy = {
        "Caddyfile": "api.acme.io {\n  reverse_proxy api-server:8001\n}\n",
        "compose.yml": "services:\n  api-server:\n    image: a\n",
    }
    assert rules({"docs/a.md": page.format(8001), **caddy}) == []
    assert rules({"docs/a.md": page.format(8008), **caddy}) == ["A109"]
