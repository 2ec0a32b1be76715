"""Each rule has a page, and its examples are run: what is said to fail does, at those places; what passes is clean.

A page's sections "Fails" and "Passes ..." hold fences, each a file. Their info strings say, after the language:

    file=docs/ports.md    the file's path
    cites=5,6             the lines that the finding cites (in sections that fail; no other place may be cited)
    before                the file as it was before the change, where a rule judges a change; every other file is then
                          the file after it
    encoding=utf-16       the bytes to write, where they are not UTF-8
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from consistency import shipped
from consistency.cli.explain import page
from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.markdown.blocks import Block
from consistency.markdown.parse import blocks
from consistency.model.run import Run
from consistency.rules import RULES
from consistency.rules.rule import Rule
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 11, 21)
FOLDER = Path(shipped.folder("docs/rules"))
SECTIONS = ("What it does", "Why it hurts", "Fails", "Passes", "How to answer it")


class File(NamedTuple):
    path: str
    data: bytes
    cites: frozenset[int]
    before: bool


class Case(NamedTuple):
    rule: Rule
    title: str
    files: list[File]


def cases(rule: Rule) -> Iterator[Case]:
    """The page's sections that are run."""
    case: Case | None = None
    for block in blocks(page(rule) + "\n"):
        if block.kind == "heading" and block.level == 2:
            case = Case(rule, block.passage.text, [])
            if case.title.startswith(("Fails", "Passes")):
                yield case
        elif block.kind == "fence" and case is not None and "file=" in block.info:
            case.files.append(file(block))


def file(block: Block) -> File:
    words = block.info.split()[1:]
    said = dict(word.split("=", 1) for word in words if "=" in word)
    cites = frozenset(int(line) for line in said.get("cites", "").split(",") if line)
    text = block.passage.text + "\n" if block.passage.text else ""
    return File(said["file"], text.encode(said.get("encoding", "utf-8")), cites, "before" in words)


def judge(files: list[File]) -> Run:
    before = {one.path: one.data for one in files if one.before}
    after = {one.path: one.data for one in files if not one.before}
    bases = (Memory(before),) if before else ()
    return run(Prepared(Memory(after), bases, "HEAD" if bases else "", ()), Scope(), TODAY)


CASES = [case for rule in RULES for case in cases(rule)]
FAILING = [case for case in CASES if case.title.startswith("Fails")]
PASSING = [case for case in CASES if case.title.startswith("Passes")]


def name(case: Case) -> str:
    return f"{case.rule.id} {case.title}"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_has_a_whole_page(rule: Rule) -> None:
    assert (FOLDER / f"{rule.id}-{rule.name}.md").is_file(), f"docs/rules/{rule.id}-{rule.name}.md is missing"
    text = page(rule)
    assert text.startswith(f"# {rule.id} {rule.name}\n")
    assert rule.summary in text
    titles = [block.passage.text for block in blocks(text) if block.kind == "heading" and block.level == 2]
    assert [word for word in SECTIONS if not any(title.startswith(word) for title in titles)] == []


def test_each_page_has_a_rule() -> None:
    known = {f"{rule.id}-{rule.name}.md" for rule in RULES} | {"README.md"}
    assert {file.name for file in FOLDER.iterdir()} - known == set()


@pytest.mark.parametrize("case", FAILING, ids=name)
def test_what_is_said_to_fail_fails_at_the_places_that_are_named(case: Case) -> None:
    expected = {(one.path, line) for one in case.files for line in one.cites}
    assert expected, "no fence says which lines are cited"
    cited = [
        {(claim.path, claim.line) for claim in one.claims}
        for one in judge(case.files).findings
        if one.rule == case.rule.id
    ]
    assert expected in cited


@pytest.mark.parametrize("case", PASSING, ids=name)
def test_what_is_said_to_pass_leaves_nothing_open_under_any_rule(case: Case) -> None:
    told = judge(case.files)
    assert case.files, "the section holds no file"
    assert told.looked.documents, "nothing was looked at"
    assert [f"{one.rule} {one.message}" for one in told.findings if one.disposition is None] == []
