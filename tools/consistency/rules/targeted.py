"""A132: a Service leads to a port that its pods do not declare, and that is a slip for one that they do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from consistency.model.claim import PROJECT
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope
from consistency.values.doors import are_beside
from consistency.values.exact import METRICS, PODS
from consistency.values.slip import is_slip


def _check(group: Group) -> Iterable[Finding]:
    folders: dict[str, list[Fact]] = defaultdict(list)
    for fact in group.facts:
        claim = fact.claim
        if (
            claim.source == PROJECT
            and claim.service.startswith(PODS)
            and claim.modality == "stated"
            and claim.role == "config"
        ):
            folders[claim.path.rpartition("/")[0]].append(fact)
    for folder, facts in sorted(folders.items()):
        declared = [fact for fact in facts if fact.claim.attribute == "port"]
        led = [fact for fact in facts if fact.claim.attribute == "call"]
        yield from _astray(folder, declared, led)


def _astray(folder: str, declared: list[Fact], led: list[Fact]) -> Iterable[Finding]:
    there = {fact.claim.port for fact in declared}
    found = {fact.claim.port for fact in led if fact.claim.part != METRICS}
    for fact in order(led):
        port = fact.claim.port
        if port in there:
            continue
        meant = [
            one for one in declared
            if is_slip(str(port), str(one.claim.port)) and not are_beside(port, one.claim.port)
            and one.claim.port not in found
            and same_scope(one.claim, fact.claim)
        ]  # fmt: skip
        if len({one.claim.port for one in meant}) == 1 and not any(are_beside(port, one) for one in there):
            pods = fact.claim.service.removeprefix(PODS)
            yield finding(
                TARGET_PORT, TARGET_PORT.severity, "port",
                f"pods of {pods} are reached at {port}, and declare {meant[0].claim.port}", [fact, *order(meant)],
                key=f"{folder}/{pods}/{port}", hint="Lead to the port on which the container listens, or declare the other one.",
            )  # fmt: skip


TARGET_PORT = Rule(
    "A132", "target-port-undeclared", "medium",
    "A Service leads to a port that its pods do not declare, and that is a slip for one that they do.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
