"""B106: a page says that a setting lets people in or keeps them out, and config sets it the other way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.deployment import is_sample
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, same_scope, unlinked
from consistency.values.exact import ADMISSION as BY

#: Environments in which people leave out what keeps others out.
_ASIDE = frozenset(("dev", "test", "ci", "mock", "demo", "preview", "sandbox"))
#: So many places of config are shown.
_SHOWN = 3


def _check(group: Group) -> Iterable[Finding]:
    facts = in_force(group.facts, BY)
    config = [fact for fact in facts if fact.claim.role == "config" and fact.claim.scope not in _ASIDE]
    config = [fact for fact in config if not is_sample(fact.claim.path)]
    told = [fact for fact in facts if fact.claim.role == "canon"]
    if len({fact.claim.value for fact in config}) != 1:
        return
    said = config[0].claim.value
    known = {fact.claim.path for fact in told if fact.claim.value == said}
    wrong = [fact for fact in told if fact.claim.value != said and fact.claim.path not in known]
    wrong = [fact for fact in wrong if all(same_scope(fact.claim, one.claim) for one in config)]
    if wrong:
        yield _finding(group.key, wrong, config)


def _finding(key: str, wrong: Sequence[Fact], config: Sequence[Fact]) -> Finding:
    cited = unlinked([*order(wrong), *order(config)[:_SHOWN]])
    what = wrong[0].claim.service.removeprefix(BY)
    return finding(
        ADMISSION, ADMISSION.severity, "auth", f"{what}: {wrong[0].claim.value} documented, {config[0].claim.value} configured", cited,
        key=f"{key}/admission", hint="Set it as the page says, or say on the page how it is set.",
    )  # fmt: skip


ADMISSION = Rule(
    "B106", "admission-mismatch", "medium", "A page says that a setting lets people in or keeps them out, and config sets it the other way.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
