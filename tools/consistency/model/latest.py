"""Which evidence still stands: the latest per host and facet. What a complete look did not see is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from consistency.model.claim import Claim

#: The facet that a claim belongs to, by its source, else by its attribute (evidence written by hand).
_BY_SOURCE = {
    "snapshot listener": "sockets",
    "snapshot publish": "containers",
    "snapshot container": "containers",
    "snapshot node port": "kubernetes",
    "snapshot serve": "tailscale",
    "snapshot probe": "probes",
    "snapshot unit": "units",
    "snapshot declaration": "units",
}
_BY_ATTRIBUTE = {
    "port": "sockets",
    "bind": "sockets",
    "answer": "probes",
    "model": "probes",
    "unit": "units",
    "status": "units",
    "container": "containers",
    "exposure": "tailscale",
}
_SAW = ("complete", "partial")


def facet(claim: Claim) -> str:
    """The facet that an evidence claim belongs to, "" where it belongs to none."""
    if claim.attribute == "coverage":
        return claim.service
    inside = claim.source == "snapshot listener" and claim.namespace == "container"
    return "namespaces" if inside else _BY_SOURCE.get(claim.source) or _BY_ATTRIBUTE.get(claim.attribute, "")


def latest(claims: Iterable[Claim], host: Callable[[Claim], str] = lambda claim: claim.host) -> tuple[Claim, ...]:
    """The evidence that counts, in its order; claims of other roles pass. `host` gives a claim's host as a key.

    A complete look at a facet replaces every earlier look at it: what it did not see is gone. A partial look adds to
    what was seen before; a failed one says nothing, and its coverage is kept only where the facet was never seen.
    Claims of a snapshot that a later one corrects are left out.
    """
    every = tuple(claims)
    corrected = {claim.service for claim in every if claim.attribute == "coverage" and claim.value == "corrected"}
    standing = [claim for claim in every if claim.role != "evidence" or not _is_of(claim, corrected)]
    complete: dict[tuple[str, str], tuple[str, str]] = {}
    state: dict[tuple[str, str], tuple[str, str]] = {}
    for claim in standing:
        if claim.role == "evidence" and claim.attribute == "coverage":
            key, moment = (host(claim), claim.service), (claim.observed_on, claim.path)
            if claim.value == "complete":
                complete[key] = max(complete.get(key, ("", "")), moment)
            if claim.value in _SAW:
                state[key] = max(state.get(key, ("", "")), moment)
    return tuple(claim for claim in standing if _stands(claim, (host(claim), facet(claim)), complete, state))


def _is_of(claim: Claim, snapshots: set[str]) -> bool:
    """Whether the claim was read from one of these snapshots, by their ids, which are their files' names."""
    return bool(snapshots) and claim.path.rsplit("/", 1)[-1].removesuffix(".md") in snapshots


def _stands(
    claim: Claim,
    key: tuple[str, str],
    complete: dict[tuple[str, str], tuple[str, str]],
    state: dict[tuple[str, str], tuple[str, str]],
) -> bool:
    if claim.role != "evidence" or not key[1]:
        return True
    moment = (claim.observed_on, claim.path)
    if claim.attribute == "coverage":
        return moment == state[key] if key in state else True
    return key not in complete or moment >= complete[key]
