"""Fences that show a file of settings by its name, held key by key against the sample of it that the repository brings along."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Block
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context
from consistency.readers.settings import SAYING_SO, is_another
from consistency.values import sample

_SIGN = lazily(r"port|://", re.IGNORECASE)
#: Words in front of a file are fewer.
_LONGEST = 300
_REMARK = lazily(r"\s*(?:#|//)")
#: The info strings of fences that are an env file, and of those that may be one.
_ENV = frozenset(("env", "dotenv", ".env"))
_MAY_BE_ENV = _ENV | frozenset(("", "bash", "sh", "shell", "ini", "properties", "text", "txt"))


def of_fence(block: Block, context: Context) -> Iterator[Claim]:
    """The port of each key, by the key and the name of the file."""
    text = block.passage.text
    if context.role != "canon" or context.modality != "stated" or not _SIGN.search(text):
        return
    name = _name(block, context)
    if not name or is_another(context) or SAYING_SO.search(context.lead):
        return
    from consistency.readers.config.sampled import of_text
    from consistency.readers.config.sheet import Sheet

    for claim in of_text(Sheet.of_passage(context.path, block.passage, context.role), name):
        yield claim._replace(section=context.section, statement=f"L{claim.line}")


def _name(block: Block, context: Context) -> str:
    """What the file is called: in the fence's own words, in its first remark, in the paragraph above, else in the heading."""
    info, _, words = block.info.strip().lower().partition(" ")
    first = block.passage.text.lstrip().partition("\n")[0]
    said = (words or info, first if _REMARK.match(first) else "", context.lead, context.heading)
    name = next((found for one in said if (found := sample.shown(one[:_LONGEST]))), "") or (
        sample.ENV if info in _ENV else ""
    )
    return "" if name == sample.ENV and info not in _MAY_BE_ENV else name
