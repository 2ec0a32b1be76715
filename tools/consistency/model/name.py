"""Names of services and hosts: cleaned for showing, squashed for comparing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from consistency.model.glossary import in_english
from consistency.model.pattern import lazily

#: Words that say what kind of thing a name is, not which: "Completeness Service" is "completeness".
_KINDS = frozenset(
    "service services svc server container daemon broker instance app application deployment unit port ports http".split()
)

#: Words behind a name that say which of its endpoints is meant, and the part they stand for.
PARTS = {
    "api": "api", "apis": "api", "backend": "api", "rest": "api",
    "frontend": "web", "front": "web", "web": "web", "ui": "web", "gui": "web", "website": "web",
    "interface": "web", "dashboard": "web", "dashboards": "web", "portal": "web", "landing": "web",
    "admin": "admin", "console": "console", "management": "admin", "mgmt": "admin",
    "verwaltung": "admin", "oberflache": "web", "weboberflache": "web", "inbox": "web",
    "docs": "docs", "swagger": "docs", "worker": "worker", "scheduler": "worker",
    "debug": "debug", "debugger": "debug", "inspector": "debug", "inspect": "debug",
    "metrics": "metrics", "exporter": "exporter", "health": "health",
    "grpc": "grpc", "otlp": "otlp", "websocket": "ws", "ws": "ws", "ssh": "ssh", "db": "db", "database": "db", "amqp": "amqp",
    "proxy": "proxy", "events": "events", "webhook": "webhook", "webhooks": "webhook", "mcp": "mcp",
    "bittorrent": "peer", "torrenting": "peer", "peer": "peer", "peers": "peer",
}  # fmt: skip

#: Spellings of one well-known product.
_PRODUCTS = {
    "postgres": "postgresql",
    "psql": "postgresql",
    "postgresqldb": "postgresql",
    "postgresdb": "postgresql",
    "mongo": "mongodb",
    "elastic": "elasticsearch",
    "es": "elasticsearch",
    "k8s": "kubernetes",
    "ha": "homeassistant",
    "hass": "homeassistant",
    "rabbit": "rabbitmq",
    "influx": "influxdb",
    "meili": "meilisearch",
    "dsm": "synology",
    "synologydsm": "synology",
    "nodeexporter": "nodeexporter",
    "wikijs": "wiki",
}

#: Products of their own that are called after another one and a part of it.
_WHOLE = frozenset(("opensearch dashboards", "node exporter"))
#: Parts in brackets that are none of the name's own port: a server of what is built, logins to what is stored.
_OWN_PARTS = frozenset(("preview", "ssh"))
#: Products that people write with their version: `Postgres 16`, `MySQL 8.0`. A third Redis is no Redis 3.
_VERSIONED = frozenset(
    "postgres postgresql mysql mariadb redis valkey mongo mongodb elasticsearch opensearch rabbitmq kafka clickhouse keycloak nginx traefik "
    "nextcloud forgejo gitea gitlab grafana loki prometheus influxdb jenkins nexus vault collabora onlyoffice mastodon zammad odoo moodle bookstack wordpress "
    "mattermost authentik immich proxmox".split()
)
_VERSION = lazily(r"\s+v?(?:[4-9]|[1-9]\d)(?:\.\w+)*(?:-\w+)?$|\s+v?\d+\.[\d.x]+(?:-\w+)?$")
#: Folders of a monorepo in front of the name of what they hold.
_FOLDER = lazily(r"\.?/?(?:apps|services|packages)/(?=[\w-]+/?$)")
_POSSESSIVE = lazily(r"(?<=\w)['’]s\s")
#: `HAProxy's view`: whose it is, and no second one's.
_OF_WHOM = lazily(r"(\w[\w.-]*)['’]s (?:own )?(?:view|stats|statistics|status|port)", re.IGNORECASE)
#: Words between a name and `UI`, `interface`, that say no more than these.
_OF_PAGES = frozenset(("web", "management"))
#: Stores that speak S3, which is their API and no word of their name.
_S3 = frozenset(("minio", "garage", "seaweedfs", "ceph", "rustfs"))
#: Words between a name and `API` that say which of its APIs is meant.
_OF_APIS = {"admin": "admin", "management": "admin", "rest": "api", "s3": "api", "web": "api", "grpc": "grpc"}
#: Words in parentheses that say in which of several ways it runs, and are no second name: `UI (vite)`.
_WAYS = frozenset(
    "dev prod staging test local docker compose vite host container native optional default old new legacy backup primary secondary "
    "systemd launchd podman lxc vm apt snap pip npm binary package baremetal metal kubernetes k8s helm swarm nomad cluster".split()
)
_SYMBOLS = frozenset("So Sk Cf Co Cn Cs Cc Mn".split())
_WORD = lazily(r"[^\W_]+", re.UNICODE)
_PAREN = lazily(r"\s*[(\uff08\[]([^()\uff08\uff09\[\]]*)[)\uff09\]]")
_UNIT = lazily(r"\.(service|socket|timer|target|container|mount)$", re.IGNORECASE)


class Name(NamedTuple):
    """A name taken apart: `key` squashes the main words, `part` is the endpoint it ends in ("" for none).

    `alias` squashes what stands in parentheses ("" for none), `alias_is_id` says that it looks like an identifier.
    """

    key: str
    part: str
    alias: str
    alias_part: str
    alias_is_id: bool


def shown(text: str) -> str:
    """A name for people: markup already masked; emoji, boxes and outer punctuation gone, one space between words."""
    kept = text if text.isascii() else "".join(" " if unicodedata.category(char) in _SYMBOLS else char for char in text)
    return " ".join(kept.split()).strip(" \t:：;,.·•|*_`'\"→>-–—=#✓✔├└│─┌┐┘┬┴┼╰╭").strip()


@lru_cache(maxsize=65536)
def name(text: str) -> Name:
    """Take a shown name apart."""
    inner = _PAREN.search(text) if "(" in text or "[" in text or "\uff08" in text else None
    outer = _PAREN.sub("", text) if inner else text
    if inner and not _WORD.search(outer):
        outer, inner = inner[1], None
    key, part = squash(outer)
    if not inner:
        return Name(key, part, "", "", False)
    said = inner[1].strip().lower()
    if said in _OWN_PARTS:
        return Name(key, part or said, "", "", False)
    alias, alias_part = squash(inner[1])
    looks = inner[1].strip() not in _WAYS and bool(
        re.fullmatch(r"[\w.]*[-_.][\w.-]*\w|[a-z][a-z0-9]{2,}", inner[1].strip())
    )
    return Name(key, part, alias, alias_part, looks)


@lru_cache(maxsize=65536)
def squash(text: str) -> tuple[str, str]:
    """(key, part): `Magic Pages API`, `magicpages-api` and `MagicPages_API` are all ("magicpages", "api")."""
    plain = _UNIT.sub("", text.strip()) if "." in text else text
    simple = plain.isascii()
    if not simple:
        plain = _unaccented(unicodedata.normalize("NFKC", plain))
    if "/" in plain:
        plain = _FOLDER.sub("", plain)
    if "'s " in plain or "’s " in plain:
        whose = _OF_WHOM.fullmatch(plain)
        plain = whose[1] if whose else _POSSESSIVE.sub(" ", plain)
    words = _WORD.findall(plain.lower()) if simple else [word.lower() for word in _WORD.findall(plain)]
    if len(words) > 1 and words[0] in _VERSIONED and (version := _VERSION.search(plain)):
        words = [word.lower() for word in _WORD.findall(plain[: version.start()])]
    while len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    if len(words) > 2 and words[-1] == "exporter" and "prometheus" in words:
        words.remove("prometheus")  # whose all of them are
    part = ""
    if len(words) == 2 and words[1] == "s3" and words[0] in _S3:
        words, part = words[:1], "api"
    if len(words) > 1 and words[-1] in PARTS and " ".join(words) not in _WHOLE:
        part = PARTS[words.pop()]
        if part == "web" and len(words) > 1 and words[-1] in _OF_PAGES:
            words.pop()
        if part == "api" and len(words) > 1 and words[-1] in _OF_APIS:
            part = _OF_APIS[words.pop()]
    while len(words) > 1 and words[-1] in _KINDS:
        words.pop()
    key = in_english("".join(words))
    return _PRODUCTS.get(key, key), part


def owner_key(text: str) -> str:
    """What a block of ports is for, to compare: `Front ends (Vite)`, `front end` are one."""
    words = _WORD.findall(_PAREN.sub("", text).lower())
    return "".join(words).removesuffix("s")


def unversioned(text: str) -> str:
    """A text without the version behind the product at its end: `You need Postgres 16`."""
    version = _VERSION.search(text) if text[-1:].isdigit() else None
    last = text[: version.start()].rpartition(" ")[2] if version else ""
    return text[: version.start()] if version and last.lower() in _VERSIONED else text


def _unaccented(text: str) -> str:
    """`Cobrança` is what its people call `cobranca` in a file: Latin letters without their marks."""
    plain = (unicodedata.normalize("NFD", char)[0] for char in text)
    return "".join(base if base.isascii() else char for base, char in zip(plain, text, strict=True))


#: A machine's own name on its network: `mini.local`, `mini.tail1a2b.ts.net`. Where more labels stand before, they say more.
_OWN_NAME = lazily(
    r"([a-z0-9](?:[\w-]*[a-z0-9])?)\.(?:local|lan|home|internal|localdomain|home\.arpa|intra|[\w-]+\.ts\.net)"
)


@lru_cache(maxsize=65536)
def host_key(text: str) -> str:
    """A host's key: an address as it is, a name squashed without its parenthesis, "" for localhost and wildcards."""
    plain = text.strip().strip("[]").lower()
    if plain in ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "*", ""):
        return ""
    if re.fullmatch(r"[0-9.]+|[0-9a-f:]*:[0-9a-f:.]*", plain):
        return plain
    plain = _PAREN.sub("", plain)
    own = _OWN_NAME.fullmatch(plain.strip()) if "." in plain else None
    if "." in plain and not own:
        return plain.strip()
    return "".join(_WORD.findall(own[1] if own else plain))
