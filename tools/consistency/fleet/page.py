"""The run as one self-contained page: by owner, then every finding. It loads and runs nothing."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from importlib.resources import files

from consistency.fleet.judge import repositories
from consistency.fleet.run import Fleet
from consistency.fleet.told import NOBODY
from consistency.model.finding import SEVERITIES, Finding
from consistency.model.run import Looked, Run
from consistency.report import html_findings, words
from consistency.report.element import Html, asset, element, joined
from consistency.report.options import Options

_MORE = """
.fleet { border-collapse: collapse; width: 100%; font-size: 0.875rem; margin-bottom: 1rem; }
.fleet th, .fleet td { text-align: left; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--rule); }
.fleet td + td, .fleet th + th { text-align: right; font-variant-numeric: tabular-nums; }
"""


def as_html(fleet: Fleet, options: Options) -> str:
    """The page, as large as its findings."""
    style = (files("consistency.report") / "html_assets" / "page.css").read_text(encoding="utf-8") + _MORE
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element(
            "meta",
            http_equiv="Content-Security-Policy",
            content=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'",
        ),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", "Consistency of a fleet"),
        asset("style", style),
    )
    shared = Run("fleet", None, fleet.findings, Looked())
    numbers = {one.fingerprint: index + 1 for index, one in enumerate(fleet.findings)}
    cited = Counter(name for one in fleet.findings for name in repositories(one))
    owners = [_owner(fleet, owner, numbers, cited) for owner in fleet.owners()]
    body = [
        _masthead(fleet),
        element(
            "main",
            *owners,
            element(
                "section",
                element("h2", "Findings", element("small", str(len(fleet.findings)), class_="count")),
                html_findings.findings(shared, options) or element("p", "None.", class_="none"),
                id="findings",
            ),
        ),
        element("footer", f"consistency {options.version}"),
    ]
    return "<!doctype html>\n" + element("html", head, element("body", *body), lang="en") + "\n"


def _masthead(fleet: Fleet) -> Html:
    blocking = fleet.blocking
    verdict = words.count(blocking, "finding blocks", "findings block") if blocking else "Nothing blocks"
    tone = "bad" if blocking else "unsure" if fleet.unreadable or not fleet.repositories else "good"
    counts = [
        element("li", element("b", str(number)), f" {name}", class_=name if number else "nil")
        for name, number in words.severities(fleet.findings).items()
    ]
    read = len(fleet.repositories) - len(fleet.unreadable)
    documents = sum(counts.documents for _, counts in fleet.repositories)
    looked = f"{read:,} of {words.count(len(fleet.repositories), 'repository', 'repositories')} read"
    return element(
        "header",
        element("p", "Conflicts between repositories", class_="kicker"),
        element("h1", verdict, class_=tone),
        element("ul", *counts, class_="counts"),
        element("p", f"Looked at: {looked}, {words.count(documents, 'document')}.", class_="looked"),
        *[element("p", f"{source.name} was not read: {reason}", class_="note") for source, reason in fleet.unreadable],
        class_="masthead",
    )


def _owner(fleet: Fleet, owner: str, numbers: dict[str, int], cited: Counter[str]) -> Html:
    rows = [
        element(
            "tr",
            element("td", source.name),
            *[element("td", f"{number:,}") for number in (counts.documents, counts.claims, *counts.severities)],
            element("td", f"{cited[source.name]:,}"),
        )
        for source, counts in fleet.repositories
        if source.owner == owner
    ]
    heads = ("repository", "documents", "claims", *SEVERITIES, "shared")
    table = element("table", element("tr", *[element("th", name) for name in heads]), *rows, class_="fleet")
    mine = [one for one in fleet.findings if owner in fleet.owners_of(one)]
    links = element("ul", *[element("li", _link(one, numbers)) for one in mine], class_="plain") if mine else Html("")
    title = element("h2", owner or NOBODY, element("small", str(len(mine)), class_="count"))
    return element("section", joined([title, table, links]))


def _link(one: Finding, numbers: dict[str, int]) -> Html:
    return element("a", f"{one.severity}: {one.message}", href=f"#f{numbers[one.fingerprint]}")
