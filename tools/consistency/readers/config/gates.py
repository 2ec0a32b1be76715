"""What a router asks for before it lets anybody through to a service: a password, another program, a certificate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet

#: A directive that takes back what the block around it asks for, and one of which cannot be told what it asks of whom.
OFF, UNCLEAR = "off", "?"
_PLAIN = lazily(
    r"headers?|(?<![a-z])(?:no-?auth|cors|compress|gzip|encode|rate|limit|redirect|https|hsts|lan\b|local|internal|intern\b|nur-|private|vpn|geo|ip\b|"
    r"allow|whitelist|strip|prefix|rewrite|replace|path|retry|buffer|cache|error|crowdsec|bouncer|fail2ban|websocket|ws\b|timeout|log|tls|ssl|"
    r"cert|acme|letsencrypt|mime|(?:fastcgi|uwsgi|scgi|proxy)-params|robots|upload)"
)
_KINDS = (
    ("none", lazily(r"no-?auth")),
    ("basic", lazily(r"basic|htpasswd|digest")),
    ("forward", lazily(r"authelia|authentik|oauth|\bsso\b|forward-?auth|tinyauth|pocket-?id|keycloak|oidc|pomerium|vouch|gatekeeper")),
    ("asked", lazily(r"auth|login|passw")),
    ("none", _PLAIN),
)  # fmt: skip
#: What a setting that lets in who does not log in makes of its program.
LETS_IN = {"true": "anonymous", "yes": "anonymous", "1": "anonymous", "false": "login", "no": "login", "0": "login"}
#: A service of such a name is the one that asks, and no gate of its own is held.
_ASKERS = frozenset(("basic", "forward", "asked"))


class Word(NamedTuple):
    """A word and its offset in the sheet."""

    text: str
    start: int


class Ask(NamedTuple):
    """One directive: what it asks for (basic, forward, certificate, asked, OFF, UNCLEAR), and its place in the sheet.

    Within one block and those around it the innermost of a `group` holds; "" stands beside all others.
    """

    kind: str
    start: int
    end: int
    group: str = ""


class Gate(NamedTuple):
    """What is asked for on a route; `at` is the directive's place, None where nothing is. `sure`: nothing else may ask."""

    kind: str
    at: tuple[int, int] | None = None
    sure: bool = True


def gate_of(blocks: Iterable[Sequence[Ask]]) -> Gate | None:
    """The gate of a route in these blocks, the innermost first; None where it cannot be told."""
    held: dict[str, Ask] = {}
    for index, asks in enumerate(blocks):
        for ask in asks:
            held.setdefault(ask.group or f"{index} {ask.start}", ask)
    asked = [ask for ask in held.values() if ask.kind not in (OFF, "none")]
    if any(ask.kind == UNCLEAR for ask in asked):
        return None
    kinds = {ask.kind for ask in asked}
    if len(kinds) > 1:
        return Gate("asked", asked[0][1:3])
    if not asked and (off := next((ask for ask in held.values() if ask.kind == OFF), None)):
        return Gate("none", off[1:3])
    return Gate(asked[0].kind, asked[0][1:3]) if asked else Gate("none")


def named(word: str) -> str:
    """What a middleware or a snippet asks for by its name: `authelia@file`, `lan-only`; UNCLEAR for most names."""
    lowered = word.lower().replace("_", "-")
    return next((kind for kind, pattern in _KINDS if pattern.search(lowered)), UNCLEAR)


def middlewares(names: Sequence[tuple[str, int]], defined: dict[str, str], shown: bool) -> Gate | None:
    """The gate of a Traefik router by its middlewares, each with its offset.

    `defined` says what those of the same file are; `shown`: the file has some that ask for something.
    """
    asks = []
    for word, start in names:
        kind = defined.get(word.partition("@")[0].lower()) or named(word)
        asks.append(Ask(kind, start, start + len(word)))
    gate = gate_of([asks])
    if gate is None or gate.kind != "none":
        return gate
    if any("redirect" in word.lower() for word, _ in names):
        return None  # it sends on to the router that lets in
    return gate._replace(sure=shown)


#: What kinds of Traefik's middlewares ask for; the others ask for nothing.
MIDDLEWARE = {
    "basicauth": "basic",
    "digestauth": "basic",
    "forwardauth": "forward",
    "chain": UNCLEAR,
    "plugin": UNCLEAR,
}


def gate_claims(
    sheet: Sheet, gate: Gate | None, service: str, names: Sequence[Word], part: str, at: tuple[int, int] = (0, 0)
) -> Iterator[Claim]:
    """gate claims of a route, for what it leads to and for each of its public names.

    Names that a variable hides are "", `at` is the place then. None of a route without any, which is no way in from
    outside, of one to whom asks (oauth2-proxy), or from a page that quotes config.
    """
    if gate is None or not names or sheet.role != "config" or named(service) in _ASKERS:
        return
    first = names[0]
    place = gate.at or ((first.start, first.start + len(first.text)) if first.text else at)
    modality = "stated" if gate.sure else "assumed"
    for one in dict.fromkeys((service, *(name.text.lower() for name in names))):
        if one:
            yield sheet.claim("gate", gate.kind, *place, service=one, part=part, modality=modality)
