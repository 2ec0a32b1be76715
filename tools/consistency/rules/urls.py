"""A112: where a service is reached from outside: documents and routes must name one address."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from consistency.model.claim import PROJECT
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.fronts import FRONTS
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.model.vhost import is_route
from consistency.model.zone import registered
from consistency.rules.deployment import project
from consistency.rules.disagree import conflicting
from consistency.rules.projects import of_projects
from consistency.rules.rule import Group, Rule
from consistency.rules.select import by_path, finding, live, newest_evidence, order, severity_of, sides, subject_of
from consistency.values.address import is_address, is_in_cluster, reach
from consistency.values.url import urls

#: The first word of a name that stands for any, and of where a product's makers answer.
_ANYBODY = frozenset(
    "company domain yourcompany your-company mycompany yourdomain your-domain tenant workspace subdomain".split()
)
_OF_PRODUCTS = frozenset("support docs help developer developers community forum blog learn".split())
#: Where repositories are kept.
_FORGES = frozenset(("github.com", "gitlab.com", "codeberg.org", "bitbucket.org"))
#: What people read about something, each page its own: links to two of them are no two addresses of one service.
_READING = lazily(
    r"(?:.* )?(?:references?|openapi|swagger|docs|documentation|guides?|manuals?|tutorials?|packages?|papers?|specs?|specifications?|changelog|discussions?|"
    r"issues|community|examples?|demos?|sources?|downloads?|readme|website|homepage|license|repo(?:sitory)?|more|info)",
    re.IGNORECASE,
)


#: The end of a page's name, below which nothing is served.
_PAGE = (".html", ".htm", ".md", ".pdf")


def _address(fact: Fact) -> tuple[str, str]:
    """(host, first step of the path) of a URL or a domain."""
    return _read(fact.claim.value)[:2]


@lru_cache(maxsize=4096)
def _read(value: str) -> tuple[str, str, int]:
    """(host, first step of the path, how many steps it has) of a URL or a domain."""
    found = urls(value)
    if not found:
        return value.lower().removeprefix("www."), "", 0
    path = found[0].path.strip("/")
    step = path.split("/")[0].split("?")[0]
    depth = len(path.split("/")) if path else 0
    return found[0].host.removeprefix("www."), "" if step.endswith(_PAGE) else step, depth


def _same(one: Fact, other: Fact) -> bool:
    (host, path), (other_host, other_path) = _address(one), _address(other)
    if host in _FORGES and other_host in _FORGES:
        return one.claim.path == other.claim.path or not _is_moved(one.claim.value, other.claim.value)
    if "config" not in (one.claim.role, other.claim.role) and min(map(_depth, (one, other))) > 1:
        return host == other_host
    if "config" in (one.claim.role, other.claim.role) and (path or other_path):
        return True  # a route by path may be served under any site of the proxy
    return host == other_host and (path == other_path or not path or not other_path)


def _depth(fact: Fact) -> int:
    """How many steps the path of a URL has; with some, it is a page of a site."""
    return _read(fact.claim.value)[2]


def _is_moved(one: str, other: str) -> bool:
    """Whether two URLs of a forge give one repository two owners; two repositories are two."""
    (owner, name), (other_owner, other_name) = (_repository(url) for url in (one, other))
    return bool(name) and name == other_name and owner != other_owner


def _repository(url: str) -> tuple[str, str]:
    owner, _, rest = url.partition("://")[2].partition("/")[2].lower().partition("/")
    return owner, rest.partition("/")[0].removesuffix(".git")


def _many_homes(facts: list[Fact]) -> bool:
    """One place gives the service several names on purpose: an identity provider with its apps."""
    hosts: dict[tuple[str, str], set[str]] = defaultdict(set)
    for fact in facts:
        hosts[fact.claim.path, fact.part].add(_address(fact)[0])
    return any(len(found) > 2 for found in hosts.values())


def _is_ours(facts: list[Fact]) -> bool:
    """Config serves one of the addresses, tables list them, or they share a domain: no link to a product's own site."""
    if all(_is_named_after(fact) for fact in facts):
        return False  # pages about other people's sites
    domains = {_domain(fact) for fact in facts}
    listed = all(fact.claim.source.startswith(("table", "key-value table", "record")) for fact in facts)
    return listed or len(domains) == 1 or any(fact.claim.role == "config" for fact in facts)


def _domain(fact: Fact) -> str:
    name = _address(fact)[0]
    return registered(name) or ".".join(name.split(".")[-2:])


def _is_named_after(fact: Fact) -> bool:
    """A document that is called what the address is: `platforms/lagou.md` with `passport.lagou.com`."""
    page = fact.claim.path.rpartition("/")[2].partition(".")[0].lower()
    return fact.claim.role == "canon" and page == _domain(fact).partition(".")[0]


def _is_read(fact: Fact) -> bool:
    """A link to a page about something, and no row of a list or file that says where services are."""
    return (
        fact.claim.role == "canon"
        and fact.claim.source in ("bullet", "fence", "heading", "key-value table")
        and bool(_READING.fullmatch(fact.claim.service))
    )


def _is_any(fact: Fact, own: Collection[str]) -> bool:
    """`https://company.atlassian.net`: somebody's, or a page of a product's own site, and of none of the domains of our `own`."""
    first, _, rest = _address(fact)[0].partition(".")
    if first in _ANYBODY or "example" in first.split("-"):  # `chart-example.local`, with which Helm begins a chart
        return True
    products = first in _OF_PRODUCTS and _domain(fact) == rest and rest not in own
    return fact.claim.role == "canon" and products


def _own(facts: Iterable[Fact]) -> set[str]:
    """The domains below which tables and config list the service, where they are not called after it."""
    listed = (fact for fact in facts if fact.claim.role == "config" or fact.claim.source == "table")
    return {_domain(fact) for fact in listed if _domain(fact).partition(".")[0] not in fact.service}


def _is_in_passing(fact: Fact, routed: Collection[str]) -> bool:
    """Said in a comment, or in a sentence of a name that is not below one of those that routers serve the service under."""
    source = fact.claim.source
    return source == "comment" or (source == "prose" and registered(_address(fact)[0]) not in routed)


def _is_inner_name(fact: Fact, routed: Collection[str]) -> bool:
    """`https://git.acme.internal`, a name of the site's own network, in a zone where routers serve names; no machine's with a port."""
    name = _address(fact)[0]
    return not is_address(name) and fact.claim.port in (0, 80, 443) and registered(name) in routed


def _is_called_alike(facts: Iterable[Fact]) -> bool:
    """Whether pages give links under words of their own, `Films: https://cinema.acme.io`, and routers call theirs by a name's
    first word alone, `films.acme.io`: two things that are called the same."""
    pages = [fact for fact in facts if fact.claim.role == "canon"]
    routes = [fact for fact in facts if fact.claim.role == "config"]
    named = all(
        is_route(one.claim) and squash(one.claim.value.partition(".")[0])[0] == squash(one.claim.service)[0]
        for one in routes
    )
    return bool(routes) and named and all(page.claim.source == "bullet" for page in pages)


def _bases(facts: Iterable[Fact]) -> list[Fact]:
    """What pages of one project set a variable to where no config does: each to one base, and not all to the same."""
    held = [fact for fact in facts if fact.claim.attribute == "base_url" and fact.claim.source == PROJECT]
    pages = by_path(fact for fact in held if fact.claim.role == "canon" and fact.claim.modality == "stated")
    single = all(len(set(map(_address, page))) == 1 for page in pages.values())
    apart = len({project(page[0]) for page in pages.values()}) > 1 or any(f.claim.role == "config" for f in held)
    said = [fact for page in pages.values() for fact in page]
    return said if single and not apart and len(set(map(_address, said))) > 1 else []


def _is_one(one: Fact, other: Fact) -> bool:
    return _address(one) == _address(other)


def _check(group: Group) -> Iterable[Finding]:
    every = newest_evidence(live(group.facts, "base_url", "domain"))
    set_ = (fact for fact in every if fact.claim.attribute == "base_url" and fact.claim.role == "config")
    routed = {registered(fact.claim.value) for fact in every if is_route(fact.claim)} - {""}
    routed |= {registered(_address(fact)[0]) for fact in set_} - {""}
    own = _own(every)
    facts = [
        fact._replace(host="", host_name="") if fact.host == _address(fact)[0] else fact  # a name, and no machine
        for fact in every
        if not is_in_cluster(_address(fact)[0])
        and (reach(_address(fact)[0]) == "public" or _is_inner_name(fact, routed))
        and not _is_in_passing(fact, routed)
        and not _is_read(fact)
        and not _is_any(fact, own)
    ]
    urls_at = {(f.claim.path, f.claim.line) for f in facts if f.claim.attribute == "base_url"}
    facts = [f for f in facts if f.claim.attribute == "base_url" or (f.claim.path, f.claim.line) not in urls_at]
    loose = _many_homes(facts) or group.key in FRONTS or _is_called_alike(facts)
    wrong = [] if loose else order(conflicting(facts, _same))
    if wrong and _is_ours(wrong):
        yield finding(
            URL_MISMATCH, severity_of(URL_MISMATCH.severity, wrong), "base_url", f"{subject_of(wrong)}: {sides(wrong)}", wrong,
            key=f"{wrong[0].service}/url", hint="Give the address that the route really serves in every place.",
        )  # fmt: skip
    if based := order(of_projects(group.facts, "base_url", ("host",), _is_one) or _bases(group.facts)):
        yield finding(
            URL_MISMATCH, severity_of(URL_MISMATCH.severity, based), "base_url", f"{subject_of(based)}: {sides(based)}", based,
            key=f"{based[0].service}/base", hint="Give the path that the program asks for below its base in every place.",
        )  # fmt: skip
    if named := order(of_projects(group.facts, "domain", ("host", ""), _same)):
        yield finding(
            URL_MISMATCH, severity_of(URL_MISMATCH.severity, named), "domain", f"{subject_of(named)}: {sides(named)}", named,
            key=f"{named[0].service}/domain", hint="Give the domain that the variable is set to.",
        )  # fmt: skip


URL_MISMATCH = Rule(
    "A112", "url-mismatch", "medium", "Two places give one service different public addresses.",
    "service", frozenset({"base_url", "domain"}), _check, apart=True,
)  # fmt: skip
