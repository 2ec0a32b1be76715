"""Sentences that say on which numbered machine something runs: `The mailer is a Go worker on app-01.`"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, words
from consistency.readers.context import Context, make

#: Machines that are told apart by a number at the end are machines; `runs on Linux`, `on port` are none.
_HOST = r"[`*]{0,3}(?P<host>[a-z][a-z-]{1,24}\d{1,2})[`*]{0,3}(?![\w:/]|\.\w|-\w)"
_SAID = lazily(
    r"(?:^|(?<=[.;!]\s))[\s>*•-]{0,4}(?:The\s|Our\s|Der\s|Die\s|Das\s)?[`*]{0,3}(?P<name>[A-Za-z][\w.+-]{1,30}(?:\s[A-Z][\w.+-]{1,20})?)[`*]{0,3}\s"
    r"(?:is\san?\s(?:[\w-]{1,20}\s){1,4}|(?:runs|lives|sits|is\s(?:running|hosted|deployed)|läuft|wohnt)\s(?:as\s(?:[\w-]{1,20}\s){1,4})?(?:only\s)?)"
    rf"(?:on|auf)\s(?:the\shost\s|host\s|der\s|dem\s)?{_HOST}"
)
#: `mailer moves from app-01 to app-02`.
_MOVED = lazily(
    r"(?:^|(?<=[.;!]\s))[\s`*]{0,4}(?P<name>[A-Za-z][\w.+-]{1,30})[`*]{0,3}\s(?:moves?|moved|is\smoved|was\smoved)\sfrom\s[`*]{0,3}[a-z][a-z-]{1,24}\d{1,2}[`*]{0,3}\sto\s"
    + _HOST
)
#: Of every such machine there may be one.
_ANYTHING = frozenset(
    "it this that everything all each one nothing which who service services server app application agent exporter node".split()
)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """host claims, each of the service that begins the sentence."""
    text = passage.text
    if (
        context.role != "canon"
        or context.modality != "stated"
        or not ("on " in text or "auf " in text or " to " in text)
    ):
        return
    for pattern, holds in ((_SAID, ("stated",)), (_MOVED, ("stated", "retired"))):  # "moved" sounds like the latter
        for match in pattern.finditer(text):
            name, host = match["name"], match["host"]
            if name.lower() in _ANYTHING or not phrases.is_name(name) or words.modality(match[0]) not in holds:
                continue
            yield make(
                context, passage, *match.span("host"), "host", host, service=name, host=host, source="prose",
                statement=f"L{passage.span(*match.span('host')).line}",
            )  # fmt: skip
