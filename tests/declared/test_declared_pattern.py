"""The linear matcher means what `re` means, and nothing makes it run away."""

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.declared.grammar import PatternError
from consistency.readers.declared.pattern import Budget, checked, compile_pattern

atoms = st.sampled_from(
    [
        "a",
        "b",
        "1",
        " ",
        ".",
        r"\d",
        r"\D",
        r"\w",
        r"\W",
        r"\s",
        r"\b",
        r"\B",
        "[ab]",
        "[^a]",
        "[a-c1]",
        r"[\d-]",
        "^",
        "$",
        r"\.",
    ]
)
quantifiers = st.sampled_from(["*", "+", "?", "*?", "+?", "??", "{2}", "{1,3}", "{0,2}?", "{1,}"])
patterns = st.recursive(
    atoms,
    lambda inner: (
        st.builds(lambda a, b: a + b, inner, inner)
        | st.builds(lambda a, b: f"(?:{a}|{b})", inner, inner)
        | st.builds(lambda a: f"({a})", inner)
        | st.builds(lambda a, q: f"(?:{a}){q}", inner, quantifiers)
    ),
    max_leaves=8,
)


def by_re(pattern: str, line: str) -> list[tuple[int, int]]:
    """What `re` finds, empty matches left out."""
    found, at = [], 0
    compiled = re.compile(pattern, re.ASCII)
    while at <= len(line):
        match = compiled.search(line, at)
        if not match:
            break
        if match.end() > match.start():
            found.append(match.span())
        at = max(match.end(), match.start() + 1)
    return found


@given(patterns, st.text(alphabet="abc1 .é", max_size=12))
def test_every_pattern_of_the_subset_finds_what_re_finds(pattern: str, line: str) -> None:
    try:
        compiled = compile_pattern(pattern)
    except PatternError:
        return
    assert [(found.start, found.end) for found in compiled.find(line, Budget())] == by_re(pattern, line)


@given(st.text(alphabet="ab1(|)[]{}*+?^$.\\,-:P<>=!wdsbxk ", max_size=16))
def test_any_text_is_a_pattern_or_a_pattern_error_and_never_something_re_would_refuse(text: str) -> None:
    try:
        compile_pattern(text)
    except PatternError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)  # `[[` may mean something else one day
        re.compile(text, re.ASCII)


def test_groups_are_those_of_the_preferred_match() -> None:
    (found,) = compile_pattern(r"^- `(?P<key>\d+)` \w+ — `(?P<value>[^`]+)`").find(
        "- `8100` listening — `gpt`", Budget()
    )
    assert found.groups == {"key": (3, 7), "value": (22, 25)}


@pytest.mark.parametrize("pattern", [r"(?:a+)+b", r"(?:a|a)+b", r"(?:a|ab)+c", r"a*a*a*a*a*a*b", r"(?:\w+\s?)+:"])
def test_patterns_that_make_backtracking_explode_do_not(pattern: str) -> None:
    budget = Budget()
    assert list(compile_pattern(pattern).find("a" * 2000 + "d", budget)) == []
    assert budget.left > 0


def test_a_document_that_costs_too_much_is_said() -> None:
    with pytest.raises(PatternError, match="too costly"):
        list(compile_pattern("(?:a.*b|a.*c|a.*d)").find("a" * 4000 + "bcd", Budget(1000)))


def test_a_very_long_line_is_said_and_not_cut() -> None:
    with pytest.raises(PatternError, match="a line of more than"):
        list(compile_pattern("a").find("a" * 5000, Budget()))


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(a)\1", "escape"),
        ("(?=a)", "not supported"),
        ("(?i)a", "not supported"),
        ("(?P=x)", "not supported"),
        ("(?P<a>x)(?P<a>y)", "twice"),
        ("(?:a*)*", "may match nothing"),
        ("a**", "one quantifier behind another"),
        ("a++", "one quantifier behind another"),
        ("*a", "repeats nothing"),
        ("a{2", "counts nothing"),
        ("a{9999}", "counts"),
        ("a{3,1}", "backwards"),
        ("[z-a]", "backwards"),
        ("[a", "not closed"),
        ("(a", "not closed"),
        ("a)", "closes nothing"),
        ("a\\", "too early"),
        ("(?:" * 30 + "a" + ")" * 30, "too deeply"),
        ("(?:(?:a{200}){200}){200}", "too large"),
        ("a" * 1001, "longer"),
    ],
)
def test_what_lies_outside_the_subset_is_named(pattern: str, reason: str) -> None:
    with pytest.raises(PatternError, match=reason):
        compile_pattern(pattern)


@pytest.mark.parametrize("pattern", ["abc", "(?P<key>a)", "(?P<value>a)(?P<other>b)", "(?P<value>a*)"])
def test_a_place_needs_the_group_value_and_nothing_else(pattern: str) -> None:
    with pytest.raises(PatternError):
        checked(pattern)
