"""Stores that an env file asks for on the machine of whoever runs it, where the compose file beside it publishes them elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consistency.model.claim import PROJECT
from consistency.model.fact import Fact
from consistency.rules.deployment import is_variant
from consistency.rules.select import order, same_scope
from consistency.values.exact import POOL


def is_asking(fact: Fact) -> bool:
    """Whether an env file says it, as a page would."""
    name = fact.claim.path.rpartition("/")[2].lower()
    return fact.claim.role == "canon" and fact.claim.source == PROJECT and name.startswith((".env", "env."))


def asked_elsewhere(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Each such place with what is published by files of its own folder or one above, where no file publishes that port."""
    ports = [
        fact
        for fact in facts
        if fact.claim.attribute == "port" and fact.claim.source == PROJECT and fact.claim.namespace == "host"
        if fact.claim.modality == "stated"
    ]
    asking = [fact for fact in ports if is_asking(fact)]
    published = [fact for fact in ports if fact.claim.role == "config"] if asking else []
    known = {fact.claim.port for fact in published}
    for fact in order(asking):
        near = _near(fact, published)
        if near and fact.claim.port not in known and len({one.claim.port for one in near}) == 1:
            yield [fact, *order(near)]


def _near(fact: Fact, published: Sequence[Fact]) -> list[Fact]:
    folder = fact.claim.path.rpartition("/")[0]
    return [
        one
        for one in published
        if f"{folder}/".startswith(f"{one.claim.path.rpartition('/')[0]}/".lstrip("/"))
        and not is_variant(one.claim.path)
        and one.claim.part != POOL
        and same_scope(one.claim, fact.claim)
    ]
