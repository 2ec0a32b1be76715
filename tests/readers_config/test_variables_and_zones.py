"""Variables of Ansible, zones of DNS, targets of Prometheus, and templates of YAML."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consistency.readers.config.kinds import kind_of, read, siblings_of

Said = Callable[..., list[str]]

ZONE = "$TTL 3600\n@ IN SOA ns.acme.org. host.acme.org. (\n 1 ; serial\n 7200 )\n"


@pytest.mark.parametrize(
    ("path", "text", "kind"),
    [
        ("group_vars/all.yml", "", "ansible"),
        ("inventory/host_vars/nas.yml", "", "ansible"),
        ("roles/loki/defaults/main.yml", "", "ansible"),
        ("roles/loki/templates/compose.yml.j2", "", "compose"),
        ("roles/loki/templates/nginx.conf.j2", "", "nginx"),
        ("roles/loki/templates/loki.conf.j2", "", None),
        ("dns/acme.org.zone", "", "zone"),
        ("dns/db.acme.org", "", "zone"),
        ("dns/internal", ZONE, "zone"),
        ("monitoring/prometheus.yml", "scrape_configs:\n  - job_name: x\n", "prometheus"),
        ("monitoring/edge.yaml", "# beside\n- job_name: x\n", "prometheus"),
        ("jobs.yaml", "jobs:\n  - job_name: x\n", "yaml"),
    ],
)
def test_which_reader(path: str, text: str, kind: str | None) -> None:
    assert kind_of(path, text) == kind


def test_the_addresses_of_a_zone(said: Said) -> None:
    text = (
        ZONE + "mini IN A 10.20.0.5\njuno 300 IN A 10.20.0.6 ; rack 2\nweb IN CNAME mini\n"
        "www IN A 8.8.8.8\n  IN A 10.20.0.9\n* IN A 10.20.0.5\nx IN A 10.20.0.300\n"
    )
    assert said("dns/acme.org.zone", text) == [
        "5:11-20 address=10.20.0.5 @mini",
        "6:15-24 address=10.20.0.6 @juno",
    ]


SCRAPED = """\
scrape_configs:
  - job_name: node
    static_configs:
      - targets: [mini:9100, juno:9100]
  - job_name: edge
    static_configs:
      - targets: [mini:8405, haproxy:8406, localhost:8407]
  - job_name: ups_exporter
    static_configs:
      - targets: [10.20.0.5:9199]
  - job_name: sites
    params: {module: [http_2xx]}
    static_configs:
      - targets: [mini:8443]
"""


def test_where_metrics_are_found(said: Said) -> None:
    assert said("prometheus.yml", SCRAPED) == [
        "4:24-28 port=9100 node @mini as scraped part=metrics",
        "4:35-39 port=9100 node @juno as scraped part=metrics",
        "7:24-28 port=8405 edge @mini as scraped part=metrics",
        "10:29-33 port=9199 ups_exporter @10.20.0.5 as scraped",
    ]


def test_a_role_and_what_stands_for_its_defaults(said: Said) -> None:
    path = "site/roles/loki/defaults/main.yml"
    text = "loki_port: 3100\nother_port: 3101\nloki_domain: logs.acme.org\nx_domain: logs.example.org\n"
    alone = said(path, text)
    assert "1:12-16 port=3100 loki" in alone
    assert "3:14-27 domain=logs.acme.org loki_domain variable as opened" in alone
    assert not any("example" in line for line in alone)
    assert "site/group_vars/*" in siblings_of("ansible", path)
    assert siblings_of("ansible", "group_vars/all.yml") == ()
    set_ = said(path, text, siblings={"site/group_vars/all.yml": "loki_port: 3105\n"})
    assert [line for line in alone if line not in set_] == ["1:12-16 port=3100 loki"]


def test_the_machine_beside_a_port(said: Said) -> None:
    text = "loki_host: mini\nloki_http_port: 3100\ndb_host: '{{ db }}'\ndb_port: 5432\n"
    lines = [line for line in said("group_vars/all.yml", text) if " variable " not in line]
    assert (
        lines == ["1:12-16 host=mini loki @mini", "2:17-21 port=3100 loki @mini"]
        or "2:17-21 port=3100 loki @mini" in lines
    )


@pytest.mark.parametrize(
    ("key", "gates"), [("grafana_anonymous_enabled", ["anonymous"]), ("grafana_anonymous_role", [])]
)
def test_who_is_let_in(key: str, gates: list[str]) -> None:
    claims = read("group_vars/tools.yml", f"{key}: true\n").claims
    assert [claim.value for claim in claims if claim.attribute == "gate"] == gates
