"""Charts, clusters of kind and stores of one's own machine: pages against files of the whole repository."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.finding import Finding
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)


def found(files: dict[str, str]) -> list[Finding]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return list(run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings)


def rules(files: dict[str, str]) -> list[str]:
    return [one.rule for one in found(files)]


KIND = """kind: Cluster
apiVersion: kind.x-k8s.io/v1alpha4
nodes:
  - role: control-plane
    extraPortMappings:
      - containerPort: 30430   # alert-router
        hostPort: 4435
"""
LAPTOP = "# Marsh\n\n| what | laptop url |\n|---|---|\n| alert-router | http://localhost:4435 |\n"


def test_a_mapping_is_of_the_service_that_its_comment_names_in_full() -> None:
    assert rules({"README.md": LAPTOP, "kind.yaml": KIND}) == []
    assert rules({"README.md": LAPTOP.replace("4435", "4430"), "kind.yaml": KIND}) == ["A101"]


def test_a_cluster_of_kind_runs_what_the_manifests_say() -> None:
    named = KIND.replace("nodes:", "name: marsh\nnodes:")
    service = (
        "apiVersion: v1\nkind: Service\nmetadata:\n  name: alert-router\n"
        "spec:\n  ports:\n    - port: 80\n      nodePort: {}\n"
    )
    page = "# Ports\n\n| service | nodeport |\n|---|---|\n| alert-router | 30430 |\n"
    files = {"kind.yaml": named, "docs/ports.md": page}
    assert rules({**files, "k8s/alert-router.yaml": service.format(30430)}) == []
    assert rules({**files, "k8s/alert-router.yaml": service.format(30431)}) == ["A101"]


DEPLOYED = """apiVersion: apps/v1
kind: Deployment
metadata:
  name: tide-model
spec:
  template:
    spec:
      containers:
        - name: tide-model
          ports:
            - containerPort: 8085
"""


@pytest.mark.parametrize(
    "page",
    [
        "# Ports\n\n| service | laptop | nodeport | container |\n|--|--:|--:|--:|\n| tide-model | 4420 | 30420 | {} |\n"
        "| map-tiles | 4440 | 30440 | 7800 |\n",
        "# Parts\n\n## tide-model\n\nListens on {} in the pod. Laptop 4420.\n",
    ],
)
def test_a_port_inside_is_that_of_the_container(page: str) -> None:
    assert rules({"docs/ports.md": page.format(8085), "k8s/tide-model.yaml": DEPLOYED}) == []
    assert rules({"docs/ports.md": page.format(8080), "k8s/tide-model.yaml": DEPLOYED}) == ["A109"]


def test_containers_that_are_counted_are_no_ports() -> None:
    page = "# Fleet\n\n| Service | Container |\n|---|---|\n| tide-model | 12 |\n| map-tiles | 30 |\n"
    assert rules({"docs/fleet.md": page, "k8s/tide-model.yaml": DEPLOYED}) == []


CHART = {
    "chart/Chart.yaml": "apiVersion: v2\nname: heron\nversion: 3.2.0\n",
    "chart/values.yaml": "service:\n  port: 80\n  grpcPort: 9000\n"
    "ports:\n  http: 9080\n  grpc: 9091\nmetrics:\n  port: 9102\n",
    "values-dev.yaml": "service:\n  nodePort: 30480\n",
}
POD = "# Networking\n\n## Ports of the pod\n\n| Port | Name |\n|---|---|\n| 9080 | http |\n| {} | grpc |\n"


def test_endpoints_of_the_pod_are_those_of_the_chart() -> None:
    assert rules({**CHART, "docs/networking.md": POD.format(9091)}) == []
    assert rules({**CHART, "docs/networking.md": POD.format(9090)}) == ["A109"]
    of_service = POD.replace("of the pod", "of the Service")
    assert rules({**CHART, "docs/networking.md": of_service.format(9000)}) == []


def test_endpoints_of_every_pod_in_a_sentence() -> None:
    said = "# Operations\n\n## Metrics\n\nEvery pod serves Prometheus metrics on port {} under `/metrics`.\n"
    assert rules({**CHART, "docs/operations.md": said.format(9102)}) == []
    assert rules({**CHART, "docs/operations.md": said.format(9100)}) == ["A109"]
    assert rules({"docs/operations.md": said.format(9100), "docs/other.md": said.format(9101)}) == []  # no chart


def test_the_service_of_a_chart_is_forwarded_on_one_of_its_ports() -> None:
    told = "# Operations\n\n```console\n$ kubectl port-forward svc/heron 8080:{}\n```\n"
    assert rules({**CHART, "docs/operations.md": told.format(80)}) == []
    assert rules({**CHART, "docs/operations.md": told.format(9000)}) == []
    assert rules({**CHART, "docs/operations.md": told.format(8080)}) == ["A101"]
    another = told.replace("svc/heron", "svc/heron-redis")
    assert rules({**CHART, "docs/operations.md": another.format(6379)}) == []


def test_addresses_among_the_values_of_a_chart() -> None:
    values = {"chart/values.yaml": "admin:\n  address: 127.0.0.1\n  port: 9901\nredis:\n  host: 10.0.0.9\n"}
    head = "# heron\n\n| Key | Type | Default | What |\n|---|---|---|---|\n"
    page = head + "| `admin.address` | string | `{}` | |\n| `redis.host` | string | `redis` | |\n"
    assert rules({**CHART, **values, "README.md": page.format("127.0.0.1")}) == []
    assert rules({**CHART, **values, "README.md": page.format("0.0.0.0")}) == ["A103"]
    overlay = {"values-prod.yaml": "admin:\n  address: 0.0.0.0\n"}
    assert rules({**CHART, **values, **overlay, "README.md": page.format("127.0.0.1")}) == []


def test_node_ports_of_a_chart() -> None:
    told = "# Install\n\nThe Service is of type NodePort. HTTP is on node port {}.\n"
    assert rules({**CHART, "docs/install.md": told.format(30480)}) == []
    assert rules({**CHART, "docs/install.md": told.format(30080)}) == ["A101"]


def test_two_node_ports_of_one_file() -> None:
    twice = {**CHART, "values-dev.yaml": "service:\n  nodePort: 30480\ndebug:\n  nodePort: 30480\n"}
    assert rules(twice) == ["A102"]
    assert rules({**twice, "values-dev.yaml": twice["values-dev.yaml"].replace("debug:\n  nodePort: 30480", "")}) == []


def test_stores_of_this_machine() -> None:
    page = "# Marsh\n\n| Service | Port |\n|---|---|\n| PostgreSQL | 5442 |\n"
    env = "DATABASE_URL=postgres://marsh:secret@{}/marsh\n"
    assert rules({"README.md": page, ".env.example": env.format("localhost:5442")}) == []
    assert rules({"README.md": page, ".env.example": env.format("localhost:5432")}) == ["A101"]
    assert rules({"README.md": page, ".env.example": env.format("postgres:5432")}) == []  # inside the network
    tested = {"README.md": page, ".env.example": "TEST_" + env.format("localhost:5432")}
    assert rules(tested) == []
    assert rules({"README.md": page, "tools/migrate/.env.example": env.format("localhost:5432")}) == []


SERVICE = (
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: {}\nspec:\n  ports:\n    - port: 80\n      targetPort: 8080\n"
)
BILLING = {"k8s/billing.yaml": SERVICE.format("billing-api")}


def test_services_that_a_table_lists_with_what_they_lead_to() -> None:
    table = "# Networking\n\n| Service | Port | Target port |\n|---|---|---|\n| billing-api | {} | 8080 |\n"
    assert rules({**BILLING, "docs/networking.md": table.format(80)}) == []
    assert rules({**BILLING, "docs/networking.md": table.format(8081)}) == ["A101"]
    node = (
        table.replace("| Port |", "| Service port |").replace("| Target port |", "| Node port |").replace("8080", "-")
    )
    assert rules({**BILLING, "docs/networking.md": node.format(8081)}) == ["A101"]
    inside = node.replace("| Service port |", "| Port |")  # may be the one that the program listens on
    assert rules({**BILLING, "docs/networking.md": inside.format(8081)}) == []
    host = table.replace("| Port |", "| Host port |")
    assert rules({**BILLING, "docs/networking.md": host.format(18080)}) == []


def test_a_target_port_is_what_is_to_be_where_another_is_current() -> None:
    moved = "# Migration\n\n| Service | Current port | Target port |\n|---|---|---|\n| tide-model | 8085 | 9000 |\n"
    assert rules({"docs/migration.md": moved, "k8s/tide-model.yaml": DEPLOYED}) == []
    beside = "# Ports\n\n| Service | Port | Target port |\n|---|---|---|\n| tide-model | 80 | {} |\n"
    assert rules({"docs/ports.md": beside.format(8085), "k8s/tide-model.yaml": DEPLOYED}) == []
    assert rules({"docs/ports.md": beside.format(9000), "k8s/tide-model.yaml": DEPLOYED}) == ["A109"]


def test_services_that_are_called_by_the_clusters_dns() -> None:
    page = "# Debugging\n\n```\ncurl http://{}/health\n```\n"
    assert rules({**BILLING, "docs/debugging.md": page.format("billing-api.prod.svc.cluster.local:80")}) == []
    assert rules({**BILLING, "docs/debugging.md": page.format("billing-api.prod.svc.cluster.local:8080")}) == ["A101"]
    assert rules({**BILLING, "docs/debugging.md": page.format("billing-api.prod.svc")}) == []
    redis = {"k8s/redis.yaml": SERVICE.format("redis")}
    assert rules({**redis, "docs/debugging.md": page.format("redis.other-team.svc:6379")}) == []  # somebody else's


def test_a_service_of_another_namespace_is_another_one() -> None:
    mine = {"k8s/redis.yaml": SERVICE.format("redis\n  namespace: marsh")}
    page = "# Debugging\n\nAt `redis.{}.svc.cluster.local:6379`.\n"
    assert rules({**mine, "docs/debugging.md": page.format("other")}) == []
    assert rules({**mine, "docs/debugging.md": page.format("marsh")}) == ["A101"]
