"""Addresses of a network that no list of its machines has, beside those that one has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Set

from consistency.model.fact import Fact
from consistency.model.pattern import lazily
from consistency.rules.deployment import is_sample
from consistency.values.address import is_inner
from consistency.values.exact import NEAR
from consistency.values.slip import slips, turned

#: So many machines of a network make a list.
_LIST = 3
#: So many listed addresses may be meant, and no more.
_CHOICE = 2
#: Keys of what is connected to; what a machine is given, or lets in, stands below others.
_CONNECTS = lazily(
    r"(?:.*[_.-])?(?:o|addr|server|remote|broker|targets?|url|upstream|answer|replacement|connect|backend|device|share|mount|src|source|dns|(?:name_?)?servers|nameserver|resolvers?|upstreams|prox(?:y|ies)|ntp|(?:smtp|relay|mail|db|database|redis|mysql|postgres|mqtt|ldap|syslog|nas|backup)(?:[_.-](?:relay|server|master))?[_.-](?:host|ip))",
    re.IGNORECASE,
)
#: The networks in which a machine has one address, whatever its numbers.
_TAILNET = range(64, 128)


def lists(facts: Iterable[Fact]) -> dict[str, set[str]]:
    """By network the addresses that lists of machines have, or pages that name several of that network; of large ones only."""
    found: dict[str, set[str]] = defaultdict(set)
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        claim = fact.claim
        if claim.namespace:
            found[network_of(claim.value)].add(claim.value)
        elif claim.role == "canon" and not claim.part.startswith(NEAR):
            named[claim.path, network_of(claim.value)].add(claim.value)
    for (_, network), addresses in named.items():
        if len(addresses) >= _LIST:
            found[network] |= addresses
    return {network: addresses for network, addresses in found.items() if len(addresses) >= _LIST}


def meant(place: Fact, known: Mapping[str, Set[str]]) -> list[str]:
    """The listed addresses of the network that may be meant at a place that connects to one which is not listed."""
    claim = place.claim
    listed = known.get(network_of(claim.value), frozenset())
    connects = claim.part.startswith(NEAR) or (claim.role == "config" and _CONNECTS.fullmatch(claim.part))
    if not connects or is_sample(claim.path) or not is_inner(claim.value) or claim.value in listed:
        return []
    last = claim.value.rpartition(".")[2]
    others = {other.rpartition(".")[2]: other for other in listed}
    near = [one for one in others if abs(int(one) - int(last)) == 1 or one in turned(last)]
    alike = near or [one for one in others if one in slips(last)]
    return [others[one] for one in sorted(alike, key=int)] if len(alike) <= _CHOICE else []


def network_of(ip: str) -> str:
    """The first three numbers of an address, or the whole tailnet."""
    first, second, third, _ = ip.split(".")
    return "tailnet" if first == "100" and int(second) in _TAILNET else f"{first}.{second}.{third}"
