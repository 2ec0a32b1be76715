"""One attribute of one service, said in several places: which places cannot all be right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from consistency.model.claim import IMAGE, PLACED, PLAINLY
from consistency.model.fact import Fact
from consistency.rules.deployment import deployed, is_variant
from consistency.rules.select import comparable
from consistency.values.address import is_address

#: What names no part may be about one of these; every other endpoint has a port of its own beside the service's.
_OWN = frozenset(("", "api", "web", "proxy"))
#: What is spoken on the service's own port where it has only one.
_SHARING = frozenset(("", "ws"))

#: Environments that nobody means who names none.
TRIALS = frozenset(("test", "ci", "staging"))

#: Where what runs in production is reached, whatever port it has behind that.
_EDGE = frozenset(("80", "443"))

#: What a machine runs that nobody develops on.
_INSTALLED = frozenset(("systemd", "launchd"))

#: How the source of an address ends that is opened after what was typed above it.
_STARTED = " opened"

#: The sources of what a cluster runs.
CLUSTERS = frozenset(("kubernetes", "helm"))
_COMPOSED = frozenset(("compose", IMAGE))

#: Registries in files, whose names say the environment where they are for one.
_REGISTRIES = frozenset(("yaml", "json", "toml"))

#: Path, section of a page, environment and part.
Source = tuple[str, str, str, str]
Same = Callable[[Fact, Fact], bool]


def conflicting(facts: Sequence[Fact], same: Same) -> list[Fact]:
    """The facts of sources that contradict another source: two sources do when no value of one meets one of the other.

    A source is a document (of config, a file), and within a document a section. Different known hosts, environments and
    parts are different subjects; what names none is held against all.
    """
    if len(facts) < 2:
        return []
    at_fault: dict[int, Fact] = {}
    base = {
        fact.claim.value
        for fact in facts
        if fact.claim.role == "config" and not fact.claim.scope and not is_variant(fact.claim.path)
    }
    started = {fact.claim.value for fact in facts if fact.claim.source == "package"}
    beside, published = _said_at_once(facts), _published_at_once(facts)
    laid_over = {fact.claim.scope for fact in facts if fact.claim.role == "config" and fact.claim.scope}
    composed = {fact.part for fact in facts if fact.claim.source == "compose"}
    for bucket in (one for on_host in _buckets(_scoped(facts)) for one in deployed(on_host)):
        sources = _sources(bucket)
        near, wrong = _Near(sources), set[Source]()
        for one, other in _unlike(sources):
            if (one in wrong and other in wrong) or (
                one[1] and other[1] and one[3] != other[3] and composed.issuperset((one[3], other[3]))
            ):
                continue  # told already, or each has a container of its own
            pair = sources[one], sources[other]
            if near.has_own(pair[0], other) or near.has_own(pair[1], one):
                continue
            if near.meets(pair[0], other) or near.meets(pair[1], one):
                continue
            if _beside(*pair, base, started) or _beside(*pair[::-1], base, started):
                continue
            if not _contradict(*pair, same, one[0] == other[0]) or _joined(beside, *pair):
                continue
            if _is_balanced(*pair) or _is_balanced(*pair[::-1]):
                continue
            if _laid_under(*pair, laid_over) or _laid_under(*pair[::-1], laid_over):
                continue
            if not (pair[0][0].claim.role == pair[1][0].claim.role == "canon" and _joined(published, *pair)):
                wrong |= {one, other}
        at_fault.update((id(fact), fact) for key in wrong for fact in sources[key])
    places = {(f.claim.path, f.claim.line, f.claim.column, f.claim.attribute, f.claim.value) for f in at_fault.values()}
    return [
        f for f in facts if (f.claim.path, f.claim.line, f.claim.column, f.claim.attribute, f.claim.value) in places
    ]


def contradicting_itself(facts: Sequence[Fact]) -> list[Fact]:
    """The ports of a section that defines the one port of its service twice, in a field and in a sentence, and differs."""
    sections: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.claim.role == "canon":
            sections[fact.claim.path, fact.claim.section].append(fact)
    for own in sections.values():
        shapes: dict[str, set[str]] = defaultdict(set)
        for fact in own:
            shapes[fact.claim.source.split(" ")[0]].add(fact.claim.value)
        plain = all(f.claim.statement.endswith(PLAINLY) or f.claim.source == "heading" for f in own)
        single = all(len(values) == 1 for values in shapes.values())
        if plain and single and len(shapes) > 1 and len(set().union(*shapes.values())) > 1:
            return own
    return []


def _said_at_once(facts: Sequence[Fact]) -> list[set[str]]:
    """The values of each row that gives several of one kind: the URL by `dotnet run` and the URL in Docker."""
    rows: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        if fact.claim.role == "canon" and fact.claim.source == "table" and fact.claim.namespace in ("host", ""):
            rows[fact.claim.path, fact.claim.statement].add(fact.claim.value)
    return [values for values in rows.values() if len(values) > 1]


def _published_at_once(facts: Sequence[Fact]) -> list[set[str]]:
    """The ports that one file of config gives one service, outside or inside, where they are several: of DNS and of its pages."""
    files: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in facts:
        claim = fact.claim
        if claim.role == "config" and claim.attribute == "port" and claim.namespace in ("host", "container"):
            files[claim.path, claim.scope, claim.service, claim.namespace].add(claim.value)
    return [values for values in files.values() if len(values) > 1]


def _joined(beside: Sequence[set[str]], one: Sequence[Fact], other: Sequence[Fact]) -> bool:
    """One row gives the values of both, so that both hold."""
    if not beside:
        return False
    a, b = ({fact.claim.value for fact in facts} for facts in (one, other))
    return any(values & a and values & b for values in beside)


def _scoped(facts: Sequence[Fact]) -> list[Fact]:
    """What names no environment and gives the very value of one that is named elsewhere is about that one."""
    scopes: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.claim.scope:
            scopes[_given(fact)].add(fact.claim.scope)
    if not scopes:
        return list(facts)
    facts = [_retold(fact, facts) for fact in facts]
    return [
        fact._replace(claim=fact.claim._replace(scope=next(iter(scopes[_given(fact)]))))
        if not fact.claim.scope
        and fact.claim.role == "canon"
        and (fact.claim.attribute == "bind" or fact.claim.source not in _REGISTRIES)
        and len(scopes.get(_given(fact), ())) == 1
        else fact
        for fact in facts
    ]


def _retold(fact: Fact, facts: Sequence[Fact]) -> Fact:
    """A sentence that gives a port which config of one environment alone has is about that one, whatever its page is about."""
    if not fact.claim.scope or fact.claim.source != "prose" or fact.claim.role != "canon":
        return fact
    there = {one.claim.scope for one in facts if one.claim.role == "config" and one.claim.value == fact.claim.value}
    if len(there) != 1 or "" in there:
        return fact
    return fact._replace(claim=fact.claim._replace(scope=there.pop()))


def _given(fact: Fact) -> str:
    """The value; of a URL without a port of its own, the name in it, which a router serves."""
    value = fact.claim.value
    return value.partition("://")[2].partition("/")[0] if fact.claim.attribute == "base_url" else value


def _buckets(facts: Sequence[Fact]) -> Iterable[list[Fact]]:
    """One bucket a known host, each with what names no host, unless that agrees with another host's values.

    A host that one field of a page gives another one is held against all where no other place names it.
    """
    facts = [fact._replace(host="") if fact.host and fact.host == fact.service else fact for fact in facts]
    hosts = sorted({fact.host for fact in facts if fact.host and not fact.claim.source.endswith(PLACED)})
    if len(hosts) < 2:
        return [list(facts)]
    facts = [fact if fact.host in hosts else fact._replace(host="") for fact in facts]
    values: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        values[fact.host].add(fact.claim.value)
    buckets = []
    for host in hosts:
        elsewhere = set().union(*(values[other] for other in hosts if other != host))
        buckets.append(
            [
                f
                for f in facts
                if f.host == host or (not f.host and (f.claim.value in values[host] or f.claim.value not in elsewhere))
            ]
        )
    return buckets


def _sources(facts: Sequence[Fact]) -> dict[Source, list[Fact]]:
    sources: dict[Source, list[Fact]] = defaultdict(list)
    for fact in facts:
        claim = fact.claim
        section = claim.section if claim.role == "canon" else ""
        path = claim.path.replace(".override.", ".")  # merged with the file it overrides
        sources[path, section, claim.scope, fact.part].append(fact)
    return sources


def _unlike(sources: Mapping[Source, Sequence[Fact]]) -> Iterator[tuple[Source, Source]]:
    """The pairs of sources that may contradict each other: no value is in both, and they are not config alone."""
    kept = [(key, {f.claim.value for f in facts}, facts[0].claim.role) for key, facts in sources.items()]
    for index, (one, values, role) in enumerate(kept):
        for other, others, its in kept[index + 1 :]:
            if values.isdisjoint(others) and (role != its or role == "canon"):
                yield one, other


class _Near:
    """What files and sections say beside a source."""

    def __init__(self, sources: Mapping[Source, Sequence[Fact]]) -> None:
        self._sources = sources
        self._composed: dict[tuple[str, str], set[str]] = defaultdict(set)  # folder and part of compose files: values
        self._told: dict[tuple[str, ...], set[str]] = defaultdict(set)  # path, section, environment: values
        for key, facts in sources.items():
            self._told[key[:3]].update(fact.claim.value for fact in facts)
            if not key[1]:
                values = {fact.claim.value for fact in facts if fact.claim.source == "compose"}
                self._composed[key[0].rpartition("/")[0], key[3]] |= values

    def has_own(self, said: Sequence[Fact], other: Source) -> bool:
        """A file has the very part that is spoken of under a name of its own: `kafka-ui` beside `kafka`; or a file beside
        it has it, with the port that is said."""
        fact = said[0]
        path, section, scope, part = other
        if part == fact.part or section:
            return False
        met = bool(fact.part) and fact.claim.value in self._composed[path.rpartition("/")[0], fact.part]
        return met or (path, section, scope, fact.part) in self._sources

    def meets(self, said: Sequence[Fact], other: Source) -> bool:
        """What is said of no part is what the other place has under another name: `proxy` on 8000 beside `API` on 8081."""
        if said[0].part or not other[3] or not other[1]:
            return False
        return any(fact.claim.value in self._told[other[:3]] for fact in said)


def _beside(stated: Sequence[Fact], config: Sequence[Fact], base: Collection[str], started: Collection[str]) -> bool:
    """A document that names no environment and agrees with config that names none is not about an overlay of that.

    Nor is it ever about what is set up for tests, nor, with a port of its own, about the edge of production; and one
    that agrees with the script which starts the project in its folder is not about what a container publishes.
    """
    page, overlay = stated[0].claim, config[0].claim
    if (page.role, page.scope, overlay.role, overlay.scope) == ("canon", "dev", "config", "") and (
        overlay.source in _INSTALLED or (config[0].host and not stated[0].host)
    ):
        return True
    if page.role == "canon" and page.source.endswith(_STARTED) and overlay.source in _INSTALLED:
        return True  # what a page has just started by hand
    if page.role == "evidence" and overlay.scope == "dev" and stated[0].host and not config[0].host:
        return True  # nor what was seen on a machine
    if page.role == "canon" and overlay.role == "config" and not overlay.scope and is_variant(overlay.path):
        return any(fact.claim.value in base for fact in stated)
    if page.role == "canon" and overlay.role == "config" and any(fact.claim.value in started for fact in stated):
        return True
    if page.role == "canon" and page.scope != overlay.scope and overlay.scope.partition(",")[0] in TRIALS:
        return True
    if page.role != "canon" or page.scope or not overlay.scope:
        return False
    if overlay.role == "canon" and overlay.scope == "dev" and stated[0].host and not config[0].host:
        return True  # a machine that is named is not where somebody develops
    elsewhere = overlay.scope == "dev" or is_of_environment(config[0])
    if overlay.role == "canon" and elsewhere and any(fact.claim.value in base for fact in stated):
        return True  # what config publishes, and what a developer starts or an environment has under a full name
    if overlay.role == "canon":
        return overlay.scope == "prod" and overlay.value in _EDGE and page.value not in _EDGE
    return overlay.role == "config" and any(fact.claim.value in base for fact in stated)


def _is_balanced(cluster: Sequence[Fact], composed: Sequence[Fact]) -> bool:
    """A cluster's balancer has a port of its own beside what a compose file publishes."""
    balancer = cluster[0].claim.source in CLUSTERS and cluster[0].claim.namespace == "host"
    return balancer and composed[0].claim.source in _COMPOSED


def _laid_under(stated: Sequence[Fact], config: Sequence[Fact], laid_over: Collection[str]) -> bool:
    """A page is about an environment that has config of its own; that, and not what lies under it, is in force there.

    A cluster of kind runs what the manifests say, and lies over nothing.
    """
    page, base = stated[0].claim, config[0].claim
    return (
        "cluster:" not in page.scope
        and page.role == "canon"
        and base.role == "config"
        and not base.scope
        and page.scope in laid_over
    )


def is_of_environment(fact: Fact) -> bool:
    """What a page has under a full name in one environment."""
    return (
        bool(fact.claim.scope)
        and fact.claim.role == "canon"
        and "." in fact.claim.host
        and not is_address(fact.claim.host)
    )


def _is_away(told: Fact, config: Fact) -> bool:
    """What a page has under a full name in an environment, which config for whichever machine is not about."""
    return is_of_environment(told) and config.claim.role == "config" and not config.claim.scope and not config.host


def _contradict(one: Sequence[Fact], other: Sequence[Fact], same: Same, same_page: bool) -> bool:
    a, b = one[0], other[0]
    if not comparable(a.claim, b.claim) or _is_away(a, b) or _is_away(b, a):
        return False
    if a.part != b.part and ((a.part and b.part) or not {a.part, b.part} <= _OWN):
        lone = all(len({fact.claim.value for fact in side}) == 1 for side in (one, other))
        if not lone or not {a.part, b.part} <= _SHARING:
            return False
    if same_page and (a.part != b.part or "canon" not in (a.claim.role, b.claim.role)):
        return False
    return not any(same(x, y) for x in one for y in other)
