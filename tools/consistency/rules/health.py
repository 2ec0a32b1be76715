"""B105: the health path that pages give of a service, against the one that its own probe in config asks, and each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from consistency.model.claim import SITE
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.deployment import project
from consistency.rules.projects import of_projects
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_path, finding, live, order, same_scope, severity_of, sides, subject_of
from consistency.values.exact import is_probed
from consistency.values.probe import kind

#: Shapes in which a page lists what holds of services.
_LISTS = frozenset(("table", "key-value table", "bullet", "key-value", "record"))
#: A page that gives more paths of one service lists what it answers.
_SEVERAL = 2
#: What Kubernetes calls its own three, each of which a program may have beside the others.
_CLUSTERS = frozenset(("healthz", "livez", "readyz"))


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in live(group.facts, "health") if _kind(fact)]
    probes = [fact for fact in facts if fact.claim.role == "config"]
    pages = by_path(fact for fact in facts if fact.claim.role == "canon")
    if any(is_probed(fact.claim.service) for fact in group.facts):
        asked = of_projects(_about_one(group.facts), "health", ("host",), _same) or _apart(group.facts)
        if asked:
            yield _finding(group, order(asked))
        return
    if set_to := order(of_projects(group.facts, "health", ("host",), _meet)):
        yield _finding(group, set_to)
    if not probes and (listed := order(_listed_apart(pages))):
        yield _finding(group, listed)
    right = [one for page in pages.values() for one in page if any(_meet(one, probe) for probe in probes)]
    if not probes or not pages or any(one.claim.source in _LISTS for one in right):
        return
    told = [page for page in pages.values() if len({fact.claim.value for fact in page}) <= _SEVERAL]
    if right:  # a sentence has what the probe asks: a list that says another is not of something else beside it
        told = [page for page in told if page[0].claim.source in _LISTS]
    wrong = [fact for page in told for fact in page if _asked(fact, probes)]
    if wrong:
        yield _finding(group, order((*wrong, *_asked(wrong[0], probes))))


def _listed_apart(pages: Mapping[str, Sequence[Fact]]) -> list[Fact]:
    """Lists that each give the service one path, of one kind, and none that another one gives."""
    lists = [
        listed[0]
        for page in pages.values()
        if (listed := [fact for fact in page if fact.claim.source in _LISTS])
        and len({f.claim.value for f in page}) == 1
    ]
    kinds = {_kind(fact) for fact in lists}
    scopes = {fact.claim.scope for fact in lists}
    apart = len(lists) > 1 and not any(_meet(one, other) for one, other in combinations(lists, 2))
    return lists if apart and len(kinds) == len(scopes) == 1 else []


def _finding(group: Group, cited: Sequence[Fact]) -> Finding:
    return finding(
        HEALTH_PATH, severity_of(HEALTH_PATH.severity, cited), "health",
        f"{subject_of(cited)}: health path {sides(cited)}", cited, key=f"{group.key}/health",
        hint="Give the path that the probe asks, or that the service answers, in every place.",
    )  # fmt: skip


def _kind(fact: Fact) -> str:
    return kind(fact.claim.value)


def _asked(fact: Fact, probes: Sequence[Fact]) -> list[Fact]:
    """The probes that tell the same of the service, where all of them ask one path; whether it is ready is asked beside that."""
    same = [probe for probe in probes if same_scope(probe.claim, fact.claim)]
    if _kind(fact) == "ready":
        same = [probe for probe in same if _kind(probe) == "ready"] or same
    elif not _CLUSTERS.issuperset(_name(probe) for probe in (fact, *same)):
        same = [probe for probe in same if _kind(probe) != "ready"] or same
    paths = {probe.claim.value.rstrip("/") for probe in same}
    kinds = {_kind(fact), *map(_kind, same)}
    return same if len(paths) == 1 and (len(kinds) == 1 or "ready" not in kinds) else []


def _name(fact: Fact) -> str:
    return fact.claim.value.lower().rstrip("/").rpartition("/")[2]


def _about_one(facts: Sequence[Fact]) -> list[Fact]:
    """What the containers of a project ask themselves for at a port, where it is one path, and pages about that project."""
    probes = [fact for fact in facts if fact.claim.role == "config" and not fact.claim.scope] or [
        fact for fact in facts if fact.claim.role == "config" and fact.claim.scope == "prod"
    ]
    homes = {(), *map(project, probes)}
    one = len({fact.claim.value.rstrip("/") for fact in probes}) == 1
    return [*probes, *(f for f in facts if f.claim.role == "canon" and project(f) in homes)] if one else []


def _apart(facts: Iterable[Fact]) -> list[Fact]:
    """Pages about one project that each ask one path of what answers at the port, several of them the same, and not all."""
    if any(fact.claim.role == "config" for fact in facts):
        return []
    pages = by_path(fact for fact in facts if fact.claim.role == "canon")
    single = all(len({fact.claim.value.rstrip("/") for fact in page}) == 1 for page in pages.values())
    one = len({project(page[0]) for page in pages.values()}) == 1
    asked = Counter(page[0].claim.value.rstrip("/") for page in pages.values())
    said = [fact for page in pages.values() for fact in page]
    apart = single and one and max(asked.values(), default=0) > 1 and not all(_same(said[0], fact) for fact in said)
    return said if apart else []


def _same(one: Fact, other: Fact) -> bool:
    """What a program answers on its own port has no prefix; one of its paths may be below the other."""
    short, long = sorted((one.claim.value.rstrip("/"), other.claim.value.rstrip("/")), key=len)
    return short == long or long.startswith(short + "/")


def _meet(one: Fact, other: Fact) -> bool:
    """One path, or one below the other: behind a prefix, or the detail of a group; a whole URL has its prefix in it."""
    page, probe = one.claim.value.rstrip("/"), other.claim.value.rstrip("/")
    if one.claim.source == SITE:
        return page.endswith(probe) or page.startswith(probe + "/")
    short, long = sorted((page, probe), key=len)
    return long.endswith(short) or long.startswith(short + "/")


HEALTH_PATH = Rule(
    "B105", "health-path-mismatch", "medium", "A page gives a health path of a service, and the service's own probe, or another list, gives another one.",
    "service", frozenset({"health"}), _check, apart=True,
)  # fmt: skip
