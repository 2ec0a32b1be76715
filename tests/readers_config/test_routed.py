"""Tunnels of cloudflared, and Traefik's files."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., list[str]]


def test_a_tunnel_leads_names_to_ports(said: Said) -> None:
    text = """\
        tunnel: 6ff42ae2
        ingress:
          # Jellyfin
          - hostname: tv.example.org
            service: http://localhost:8096
          - hostname: git.example.org
            service: http://gitea:3000
          - hostname: ssh.example.org
            service: ssh://localhost:22
          - hostname: static.example.org
            service: hello_world
          - service: http_status:404
        """
    assert said("cloudflared/config.yml", text, "domain", "port") == [
        "4:15-29 domain=tv.example.org Jellyfin",
        "5:31-35 port=8096 Jellyfin as upstream",
        "6:15-30 domain=git.example.org gitea container",
        "7:27-31 port=3000 gitea container",
    ]


def test_a_router_leads_names_to_the_servers_of_its_service(said: Said) -> None:
    text = """\
        http:
          middlewares: {secure: {headers: {frameDeny: true}}}
          routers:
            books:
              rule: "Host(`books.example.org`) && PathPrefix(`/lib/`)"
              service: calibre@file
            panel: {rule: Host(`p.example.org`), service: api@internal}
          services:
            calibre:
              loadBalancer:
                servers:
                  - url: "http://10.0.5.10:8083/"
            lone:
              loadBalancer: {servers: [{url: "http://lone:9000"}]}
        """
    assert said("traefik/dynamic.yml", text, "domain", "port") == [
        "5:20-37 domain=books.example.org calibre part=/lib",
        "12:36-40 port=8083 calibre @10.0.5.10 as upstream",
        "14:51-55 port=9000 lone container",
    ]


def test_another_file_with_such_keys_is_neither(said: Said) -> None:
    assert said("settings.yml", "http:\n  port: 8080\nservices:\n  a: 1\n") == []
    assert said("values.yaml", "ingress:\n  - hostname: a.example.org\n    service: http://x:80\n", "port") == []


def test_a_long_head_of_comments_and_many_servers_are_read_all_the_same(said: Said) -> None:
    assert said("settings.yml", "http:\n" + "  # remark\n" * 500 + "  port: 1\n") == []
    servers = ", ".join(["{url: 'http://a:80'}"] * 500)
    routers = "routers:\n    r: {rule: Host(`a.example.org`), service: s}"
    text = f"http:\n  {routers}\n  services:\n    s: {{loadBalancer: {{servers: [{servers}]}}}}\n"
    assert said("dynamic.yml", text, "domain") == ["3:21-34 domain=a.example.org a container"]
