"""Change rules are read as sentences, lists and tables, and one that guards nothing is said."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.change_rules import ChangeRules, read_change_rules

ROOT = Path(__file__).parent.parent.parent


def read(text: str) -> ChangeRules:
    return read_change_rules("CHANGE_RULES.md", text)


def files(text: str) -> list[list[str]]:
    return [[claim.value for claim in rule.files] for rule in read(text).rules]


@pytest.mark.parametrize(
    "text",
    [
        "- If a port or bind changes, update: `a.md`, `b/c.yaml`\n",
        "When a **port** or a bind is changed, then also update `a.md` and `b/c.yaml`.\n",
        "- If a port or bind changes, update:\n  - `a.md`\n  - `b/c.yaml` (the router)\n\nElse `x.md`.\n",
        "## If a port or bind changes\n\nUpdate:\n\n- `a.md`\n- `b/c.yaml`\n\n## Notes\n\n`x.md`\n",
        "| If | Update |\n|---|---|\n| port, bind | `a.md`, `b/c.yaml` |\n",
    ],
)
def test_the_ways_to_write_a_rule(text: str) -> None:
    (rule,) = read(text).rules
    assert [claim.value for claim in rule.files] == ["a.md", "b/c.yaml"]
    assert rule.attributes == {"port", "bind"}
    assert read(text).problems == ()


def test_a_rule_may_be_limited_to_services() -> None:
    (rule,) = read("- If the port of `Open WebUI` changes, update: `a.md`\n").rules
    assert rule.services == ("Open WebUI",)


def test_rules_do_not_take_each_other_s_files() -> None:
    text = "- If a port changes, update: `a.md`\n- Also see `x.md`\n- If a model changes, update: `b.md`\n"
    assert files(text) == [["a.md"], ["b.md"]]


def test_what_guards_nothing_is_said() -> None:
    assert [problem.part for problem in read("# Rules\n").problems] == [
        "the page has no rule: write 'If X changes, update: `file`'"
    ]
    (no_file,) = read("- If a port changes, update the registry\n").problems
    assert (no_file.part, no_file.quote) == ("names no file", "a port")
    (nothing,) = read("- If the weather changes, update: `a.md`\n").problems
    assert "names nothing" in nothing.part


def test_the_worked_example_names_files_that_exist() -> None:
    text = (ROOT / "docs/_core/CHANGE_RULES.md").read_text()
    found = read(text)
    assert found.problems == ()
    assert len(found.rules) == text.count("- If ")
    assert all((ROOT / claim.value).exists() for rule in found.rules for claim in rule.files)


PARTS = """\
- If a port changes, update: `a.md`
If `x` moves
update `b/`
  - `c.md`
# When a model changes
| If | Update |
|---|---|
| port | `a.md` |
```

> If a bind changes, change `q.md`
é `a/b` \u2028
"""
parts = st.sampled_from(PARTS.split("\n"))


@given(st.lists(parts, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_any_page_is_read_at_exact_places(lines: list[str], end: str) -> None:
    text = end.join(lines)
    found = read(text)
    rows = re.split("\r\n|\r|\n", text)
    claims = [*found.problems, *(claim for rule in found.rules for claim in (rule.claim, *rule.files))]
    for claim in claims:
        assert rows[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
    assert found.rules or found.problems
