"""A132 over manifests in files of their own, and what it leaves alone."""

from __future__ import annotations

import pytest
from checked import rules

WORKLOAD = """apiVersion: apps/v1
kind: StatefulSet
metadata: {{name: heron}}
spec:
  template:
    metadata:
      labels: {{app.kubernetes.io/name: heron}}
      annotations: {{prometheus.io/port: "{}"}}
    spec:
      containers:
        - name: heron
          ports:
            - containerPort: 8410
            - {{containerPort: 5353, protocol: UDP}}
"""
SERVICE = """apiVersion: v1
kind: Service
metadata: {{name: heron}}
spec:
  selector: {{app.kubernetes.io/name: {}, tier: web}}
  ports:
    - {}
"""


@pytest.mark.parametrize(
    ("label", "port", "wrong"),
    [
        ("heron", "{port: 80, targetPort: 8401}", True),
        ("heron", "{port: 8411}", True),  # without a targetPort, the same
        ("heron", "{port: 80, targetPort: 8410}", False),
        ("heron", "{port: 80, targetPort: web}", False),
        ("heron", "{port: 80, targetPort: 9464}", False),
        ("egret", "{port: 80, targetPort: 8401}", False),
    ],
)
def test_a_service_in_a_file_of_its_own(label: str, port: str, wrong: bool) -> None:
    files = {"k8s/heron/set.yaml": WORKLOAD.format(8410), "k8s/heron/service.yaml": SERVICE.format(label, port)}
    assert rules(files) == (["A132"] if wrong else [])


def test_overlays_in_other_folders_are_others() -> None:
    service = SERVICE.format("heron", "{port: 80, targetPort: 8401}")
    assert rules({"k8s/base/set.yaml": WORKLOAD.format(8410), "k8s/dev/service.yaml": service}) == []


@pytest.mark.parametrize(("port", "wrong"), [(8410, False), (8419, True), (9464, False)])
def test_where_numbers_are_gathered(port: int, wrong: bool) -> None:
    assert rules({"k8s/set.yaml": WORKLOAD.format(port)}) == (["A132"] if wrong else [])
