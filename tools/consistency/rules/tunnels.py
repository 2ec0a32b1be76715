"""A130: one place has the site's WireGuard at another port than all others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.projects import in_force
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_path, finding, order, same_scope
from consistency.values.exact import ELSE, WIREGUARD
from consistency.values.slip import is_slip

#: So many of the other places are shown.
_SHOWN = 4


def _check(group: Group) -> Iterable[Finding]:
    said = in_force(group.facts, WIREGUARD)
    others = {fact.claim.port for fact in said if fact.claim.part == ELSE}
    facts = [fact for fact in said if fact.claim.port not in others]
    if len({fact.claim.port for fact in facts}) < 2:
        return
    ends: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        ends[_end(fact)].append(fact)
    told: set[int] = set()
    for host in sorted(ends, key=lambda one: (not one, one)):
        for wrong, right in _alone(ends[host] if host else facts):
            if told.isdisjoint(map(id, (wrong, *right))):
                told.add(id(wrong))
                yield finding(
                    TUNNEL_PORT, TUNNEL_PORT.severity, "port",
                    f"WireGuard{f' at {host}' if host else ''}: port {wrong.claim.port} here alone, {right[0].claim.port} elsewhere",
                    [wrong, *right[:_SHOWN]], key=f"{host}/{wrong.claim.port}",
                    hint="Give the port on which it listens, or say of which tunnel this one is.",
                )  # fmt: skip


def _end(fact: Fact) -> str:
    """The name or address in front of the port; the machine of a file's folder is none."""
    return fact.claim.host if "." in fact.claim.host else ""


def _alone(facts: Sequence[Fact]) -> Iterable[tuple[Fact, list[Fact]]]:
    """Each port that one place gives, where files give just one other port that it is a slip for; a file with both knows both."""
    ports: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        ports[fact.claim.port].append(fact)
    knowing = [{fact.claim.port for fact in place} for place in by_path(facts).values()]
    for port, places in sorted(ports.items()):
        if len(places) > 1:
            continue
        others = [
            other
            for other in ports
            if is_slip(str(port), str(other)) and not any({port, other} <= known for known in knowing)
        ]
        right = order(ports[others[0]]) if len(others) == 1 else []
        beside = any(_are_interfaces(places[0].claim.path, fact.claim.path) for fact in right)
        if right and not beside and _is_sure(places[0], right):
            yield places[0], right


def _are_interfaces(one: str, other: str) -> bool:
    """Two files of settings in one folder: two tunnels of one machine."""
    return (
        one != other
        and all(path.endswith(".conf") for path in (one, other))
        and one.rpartition("/")[0] == other.rpartition("/")[0]
    )


def _is_sure(wrong: Fact, right: Sequence[Fact]) -> bool:
    lines = {(fact.claim.path, fact.claim.line) for fact in right}
    return (len(lines) > 1 or bool(_end(wrong))) and all(same_scope(wrong.claim, fact.claim) for fact in right)


TUNNEL_PORT = Rule(
    "A130", "tunnel-port-mismatch", "medium", "One place has the site's WireGuard at another port than all others.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
