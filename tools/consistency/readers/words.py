"""Status words: what they make of a sentence, a row, a heading or a page."""

from __future__ import annotations

import re
from functools import lru_cache

_NEGATED = re.compile(
    r"\b(not present|not installed|not running|not listening|not exposed|not used|not bound|must not|do not|don't|does not|doesn't|"
    r"never|no longer|isn't|is not|are not|aren't|cannot|can't|no listener|no listeners|no listening|nothing listen\w*|no service|"
    r"absent|not yet|should not|shouldn't|avoid|instead of|rather than|niet|nicht|não|no usa)\b|不要|不使用|не использ",
    re.IGNORECASE,
)
_RETIRED = re.compile(
    r"\b(deprecated|retired|removed|decommissioned|obsolete|formerly|previously|superseded|(?<!being )replaced by|moved (?:from|to)|migrated from|"
    r"was on|used to|renamed from|changed from|old port|old value|legacy port|sunset|no longer|dropped|turned off|shut down|abgeschaltet|"
    r"conflict avoided|descontinuad\w*|veraltet|已弃用|废弃)\b",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(planned|planning|proposed|proposal|tbd|future|upcoming|roadmap|not yet|to be (?:added|deployed|created|assigned|done)|todo|"
    r"coming soon|aspirational|candidate|if revived|wip|nothing binds|never built|reserved for future|would be|geplant|planejado|计划|"
    r"pending deployment|draft|suggested|optional future|when (?:we|it) (?:is|gets))\b|🔮|📅|🚧",
    re.IGNORECASE,
)
_ASSUMED = re.compile(
    r"\b(assumed|presumably|probably|likely|unverified|unconfirmed|guess|believed|annahme|vermutlich)\b|\(\?\)",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(examples?|for instance|e\.g|sample|such as|template|placeholder|snippets?|beispiel|exemplo|ejemplo|hypothetical|illustrat\w*|"
    r"before\s*(?:/|and|&)\s*after|tutorial|how[- ]to|quick ?start template|would look|looks like this)\b|示例|例如|пример",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"\b(historical|history|superseded|archived?|changelog|change log|release notes|journal|post-?mortem|retrospective|deprecated|"
    r"no longer exists?|legacy document|obsolete|decommissioned|outdated|lessons learned|meeting notes|incident report|"
    r"migration (?:log|history|notes)|conflicts? resolved|corrections?|previous(?:ly)?|what (?:was|has) changed|old (?:setup|layout|ports))\b|"
    r"历史|архив|histórico|ehemalig",
    re.IGNORECASE,
)
_PLAN = re.compile(
    r"\b(proposal|proposed|roadmap|planned|future|rfc|adr|design doc|vision|aspirational|backlog|ideas?|wish ?list|todo|draft|next steps|"
    r"migration plan|implementation plan|if revived|never built)\b|规划|план",
    re.IGNORECASE,
)
_USAGE = re.compile(
    r"\b(troubleshoot\w*|debug\w*|quick ?start|getting started|tutorial|walkthrough|usage|testing|verify|verification|examples?|"
    r"how[- ]to|cheat ?sheet|commands?|common (?:issues|problems|errors)|faq|best practices?|templates?|snippets?)\b",
    re.IGNORECASE,
)
_ACKNOWLEDGED = re.compile(
    r"⚠️?\s*(?:port )?conflict|\b(known conflict|conflicts? with|port conflict|do not run both|don't run both|not (?:run|start)(?:ed)? together|"
    r"mutually exclusive|either .{1,40} or|overlaps? with|known (?:issue|drift|mismatch|discrepanc\w+)|clash(?:es)? with|shares? (?:the )?port|"
    r"intentional(?:ly)? (?:the )?same|same port as|drift\b|acknowledged)",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def modality(text: str) -> str:
    """stated | assumed | planned | retired | negated | example, for a row, an item or a sentence."""
    if len(text) > 2000:
        text = text[:2000]
    if _EXAMPLE.search(text) and re.search(
        r"\be\.g|for instance|example|such as|sample|示例|例如", text, re.IGNORECASE
    ):
        return "example"
    if _PLANNED.search(text):
        return "planned"
    if _RETIRED.search(text):
        return "retired"
    if _NEGATED.search(text):
        return "negated"
    return "assumed" if _ASSUMED.search(text) else "stated"


@lru_cache(maxsize=4096)
def heading_modality(text: str) -> str:
    """What a heading makes of everything below it."""
    if re.search(
        r"\b(examples?|templates?|sample|snippets?|tutorial|conventions?|before\s*(?:/|and|&|→)\s*after)\b|示例",
        text,
        re.IGNORECASE,
    ):
        return "example"
    if _HISTORY.search(text) or re.search(r"\bretired\b|\bremoved\b", text, re.IGNORECASE):
        return "retired"
    return "planned" if _PLAN.search(text) else "stated"


def is_history(text: str) -> bool:
    return bool(_HISTORY.search(text))


def is_plan(text: str) -> bool:
    return bool(_PLAN.search(text))


def is_usage(text: str) -> bool:
    """A heading over commands and tutorials, where ports are used and not declared."""
    return bool(_USAGE.search(text))


def is_acknowledged(text: str) -> bool:
    """The place itself says that it conflicts."""
    return bool(_ACKNOWLEDGED.search(text))
