"""The verdict on one fact: who says what, who is the odd one out, and who would have to move. Pure.

Intended is what canon says, configured what config files say, observed what the latest evidence says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.name import host_key
from consistency.rules.select import ports_of
from consistency.values.address import same_bind

SIDES = {"canon": "intended", "config": "configured", "evidence": "observed"}
#: Attributes of which one fact has one value; of the others (health paths, say) there may be several at once.
SINGLE = ("port", "bind", "host", "auth", "unit", "posture", "exposure", "default")


class Source(NamedTuple):
    """One document's word: its role, and the claims in which it gives it."""

    role: str
    path: str
    claims: tuple[Claim, ...]

    @property
    def name(self) -> str:
        date = max((claim.observed_on for claim in self.claims), default="")
        return f"the snapshot of {date}" if self.role == "evidence" and date else self.path


class Verdict(NamedTuple):
    """`agreeing` and `odd` are sources where one party is the odd one out, else empty.

    `moving` are those that would have to move by `order`, empty where the strongest role disagrees with itself.
    """

    sources: tuple[Source, ...]
    agree: bool
    agreeing: tuple[Source, ...] = ()
    odd: tuple[Source, ...] = ()
    moving: tuple[Source, ...] = ()
    order: tuple[str, ...] = ()


def same_value(one: Claim, other: Claim) -> bool:
    """Whether two claims of one attribute can both be right."""
    if one.attribute == "port":
        a, b = ports_of(one), ports_of(other)
        return one.value == other.value or (a.start < b.stop and b.start < a.stop)
    if one.attribute == "bind":
        return same_bind(one.value, other.value) or bool(one.port and other.port and one.port != other.port)
    if one.attribute == "host":
        return host_key(one.value) == host_key(other.value)
    return one.value.strip().casefold().rstrip("/") == other.value.strip().casefold().rstrip("/")


def verdict(claims: Iterable[Claim], order: Sequence[str]) -> Verdict:
    """The verdict on the claims of one fact; `order` is the precedence of roles, the strongest first.

    Of evidence the newest day counts alone. Claims of other roles and of what does not hold now are left out.
    """
    sources = _sources(claims)
    parties = _parties(sources)
    if len(parties) < 2:
        return Verdict(sources, True, order=tuple(order))
    ranked = sorted(parties, key=_weight, reverse=True)
    named = len(ranked[0]) > 1 and _weight(ranked[0]) > _weight(ranked[1])
    return Verdict(
        sources,
        False,
        tuple(ranked[0]) if named else (),
        tuple(each for party in ranked[1:] for each in party) if named else (),
        _moving(parties, order),
        tuple(order),
    )


def _sources(claims: Iterable[Claim]) -> tuple[Source, ...]:
    live = [claim for claim in claims if claim.role in SIDES and claim.modality in ("stated", "assumed")]
    newest = max((claim.observed_on for claim in live if claim.role == "evidence"), default="")
    grouped: dict[tuple[str, str], list[Claim]] = {}
    for claim in live:
        if claim.role != "evidence" or claim.observed_on == newest:
            grouped.setdefault((claim.role, claim.path), []).append(claim)
    roles = list(SIDES)
    keys = sorted(grouped, key=lambda key: (roles.index(key[0]), key[1]))
    return tuple(Source(role, path, tuple(grouped[role, path])) for role, path in keys)


def _parties(sources: Sequence[Source]) -> list[list[Source]]:
    """Sources that agree, directly or through others: two do where a value of one meets one of the other."""
    parties: list[list[Source]] = []
    for source in sources:
        near = [party for party in parties if any(_meet(source, other) for other in party)]
        parties = [party for party in parties if party not in near] + [[*(s for party in near for s in party), source]]
    return parties


def _meet(one: Source, other: Source) -> bool:
    return any(same_value(a, b) for a in one.claims for b in other.claims)


def _weight(party: Sequence[Source]) -> tuple[int, int]:
    return len({source.role for source in party}), len(party)


def _moving(parties: Sequence[Sequence[Source]], order: Sequence[str]) -> tuple[Source, ...]:
    present = {source.role for party in parties for source in party}
    strongest = next((role for role in order if role in present), "")
    right = [party for party in parties if any(source.role == strongest for source in party)]
    if len(right) != 1:
        return ()
    return tuple(source for party in parties if party is not right[0] for source in party)


def odd_one_out(found: Verdict) -> str:
    """`canon, config agree; the snapshot of 2026-02-09 is the odd one out`, or "" where nobody is."""
    if not found.odd:
        return ""
    roles = list(dict.fromkeys(source.role for source in found.agreeing))
    names = list(dict.fromkeys(source.name for source in found.odd))
    who = f"{', '.join(roles)} {'agree' if len(roles) > 1 else f'agrees in {len(found.agreeing)} places'}"
    return f"{who}; {_listed(names)} {'are' if len(names) > 1 else 'is'} the odd one out"


def who_moves(found: Verdict) -> str:
    """`by precedence (canon, config, evidence), compose.yaml would have to move`, or what keeps that open."""
    if found.agree:
        return ""
    if not found.moving:
        strongest = next(role for role in found.order or tuple(SIDES) if role in {s.role for s in found.sources})
        return f"precedence does not decide: {strongest} disagrees with itself"
    names = ["what runs" if source.role == "evidence" else source.path for source in found.moving]
    return f"by precedence ({', '.join(found.order)}), {_listed(list(dict.fromkeys(names)))} would have to move"


def told(finding: Finding, order: Sequence[str]) -> Finding:
    """The finding with the verdict on its sides behind its hint, where they state one attribute and disagree."""
    one_thing = {claim.attribute for claim in finding.claims} == {finding.attribute}
    fence = any(claim.source == f"check:{claim.statement}" for claim in finding.claims)  # a declaration is no side
    if finding.attribute not in SINGLE or not one_thing or fence:
        return finding
    found = verdict(finding.claims, order)
    words = in_words(found) if found.odd or found.moving else ""
    return finding._replace(hint=f"{finding.hint} {words[:1].upper()}{words[1:]}.".strip()) if words else finding


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def in_words(found: Verdict) -> str:
    """Both sentences, "" where the sources agree."""
    return "; ".join(each for each in (odd_one_out(found), who_moves(found)) if each)
