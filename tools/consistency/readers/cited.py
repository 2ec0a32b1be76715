"""Lines of files that a section cites: behind `transport.py:245`, a `:256` is no port."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.text import lines
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.values.endpoint import LINE_OF_FILE

#: No host before the colon, or a sign of its own.
_ALONE = lazily(r"(?:^|[\s`(\[,;/*]):$")


def without_lines(claims: tuple[Claim, ...], text: str) -> tuple[Claim, ...]:
    """The claims of the document `text` but those of bare `:256` in sections that cite a line of a file."""
    if not LINE_OF_FILE.search(text):
        return claims
    source = lines(text)
    cited = _cited(source)
    return tuple(claim for claim in claims if not (claim.line in cited and _is_alone(source[claim.line - 1], claim)))


def _cited(source: Sequence[str]) -> set[int]:
    """Numbers of the lines of all sections with such a place in them."""
    found: set[int] = set()
    begun = 0
    for end in [*(at for at, line in enumerate(source) if line.startswith("#")), len(source)]:
        if any(LINE_OF_FILE.search(line) for line in source[begun:end]):
            found.update(range(begun + 1, end + 1))
        begun = end
    return found


def _is_alone(line: str, claim: Claim) -> bool:
    return _ALONE.search(line, 0, claim.column - 1) is not None
