"""Stores that clients ask by a program of their own, by the names of images, programs and schemes."""

from __future__ import annotations

from consistency.model.pattern import lazily

#: The key of each store, and how images that hold it, or the service that runs it, are called.
_IMAGES = (
    ("postgresql", lazily(r"(?:.*[/-])?(?:postgres(?:ql)?|postgis|pgvector|timescaledb(?:-ha)?)(?:[:@].*)?")),
    ("mysql", lazily(r"(?:.*/)?(?:mysql|mariadb)(?:[:@].*)?")),
    ("redis", lazily(r"(?:.*/)?(?:redis|redis-stack(?:-server)?|valkey|keydb|dragonfly)(?:[:@].*)?")),
    ("kafka", lazily(r"(?:.*[/-])?(?:kafka|redpanda)(?:[:@].*)?")),
    ("mongodb", lazily(r"(?:.*/)?mongo(?:db)?(?:[:@].*)?")),
)
#: What stands before one and answers in its place, by the names of images.
_POOLS = (
    ("postgresql", lazily(r"(?:.*[/-])?(?:pgbouncer|pgpool|pgcat|supavisor|odyssey)(?:[:@].*)?")),
    ("mysql", lazily(r"(?:.*/)?(?:proxysql|maxscale)(?:[:@].*)?")),
    ("redis", lazily(r"(?:.*/)?(?:redis-sentinel|twemproxy)(?:[:@].*)?")),
)
#: The schemes of URLs that lead to one, a pattern's part.
SCHEMES = "postgres(?:ql)?|mysql|mariadb|rediss?|mongodb"
#: The store that a client, or the scheme of a URL, asks for.
CLIENTS = {
    "psql": "postgresql", "pg_dump": "postgresql", "pgcli": "postgresql", "postgres": "postgresql", "postgresql": "postgresql",
    "mysql": "mysql", "mariadb": "mysql", "redis-cli": "redis", "valkey-cli": "redis", "redis": "redis", "rediss": "redis",
    "mongosh": "mongodb", "mongo": "mongodb", "mongodb": "mongodb",
}  # fmt: skip


def pooled(image: str) -> str:
    """The store whose clients an image serves in its place, "" for any other."""
    return next((store for store, pattern in _POOLS if pattern.fullmatch(image.strip().lower())), "")


def held(image: str) -> str:
    """The store that an image, or a service of that name, runs; "" for any other."""
    return next((store for store, pattern in _IMAGES if pattern.fullmatch(image.strip().lower())), "")
