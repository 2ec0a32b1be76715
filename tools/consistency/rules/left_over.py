"""Ports of one service that a page and a file of config both list, where all but one on either side agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from consistency.model.fact import Fact
from consistency.rules.select import same_scope
from consistency.values.slip import is_slip

#: What an edge listens on beside its dashboard, and a forge beside its pages: no page has to say it.
_UNSAID = 1024


def left_over(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """The documented port that config has nowhere, then the published one that its page does not give.

    `NATS: 4222, monitoring: 8223` and a service that publishes 4222 and 8222. At least one port must agree, so that
    both list the same service's, or the page gives one alone that is a slip for one of them; with two left over on a
    side nobody knows which is which.
    """
    pages, files = _listed(facts)
    known = {fact.claim.port for fact in facts if fact.claim.role != "canon"}
    ports = {file: {fact.claim.port for fact in published} for file, published in sorted(files.items())}
    several = {file: mapped for file, mapped in ports.items() if len(mapped) > 1}
    for documented in (pages[page] for page in sorted(pages)):
        said = {fact.claim.port for fact in documented}
        alone = said - known
        for file, mapped in several.items() if len(alone) == 1 else ():
            if said - mapped != alone:
                continue
            unsaid = mapped - said
            if said == alone:
                unsaid = {port for port in unsaid if is_slip(str(port), str(min(alone)))}  # `RabbitMQ admin: 15673`
            if len(unsaid) != 1 or min(unsaid) < _UNSAID:
                continue
            wrong = [fact for fact in documented if fact.claim.port in alone]
            right = [fact for fact in files[file] if fact.claim.port in unsaid]
            if same_scope(wrong[0].claim, right[0].claim) and _one_place(wrong[0], right[0]):
                yield [*wrong, *right]


def _listed(facts: Sequence[Fact]) -> tuple[dict[tuple[str, str], list[Fact]], dict[tuple[str, str], list[Fact]]]:
    """Ports on hosts by section of a page, and by file and environment."""
    pages: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    files: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        claim = fact.claim
        if claim.attribute != "port" or not claim.port:
            continue
        if claim.role == "canon" and claim.namespace in ("host", "") and "-" not in claim.value:
            pages[claim.path, claim.section].append(fact)
        elif claim.role == "config" and claim.namespace == "host":
            files[claim.path, claim.scope].append(fact)
    return pages, files


def _one_place(one: Fact, other: Fact) -> bool:
    return not (one.host and other.host) or one.host == other.host
