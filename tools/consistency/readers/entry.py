"""A name with its fields below it in one block: a definition list, or `**Grafana**<br>Port: 3000`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.markdown.inline import mask
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.topics import is_field
from consistency.values.endpoint import literals

_BREAK = lazily(r"[ \t]*(?:<br\s*/?>[ \t]*\n?|\n)", re.IGNORECASE)
_BOLD = lazily(r"\s*(?:[*+-]\s+)?(?:\*\*|__)[^*_\n]+(?:\*\*|__)\s*:?\s*$")
_DEFINITION = lazily(r":\s+")
_KEYED = lazily(r"\s*(?:[*_`]{0,2})(?P<label>[^\W\d_][^:\n]{0,30}?)(?:[*_`]{0,2})\s*:[*_`]{0,2}(?:\s|$)")


class Line(NamedTuple):
    """A line below the name of an entry."""

    service: str
    passage: Passage


def entries(passage: Passage) -> list[Line]:
    """The lines of a block that is nothing but names with fields below them; none of any other block."""
    text = passage.text
    if "\n:" not in text and "**" not in text and "__" not in text:
        return []
    lines = list(_lines(text))
    if len(lines) < 2:
        return []
    if _DEFINITION.match(text, lines[1][0]):
        return _defined(passage, lines)
    name = _name(text[slice(*lines[0])]) if _BOLD.match(text[slice(*lines[0])]) else ""
    fields = [_KEYED.match(text, *line) for line in lines[1:]]
    if not name or not all(field and is_field(shown(mask(field["label"]))) for field in fields):
        return []
    return [Line(name, passage.slice(*line)) for line in lines[1:]]


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _BREAK.finditer(text):
        if match.start() > at:
            yield at, match.start()
        at = match.end()
    if at < len(text):
        yield at, len(text)


def _defined(passage: Passage, lines: list[tuple[int, int]]) -> list[Line]:
    """`Grafana` above `: port 3000 on juno`, perhaps several."""
    found: list[Line] = []
    name = ""
    for start, end in lines:
        if mark := _DEFINITION.match(passage.text, start):
            found.append(Line(name, passage.slice(mark.end(), end)))
        else:
            name = _name(passage.text[start:end])
            if not name:
                return []
    return found


def _name(text: str) -> str:
    """The service that a line names and says nothing more of."""
    plain = mask(text)
    name = shown(plain)
    plainly = name and len(name.split()) <= 5 and not literals(plain) and not is_field(name) and phrases.is_name(name)
    return name if plainly else ""
