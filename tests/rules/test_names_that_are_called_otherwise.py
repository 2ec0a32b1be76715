"""Public names by what pages say is there, names of documentation, and what a file says of itself in passing."""

from __future__ import annotations

import pytest
from checked import findings, rules


def found(files: dict[str, str]) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    return [(one.rule, tuple((c.path, c.line) for c in one.claims)) for one in findings(files)]


NGINX = {
    "portal.conf": "server {\n  server_name portal.hermod.io;\n  location / { proxy_pass http://127.0.0.1:8082; }\n}\n"
}


@pytest.mark.parametrize(("said", "told"), [("Customer portal", ["A118"]), ("Mobile app", []), ("Supportal", [])])
def test_a_name_for_what_another_name_is_called_by(said: str, told: list[str]) -> None:
    assert rules({"README.md": f"# Hermod\n\n{said}: https://console.hermod.io\n", **NGINX}) == told


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("mkdocs.yml", "site_name: Benchslot\nsite_url: https://docs.benchslot.dev/\n"),
        (
            "apps/docs/docusaurus.config.ts",
            "const config = {\n  url: 'https://docs.benchslot.dev',\n  baseUrl: '/',\n};\n",
        ),
    ],
)
def test_where_the_documentation_is_published(path: str, text: str) -> None:
    page = "# Benchslot\n\n- Docs: https://docs.benchslot.{}\n"
    assert rules({"README.md": page.format("com"), path: text}) == ["A119"]
    assert rules({"README.md": page.format("dev"), path: text}) == []


HAPROXY = (
    "frontend stats\n    mode http\n    bind 10.20.4.5:8404\n    stats enable\n    stats uri /stats\n\n"
    "frontend https\n    bind *:443\n    default_backend web\n\nbackend web\n    server a 10.20.4.6:80 check\n"
)


def test_the_page_of_the_proxy_is_not_the_proxy() -> None:
    rows = "# Ports\n\n| Port | Service |\n|---|---|\n| 443 | HAProxy |\n| {} | HAProxy stats |\n"
    look = "# Duty\n\n| What | Where |\n|---|---|\n| HAProxy | http://lb-01:8404/stats |\n"
    assert rules({"docs/ports.md": rows.format(8404), "docs/duty.md": look, "haproxy.cfg": HAPROXY}) == []
    ((rule, places),) = found({"docs/ports.md": rows.format(9000), "docs/duty.md": look, "haproxy.cfg": HAPROXY})
    assert (rule, ("docs/ports.md", 6) in places, ("haproxy.cfg", 3) in places) == ("A101", True, True)


def test_a_client_that_runs_elsewhere_and_comes_back() -> None:
    compose = {"compose.yml": "services:\n  redis:\n    image: redis\n    ports: ['6380:6379']\n"}
    page = "# Fix\n\n```sh\nredis-cli -h localhost -p 6379 ping\n{} redis-cli -p 6379 info\n```\n"
    assert rules({"docs/fix.md": page.format("docker compose exec redis"), **compose}) == ["A101"]
    assert rules({"docs/fix.md": page.format("ssh box\n"), **compose}) == []


def test_a_command_is_answered_by_the_file_that_others_are_laid_over() -> None:
    base = "services:\n  gateway:\n    image: a\n"
    page = {"docs/run.md": "# Run\n\n```sh\ndocker compose logs -f api-gateway\n```\n"}
    ((rule, places),) = found({**page, "docker-compose.prod.yml": base, "docker-compose.yml": base})
    assert (rule, places[-1]) == ("A120", ("docker-compose.yml", 2))


def test_a_comment_about_two_machines_says_nothing_of_all_of_it() -> None:
    compose = "# {}\nservices:\n  mosquitto:\n    image: eclipse-mosquitto\n    ports: ['1883:1883']\n"
    page = {"docs/ports.md": "# Ports\n\n## pi-1 (10.0.0.7)\n\n| Port | Service |\n|---|---|\n| 1890 | mosquitto |\n"}
    assert rules({**page, "compose.yml": compose.format("pi-1: all but frigate, which runs on nuc-2")}) == ["A101"]
    assert rules({**page, "compose.yml": compose.format("runs on nuc-2")}) == []


def test_parts_of_ports_by_the_names_that_config_has_for_them() -> None:
    service = (
        "apiVersion: v1\nkind: Service\nmetadata: {name: gitea}\nspec:\n  type: NodePort\n  ports:\n"
        "    - {name: http, port: 80, nodePort: 30080}\n    - {name: ssh, port: 22, nodePort: 30022}\n"
    )
    page = "# Ports\n\n## Node ports\n\n| Port | Service |\n|---|---|\n| 30080 | Gitea |\n| {} | Gitea SSH |\n"
    assert rules({"docs/a.md": page.format(30022), "k8s/gitea.yaml": service}) == []
    assert rules({"docs/a.md": page.format(30029), "k8s/gitea.yaml": service}) == ["A101"]
    compose = "services:\n  ingest:\n    image: a\n    ports: ['${INGEST_GRPC_PORT:-9444}:9000']\n"
    row = "# Services\n\n| Service | Port | gRPC port |\n|---|---|---|\n| ingest | – | {} |\n"
    assert rules({"docs/a.md": row.format(9444), "compose.yml": compose}) == []
    assert rules({"docs/a.md": row.format(9443), "compose.yml": compose}) == ["A101"]


def test_what_a_server_leads_to_is_not_where_it_runs() -> None:
    page = (
        "# App\n\n- **API Gateway**: http://localhost:8000\n\n"
        "The dev server runs on http://localhost:5173 and proxies `/api` to the gateway.\n"
    )
    assert rules({"README.md": page}) == []
