"""Lists of nothing but names and numbers, below a machine: `jellyfin 8096`. The numbers are ports."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily
from consistency.readers.step import beside

_ITEM = lazily(r"\W*[^\W\d][\w .+-]{0,30}?\W{1,4}(?P<number>\d{2,5})\W*$")
_MEASURED = lazily(
    r"\b(?:ram|cpu|cores?|disks?|memory|vlan|vmid|ctid|id|rpm|watts?|year|price|users?|mtu|size|storage|gb|tb|mb|uid|gid)\b",
    re.IGNORECASE,
)


def is_terse(blocks: Sequence[Block], index: int) -> bool:
    """Whether the item and all others of its list are a name and a number each, two at least, no two numbers alike."""
    block = blocks[index]
    texts = (
        [mask(one.passage.text) for one in (block, *beside(blocks, index))] if _ITEM.match(block.passage.text) else []
    )
    found = [_ITEM.match(text) for text in texts if not _MEASURED.search(text)]
    numbers = {match["number"] for match in found if match}
    return len(texts) > 1 and len(numbers) == len(texts) and any(int(number) > 1023 for number in numbers)
