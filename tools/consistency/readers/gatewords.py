"""Words for what a router asks for before it lets anybody through, as pages say it."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.pattern import lazily

_KINDS = (
    ("basic", r"(?:http[ -])?basic[ -]?auth\w*|basic_auth|auth_basic|htpasswd(?= (?:in|von|of|by) )"),
    (
        "forward",
        r"authelia|forward[ _-]?auth\w*|auth_request|oauth2[ _-]proxy|sso@[a-z]+|tinyauth|authentik(?=[\s(]+(?:proxy|outpost))",
    ),
    ("certificate", r"mtls|client[ -]certificates?|client[ -]?zertifikate?"),
)
_KIND = lazily("|".join(rf"(?P<{kind}>(?<![\w/.-])(?:{pattern})(?![\w/]))" for kind, pattern in _KINDS), re.IGNORECASE)
#: In a page without any of these nothing of what is read here is said, but in a table.
_ANY = (
    "basic auth", "basic-auth", "basic_auth", "basicauth", "auth_basic", "htpasswd", "authelia", "authentik", "forward auth", "forward-auth",
    "forward_auth", "forwardauth", "auth_request", "oauth2", "sso@", "tinyauth", "mtls", "client cert", "client-cert", "client zert",
    "client-zert", "clientzert", "no login", "no auth", "no sso", "without login", "without auth", "without sso", "anonym", "requires a login",
    "accepts clients", "accepts only clients", "accepts connections", "takes clients", "requires a user", "requires a password",
)  # fmt: skip
#: Of a program that asks by itself, of some of those who come, or of what is not so.
OTHERWISE = lazily(
    r"\b(?:no|not|without|never|neither|nor|instead|bypass\w*|except|only|optional\w*|some|kein\w*|ohne|nicht|nur|außer|statt|either|or|oder|oidc|saml|ldap|"
    r"own \w+ and|outside|if|when|unless|should|could|can|may|must|wenn|falls|soll\w*)\b|oauth2?(?![ _-]proxy|\d?[_-])|\s/\w",
    re.IGNORECASE,
)
_BASIC = lazily(r"\W*(?P<word>basic)\W*", re.IGNORECASE)
_OPEN = lazily(
    r"\W*(?P<word>none|open|no login|no auth(?:entication)?|offen|keine?)\b(?!\s+(?:own|eigene))", re.IGNORECASE
)
_NEAR = 60
_DIRECT = lazily(
    r"\b(?:behind|hinter|(?:protected|secured|guarded|gated|geschützt|gesichert) (?:by|with|via|through|mit|durch|per|über)|login (?:via|through|by|über))"
    r"\s+(?:[\w'’-]+\s+){0,3}[\s`*(]*$",
    re.IGNORECASE,
)
#: Programs of their own accord ask for a password, too; a router is meant where one is named beside.
ROUTER = lazily(
    r"nginx|caddy|traefik|haproxy|apache|ingress|prox(?:y|ies)|gateway|middleware|router|auth_basic|basic_auth|@\w",
    re.IGNORECASE,
)


class Said(NamedTuple):
    """A kind of gate and where it is said; sure: it is a router's."""

    kind: str
    start: int
    end: int
    sure: bool = True


def signs(text: str) -> tuple[str, ...]:
    """What in a text shows that something of it is said; none where nothing is, but for the cells of a column about logins."""
    lowered = text.lower()
    return tuple(word for word in _ANY if word in lowered)


def may_say(text: str, among: tuple[str, ...] = _ANY) -> bool:
    """False for a text without any of these signs."""
    lowered = text.lower()
    return any(word in lowered for word in among)


def kind_in(text: str, start: int = 0, alone: bool = False) -> Said | None:
    """The one kind that is named; None where something is said of it that leaves open whom it asks.

    `alone`: of a cell about logins that is the one word `basic` it is enough.
    """
    if alone and (match := _BASIC.fullmatch(text)):
        return Said("basic", *match.span("word"), sure=False)
    found = [*_KIND.finditer(text)]
    kinds = {match.lastgroup for match in found}
    if len(kinds) != 1 or OTHERWISE.search(text):
        return None
    kind = found[0].lastgroup or ""
    sure = kind == "forward" or ROUTER.search(text) is not None
    return Said(kind, found[0].start() + start, found[0].end() + start, sure)


def behind(text: str) -> Said | None:
    """The kind behind which, or by which protected, something is said to be."""
    said = kind_in(text)
    return said if said and _DIRECT.search(text, max(0, said.start - _NEAR), said.start) else None


def open_in(text: str) -> Said | None:
    """That nothing is asked for, at the beginning of a cell."""
    match = _OPEN.match(text)
    return Said("none", *match.span("word")) if match and not _KIND.search(text) else None
