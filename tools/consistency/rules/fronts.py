"""Programs that stand in front of others: what is reached through them carries their port and their names."""

from __future__ import annotations

FRONTS = frozenset(
    "nginx caddy traefik haproxy apache apache2 httpd envoy proxy reverseproxy nginxproxymanager npm ingress ingressnginx swag cloudflared".split()
)
