"""Whose an address is by the words before its colon: `Look at Grafana first: http://...`, `Mail is caught by Mailpit: open http://...`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_NAME = r"(?:the )?(?P<name>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2})"
_LOOKED_AT = lazily(rf"(?:[Ll]ook at|[Gg]o to|(?:[Cc]heck|[Oo]pen)(?= .* (?:first|again)$)) {_NAME}(?: first| again)?")
_SHOWN_BY = lazily(
    r"[\s\S]*\b(?:(?:caught|collected|captured|handled|served|provided|received|intercepted|rendered|stored) by|"
    rf"(?:visible|shown|arrives?|lands?|ends? up|collected|stored|viewed|browsed) in) {_NAME}"
)
_THEN_OPEN = lazily(r"\s*(?:open|visit|see|browse to|go to)\s[\s`*<]*https?://")


def named(label: str, rest: str) -> str:
    """The name within a label that is a sentence, else the label."""
    match = _LOOKED_AT.fullmatch(label) or (_SHOWN_BY.fullmatch(label) if _THEN_OPEN.match(rest) else None)
    return match["name"] if match else label
