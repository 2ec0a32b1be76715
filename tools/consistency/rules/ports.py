"""A101 and A109: one service, two ports, on the host or in its container."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from consistency.model.claim import DEFAULT, IMAGE, PLAINLY, SHARED, Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.identity import GENERIC
from consistency.model.pattern import lazily
from consistency.rules.deployment import project, without_defaults
from consistency.rules.disagree import CLUSTERS, TRIALS, conflicting, contradicting_itself, is_of_environment
from consistency.rules.fields import inner_for_outer, remapped, unlike_row, unlike_url
from consistency.rules.left_over import left_over
from consistency.rules.projects import of_projects
from consistency.rules.quoted import unpublished
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, live, newest_evidence, order, ports_of, severity_of, sides, subject_of
from consistency.rules.stores_asked import asked_elsewhere
from consistency.rules.told_others import BY_OTHERS, known, of_exporters
from consistency.values.address import is_in_cluster
from consistency.values.port import NODE_PORTS

_HINT = "Change the side that is wrong; if both are right, name them apart (environment, host, API and web) or answer it in the ledger."


#: The sources of ports in containers that others reach by the service's name, with nothing between that maps them.
_BY_NAME = frozenset(("compose", "yaml", "json", "toml"))
#: Shapes in which a page registers what a service has.
_REGISTERS = frozenset(("table", "key-value", "key-value table"))
#: Ports at which one server takes mail: from other servers, and from people.
_OF_MAIL = frozenset(("25", "465", "587"))
#: Where whatever it is answers from outside.
_WEB = frozenset((80, 443))
#: How a source ends that is a second way in, or a second name.
_SECOND = (" gateway", " image")
_ADDRESS = lazily(r"\d{1,3}(?:\.\d{1,3}){3}")
#: Parts that people open.
_PAGES = frozenset(("web", "admin"))
#: Parts that are pages of another part, on its port.
_RIDING = frozenset(("docs", "health"))


def _meets(one: Fact, other: Fact) -> bool:
    a, b = ports_of(one.claim), ports_of(other.claim)
    return a.start < b.stop and b.start < a.stop


def _settled(facts: Sequence[Fact], namespaces: tuple[str, ...]) -> list[Fact]:
    """The facts of the namespaces, with those that name none unless another namespace explains their port."""
    inside = [fact for fact in facts if fact.claim.namespace in namespaces]
    explained = {
        p
        for fact in facts
        if fact.claim.namespace and fact.claim.namespace not in namespaces
        for p in ports_of(fact.claim)
    }
    explained -= {p for fact in inside for p in ports_of(fact.claim)}
    loose = [
        fact
        for fact in facts
        if not fact.claim.namespace and (not explained & set(ports_of(fact.claim)) or _on_its_machine(fact, facts))
    ]
    return inside + loose


def _in_cluster(facts: Sequence[Fact]) -> list[Fact]:
    """Where a cluster's Service is called, and on which port it is; nothing where a page gives a port that config has inside."""
    inside = [
        f for f in facts if f.claim.namespace == "pod" and (f.claim.role == "config" or is_in_cluster(f.claim.host))
    ]
    known = {fact.claim.value for fact in facts if fact.claim.role == "config"}
    return [] if any(f.claim.role != "config" and f.claim.value in known for f in inside) else inside


def _on_its_machine(fact: Fact, facts: Sequence[Fact]) -> bool:
    """A URL under the name of a machine, by its address or on which a table of another page has the service: no container is
    called so."""
    if not fact.claim.source.endswith(" url") or not fact.host:
        return False
    return _ADDRESS.fullmatch(fact.host) is not None or any(
        other.host == fact.host and other.claim.source == "table" and other.claim.path != fact.claim.path
        for other in facts
    )


def _as_node_ports(facts: Sequence[Fact]) -> list[Fact]:
    """URLs of a document at ports as nodes have them, which no config publishes on a host."""
    mapped = {f.claim.port for f in facts if f.claim.role == "config" and f.claim.namespace == "host"}
    return [
        f
        for f in facts
        if f.claim.role == "canon"
        and f.claim.namespace == "host"
        and f.claim.port in NODE_PORTS
        and f.claim.port not in mapped
    ]


def _on_host(group: Group) -> Iterable[Finding]:
    """What every project calls its own (`api`, `web`) is one service within a project only."""
    claims = [fact.claim for fact in group.facts if fact.claim.attribute in ("port", "base_url")]
    values = {claim.value for claim in claims if claim.attribute == "port"}
    if group.key.endswith("smtp") and values <= _OF_MAIL:
        return  # each is for others to use
    if len(values) < 2 and len({claim.port for claim in claims if claim.port}) < 2:
        return  # nothing else is said anywhere
    if not any(fact.service in GENERIC for fact in group.facts):
        yield from _of_one(group)
        return
    projects: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in group.facts:
        projects[project(fact)].append(fact)
    for one in sorted(projects):
        yield from _of_one(group._replace(facts=tuple(projects[one])))


def _of_one(group: Group) -> Iterable[Finding]:
    """On machines, or else under the name that a cluster gives it."""
    told = list(_one_service(group)) or list(_report(PORT_MISMATCH, _in_cluster(live(group.facts, "port")), "port"))
    return told or _in_charts_alone(live(group.facts, "port"))


def _in_charts_alone(facts: Sequence[Fact]) -> Iterable[Finding]:
    """Registers that give a service that only clusters run a port which none of its Services and containers has."""
    config = [fact for fact in facts if fact.claim.role == "config" and fact.claim.scope in ("", "prod")]
    inside = {fact.claim.port for fact in config}
    rows = [fact for fact in facts if fact.claim.role == "canon" and fact.claim.source in _REGISTERS]
    listed = [fact for fact in rows if not fact.claim.namespace and not fact.part]
    in_cluster = [fact for fact in config if fact.claim.source in CLUSTERS and not fact.part]
    alone = in_cluster == config and all(fact.claim.namespace in ("pod", "container") for fact in config)
    if (
        config
        and alone
        and listed
        and inside.isdisjoint(fact.claim.port for fact in facts if fact.claim.role != "config")
        and _WEB.isdisjoint(fact.claim.port for fact in listed)
    ):
        wrong = order((*listed, *config))
        yield finding(
            PORT_MISMATCH, severity_of("medium", wrong), "port", f"{subject_of(wrong)}: port {sides(wrong)}", wrong,
            key=f"{wrong[0].service}/port in charts", hint=_HINT,
        )  # fmt: skip


def _one_service(group: Group) -> Iterable[Finding]:
    images = _only_ones([f for f in group.facts if f.claim.source == IMAGE and _holds(f.claim)])
    facts = newest_evidence([*live(group.facts, "port"), *images])
    facts = known(_direct([fact for fact in facts if not fact.claim.source.endswith(SHARED)]))
    facts = of_exporters(_without_trials(_without_overrides(without_defaults(facts))))
    told: list[Finding] = []
    for namespaces in (("host",), ("node",)):
        candidates = _settled(facts, namespaces)
        if namespaces == ("node",):
            candidates = [f for f in candidates if f.claim.namespace == "node" or f.claim.port in NODE_PORTS]
            candidates += _as_node_ports(facts)
        if namespaces == ("node",) and not any(fact.claim.namespace == "node" for fact in candidates):
            continue
        if namespaces == ("host",) and all(fact.claim.namespace == "node" for fact in facts):
            continue
        told += _report(PORT_MISMATCH, candidates, "port")
    cited = {claim for one in told for claim in one.claims}
    for spaces in (("host", "pod"), ("node",)):
        opened = of_projects(group.facts, "port", spaces, _meets)
        told += _report(PORT_MISMATCH, opened, "port") if cited.isdisjoint(fact.claim for fact in opened) else ()
    yield from told
    for wrong in asked_elsewhere(group.facts):
        yield finding(
            PORT_MISMATCH, "medium", "port",
            f"{subject_of(wrong)}: port {wrong[0].claim.port} is asked, {wrong[1].claim.port} is published", wrong,
            key=f"{wrong[0].service}/asked in {wrong[0].claim.path}", hint=_HINT,
        )  # fmt: skip
    facts = [fact for fact in facts if fact.claim.source not in BY_OTHERS]
    if not told and (wrong := order(contradicting_itself(_settled(facts, ("host",))))):
        yield finding(
            PORT_MISMATCH, "medium", "port", f"{subject_of(wrong)}: port {sides(wrong)} in one section", wrong,
            key=f"{wrong[0].service}/port of a section", hint=_HINT,
        )  # fmt: skip
    mapped = [] if told else list(remapped(facts))
    yield from () if told or mapped else _inner_given(facts)
    for wrong in mapped:
        yield finding(
            PORT_MISMATCH, severity_of("high", wrong), "port", f"{subject_of(wrong)}: port {sides(wrong)}", wrong,
            key=f"{wrong[0].service}/map {wrong[0].part}", hint=_HINT,
        )  # fmt: skip
    near = [fact for fact in facts if not is_of_environment(fact)]
    for wrong in () if told or mapped else left_over(_settled(near, ("host",))):
        yield finding(
            PORT_MISMATCH, severity_of("medium", wrong), "port", f"{subject_of(wrong)}: port {sides(wrong)}", wrong,
            key=f"{wrong[0].service}/left over {wrong[0].claim.path}", hint=_HINT,
        )  # fmt: skip
    for wrong in () if told else unpublished(facts):
        yield finding(
            PORT_MISMATCH, severity_of("medium", wrong), "port", f"{subject_of(wrong)}: published ports {sides(wrong)}", wrong,
            key=f"{wrong[0].service}/quoted", hint="Take over what the compose file says, or publish the port.",
        )  # fmt: skip
    yield from _unlike_itself(live(group.facts, "port", "base_url"), bool(told))


def _holds(claim: Claim) -> bool:
    """What is said of an image by what holds now, like what is said of a service by `live`."""
    return claim.modality == "stated" and claim.role in ("canon", "config", "evidence")


def _only_ones(images: Sequence[Fact]) -> list[Fact]:
    """Without the pages that run one image twice, on two ports: they tell the ports of two services."""
    ports: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in images:
        ports[fact.claim.path, fact.claim.namespace].add(fact.claim.value)
    return [f for f in images if f.claim.role != "canon" or len(ports[f.claim.path, f.claim.namespace]) == 1]


def _unlike_itself(facts: Sequence[Fact], told: bool) -> Iterable[Finding]:
    """Two ports that one place gives for one thing; of a row without such a URL only where nothing is `told` yet."""
    beside = list(unlike_url(facts))
    for wrong in beside:
        yield finding(
            PORT_MISMATCH, severity_of("medium", wrong), "port",
            f"{subject_of(wrong[:1])}: port {wrong[0].claim.value} beside a URL with port {wrong[1].claim.port}", order(wrong),
            key=f"{wrong[0].service}/port and url", hint=_HINT,
        )  # fmt: skip
    for row in () if told or beside else unlike_row(facts):
        yield finding(
            PORT_MISMATCH, severity_of("medium", row), "port",
            f"{subject_of(row[:1])}: port {row[0].claim.value} in a row with port {row[1].claim.value}", order(row),
            key=f"{row[0].service}/ports of a row", hint=_HINT,
        )  # fmt: skip


def _inner_given(facts: Sequence[Fact]) -> Iterable[Finding]:
    """Ports of pages that config has inside, and publishes elsewhere; for sure where the page says on which machine."""
    for wrong in inner_for_outer(facts):
        outer = {fact.claim.port for fact in wrong if fact.claim.role == "config"}
        placed = all(fact.claim.host for fact in wrong if fact.claim.role == "canon")  # a list of what machines offer
        right = [fact for fact in facts if fact.claim.role == "canon" and fact.claim.port in outer]
        machines = {fact.host for fact in wrong if fact.claim.role == "config"} - {""}
        there = placed and machines.issuperset(fact.host for fact in wrong if fact.claim.role == "canon")
        sure = (right and placed) or there or wrong[0].claim.namespace
        right += [
            f for f in facts if f.claim.role == "config" and f.claim.namespace == "host" and f.claim.port in outer
        ]
        yield finding(
            PORT_MISMATCH, severity_of("medium", [*wrong, *right]) if sure else "low", "port",
            f"{subject_of(wrong)}: port {wrong[0].claim.value} documented is the container's, published on {wrong[-1].claim.value}",
            list(dict.fromkeys((*wrong, *right))), key=f"{wrong[0].service}/inner port", hint="Give the published port, or say that the port is the one inside.",
        )  # fmt: skip


def _without_overrides(facts: list[Fact]) -> list[Fact]:
    """Without what pages set a variable to whose default some page gives, or to several ports: how another one is chosen."""
    defaults = {fact.claim.value for fact in facts if fact.claim.source == DEFAULT}
    pages: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if _is_set(fact):
            pages[fact.claim.path].add(fact.claim.value)
    return [
        fact
        for fact in facts
        if not _is_set(fact) or fact.claim.value in defaults or (not defaults and len(pages[fact.claim.path]) == 1)
    ]


def _without_trials(facts: list[Fact]) -> list[Fact]:
    """Without what config sets up for tests alone, where no page speaks of these, or gives a port of theirs in a sentence."""
    pages = [fact.claim for fact in facts if fact.claim.role != "config"]
    spoken, told = {claim.scope for claim in pages}, {claim.value for claim in pages if claim.source == "prose"}
    return [
        fact
        for fact in facts
        if fact.claim.role != "config"
        or (environment := fact.claim.scope.partition(",")[0]) not in TRIALS
        or environment in spoken
        or fact.claim.value in told
    ]


def _is_set(fact: Fact) -> bool:
    return fact.claim.role == "canon" and fact.claim.source == "env"


def _direct(facts: list[Fact]) -> list[Fact]:
    """Without the ports of proxies, and of images, where a file publishes the service itself: a second way in, or another one."""
    through = [fact for fact in facts if fact.claim.source.endswith(_SECOND)]
    if not through:
        return facts
    own = {f.claim.path for f in facts if f.claim.role == "config" and f.claim.namespace == "host"}
    own -= {f.claim.path for f in through}
    return [fact for fact in facts if not fact.claim.source.endswith(_SECOND)] if own else facts


def _in_container(group: Group) -> Iterable[Finding]:
    facts = live(group.facts, "port")
    yield from _report(CONTAINER_PORT_MISMATCH, of_projects(group.facts, "port", ("container",), _meets), "port")
    inside = [fact for fact in facts if fact.claim.namespace == "container"]
    if not inside:
        return
    published = {p for fact in facts if fact.claim.namespace == "host" for p in ports_of(fact.claim)}
    loose = [fact for fact in facts if not fact.claim.namespace and not published & set(ports_of(fact.claim))]
    own = {p for fact in inside for p in ports_of(fact.claim)}
    agreed = [fact for fact in loose if own & set(ports_of(fact.claim))]
    told = list(_report(CONTAINER_PORT_MISMATCH, inside + agreed, "port"))
    yield from told or _inside_alone(facts, inside, loose)


def _inside_alone(facts: Sequence[Fact], inside: Sequence[Fact], loose: Sequence[Fact]) -> Iterable[Finding]:
    """Ports that pages give without a namespace to what config has in a container and nobody on a machine."""
    config = {fact.claim.source for fact in inside if fact.claim.role == "config"}
    reached = all(source in _BY_NAME or source.endswith(" upstream") for source in config)
    if not config or not reached or any(fact.claim.namespace in ("host", "node") for fact in facts):
        return
    said = [fact for fact in loose if not fact.host]  # what is on a machine is published there, by whatever means
    for one in _report(CONTAINER_PORT_MISMATCH, [*inside, *said], "port"):
        names = {claim.service for claim in one.claims if claim.role == "config"}
        named = any(claim.role == "canon" and claim.service in names for claim in one.claims)
        yield one if named else one._replace(severity="low")  # by its own name, or by what people call it


def _parted(facts: Sequence[Fact]) -> list[Fact]:
    """A plain name with one port, which is that of one of the service's endpoints, is that endpoint, but for the one port that
    config publishes."""
    facts = [fact._replace(part=_spoken(fact, facts)) for fact in facts]
    outer = [f for f in facts if f.claim.role == "config" and f.claim.namespace == "host"]
    published = {f.claim.value for f in outer if not f.part}
    told = {f.claim.value for f in facts if f.claim.role == "canon"}
    alone = (
        len(published) == 1
        and published.isdisjoint(told)
        and not any(f.part for f in outer)
        and all(f.claim.source == "compose" for f in outer)
    )
    parts: dict[str, set[str]] = defaultdict(set)
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        values[fact.claim.path, fact.claim.section].add(fact.claim.value)
        if fact.part and fact.part not in _RIDING:
            parts[fact.claim.value].add(fact.part)

    def part(fact: Fact) -> str:
        if alone and fact.part in _PAGES and fact.claim.role == "canon" and fact.claim.namespace == "host":
            return ""  # nothing else can be opened from outside
        meant = parts.get(fact.claim.value, set())
        lone = fact.claim.role == "canon" and len(values[fact.claim.path, fact.claim.section]) == 1
        own = lone and len(meant) == 1 and not fact.part and published != {fact.claim.value}
        return next(iter(meant)) if own else fact.part

    return [fact._replace(part=part(fact)) for fact in facts]


def _spoken(fact: Fact, facts: Sequence[Fact]) -> str:
    """The fact's part: `dns` of what answers on 53, `udp` of a port that a page sets apart from the service's others so."""
    claim = fact.claim
    if claim.value == "53" and not fact.part:
        return "dns"
    told = claim.source in ("bullet", "prose") and not claim.statement.endswith(PLAINLY)
    if claim.protocol != "udp" or fact.part or claim.role != "canon" or not told:
        return fact.part
    page = [other.claim for other in facts if (other.claim.path, other.claim.section) == (claim.path, claim.section)]
    return "udp" if any(other.protocol != "udp" and other.value != claim.value for other in page) else ""


def _report(rule: Rule, facts: Sequence[Fact], attribute: str) -> Iterable[Finding]:
    wrong = conflicting(_parted(facts), _meets)
    if not wrong:
        return
    wrong = order([*wrong, *_agreeing(wrong, facts)])
    what = "container port" if rule is CONTAINER_PORT_MISMATCH else "port"
    severity = "low" if _are_both_right(wrong) else rule.severity
    yield finding(
        rule, severity_of(severity, wrong), attribute, f"{subject_of(wrong)}: {what} {sides(wrong)}", wrong,
        key=f"{wrong[0].service}/{what}", hint=_HINT,
    )  # fmt: skip


def _are_both_right(wrong: Sequence[Fact]) -> bool:
    """Each of two ports is given by pages and by config: two doors that nobody has told apart, sooner than a slip."""
    told: dict[str, set[str]] = defaultdict(set)
    for fact in wrong:
        told[fact.claim.value].add(fact.claim.role)
    return len(told) > 1 and all({"canon", "config"} <= roles for roles in told.values())


def _agreeing(wrong: Sequence[Fact], facts: Sequence[Fact]) -> list[Fact]:
    """Where pages differ among themselves alone, the config that has the port of one of them: it says which is right."""
    if any(fact.claim.role != "canon" for fact in wrong):
        return []
    values = {fact.claim.value for fact in wrong}
    config = [f for f in facts if f.claim.role == "config" and f.claim.namespace == "host" and f.claim.value in values]
    return config if len({fact.claim.value for fact in config}) == 1 else []


PORT_MISMATCH = Rule(
    "A101", "port-mismatch", "high", "One service, two ports: two places give the same service different ports on a host.",
    "service", frozenset({"port"}), _on_host,
)  # fmt: skip
CONTAINER_PORT_MISMATCH = Rule(
    "A109", "container-port-mismatch", "medium", "One service, two container ports: documents and config disagree on the port inside.",
    "service", frozenset({"port"}), _in_container, apart=True,
)  # fmt: skip
