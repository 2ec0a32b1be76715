"""What a change did to each service, whether or not a rule fires."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.run import Change


def changed(before: Sequence[Fact], after: Sequence[Fact]) -> tuple[Change, ...]:
    """What the change did to each service's attributes."""
    old, new = _values(before), _values(after)
    changes = []
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key, {}), new.get(key, {})
        if set(was) == set(now):
            continue
        fact = next(iter(now.values()), None) or next(iter(was.values()))
        changes.append(
            Change(
                fact.service_name,
                fact.host_name,
                key[2],
                tuple(sorted(was)),
                tuple(sorted(now)),
                fact.claim.path,
                fact.claim.line,
            )
        )
    return tuple(changes)


def _values(facts: Iterable[Fact]) -> dict[tuple[str, str, str, str], dict[str, Fact]]:
    values: dict[tuple[str, str, str, str], dict[str, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact.service and fact.claim.attribute in (
            "port",
            "bind",
            "base_url",
            "domain",
            "health",
            "auth",
            "host",
            "status",
            "unit",
        ):
            values[fact.service, fact.host, fact.claim.attribute, fact.claim.path].setdefault(fact.claim.value, fact)
    return values
