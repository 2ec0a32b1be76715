"""One self-contained page: the port map, the findings, the services, the evidence. It loads nothing."""

from __future__ import annotations

import base64
import hashlib
from importlib.resources import files

from consistency.model.finding import SEVERITIES
from consistency.model.run import Run
from consistency.report import html_findings, html_map, html_services, words
from consistency.report.element import Html, asset, element, joined, prose
from consistency.report.evidence import ages
from consistency.report.options import Options
from consistency.report.portmap import Slot, allocations, slots


def render(run: Run, options: Options) -> str:
    """The page. Everything is in its elements; the script only filters and folds."""
    style, script = _asset("page.css"), _asset("page.js")
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'"
    title = f"Consistency of {options.title}" if options.title else "Consistency report"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        asset("style", style),
    )
    body = element("body", _masthead(run, options, title), _main(run, options), asset("script", script))
    return "<!doctype html>\n" + element("html", head, body, lang="en") + "\n"


def _asset(name: str) -> str:
    return (files("consistency.report") / "html_assets" / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """What a content security policy knows an inline element by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")


def _masthead(run: Run, options: Options, title: str) -> Html:
    blocking = run.blocking
    verdict = (
        f"{blocking:,} {'finding blocks' if blocking == 1 else 'findings block'}" if blocking else "Nothing blocks"
    )
    tone = "bad" if blocking else "good" if run.looked.claims else "unsure"
    against = f" against {run.base}" if run.base else ""
    dated = [element("time", options.today)] if options.today else []
    counts = [
        element("li", element("b", str(number)), f" {name}", class_=name if number else "nil")
        for name, number in words.severities(run.findings).items()
    ]
    return element(
        "header",
        element("p", joined([title, *dated, f"{run.tree}{against}"], " · "), class_="kicker"),
        element("h1", verdict, class_=tone),
        element("ul", *counts, class_="counts"),
        element("p", f"Looked at: {words.looked(run.looked)}.", class_="looked"),
        *[element("p", note, class_="note") for note in run.notes],
        element("p", "Now: ", prose(words.next_step(run)), class_="now"),
        class_="masthead",
    )


def _main(run: Run, options: Options) -> Html:
    services = html_services.by_service(run)
    hosts, places, seen = slots(run), allocations(run), ages(run, options.today)
    blocks = [
        ("map", "Port map", str(len(hosts)), html_map.port_map(hosts, seen, html_services.anchors(services))),
        ("ranges", "Allocated ranges", str(len(places)), html_map.ranges(places) if places else Html("")),
        ("findings", "Findings", str(len(run.findings)), html_findings.findings(run, options)),
        ("resolved", "Resolved", str(len(run.resolved)), _listed([item.message for item in run.resolved])),
        ("changes", "Changed claims", str(len(run.changes)), _listed(_changes(run))),
        ("services", "Services", str(len(services)), html_services.sections(run, services)),
        ("evidence", "Evidence by host", str(len(seen)), html_services.evidence(seen, run) if seen else Html("")),
    ]
    shown = [block for block in blocks if block[3] or block[0] == "findings"]
    links = [element("a", title, element("small", count), href=f"#{name}") for name, title, count, _ in shown]
    sections = [
        element("section", element("h2", title, element("small", count, class_="count")), body or _none(), id=name)
        for name, title, count, body in shown
    ]
    bar = element("div", element("nav", *links), _filters(run, hosts), class_="bar")
    footer = element("footer", f"consistency {options.version}")
    return joined([bar, element("main", *sections), footer])


def _none() -> Html:
    return element("p", "None.", class_="none")


def _listed(lines: list[str]) -> Html:
    return element("ul", *[element("li", line) for line in lines], class_="plain") if lines else Html("")


def _changes(run: Run) -> list[str]:
    return [
        f"{item.service or item.host}: {item.attribute} {', '.join(item.before) or 'nothing'} → "
        f"{', '.join(item.after) or 'nothing'} ({item.path}:{item.line})"
        for item in run.changes
    ]


def _filters(run: Run, listed: list[Slot]) -> Html:
    """Shown by the script alone: without it they would do nothing."""
    families = sorted({item.family for item in run.findings})
    hosts, states = {slot.host for slot in listed} - {""}, {slot.state for slot in listed}
    return element(
        "form",
        element("input", type="search", id="q", placeholder="Service, host, port, path", aria_label="Search"),
        _select("severity", "any severity", [(name, name) for name in SEVERITIES]),
        _select("family", "any family", [(letter, f"{letter} · {words.family(letter)}") for letter in families]),
        _select("state", "any state", [("blocking", "blocking"), ("open", "open"), ("answered", "answered")]),
        _select("host", "any host", [(host, host) for host in sorted(hosts)]),
        _select("port", "any port state", [item for item in html_map.STATES.items() if item[0] in states]),
        element("output", id="told"),
        element("button", "Clear", type="reset"),
        id="filters",
        hidden=True,
    )


def _select(name: str, every: str, choices: list[tuple[str, str]]) -> Html:
    options = [element("option", told, value=value) for value, told in choices]
    return element("select", element("option", every), *options, id=name, aria_label=name)
