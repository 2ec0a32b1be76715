"""What `consistency explain` says of the rules."""

import json
import re
from pathlib import Path

import pytest

from consistency.cli.command import run
from consistency.cli.errors import Unusable
from consistency.cli.explain import listing, matching
from consistency.config.shape import fits
from consistency.report.words import FAMILIES
from consistency.rules import RULES
from consistency.rules.rule import Rule

PAGES = Path(__file__).resolve().parents[2] / "docs" / "rules"


def rule(id_: str, name: str) -> Rule:
    return Rule(id_, name, "high", f"about {name}", "service", frozenset(), lambda _: ())


THREE = (rule("D101", "port-outside-range"), rule("A103", "bind-mismatch"), rule("A101", "port-mismatch"))


def test_a_rule_a_line_id_first_in_order() -> None:
    assert [line.split()[:4] for line in listing(THREE).split("\n")] == [
        ["A101", "port-mismatch", "A", "high"],
        ["A103", "bind-mismatch", "A", "high"],
        ["D101", "port-outside-range", "D", "high"],
    ]


@pytest.mark.parametrize("word", ["A103", "a103", "bind-mismatch", "Bind-Mismatch"])
def test_found_by_id_and_by_name(word: str) -> None:
    assert [found.id for found in matching(word, THREE)] == ["A103"]


def test_found_by_family() -> None:
    assert {found.id for found in matching("a", THREE)} == {"A101", "A103"}


@pytest.mark.parametrize(("word", "meant"), [("A013", "A103"), ("bind-mismach", "bind-mismatch")])
def test_a_near_miss_is_guessed(word: str, meant: str) -> None:
    with pytest.raises(Unusable, match=f'did you mean "{meant}"'):
        matching(word, THREE)


def test_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.strip().split("\n")] == sorted(
        found.id for found in RULES
    )


@pytest.mark.parametrize("known", RULES, ids=lambda known: str(known.id))
def test_every_rule_keeps_the_form_and_has_a_page(known: Rule, capsys: pytest.CaptureFixture[str]) -> None:
    assert re.fullmatch(r"[A-GM][0-9]{3}", known.id)
    assert known.family in FAMILIES
    assert fits({"severity": {known.id: "low", known.name: "off"}})
    assert known.summary
    assert "\n" not in known.summary
    assert run(["explain", known.id, "--format", "json"]) == 0
    (said,) = json.loads(capsys.readouterr().out)["rules"]
    assert said["name"] == known.name
    assert said["page"].startswith("#"), f"docs/rules has no page of {known.id}"


def test_no_page_without_its_rule() -> None:
    pages = {page.stem.split("-")[0].upper() for page in PAGES.glob("*.md") if page.name != "README.md"}
    assert pages <= {known.id for known in RULES}


def test_ids_and_names_are_unique() -> None:
    words = [word for known in RULES for word in (known.id, known.name)]
    assert len(words) == len(set(words))
