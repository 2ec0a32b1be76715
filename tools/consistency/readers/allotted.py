"""Ranges that a sentence gives to somebody: `Use 7xxx for media services`, `Ports 8100-8199 are reserved for the apps`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import ranges, words
from consistency.readers.context import Context
from consistency.readers.shape import ITEM, Shape

_RANGE = lazily(r"(?<![\w.:/-])(?:[1-9]\d{0,3}[xX]{1,4}|[1-9]\d{3,4}\s?(?:-|–|to)\s?[1-9]\d{3,4})(?![\w:/])")
#: `8400–8409 application services (web, api)`.
_LISTED = lazily(
    r"[\s>*+•`_-]*(?P<range>[1-9]\d{3,4}\s?(?:-|–)\s?[1-9]\d{3,4})[\s`*_]+(?P<owner>[^\W\d_][^()\d:=→]{2,50}?)\s*(?:\((?P<members>[^()]*)\)\s*)?\.?\s*$"
)
#: What stands between a range and whom it is for.
_FOR = lazily(
    r"[`*_\s]*(?:range|block|ports)?[`*_\s]*(?:(?:is|are|stays?)\s+)?"
    r"(?:(?:reserved|allocated|assigned|allotted|set aside|kept|used)\s+)?(?:for|to)\s+(?:(?:the|our|all|any)\s+)?",
    re.IGNORECASE,
)
#: What stands between somebody and the range that they use.
_USING = lazily(
    r"\s+(?:must\s+|should\s+)?(?:use|uses|get|gets|live in|stay in|listen in)\s+(?:only\s+)?(?:(?:the\s+)?(?:ports?|range|block)\s+)*[`*_]*$",
    re.IGNORECASE,
)
_NAME = lazily(r"[^\W\d_][\w.-]*(?:[ /&+-]+[^\W_][\w.-]*){0,3}")
#: Words with which something else begins than a name.
_ENDS = lazily(
    r"\s(?:to|so|and|in|on|at|as|by|if|when|which|that|only|because|while|with|from|instead|since|not)(?:\s|$)",
    re.IGNORECASE,
)
_ARTICLE = lazily(r"^(?:the|our|all|any)\s+", re.IGNORECASE)
_YEARS = lazily(r"(?:19|20)\d\d\D+(?:19|20)\d\d")
_PURPOSE = lazily(r"\s(?:(?:in order )?to|so)\s.*", re.DOTALL)
_NOBODY = frozenset("them these this it that others other everything development testing conflict avoid".split())


def read(passage: Passage, text: str, context: Context, shape: Shape) -> Iterator[Claim]:
    """The range for whom it is said to be, where the words speak of ports; nothing where it is for nobody in particular.

    `text` is the passage's, masked.
    """
    found = _RANGE.search(text)
    if found and shape is ITEM and (listed := _LISTED.match(text)) and _are_ports(context):
        yield from _item(passage, listed, context, shape)
        return
    if not found or not ranges.speaks_of_ports(text) or _RANGE.search(text, found.end()) or _YEARS.fullmatch(found[0]):
        return
    owner = _behind(text, found.end()) or _before(text, found.start())
    if owner:
        if context.modality == "negated":  # `to avoid conflicts` is what it is good for
            context = context._replace(modality=words.modality(_PURPOSE.sub("", text)))
        yield from ranges.allocation(
            passage,
            found.start(),
            owner,
            ranges.is_available(text[: _clause(text, found.end())]),
            context,
            f"L{passage.line}",
            shape.name,
            found.end(),
        )


def _clause(text: str, position: int) -> int:
    """The end of the clause that holds a position: behind a semicolon something else is said."""
    end = text.find(";", position)
    return end if end >= 0 else len(text)


def _are_ports(context: Context) -> bool:
    return context.ports or ranges.speaks_of_ports(f"{context.section} {context.lead}")


def _item(passage: Passage, listed: re.Match[str], context: Context, shape: Shape) -> Iterator[Claim]:
    """`**8400–8409** application services (web, api)`: whose the range is, and who has a port in it."""
    statement = f"L{passage.line}"
    owner = shown(listed["owner"])
    given = tuple(
        ranges.allocation(
            passage, listed.start("range"), owner, False, context, statement, shape.name, listed.end("range")
        )
    )
    yield from given
    if listed["members"]:
        inner = passage.slice(0, listed.end("members"))
        spans = [claim.value for claim in given if claim.attribute == "range"]
        yield from ranges.members(inner, listed.start("members"), spans, owner, context, statement)


def _behind(text: str, end: int) -> str:
    return _named(text[match.end() :]) if (match := _FOR.match(text, end)) else ""


def _before(text: str, start: int) -> str:
    match = _USING.search(text[:start])
    if not match:
        return ""
    last = re.split(r"[.,;:(]", text[: match.start()])[-1].strip()
    return _named(_ARTICLE.sub("", last), whole=True)


def _named(text: str, whole: bool = False) -> str:
    """The name that begins the text; `whole`: that the text is."""
    cut = _ENDS.search(text)
    said = text[: cut.start()] if cut else text
    match = _NAME.match(said)
    if not match or (whole and match.end() < len(said.rstrip())):
        return ""
    name = shown(mask(match[0]))
    return "" if name.lower() in _NOBODY or not squash(name)[0] else name
