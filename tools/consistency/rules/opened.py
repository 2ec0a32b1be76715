"""A131: a page has a port on loopback alone, and config opens it to the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import PROJECT
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import squash
from consistency.rules.deployment import are_apart, is_sample, is_variant
from consistency.rules.named_nearby import names, words_of
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope
from consistency.values.doors import OF_DEVELOPMENT
from consistency.values.exact import ANYWHERE, BOUND, INSIDE, LOOPBACK

#: Words for what systemd starts.
_OF_UNITS = frozenset(("unit", "systemd"))
#: In the words of a message.
_HOW = {LOOPBACK: "on loopback alone", INSIDE: "as not published"}
#: The web's own, which everybody opens.
_WEB = frozenset((80, 443))


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in group.facts if _is_said(fact)]
    pages = [fact for fact in facts if fact.claim.role == "canon"]
    config = (
        [fact for fact in facts if fact.claim.role == "config" and not _stands_in(fact.claim.path)] if pages else []
    )
    if not config or any(fact.claim.value == LOOPBACK for fact in config):
        return
    by_service: dict[str, list[Fact]] = defaultdict(list)
    for fact in config:
        by_service[squash(fact.claim.part)[0]].append(fact)
    for page in order(pages):
        opened = _meant(page, by_service)
        if page.claim.value == INSIDE and any(are_apart(page, fact) for fact in opened):
            continue  # each stack has one of its own
        if opened and all(same_scope(page.claim, fact.claim) for fact in opened):
            port = page.claim.port
            yield finding(
                OPENED_PORT, OPENED_PORT.severity, "bind", f"port {port} is documented {_HOW[page.claim.value]}, {opened[0].claim.part} opens it to the network",
                [page, *order(opened)], key=f"{page.claim.path}/{port}",
                hint="Bind it to 127.0.0.1, or do not publish it, or say in the document who reaches it.",
            )  # fmt: skip


def _meant(page: Fact, by_service: dict[str, list[Fact]]) -> Sequence[Fact]:
    """What opens the port: the one service whose name is around it, or the only one there is, at a port that is not everybody's."""
    words = words_of(page.claim.part)
    units = {
        name: kept
        for name, facts in by_service.items()
        if (kept := [f for f in facts if f.claim.path.endswith(".service")])
    }
    by_service = units if units and not _OF_UNITS.isdisjoint(words) else by_service
    named = [facts for facts in by_service.values() if names(words, facts[0].claim.part)]
    if len(named) == 1:
        return named[0]
    if page.claim.value == INSIDE:
        return []
    alone = len(by_service) == 1 and page.claim.port not in OF_DEVELOPMENT | _WEB
    return next(iter(by_service.values())) if alone and not named else []


def _stands_in(path: str) -> bool:
    """What is run in place of the rest, or to be copied and changed."""
    return is_variant(path) or is_sample(path)


def _is_said(fact: Fact) -> bool:
    claim = fact.claim
    told = claim.attribute == "call" and claim.source == PROJECT and claim.modality == "stated"
    return told and claim.service.startswith(BOUND) and claim.value in (*_HOW, ANYWHERE)


OPENED_PORT = Rule(
    "A131", "loopback-port-opened", "medium", "A page has a port on loopback alone or not published, and config opens it.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
