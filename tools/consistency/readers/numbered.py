"""Lists of listeners, a number and a program each: `7010 tidewatch-api, from edge1`, `9000 minio (S3)`, `8880 vmalert, loopback`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers import asides, phrases, words
from consistency.readers.context import Context, make
from consistency.readers.step import beside
from consistency.values.port import has_digit, valid

_ITEM = lazily(
    r"[\s`*]*(?P<port>[1-9]\d{1,4})(?:/(?P<protocol>tcp|udp))?[\s`*]+(?P<name>[A-Za-z][\w.+-]*(?: [A-Z][\w.+-]*){0,2})[`*]*"
    r"(?: stream)?(?P<aside>\s+\((?![^()]*\d\d)[^()]{1,40}\))?(?:[,;]\s+(?P<who>[^\n]{1,80})|\s+[–—-]\s[^\n]{1,80})?\s*$"
)
#: What a page, a section or the paragraph above is about, where its lists say who listens.
_ABOUT = lazily(r"\b(?:ports?|listen(?:s|ers?|ing)?|sockets?|puertos|portas)\b", re.IGNORECASE)
#: What is counted, and no program.
_AMOUNT = lazily(
    r"[kmgt]i?b|[mg]hz|users?|minutes?|seconds?|requests?|cores?|watts?|people|members?|items?|tests?|lines?",
    re.IGNORECASE,
)
_LOOPBACK = lazily(r"(?:(?:on )?loopback|localhost)(?: only)?\.?", re.IGNORECASE)
_LONGEST = 160
#: Blocks on either side of a heading that are looked at.
_FAR = 80
#: `Grafana (3000)`, a heading among others of its kind.
_HEADING = lazily(
    r"[\s`*]*(?P<name>[^\W\d_][\w.+-]*(?: [\w.+-]+){0,2})[`*]*\s+\(:?(?P<port>[1-9]\d{3,4})(?:/(?P<protocol>tcp|udp))?\)\s*$"
)


def heading(blocks: Sequence[Block], index: int, context: Context, page: str) -> Iterator[Claim]:
    """The port of a heading that is a name and a number, where another one beside it is, and most are.

    `page` is all the text, which has to be about what listens.
    """
    match = _headed(blocks[index])
    if not match or not ("://" in page or _ABOUT.search(page)):
        return
    others = [_headed(one) for one in _beside(blocks, index)]
    numbers = [match["port"], *(one["port"] for one in others if one)]
    if len(numbers) < 2 or len(set(numbers)) < len(numbers) or (len(numbers) - 1) * 2 < len(others):
        return
    passage, port = blocks[index].passage, int(match["port"])
    yield make(
        context, passage, *match.span("port"), "port", str(port), service=match["name"], port=port, namespace="",
        protocol=match["protocol"] or "", source="heading", statement=f"L{blocks[index].line}",
    )  # fmt: skip


def _headed(block: Block) -> re.Match[str] | None:
    source = block.passage.text
    match = _HEADING.match(mask(source)) if len(source) < _LONGEST and has_digit(source) else None
    if not match or not valid(int(match["port"])) or 1900 <= int(match["port"]) <= 2100:
        return None
    return match if phrases.is_name(match["name"]) else None


def _beside(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """The other headings below the same one, as far as they are near."""
    level = blocks[index].level
    for way in (range(index - 1, max(-1, index - _FAR), -1), range(index + 1, min(len(blocks), index + _FAR))):
        for at in way:
            if blocks[at].kind == "heading" and blocks[at].level < level:
                break
            if blocks[at].kind == "heading" and blocks[at].level == level:
                yield blocks[at]


def read(blocks: Sequence[Block], index: int, context: Context) -> Iterator[Claim]:
    """The port, and the exposure, that an item of such a list gives its program; nothing for any other block.

    Such a list has another item, all but a few are a number and a name, and the words above it speak of ports.
    """
    block = blocks[index]
    match = _match(block)
    if not match or not _ABOUT.search(f"{context.section} {context.lead}"):
        return
    others = [_match(one) is not None for one in beside(blocks, index)]
    if not others or sum(others) * 3 < len(others) * 2:
        return
    text, port = mask(block.passage.text), int(match["port"])
    mode = context.modality if context.modality != "stated" else words.modality(text)
    known: dict[str, Any] = {
        "service": match["name"], "port": port, "protocol": match["protocol"] or "", "source": "bullet",
        "statement": f"L{block.line}", "modality": mode,
        "part": asides.part(text, match.end("name")) if match["aside"] else "",
    }  # fmt: skip
    yield make(context, block.passage, *match.span("port"), "port", str(port), namespace="", **known)
    if match["who"] and _LOOPBACK.fullmatch(match["who"].strip()):
        yield make(context, block.passage, *match.span("who"), "exposure", "loopback", **known)


def _match(block: Block) -> re.Match[str] | None:
    source = block.passage.text
    if block.kind != "item" or len(source) > _LONGEST or not has_digit(source):
        return None
    match = _ITEM.match(mask(source))
    if not match or not valid(int(match["port"])) or 1900 <= int(match["port"]) <= 2100:
        return None
    name = match["name"]
    return None if not phrases.is_name(name) or asides.is_nobody(name) or _AMOUNT.fullmatch(name) else match
