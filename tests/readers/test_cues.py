"""What is looked at before a cue's pattern is never looks past it."""

import importlib
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers import words

CUES = {
    "modality": (words._EXAMPLE, words._PLANNED, words._RETIRED, words._NEGATED, words._ASSUMED),
    "heading": (words._SAMPLES, words._GONE, words._HISTORY, words._PLAN),
    "usage": (words._USAGE,),
    "known": (words._ACKNOWLEDGED,),
}
HEADS = {
    "modality": words._MODALITY,
    "heading": words._HEADING,
    "usage": words._USED,
    "known": words._KNOWN,
}
LENGTH = 4


def beginnings(parts: Iterable[Any]) -> set[str]:
    """The first letters of all that a pattern's parse tree matches, * for any character."""
    found = {""}
    for operation, value in parts:
        name = str(operation)
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        found = {begun + more for begun in found for more in _beginnings(name, value)}
    return {begun[:LENGTH] for begun in found}


def _beginnings(name: str, value: Any) -> set[str]:
    if name == "LITERAL":
        return {chr(value).lower()}
    if name == "SUBPATTERN":
        return beginnings(value[-1])
    if name == "BRANCH":
        return {begun for branch in value[1] for begun in beginnings(branch)}
    if name.endswith("_REPEAT"):
        least, _, inner = value
        return beginnings(inner) | (set() if least else {""})
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return {chr(character).lower() for _, character in value}
    return {"*"}


@pytest.mark.parametrize("name", CUES)
def test_every_cue_begins_with_a_known_head(name: str) -> None:
    parse = importlib.import_module("re._parser").parse
    for pattern in CUES[name]:
        for begun in beginnings(parse(pattern.pattern, re.IGNORECASE)):
            head = re.match("[a-z]*", begun)
            assert words._SIGNS.search(begun) or begun.startswith("(") or (head and head[0] in HEADS[name]), begun


@pytest.mark.parametrize("name", CUES)
@given(st.data())
def test_no_text_with_a_cue_is_passed_over(name: str, data: st.DataObject) -> None:
    text = data.draw(st.one_of([st.from_regex(pattern) for pattern in CUES[name]]))
    assert words._begins(text, HEADS[name])


@given(st.text(st.sampled_from("abnot exmplPLANDw?(),.’ſİ\n"), max_size=40))
def test_what_has_no_cue_is_stated(text: str) -> None:
    if not words._begins(text, words._MODALITY):
        assert words._modality(text) == words.modality(text) == "stated"
