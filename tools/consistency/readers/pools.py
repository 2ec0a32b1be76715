"""Which addresses pages say that DHCP, or the balancers of a cluster, hand out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import lines_of, sections
from consistency.values import exact, subnet
from consistency.values.pool import pools

_DHCP = lazily(r"\bdhcp\b", re.IGNORECASE)
_BALANCED = lazily(r"\b(?:load[ -]?balancers?|lb|metallb|lb[ -]?ipam)\b", re.IGNORECASE)
#: What is kept apart from what is handed out.
_APART = lazily(
    r"\b(?:static|fixed|reserv\w*|leases?|outside|except|excluded?|excluding|not|never|unused|free|was|were|old|former\w*|will|feste?r?|statisch\w*|ausgenommen|außer\w*|ohne|nicht|war|früher)\b",
    re.IGNORECASE,
)
#: A row or a line about such an address.
_LEASED = lazily(
    r"\b(?:(?:dhcp[ -]?|static )?(?:reserv(?:ed|ations?|ierung)|leases?)|by dhcp|via dhcp|per dhcp)\b", re.IGNORECASE
)
_CLAUSE = lazily(r"[.;!?](?=\s|$)")


def of_page(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims among those of the addresses of a network: `part` says who hands out."""
    if context.role != "canon" or context.modality != "stated" or not (_DHCP.search(text) or _BALANCED.search(text)):
        return
    networks = {one.value for one in subnet.cidrs(text)}
    only = next(iter(networks)) if len(networks) == 1 else ""
    for above, blocks in sections(found):
        headings = [shown(mask(one.passage.text)) for one in above]
        if any(words.heading_modality(heading) != "stated" for heading in headings):
            continue
        under = headings[-1] if len(headings) > 1 else ""
        for block in blocks:
            if block.table:
                yield from _table(context, block.table, only)
            else:
                for line in lines_of(block):
                    yield from _line(context, line, under, only)


def _table(context: Context, table: Table, only: str) -> Iterator[Claim]:
    """A column `DHCP pool`, of the network in its row; a row `LB pool`."""
    heads = [mask(cell.text) for cell in table.header]
    for row in table.rows:
        texts = [mask(cell.text) for cell in row]
        network = next((one.value for text in texts for one in subnet.cidrs(text)), only)
        if _LEASED.search(" | ".join(texts)):
            for cell, text in zip(row, texts, strict=True):
                yield from _leased(context, cell, text)
            continue
        for cell, text, head in zip(row, texts, heads, strict=True):
            named = f"{head} {texts[0] if len(row) == 2 else ''}"
            yield from _claims(context, cell, text, _kind(named), network)


def _line(context: Context, line: Passage, under: str, only: str) -> Iterator[Claim]:
    text, start = mask(line.text), 0
    if words.modality(line.text) != "stated":
        return
    network = next((one.value for one in subnet.cidrs(text)), only)
    if _LEASED.search(text):
        yield from _leased(context, line, text)
        return
    for end in [*(match.end() for match in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:end]
        kind = _kind(clause) or (_kind(under) if not _APART.search(clause) else "")
        yield from _claims(context, line.slice(start, end), clause, kind, network)
        start = end


def _leased(context: Context, passage: Passage, text: str) -> Iterator[Claim]:
    """The addresses that DHCP always gives to the same machine, within its range or not."""
    yield from (_claim(context, passage, one, exact.LEASED) for one in subnet.addresses(text))


def _kind(text: str) -> str:
    if _APART.search(text):
        return ""
    return exact.DHCP if _DHCP.search(text) else exact.BALANCED if _BALANCED.search(text) else ""


def _claims(context: Context, passage: Passage, text: str, kind: str, network: str) -> Iterator[Claim]:
    yield from (_claim(context, passage, one, kind) for one in (pools(text, network) if kind else ()))


def _claim(context: Context, passage: Passage, one: subnet.Place, part: str) -> Claim:
    return make(
        context, passage, one.start, one.end, "call", one.value, service=exact.addresses(one.value), host="", part=part,
        namespace="", source=PROJECT, statement=f"L{passage.line}",
    )  # fmt: skip
