"""Whom a sentence tells of by its object: `expects the InfluxDB daemon to listen at`, `Prometheus serves its pages on`."""

from __future__ import annotations

from consistency.model.name import shown
from consistency.model.pattern import lazily

_NAME = r"(?P<name>(?:[A-Z][\w.+/-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+)(?:\s+(?:[A-Z][\w.+/-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+)){0,3})"
_OBJECT = lazily(
    r"\b(?:expects?|requires?|needs?|assumes?|presumes?)\s+(?:that\s+)?(?:(?:the|an?|your|some)\s+)?"
    + _NAME
    + r"\s+(?:[a-z]+\s+){0,2}?(?:to\s+(?:be\s+)?)?(?:listen(?:ing|s)?|run(?:ning|s)?|be|is|available|reachable)\b[^;,]{0,50}$"
)
_SERVES = lazily(
    r"^[\s>*+•-]*(?:[Tt]he\s+|[Oo]ur\s+)?"
    + _NAME
    + r"\s+(?:also\s+)?(?:serves?|exposes?|provides?|offers?|publishes|accepts?)\s+(?:(?:its|the|an?|their|all)\s+)?"
    r"(?:(?!(?:for|to|from|through|against|with|which|that)\b)[\w/-]+\s+){1,6}?(?:on|at|under|via|over)\s+(?:the\s+)?(?:(?:tcp|udp|https?|ports?)\s+){0,2}\(?$",
)
#: Words that begin a sentence and are no name.
_NOBODY = frozenset("this that it if when you we they your by here there".split())


def listener(text: str, position: int) -> str:
    """Who listens at the literal at `position` of a text with its markup masked, by its sentence; "" for nobody."""
    begins = [at + 2 for mark in (". ", "; ", ".\n") if (at := text.rfind(mark, 0, position)) >= 0]
    before = text[max(begins, default=0) : position]
    match = _SERVES.match(before) or _OBJECT.search(before)
    return shown(match["name"]) if match and match["name"].split()[0].lower() not in _NOBODY else ""
