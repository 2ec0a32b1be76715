"""What kind of line is read, and how freely its words may be names."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.pattern import lazily

_LABELLED = lazily(
    r"\s*(?:\*\*|__)[^*\n]{1,60}(?:\*\*|__)\s*:|\s*(?:\*\*|__)[^*\n]{1,60}:\s*(?:\*\*|__)|\s*[A-Z][\w /-]{1,30}:\s"
)


class Shape(NamedTuple):
    """What kind of line: `loose` lets names be any words before a literal (bullets, fences), else they must look like names."""

    name: str
    loose: bool


ITEM = Shape("bullet", True)
PARAGRAPH = Shape("prose", False)
#: The address of the project as a whole, whatever it is that has the port there.
OPENED = Shape("prose opened", False)
FENCE = Shape("fence", True)
#: A branch of a drawn tree of folders: what stands there is told, and takes no port.
TREE = Shape("prose", True)


def shape_of(sentence: str) -> Shape:
    """That of an item for a sentence that begins with a label."""
    return ITEM if _LABELLED.match(sentence) else PARAGRAPH
