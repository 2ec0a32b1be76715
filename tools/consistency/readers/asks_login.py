"""Sentences that say whether a service asks who calls it: `Qdrant runs without authentication`, `Sonarr: forms login is required`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make

#: One of these is in every such sentence.
_SIGNS = (
    "without auth",
    "no auth",
    "no API key",
    "no login",
    "no password",
    "required",
    "without a ",
    "without any auth",
)
_WHAT = r"(?:auth(?:entication)?|API keys?|logins?|passwords?|credentials)"
_NAME = r"(?:The\s+)?[`*\s]{0,4}(?P<name>[A-Z][\w.+-]*(?:\s[A-Z][\w.+-]*){0,2})[`*\s]{0,4}"
_NONE = lazily(
    rf"(?:^|(?<=[.!]\s)|(?<=[>*+-]\s))(?:{_NAME}(?<=[\s`*])(?:runs|works|has|comes|is\srunning)\s+(?P<word>(?:without|with\sno|no)\s+(?:an?\s+|any\s+)?{_WHAT})"
    rf"|There(?:['’]s|\sis|\sare)\s+(?P<also>no\s+{_WHAT})\s+on\s+(?:the\s+)?[`*]*(?P<on>[A-Z][\w.+-]*))(?![\w-])"
)
_REQUIRED = lazily(
    rf"(?:^|(?<=[.!]\s)|(?<=[>*+-]\s)){_NAME}:[`*]*\s+(?P<word>(?:forms\s+|basic\s+)?(?:login|auth(?:entication)?|password|token|API\skey)\s+(?:is\s+)?required)\b"
)
#: Somebody else asks, or only some are asked, or not everywhere.
_BEFORE = lazily(
    r"\b(?:behind|proxy|in front|gateway|authelia|authentik|oauth\w*|cloudflare|locally|by default|default|unless|if|except|until|only on|"
    r"loopback|127\.0\.0\.1|localhost|dev|test\w*|example|should|must|never|optional\w*)\b",
    re.IGNORECASE,
)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """auth claims of the service that begins the sentence."""
    if context.role != "canon" or context.modality != "stated" or not any(sign in passage.text for sign in _SIGNS):
        return
    text = mask(passage.text)
    if _BEFORE.search(text):
        return
    for value, pattern in (("none", _NONE), ("required", _REQUIRED)):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            word = "word" if groups["word"] else "also"
            service = groups["name"] or groups.get("on", "")
            if phrases.is_name(service):
                yield make(
                    context, passage, *match.span(word), "auth", value, service=service, source="prose", statement=f"L{passage.line}"
                )  # fmt: skip
