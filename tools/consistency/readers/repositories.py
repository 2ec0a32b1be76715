"""Where pages say that repositories are kept: the addresses of forges, whoever links to them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.repository import SIGNS, repositories

#: Words for another one's repository, from which this one comes or to which it is likened.
_ANOTHERS = lazily(
    r"\b(?:fork\w*|upstream|original\w*|inspir\w*|based on|credits?|thanks|moved|renamed|formerly|previously|mirror\w*|alternatives?|similar|archived?)\b",
    re.IGNORECASE,
)
#: A page with more of them is a list of links; of one so many places are given.
_MANY, _PLACES = 24, 2


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of each repository by its name alone, with forge and owner for value; () on a page full of links."""
    if context.role != "canon" or context.modality != "stated" or not any(sign in text for sign in SIGNS):
        return ()
    claims: list[Claim] = []
    places: dict[str, int] = {}
    for block in in_force(found, "/"):
        given = tuple(repositories(block.passage.text))
        for one in given if given and not _ANOTHERS.search(block.passage.text) else ():
            value = f"{one.forge}/{one.owner}/{one.name}"
            places[value] = places.get(value, 0) + 1
            if len(places) > _MANY:
                return ()
            if places[value] <= _PLACES:
                claims.append(
                    make(
                        context, block.passage, one.start, one.end, "call", value, service=exact.repository(one.name), host="",
                        source=PROJECT, statement=f"L{block.passage.span(one.start, one.start).line}",
                    )
                )  # fmt: skip
    return tuple(claims)
