"""C101 to C104: aliases, the models behind them, their fallbacks, and the endpoints that documents say they call."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.conclude import conclude
from consistency.model.conclusion import CONTRADICTED
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import host_key, name
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, order, same_scope, severity_of, sides, subject_of
from consistency.values.address import reach
from consistency.values.url import urls


def _sources(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    by_path: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_path[fact.claim.path].append(fact)
    return by_path


def _disagreeing(facts: Sequence[Fact], value: Callable[[Fact], object]) -> list[Fact]:
    """The facts of documents that share no value with another document of the same environment."""
    sources = list(_sources(facts).values())
    wrong: dict[int, Fact] = {}
    for index, one in enumerate(sources):
        for other in sources[index + 1 :]:
            apart = not {value(fact) for fact in one} & {value(fact) for fact in other}
            if apart and all(same_scope(a.claim, b.claim) for a in one for b in other):
                wrong.update((id(fact), fact) for fact in (*one, *other))
    return list(wrong.values())


def _targets(group: Group) -> Iterable[Finding]:
    """The ports that statements of an alias give it, from any two documents, config files included."""
    own = [fact for fact in live(group.facts, "alias") if fact.claim.role != "evidence"]
    stated = {(fact.claim.path, fact.claim.statement) for fact in own}
    ports = [
        fact
        for fact in live(group.facts, "port")
        if (fact.claim.path, fact.claim.statement) in stated and fact.claim.role != "evidence"
    ]
    wrong = order(_disagreeing(ports, lambda fact: fact.claim.port))
    if wrong:
        yield finding(
            ALIAS_TARGET, severity_of(ALIAS_TARGET.severity, wrong), "alias", f"alias {wrong[0].claim.service}: port {sides(wrong)}",
            wrong, key=f"{group.key}/target", hint="An alias leads to one endpoint: correct the place that is wrong.",
        )  # fmt: skip


def _models(group: Group) -> Iterable[Finding]:
    """The model of an alias, or of a port that serves one model, from two documents, and against a recorded list."""
    ports = {
        (fact.claim.path, fact.claim.statement, fact.service): fact.claim.port for fact in live(group.facts, "port")
    }
    aliases = {fact.service for fact in live(group.facts, "alias")}
    lists = _lists(group.facts)
    subjects: dict[str, list[Fact]] = defaultdict(list)
    for fact in live(group.facts, "model"):
        claim = fact.claim
        port = claim.port or ports.get((claim.path, claim.statement, fact.service), 0)
        if claim.role == "evidence" or " " in claim.value.strip():
            continue
        if fact.service in aliases:
            subjects[fact.service].append(fact)
        if port in lists:
            yield from _unserved(fact._replace(claim=claim._replace(port=port)), fact, lists[port])
    for service, facts in sorted(subjects.items()):
        wrong = order(_disagreeing(facts, lambda fact: _model(fact.claim.value)))
        if wrong:
            yield finding(
                MODEL_MISMATCH, severity_of(MODEL_MISMATCH.severity, wrong), "model", f"{subject_of(wrong)}: model {sides(wrong)}",
                wrong, key=f"{service}/model", hint="Name the model that is really served, in every place.",
            )  # fmt: skip


def _model(name: str) -> str:
    """A model's name without its provider and without the tag that goes without saying."""
    return name.casefold().rpartition("/")[2].removesuffix(":latest")


def _lists(facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    """What was recorded of each port of which a model was seen: models and answers."""
    recorded: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.role == "evidence" and fact.claim.attribute in ("model", "answer") and fact.claim.port:
            recorded[fact.claim.port].append(fact)
    return {port: seen for port, seen in recorded.items() if any(one.claim.attribute == "model" for one in seen)}


def _unserved(asked: Fact, fact: Fact, recorded: Sequence[Fact]) -> Iterable[Finding]:
    """A documented model that the recorded list of its port, on its host or on the only one there is, does not hold."""
    hosts = {one.host for one in recorded if not fact.host or one.host == fact.host}
    if len(hosts) != 1:
        return
    meant = [one for one in recorded if one.host in hosts]
    served = {_model(one.claim.value) for one in meant if one.claim.attribute == "model"}
    conclusion = conclude(asked.claim, [one.claim for one in meant])
    if conclusion.verdict == CONTRADICTED and _model(fact.claim.value) not in served:
        wrong = [fact, *order(one for one in meant if one.claim in conclusion.cited)]
        yield finding(
            MODEL_MISMATCH, severity_of(MODEL_MISMATCH.severity, wrong), "model", f"{subject_of(wrong)}: model {sides(wrong)}",
            wrong, key=f"{fact.service}/served", hint="Name the model that is really served, or serve the one that is documented.",
        )  # fmt: skip


def _fallbacks(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in live(group.facts, "fallback") if fact.claim.role != "evidence"]
    wrong = order(_disagreeing(facts, lambda fact: fact.claim.value))
    if wrong:
        yield finding(
            FALLBACK_MISMATCH, severity_of(FALLBACK_MISMATCH.severity, wrong), "fallback",
            f"{wrong[0].claim.service}: falls back to {sides(wrong)}", wrong, key=f"{group.key}/fallback",
            hint="Correct the place that is wrong.",
        )  # fmt: skip


def _upstreams(group: Group) -> Iterable[Finding]:
    """URLs that a document calls, on a host whose ports are registered, at a port that is registered nowhere."""
    known = {
        fact.claim.port
        for fact in group.facts
        if (fact.claim.attribute in ("port", "range") and fact.claim.source != PROJECT) or fact.claim.role == "evidence"
    }
    registered: dict[str, int] = defaultdict(int)
    for fact in live(group.facts, "port"):
        if fact.claim.source == "table" and fact.host:
            registered[fact.host] += 1
    for fact in live(group.facts, "depends"):
        claim = fact.claim
        called = _upstream(claim)
        if not called or claim.port in known:
            continue
        address = host_key(called)
        owner = next((f for f in group.facts if f.host == address or host_key(f.claim.host) == address), None)
        if owner is None or registered[owner.host] < _FEW:
            continue
        yield finding(
            UPSTREAM, UPSTREAM.severity, "depends", f"{subject_of([fact])}: calls {claim.value}, and no document registers port {claim.port}",
            [fact], key=f"{fact.service}/{claim.port}", hint="Register the endpoint, or correct the URL.",
        )  # fmt: skip


def _asked(claim: Claim) -> Iterable[tuple[str, str]]:
    """What is said of an alias elsewhere, and what was recorded of models."""
    return [("s", name(claim.service).key), ("a", "model"), ("a", "alias"), ("a", "answer")]


def _upstream(claim: Claim) -> str:
    """The machine of ours that a document calls at some port; "" for this one, and for somebody else's."""
    host = next((url.host for url in urls(claim.value)), "")
    ours = claim.role == "canon" and claim.port and reach(host) in ("lan", "tailnet", "name")
    return host if ours else ""


def _called(claim: Claim) -> Iterable[tuple[str, str]]:
    """The port that is called, and the host on which it would be registered."""
    host = _upstream(claim)
    return [("q", str(claim.port)), ("h", host_key(host))] if host else []


#: Rows of a table that make a host's ports count as registered.
_FEW = 3

ALIAS_TARGET = Rule(
    "C101", "alias-target-mismatch", "high", "One alias, two ports: two places lead the same routing alias to different endpoints.",
    "service", frozenset({"alias"}), _targets,
)  # fmt: skip
MODEL_MISMATCH = Rule(
    "C102", "model-mismatch", "medium", "Two places give an alias different models, or its port was seen serving another one.",
    "repository", frozenset({"model"}), _models, _asked,
)  # fmt: skip
FALLBACK_MISMATCH = Rule(
    "C103", "fallback-mismatch", "medium", "Two places name different fallbacks for one alias.",
    "service", frozenset({"fallback"}), _fallbacks,
)  # fmt: skip
UPSTREAM = Rule(
    "C104", "upstream-unregistered", "low", "A document calls a port on a registered host that no document registers.",
    "repository", frozenset({"depends"}), _upstreams, _called,
)  # fmt: skip
ROUTING_RULES = (ALIAS_TARGET, MODEL_MISMATCH, FALLBACK_MISMATCH, UPSTREAM)
