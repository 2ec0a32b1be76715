"""What of a page holds now, and below which headings it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.passage import Passage
from consistency.readers import words

#: What fences of commands say they are.
SHELLS = frozenset("bash sh shell zsh console shell-session fish terminal".split())
#: Programs call what they like.
_TOLD_IN = SHELLS | frozenset("http text txt env dotenv ini".split())


def sections(found: Iterable[Block]) -> Iterator[tuple[list[Block], list[Block]]]:
    """The headings above, and the blocks below them up to the next heading."""
    above: list[Block] = []
    blocks: list[Block] = []
    for block in found:
        if block.kind != "heading":
            blocks.append(block)
            continue
        if blocks:
            yield above, blocks
        above, blocks = [*(one for one in above if one.level < block.level), block], []
    if blocks:
        yield above, blocks


def in_force(found: Sequence[Block], sign: str) -> Iterator[Block]:
    """The blocks with the sign of what holds now: not below a heading of plans, examples or the past."""
    above: list[tuple[int, str]] = []
    holds: bool | None = True
    for block in found:
        if block.kind == "heading":
            above = [*(one for one in above if one[0] < block.level), (block.level, block.passage.text)]
            holds = None
        elif block.table or sign in block.passage.text:
            if holds is None:
                holds = all(words.heading_modality(heading) == "stated" for _, heading in above)
            if holds:
                yield block


def stated(found: Sequence[Block], sign: str) -> Iterator[Passage]:
    """Lines and cells with the sign, of what holds now, and not in a program."""
    for block in in_force(found, sign):
        yield from (passage for passage in lines_of(block) if sign in passage.text)


def lines_of(block: Block) -> Iterable[Passage]:
    """The lines of what a page tells, the cells of its tables; none of a program."""
    if block.table:
        return (cell for row in block.table.rows for cell in row)
    told = block.kind in ("paragraph", "item") or (
        block.kind == "fence" and block.info.strip().lower().split(" ")[0] in ("", *_TOLD_IN)
    )
    return block.passage.lines() if told else ()
