"""`**Transcriber** — faster-whisper large-v3 → http://localhost:8001`: a name, what it is or does, and then where it is."""

from __future__ import annotations

from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.values.endpoint import Literal

#: What leads from a description to an address; a chain of them leads from one program to the next.
_ARROW = lazily(r"→|->|=>|➜")
_MARKS = " `*_<(["
#: `accepts frames over gRPC`: what a program does, in the third person.
_DOES = lazily(r"[a-z]{2,}[^s\W]s\s+\w+\s+\w")


def without_descriptions(
    owners: list[tuple[str, bool]], text: str, start: int, found: list[Literal]
) -> list[tuple[str, bool]]:
    """The names of the literals behind a label, none for a first one that the label's own description leads to."""
    if not found or phrases.is_away(text, start):
        return owners
    said = text[start : found[0].start]
    name = owners[0][0]
    led = "://" in text[found[0].start : found[0].end] and _leads(said)
    does = bool(name) and said.lstrip(" `*_").startswith(name) and _DOES.match(name) is not None
    return [("", False), *owners[1:]] if led or does else owners


def _leads(said: str) -> bool:
    """Whether words, one arrow and nothing more stand before an address."""
    arrows = list(_ARROW.finditer(said))
    if len(arrows) != 1 or said[arrows[0].end() :].strip(_MARKS):
        return False
    return any(char.isalnum() for char in said[: arrows[0].start()])
