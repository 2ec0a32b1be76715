"""Columns of bare numbers: ports of services, or sizes, counts and the jacks of a switch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily

_MEASURED = lazily(
    r"\b(?:context|tokens?|limits?|size|timeout|count|max\w*|min\w*|memory|ram|vram|[mgk]i?b|ms|seconds?|r[pq]s|qps|price|cost|years?|version|ids?|code|"
    r"requests?|users?|stars|lines|loc|dim\w*|budget|rate|interval|total|points?|score|length|window|params|width|height|rows|records|avg|mean|p\d\d)\b",
    re.IGNORECASE,
)
_PORT_ALONE = lazily(r"^:?[1-9]\d{3,4}$")


def are_ports(texts: Sequence[str], header: str) -> bool:
    """Whether bare numbers are ports and no sizes: not all of them multiples of 256, nothing measured or counted."""
    if not all(_PORT_ALONE.match(text) for text in texts) or _MEASURED.search(header):
        return False
    return not all(int(text.lstrip(":")) % 256 == 0 for text in texts)


def are_jacks(table: Table, index: int) -> bool:
    """Ports of a switch, or how many a hub has: none above 52, and most of one digit or little more."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    if not texts or not all(len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 1 and max(numbers) <= 52 and sum(number < 20 for number in numbers) * 2 > len(numbers)
