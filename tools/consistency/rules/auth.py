"""B101 and B102: health paths that ask for credentials, and what pages say of auth."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.pattern import lazily
from consistency.rules.projects import of_projects
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, newest_evidence, order, severity_of, subject_of

_GATED = ("401", "403")
#: What a router asks, or has asked, before it lets anybody through to a program.
_BEFORE = lazily(
    r"authelia|authentik|oauth2|sso|forward|cloudflare|pomerium|tinyauth|keycloak|oidc|proxy|basic|mtls|zero trust",
    re.IGNORECASE,
)


def _path(value: str) -> str:
    return value.partition(" ")[2].split("?")[0].rstrip("/") or "/"


def _gated(group: Group) -> Iterable[Finding]:
    facts = newest_evidence(live(group.facts, "health", "answer", "auth"))
    gated = any(f.claim.attribute == "auth" and f.claim.value == "required" and f.claim.role == "canon" for f in facts)
    offered = [f for f in facts if f.claim.attribute == "health" and f.claim.role in ("canon", "config")]
    found: dict[str, list[Fact]] = defaultdict(list)
    for answer in facts:
        if answer.claim.attribute != "answer" or answer.claim.value.split(" ")[0] not in _GATED or gated:
            continue
        path = _path(answer.claim.value)
        asked = [
            f
            for f in offered
            if f.claim.value.rstrip("/") == path and (not f.host or not answer.host or f.host == answer.host)
        ]
        if asked:
            found[path] += [*asked, answer]
    for path, facts_here in sorted(found.items()):
        wrong = order(facts_here)
        got = next(f.claim for f in wrong if f.claim.attribute == "answer")
        yield finding(
            OPEN_PROBE_GATED, severity_of(OPEN_PROBE_GATED.severity, wrong), "health",
            f"{subject_of(wrong)}: {path} is offered as a health probe and answered {got.value.split(' ')[0]} on {got.observed_on}", wrong,
            key=f"{wrong[0].service}{path}", hint="Name a path that answers without credentials, or say that this one requires auth.",
        )  # fmt: skip


def _auth(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in live(group.facts, "auth") if not _is_of_trials(fact)]
    if all(fact.claim.role == "config" for fact in facts):
        facts = []  # one file for each way to run it
    facts = [] if _is_asked_before(facts) else facts
    facts = facts or of_projects(group.facts, "auth", ("host",), _same)
    values = {f.claim.value for f in facts}
    if len(values) < 2 or len({f.claim.path for f in facts}) < 2:
        return
    homes = [{f.host for f in facts if f.claim.value == value} for value in sorted(values)]
    if all("" not in one and one.isdisjoint(other) for one, other in combinations(homes, 2)):
        return  # two of one kind
    wrong = order(facts)
    yield finding(
        AUTH_MISMATCH, severity_of(AUTH_MISMATCH.severity, wrong), "auth", f"{subject_of(wrong)}: auth required in one place and none in another", wrong,
        key=f"{wrong[0].service}/auth", hint="Say in every place what a client must send.",
    )  # fmt: skip


def _is_asked_before(facts: Iterable[Fact]) -> bool:
    """Whether pages name what asks before the program, `Authelia`, whose own login is switched off."""
    required = [fact for fact in facts if fact.claim.value == "required"]
    off = [fact for fact in facts if fact.claim.value == "none"]
    before = all(fact.claim.role == "canon" and _BEFORE.search(fact.claim.quote) for fact in required)
    return (
        bool(required and off)
        and before
        and all(fact.claim.role == "config" or fact.claim.source == "prose" for fact in off)
    )


def _is_of_trials(fact: Fact) -> bool:
    """What config asks for in one environment, and not where people use it."""
    return fact.claim.role == "config" and fact.claim.scope not in ("", "prod")


def _same(one: Fact, other: Fact) -> bool:
    return one.claim.value == other.claim.value


def _keyless(group: Group) -> Iterable[Finding]:
    """A page that says auth is required and calls the very port without a key, on a path that it does not offer as open."""
    facts = live(group.facts, "auth", "call", "port", "health")
    if not any(f.claim.attribute == "call" and f.claim.value.startswith("keyless") for f in facts):
        return
    required = [f for f in facts if f.claim.attribute == "auth" and f.claim.value == "required" and f.service]
    open_paths = {f.claim.value.rstrip("/") for f in facts if f.claim.attribute == "health"}
    found: dict[str, list[Fact]] = defaultdict(list)
    for auth in required:
        ports = {f.claim.port for f in facts if f.claim.attribute == "port" and f.service == auth.service}
        for call in facts:
            if (
                call.claim.attribute != "call"
                or not call.claim.value.startswith("keyless")
                or call.claim.port not in ports
            ):
                continue
            if _path(call.claim.value).rstrip("/") not in open_paths:
                found[auth.service] += [auth, call]
    for service, cited in sorted(found.items()):
        wrong = order(cited)
        yield finding(
            CALLED_WITHOUT_KEY, severity_of(CALLED_WITHOUT_KEY.severity, wrong), "auth",
            f"{subject_of(wrong)}: said to require auth, and called without a key on the same page", wrong,
            key=f"{group.key}/{service}", hint="Show the key in the command, or say which paths are open.",
        )  # fmt: skip


OPEN_PROBE_GATED = Rule(
    "B101", "open-probe-gated", "high", "A path that a document offers as an open health probe asks for credentials.",
    "service", frozenset({"answer"}), _gated, observed=True,
)  # fmt: skip
AUTH_MISMATCH = Rule(
    "B102", "auth-mismatch", "high", "One place says that a service requires auth, another that it does not.",
    "service", frozenset({"auth"}), _auth, apart=True,
)  # fmt: skip
CALLED_WITHOUT_KEY = Rule(
    "B103", "called-without-key", "low", "A page says that a service requires auth and calls it without a key.",
    "document", frozenset({"call"}), _keyless,
)  # fmt: skip
