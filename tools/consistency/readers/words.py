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
_FOR_INSTANCE = re.compile(r"\be\.g|for instance|example|such as|sample|示例|例如", re.IGNORECASE)
_SAMPLES = re.compile(
    r"\b(examples?|templates?|sample|snippets?|tutorial|conventions?|before\s*(?:/|and|&|→)\s*after)\b|示例",
    re.IGNORECASE,
)
_GONE = re.compile(r"\b(?:retired|removed)\b", re.IGNORECASE)
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


#: What the cues above begin with: the first four letters of their first words, and signs that are no ASCII letters.
#: Most texts hold none of them, which is seen much sooner than that no pattern matches. Ignoring case takes ı and ſ for i
#: and s.
_MODALITY = frozenset(
    """abge abse anna are aren aspi assu avoi befo beis beli can cand cann chan comi conf deco depr desc do does
    don draf drop e ejem exam exem for form futu gepl gues how hypo if illu inst is isn lega like look migr
    move must neve nich niet no not noth obso old opti pend plac plan pres prev prob prop quic rath remo rena
    repl rese reti road samp shou shut snip such sugg suns supe tbd temp to todo turn tuto unco unve upco
    used vera verm was when wip woul""".split()
)
_HEADING = frozenset(
    """adr arch aspi back befo chan conf conv corr deco depr desi draf ehem exam futu hist idea if impl inci
    jour lega less meet migr neve next no obso old outd plan post prev prop rele remo reti retr rfc road samp
    snip supe temp todo tuto visi what wish""".split()
)
_USED = frozenset("""best chea comm debu exam faq gett how quic snip temp test trou tuto usag veri walk""".split())
_KNOWN = frozenset("""ackn clas conf do don drif eith inte know mutu not over port same shar""".split())
_SIGNS = re.compile(r"\(\?\)|ehemalig|histórico|[ãанп不例历已废示规计⚠📅🔮🚧ıſ\u0307]")
_WORD = re.compile("[a-z]+")


def _begins(text: str, heads: frozenset[str]) -> bool:
    """Whether a cue can be in the text: one of its words begins like one."""
    words, signs = _words(text)
    return signs or not heads.isdisjoint(words)


@lru_cache(maxsize=64)
def _words(text: str) -> tuple[frozenset[str], bool]:
    lowered = text.lower()
    plain = lowered.isascii() and "(?)" not in lowered and "ehemalig" not in lowered
    return frozenset([word[:4] for word in _WORD.findall(lowered)]), not plain and _SIGNS.search(lowered) is not None


def modality(text: str) -> str:
    """stated | assumed | planned | retired | negated | example, for a row, an item or a sentence."""
    return _modality(text) if _begins(text, _MODALITY) else "stated"


@lru_cache(maxsize=4096)
def _modality(text: str) -> str:
    if len(text) > 2000:
        text = text[:2000]
    if _EXAMPLE.search(text) and _FOR_INSTANCE.search(text):
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
    if not _begins(text, _HEADING):
        return "stated"
    if _SAMPLES.search(text):
        return "example"
    if _HISTORY.search(text) or _GONE.search(text):
        return "retired"
    return "planned" if _PLAN.search(text) else "stated"


def is_history(text: str) -> bool:
    return bool(_HISTORY.search(text))


def is_plan(text: str) -> bool:
    return bool(_PLAN.search(text))


def is_usage(text: str) -> bool:
    """A heading over commands and tutorials, where ports are used and not declared."""
    return _begins(text, _USED) and _USAGE.search(text) is not None


def is_acknowledged(text: str) -> bool:
    """The place itself says that it conflicts."""
    return _begins(text, _KNOWN) and _ACKNOWLEDGED.search(text) is not None
