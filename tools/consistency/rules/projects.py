"""What pages say of a project as a whole, of a script or a key by its name, held against config that says it of just that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.fact import Fact
from consistency.model.pattern import lazily
from consistency.rules.deployment import are_apart
from consistency.rules.disagree import Same, conflicting
from consistency.rules.stores_asked import is_asking
from consistency.values.exact import POOL, is_image, is_probed

#: `DATABASE_URL on localhost`: what a variable is set to.
_KEY = lazily(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")


def of_projects(facts: Sequence[Fact], attribute: str, spaces: tuple[str, ...], same: Same) -> list[Fact]:
    """What pages tell to open once the project or a script of it runs, or say of a key, a forward, an image, where config of
    their own folder says another, and none the same."""
    opened = [
        fact
        for fact in facts
        if fact.claim.attribute == attribute
        and fact.claim.source.endswith(" opened")
        and fact.claim.namespace in spaces
        and fact.claim.modality in ("stated", "assumed")
    ]
    config = [fact for fact in opened if fact.claim.role == "config"]
    right = {fact.claim.value for fact in config}
    config = [fact for fact in config if fact.claim.part != POOL]
    sections: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in opened if config else ():
        if fact.claim.role == "canon" and not is_asking(fact):
            sections[fact.claim.path, _place(fact.claim)].append(fact)
    wrong = (
        fact
        for said in sections.values()
        if right.isdisjoint(one.claim.value for one in said)
        for fact in conflicting([*said, *(one for one in config if not are_apart(said[0], one))], same)
    )
    return list(dict.fromkeys(wrong))


def called(facts: Iterable[Fact], name: str) -> list[Fact]:
    """What pages and config call by names that begin so, on behalf of a project as a whole."""
    return [
        fact
        for fact in facts
        if fact.claim.attribute == "call" and fact.claim.source == PROJECT and fact.claim.service.startswith(name)
    ]


def in_force(facts: Iterable[Fact], name: str) -> list[Fact]:
    """The same, as far as pages and config say that it holds now."""
    return [f for f in called(facts, name) if f.claim.modality == "stated" and f.claim.role in ("canon", "config")]


def _place(claim: Claim) -> str:
    """What of a page is held against config at once: a section; the page, of what it may know several of; of commands that
    run an image each for itself."""
    return claim.statement if is_image(claim.service) else "" if _is_of_page(claim.service) else claim.section


def _is_of_page(name: str) -> bool:
    """Whether a page is held against config as a whole: what it sets a variable to, or asks a port for, it may know several of."""
    return is_probed(name) or _KEY.match(name) is not None
