"""Caddyfiles and nginx configurations."""

from __future__ import annotations

from collections.abc import Callable

Said = Callable[..., list[str]]


def test_a_site_its_upstream_and_its_exposure(said: Said) -> None:
    text = """\
        {
            admin 127.0.0.1:2019
        }
        app.example.org:80 {
            reverse_proxy app:5000 {
                header_up Host {host}
            }
        }
        """
    assert said("Caddyfile", text) == [
        "4:1-16 domain=app.example.org app container",
        "5:19-27 exposure=public app container",
        "5:23-27 port=5000 app container",
    ]


def test_paths_of_a_site_lead_to_their_own_upstreams(said: Said) -> None:
    text = """\
        dev.home.arpa {
            handle_path /notes/* {
                reverse_proxy notes:3000
            }
            handle {
                reverse_proxy http://192.168.1.5:8080
            }
            reverse_proxy /api/* localhost:9000
        }
        """
    assert said("proxy/Caddyfile", text) == [
        "1:1-14 domain=dev.home.arpa notes container part=/notes",
        "1:1-14 domain=dev.home.arpa dev",
        "1:1-14 domain=dev.home.arpa api part=/api",
        "3:23-33 exposure=lan notes container part=/notes",
        "3:29-33 port=3000 notes container",
        "6:30-46 exposure=lan dev",
        "6:42-46 port=8080 dev @192.168.1.5 as upstream",
        "8:26-40 exposure=lan api part=/api",
        "8:36-40 port=9000 api as upstream",
    ]


def test_a_site_that_is_only_a_port_publishes_its_upstream_there(said: Said) -> None:
    text = ":8083 {\n\treverse_proxy organizr:80\n}\n# Old ports (8083-8164) are removed.\n"
    assert said("Caddyfile", text) == [
        "1:2-6 port=8083 organizr as gateway",
        "2:25-27 port=80 organizr container",
        "4:14-23 range=8083-8164 caddy retired",
    ]


def test_what_a_placeholder_hides_is_left_out(said: Said) -> None:
    text = "a.example.org {\n reverse_proxy {$UP}\n reverse_proxy app:{$PORT}\n}\n"
    assert said("Caddyfile", text) == ["1:1-14 domain=a.example.org a"], "the name is served, wherever it leads"


def test_nginx_servers_locations_and_upstreams(said: Said) -> None:
    text = """\
        upstream api { server app:5000 weight=2; }
        server {
            listen 443 ssl;
            server_name "g.example.org";
            location / { proxy_pass http://127.0.0.1:3000; }
            location /api/ { proxy_pass http://api/v1; }
        }
        server { listen 8083; location / { proxy_pass http://$target:80; proxy_pass http://organizr:80/; } }
        """
    assert said("nginx/conf.d/site.conf", text) == [
        "1:23-31 exposure=public app container part=/api",
        "1:27-31 port=5000 app container",
        "4:18-31 domain=g.example.org g",
        "4:18-31 domain=g.example.org app container part=/api",
        "5:36-50 exposure=public g",
        "5:46-50 port=3000 g as upstream",
        "8:17-21 port=8083 organizr as gateway",
        "8:93-95 port=80 organizr container",
    ]


def test_upstreams_within_the_braces_of_a_proxy(said: Said) -> None:
    text = "photos.example.org {\n reverse_proxy {\n  to 127.0.0.1:2283\n  header_up To x:80\n }\n}\n"
    assert said("Caddyfile", text, "port") == ["3:16-20 port=2283 photos as upstream"]


def test_a_name_with_a_port_of_its_own_publishes_there(said: Said) -> None:
    text = "admin.example.org:8444 {\n reverse_proxy 127.0.0.1:4100\n}\n"
    gateway = ["1:19-23 port=8444 admin as gateway", "2:26-30 port=4100 admin as upstream"]
    assert said("Caddyfile", text, "port") == gateway
    server = (
        "server {{ listen {}; server_name admin.example.org; location / {{ proxy_pass http://127.0.0.1:4100; }} }}\n"
    )
    assert len(said("nginx.conf", server.format("8444 ssl"), "port")) == 2
    assert len(said("nginx.conf", server.format("443 ssl"), "port")) == 1


def test_the_port_of_a_site_is_not_that_of_a_path_below_it(said: Said) -> None:
    text = "server { listen 8080; location /a/ { proxy_pass http://a:80; } location / { proxy_pass http://b:81; } }\n"
    assert said("nginx.conf", text, "port") == [
        "1:17-21 port=8080 b as gateway",
        "1:58-60 port=80 a container",
        "1:97-99 port=81 b container",
    ]


def test_named_matchers_of_a_site_choose_names_and_paths(said: Said) -> None:
    text = """\
        *.example.org {
            @chat host chat.example.org talk.example.org
            handle @chat {
                reverse_proxy webui:8080
            }
            @notes {
                host notes.example.org
                path /v1/*
            }
            reverse_proxy @notes notes:3000
            @beta header X-Beta yes
            handle @beta {
                reverse_proxy webui-beta:8081
            }
        }
        git.example.org {
            reverse_proxy @chat webui:8080
            reverse_proxy git:3000
        }
        """
    domains = [line for line in said("Caddyfile", text) if "domain=" in line]
    assert domains == [
        "2:16-32 domain=chat.example.org webui container",
        "2:33-49 domain=talk.example.org webui container",
        "7:14-31 domain=notes.example.org notes container part=/v1",
        "16:1-16 domain=git.example.org git container",
    ]


HAPROXY = """\
global
    maxconn 2000
defaults
    mode http
frontend https
    bind *:443 ssl crt /etc/haproxy/certs
    acl is_orders hdr(host) -i orders.example.org
    acl is_shop hdr(host) -i shop.example.org
    acl is_shop hdr(host) -i www.example.org
    acl is_api path_beg /api/
    acl is_admin src 10.0.0.0/8
    use_backend be_api if is_shop is_api
    use_backend be_admin if is_shop is_admin
    use_backend be_orders if is_orders
    use_backend be_docs if { hdr(host) -i docs.example.org }
    use_backend be_shop if is_shop !is_api
    default_backend be_rest
backend be_orders
    balance roundrobin
    server o1 10.2.0.11:8101 check   # first
    server o2 10.2.0.12:8101 check
backend be_shop
    server s1 storefront:3000 check
backend be_api
    server a1 core:8000
backend be_admin
    server a1 admin:8001
backend be_docs
    server d1 docs:80
listen postgres
    bind 10.2.0.1:6432
    mode tcp
    server pg1 10.2.0.31:5432 check
frontend mq
    bind :5672
    default_backend rabbit_servers
backend rabbit_servers
    server r1 rabbit:5673
"""


def test_haproxy_leads_domains_and_ports_to_servers(said: Said) -> None:
    found = said("haproxy/haproxy.cfg", HAPROXY)
    assert [line for line in found if "domain=" in line] == [
        "7:32-50 domain=orders.example.org orders",
        "8:30-46 domain=shop.example.org core container part=/api",
        "8:30-46 domain=shop.example.org storefront container",
        "9:30-45 domain=www.example.org core container part=/api",
        "9:30-45 domain=www.example.org storefront container",
        "15:43-59 domain=docs.example.org docs container",
    ]
    assert [line for line in found if "port=" in line] == [
        "20:25-29 port=8101 orders @10.2.0.11 as upstream",
        "21:25-29 port=8101 orders @10.2.0.12 as upstream",
        "23:26-30 port=3000 storefront container",
        "25:20-24 port=8000 core container",
        "27:21-25 port=8001 admin container",
        "29:20-22 port=80 docs container",
        "31:19-23 port=6432 postgres as gateway",
        "33:26-30 port=5432 postgres @10.2.0.31 as upstream",
        "35:11-15 port=5672 rabbit as gateway",
        "38:22-26 port=5673 rabbit container",
    ]
