"""What an item or a paragraph makes of what stands below it: whose it is, on which host, and how it is meant."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from consistency.markdown.inline import mask
from consistency.model.name import shown
from consistency.model.pattern import lazily
from consistency.readers import phrases, sentence, words
from consistency.readers.context import service_in
from consistency.readers.headers import environment
from consistency.readers.line import host_of_item
from consistency.readers.topics import is_field

#: What follows is one way of many.
_FOR_INSTANCE = lazily(
    r"\boptional(?:ly)?\b[^.;:]{0,40}\b(?:append|add|set|override|settings|variables|overrides)\b|"
    r"\b(?:for instance|for example|e\.g\.|zum Beispiel|z\.B\.|par exemple|por ejemplo|por exemplo):?$"
    r"|\b(?:choose|give|pick|publish(?:ing)?|set|specify|try|use|using)\b[^.;:]{0,30}\b(?:another|different|free|other|unused) (?:host )?port\b(?! \d)",
    re.IGNORECASE,
)
_SCOPE = lazily(r"[\s`*_]*(?P<scope>production|prod|staging|development)\b[`*_]*\s*[.:]", re.IGNORECASE)
_TEMPLATE = lazily(
    r"\b(?:template|vorlage|muster|sample|skeleton|example|beispiel)\b[^.:]{0,20}:[\s`*_]*$", re.IGNORECASE
)
#: A longer paragraph tells of a machine, and does not say that all below it is there.
_SHORT = 80
_INTRODUCES = lazily(
    r"\W*(?:an? |the |these |this (?:page|table|list)|below|following|here|examples?|samples?|old|previous)\b",
    re.IGNORECASE,
)
#: `All run on anvil, bound to 127.0.0.1.`: where those are that stand below.
_ALL_ON = lazily(
    r"\W*(?:All|Everything|They all|These all|These|Alle)(?: of (?:them|these)| (?:these )?(?:servers|services|apps|containers|stacks))?\s+"
    r"(?:run|runs|live|lives|listen|laufen|läuft)\s+(?:on|auf)\s+[`*]*(?P<host>[a-z][\w-]*)[`*]*(?=[\s,.;:]|$)"
)
#: `On mon, everything from Debian's packages`, of a name that is marked: its marks are blanks here.
_ON_ALL = lazily(r"\W*(?:On|Auf)\s[\s`*]+(?P<host>[a-z][\w-]*)[\s`*]*,\s+(?:everything|all|alles|alle)\b")
_PORTS = lazily(r"\bports?\b", re.IGNORECASE)
_LABEL_END = lazily(r":(?=\s|$)|\s[–—-]\s|\s\(")
_CODE = lazily(r"[{}\[\]=;<>$]|[\w.]\(")
#: `For backend clients, use:` begins a sentence.
_OPENING = lazily(r"(?:for|under|if|when|to|with|from|on|in|at|as|or|and|then)\s", re.IGNORECASE)
_NUMBER = lazily(r"\d{3,}")
_NOW = lazily(r"\b(?:now|jetzt|inzwischen|today)\b", re.IGNORECASE)


class Made(NamedTuple):
    """What an item makes of the items below it: a service, a host, or nothing."""

    service: str
    host: str


@lru_cache(maxsize=256)
def of_item(source: str) -> Made:
    """By its words, with their markup: `Grafana on mini` makes a service and a host."""
    text = mask(source)
    label = shown(_LABEL_END.split(text, maxsplit=1)[0])
    host = host_of_item(text) if len(text) < 80 else ""
    if (
        not label
        or len(label.split()) > 5
        or is_field(label)
        or label.isdigit()
        or _CODE.search(label)
        or _OPENING.match(label)
        or (phrases.is_instruction(text) and not phrases.is_name(label))
    ):
        return Made("", host)
    return Made("" if _NUMBER.search(label) else label, host)


class Lead(NamedTuple):
    """What a paragraph makes of the list, table or fence below it."""

    service: str
    host: str
    modality: str
    ports: bool


@lru_cache(maxsize=256)
def of_paragraph(text: str) -> Lead:
    """By its words, without markup."""
    modality = words.heading_modality(text) if len(text) < 200 else "stated"
    modality = "stated" if modality == "example" and _NOW.search(text) else modality  # `Once templates, now a file`
    modality = "example" if modality == "stated" and is_one_way(text) else modality
    all_on = _ALL_ON.match(text) if " on " in text or " auf " in text else _ON_ALL.match(text)
    placed = all_on["host"] if all_on and sentence.may_be_machine(all_on["host"]) else ""
    host = placed or (host_of_item(text) if len(text) < _SHORT or text.endswith(":") else "")
    return Lead(_lead_service(text), host, modality, _PORTS.search(text) is not None)


def is_one_way(text: str) -> bool:
    """Whether what follows a paragraph is one way of many."""
    return _FOR_INSTANCE.search(text) is not None


def scope_of(lead: str) -> str:
    """The environment with which the words above a table begin, and nothing else before their first stop: `Production. Port is ...`."""
    match = _SCOPE.match(lead)
    return environment(match["scope"]) if match else ""


def is_template(text: str) -> bool:
    """Whether what hangs below an item is there to be copied: `2. Make a folder. Template:`."""
    return _TEMPLATE.search(text) is not None or is_one_way(text)


def of_introduction(lead: str) -> str:
    """What the words below a title say of a page is what it is about, a sample, a journal, unless they say how it stands."""
    if _INTRODUCES.match(lead):
        return words.heading_modality(lead)
    said = words.modality(lead)
    return said if said in ("planned", "retired") else "stated"


def _lead_service(lead: str) -> str:
    """`LiteLLM:` above a list is the service of the list."""
    if not lead.endswith(":") or len(lead) > 60:
        return ""
    name = shown(lead.rstrip(":"))
    return "" if is_field(name) or len(name.split()) > 4 or not service_in(name) else name
