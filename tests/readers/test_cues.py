"""What is looked at before a cue's pattern never looks past it."""

import importlib
import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers import headers, observed, phrases, words
from consistency.readers.cue import HEAD, Cue

CUES = {
    f"{module.__name__}.{name}": value
    for module in (headers, observed, phrases, words)
    for name, value in vars(module).items()
    if isinstance(value, Cue)
}


def beginnings(parts: Iterable[Any]) -> set[str]:
    """The first letters of all that a pattern's parse tree matches, * for any character."""
    found = {""}
    for operation, value in parts:
        name = str(operation)
        if name == "AT":
            found = {f"{begun}*" if begun else "" for begun in found}  # a word ends here, or begins
        if name in ("AT", "ASSERT", "ASSERT_NOT"):
            continue
        found = {begun + more for begun in found for more in _beginnings(name, value)}
    return {begun[:HEAD] for begun in found}


def _beginnings(name: str, value: Any) -> set[str]:
    if name == "LITERAL":
        return {chr(value)}
    if name == "SUBPATTERN":
        return beginnings(value[-1])
    if name == "BRANCH":
        return {begun for branch in value[1] for begun in beginnings(branch)}
    if name.endswith("_REPEAT"):
        least, _, inner = value
        return beginnings(inner) | (set() if least else {""})
    if name == "IN" and all(str(kind) == "LITERAL" for kind, _ in value):
        return {chr(character) for _, character in value}
    return {"*"}


@pytest.mark.parametrize("name", CUES)
def test_every_match_begins_with_a_head_or_a_sign(name: str) -> None:
    parse = importlib.import_module("re._parser").parse
    for begun in beginnings(parse(CUES[name].pattern.pattern)):
        assert begun == begun.lower()
        head = re.match("[a-z]*", begun)
        signs = tuple(CUES[name].signs)
        assert begun[:1] in signs or (head and head[0] in CUES[name].heads), begun


@pytest.mark.parametrize("name", CUES)
@given(st.data())
def test_no_text_with_a_cue_is_passed_over(name: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(CUES[name].pattern.pattern)))
    assert CUES[name].said(text) == (CUES[name].pattern.search(text.lower()) is not None)
    assert CUES[name].said(text.upper()) == (CUES[name].pattern.search(text.upper().lower()) is not None)


def test_cues_are_there() -> None:
    assert len(CUES) > 10
