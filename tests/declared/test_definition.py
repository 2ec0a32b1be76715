"""The definition of done: what it says is read in any order, and what is wrong with it is said where it is wrong."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from consistency.model.claim import Claim
from consistency.readers.declared.definition import Definition
from consistency.readers.dod import read_definition
from consistency.schemas import validate

CHECK = """\
id: one-alias
title: an alias has one port
severity: high
must: agree
places:
  - path: docs/a.md
    column: port
  - path: conf/a.yaml
    jsonpath: $.port
"""


def family(letter: str, inside: str = "") -> str:
    fields = "- Evidence sources: ss\n- Check: compare\n- Expected signals: equal\n"
    return f"### {letter}. Family of {letter}\n\n{fields}\n{inside}\n"


def page(families: str, scope: str = "- `docs/a.md`") -> str:
    rubric = "| severity | when |\n|---|---|\n| critical | a |\n| high | b |\n| medium | c |\n| low | d |\n"
    return f"# Done\n\n## Scope\n\n{scope}\n\n## Claim families\n\n{families}\n## Severity rubric\n\n{rubric}"


def fence(text: str = CHECK, info: str = "consistency-check") -> str:
    return f"```{info}\n{text}```\n"


WHOLE = page("".join(family(letter, fence() if letter == "C" else "") for letter in "ABCDEF"))


def said(definition: Definition) -> list[tuple[int, str]]:
    return [(problem.line, problem.part) for problem in definition.problems]


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_a_whole_page_is_read_without_a_problem() -> None:
    definition = read_definition("DOD.md", WHOLE)
    assert said(definition) == []
    assert [family.letter for family in definition.families] == list("ABCDEF")
    assert definition.families[0].sources == "ss"
    assert [(check.id, check.family, check.must) for check in definition.checks] == [("one-alias", "C", "agree")]
    assert [(claim.value, claim.line) for claim in definition.scope] == [("docs/a.md", 5)]
    assert dict(definition.rubric)["critical"] == "a"


def test_families_may_stand_in_any_order_level_and_dress() -> None:
    text = page(
        "### Family F: defaults\n\n**Evidence source**: file\n**Check**: compare\n**Expected signal**: equal\n\n"
        "### **B) Auth**\n\n1. Evidence sources:\n   - probes\n   - logs\n2. Check: look\n"
        "3. Expected signals: 401\n4. Precedence: evidence > canon\n\n"
    )
    definition = read_definition("DOD.md", text)
    assert [(family.letter, family.title) for family in definition.families] == [("F", "defaults"), ("B", "Auth")]
    assert definition.families[0].signals == "equal"
    assert definition.families[1].sources == "probes logs"
    assert definition.precedence("B") == ("evidence", "canon")
    assert [part for _, part in said(definition)] == ["no heading describes families A, C, D, E"]


@pytest.mark.parametrize("heading", ["E-mail", "A", "A/B tests", "A.b", "All of it", "1. A list"])
def test_a_heading_that_only_begins_with_a_letter_is_no_family(heading: str) -> None:
    assert read_definition("DOD.md", f"## {heading}\n\n- Check: x\n").families == ()


def test_an_empty_page_says_what_it_lacks() -> None:
    for text in ("", "\n\n", "# Done\n"):
        parts = " ".join(part for _, part in said(read_definition("DOD.md", text)))
        assert "families A, B, C, D, E, F" in parts
        assert "Scope" in parts
        assert "Severity" in parts


def test_a_half_written_family_is_named_at_its_heading() -> None:
    text = WHOLE.replace(
        "### B. Family of B\n\n- Evidence sources: ss\n- Check: compare\n", "### B. Family of B\n\n- Check:\n"
    )
    assert said(read_definition("DOD.md", text)) == [
        (line_of(text, "### B"), "family B names no evidence source and no check")
    ]


def test_a_family_of_lower_risk_may_be_brief_and_one_that_is_silent_counts_as_high() -> None:
    brief = WHOLE.replace("### E. Family of E\n\n- Evidence sources: ss\n", "### E. Family of E\n\n- Risk: medium\n")
    assert said(read_definition("DOD.md", brief)) == []


def test_a_family_twice_and_a_precedence_that_orders_nothing() -> None:
    text = page("".join(map(family, "ABCDEF")) + family("A").replace("- Check", "- Precedence: canon, wishes\n- Check"))
    parts = [part for _, part in said(read_definition("DOD.md", text))]
    assert any("described twice" in part for part in parts)
    assert any("precedence" in part for part in parts)


@pytest.mark.parametrize(
    "info", ["consistency-chek", "consistency check", "yaml consistency_check", "consistency-checks", "check"]
)
def test_a_fence_with_a_wrong_name_is_no_silence(info: str) -> None:
    text = page("".join(family(letter, fence(info=info) if letter == "C" else "") for letter in "ABCDEF"))
    definition = read_definition("DOD.md", text)
    assert definition.checks == ()
    assert [line for line, _ in said(definition)] == [line_of(text, "```")]


def test_the_fence_may_be_marked_as_yaml_and_other_fences_are_left_alone() -> None:
    text = page(
        "".join(
            family(x, fence(info="yaml consistency-check") if x == "C" else fence("ss -ltn\n", "bash"))
            for x in "ABCDEF"
        )
    )
    definition = read_definition("DOD.md", text)
    assert said(definition) == []
    assert len(definition.checks) == 1


def test_a_fence_that_is_not_closed_is_said_with_the_families_it_swallows() -> None:
    text = page(family("A") + family("B", fence().removesuffix("```\n")) + "".join(map(family, "CDEF")))
    parts = {part: line for line, part in said(read_definition("DOD.md", text))}
    assert parts["the check's fence is never closed and takes the rest of the page"] == line_of(text, "```")
    assert "no heading describes families C, D, E, F" in parts


def test_a_check_outside_its_family_or_with_an_id_twice() -> None:
    text = WHOLE.replace("## Scope", fence() + "\n## Scope")
    assert said(read_definition("DOD.md", text)) == [(3, "a check is declared under the heading of its family, A to F")]
    other = page("".join(map(family, "ABCDEF")) + family("K", fence()))
    assert [part for _, part in said(read_definition("DOD.md", other))] == [
        "a check is declared under the heading of its family, A to F"
    ]
    text = WHOLE.replace(fence(), fence() + "\n" + fence())
    definition = read_definition("DOD.md", text)
    assert len(definition.checks) == 1
    assert [part for _, part in said(definition)] == ["a second check with the id 'one-alias'"]


WRONG = [
    ("id: one-alias", "id: One Alias", "'id' is lower-case words joined by hyphens"),
    ("id: one-alias\n", "", "'id' is missing"),
    ("severity: high", "severity: severe", "'severity' is one of critical, high, medium, low"),
    ("must: agree", "must: match", "'must' is one of"),
    ("must: agree", "must: agree\nmode: x", "'mode' is none of"),
    ("must: agree", "must: one", "'one' needs a key in every place"),
    ("must: agree", "must: say", "'say' needs values"),
    ("must: agree", "must: agree\nvalues: [x]", "values has no meaning"),
    ("must: agree", "must: agree\nattribute: colour", "'attribute' is one of"),
    ("must: agree", "must: agree\nignore_case: perhaps", "true or false"),
    ("    column: port\n", "", "exactly one of column, bullet, pattern, jsonpath"),
    ("    column: port\n", "    column: port\n    bullet: port\n", "exactly one of"),
    ("    column: port\n", "    column: [port]\n", "'column' is a text"),
    ("    column: port\n", "    column: port\n    key: alias\n", "either every place has a key or none"),
    ("    column: port\n", "    pattern: 'x'\n", "no group (?P<value>...)"),
    ("    column: port\n", "    pattern: '(?P<value>a)(?=b)'\n", "not supported"),
    ("    column: port\n", "    pattern: '(?P<value>a)'\n    take: 'x'\n", "its own groups"),
    ("    column: port\n", "    column: port\n    take: '(?P<value>a'\n", "not closed"),
    ("    column: port\n", "    column: port\n    take: '(?P<key>a)(?P<value>b)'\n", "the key is named by 'key'"),
    ("    column: port\n", "    column: port\n    where: [x]\n", "where is a mapping"),
    ("    column: port\n", "    bullet: port\n    where: {a: b}\n", "'where' has no meaning beside bullet"),
    ("    column: port\n", "    bullet: port\n    key: other\n", "the key of a bullet is 'heading'"),
    ("jsonpath: $.port", "jsonpath: $..port", "is not supported"),
    ("jsonpath: $.port", "jsonpath: port", "does not begin with $"),
    ("jsonpath: $.port", "jsonpath: $.port[?@.x]", "is not supported"),
    ("jsonpath: $.port", "jsonpath: $.port\n    key: alias", "a key needs a wildcard"),
    ("jsonpath: $.port", "jsonpath: $.port\n    format: ini", "'format' is one of"),
    ("path: docs/a.md", "path: /etc/passwd", "relative to the repository"),
    ("path: docs/a.md", "path: ../a.md", "relative to the repository"),
    ("path: docs/a.md", "path: 'C:/a.md'", "relative to the repository"),
    ("path: docs/a.md", "path: '**/a*b*/c*d'", "more than 3 wildcards"),
]


@pytest.mark.parametrize(("old", "new", "why"), WRONG)
def test_a_wrong_declaration_is_said_inside_its_fence_and_the_check_does_not_run(old: str, new: str, why: str) -> None:
    text = WHOLE.replace(CHECK, CHECK.replace(old, new))
    definition = read_definition("DOD.md", text)
    assert definition.checks == ()
    opened = line_of(text, "```")
    assert definition.problems
    for problem in definition.problems:
        assert opened <= problem.line < opened + CHECK.count("\n") + 4
    assert any(why in problem.part for problem in definition.problems), said(definition)


#: What only the reader knows: the schema has no word for it.
BEYOND_THE_SCHEMA = (
    "'one' needs",
    "either every place",
    "no group",
    "supported",
    "not closed",
    "$",
    "wildcard",
    "relative to",
    "'key'",
)


@pytest.mark.parametrize(("old", "new", "why"), WRONG)
def test_the_schema_refuses_what_the_reader_refuses(old: str, new: str, why: str) -> None:
    if not any(part in why for part in BEYOND_THE_SCHEMA):
        assert validate("dod-check", yaml.safe_load(CHECK.replace(old, new)))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "just text\n",
        "a: [1\n",
        "a: 1\n---\nb: 1\n",
        "a: &x [*x]\n",
        "\t\n",
        "a: !!python/name:os.system\n",
    ],
)
def test_a_fence_that_holds_no_mapping_of_a_check_is_said(text: str) -> None:
    whole = WHOLE.replace(CHECK, text)
    definition = read_definition("DOD.md", whole)
    assert definition.checks == ()
    assert any(line >= line_of(whole, "```consistency") for line, _ in said(definition))


GOOD_PLACES = st.sampled_from(
    [
        {"path": "a.md", "column": "port"},
        {"path": "a.md", "column": "port", "where": {"state": ["live", "new"]}, "section": "Now", "list": True},
        {"path": "docs/**", "bullet": "Key", "take": r"(?P<value>\d+)", "latest": True},
        {"path": "a.md", "pattern": r"x=(?P<value>\d+)"},
        {"path": "a.conf", "jsonpath": "$['a'][0].*", "format": "toml"},
    ]
)


@given(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["a", "a-b", "c3-po"]),
            "title": st.sampled_from(["x", "two words", "ü"]),
            "severity": st.sampled_from(["critical", "high", "medium", "low"]),
            "must": st.sampled_from(["agree", "subset", "disjoint"]),
            "places": st.lists(GOOD_PLACES, min_size=2, max_size=4),
        },
        optional={"attribute": st.sampled_from(["port", "model"]), "ignore_case": st.booleans()},
    )
)
def test_what_fits_the_schema_is_read(declared: dict[str, object]) -> None:
    assert validate("dod-check", declared) == []
    text = WHOLE.replace(CHECK, yaml.safe_dump(declared, allow_unicode=True))
    definition = read_definition("DOD.md", text)
    assert said(definition) == []
    assert len(definition.checks) == 1


lines = st.sampled_from(
    [
        *WHOLE.split("\n"),
        "```",
        "~~~",
        "> - `x`",
        "### G. More",
        "### **B) Au  th**",
        "C. Setext\n---",
        "Family D: x\n===",
        "<!--",
        "\t- Check: x",
        "Check:",
        "| a |",
        "```consistency-check",
        "\x00",
        "é\u2028",
    ]
)


@given(st.lists(lines, max_size=40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_page_is_read_and_every_problem_has_its_place(parts: list[str], end: str) -> None:
    text = end.join(parts)
    definition = read_definition("DOD.md", text)
    rows = re.split("\r\n|\r|\n", text)
    for claim in (*definition.problems, *definition.scope):
        exact(claim, rows)
    opened = sum(bool(re.match(r" {0,3}```consistency-check", row)) for row in rows)
    assert len(definition.checks) <= opened
    missing = set("ABCDEF") - {family.letter for family in definition.families}
    assert bool(missing) is any("no heading describes" in problem.part for problem in definition.problems)


def exact(claim: Claim, rows: list[str]) -> None:
    assert 1 <= claim.line <= len(rows)
    assert rows[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
