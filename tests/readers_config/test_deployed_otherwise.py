"""What runs containers and is no compose file by its usual name: pods and quadlets, Nomad's jobs, fragments."""

from __future__ import annotations

import pytest

from consistency.readers.config.kinds import kind_of, read, siblings_of
from consistency.readers.config.variant import environment


def said(path: str, text: str, siblings: dict[str, str] | None = None) -> set[tuple[str, str, str, str]]:
    claims = read(path, text, siblings).claims
    return {
        (c.service, c.attribute, c.value, c.namespace)
        for c in claims
        if c.attribute in ("port", "bind", "unit", "health")
    }


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("docker-compose.v1.yml", "compose"),
        ("compose.override.yaml", "compose"),
        ("docker-compose.prod.yml", "compose"),
        ("compose.d/20-minio.yml", "compose"),
        ("quadlets/relay.container", "systemd"),
        ("quadlets/relay.pod", "systemd"),
        ("quadlets/relay.kube", "systemd"),
        ("jobs/relay.nomad", "nomad"),
        ("jobs/relay.nomad.hcl", "nomad"),
        ("charts/relay/values.yaml", "helm"),
        ("infra/main.tf", "terraform"),
        ("infra/prod.tfvars", "terraform"),
    ],
)
def test_a_name_tells_the_kind(path: str, kind: str) -> None:
    assert kind_of(path, "") == kind


POD = "[Pod]\nPodName=relay\nPublishPort=127.0.0.1:8080:80\n"


def test_a_pod_publishes_for_the_one_container_that_joins_it() -> None:
    assert said("relay.pod", POD) == {
        ("relay", "unit", "relay-pod.service", "host"),
        ("relay", "port", "8080", "host"),
        ("relay", "port", "80", "container"),
        ("relay", "bind", "127.0.0.1", "host"),
    }
    assert "q/*.container" in siblings_of("systemd", "q/relay.pod")
    joined = {
        "q/front.container": "[Container]\nImage=x\nPod=relay.pod\n",
        "q/b.container": "[Container]\nPod=other.pod\n",
    }
    assert ("front", "port", "8080", "host") in said("q/relay.pod", POD, joined)
    several = joined | {"q/b.container": "[Container]\nPod=relay.pod\n"}
    assert {c.source for c in read("q/relay.pod", POD, several).claims if c.attribute == "port"} == {"systemd shared"}


def test_a_quadlet_of_kubernetes_yaml_publishes() -> None:
    found = said("relay.kube", "[Kube]\nYaml=relay.yaml\nPublishPort=8080:80\n")
    assert {("relay", "port", "8080", "host"), ("relay", "port", "80", "container")} <= found


JOB = """\
job "edge" { # where it all begins
  group "web" {
    network {
      port "http" {
        static = 8080
        to     = 80
      }
      port "admin" { static = 9901 }
      port "any" {}
    }
    service {
      name = "relay"
      port = "http"
      tags = ["traefik.enable=true", "x-${NOMAD_ALLOC_INDEX}"]
      check {
        type = "http"
        path = "/healthz"
      }
    }
    task "envoy" {
      driver = "docker"
      config {
        image = "acme/envoy:${var.version}"
        args  = concat(["-c"], var.more ? ["x"] : [])
      }
      template {
        data = <<-EOH
          port "no" { static = 1 }
        EOH
      }
    }
  }
}
"""


def test_a_job_says_on_which_ports_its_services_are() -> None:
    assert said("edge.nomad.hcl", JOB) == {
        ("relay", "port", "8080", "host"),
        ("relay", "port", "80", "container"),
        ("relay", "port", "9901", "host"),
        ("relay", "health", "/healthz", "host"),
    }


TERRAFORM = """\
variable "api_port" {
  type    = number
  default = 8444
}
variable "region" { default = "eu-north-1" }
locals {
  metrics_port = 9464
  other_port   = var.api_port + 1
}
resource "aws_elasticache_replication_group" "redis" {
  port = 6379
}
resource "aws_lb_target_group" "api" { port = 80 }
resource "docker_container" "this" {
  name  = "grafana"
  image = docker_image.grafana.image_id
  ports {
    internal = 3000
    external = 3300
    ip       = "127.0.0.1"
  }
}
"""


def test_terraform_says_where_what_it_makes_listens() -> None:
    assert said("infra/main.tf", TERRAFORM) == {
        ("api", "port", "8444", "host"),
        ("metrics", "port", "9464", "host"),
        ("redis", "port", "6379", "host"),
        ("grafana", "port", "3300", "host"),
        ("grafana", "port", "3000", "container"),
        ("grafana", "bind", "127.0.0.1", "host"),
    }
    assert said("prod.tfvars", 'api_port = 8444\nname = "x"\n') == {("api", "port", "8444", "host")}


@pytest.mark.parametrize("text", ['job "a" {', 'x = "', "x = [", "}", 'job "a" { x = (1 }', "x = <<EOF\n", 'a "b" = 1'])
def test_half_a_file_is_told_where_it_breaks(text: str) -> None:
    claims = read("a.nomad", text).claims
    assert [claim.value for claim in claims if claim.attribute == "problem"] in (["hcl"], [])
    assert all(claim.attribute == "problem" for claim in claims)


@pytest.mark.parametrize(
    "text",
    [
        "x = { for k, v in var.a : k => v }\n",
        'x = { (var.k) = 1, "${a["b"]}" = 2, c : 3 }\n',
        "x = a ? b : c\ny = -1\nz = !true\nw = a.*.b[0].c\n",
        'x = "a \\" b ${f("q {")} $${no} }"\n',
        "x = [1, 2,\n  3,\n]\n/* \n } */ y = f(\n 1,\n [2])\n",
        "locals {\n}\n\nblock {}\n",
    ],
)
def test_what_is_no_literal_is_passed_over(text: str) -> None:
    assert read("a.nomad", text).claims == ()


@pytest.mark.parametrize(
    ("path", "scope"),
    [
        ("k8s/overlays/eu-west/patch.yaml", "eu-west"),
        ("k8s/overlays/staging/patch.yaml", "staging"),
        ("k8s/overlays/common/patch.yaml", ""),
        ("k8s/base/service.yaml", ""),
        ("overlays/patch.yaml", ""),
    ],
)
def test_an_overlay_is_for_what_its_folder_says(path: str, scope: str) -> None:
    assert environment(path) == scope


def test_what_leads_to_port_22_beside_another_port_is_ssh() -> None:
    forge = "[Container]\nImage=forgejo\nPublishPort=3000:3000\nPublishPort=2223:22\n"
    parts = {(c.value, c.part) for c in read("forgejo.container", forge).claims if c.attribute == "port"}
    assert parts == {("3000", ""), ("2223", "ssh"), ("22", "ssh")}
    stack = "services:\n  forgejo:\n    image: a\n    ports: ['3000:3000', '2223:22']\n"
    stack += "  sshd:\n    image: b\n    ports: ['2224:22']\n"
    claims = [c for c in read("compose.yml", stack).claims if c.attribute == "port" and c.namespace == "host"]
    assert {(c.service, c.value, c.part) for c in claims} == {
        ("forgejo", "3000", ""), ("forgejo", "2223", "ssh"), ("sshd", "2224", ""),
    }  # fmt: skip
