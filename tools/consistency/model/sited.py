"""A site's one domain for its hosts: `juno.lab.lan` is `juno` where the site plainly calls its machines both.

A domain is a site's own where two of its hosts are called by their first labels too, or three are listed as machines
under it and one is called so, or one is and nobody else can have the domain (`lab.lan`); a first label that two domains hold, a domain beside another one of the same parent
(`prod.example`, `stage.example`) and a host that is called like its own service tie nothing. All that this is drawn
from is counted as spellings of keys that no host has, so that it is known of a whole repository without reading it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator

from consistency.model.name import host_key, squash

_CALLED_BOTH, _LISTED = 2, 3
#: Names at the top that no registry gives to anybody.
_PRIVATE = frozenset("lan home local internal intra localdomain".split())
#: In the place of a host: a service is called like the host that it is on.
_SERVICE = "="

#: The spellings that there are of some keys, each with its key.
Spelled = Callable[[Iterable[str]], Iterable[tuple[str, str]]]


def _within(key: str) -> tuple[str, str]:
    """What a host's key would be without its domain, and the domain, "" for an address or a name that has none."""
    label, _, domain = key.partition(".")
    return (host_key(label), domain) if "." in domain and not key[-1:].isdigit() else (key, "")


def _is_private(domain: str) -> bool:
    return domain.rpartition(".")[2] in _PRIVATE


def spellings(host: str, services: Iterable[str], listed: bool) -> Iterator[tuple[str, str]]:
    """Keys and spellings that say of a host how it is called, on which services' behalf, and whether as a machine."""
    key = host_key(host)
    label, domain = _within(key)
    if any(squash(service)[0] == label for service in services):
        yield f"{label}.*", _SERVICE
    if domain:
        yield f"{label}.*", key
        if listed or _is_private(domain):
            sub, _, parent = domain.partition(".")
            yield f"*.{domain}", key
            yield f"**.{parent}", sub


def is_host(key: str) -> bool:
    """Whether a key is a host's, and none of those above."""
    return "*" not in key


def ties(spelled: Iterable[tuple[str, str]], general: Container[str]) -> list[tuple[str, str]]:
    """Pairs of keys that are one host, the longer one first; `general` names are nobody's."""
    said: dict[str, set[str]] = defaultdict(set)
    for key, text in spelled:
        said[key].add(text)
    found = []
    for key in sorted(key for key in said if key.startswith("*.")):
        if len(said[_beside(key[2:])]) > 1:
            continue
        own = [(host, label) for host in sorted(said[key]) if (label := _within(host)[0]) not in general]
        own = [(host, label) for host, label in own if said[f"{label}.*"] == {host}]
        both = [(host, label) for host, label in own if label in said]
        if len(both) >= _CALLED_BOTH or (both and (len(own) >= _LISTED or _is_private(key))):
            found += both
    return found


def _beside(domain: str) -> str:
    """The key under which the domains with the same parent are."""
    return f"**.{domain.partition('.')[2]}"


def needed(hosts: Iterable[str], spelled: Spelled) -> set[str]:
    """The keys whose spellings decide to what these hosts are tied."""
    found = {f"{_within(host)[0]}.*" for host in hosts}
    domains = {_within(text)[1] for _, text in spelled(found)} - {""}
    heads = {head for domain in domains for head in (f"*.{domain}", _beside(domain))}
    labels = {_within(text)[0] for key, text in spelled(heads) if key.startswith("*.")}
    return found | heads | labels | {f"{label}.*" for label in labels}


def others(hosts: Iterable[str], spelled: Spelled) -> Iterator[tuple[str, str]]:
    """Each of the hosts' keys with each key to which it may be tied."""
    labels: dict[str, str] = {}  # by the key of their spellings
    for host in hosts:
        label, domain = _within(host)
        if domain:
            yield host, label
        else:
            labels[f"{label}.*"] = host
    for key, text in spelled(labels):
        if text != _SERVICE:
            yield labels[key], text
