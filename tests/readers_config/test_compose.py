"""Compose files, shape by shape."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consistency.model.passage import Passage, Piece
from consistency.readers.config.kinds import read, read_fence, siblings_of

Said = Callable[..., list[str]]


def test_a_published_port_is_a_host_port_a_bind_and_a_container_port(said: Said) -> None:
    text = """\
        services:
          web:
            image: nginx
            container_name: front
            ports:
              - "8080:80"
        """
    assert said("docker-compose.yml", text) == [
        "2:3-6 call=web services of compose files as opened",
        "2:3-6 service=web web",
        "4:21-26 call=front services of compose files container as opened",
        "4:21-26 container=front web",
        "4:21-26 name=front web",
        "6:10-14 bind=0.0.0.0 web",
        "6:10-14 port=8080 web",
        "6:15-17 port=80 web container",
    ]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("'127.0.0.1:5432:5432'", ["bind=127.0.0.1 w", "port=5432 w", "port=5432 w container"]),
        ("443:443/udp", ["bind=0.0.0.0 w udp", "port=443 w udp", "port=443 w container udp"]),
        ("'[::1]:80:81'", ["bind=::1 w", "port=80 w", "port=81 w container"]),
        ("80", ["port=80 w container"]),
        ("'127.0.0.1::80'", ["port=80 w container"]),
        (
            "8000-8001:9000-9001",
            [
                "bind=0.0.0.0 w", "bind=0.0.0.0 w", "port=8000 w", "port=8001 w",
                "port=9000 w container", "port=9001 w container",
            ],
        ),
        ("${PORT:-1000}:9000", ["bind=0.0.0.0 w", "port=1000 w", "port=9000 w container"]),
        ("${PORT-1000}:9000", ["bind=0.0.0.0 w", "port=1000 w", "port=9000 w container"]),
        ("${PORT}:9000", ["port=9000 w container"]),
        ("${PORT:?say it}:9000", ["port=9000 w container"]),
        ("${IP:-127.0.0.1}:${PORT:-1}:2", ["bind=127.0.0.1 w", "port=1 w", "port=2 w container"]),
        ("22:22", ["bind=0.0.0.0 w", "port=22 w", "port=22 w container"]),
        ("70000:80", ["port=80 w container"]),
        ("some words", []),
    ],
)  # fmt: skip
def test_short_entries(said: Said, entry: str, expected: list[str]) -> None:
    claims = said("compose.yaml", f"services:\n  w:\n    ports:\n      - {entry}\n", "port", "bind")
    assert sorted(claim.partition(" ")[2] for claim in claims) == sorted(expected)


def test_the_default_of_a_variable_is_quoted_where_it_stands(said: Said) -> None:
    text = "services:\n  w:\n    ports:\n      - ${PORT:-1000}:9000\n"
    assert said("compose.yml", text, "port") == ["4:17-21 port=1000 w", "4:23-27 port=9000 w container"]


def test_the_env_file_beside_it_fills_a_variable_which_is_quoted_as_written(said: Said) -> None:
    text = "services:\n  w:\n    ports:\n      - ${PORT:-1000}:9000\n"
    claims = said("a/compose.yml", text, "port", siblings={"a/.env": "PORT=2000\n", "a/.env.example": "PORT=3000\n"})
    assert claims == ["4:9-22 port=2000 w", "4:23-27 port=9000 w container"]
    assert siblings_of("compose", "a/compose.yml")[:2] == ("a/.env", "a/.env.example")


def test_long_entries(said: Said) -> None:
    text = """\
        services:
          w:
            ports:
              - target: 80
                published: "8080"
                host_ip: 127.0.0.1
                protocol: udp
        """
    assert said("compose.yml", text, "port", "bind") == [
        "4:17-19 port=80 w container udp",
        "5:21-25 port=8080 w udp",
        "6:18-27 bind=127.0.0.1 w udp",
    ]


def test_a_commented_out_mapping_says_nothing_and_a_sentence_above_one_does() -> None:
    text = """\
        # The log viewer, accessible at -> http://localhost:2000
        # Usage: docker compose -f x.yml up http://localhost:1
        services:
          logs:
            image: logs
            ports:
              # - "61208:61208"
              # - 61209:61209  # Forward port 61209
              # forwarding its port (4180) to host (2001)
              - 3000:4180  # not port 9
        """
    claims = read("logs/docker-compose.yml", "".join(line[8:] + "\n" for line in text.split("\n"))).claims
    stated = [(c.line, c.attribute, c.value, c.namespace, c.role) for c in claims if c.source == "comment"]
    assert stated == [
        (9, "port", "4180", "container", "canon"),
        (9, "port", "2001", "host", "canon"),
        (1, "base_url", "http://localhost:2000", "host", "canon"),
        (1, "port", "2000", "host", "canon"),
    ]
    assert {c.service for c in claims if c.attribute != "call"} == {"logs", "logs in its network"}


def test_a_sidecar_lends_its_published_port_to_the_service_behind_it(said: Said) -> None:
    text = """\
        services:
          app:
            image: app
          auth:
            image: quay.io/oauth2-proxy/oauth2-proxy
            ports: ["6000:4180"]
            depends_on: [app]
        """
    assert said("compose.yml", text, "port", "depends") == [
        "6:14-18 port=6000 auth",
        "6:14-18 port=6000 app as gateway",
        "6:19-23 port=4180 auth container",
        "7:18-21 depends=app auth @app container as gateway",
    ]


def test_a_service_in_the_network_of_another_has_its_ports(said: Said) -> None:
    text = """\
        services:
          vpn:
            image: gluetun
            ports: [8112:8112]
          torrent:
            image: deluge
            network_mode: service:vpn
        """
    assert "4:13-17 port=8112 torrent as gateway" in said("compose.yml", text, "port")


def test_profiles_and_the_variant_of_the_file_are_its_scope(said: Said) -> None:
    text = "services:\n  mock:\n    profiles: [b, a]\n    ports: ['8000:80']\n  real:\n    ports: ['8000:80']\n"
    assert said("docker-compose.prod.yml", text, "port") == [
        "4:14-18 port=8000 mock scope=prod,profile:a,profile:b",
        "4:19-21 port=80 mock container scope=prod,profile:a,profile:b",
        "6:14-18 port=8000 real scope=prod",
        "6:19-21 port=80 real container scope=prod",
    ]


def test_health_labels_environment_and_expose(said: Said) -> None:
    text = """\
        services:
          api:
            image: api
            expose: ["9100"]
            labels:
              - traefik.http.routers.a.rule=Host(`a.example.org`, `b.example.org`) && PathPrefix(`/x`)
              - "traefik.http.services.a.loadbalancer.server.port=8000"
            environment:
              DB: postgres://user:secret@db:5432/name
              UP: http://auth:4100
              OTHER: ${UNKNOWN}/x
            healthcheck:
              test: ["CMD", "curl", "-f", "http://localhost:8000/health"]
        """
    assert said("compose.yml", text, "port", "domain", "depends", "health") == [
        "4:15-19 port=9100 api container",
        "6:43-56 domain=a.example.org api",
        "6:60-73 domain=b.example.org api",
        "7:59-63 port=8000 api container",
        "7:59-63 port=8000 label traefik.http.services.a.loadbalancer.server.port as opened",
        "9:34-46 depends=db:5432/name api @db container",
        "10:11-27 depends=http://auth:4100 api @auth container",
        "13:53-57 port=8000 api container",
        "13:57-64 health=/health api container",
        "13:57-64 health=/health probe of localhost:8000 as opened",
    ]


def test_a_service_on_the_hosts_network_listens_on_the_host(said: Said) -> None:
    text = "services:\n  n:\n    network_mode: host\n    healthcheck:\n      test: curl http://127.0.0.1:9100/\n"
    assert said("compose.yml", text, "port", "service") == [
        "2:3-4 service=n n part=host-network",
        "5:35-39 port=9100 n",
    ]


def test_anchors_and_merge_keys(said: Said) -> None:
    text = """\
        x-base: &base
          image: base
          ports: ["1000:80"]
        services:
          a:
            <<: *base
          b:
            <<: *base
            ports: ["2000:80"]
        """
    assert said("compose.yml", text, "port") == [
        "3:12-16 port=1000 a",
        "3:17-19 port=80 a container",
        "9:14-18 port=2000 b",
        "9:19-21 port=80 b container",
    ]


def test_a_tab_is_a_problem_in_its_line_and_the_services_around_it_are_read(said: Said) -> None:
    text = "services:\n  a:\n    ports: ['1:1']\n\tb:\n  c:\n    ports: ['2:2']\n"
    assert said("compose.yml", text, "problem") == [
        "4:2-4 problem=yaml part=found character that cannot start any token"
    ]
    assert [c for c in said("compose.yml", text, "port") if "container" not in c] == [
        "3:14-15 port=1 a",
        "6:14-15 port=2 c",
    ]


def test_a_fence_is_read_in_its_place_in_the_document() -> None:
    passage = Passage.of(Piece("web:", 10, 5), Piece("  image: x", 11, 5), Piece("  ports: ['80:8080']", 12, 5))
    claims = read_fence("docs/page.md", passage, "compose").claims
    ports = [(c.path, c.line, c.column, c.value, c.service, c.role) for c in claims if c.attribute == "port"]
    assert ports == [
        ("docs/page.md", 12, 16, "80", "web", "canon"),
        ("docs/page.md", 12, 19, "8080", "web", "canon"),
    ]


def test_a_command_listens_in_its_container(said: Said) -> None:
    text = """\
        services:
          store:
            image: store
            command: server /data --address 0.0.0.0:9000 --console-address ":9001"
          cache:
            image: cache
            command: ["cache-server", "--port", "6380"]
        """
    assert said("compose.yml", text, "port", "bind") == [
        "4:45-49 port=9000 store container",
        "4:70-74 port=9001 store container",
        "7:42-46 port=6380 cache container",
    ]


def test_a_service_extends_another_of_its_file(said: Said) -> None:
    text = """\
        services:
          base:
            image: base
            ports: ["1000:80"]
          one:
            extends: base
          two:
            extends: {service: base}
            ports: ["2000:80"]
          three:
            extends: {service: base, file: other.yml}
        """
    assert [claim for claim in said("compose.yml", text, "port") if "container" not in claim] == [
        "4:14-18 port=1000 base",
        "4:14-18 port=1000 one",
        "9:14-18 port=2000 two",
    ]
