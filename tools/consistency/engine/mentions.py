"""The words by which a document's claims are looked up, so that an edit is held against what it concerns, not all.

s service words and virtual hosts · v virtual host · r one to which a router leads · z zone of a name ·
p port@host · q port · h host · n host named as one · t address tied to a host · a attribute that few documents have · k what a rule over the whole repository seeks, behind its id
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from consistency.cache.cells import number
from consistency.model.claim import REACHED, Claim
from consistency.model.identity import ENDINGS, GENERIC, LONG, NAMING, Said, heading_hosts, section_of, subject
from consistency.model.name import host_key, name, squash
from consistency.model.pattern import lazily
from consistency.model.vhost import ATTRIBUTES as PLACING
from consistency.model.vhost import answering_at, is_led, is_route, vhost, zone_of

#: Attributes that some rule wants to see of every document at once.
RARE = frozenset({"model", "depends", "asked", "available", "confined", "fixed"})
#: Attributes of claims that give a service another word.
_TYING = frozenset(NAMING) | PLACING
#: The same of a document: to its ports no router leads.
_TELLING = _TYING - {"port"}
#: How words of virtual hosts begin, which no service's does.
_VHOST = "//"
#: Attributes that rules hold against each other by their port.
_ON_SOCKET = frozenset({"port", "bind", "range"})


def _begun(**words: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Words by the letters that they begin with, which are found many times sooner than a choice of them."""
    return tuple((begins, lazily(rf"{begins}(?<!\w{begins}){rest}\b")) for begins, rest in words.items())


#: Words that every sentence has by which a page declares something fixed (see readers/immutability.py).
_FIXING = _begun(
    fixed="", immutab="(?:le|ility)", frozen="", unchangeable="", never="", don="'t", stay=r"s?[\s>]+as", remain=r"s?[\s>]+as"
)  # fmt: skip
_SUBJECT = _begun(port="s?", bind="(?:ing)?s?", addresses="", host="s?", machine="s?")
_NOT = lazily(r"not\b(?<=[\s>]not)")
_MODAL = lazily(r"\b(?:must|may|shall|do)$")
#: Letters that patterns take for an i or an s where case does not matter.
_ODD = (("ı", "i"), ("i\u0307", "i"), ("ſ", "s"))


#: The letters of all endings by which two spellings may differ.
_ENDING = "".join(sorted(set("".join(ENDINGS))))


@lru_cache(maxsize=1 << 16)
def service_words(service: str) -> tuple[str, ...]:
    """The keys that a service's name as written can be linked by."""
    if "(" not in service and "[" not in service and "\uff08" not in service:  # as in name()
        return (squash(service)[0],)
    found = name(service)
    return (found.key, found.alias, found.key + found.alias) if found.alias else (found.key,)


@lru_cache(maxsize=1 << 16)
def core(word: str) -> str:
    """What a long word has in common with each spelling of it that identity may take for the same, and with few others."""
    return word if len(word) < LONG else word[: max(LONG, len(word.rstrip(_ENDING)))]


@lru_cache(maxsize=1 << 16)
def ties(service: str, other: str) -> tuple[tuple[str, str], ...]:
    """Pairs of words that may be one service: by its name alone, or by the other word that a claim gives for it."""
    words = service_words(service)
    pairs = [(words[0], word) for word in words[1:] if word not in GENERIC]
    if other and other not in GENERIC:
        pairs += [(word, other) for word in words if word not in GENERIC]
    return tuple(pairs)


def naming(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    """Each service's name as written, with "" and with the word of each other name or virtual host that a claim gives it."""
    every = list(claims)
    named = {(service, "") for service in {c.service for c in every} if service}
    tying = _TYING if every and every[-1].role == "config" else _TELLING
    named |= {(c.service, other) for c in every if c.attribute in tying and c.service and (other := _other(c))}
    return named | {(c.service, _answering(c)) for c in every if is_route(c) and c.service and vhost(c)}


def tying(claims: Iterable[Claim]) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """The keys of the services that claims name, and the pairs of words that these tie, both in order."""
    named = naming(claims)
    keys = {service_words(service)[0] for service, _ in named}
    tied = {pair for service, other in named for pair in ties(service, other)}
    return tuple(sorted(keys)), tuple(sorted(tied))


def _answering(route: Claim) -> str:
    """The word of whatever answers under a route's name, which identity ties to the one service that it leads to."""
    return service_words(answering_at(vhost(route).partition("/")[0]))[0]


def _other(claim: Claim) -> str:
    if claim.attribute in NAMING:
        return squash(claim.value)[0]
    return vhost_word(claim) if claim.attribute in PLACING else ""


def vhost_word(claim: Claim) -> str:
    """The word of the virtual host that a claim gives its service, "" for none."""
    of = vhost(claim)
    return f"{_VHOST}{of}" if of else ""


def is_vhost(word: str) -> bool:
    """Whether the word is a virtual host's, which ties names only where a router leads to it."""
    return word.startswith(_VHOST)


def routed(claims: Iterable[Claim]) -> set[str]:
    """The words of the virtual hosts to which routers lead."""
    return {_other(claim) for claim in claims if is_led(claim) and claim.service} - {""}


def host_words(claim: Claim) -> tuple[str, ...]:
    """The keys of the hosts that a claim may be on: the one it names ("" for localhost), or none and its headings'."""
    _, host, section, _ = subject(claim)
    return words_of(host, section)


def is_on_socket(claim: Claim) -> bool:
    """Whether a claim says who listens somewhere, or that somebody does."""
    return claim.attribute in _ON_SOCKET or claim.source == REACHED


def words_of(host: str, section: str) -> tuple[str, ...]:
    """The keys of the hosts that are meant: by name, or by none and the headings of a section."""
    return (host_key(host),) if host else ("", *heading_hosts(section))


def mentions(claims: Sequence[Claim], said: Said) -> frozenset[int]:
    """The numbers of all words of a document's claims; `said` is drawn from them."""
    named = naming(claims)
    found = {number("s", core(word)) for service, _ in named for word in service_words(service)}
    found.update(number("s", core(other)) for _, other in named if other)
    found.update(number("v", other) for _, other in named if is_vhost(other))
    found.update(number("r", word) for word in routed(claims))
    zones = {of for c in claims if c.attribute == "domain" and (of := zone_of(c))}
    found.update(number("z", of) for of in zones)
    for claim in claims:
        if claim.attribute in RARE or claim.role == "evidence":
            found.update(_rare(claim))
    places = {(c.port, is_on_socket(c), c.host, section_of(c)) for c in claims}  # as in subject()
    for port, on_socket, host, section in places:
        for key in words_of(host, section):
            found.add(number("h", key))
            if port and on_socket:
                found.add(number("p", f"{port}@{key}"))
        if port:
            found.add(number("q", str(port)))
    found.update(number("n", host_key(host)) for host in said.known)
    found.update(number("t", host_key(side)) for pair in said.addresses for side in pair)
    return frozenset(found)


def _rare(claim: Claim) -> Iterator[int]:
    from consistency.rules import SEEKING

    if claim.role == "evidence":
        yield number("a", "evidence")
    if claim.attribute in RARE:
        yield number("a", claim.attribute)
    for rule in SEEKING:
        if claim.attribute in rule.attributes and rule.seeks:
            yield from (number("k", f"{rule.id}{kind}{word}") for kind, word in rule.seeks(claim))


def may_fix(text: str) -> bool:
    """Whether the text may hold a sentence that declares ports, binds or hosts fixed."""
    lowered = text.lower()
    if not lowered.isascii():
        for odd, plain in _ODD:
            lowered = lowered.replace(odd, plain)
    return (_holds(lowered, _FIXING) or _denies(lowered)) and _holds(lowered, _SUBJECT)


def _holds(lowered: str, words: tuple[tuple[str, re.Pattern[str]], ...]) -> bool:
    return any(begins in lowered and word.search(lowered) for begins, word in words)


def _denies(lowered: str) -> bool:
    """`must not`, with white space and marks of quotes between, as they stand before a line that is quoted."""
    for found in _NOT.finditer(lowered):
        before = lowered[max(0, found.start() - 20) : found.start()].rstrip().rstrip(">").rstrip()
        if not before or _MODAL.search(before):
            return True
    return False
