"""Status words: what they make of a sentence, a row, a heading or a page."""

from __future__ import annotations

import re
from functools import lru_cache

from consistency.model.pattern import lazily
from consistency.readers.cue import Cues, cue

_NEGATED = cue(
    "abse are aren avoi can cann do does don inst is isn must n neve nich niet no not noth rath shou",
    r"\b(not present|not installed|not running|not listening|not exposed|not used|not bound|must not|do not|don't|does not|doesn't|"
    r"never|no longer|isn't|is not|are not|aren't|cannot|can't|no listener|no listeners|no listening|nothing listen\w*|no service|"
    r"absent|not yet|should not|shouldn't|(?<!to )avoid|instead of|rather than|niet|nicht|não|no usa)\b|不要|不使用|не использ",
    "ã不н",
)
_RETIRED = cue(
    "abge bis chan conf deco depr desc drop form lega migr move no obso old prev remo rena repl reti shut "
    "suns supe turn unti used vera vorh was fr",
    r"\b(deprecated|retired|removed|decommissioned|obsolete|formerly|previously|superseded|(?<!being )replaced by|moved (?:from|to(?! port\b))|migrated from|"
    r"was on|used to|renamed from|changed from|old port|old value|legacy port|sunset|no longer|dropped|turned off|shut down|abgeschaltet|"
    r"until (?:the )?(?:\w+ )?(?:of )?(?:19|20)\d\d\b.{0,60}\b(?:was|were|ran|lived|used|had|listened)|bis (?:\w+ )?(?:19|20)\d\d\b.{0,40}\b(?:war|waren|lief|liefen|hörte)|"
    r"conflict avoided|descontinuad\w*|veraltet|vorher (?:war|waren|lief|liefen|hatte|hatten)|früher (?:\w+ )?(?:war|waren|lief|liefen|hatte|hatten)|已弃用|废弃)\b",
    "已废",
)
_PLANNED = cue(
    "aspi cand comi draf futu gepl if neve not noth opti pend plan prop rese road sugg tbd to todo upco when wip woul",
    r"\b(planned|planning|proposed|proposal|tbd|future|upcoming|roadmap|not yet|to be (?:added|deployed|created|assigned|done)|todo|"
    r"coming soon|aspirational|candidate|if revived|wip|nothing binds|never built|reserved for future|would be|geplant|planejado|计划|"
    r"pending deployment|draft|suggested|optional future|when (?:we|it) (?:is|gets))\b|🔮|📅|🚧",
    "计📅🔮🚧",
)
_ASSUMED = cue(
    "anna assu beli gues like pres prob unco unve verm",
    r"\b(assumed|presumably|probably|likely|unverified|unconfirmed|guess|believed|annahme|vermutlich)\b",
)
_EXAMPLE = cue(
    "befo beis e ejem exam exem for how hypo illu look othe plac quic samp snip such temp test tuto woul",
    r"\b(other than the default|other than default|examples?|for instance|e\.g|sample|such as|template|placeholder|snippets?|beispiel|exemplo|ejemplo|hypothetical|illustrat\w*|"
    r"before\s*(?:/|and|&)\s*after|tutorial|how[- ]to|quick ?start template|would look|looks like this|"
    r"tests? (?:start|run|launch|use|bring up|spin up)s? (?:their|its|an?) own)\b|示例|例如|пример",
    "п例示",
)
#: Domains and files, whose words say nothing: `id.example.com`.
_DOTTED = lazily(r"(?<![\w-])[\w-]{2,}(?:\.[\w-]{2,})+")
_FOR_INSTANCE = lazily(
    r"\be\.g|for instance|other than|example|such as|sample|\btests? \w+ (?:up )?\w+ own|示例|例如", re.IGNORECASE
)
_SAMPLES = cue(
    "add addi addr befo conv crea depl exam neue new port samp snip temp tuto vorl work",
    r"\b(?:add(?:ing)?|creat(?:e|ing)|deploy(?:ing)?) (?:a|an|another|new) (?:new )?(?:service|app|application|stack|container|host|server|site|agent|vm|mcp server)\b|"
    r"^new (?:service|app|stack|host|server|agent|site|mcp server)\b|^neue[rsn]? (?:dienst|service|host|server|agent|stack)\b|\bvorlagen?\b|"
    r"端口(?:号)?(?:已)?(?:被)?(?:占用|冲突)|\b((?:port|address)\b.{0,12}\balready (?:in use|allocated|taken|bound|occupied)|examples?|templates?|sample|snippets?|tutorial|conventions?|worktrees?|before\s*(?:/|and|&|→)\s*after)\b|示例",
    "示端",
)
_GONE = cue(
    "remo reti",
    r"\b(?:retired|removed)\b",
)
#: Of machines and programs that are none of this site's, and of ports that nobody may have.
_OF_OTHERS = cue(
    "bloc dang deni disa not out port",
    r"\b(?:blocked|denied|disallowed|dangerous) ports?\b|\bport (?:blocking|blocklist|denylist)\b|\bnot (?:mine|ours|my own|our own|managed (?:here|by (?:us|me))|under (?:our|my) control)\b|\bout of scope\b",
)
_HISTORY = cue(
    "alts arch chan conf corr deco depr earl wie ehem fr gesc hist inci jour lega less meet migr no obso old outd post prev "
    "rele retr supe what",
    r"\b(historical|history|superseded|archived?|changelog|change log|release notes|journal|post-?mortem|retrospective|deprecated|"
    r"no longer exists?|legacy document|obsolete|decommissioned|outdated|lessons learned|meeting notes|incident report|"
    r"earlier (?:life|setups?|years|times|versions?)|wie es früher war|geschichte|migration (?:log|history|notes)|conflicts? resolved|corrections?|previous(?:ly)?|what (?:was|has) changed|old (?:setup|layout|ports))\b|"
    r"历史|已?废弃|弃用|过时|已下线|旧版|архив|\b(?:histórico|ehemalig|altsystem)",
    "а历已废弃过旧",
)
_PLAN = cue(
    "adr aspi back desi draf futu idea if impl migr neve next plan prop rfc road todo visi wish",
    r"\b(proposal|proposed|roadmap|planned|future|rfc|adr|design doc|vision|aspirational|backlog|(?<!the )ideas?|wish ?list|todo|draft|next steps|"
    r"migration plan|implementation plan|if revived|never built)\b|规划|план",
    "п规",
)
_USAGE = cue(
    "best chea comm debu exam faq gett how quic snip temp test trou tuto usag veri walk",
    r"\b(troubleshoot\w*|debug\w*|quick ?start|getting started|tutorial|walkthrough|usage|testing|verify|verification|examples?|"
    r"how[- ]to|cheat ?sheet|commands?|common (?:issues|problems|errors)|faq|best practices?|templates?|snippets?)\b",
)
_ACKNOWLEDGED = cue(
    "ackn agre appr ausn clas conf deli do docu don drif eith expl gene gran inte know mutu not over port pred same shar",
    r"⚠️?\s*(?:port )?conflict|\b(known conflict|conflicts? with|port conflict|do not run both|don't run both|not (?:run|start)(?:ed)? together|"
    r"mutually exclusive|either .{1,40} or|overlaps? with|known (?:issue|drift|mismatch|discrepanc\w+)|clash(?:es)? with|shares? (?:the )?port|"
    r"intentional(?:ly)? (?:the )?same|same port as|drift\b|acknowledged|predates? the (?:blocks?|ranges?|plan|scheme|register|registry)|"
    r"(?:agreed|approved|documented|deliberate|explicit|known|granted) exception|ausnahme genehmigt|genehmigte ausnahme|grandfathered)",
    "⚠",
)


_MODALITIES = Cues(_EXAMPLE, _PLANNED, _RETIRED, _NEGATED, _ASSUMED)


def may_say_how(text: str) -> bool:
    """False where the modality of the text, and of what is left of it when words are cut out, is stated."""
    return _MODALITIES.may_be_said(text) or "(?)" in text


def modality(text: str) -> str:
    """stated | assumed | planned | retired | negated | example, for a row, an item or a sentence."""
    if len(text) > 2000:
        text = text[:2000]
    if not may_say_how(text):
        return "stated"
    if "." in text:
        text = _DOTTED.sub(" ", text)
    if "  " in text:
        text = " ".join(text.split())  # `do **not** use`, its markup masked
    if _EXAMPLE.said(text) and _FOR_INSTANCE.search(text):
        return "example"
    if _PLANNED.said(text):
        return "planned"
    if _RETIRED.said(text):
        return "retired"
    if _NEGATED.said(text):
        return "negated"
    return "assumed" if "(?)" in text or _ASSUMED.said(text) else "stated"


@lru_cache(maxsize=4096)
def heading_modality(text: str) -> str:
    """What a heading makes of everything below it."""
    if "." in text:
        text = _DOTTED.sub(" ", text)
    if _SAMPLES.said(text) or _OF_OTHERS.said(text):
        return "example"
    if _HISTORY.said(text) or _GONE.said(text):
        return "retired"
    return "planned" if _PLAN.said(text) else "stated"


def is_history(text: str) -> bool:
    return _HISTORY.said(text)


def is_usage(text: str) -> bool:
    """A heading over commands and tutorials, where ports are used and not declared."""
    return _USAGE.said(text)


def is_acknowledged(text: str) -> bool:
    """The place itself says that it conflicts."""
    return _ACKNOWLEDGED.said(text)
