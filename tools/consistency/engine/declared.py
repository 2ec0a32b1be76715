"""The statements that the site's own declared checks guard."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.engine.guarded import Statement
from consistency.engine.known import Known


def declared_statements(found: Known) -> Iterator[Statement]:
    """Every value that a declared check reads, guarded by what the check's other places say."""
    from consistency.readers.dod import read_definition
    from consistency.readers.places import read_check

    roles = {fact.claim.path: (fact.claim.role, fact.claim.observed_on) for fact in found.facts}
    pages = found.gathered.pages(found.config.dod)
    for page in pages:
        for check in read_definition(page, found.text_of(page) or "").checks:
            sides = read_check(check, found.gathered.paths, found.text_of, lambda path: roles.get(path, ("canon", "")))
            values = [claim for side in sides if not side.trouble for claim in side.claims]
            for claim in values:
                others = tuple(other for other in values if other.statement != claim.statement)
                if claim.role != "evidence":
                    yield Statement(check.family, claim, others or (claim,) if len(sides) == 1 else others)
