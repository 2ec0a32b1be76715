"""Whom a bullet tells of, by how it opens: `PostgreSQL on atlas, port 5433`, `Database: Redis (atlas, port 6379)`."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers import phrases, sentence

_NAME = r"(?:[A-Z][\w.+-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+)(?:\s+(?:[A-Z][\w.+-]*|v?\d[\w.]*)){0,2}"
#: What a service does with another one.
_USES = (
    "uses", "used by", "depends on", "connects to", "talks to", "needs", "requires", "backed by", "behind", "sits behind", "scrapes", "queries",
    "nutzt", "verwendet", "braucht", "usa", "utilise",
)  # fmt: skip
_OPENS = lazily(
    rf"[\s`*>•+-]*(?P<used>(?i:{'|'.join(_USES)})\s+(?:the\s+|a\s+|die\s+|den\s+)?)?"
    rf"[`*]*(?P<name>{_NAME})[`*]*(?:\s+(?:on|auf|sur|en|at|@)\s+(?:host\s+)?[`*]*(?P<host>[A-Za-z][\w-]*(?:\.[\w-]+)*)[`*]*|"
    r"\s*\(\s*(?:on\s+)?[`*]*(?P<inner>[A-Za-z][\w-]*(?:\.[\w-]+)*)[`*]*(?=,\s))?(?P<then>\s*(?:[,;(]|:(?=\s)|[–—-]+\s)|\s+port\b)"
)
#: What runs a service, and no service of its own.
_PLATFORM = frozenset(
    """docker podman container containers compose systemd launchd lxc vm vms kvm proxmox debian ubuntu alpine fedora centos rhel arch nixos linux
    windows macos freebsd python node nodejs java go rust php ruby kubernetes k8s k3s helm swarm http https tcp udp tls ssl grpc host port ports
    listens listening runs running bind binds internal external public private local dashboard dashboards web ui""".split()
)
#: Words of labels that say what something is to the service above, of which the value says the name.
_KINDS = frozenset(
    """database db datastore cache caching broker queue message messages bus event events storage store object vector session sessions mail smtp email
    relay auth authentication sso idp oidc oauth ldap identity provider search index upstream datasource data source sources proxy reverse
    ingress metrics logs tracing traces secrets backup backups reads writes primary depends on dependency dependencies uses requires
    datenbank zwischenspeicher speicher warteschlange base de datos datos bd cola caché banco dados données base""".split()
)
_WORDS = lazily(r"[^\W\d_]+")


#: One of these stands before every machine.
_BEFORE_MACHINE = (" on ", " auf ", " sur ", " en ", " at ", "@", "(")


class Told(NamedTuple):
    """Whom a text tells of, on which machine ("" for none said), where its name and machine end, and whether as one
    that another service uses."""

    service: str
    host: str
    end: int
    used: bool


#: Behind a label that says what it is, the name of a program may be written small, where its machine follows.
_SMALL = lazily(
    r"[\s`*]*(?P<name>[a-z][a-z0-9]+)[`*]*\s+(?:on|auf|sur|en|at|@)\s+(?P<host>[A-Za-z][\w-]*(?:\.[\w-]+)*)(?P<then>\s*[,;(]|\s+port\b)"
)


#: `Login: https://id.site.example (Keycloak on app1, port 8080)`: what it is to people, where, and who it is.
_BEHIND_URL = lazily(
    r"[\s`*<]*https?://[^\s`*<>()]+[\s`*>]*\(\s*[`*]*(?P<name>[A-Za-z][\w.-]*(?: [A-Z][\w.-]*){0,2})[`*]*"
    r"(?:\s+(?:on|auf|sur|en|at|@)\s+[`*]*(?P<host>[A-Za-z][\w-]*(?:\.[\w-]+)*)[`*]*)?,\s+(?:port\s*)?:?[`*]*\d{2,5}[`*]*\s*\)"
)


def behind_url(text: str, start: int) -> Told | None:
    """Whom the parenthesis behind the URL at `start` names, with its port; the text from `start` on is all about it."""
    match = _BEHIND_URL.match(text, start) if "://" in text and ")" in text else None
    if not match or not phrases.is_name(match["name"]) or match["name"].lower() in _PLATFORM:
        return None
    host = match["host"] or ""
    return Told(match["name"], host, start, False) if not host or sentence.may_be_machine(host) else None


def is_kind(label: str) -> bool:
    """`Database`, `Reverse proxy`: a label that says what the value is to the service above."""
    words = _WORDS.findall(label.lower())
    return bool(words) and _KINDS.issuperset(words)


def of_another(text: str) -> Told | None:
    """Whom a whole text tells of, on a machine that it names or as one that is used; None for any other text."""
    if not any(sign in text for sign in _BEFORE_MACHINE) and not text.lstrip(" `*>•+-").lower().startswith(_USES):
        return None
    other = told(text, 0)
    return other if other and (other.host or other.used) else None


def told(text: str, start: int, kind: bool = False) -> Told | None:
    """Whom `text` from `start` on tells of, where it opens with a name and nothing but a machine beside it.

    kind: it stands behind a label of which it says the name
    """
    match = _OPENS.match(text, start)
    small = _SMALL.match(text, start) if kind and not match else None
    if match:
        name, host, used = shown(match["name"]), match["host"] or match["inner"] or "", match["used"] is not None
    elif match := small:
        name, host, used = match["name"], match["host"], False
    else:
        return None
    if not _PLATFORM.isdisjoint(re.split(r"[\s_-]", name.lower())) or not phrases.is_name(name):
        return None
    if host and not sentence.may_be_machine(host):
        return None
    return Told(name, host, match.start("then"), used)
