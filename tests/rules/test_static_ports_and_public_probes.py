"""Static ports of Nomad's jobs, tables with namespaces, health paths under public names: pages against files."""

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


JOB = """job "gauge" {
  group "web" {
    network {
      port "http" { to = 3000 }
      port "admin" { static = 9700 }
    }
    service {
      name = "gauge"
      port = "http"
      tags = ["traefik.http.routers.gauge.rule=Host(`tide.acme.dev`)"]
      check {
        path = "/v2/health"
      }
    }
    task "server" {
    }
  }
}
"""
PORTS = "# Static ports\n\n| Port | Job | Who connects |\n|---:|---|---|\n| 9600 | gauge | devices |\n"


def test_a_table_of_jobs_against_the_jobs() -> None:
    assert told({"docs/ports.md": PORTS, "jobs/gauge.nomad.hcl": JOB}) == ["A101 9600, 9700"]
    assert told({"docs/ports.md": PORTS.replace("9600", "9700"), "jobs/gauge.nomad.hcl": JOB}) == []


def test_a_task_that_has_a_port_of_its_own_name() -> None:
    beside = JOB.replace('port "admin"', 'port "cache"').replace(
        'task "server" {', 'task "cache" {\n    }\n    task "server" {'
    )
    assert told({"docs/ports.md": PORTS, "jobs/gauge.nomad.hcl": beside}) == []


def test_a_public_name_in_a_tag() -> None:
    assert told({"README.md": "# Acme\n\n- Gauge: https://gauge.acme.dev/\n", "jobs/gauge.nomad.hcl": JOB}) == [
        "A112 https://gauge.acme.dev, tide.acme.dev",
        "A118 gauge.acme.dev, tide.acme.dev",
    ]
    assert told({"README.md": "# Acme\n\n- Gauge: https://tide.acme.dev/\n", "jobs/gauge.nomad.hcl": JOB}) == []


@pytest.mark.parametrize(
    ("url", "wrong"),
    [
        ("https://tide.acme.dev/health", True),
        ("https://tide.acme.dev/healthz?full=1", True),
        ("https://tide.acme.dev/v2/health", False),
        ("https://tide.acme.dev/gauge/v2/health", False),
        ("https://other.acme.dev/health", False),
        ("https://tide.acme.dev/healthcare", False),
        ("https://tide.acme.dev/health/of/rivers", False),
    ],
)
def test_a_health_path_under_a_public_name(url: str, wrong: bool) -> None:
    page = f"# On call\n\n| Alert | Look at |\n|---|---|\n| Down | `curl -s {url}` |\n"
    found = told({"docs/operations.md": page, "jobs/gauge.nomad.hcl": JOB})
    assert [one.partition(" ")[0] for one in found] == ["B105"] * wrong


def test_a_name_that_leads_to_two_services() -> None:
    page = "# On call\n\n1. `curl -s https://tide.acme.dev/health`\n"
    two = JOB.replace("gauge", "depth").replace("/v2/health", "/livez")
    assert told({"docs/a.md": page, "jobs/gauge.nomad.hcl": JOB, "jobs/depth.nomad.hcl": two}) == []


DEPLOYMENT = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: gauge
spec:
  template:
    spec:
      containers:
        - name: app
          ports:
            - containerPort: 3000
          livenessProbe:
            httpGet:
              path: /{}
          readinessProbe:
            httpGet:
              path: /{}
---
apiVersion: v1
kind: Service
metadata:
  name: gauge
spec:
  ports:
    - port: 8085
      targetPort: http
"""
CATALOGUE = (
    "# Catalogue\n\n| Service | Namespace | Port |\n|---|---|---|\n| gauge | tides | {} |\n| depth | maps | {} |\n"
)


@pytest.mark.parametrize(("port", "found"), [(8082, ["A101 3000, 8082, 8085"]), (8085, []), (3000, [])])
def test_a_table_with_namespaces(port: int, found: list[str]) -> None:
    files = {"docs/services.md": CATALOGUE.format(port, 80), "apps/gauge.yaml": DEPLOYMENT.format("livez", "readyz")}
    assert told(files) == found


def test_services_of_a_cluster_may_share_a_port() -> None:
    assert told({"docs/services.md": CATALOGUE.format(80, 80)}) == []
    assert told({"docs/services.md": CATALOGUE.format(80, 80).replace("Namespace", "Team")}) != []


@pytest.mark.parametrize(
    ("live", "ready", "wrong"),
    [("health/live", "health/ready", True), ("livez", "readyz", False), ("healthz", "health/ready", False)],
)
def test_one_path_on_a_page_and_two_probes(live: str, ready: str, wrong: bool) -> None:
    page = "# Catalogue\n\n| Service | Port | Health |\n|---|---|---|\n| gauge | 8085 | `/healthz` |\n"
    found = told({"docs/services.md": page, "apps/gauge.yaml": DEPLOYMENT.format(live, ready)})
    assert [one.partition(" ")[0] for one in found] == ["B105"] * wrong


INGRESS = """apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: gauge
spec:
  rules:
    - host: {}
      http:
        paths:
          - path: /
            backend:
              service:
                name: gauge
"""


def test_a_page_that_gives_the_name_of_one_overlay() -> None:
    overlays = {
        "apps/overlays/bergen/ingress.yaml": INGRESS.format("tide.acme.io"),
        "apps/overlays/voss/ingress.yaml": INGRESS.format("tide.voss.acme.dev"),
    }
    assert told({"README.md": "# Acme\n\n- Gauge: https://tide.acme.io/\n", **overlays}) == []
    wrong = told({"README.md": "# Acme\n\n- Gauge: https://gauge.acme.io/\n", **overlays})
    assert "A112 https://gauge.acme.io, tide.acme.io, tide.voss.acme.dev" in wrong
