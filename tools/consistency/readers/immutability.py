"""Sentences by which a page declares its ports, binds or hosts fixed."""

from __future__ import annotations

import re

from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.claim import Claim
from consistency.model.pattern import lazily

_THINGS = {
    "port": lazily(r"\bports?\b|\bport[ -]numbers?\b", re.IGNORECASE),
    "bind": lazily(r"\bbinds?\b|\bbind(?:ing)? address(?:es)?\b|\bbindings?\b", re.IGNORECASE),
    "host": lazily(r"\bhosts?\b|\bmachines?\b", re.IGNORECASE),
}
_SUBJECT = r"\b(?:ports?|port numbers?|binds?|bindings?|addresses|hosts?|machines?)\b"
_FIXED = lazily(
    rf"{_SUBJECT}[^.;:!?]{{0,80}}?\b(?:are|is|stays?|remains?|counts? as|considered|treated as)\s+(?:all |always |strictly )?"
    r"(?:fixed|immutable|frozen|unchangeable)\b(?! (?:in|by|since|with|now)\b)"
    rf"|{_SUBJECT}[^.;:!?]{{0,80}}?\b(?:must not|must never|may not|shall not|never|do not|don't)\s+"
    r"(?:change|move|be (?:changed|moved|renumbered))\b"
    rf"|{_SUBJECT}[^.;:!?]{{0,60}}?\b(?:stays?|remains?) as (?:it is|they are)\b",
    re.IGNORECASE,
)
_LABEL = lazily(r"\bport immutability\b|\b(?:immutable|frozen) (?:ports?|binds?|hosts?)\b", re.IGNORECASE)
_NOT = lazily(r"\b(?:not|no longer|never) (?:yet |all |always )?(?:fixed|immutable|frozen)\b", re.IGNORECASE)
_SENTENCE = lazily(r"[^.!?]+(?:[.!?](?!\s|$)[^.!?]*)*[.!?]?")
_PROSE = ("paragraph", "item", "heading")


def fixed_sentences(path: str, text: str) -> tuple[Claim, ...]:
    """Claims of attribute fixed, one for each thing a sentence names: value port, bind or host. Never raises."""
    found: list[Claim] = []
    for block in blocks(text):
        if block.kind in _PROSE:
            found += _told(path, block)
    return tuple(found)


def _told(path: str, block: Block) -> list[Claim]:
    claims = []
    for sentence in _SENTENCE.finditer(block.passage.text):
        match = _FIXED.search(sentence[0]) or _LABEL.search(sentence[0])
        if match is None or _NOT.search(sentence[0]):
            continue
        start, end = sentence.start() + match.start(), sentence.start() + match.end()
        span = block.passage.span(start, end)
        quote = block.passage.text[start : start + span.end_column - span.column]
        for thing, words in _THINGS.items():
            if words.search(match[0]):
                claims.append(
                    Claim("fixed", thing, path, *span, quote, source="fixed sentence", statement=f"L{span.line}")
                )
    return claims
