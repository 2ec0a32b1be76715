"""Paths of the repository that a page names in code spans."""

from __future__ import annotations

import re

from consistency.markdown.parse import blocks
from consistency.model.claim import Claim
from consistency.model.pattern import lazily

_CODE = lazily(r"(?<!`)`([^`\s]+)`(?!`)")
_PATH = lazily(
    r"(?:\./)?(?!/)(?:[\w.@+-]+/)+[\w@+-][\w.@+-]*\.(?:md|markdown|ya?ml|json|toml|env|conf|cfg|ini|sh|py|js|ts|service|txt|sql|tf|go|rs)"
)
_GONE = lazily(
    r"\b(?:removed|deleted|gone|retired|former(?:ly)?|no longer|planned|will be|to be|not (?:yet|found|in)|new file|create[sd]?|example|e\.g\.)\b",
    re.IGNORECASE,
)


def named_paths(path: str, text: str) -> tuple[Claim, ...]:
    """Claims of attribute path: relative, with a folder and an ending that files have, without a placeholder.

    A sentence or item that says that the file is gone, planned or an example names nothing. Never raises.
    """
    claims = []
    for block in blocks(text):
        passages = (
            [cell for row in block.table.rows for cell in row]
            if block.table
            else [block.passage]
            if block.kind in ("paragraph", "item")
            else []
        )
        for passage in passages:
            if _GONE.search(_CODE.sub(" ", passage.text)):
                continue
            for match in _CODE.finditer(passage.text):
                if _PATH.fullmatch(match[1]) and "YYYY" not in match[1] and ".." not in match[1]:
                    span = passage.span(*match.span(1))
                    value = match[1].removeprefix("./")
                    claims.append(Claim("path", value, path, *span, match[1], source="code span"))
    return tuple(claims)
