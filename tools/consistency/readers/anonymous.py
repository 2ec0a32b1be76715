"""Whether a program lets in who does not log in, as pages say it of those whose settings are read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make

#: Those of which a file of config says it.
_PROGRAMS = lazily(r"\b(?:Grafana|Mosquitto|ntfy)\b", re.IGNORECASE)
_LOGIN = lazily(
    r"\b(?P<name>Grafana|Mosquitto|ntfy)\s+(?P<login>requires\s+a\s+(?:login|password|user\s?name\s+and\s+(?:a\s+)?password))\b(?!\s+(?:for|to|when|if|from)\b)",
    re.IGNORECASE,
)
#: `Mosquitto only accepts clients with a username and password`.
_TAKES = lazily(
    r"\b(?P<name>Grafana|Mosquitto|ntfy)\s+(?:only\s+)?(?:accepts|takes|lets\s+in)\s+(?:only\s+)?(?:clients|connections|users|devices)\s+"
    r"(?P<login>with\s+(?:an?\s+)?(?:user\s?names?|users?|passwords?|logins?|accounts?|credentials))\b",
    re.IGNORECASE,
)
_OFF = lazily(
    r"\b(?P<login>(?:anonym|(?:anonymous|anonymer)\s+(?:access|logins?|connections?|clients|zugriff|zugang))\s+(?:is|are|ist)\s+"
    r"(?:switched\s+off|turned\s+off|off|disabled|not\s+allowed|forbidden|refused|rejected|abgeschaltet|ausgeschaltet|deaktiviert|verboten|aus))\b",
    re.IGNORECASE,
)
#: `Grafana has local accounts only and no anonymous access`.
_WITHOUT = lazily(
    r"\b(?P<name>Grafana|Mosquitto|ntfy)\s+(?:has|offers|allows|gives)\b[^.;:!?]{0,60}?[\s*_]+(?P<login>no[\s*_]+anonymous[\s*_]+(?:access|logins?|users?|connections?))\b",
    re.IGNORECASE,
)
#: `There is no anonymous access`, of the program that the paragraph names.
_NONE = lazily(
    r"\bthere\s+is\s+(?P<login>no[\s*_]+anonymous[\s*_]+(?:access|logins?|users?|connections?|viewing))\b",
    re.IGNORECASE,
)
#: What a cell says in few words: `Entra ID, no anonymous access`, `LDAP, anonymous read`.
_IN_CELL = lazily(
    r"(?:^|[,;(.])\s*(?:(?P<login>no[\s*_]+anonymous(?:[\s*_]+(?:access|logins?|users?|viewing|viewers?))?|"
    r"anonymous(?:\s+(?:access|logins?|users?|viewing))?\s+(?:disabled|denied|off|refused|forbidden|not\s+allowed))|"
    r"(?P<anonymous>anonymous\s+(?:read(?:\s+access)?|viewing|viewers?)))\s*(?=$|[,;).])",
    re.IGNORECASE,
)
#: `Grafana is reachable without login for viewing`.
_FREE = lazily(
    r"\b(?P<name>Grafana|Mosquitto|ntfy)\s+(?:is|can\s+be|ist)\s+(?:(?!\b(?:not|never|no|nicht|nie)\b)[^.;:!?]){0,40}?\b(?P<anonymous>(?:without|ohne)\s+(?:a\s+|any\s+)?(?:login|logging\s+in|password|anmeldung))\b",
    re.IGNORECASE,
)
_ON = lazily(
    r"\b(?P<anonymous>(?:anonymous|anonymer)\s+(?:viewer\s+|read\s+)?(?:access|logins?|connections?|clients|zugriff|zugang)\s+(?:(?:is|are|ist)\s+"
    r"(?:on|enabled|allowed|accepted|permitted|possible|fine|okay|ok|eingeschaltet|aktiviert|erlaubt|möglich)|(?:(?:is|are|ist)\s+)?(?:switched|turned)\s+on))\b",
    re.IGNORECASE,
)
#: What is so only where something else is, or not at all.
_ONLY_IF = lazily(
    r"\b(?:if|when|unless|once|until|no|not|never|should|can|wenn|falls|sobald|kein\w*|nicht)\b", re.IGNORECASE
)
#: A longer cell is no name.
_WORDS_OF_NAME = 3
_WORDS = ("anonym", "requires", "without", "ohne", "accepts", "takes", "lets in")
_SENTENCES = (_LOGIN, _TAKES, _OFF, _WITHOUT, _NONE, _FREE, _ON)
#: A row of two cells about it.
_PAIR = 2
_ASKED = lazily(
    r"(?:allow )?anonym(?:ous|e[rs]?)?(?: (?:access|log-?ins?|connections?|clients|users?|zugriff|zugang))?\??",
    re.IGNORECASE,
)
_ANSWER = lazily(
    r"\W*(?:(?P<login>disabled|off|no|none|denied|forbidden|not allowed|false|nein|aus)|(?P<anonymous>enabled|on|yes|allowed|true|ja|an))\b(?!\s+(?:if|when|but|for|from|only|in)\b)",
    re.IGNORECASE,
)
_ENDS = lazily(r"[.!?;]\s+")


def anonymous(context: Context, text: str, blocks: Sequence[Block]) -> Iterator[Claim]:
    """login and anonymous, of the program that the sentence, or its row, names, else the headings, else the only one of the page."""
    for block in blocks:
        if block.table and not block.quoted:
            for row in block.table.rows:
                texts = [mask(cell.text).strip() for cell in row]
                named = " | ".join(one for one in texts if len(one.split()) <= _WORDS_OF_NAME)
                if len(row) == _PAIR and _ASKED.fullmatch(texts[0]):
                    yield from _answered(context, row[1], text)
                yield from (claim for cell in row for claim in _told(context, cell, (named,), (*_SENTENCES, _IN_CELL)))
        elif block.kind in ("paragraph", "item") and not block.quoted:
            yield from _told(context, block.passage, (mask(block.passage.text), context.section, text))


def _answered(context: Context, cell: Passage, text: str) -> Iterator[Claim]:
    """`Anonymous access | disabled`, of the program that the headings name, or the only one of the page."""
    match = _ANSWER.match(mask(cell.text))
    service = _program(context.section, text) if match else ""
    if match and service:
        kind = match.lastgroup or ""
        yield make(
            context, cell, *match.span(kind), "gate", kind, service=service, host="", source="prose", statement=f"L{cell.line}"
        )  # fmt: skip


def _told(
    context: Context, passage: Passage, places: Sequence[str], patterns: Sequence[re.Pattern[str]] = _SENTENCES
) -> Iterator[Claim]:
    lowered = passage.text.lower()
    if not any(word in lowered for word in _WORDS):
        return
    said = mask(passage.text)
    for pattern in patterns:
        for match in pattern.finditer(said):
            service = match.groupdict().get("name") or _program(*places)
            kind = match.lastgroup or ""
            condition = "" if pattern is _IN_CELL else _ENDS.split(said[: match.start()])[-1]
            if service and not _ONLY_IF.search(condition):
                line = passage.slice(*match.span(kind)).line
                yield make(
                    context, passage, *match.span(kind), "gate", kind, service=service, host="", source="prose", statement=f"L{line}"
                )  # fmt: skip


def _program(*places: str) -> str:
    for place in places:
        names = {match[0].lower(): match[0] for match in _PROGRAMS.finditer(place)}
        if names:
            return min(names.values()) if len(names) == 1 else ""
    return ""
