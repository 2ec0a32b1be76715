"""Variables with their defaults, machines beside ports, addresses of zones, binds of one of many ports."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def told(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return sorted(f"{one.rule} {', '.join(sorted({claim.value for claim in one.claims}))}" for one in findings)


VARIABLES = (
    "# Site\n\n| Variable | Default | Description |\n|---|---|---|\n"
    "| `base_domain` | `lab.acme.io` | all |\n| `grafana_port` | `{}` | |\n| `swap_mb` | `2048` | |\n"
)
ROLE = {"roles/grafana/defaults/main.yml": "grafana_port: 3001\n"}
GROUP = {"group_vars/all.yml": "base_domain: lab.acme.io\ngrafana_port: 3000\nswap_mb: 1024\n"}


def test_a_table_of_variables() -> None:
    assert told({"README.md": VARIABLES.format(3001), **GROUP}) == ["A101 3000, 3001"]
    assert told({"README.md": VARIABLES.format(3000), **GROUP}) == []
    other = {"group_vars/all.yml": "base_domain: home.acme.io\n"}
    assert told({"README.md": VARIABLES.format(3000), **other}) == ["A112 home.acme.io, lab.acme.io"]


def test_a_default_that_the_site_sets_otherwise() -> None:
    assert told({"README.md": VARIABLES.format(3001), **GROUP, **ROLE}) == [], "the page gives the role's default"
    page = {"docs/services.md": "# Services\n\n| Service | Port |\n|---|---|\n| Grafana | {} |\n"}
    right = {path: text.format(3000) for path, text in page.items()}
    assert told({**right, **GROUP, **ROLE}) == [], "the role's default is not in force"
    assert told({**right, **ROLE}) == ["A101 3000, 3001"]


@pytest.mark.parametrize("value", ["lab.example.org", "your-domain.com", "localhost"])
def test_a_placeholder_for_a_domain(value: str) -> None:
    page = VARIABLES.format(3000).replace("lab.acme.io", value)
    assert told({"README.md": page, **GROUP}) == []


HOSTS = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Loki | mini | 3100 |\n"


def test_the_machine_in_a_variable() -> None:
    set_to = "loki_host: {}\nloki_http_port: 3100\n"
    assert told({"docs/a.md": HOSTS, "group_vars/all.yml": set_to.format("juno")}) == ["A116 3100, juno"]
    assert told({"docs/a.md": HOSTS, "group_vars/all.yml": set_to.format("mini")}) == []
    assert told({"docs/a.md": HOSTS, "group_vars/all.yml": set_to.format("localhost")}) == []


def test_an_address_in_a_zone() -> None:
    page = "# Hosts\n\n| Name | Address |\n|---|---|\n| emperor | 10.20.0.40 |\n| gentoo | 10.20.0.41 |\n"
    zone = "$ORIGIN acme.org.\n@ IN SOA a b ( 1 )\nemperor IN A 10.20.0.{}\ngentoo IN A 10.20.0.41\n"
    assert told({"docs/hosts.md": page, "dns/acme.org.zone": zone.format(42)}) == ["A117 10.20.0.40, 10.20.0.42"]
    assert told({"docs/hosts.md": page, "dns/acme.org.zone": zone.format(40)}) == []


TEMPLATE = "services:\n  traefik:\n    image: traefik:v3\n    ports:\n      - '80:80'\n      - '{}8080:8080'\n"


def test_the_bind_of_one_of_many_ports() -> None:
    page = {"docs/s.md": "# Services\n\n## Traefik\n\nThe dashboard is bound to `127.0.0.1:8080` on mini.\n"}
    path = "roles/traefik/templates/compose.yml.j2"
    assert told({**page, path: TEMPLATE.format("")}) == ["A103 0.0.0.0, 127.0.0.1"]
    assert told({**page, path: TEMPLATE.format("127.0.0.1:")}) == []


def test_a_template_takes_no_port_of_a_machine() -> None:
    page = {"docs/s.md": "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| OctoPrint | garage | 8080 |\n"}
    assert told({**page, "roles/traefik/templates/compose.yml.j2": TEMPLATE.format("")}) == []


SCRAPES = "scrape_configs:\n  - job_name: {}\n    static_configs:\n      - targets: ['10.20.0.5:{}']\n"


def test_where_metrics_are_found() -> None:
    page = {"docs/m.md": "# Ports\n\n| Service | Port |\n|---|---|\n| Traefik | 8080 |\n| Traefik metrics | 8082 |\n"}
    assert told({**page, "prometheus.yml": SCRAPES.format("traefik", 8083)}) == ["A101 8082, 8083"]
    assert told({**page, "prometheus.yml": SCRAPES.format("traefik", 8082)}) == []
    alone = {"docs/m.md": "# Ports\n\n| Service | Port |\n|---|---|\n| Traefik | 8080 |\n"}
    assert told({**alone, "prometheus.yml": SCRAPES.format("traefik", 8082)}) == [], "beside its own port"
    assert told({**alone, "prometheus.yml": SCRAPES.format("other", 8080)}) == [], "takes no port from anybody"


def test_a_machine_of_every_site_in_the_one_inventory() -> None:
    page = "# Inventory\n\n| Host | IP |\n|---|---|\n| nas | 10.40.0.21 |\n| nuc1 | 10.40.0.11 |\n"
    inventory = "all:\n  hosts:\n    nas:\n      ansible_host: 10.40.0.20\n    nuc1:\n      ansible_host: 10.40.0.11\n"
    assert told({"docs/i.md": page, "inventory/hosts.yml": inventory}) == ["A117 10.40.0.20, 10.40.0.21"]
    two = {"a/hosts.yml": inventory, "b/hosts.yml": inventory.replace("0.20", "0.22")}
    assert told({"docs/i.md": page, **two}) == [], "two sites"
    prose = "# Backups\n\n- nas (10.40.0.21), as an example of a target\n"
    assert told({"docs/i.md": prose, "inventory/hosts.yml": inventory}) == []


def test_metrics_beside_a_page_of_statistics() -> None:
    page = {"docs/n.md": "# Network\n\nHAProxy stats and metrics live on port 8404 of each edge box.\n"}
    scrapes = SCRAPES.format("haproxy", "{}")
    assert told({**page, "prometheus.yml": scrapes.format(8405)}) == ["A101 8404, 8405"]
    assert told({**page, "prometheus.yml": scrapes.format(8404)}) == []


CALLER = """job "api" {{
  group "api" {{
    task "api" {{
      env {{
        RIVER_URL = "http://river.service.consul:{}/x"
      }}
    }}
  }}
}}
"""
CALLED = """job "river" {
  group "river" {
    network {
      port "http" { static = 8123 }
      port "native" { static = 9000 }
    }
  }
}
"""


def test_where_consul_has_a_service() -> None:
    page = {"docs/p.md": "# Static ports\n\n| Port | Job |\n|---|---|\n| 8123 | river |\n"}
    files = {**page, "jobs/river.nomad.hcl": CALLED}
    assert told({**files, "jobs/api.nomad.hcl": CALLER.format(8124)}) == ["A101 8123, 8124"]
    assert told({**files, "jobs/api.nomad.hcl": CALLER.format(8123)}) == []
    assert told({**files, "jobs/api.nomad.hcl": CALLER.format(9000)}) == [], "a port that the page leaves out"
