"""Zones: the part of a public name that whoever owns it has registered, by which all names of a site are found."""

from __future__ import annotations

from functools import lru_cache

#: Documents that name something in one zone; beyond, it is everybody's, and too many to be looked at for an edit.
CROWD = 64
#: Letters that stand for somebody before the rest of a label: `my-company` is not `my`.
_OWNER = 4
#: Ends of names that a network of one's own has.
_OWN = frozenset(("lan", "local", "home", "internal", "intranet", "localdomain"))
#: Names that stand for any (RFC 2606, and what people write), and those of machines in a mesh or a cluster.
_ANY = frozenset(
    "example.com example.org example.net yourdomain.com mydomain.com your-domain.com domain.com domain.tld ts.net cluster.local".split()
)
#: What stands between a name and its country where that is registered below (`acme.co.uk`); the whole list of public
#: suffixes would have to be read by every hook.
_SECOND = frozenset("co com org net ac gov gob edu or ne go".split())


@lru_cache(maxsize=65536)
def registered(name: str) -> str:
    """`orrery.example` of `sky.orrery.example`, "" for a name without any, of anybody, or of a machine."""
    labels = name.lower().rstrip(".").split(".")
    if len(labels) < 2 or labels[-1][-1:].isdigit() or not all(labels):
        return ""
    size = 3 if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND else 2
    if len(labels) == 2 and labels[-1] in _OWN:
        return labels[-1]
    found = ".".join(labels[-size:])
    return "" if found in _ANY else found


def zone(name: str) -> str:
    """Whose a name is: `acme` of `api.acme.io`, of `api.acme.dev` and of `api.acme-cloud.dev`."""
    label = registered(name).partition(".")[0]
    owner = label.partition("-")[0]
    return owner if len(owner) >= _OWNER else label.replace("-", "")
