"""Lines with the port in front: `9000: Portainer`, `8170-8179: Available`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PLAINLY, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, ranges, sides
from consistency.readers.context import Context, make
from consistency.readers.shape import Shape
from consistency.values.port import valid

NUMBER_LABEL = lazily(
    r"^\s*(?:ports?\s*)?(?P<low>\d{2,5})(?P<open>\+)?(?:\s?(?:[-–—]|to|\.\.)\s?(?P<high>\d{2,5}))?(?:/(?:tcp|udp)(?:\s?[+/&]\s?(?:tcp|udp))?)?\s*(?:\((?:tcp|udp)\))?\s*(?:listening|open|listen)?\s*$",
    re.IGNORECASE,
)


def port_first(
    passage: Passage, text: str, match: re.Match[str], number: re.Match[str], context: Context, shape: Shape
) -> Iterator[Claim]:
    """`9000: Portainer`, `Port 8081 - DB Gateway`, `8170-8179: Available`."""
    base = match.start("label")
    low = int(number["low"])
    high = int(number["high"]) if number["high"] else low
    rest = match["rest"]
    name = phrases.leading_name(rest)
    name = name if (name and phrases.is_name(name)) or number["high"] else ""
    statement = f"L{passage.span(base, base).line}"
    cued = context.ports or "port" in match["label"].lower() or low >= 1000
    if not cued or not name or (1900 <= low <= 2100 and not context.ports):
        return
    if number["high"]:
        free = bool(
            re.match(r"\W*(?:available|free|unused|unassigned|reserved for future|open)\b", rest, re.IGNORECASE)
        )
        found = list(
            ranges.allocation(passage, base, name, free, context, statement, shape.name, end=match.end("label"))
        )
        yield from found
        spans = [claim.value for claim in found if claim.attribute == "range" and "-" in claim.value]
        opened = text.find("(", match.start("rest"))
        yield from ranges.members(
            passage, opened + 1 if opened >= 0 else match.start("rest"), spans, name, context, statement
        )
        return
    place = (base + number.start("low"), base + number.end("low"))
    if not valid(low) or not valid(high):
        if context.ports or "port" in match["label"].lower():  # else a number of anything
            yield make(
                context,
                passage,
                *place,
                "problem",
                "malformed-port",
                service=name,
                source=shape.name,
                statement=statement,
            )
        return
    if re.match(r"\W*(?:available|free|unused|unassigned)\b", rest, re.IGNORECASE):
        yield make(
            context,
            passage,
            *place,
            "available",
            str(low),
            port=low,
            namespace="",
            source=shape.name,
            statement=statement,
        )
        return
    attribute = "fixed" if phrases.is_taken(context.section) or phrases.is_taken(context.lead) else "port"
    yield make(
        context, passage, *place, attribute, str(low), service=name, port=low, namespace=sides.in_parentheses(rest),
        source=shape.name, statement=f"{statement}{PLAINLY}",
    )  # fmt: skip
