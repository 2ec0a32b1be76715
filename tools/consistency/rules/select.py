"""Which facts a rule may hold against each other, and how a finding is built from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import IMAGE, PROJECT, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding, weaker
from consistency.model.scope import meet
from consistency.rules.rule import Rule

#: The shapes that state inventory on purpose; what is read from running prose is one step weaker.
_FIRM = frozenset(
    "table key-value record compose kubernetes nix nomad terraform systemd launchd env router inventory ansible zone prometheus json yaml toml caddy apache nginx haproxy tunnel traefik helm spring package procfile script dockerfile bullet fence heading ExecStart probe observation capture login".split()
)


#: What config says once more, of the project or under an image's name: for those alone who ask for it.
_BY_ANOTHER_NAME = frozenset((PROJECT, IMAGE))


def live(facts: Iterable[Fact], *attributes: str) -> list[Fact]:
    """Facts that hold now: stated or assumed, in canon, config or evidence; of one service, not of all of a project."""
    return [
        fact
        for fact in facts
        if (claim := fact.claim).attribute in attributes
        and claim.modality in ("stated", "assumed")
        and claim.role in ("canon", "config", "evidence")
        and claim.source not in _BY_ANOTHER_NAME
    ]


def newest_evidence(facts: Iterable[Fact]) -> list[Fact]:
    """All but the evidence that a newer snapshot of the same host and subject replaces."""
    kept = list(facts)
    if not any(fact.claim.role == "evidence" for fact in kept):
        return kept
    newest: dict[tuple[str, str, str], str] = {}
    for fact in kept:
        if fact.claim.role == "evidence":
            key = (fact.host, fact.service, fact.claim.attribute)
            newest[key] = max(newest.get(key, ""), fact.claim.observed_on)
    return [
        fact
        for fact in kept
        if fact.claim.role != "evidence"
        or fact.claim.observed_on == newest[fact.host, fact.service, fact.claim.attribute]
    ]


def comparable(one: Claim, other: Claim) -> bool:
    """Two places may be held against each other: not config with config, nor evidence with evidence, nor two environments,
    nor with the rest of a page its section about one."""
    if one.path == other.path and one.role == other.role == "canon" and one.section != other.section:
        return one.scope == other.scope
    if one.role == other.role and one.role in ("config", "evidence"):
        return False
    return same_scope(one, other)


def same_scope(one: Claim, other: Claim) -> bool:
    """Environments, profiles and clusters that can hold at once; what names none holds in all."""
    return meet(one.scope, other.scope)


def unlinked(facts: Iterable[Fact]) -> list[Fact]:
    """The facts without the service and the host that they were linked to, where what is told is no service's."""
    return [fact._replace(service_name="", host_name="", inferred=False) for fact in facts]


def by_path(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    grouped: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        grouped[fact.claim.path].append(fact)
    return grouped


def by_line(facts: Sequence[Fact]) -> list[Fact]:
    """One fact of each line, in order."""
    return list({(fact.claim.path, fact.claim.line): fact for fact in reversed(facts)}.values())[::-1]


def ports_of(claim: Claim) -> range:
    """The ports of a port or range claim: `8080` or `8000-8100`."""
    return span_of(claim.value)


def span_of(text: str) -> range:
    """The same of a text; no port of any other text."""
    low, _, high = text.partition("-")
    if not low.isdigit() or (high and not high.isdigit()):
        return range(0)
    return range(int(low), int(high or low) + 1)


def severity_of(severity: str, facts: Sequence[Fact]) -> str:
    """The severity after what weakens it: a guessed identity, an assumption, prose, a place that says it knows."""
    if any(fact.claim.acknowledged for fact in facts):
        return "low"
    steps = any(fact.inferred for fact in facts) + all(
        fact.claim.modality == "assumed" for fact in facts if fact.claim.role == "canon"
    )
    firm = {fact.claim.path for fact in facts if fact.claim.source.split(" ")[0] in _FIRM}
    if facts and len(firm) < 2 <= len({fact.claim.path for fact in facts}):
        steps += 1
    return weaker(severity, steps) if steps else severity


def order(facts: Iterable[Fact]) -> list[Fact]:
    """Canon first, then config, then evidence with the newest first; then by place, each place once for what it says."""
    ranks = {"canon": 0, "config": 1, "evidence": 2}

    def key(fact: Fact) -> tuple[int, str, str, int, int]:
        claim = fact.claim
        date = "".join(chr(255 - ord(char)) for char in claim.observed_on)
        return (ranks.get(claim.role, 3), date, claim.path, claim.line, claim.column)

    once = {fact.claim._replace(host=""): fact for fact in reversed([*facts])}  # a row may be about several machines
    return sorted(once.values(), key=key)


def shown(value: str, claim: Claim) -> str:
    """A value as one side of a message names it."""
    place = {"evidence": f"observed on {claim.observed_on}", "config": "configured"}.get(claim.role, "documented")
    return f"{value} {place}"


def sides(facts: Sequence[Fact]) -> str:
    """`4000 documented, 4100 configured`: each value once for each role, in the order of the facts."""
    return ", ".join(dict.fromkeys(shown(fact.claim.value, fact.claim) for fact in facts))


def subject_of(facts: Sequence[Fact]) -> str:
    """`LiteLLM proxy on Mini`."""
    service = next((fact.service_name for fact in facts if fact.service_name), "")
    part = next((fact.part for fact in facts if fact.part), "")
    if part and all(fact.part == part for fact in facts) and not service.lower().endswith(part):
        service = next((f.claim.service for f in facts if f.claim.service), service)
    host = next((fact.host_name for fact in facts if fact.host_name), "")
    return f"{service} on {host}" if host and service else service or host


def finding(
    rule: Rule, severity: str, attribute: str, message: str, facts: Sequence[Fact], *, key: str = "", hint: str = ""
) -> Finding:
    """A finding of `rule`, its sides the facts' claims in the given order."""
    claims = tuple(dict.fromkeys(fact.claim for fact in facts))
    guessed = next((fact.tie for fact in facts if fact.inferred and fact.tie), "")
    if guessed:
        message = f"{message} (taking it that {guessed})"
    return Finding(
        rule=rule.id,
        name=rule.name,
        severity=severity,
        attribute=attribute,
        message=message,
        claims=claims,
        service=next((fact.service_name for fact in facts if fact.service_name), ""),
        host=next((fact.host_name for fact in facts if fact.host_name), ""),
        port=next((claim.port for claim in claims if claim.port), 0),
        key=key,
        hint=hint,
        inferred=guessed,
    )
