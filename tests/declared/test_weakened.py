"""A definition of done that guards less than before says what it lost; one that only moved does not."""

from pathlib import Path

import pytest

from consistency.readers.dod import read_definition
from consistency.rules.weakened import weakened

PAGE = "docs/_core/CONSISTENCY_DOD.md"
TEXT = (Path(__file__).parent.parent.parent / PAGE).read_text()


def lost(text: str) -> list[str]:
    return [finding.message for finding in weakened(read_definition(PAGE, TEXT), read_definition(PAGE, text))]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "id: alias-ports\n",
            "id: alias-port\n",
            "alias-ports (an alias has one port) is gone; it guarded column 'port'",
        ),
        ("```consistency-check\nid: json-logs", "```yaml\nid: json-logs", "the check json-logs"),
        (
            "column: posture\n    key: technology",
            "column: note\n    key: technology",
            "no longer looks at column 'posture'",
        ),
        ("{posture: [maintenance-only, retired]}", "{posture: retired}", "no longer looks at column 'technology'"),
        ("severity: high\nmust: one", "severity: low\nmust: one", "counts as low, no longer as high"),
        ("must: disjoint", "must: agree", "asks for agree, no longer for disjoint"),
        ("- `docs/_core/CHANGE_RULES.md`\n", "", "CHANGE_RULES.md is no longer in the scope"),
        ("### B. Auth requirements", "### Auth requirements", "family B (Auth requirements) is no longer described"),
    ],
)
def test_what_is_lost_is_said(old: str, new: str, said: str) -> None:
    assert old in TEXT
    assert any(said in message for message in lost(TEXT.replace(old, new, 1)))


def test_what_only_moved_or_was_added_is_not() -> None:
    assert lost(TEXT) == []
    assert lost("\n\n" + TEXT.replace("severity: low", "severity: high")) == []
    assert (
        lost(TEXT.replace("- `docs/_core/CHANGE_RULES.md`\n", "- `docs/_core/CHANGE_RULES.md`\n- `docs/x.md`\n")) == []
    )


def test_a_page_that_is_gone_loses_everything() -> None:
    definition = read_definition(PAGE, TEXT)
    assert len(lost("")) == len(definition.checks) + len(definition.scope) + len(definition.families)
