"""The guide's examples are declarations that the language takes."""

from pathlib import Path

import pytest
import yaml

from consistency.markdown.parse import blocks
from consistency.readers.declared.check import KINDS, RELATIONS
from consistency.readers.dod import read_definition
from consistency.schemas import schema, validate

GUIDE = (Path(__file__).parent.parent.parent / "docs/guide/declared-checks.md").read_text()
EXAMPLES = [block.passage.text for block in blocks(GUIDE) if block.kind == "fence"]


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_read_and_fits_the_schema(example: str) -> None:
    assert validate("dod-check", yaml.safe_load(example)) == []
    definition = read_definition("DOD.md", f"# Family C: x\n\n```consistency-check\n{example}\n```\n")
    assert len(definition.checks) == 1


def test_the_guide_names_every_word_of_the_language() -> None:
    declared = schema("dod-check")
    words = {*declared["properties"], *declared["$defs"]["place"]["properties"], *RELATIONS, *KINDS}
    assert {word for word in words if f"`{word}`" not in GUIDE} == set()
