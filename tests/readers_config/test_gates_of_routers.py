"""What routers ask for before they let anybody through."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.config.kinds import read

Said = Callable[..., list[str]]


def gates(path: str, text: str, name: str) -> list[str]:
    """What a file says of a service or a public name."""
    claims = read(path, textwrap.dedent(text)).claims
    return [
        claim.value + ("?" if claim.modality == "assumed" else "")
        for claim in claims
        if claim.attribute == "gate" and claim.service == name and not claim.part
    ]


@pytest.mark.parametrize(
    ("inside", "asked"),
    [
        ("", ["none"]),
        ("basic_auth {\n ops x\n}", ["basic"]),
        ("basicauth * {\n ops x\n}", ["basic"]),
        ("forward_auth authelia:9091 {\n uri /api/verify\n}", ["forward"]),
        ("tls {\n client_auth {\n  mode require_and_verify\n }\n}", ["certificate"]),
        ("import staff", ["basic"]),
        ("import outer", ["basic"]),
        ("import lan", ["none"]),
        ("import security-headers", ["none"]),
        ("import elsewhere", []),
        ("basic_auth /admin/* {\n ops x\n}", []),
        ("@out not remote_ip 10.0.0.0/8\nbasic_auth @out {\n ops x\n}", []),
        ("@none not header Authorization *\nrespond @none 401", []),
    ],
)
def test_caddy(inside: str, asked: list[str]) -> None:
    head = "(staff) {\nbasic_auth {\nops x\n}\n}\n(outer) {\nimport staff\n}\n(lan) {\nencode gzip\n}\n"
    text = f"{head}wiki.acme.io {{\n{inside}\nreverse_proxy wiki:3000\n}}\n"
    assert gates("Caddyfile", text, "wiki.acme.io") == asked
    assert gates("Caddyfile", text, "wiki") == asked
    after = f"{head}wiki.acme.io {{\nreverse_proxy wiki:3000\n{inside}\n}}\n"
    assert gates("Caddyfile", after, "wiki.acme.io") == asked


def test_caddy_asks_for_one_handler_alone() -> None:
    text = """\
        wiki.acme.io {
          handle_path /admin/* {
            basic_auth {
              ops x
            }
            reverse_proxy admin:80
          }
          handle {
            reverse_proxy wiki:3000
          }
        }
        """
    assert gates("Caddyfile", text, "wiki") == ["none"]


def test_caddy_snippets_that_import_each_other() -> None:
    text = "(a) {\nimport b\n}\n(b) {\nimport a\n}\nwiki.acme.io {\nimport a\nreverse_proxy wiki:3000\n}\n"
    assert gates("Caddyfile", text, "wiki") == ["none"]


@pytest.mark.parametrize(
    ("server", "location", "asked"),
    [
        ("", "", ["none"]),
        ('auth_basic "ops";', "", ["basic"]),
        ("", 'auth_basic "ops";', ["basic"]),
        ('auth_basic "ops";', "auth_basic off;", ["none"]),
        ("", "auth_request /oauth2/auth;", ["forward"]),
        ("ssl_verify_client on;", "", ["certificate"]),
        ("ssl_verify_client optional;", "", []),
        ("include snippets/tls.conf;", "include /etc/nginx/proxy_params;", ["none"]),
        ("", "include snippets/staff.conf;", []),
        ('auth_basic "ops";', "satisfy any; allow 10.0.0.0/8;", []),
        ('# auth_basic "ops";', "", ["none"]),
    ],
)
def test_nginx(server: str, location: str, asked: list[str]) -> None:
    text = f"server {{\nserver_name wiki.acme.io;\n{server}\nlocation / {{\n{location}\nproxy_pass http://wiki:3000;\n}}\n}}\n"
    assert gates("nginx/site.conf", text, "wiki.acme.io") == asked


def test_a_site_without_a_name_is_no_way_in() -> None:
    assert gates("nginx/site.conf", "server { location / { proxy_pass http://wiki:3000; } }", "wiki") == []


TRAEFIK = """\
    http:
      routers:
        wiki:
          rule: Host(`wiki.acme.io`)
          {}
          service: wiki
        other:
          rule: Host(`other.acme.io`)
          {}
          service: other
      services:
        wiki: {{loadBalancer: {{servers: [{{url: "http://10.0.0.5:3000"}}]}}}}
        other: {{loadBalancer: {{servers: [{{url: "http://10.0.0.5:3001"}}]}}}}
      middlewares:
        staff: {{basicAuth: {{usersFile: /x}}}}
        tidy: {{headers: {{frameDeny: true}}}}
    """


@pytest.mark.parametrize(
    ("asking", "other", "asked"),
    [
        ("", "", ["none?"]),
        ("", "middlewares: [staff]", ["none"]),
        ("middlewares: [tidy, staff@file]", "", ["basic"]),
        ("middlewares: [tidy]", "", ["none?"]),
        ("middlewares: [authelia@docker]", "", ["forward"]),
        ("middlewares: [intern-auth@file]", "", ["asked"]),
        ("middlewares: [nur-lan@file]", "middlewares: [staff]", ["none"]),
        ("middlewares: [default@file]", "", []),
        ("middlewares: [redirect-to-https]", "", []),
    ],
)
def test_traefik(asking: str, other: str, asked: list[str]) -> None:
    text = TRAEFIK.format(asking, other)
    assert gates("dynamic.yml", text, "wiki.acme.io") == asked
    labels = f"""\
        services:
          wiki:
            image: wiki:1
            labels:
              - traefik.http.routers.wiki.rule=Host(`wiki.acme.io`)
              - traefik.http.routers.wiki.{asking.replace(": [", "=").replace("]", "").replace(", ", ",") or "tls=true"}
          other:
            image: other:1
            labels:
              traefik.http.middlewares.staff.{"basicauth" if other or "staff" in asking else "headers"}.x: y
              traefik.http.middlewares.tidy.headers.framedeny: "true"
        """
    assert gates("compose.yml", labels, "wiki.acme.io") == asked
    assert gates("compose.yml", labels, "wiki") == asked


def test_a_name_that_a_variable_hides() -> None:
    labels = """\
        services:
          wiki:
            image: wiki:1
            labels:
              - traefik.http.routers.wiki.rule=Host(`wiki.${DOMAIN}`)
              - traefik.http.routers.wiki.middlewares=authelia@file
        """
    assert gates("compose.yml", labels, "wiki") == ["forward"]
    assert gates("Caddyfile", "wiki.{$DOMAIN} {\n reverse_proxy wiki:3000\n}\n", "wiki") == ["none"]


def test_a_file_laid_over_it_asks(said: Said) -> None:
    base = "services:\n  wiki:\n    image: w:1\n    labels: ['traefik.http.routers.wiki.rule=Host(`wiki.acme.io`)']\n"
    over = "services:\n  wiki:\n    labels: ['traefik.http.routers.{}.middlewares=authelia@file']\n"
    assert len(said("compose.yml", base, "gate", siblings={"compose.prod.yml": over.format("other")})) == 2
    assert said("compose.yml", base, "gate", siblings={"compose.prod.yml": over.format("wiki")}) == []


def test_an_entry_point_that_asks_of_all() -> None:
    text = """\
        services:
          traefik:
            image: traefik:3
            command: --entrypoints.websecure.http.middlewares=authelia@file
          wiki:
            image: wiki:1
            labels: ["traefik.http.routers.wiki.rule=Host(`wiki.acme.io`)"]
        """
    assert gates("compose.yml", text, "wiki.acme.io") == []


@pytest.mark.parametrize(
    ("annotation", "asked"),
    [
        ("{}", ["none?"]),
        ('{nginx.ingress.kubernetes.io/auth-url: "http://x/verify"}', ["forward"]),
        ("{nginx.ingress.kubernetes.io/auth-type: basic}", ["basic"]),
        ("{alb.ingress.kubernetes.io/auth-type: oidc}", ["asked"]),
        ("{traefik.ingress.kubernetes.io/router.middlewares: auth-authelia@kubernetescrd}", ["forward"]),
        ("{nginx.ingress.kubernetes.io/server-snippet: x}", []),
        ("{nginx.ingress.kubernetes.io/auth-realm: Tools, nginx.ingress.kubernetes.io/auth-type: basic}", ["basic"]),
        ("{a/configuration-snippet: x, a/auth-secret: users, a/auth-type: basic}", ["basic"]),
        ("{a/auth-url: 'http://x/verify', a/auth-signin: 'http://x/start'}", ["forward"]),
        ("{a/auth-url: 'http://x/verify', a/auth-type: basic}", ["asked"]),
        ("{a/auth-tls-secret: ca, a/auth-tls-verify-depth: '1'}", ["certificate"]),
        ("{a/auth-tls-secret: ca, a/auth-tls-verify-client: optional}", []),
        ("{a/auth-secret: users}", []),
    ],
)
def test_an_ingress(annotation: str, asked: list[str]) -> None:
    text = f"""\
        apiVersion: networking.k8s.io/v1
        kind: Ingress
        metadata:
          name: edge
          annotations: {annotation}
        spec:
          rules:
            - host: wiki.acme.io
              http: {{paths: [{{path: /, backend: {{service: {{name: wiki, port: {{number: 80}}}}}}}}]}}
        """
    assert gates("edge.yaml", text, "wiki.acme.io") == asked


def test_grafana_lets_in_anybody() -> None:
    text = "services:\n  grafana:\n    image: g:1\n    environment:\n      GF_AUTH_ANONYMOUS_ENABLED: {}\n"
    assert gates("compose.yml", text.format('"true"'), "grafana") == ["anonymous"]
    assert gates("compose.yml", text.format("false"), "grafana") == ["login"]
    assert gates("compose.yml", text.format("${ANON}"), "grafana") == []


def test_a_setting_that_requires_credentials(said: Said) -> None:
    text = "services:\n  api:\n    image: a:1\n    environment:\n      REQUIRE_TOKEN: {}\n"
    assert said("compose.yml", text.format('"true"'), "auth") == ["5:23-27 auth=required api"]
    assert said("compose.yml", text.format("false"), "auth") == []
    assert said("compose.yml", text.replace("REQUIRE_TOKEN", "TOKEN").format("true"), "auth") == []


MOSQUITTO = """\
per_listener_settings true
# boards
listener 1883 127.0.0.1
allow_anonymous true
listener 8884
certfile /x
allow_anonymous false
listener 9883
protocol websockets
allow_anonymous true
"""


def test_mosquitto(said: Said) -> None:
    assert said("mosquitto.conf", MOSQUITTO, "port", "bind", "gate") == [
        "3:10-14 port=1883 mosquitto",
        "3:15-24 bind=127.0.0.1 mosquitto",
        "5:10-14 port=8884 mosquitto part=tls",
        "7:1-22 gate=login mosquitto",
        "8:10-14 port=9883 mosquitto part=ws",
        "10:1-21 gate=anonymous mosquitto",
    ]
    run = {"compose.yml": "services:\n  mqtt:\n    image: eclipse-mosquitto:2\n"}
    assert said("mosquitto/mosquitto.conf", "listener 1883 0.0.0.0\n", siblings=run) == [
        "1:10-14 port=1883 mosquitto container"
    ]


@given(st.text(alphabet="listenr 1883\n\tallow_anonymous true#.", max_size=80))
def test_mosquitto_never_fails(text: str) -> None:
    for claim in read("mosquitto.conf", text).claims:
        assert claim.quote
