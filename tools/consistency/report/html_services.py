"""A section a service with all its claims and their places, and the evidence by host, as HTML."""

from __future__ import annotations

from consistency.model.fact import Fact
from consistency.model.run import Run
from consistency.report import words
from consistency.report.element import Html, element, joined
from consistency.report.evidence import Age, told
from consistency.report.portmap import Place, cited, place_of, port_of


def by_service(run: Run) -> dict[str, list[Fact]]:
    """Facts by service key, services by name; what ranges are for is no service."""
    services: dict[str, list[Fact]] = {}
    for fact in run.facts:
        if fact.service and fact.claim.attribute != "range":
            services.setdefault(fact.service, []).append(fact)
    return dict(sorted(services.items(), key=lambda item: (item[1][0].service_name.casefold(), item[0])))


def anchors(services: dict[str, list[Fact]]) -> dict[str, str]:
    return {key: f"s{number}" for number, key in enumerate(services, 1)}


def sections(run: Run, services: dict[str, list[Fact]]) -> Html:
    """One folded section a service."""
    places, names = cited(run.findings), anchors(services)
    return joined(_service(names[key], facts, places, run) for key, facts in services.items())


def _service(anchor: str, facts: list[Fact], places: dict[Place, list[int]], run: Run) -> Html:
    name = next((fact.service_name for fact in facts if fact.service_name), facts[0].service)
    hosts = sorted({fact.host_name for fact in facts if fact.host_name})
    ports = sorted({port_of(fact.claim) for fact in facts} - {0})
    found = sorted({index for fact in facts for index in places.get(place_of(fact.claim), [])})
    links = [element("li", element("a", run.findings[index].message, href=f"#f{index + 1}")) for index in found]
    waiting = any(not words.answered(run.findings[index]) for index in found)
    head = element(
        "summary",
        element("span", name, class_="name"),
        element("span", ", ".join(hosts), class_="where"),
        element("span", " ".join(map(str, ports[:8])) + (" …" if len(ports) > 8 else ""), class_="number"),
        element(
            "span", words.count(len(found), "finding") if found else "", class_="found waiting" if waiting else "found"
        ),
    )
    tied = sorted({fact.tie for fact in facts if fact.tie})
    about = [
        *([element("ul", *links, class_="cites")] if links else []),
        *([element("p", f"Linked by {'; '.join(tied)}")] if tied else []),
    ]
    rows = [_claim(fact, place_of(fact.claim) in places) for fact in sorted(facts, key=_order)]
    titles = ("attribute", "value", "who, when", "where", "as written")
    table = element(
        "table",
        element("thead", element("tr", *[element("th", title, scope="col") for title in titles])),
        element("tbody", *rows),
    )
    text = " ".join([name, *hosts, *map(str, ports)]).casefold()
    return element(
        "details", head, *about, table, class_="service", id=anchor, data_text=text, data_host="\n".join(hosts)
    )


def _order(fact: Fact) -> tuple[str, bool, str, int, int]:
    claim = fact.claim
    return claim.attribute, claim.role == "evidence", claim.path, claim.line, claim.column


def _claim(fact: Fact, disputed: bool) -> Html:
    claim = fact.claim
    value = claim.value + (" (linked by inference)" if fact.inferred else "")
    quote = claim.quote if " ".join(claim.quote.split()) != claim.value else ""
    return element(
        "tr",
        element("td", claim.attribute.replace("_", " ")),
        element("td", value, class_="value"),
        element("td", words.side(claim)),
        element("td", element("code", words.place(claim))),
        element("td", element("q", quote) if quote else "", class_="quote"),
        class_="disputed" if disputed else "",
    )


def evidence(ages: list[Age], run: Run) -> Html:
    """When each host was last looked at; a long bar is old evidence."""
    seen: dict[str, set[str]] = {}
    for fact in run.facts:
        if fact.claim.role == "evidence" and fact.host_name and fact.service:
            seen.setdefault(fact.host_name, set()).add(fact.service)
    oldest = max((age.days or 0 for age in ages), default=0) or 1
    rows = [_age(age, len(seen.get(age.host, ())), oldest) for age in ages]
    head = element(
        "tr", *[element("th", title, scope="col") for title in ("Host", "Last observed", "Services seen", "")]
    )
    return element("table", element("thead", head), element("tbody", *rows), class_="ages")


def _age(age: Age, services: int, oldest: int) -> Html:
    length = max((age.days or 0) * 1000 // oldest, 4)
    bar = element("rect", x=0, y=0, width=length, height=20, class_="old" if (age.days or 0) > 90 else "fresh")
    strip = element("svg", bar, viewBox="0 0 1000 20", preserveAspectRatio="none", aria_hidden="true")
    return element(
        "tr",
        element("th", age.host, scope="row"),
        element("td", told(age), class_="" if age.day else "unseen"),
        element("td", str(services or "—"), class_="number"),
        element("td", strip if age.days is not None else "", class_="strip"),
        data_text=age.host.casefold(), data_host=age.host,
    )  # fmt: skip
