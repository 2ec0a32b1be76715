"""What a page quotes of a compose file, against the file: ports that only the page publishes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from consistency.model.fact import Fact
from consistency.rules.select import same_scope

_QUOTED = "compose"


def unpublished(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Of each quotation the ports that neither config nor evidence has, then those that config publishes.

    Only where it shares a port with config, so that it is a quotation of that and no other way to run the service.
    """
    ports = [fact for fact in facts if fact.claim.source == _QUOTED and fact.claim.namespace == "host"]
    quotations: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in ports:
        if fact.claim.role == "canon":
            quotations[fact.claim.path, fact.claim.section].append(fact)
    for place in sorted(quotations):
        said = quotations[place]
        published = [f for f in ports if f.claim.role == "config" and same_scope(f.claim, said[0].claim)]
        known = {fact.claim.port for fact in facts if fact.claim.role != "canon"}
        extra = [fact for fact in said if fact.claim.port not in known]
        if extra and {f.claim.port for f in said} & {f.claim.port for f in published}:
            yield [*extra, *published]
