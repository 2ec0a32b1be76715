"""A104: a URL must be covered by the bind behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.name import host_key
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_path, finding, live, newest_evidence, order, same_scope, severity_of, subject_of
from consistency.values.address import covers, is_address, reach
from consistency.values.url import urls


def _host_of(fact: Fact) -> str:
    found = urls(fact.claim.value)
    return found[0].host if found else ""


def _behind(url: Fact, bind: Fact) -> bool:
    """The bind of the URL's port, or of its statement, is of the very listener: the same host as far as known."""
    if (url.host and bind.host and url.host != bind.host) or not same_scope(url.claim, bind.claim):
        return False
    if bind.claim.role == "evidence" and bind.host and not url.host and not _may_be(_host_of(url), bind.host):
        return False
    return not (url.part and bind.part and url.part != bind.part)


def _may_be(name: str, host: str) -> bool:
    """Whether a URL may lead to the machine that was looked at: a name is that of another one, unless it is the same."""
    return is_address(name) or reach(name) == "loopback" or host_key(name) == host


def _of(claim: Claim) -> tuple[int, str]:
    """The port; where it has none, the statement."""
    return claim.port, "" if claim.port else claim.statement


def _uncovered(url: Fact, binds: Mapping[tuple[int, str], Sequence[Fact]]) -> list[Fact]:
    """The binds of the sources none of whose binds covers the URL; `binds` by port, or by statement."""
    host, failing = _host_of(url), []
    claim = url.claim
    near = (*(binds.get((claim.port, ""), ()) if claim.port else ()), *binds.get((0, claim.statement), ()))
    for facts in by_path(fact for fact in near if _behind(url, fact)).values():
        verdicts = [covers(fact.claim.value, host) for fact in facts]
        if verdicts and all(verdict is False for verdict in verdicts):
            failing += facts
    return failing


def _check(group: Group) -> Iterable[Finding]:
    facts = newest_evidence(live(group.facts, "base_url", "bind"))
    binds: dict[tuple[int, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.attribute == "bind" and fact.claim.namespace in ("host", ""):
            binds[_of(fact.claim)].append(fact)
    told: dict[str, list[Fact]] = {}
    for url in facts:
        if url.claim.attribute != "base_url" or url.claim.role == "evidence" or url.claim.namespace not in ("host", ""):
            continue
        failing = _uncovered(url, binds)
        if failing:
            told.setdefault(url.claim.value, []).extend((url, *failing))
    for value, cited in sorted(told.items()):
        wrong = order(cited)
        shown = ", ".join(dict.fromkeys(f.claim.value for f in wrong if f.claim.attribute == "bind"))
        yield finding(
            URL_NOT_COVERED, severity_of(URL_NOT_COVERED.severity, wrong), "base_url",
            f"{subject_of(wrong)}: {value} cannot be reached on a bind to {shown}", wrong, key=f"{wrong[0].service}/base_url",
            hint="Give the URL that the bind can answer, or bind to the address that the URL names.",
        )  # fmt: skip


URL_NOT_COVERED = Rule(
    "A104", "url-not-covered", "high", "A URL that clients are told to use cannot be answered by the bind behind it.",
    "service", frozenset({"base_url", "bind"}), _check,
)  # fmt: skip
