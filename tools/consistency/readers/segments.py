"""The parts of a line that are about one thing each: between commas, bars, semicolons and `and`, outside parentheses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.model.passage import Passage
from consistency.model.pattern import lazily

#: A bracket, or what separates two parts. No separator holds a bracket, so those between brackets may be passed over.
_SIGN = lazily(r"[(\[{]|[)\]}]|(?P<cut>[,;]\s+|\s+\|\s+|\s+and\s+|\s+/\s+(?=[A-Z]))")

_OWN_LABEL = lazily(r"[\s>*•-]*[^\W\d][^:|=\d]{0,39}:\s+\S")
#: Characters of a line that is read at once.
LONG = 4000

_SENTENCE_END = lazily(
    r"(?<=[.!?])(?<!\be\.g\.)(?<!\bi\.e\.)(?<!\bz\.B\.)(?<!\bvs\.)\s+(?=[A-Z`*\[(])|(?<=;)\s+(?=it\s)"
)
_KEYED = lazily(r"\s*\S[^:\n]{0,60}:(\s|$)|\s*\*\*")
#: What makes a box of the lines below it: `!!! info`, `> [!NOTE]`, `:::tip`.
_BOXED = lazily(r"\s*(?:!!!|\?\?\?\+?|\[!\w+\]|:::)")
#: `paperless      http://10.0.0.20:8010   documents`: columns, with the marks of none.
_PLACED = lazily(r"\s*[A-Za-z][\w.-]*(?: [\w.-]+){0,2}(?:\s{2,}|\t\s*)https?://\S")
_PORT_FIRST = lazily(r"\s*[`*]*\d{2,5}[`*]*\s*(?:[–—|:-]|->|→|=>?)\s+[^\W\d]")


def parts(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Start and end of every part of `text[start:]`."""
    depth, at = 0, start
    for sign in _SIGN.finditer(text, start):
        if sign["cut"] is None:
            depth += 1 if sign[0] in "([{" else -1
        elif depth <= 0:
            yield at, sign.start()
            at = sign.end()
    yield at, len(text)


def segment_start(text: str, floor: int, position: int) -> int:
    """Where the part that holds `position` begins."""
    last = floor
    for start, _ in parts(text, floor):
        if start <= position:
            last = start
    return last


def past_marks(source: str, text: str, at: int) -> int:
    """Behind the marks that end a label, `**Bind:** 127.0.0.1`, which without those that begin it look like a value."""
    while at < len(source) and source[at] in "*_ " and text[at] == " ":
        at += 1
    return at


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """A line that nobody wrote by hand, cut between sentences, else between words: the time to read it stays in step."""
    start = 0
    while len(text) - start > LONG:
        cuts = (text.rfind(mark, start + 1, start + LONG) + len(mark) for mark in (". ", "; ", ", ", " "))
        end = next((cut for cut in cuts if cut > start + LONG // 2), start + LONG)
        yield start, end
        start = end
    yield start, len(text)


def columns(text: str) -> list[tuple[int, int]]:
    """`API: http://... | Docs: http://...`: where every part has a label of its own, each is a line of its own."""
    if " | " not in text:
        return []
    ends = [match.start() for match in re.finditer(r"\s\|\s", text)] + [len(text)]
    places = [
        (start, end) for start, end in zip([0, *(end + 3 for end in ends[:-1])], ends, strict=True) if end > start
    ]
    return places if len(places) == len(ends) and all(_OWN_LABEL.match(text, *place) for place in places) else []


def lines_of(passage: Passage) -> Sequence[Passage]:
    """A paragraph's sentences; where every line, but for the head of a box, is a `**Key**: value` of its own, its lines."""
    text = passage.text
    lines = text.split("\n")
    told = lines[1:] if _BOXED.match(text) else lines
    if len(lines) > 1 and any(all(row.match(line) for line in told) for row in (_KEYED, _PORT_FIRST, _PLACED)):
        ends = [found.start() for found in re.finditer("\n", text)] + [len(text)]
    else:
        ends = [match.start() for match in _SENTENCE_END.finditer(text)] + [len(text)]
    if len(ends) == 1:
        return [passage] if text else []
    starts = [0, *(end + 1 for end in ends[:-1])]
    return [passage.slice(start, end) for start, end in zip(starts, ends, strict=True) if end > start]
