"""Migration pages: which service moves from which value to which, and whether that is approved."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consistency.markdown.parse import blocks
from consistency.model.pattern import lazily

_STATUS = lazily(r"^[\s>*_|#+-]*(?:status|state|decision|approval)\b[\s*_|:=]*(?P<said>[^|\n]*)", re.IGNORECASE)
_APPROVED = lazily(
    r"\b(?:approved|accepted|agreed|done|completed?|executed|applied|in progress|under ?way|in force)\b", re.IGNORECASE
)
_BY = lazily(r"^[\s>*_|#+-]*(?:\[[xX]\]\s*)?[*_]*approved\b(?:[*_]*\s*(?:by|on)\b|[\s*_|]*:)[\s*_|:]*\S", re.IGNORECASE)
_OPEN = lazily(
    r"\b(?:not|un|to be|awaiting|pending|before being)[ -]?(?:yet )?(?:approved|accepted|agreed|approval|done|executed)\b"
    r"|\b(?:planned|proposed|proposal|draft|pending|rejected|withdrawn|cancell?ed|tbd)\b",
    re.IGNORECASE,
)
_OLD = lazily(r"\b(?:old|from|current|before|previous|was)\b", re.IGNORECASE)
_NEW = lazily(r"\b(?:new|to|target|after|future|becomes?)\b", re.IGNORECASE)


def approved(text: str) -> bool:
    """Whether a migration page says that it is approved, and nothing else about its status."""
    said = [match["said"] for line in _lines(text) if (match := _STATUS.match(line)) and match["said"].strip()]
    if any(_OPEN.search(one) for one in said):
        return False
    return any(_APPROVED.search(one) for one in said) or any(_BY.match(line) for line in _lines(text))


def names(text: str, services: Collection[str], old: str, new: str) -> bool:
    """Whether the page moves the service (any of its names) from the old value to the new one.

    One row, item or paragraph names the values in that order, or one section has a line for the old value and one for
    the new; the service is named there, or in a heading above.
    """
    above: list[tuple[int, str]] = []
    section: list[str] = []
    for block in blocks(text):
        if block.kind == "heading":
            if _fields(section, old, new) and _named(" \n".join([*(title for _, title in above), *section]), services):
                return True
            above = [(level, title) for level, title in above if level < block.level]
            above.append((block.level, block.passage.text))
            section = []
            continue
        units = (
            [" | ".join(cell.text for cell in row) for row in block.table.rows] if block.table else [block.passage.text]
        )
        section += units
        for unit in units:
            if _in_order(unit, old, new) and _named(" \n".join([*(title for _, title in above), unit]), services):
                return True
    return _fields(section, old, new) and _named(" \n".join([*(title for _, title in above), *section]), services)


def _lines(text: str) -> Iterator[str]:
    yield from re.split(r"\r\n|\r|\n", text)


def _value(value: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.:]){re.escape(value)}(?![\w]|\.\d)")


def _in_order(unit: str, old: str, new: str) -> bool:
    first = _value(old).search(unit)
    return bool(first and _value(new).search(unit, first.end())) and not _OPEN.search(unit)


def _fields(section: list[str], old: str, new: str) -> bool:
    lines = [line for unit in section for line in _lines(unit)]
    return any(_OLD.search(line) and _value(old).search(line) for line in lines) and any(
        _NEW.search(line) and _value(new).search(line) and not _value(old).search(line) for line in lines
    )


def _named(text: str, services: Collection[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) for name in services if name)
