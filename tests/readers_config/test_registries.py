"""Registries, dashboards and routers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Said = Callable[..., list[str]]


def test_a_mapping_of_services(said: Said) -> None:
    text = """\
        {"SERVICES": {
          "grafana": {"SERVICE_NAME": "Grafana", "CONTAINER_NAME": "grafana-1", "INTERNAL_PORT": 3000,
                      "EXTERNAL_PORT": "3001", "TIMEOUT": 30000, "LOCAL_URL": "http://192.168.1.5:3001/x"},
          "old": {"port": 9, "port2": 1, "external_port": 9999, "status": "Retired"}
        }}
        """
    assert said("services.json", text) == [
        "2:4-11 name=grafana Grafana",
        "2:61-70 container=grafana-1 Grafana",
        "2:61-70 name=grafana-1 Grafana",
        "2:90-94 port=3000 Grafana container",
        "3:33-37 port=3001 Grafana",
        "3:72-97 base_url=http://192.168.1.5:3001/x Grafana @192.168.1.5",
        "3:91-95 port=3001 Grafana @192.168.1.5",
        "4:19-20 port=9 old retired",
        "4:51-55 port=9999 old retired",
    ]


def test_a_list_of_services_with_hosts_binds_and_states(said: Said) -> None:
    text = """\
        [{"name": "a", "host": "mini", "port": 8080, "bind": "127.0.0.1", "health": "/health"},
         {"name": "b", "host": "0.0.0.0", "ports": [80, "8443:443"], "status": "planned"}]
        """
    assert said("registry.json", text) == [
        "1:40-44 port=8080 a @mini",
        "1:55-64 bind=127.0.0.1 a @mini",
        "1:78-85 health=/health a @mini",
        "2:25-32 bind=0.0.0.0 b planned",
        "2:45-47 port=80 b planned",
        "2:50-54 bind=0.0.0.0 b planned",
        "2:50-54 port=8443 b planned",
        "2:55-58 port=443 b container planned",
    ]


def test_an_address_without_a_scheme_is_the_machine(said: Said) -> None:
    text = "services:\n  a:\n    address: kite.example.net\n    port: 8443\n  b:\n    address: here\n    port: 8444\n"
    assert said("services.yaml", text, "port") == ["4:11-15 port=8443 a @kite.example.net", "7:11-15 port=8444 b"]


def test_json_lines_and_toml(said: Said) -> None:
    assert said("services.jsonl", '{"service": "a", "port": 8080}\n{"service": "b", "port": 8081}\n') == [
        "1:26-30 port=8080 a",
        "2:26-30 port=8081 b",
    ]
    assert said("services.toml", '[[service]]\nname = "a"\nport = 8080\n[[service]]\nname = "b"\nport = 81\n') == [
        "3:8-12 port=8080 a",
        "6:8-10 port=81 b",
    ]


def test_a_dashboard(said: Said) -> None:
    text = """\
        sections:
          - name: Local
            items:
              - title: Grafana
                url: http://192.168.1.5:3000
              - title: Wiki
                href: https://wiki.example.org/x
        """
    assert said("dashy/conf.yml", text) == [
        "5:14-37 base_url=http://192.168.1.5:3000 Grafana @192.168.1.5",
        "5:33-37 port=3000 Grafana @192.168.1.5",
        "7:15-41 base_url=https://wiki.example.org/x Wiki @wiki.example.org",
    ]


def test_a_port_map(said: Said) -> None:
    assert said("a.yml", "grafana_port: 3000\nloki_http_port: 3100\ntimeout: 80\n") == [
        "1:15-19 port=3000 grafana",
        "2:17-21 port=3100 loki",
    ]
    assert said("a.json", '[{"name": "g", "ports": {"web": 80, "api": 81}}, {"name": "l", "port": 82}]') == [
        "1:33-35 port=80 g",
        "1:44-46 port=81 g",
        "1:72-74 port=82 l",
    ]
    assert said("ports.yml", "ports:\n  grafana: 3000\n  loki: 3100\n") == [
        "2:12-16 port=3000 grafana",
        "3:9-13 port=3100 loki",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("people.json", '[{"name": "Ann", "url": "https://a.example"}, {"name": "Bo", "url": "https://b.example"}]'),
        ("app.yml", "server:\n  port: 8080\nlogging:\n  level: info\n"),
        (
            "openapi.yaml",
            "openapi: 3.0.0\nservers:\n  - {name: a, url: 'http://localhost:1'}\n  - {name: b, port: 80}\n",
        ),
        ("a.yml", "steps:\n  - name: x\n    run: y\n  broken: [\n"),
        ("a.json", '{"a": '),
        ("conf.yml", "server: {host: 0.0.0.0, port: 8080}\nredis: {host: redis, port: 6379}\nlog: {level: info}\n"),
        ("conf.json", '{"http_port": 80, "metrics_port": 9090, "max_port": 99}'),
    ],
)
def test_what_is_no_registry_says_nothing(said: Said, path: str, text: str) -> None:
    assert said(path, text) == []


def test_a_router_of_models(said: Said) -> None:
    text = """\
        model_list:
          - model_name: chat
            litellm_params:
              model: openai/big-model
              api_base: http://192.168.1.72:8100/v1
        litellm_settings:
          fallbacks:
            - weak: [chat, other]
        router_settings:
          model_group_alias: {gpt-4: chat}
        general_settings:
          master_key: sk-secret
        """
    assert said("router.yaml", text) == [
        "2:17-21 alias=chat chat @192.168.1.72",
        "4:21-30 model=big-model chat @192.168.1.72",
        "5:17-44 depends=http://192.168.1.72:8100/v1 chat @192.168.1.72",
        "5:37-41 port=8100 chat @192.168.1.72 as upstream",
        "8:14-18 fallback=chat weak",
        "8:20-25 fallback=other weak",
        "10:23-28 alias=gpt-4 gpt-4",
        "10:30-34 model=chat gpt-4",
        "12:3-13 auth=required",
    ]


def test_an_inventory_of_hosts_ties_names_to_addresses(said: Said) -> None:
    text = """\
        all:
          hosts:
            mini: {ansible_host: 192.168.1.5, tailscale_ip: 100.64.0.5}
            studio:
              ansible_host: studio.example.org
        """
    assert said("inventory.yml", text) == [
        "3:26-37 address=192.168.1.5 @mini",
        "3:53-63 address=100.64.0.5 @mini",
    ]
    assert said(
        "hosts.json", '[{"name": "nas", "ip": "10.0.0.2"}, {"name": "g", "ip": "10.0.0.2", "port": 80}]', "address"
    ) == ["1:25-33 address=10.0.0.2 @nas"]


def test_a_widget_of_an_entry_is_no_entry(said: Said) -> None:
    text = """\
        - Home:
            - Assistant:
                href: http://192.168.10.5:8123
                widget: {type: x, url: "http://192.168.10.5:8123"}
            - Frigate:
                href: http://192.168.10.5:5000
        """
    assert said("homepage/services.yaml", text, "port") == [
        "3:35-39 port=8123 Assistant @192.168.10.5",
        "6:35-39 port=5000 Frigate @192.168.10.5",
    ]


@pytest.mark.parametrize(
    ("title", "asked", "service"),
    [
        ("icon: immich.png", "siteMonitor: {}", "immich"),
        ("description: all of them", "widget: {{type: immich, url: '{}'}}", "immich"),
        ("icon: mdi-camera", "widget: {{type: immich, url: '{}'}}", "immich"),
        ("icon: mdi-camera", "siteMonitor: {}", ""),  # what photos are for
    ],
)
def test_a_dashboard_asks_a_product_at_its_port(said: Said, title: str, asked: str, service: str) -> None:
    entry = f"- Home:\n    - Photos:\n        href: https://photos.acme.dev\n        {title}\n        {asked}\n"
    text = f"{entry}    - Frigate:\n        href: http://192.168.10.5:5000\n"
    told = said("homepage/services.yaml", text.format("http://192.168.10.5:2283"), "port")
    own = [one.split(" ", 1)[1] for one in told if "Frigate" not in one]
    assert own == [f"port=2283 {service} @192.168.10.5"][: bool(service)]
    assert len(said("homepage/services.yaml", text.format("http://immich-server:2283"), "port")) == 1
