"""Whose word a document is: its role, its date and what its first lines say of all of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.readers import words

_EVIDENCE_DIRS = frozenset("snapshots snapshot evidence observations captures".split())
_HISTORY_DIRS = frozenset(
    "archive archives archived archiv _archive history historical old legacy deprecated obsolete attic changelog changelogs changes relnotes release-notes whatsnew journal journals "
    "log logs logbook logbuch diary tagebuch postmortems post-mortems incidents retros retrospectives sessions session-logs session-history session_history worklog devlog versions releases".split()
)
_PLAN_DIRS = frozenset(
    "plans plan planning proposals proposal roadmap roadmaps rfcs rfc adr adrs decisions backlog ideas drafts design-docs prds prd specs specifications .planning research".split()
)
#: What somebody does about a backlog is no plan.
_RUNBOOK_DIRS = frozenset("runbooks runbook playbooks oncall on-call sop sops".split())
_EXAMPLE_DIRS = frozenset(
    "tests test e2e templates template vorlagen examples example samples sample fixtures testdata boilerplate skeleton scaffolds".split()
)
_HISTORY_NAME = lazily(
    r"^(change-?log|changes(?=$|[-_.]v?\d)|history|news|rel(?:ease)?[-_]?notes?|what-?s[-_]?new|migration[-_](?:log|notes|history|20\d\d)|decommissioned|graveyard|journal|worklog|session[-_].*|.*[-_]archive[d]?|.*\.(?:old|bak)|(?:.*[-_])?tests?[-_](?:reports?|results?)$)\b",
    re.I,
)
#: A page to be copied: `vorlage-server.md`, `TEMPLATE.md`.
_TEMPLATE_NAME = lazily(r"(?:^|[-_.])(?:template|vorlage|muster|plantilla|modelo)(?:[-_.]|$)", re.I)
_PLAN_NAME = lazily(
    r"(?:^|[-_. ])(roadmap|proposal|rfc|adr|todo|backlog|ideas|plan|plans|planning|prd)(?:[-_. ]|$|\d)", re.I
)
#: A port plan, an address plan: what is given to whom, and not what is to be.
_ALLOCATED = lazily(r"(?:^|[-_. ])(?:port|ip|address(?:ing)?|vlan|network|subnet|number(?:ing)?)s?[-_. ]?plan\b", re.I)
_EVIDENCE_NAME = lazily(
    r"reality[-_ ]?(?:snapshot|check)|(?:^|[-_ ])snapshot(?:[-_ ]|$)|(?:test(?:s|ing)?|probe|scan)[-_ ]?(?:log|results?|report)$|observed",
    re.I,
)
_EVIDENCE_TITLE = lazily(
    r"\b(reality snapshot|snapshot of|observed state|(?:testing|test|probe|scan) (?:log|results?)|evidence snapshot)\b",
    re.I,
)
_DATE = lazily(r"(?<!\d)(20\d\d)[-_./](0[1-9]|1[0-2])[-_./](0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = {name: index for index, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WRITTEN = lazily(
    r"\b(?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>20\d\d)\b"
)
_DAY_FIRST = lazily(
    r"\b(?P<day>[0-3]?\d)(?:st|nd|rd|th|\.)? (?P<month>Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?,? (?P<year>20\d\d)\b"
)
_BANNER = lazily(
    r"^[\s>*_#|!\[\]-]*(?:[^\w\s]{0,4}\s*)?(?:\*\*)?(?:status\W{0,5})?\W{0,4}(?P<word>historical|superseded|archived|deprecated|obsolete|outdated|retired|no longer (?:valid|current|maintained)|"
    r"archiv(?=[.:,\s]|$)|archive(?=[.:,]|$)|nothing (?:here|of this|below) (?:runs|is running|exists)|nichts (?:davon|hiervon) läuft|abgeschlossen am|veraltet|überholt|abgelöst|archiviert|nicht mehr (?:gültig|aktuell|gepflegt)|"
    r"proposed|proposal|draft|planned|planning|not (?:yet )?(?:implemented|deployed|built)|never built|aspirational)\b",
    re.IGNORECASE,
)


#: What a record says of itself, in one of its first lines, once there is a later one.
_SUPERSEDED = lazily(r"[\s>*_!\[\]]*(?:superseded|replaced|abgelöst|ersetzt) (?:by|durch)\b", re.IGNORECASE)
_OVER = lazily(r"\((?:superseded|outdated|obsolete|abgelöst|überholt|veraltet)\b", re.IGNORECASE)
_FIRST = 6
#: One of these is in every banner.
_BANNERS = (
    "historical", "superseded", "archiv", "nothing ", "nichts ", "deprecated", "obsolete", "outdated", "retired", "no longer",
    "abgeschlossen", "veraltet", "überholt", "abgelöst", "nicht mehr",
    "propos", "draft", "plan", "not ", "implemented", "never built", "aspirational", "\u017f", "\u0131",
)  # fmt: skip


#: Front matter of who is to be played, with which tools or by which model, and not of a page about this site.
_PLAYED = lazily(r"---\n(?=(?:(?!---).*\n)*?description:)(?:(?!---).*\n)*?(?:tools|model|color):\s*\S")


class Standing(NamedTuple):
    """role as in a claim; observed_on (ISO date) of evidence; modality that holds for the whole document."""

    role: str
    observed_on: str = ""
    modality: str = "stated"


def is_part(head: str) -> bool:
    """Whether a text is the part that an assistant plays: what it knows in general, in fences for anybody."""
    return head.startswith("---\n") and _PLAYED.match(head) is not None


def date_in(text: str) -> str:
    """The first date in a text, ISO; "" for none."""
    if match := _DATE.search(text):
        return "-".join(match.groups())
    if "20" in text and (match := _WRITTEN.search(text) or _DAY_FIRST.search(text)):
        return f"{match['year']}-{_MONTHS[match['month'].lower()]:02d}-{int(match['day']):02d}"
    return ""


def standing(path: str, head: str, configured: str = "") -> Standing:
    """The document's standing: the role that the configuration gives, else from path, title and first lines (`head`)."""
    if configured:
        return Standing(configured, _observed(path, head) if configured == "evidence" else "")
    folders = path.lower().split("/")[:-1]
    stem = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    lines = [line for line in head.split("\n") if line.strip()]
    title = next((line.lstrip("# ").strip() for line in lines if line.startswith("# ")), lines[0] if lines else "")
    if _EVIDENCE_DIRS & set(folders) or _EVIDENCE_NAME.search(stem) or _EVIDENCE_TITLE.search(title):
        observed = _observed(path, head)
        if observed:
            over = _OVER.search(title) or any(map(_SUPERSEDED.match, lines[:_FIRST]))
            return Standing("history" if over else "evidence", observed)
    if _HISTORY_DIRS & set(folders) or _HISTORY_NAME.match(stem):
        return Standing("history")
    told = _ALLOCATED.search(stem) or _RUNBOOK_DIRS & set(folders)
    if _PLAN_DIRS & set(folders) or (_PLAN_NAME.search(stem) and not told):
        return Standing("plan")
    banner = _banner(title, lines[:14])
    if banner:
        return Standing(banner)
    if _EXAMPLE_DIRS & set(folders) or _TEMPLATE_NAME.search(stem):
        return Standing("canon", "", "example")
    return Standing("canon")


def _observed(path: str, head: str) -> str:
    return date_in(path.rsplit("/", 1)[-1]) or date_in(head[:4000])


def _banner(title: str, lines: list[str]) -> str:
    """What the title or a status banner in the first lines makes of the page."""
    if words.is_history(re.sub(r"\bmigration\b", "", title, flags=re.I)) and re.search(
        r"\b(historical|superseded|archived?|deprecated|obsolete|changelog|history|postmortem|retrospective)\b",
        title,
        re.I,
    ):
        return "history"
    if not title.lower().startswith(("runbook", "playbook")) and re.search(
        r"\b(proposal|proposed|roadmap|rfc|adr|draft|vision|backlog|implementation plan|migration plan)\b", title, re.I
    ):
        return "plan"
    for line in lines:
        if not (line.lstrip()[:1] in ">*_!#" or line.upper().startswith("STATUS")):
            continue
        lowered = line.lower()
        if line.lstrip().startswith("##") and "status" not in lowered:
            continue  # a section of the page, and not what the page is
        if any(word in lowered for word in _BANNERS) and (match := _BANNER.match(line)):
            word = match["word"].lower()
            return "plan" if word.startswith(("propos", "draft", "plan", "not ", "never", "aspir")) else "history"
    return ""
