"""Programs that stand in front of others, whose port and names what is behind them carries, and stores behind others."""

from __future__ import annotations

FRONTS = frozenset(
    "nginx caddy traefik haproxy apache apache2 httpd envoy proxy reverseproxy nginxproxymanager npm ingress ingressnginx swag cloudflared".split()
)
#: Keys of what stands between a router and services of its own, and asks who calls or spares them load.
GATES = frozenset(
    "oauth2 authelia authentik authentikserver authentikoutpost vouch pomerium keycloak gatekeeper louketo tinyauth anubis varnish squid crowdsec".split()
)
#: Keys of stores and brokers, of which every project may have one of its own.
STORES = frozenset(
    "postgresql mysql mariadb redis valkey memcached mongodb rabbitmq kafka nats minio elasticsearch opensearch etcd sqlite".split()
)
