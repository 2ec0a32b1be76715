"""An answer given with `consistency ledger` is honoured by the next check, until its day has passed."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from worked import REGISTRY

from consistency.cli.command import run
from consistency.engine.check import check
from consistency.model.finding import Finding

DAY = datetime.date(2026, 3, 2)
MARCH = "docs/_core/consistency_audit_2026-03.md"


@pytest.fixture
def site(worked: Any) -> Path:
    path: Path = worked.path
    return path


def open_finding(site: Path) -> Finding:
    """One that blocks and that the example's own ledger has not answered."""
    return next(one for one in check(site, today=DAY).findings if one.blocking and one.disposition is None)


def again(site: Path, mark: str, day: datetime.date = DAY) -> Finding:
    return next(one for one in check(site, today=day).findings if one.fingerprint == mark)


@pytest.mark.parametrize(
    ("words", "kind", "blocking"),
    [
        (["accept"], "accepted", False),
        (["defer", "--until", "2026-03-31"], "defer", False),
        (["fix"], "fix_now", True),
    ],
)
def test_the_next_check_honours_it(site: Path, words: list[str], kind: str, blocking: bool) -> None:
    wrong = open_finding(site)
    before = {file: file.read_bytes() for file in sorted(site.rglob("*.md"))}
    verb, *more = words
    line = ["ledger", "-C", str(site), verb, wrong.fingerprint, "--why", "as agreed", *more, "--today", str(DAY)]
    assert run(line) == 0
    answered = again(site, wrong.fingerprint)
    assert answered.disposition is not None
    assert (answered.disposition.kind, answered.disposition.reason) == (kind, "as agreed")
    assert answered.disposition.path == MARCH
    assert answered.blocking is blocking
    assert {file: file.read_bytes() for file in before} == before
    assert {file.relative_to(site).as_posix() for file in set(site.rglob("*.md")) - set(before)} == {MARCH}


def test_from_a_folder_below_the_same_ledger_is_written(site: Path) -> None:
    wrong = open_finding(site)
    below = site / "docs" / "snapshots"
    assert run(["ledger", "-C", str(below), "fix", wrong.fingerprint, "--why", "so", "--today", str(DAY)]) == 0
    assert (site / MARCH).is_file()


def test_a_deferral_that_has_passed_answers_no_more(site: Path) -> None:
    wrong = open_finding(site)
    words = ["defer", wrong.fingerprint, "--why", "later", "--until", "2026-03-31", "--today", str(DAY)]
    assert run(["ledger", "-C", str(site), *words]) == 0
    assert not again(site, wrong.fingerprint, datetime.date(2026, 3, 31)).blocking
    after = datetime.date(2026, 4, 1)
    assert again(site, wrong.fingerprint, after).blocking
    assert [one.claims[0].path for one in check(site, today=after).findings if one.rule == "G202"] == [MARCH]


def test_an_answer_to_what_was_corrected_is_orphaned(site: Path) -> None:
    wrong = next(one for one in check(site, today=DAY).findings if one.rule == "A103" and "Open WebUI" in one.message)
    assert run(["ledger", "-C", str(site), "accept", wrong.fingerprint, "--why", "so", "--today", str(DAY)]) == 0
    for file in site.rglob("*.md"):
        lines = file.read_bytes().split(b"\n")
        file.write_bytes(
            b"\n".join(one.replace(b"0.0.0.0", b"127.0.0.1") if b"Open WebUI" in one else one for one in lines)
        )
    found = check(site, today=DAY).findings
    assert wrong.fingerprint not in {one.fingerprint for one in found}
    assert MARCH in {one.claims[0].path for one in found if one.rule == "G203"}
    assert REGISTRY not in {one.claims[0].path for one in found if one.rule == "G203"}


def test_a_word_that_means_no_finding_is_one_sentence(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["ledger", "-C", str(site), "accept", "0000", "--why", "so"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
