"""Steps of a numbered list: `Clock on http://localhost:3000`, `Repeat on vault02 (port 8200)` among instructions is one of them, and names no service."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.values.port import has_digit

#: One word before a URL or a machine, and a word between that goes with a verb as well as with a name.
_ON_URL = lazily(
    r"\W*[^\W\d_]+\s+(?:on|at|to|in|into|the|auf|zu|sur|en|a)\W{1,3}(?:https?://|[\w.-]+[`*]*(?:\s*[(,:]|\s+port\b|\s*$))"
)
#: Blocks on either side that are looked at, so that the time for a long list stays in step with it.
_NEAR = 40


def is_step(blocks: Sequence[Block], index: int) -> bool:
    """Whether the item says where to go, in a list of things to do."""
    block = blocks[index]
    if not block.ordered or not _ON_URL.match(mask(block.passage.text)):
        return False
    return any(_is_done(mask(one.passage.text)) for one in beside(blocks, index))


def _is_done(text: str) -> bool:
    return phrases.is_instruction(text) or not has_digit(text)


def beside(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """The other items of the same list, as far as they are near."""
    level, ordered = blocks[index].level, blocks[index].ordered
    for way in (range(index - 1, max(-1, index - _NEAR), -1), range(index + 1, min(len(blocks), index + _NEAR))):
        for at in way:
            block = blocks[at]
            if block.depth < level or (block.kind == "item" and block.level == level and block.ordered != ordered):
                break
            if block.kind == "item" and block.level == level:
                yield block
