"""Lines of files, numbers of papers: behind `transport.py:245`, a `:256` is no port, nor are the numbers of `pr:8823`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from consistency.markdown.text import lines
from consistency.model.claim import Claim, Reading, Unread
from consistency.model.pattern import lazily
from consistency.values.endpoint import FILES, LINE_OF_FILE

#: No host before the colon, or a sign of its own.
_ALONE = lazily(r"(?:^|[\s`(\[,;/*~–]):$")
_FILE = lazily(rf"\w\.(?:{'|'.join(sorted(FILES))})\b")
_NUMBER = lazily(r"(?:^|[\s`(\[,;/*~]):(\d{2,5})(?!\d)")
#: `guide.md, around :1067`.
_AROUND = lazily(r"(?:\b(?:about|around|lines?|approx\.?|ca\.)|约)\s*[`*]*:\d{2,5}(?!\d)", re.IGNORECASE)
#: So many numbers of one name are those of papers.
_PAPERS = 4
_WHY = "a line of a file that the section cites, or the number of a paper"
#: Ports seldom have so few digits where several stand beside one another.
_SHORT = 3


def without_lines(reading: Reading, text: str) -> Reading:
    """The reading of the document `text`, its claims of a bare `:256` in sections that cite a line of a file, and of `pr:8823`
    where `pr` has many more numbers, left unread."""
    cited = _papers(reading.claims, text)
    source = lines(text) if reading.claims and ":" in text else ()
    if (alone := [one for one in reading.claims if source and _is_alone(source[one.line - 1], one)]) and _FILE.search(
        text
    ):
        citing = _citing(source)
        cited |= {one for one in alone if one.line in citing}
    if not cited:
        return reading
    left = {(one.line, one.column): one for one in reading.claims if one in cited}
    unread = (Unread(o.path, o.line, o.column, o.end_column, o.quote, _WHY) for _, o in sorted(left.items()))
    return reading._replace(
        claims=tuple(claim for claim in reading.claims if claim not in cited), unread=(*reading.unread, *unread)
    )


def _papers(claims: Sequence[Claim], text: str) -> set[Claim]:
    numbers: dict[str, set[Claim]] = defaultdict(set)
    for claim in claims:
        inside = claim.namespace == "container" and claim.attribute in ("port", "problem")
        if inside and f"{claim.service}:{claim.quote}" in text:
            numbers[claim.service].add(claim)
    several = (found for found in numbers.values() if len({claim.quote for claim in found}) >= _PAPERS)
    return set[Claim]().union(*several)


def _citing(source: Sequence[str]) -> set[int]:
    """Numbers of the lines of all sections that cite one line of a file, and of lines that cite several of one."""
    found: set[int] = set()
    begun = 0
    for end in [*(at for at, line in enumerate(source) if line.startswith("#")), len(source)]:
        if any(LINE_OF_FILE.search(line) for line in source[begun:end]):
            found.update(range(begun + 1, end + 1))
        begun = end
    found.update(number for number, line in enumerate(source, 1) if ":" in line and _cites_several(line))
    return found


def _cites_several(line: str) -> bool:
    """`guide.md, :77 / :92 / :1067`, and one of which it is said that it is near there."""
    numbers = _NUMBER.findall(line)
    several = len(numbers) > 1 and min(map(len, numbers)) <= _SHORT
    return (several or _AROUND.search(line) is not None) and _FILE.search(line) is not None


def _is_alone(line: str, claim: Claim) -> bool:
    end = claim.column - 1
    return line[end - 1 : end] == ":" and _ALONE.search(line, max(0, end - 2), end) is not None
