"""Names of a table that all begin with the project's: `lantern-files` is `files` where that goes without saying."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.model.claim import Claim
from consistency.model.fronts import FRONTS, STORES
from consistency.model.identity import GENERIC
from consistency.model.name import PARTS, squash
from consistency.model.pattern import lazily

_MEMBER = lazily(r"(?P<prefix>[A-Za-z][A-Za-z0-9]+)-(?P<rest>[A-Za-z][\w-]{2,})")
#: What every project has one of: in its own it goes by the whole name.
_OF_ANYBODY = GENERIC | FRONTS | STORES
#: So many names with one beginning, and none with another, are a family.
_LEAST = 3


def short_names(existing: Sequence[Claim]) -> list[Claim]:
    """A name claim for each service of the table without the first word that all of them have: no general one, and not
    where the first word says what they are (`node-exporter`, `redis-exporter` differ in theirs)."""
    members = [_MEMBER.fullmatch(claim.service) for claim in existing]
    if len(members) < _LEAST or not all(members):
        return []
    found = [(claim, member) for claim, member in zip(existing, members, strict=True) if member]
    prefixes = {member["prefix"].lower() for _, member in found}
    rests = [member["rest"].lower() for _, member in found]
    if len(prefixes) != 1 or len(set(rests)) < len(rests) or prefixes & FRONTS:
        return []
    return [_short(claim, member["rest"]) for claim, member in found if not _is_general(member["rest"])]


def _short(claim: Claim, rest: str) -> Claim:
    at = claim.quote.rfind(rest)
    start = claim.column + at if at >= 0 else claim.column
    end, quote = (start + len(rest), rest) if at >= 0 else (claim.end_column, claim.quote)
    return claim._replace(attribute="name", value=rest, column=start, end_column=end, quote=quote)


def _is_general(rest: str) -> bool:
    key, part = squash(rest)
    return key in _OF_ANYBODY or rest.lower() in PARTS or (not part and len(key) < 3)
