"""D101 to D105: ports against the ranges that were allocated to them, and ranges against each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from consistency.model.claim import OWN_RANGE, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import owner_key
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, ports_of, same_scope, severity_of, span_of, subject_of

#: Below, ports are given to protocols, and to nobody's services.
_HANDED_OUT = 1024
#: So many free ports are as good as all.
_MANY = 1024
#: Words of an owner's name that tell it from no other one.
_ANYBODY = frozenset(
    "service services app apps application applications port ports range ranges tool tools core general main other "
    "misc miscellaneous various reserved custom internal and the for".split()
)


def _spans(facts: Iterable[Fact]) -> list[range]:
    return [ports_of(fact.claim) for fact in facts]


def _outside(group: Group) -> Iterable[Finding]:
    """Ports outside the range of their section: one that its heading states, or a range table gives to its heading's name."""
    ranges = live(group.facts, "range")
    rows = [f for f in ranges if f.claim.part == "" and len(ports_of(f.claim)) > 1]
    sections: dict[str, list[Fact]] = defaultdict(list)
    for f in ranges:
        if f.claim.part == "section":
            sections[f.claim.section].append(f)
    ports = [
        f
        for f in live(group.facts, "port")
        if f.claim.namespace != "container" and f.service and "-" not in f.claim.value
    ]
    restated = _restated(ports, sections)
    owned: dict[str, list[Fact]] = defaultdict(list)
    for fact in ranges:
        if fact.claim.part == OWN_RANGE:
            owned[fact.claim.statement].append(fact)
    for fact in ports:
        if fact in restated:
            continue
        if own := owned.get(fact.claim.statement):
            yield from _outside_own(fact, own, rows)
            continue
        trail = fact.claim.section.split(" > ")
        above = (" > ".join(trail[:n]) for n in range(len(trail), 0, -1))
        allowed = list(next((sections[name] for name in above if name in sections), ()))
        said, names = [f.claim.value for f in allowed], [f.claim.service for f in allowed] or trail
        names = [*names, "exporters"] if fact.part == "exporter" else names
        allowed += [r for r in rows if r.claim.value in said or any(_same_owner(r, name) for name in names)]
        allowed = allowed or _begun(rows, fact, trail)
        if _is_well_known(fact, allowed):
            continue
        if allowed and not any(fact.claim.port in span for span in _spans(allowed)):
            first = allowed[0].claim
            yield _told(
                OUTSIDE_RANGE,
                [fact, *allowed],
                f"{fact.claim.service}: port {fact.claim.port} is outside {first.value}, allocated to {first.service}",
            )


def _is_well_known(fact: Fact, allowed: Sequence[Fact]) -> bool:
    """A port of a protocol (53, 443; Git over SSH), which nobody hands out from a range."""
    return fact.part == "ssh" or (fact.claim.port < _HANDED_OUT and all(f.claim.port >= _HANDED_OUT for f in allowed))


def _outside_own(fact: Fact, own: Sequence[Fact], rows: Sequence[Fact]) -> Iterable[Finding]:
    """A port outside the block that its own row names."""
    if any(fact.claim.port in span for span in _spans(own)):
        return
    values = {f.claim.value for f in own}
    named = own[0].claim.quote if own[0].claim.quote not in values else "its row"
    yield _told(
        OUTSIDE_RANGE,
        [fact, *own, *(row for row in rows if row.claim.value in values)],
        f"{fact.claim.service}: port {fact.claim.port} is outside {own[0].claim.value}, allocated to {named}",
    )


def _restated(ports: Sequence[Fact], sections: Mapping[str, Sequence[Fact]]) -> set[Fact]:
    """Ports that a summary below one heading repeats from another, in whose range they lie."""
    inside: dict[str, list[range]] = defaultdict(list)
    for fact in ports:
        if fact.claim.source == "table":
            inside[fact.service] += _spans(sections.get(fact.claim.section, ()))
    return {
        fact
        for fact in ports
        if fact.claim.source != "table" and any(fact.claim.port in span for span in inside.get(fact.service, ()))
    }


def _same_owner(row: Fact, name: str) -> bool:
    mine, theirs = owner_key(row.claim.service), owner_key(name)
    return bool(mine) and mine == theirs


def _begun(rows: Sequence[Fact], fact: Fact, trail: Sequence[str]) -> list[Fact]:
    """The one range of the page whose owner begins with the words of the innermost heading that begins any: `Batch`, of `batch jobs`."""
    own = [row for row in rows if row.claim.path == fact.claim.path]
    for name in reversed(trail):
        words = re.findall(r"[^\W_]+", name.lower())
        begun = [row for row in own if re.findall(r"[^\W_]+", row.claim.service.lower())[: len(words)] == words]
        if begun:
            return begun if len(begun) == 1 and not _ANYBODY.issuperset(words) else []
    return []


def _told(rule: Rule, facts: Sequence[Fact], message: str) -> Finding:
    return finding(
        rule, severity_of(rule.severity, facts), "port", message, facts, key=f"{facts[0].service}/{facts[-1].claim.value}",
        hint="Move the port into the range, widen the range, or move the row to the section that it belongs to.",
    )  # fmt: skip


def _member_outside(group: Group) -> Iterable[Finding]:
    """A service that a table of ranges names as a member, or whose own row names its range, listening outside of it."""
    members = [f for f in live(group.facts, "range") if f.claim.part in ("member", OWN_RANGE)]
    if not members:
        return
    spans = [span_of(part) for f in members for part in f.claim.value.split()]
    ports = [
        f for f in live(group.facts, "port") if f.claim.namespace in ("host", "node", "") and f.claim.role != "evidence"
    ]
    outside = [f for f in ports if not any(f.claim.port in span for span in spans)]
    if len(outside) < len(ports) or not all(f.service == members[0].service for f in outside):
        return
    if not {f.claim.path for f in members} & {f.claim.path for f in outside}:
        if not any(f.claim.part == "member" for f in members):  # a table of services, whose range is one word of many
            configured = {f.claim.port for f in outside if f.claim.role == "config"}
            outside = [f for f in outside if f.claim.port in configured]
        outside = _settled(outside)
    if not outside:
        return
    ordered = [*order(outside), *order(members)]
    yield finding(
        MEMBER_OUTSIDE, severity_of(MEMBER_OUTSIDE.severity, ordered), "port",
        f"{subject_of(ordered)}: port {ordered[0].claim.port} is outside {members[0].claim.value}, which is given to it", ordered,
        key=f"{ordered[0].service}/member", hint="Correct the table of ranges or the port.",
    )  # fmt: skip


def _settled(ports: Iterable[Fact]) -> list[Fact]:
    """Those of the environments in which the service has one port."""
    by_scope: dict[str, list[Fact]] = defaultdict(list)
    for fact in ports:
        by_scope[fact.claim.scope].append(fact)
    return [fact for facts in by_scope.values() if len({f.claim.port for f in facts}) == 1 for fact in facts]


def _overlap(group: Group) -> Iterable[Finding]:
    """Two ranges of one page that share ports and are not one inside the other, or are given to two owners.

    A plan is held against itself alone.
    """
    planned = [f for f in group.facts if f.claim.attribute == "range" and f.claim.modality == "planned"]
    told = live(group.facts, "range", "available") + [f for f in planned if f.claim.role == "canon"]
    ranges = [f for f in told if f.claim.part == "" and len(ports_of(f.claim)) > 1]
    seen: dict[str, list[Fact]] = defaultdict(list)
    for index, one in enumerate(ranges):
        for other in ranges[index + 1 :]:
            if (
                one.service == other.service
                or (one.claim.modality == "planned") != (other.claim.modality == "planned")
                or one.claim.section != other.claim.section
                or one.claim.source != other.claim.source
            ):
                continue
            a, b = ports_of(one.claim), ports_of(other.claim)
            low, high = max(a.start, b.start), min(a.stop, b.stop)
            nested = a != b and (low, high) in ((a.start, a.stop), (b.start, b.stop))
            if low < high and not nested:
                seen[f"{low}-{high - 1}"] += [one, other]
    for shared, facts in sorted(seen.items()):
        wrong = order(facts)
        owners = " and ".join(dict.fromkeys(f.claim.service for f in wrong))
        severity = "low" if all(f.claim.modality == "planned" for f in wrong) else OVERLAP.severity
        yield finding(
            OVERLAP, severity_of(severity, wrong), "range", f"{shared} is allocated twice: to {owners}", wrong, key=f"{group.key}/{shared}",
            hint="Give each its own ports.",
        )  # fmt: skip


def _given_twice(group: Group) -> Iterable[Finding]:
    """One range that two pages give to owners whose names have no word in common."""
    by_value: dict[str, list[Fact]] = defaultdict(list)
    for fact in live(group.facts, "range"):
        if fact.claim.part == "" and len(ports_of(fact.claim)) > 1 and fact.claim.role == "canon":
            by_value[fact.claim.value].append(fact)
    for value, facts in sorted(by_value.items()):
        wrong = {fact: None for one, other in combinations(facts, 2) if _apart(one, other) for fact in (one, other)}
        if wrong:
            cited = order(wrong)
            owners = " and ".join(dict.fromkeys(f.claim.service for f in cited))
            yield finding(
                TWO_OWNERS, severity_of(TWO_OWNERS.severity, cited), "range", f"{value} is given to {owners}", cited,
                key=value, hint="Give it to one of them, or call the owner the same on every page.",
            )  # fmt: skip


def _apart(one: Fact, other: Fact) -> bool:
    """Owners on two pages, in one environment and in one script, none of whose words begin alike."""
    mine, theirs = _stems(one.claim.service), _stems(other.claim.service)
    return (
        one.claim.path != other.claim.path
        and same_scope(one.claim, other.claim)
        and (not one.host or not other.host or one.host == other.host)
        and one.claim.service.isascii() == other.claim.service.isascii()
        and bool(mine and theirs)
        and mine.isdisjoint(theirs)
    )


def _stems(owner: str) -> set[str]:
    words = re.findall(r"[^\W_]{3,}", owner.lower())
    return {word[:4] for word in words if word not in _ANYBODY}


def _free_taken(group: Group) -> Iterable[Finding]:
    """Ports said to be free that a document or config uses."""
    free = live(group.facts, "available")
    used: dict[int, list[Fact]] = defaultdict(list)
    for fact in live(group.facts, "port"):
        if fact.claim.namespace in ("host", "node", "") and fact.service and fact.claim.role != "evidence":
            used[fact.claim.port].append(fact)
    for fact in free:
        span = ports_of(fact.claim)
        ports = sorted(set(span) & used.keys()) if len(span) < len(used) else sorted(p for p in used if p in span)
        takers = [f for port in ports for f in used[port] if not fact.host or not f.host or f.host == fact.host]
        if takers:
            wrong = [fact, *order(takers)]
            names = ", ".join(dict.fromkeys(f"{f.claim.service} {f.claim.port}" for f in wrong[1:]))
            yield finding(
                FREE_TAKEN, severity_of(FREE_TAKEN.severity, wrong), "port", f"{fact.claim.value} is said to be free and is used: {names}", wrong,
                key=f"{fact.claim.path}/{fact.claim.value}", hint="Take the used ports out of the list of free ones.",
            )  # fmt: skip


def _offered(claim: Claim) -> Iterable[tuple[str, str]]:
    """The ports that a claim calls free."""
    span = ports_of(claim)
    return [("q", str(port)) for port in span] if len(span) <= _MANY else [("q", "*")]


OUTSIDE_RANGE = Rule(
    "D101", "port-outside-range", "medium", "A port lies outside the range that its own section states.",
    "document", frozenset({"range"}), _outside,
)  # fmt: skip
OVERLAP = Rule(
    "D102", "range-overlap", "medium", "Two ranges of one page share ports.",
    "document", frozenset({"range"}), _overlap,
)  # fmt: skip
FREE_TAKEN = Rule(
    "D103", "free-port-taken", "medium", "A port that a page calls free is in use.",
    "repository", frozenset({"available"}), _free_taken, _offered,
)  # fmt: skip
MEMBER_OUTSIDE = Rule(
    "D104", "member-outside-range", "medium", "A service that a table of ranges names as a member listens outside the range.",
    "service", frozenset({"range"}), _member_outside,
)  # fmt: skip
TWO_OWNERS = Rule(
    "D105", "range-owners", "low", "Two pages give one range of ports to different owners.",
    "port", frozenset({"range"}), _given_twice,
)  # fmt: skip
