"""Programs that stand in front of others: what is reached through them carries their port and their names."""

from __future__ import annotations

FRONTS = frozenset(
    "nginx caddy traefik haproxy apache apache2 httpd envoy proxy reverseproxy nginxproxymanager npm ingress ingressnginx swag cloudflared".split()
)
#: Keys of what stands between a router and services of its own, and asks who calls or spares them load.
GATES = frozenset(
    "oauth2 authelia authentik authentikserver authentikoutpost vouch pomerium keycloak gatekeeper louketo tinyauth anubis varnish squid crowdsec".split()
)
