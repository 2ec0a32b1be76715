"""Services by the names of a cluster, probes beside sentences, blocks that name who lives there, comments set in."""

from __future__ import annotations

import pytest
from checked import rules

VALUES = "service:\n  type: ClusterIP\n  port: 8085\ningress:\n  enabled: true\n  host: api.acme.io\n"
PAGE = "# Agents\n\n| Service | Endpoint |\n|---|---|\n| orders-api | `http://orders-api.shop.svc:{}` |\n"


@pytest.mark.parametrize(("port", "told"), [(8080, ["A101"]), (8085, [])])
def test_a_name_of_the_cluster_gives_the_port_of_the_service(port: int, told: list[str]) -> None:
    """And it is no public address beside the one of the ingress."""
    assert rules({"AGENTS.md": PAGE.format(port), "deploy/helm/orders-api/values.yaml": VALUES}) == told


BLOCKS = """\
# Ports

| Block | Used for | {} |
|---|---|---|
| 3000–3009 | dashboards | Forgejo, Homepage |
| 8000–8099 | reading | Miniflux |
"""
COMPOSE = "services:\n  homepage:\n    image: homepage\n    ports: ['{}:3000']\n"


@pytest.mark.parametrize(
    ("header", "port", "told"), [("Living there", 3010, ["D104"]), ("Living there", 3009, []), ("Since", 3010, [])]
)
def test_who_lives_in_a_block(header: str, port: int, told: list[str]) -> None:
    assert rules({"docs/ports.md": BLOCKS.format(header), "compose.yml": COMPOSE.format(port)}) == told


PROBED = (
    "services:\n  seating:\n    image: seating\n    healthcheck:\n      test: curl -f http://localhost:4002/livez\n"
)
LIST = "# Ports\n\n| Service | Port | Health |\n|---|---|---|\n| seating | 4002 | `{}` |\n"


def test_a_sentence_that_has_the_probe_leaves_a_list_that_has_not() -> None:
    sentence = "# Architecture\n\n### seating\n\nLiveness is `GET /livez`.\n"
    pages = {"docs/ports.md": LIST.format("/healthz"), "compose.yml": PROBED}
    assert rules(pages) == rules({**pages, "docs/architecture.md": sentence}) == ["B105"]
    assert rules({**pages, "docs/more.md": LIST.format("/livez")}) == []


def test_a_comment_that_is_set_in_is_about_what_is_above_it() -> None:
    shop, store = "services:\n  shop:\n    image: shop\n", "  store:\n    image: store\n    ports: ['5433:5432']\n"
    compose = shop + "{}# by the image's own server, port 8080\n" + store
    assert rules({"compose.yml": compose.format("    ")}) == []
    assert rules({"compose.yml": compose.format("  ")}) == ["A101"]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("* `SHOP_API_URL` – base of the API, default `http://localhost:8000/api`", ["A101"]),
        ("* `SHOP_API_URL` – base of the API, default `http://localhost:8080/api`", []),
        ("* `SHOP_API_URL` – base of the API, e.g. `http://localhost:8000/api`", []),
        ("* `SHOP_API_URL` – set it to `http://localhost:8000/api`", []),
        ("* `SHOP_API_URL` – of the API, default none; `TILL_URL` is `http://localhost:8000/api`", []),
    ],
)
def test_the_default_of_a_variable_in_a_list(item: str, told: list[str]) -> None:
    env = "SHOP_API_URL=http://localhost:8080/api\n"
    assert rules({"web/README.md": f"# web\n\n**Environment**\n\n{item}\n", "web/.env.example": env}) == told
