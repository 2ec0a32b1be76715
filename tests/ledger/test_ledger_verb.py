"""`consistency ledger` writes the answer, says it, and says plainly what it cannot do."""

from collections.abc import Callable
from pathlib import Path

import pytest
from ledgers import FEBRUARY, finding

from consistency.cli import ledger
from consistency.cli.command import run
from consistency.ledger.read import read_ledger

Words = Callable[..., int]


@pytest.fixture
def words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Words:
    """Runs `consistency ledger` over one finding, in a folder of its own, on a day in February."""
    now = ledger.Current(tmp_path, FEBRUARY, (finding(),))
    monkeypatch.setattr(ledger, "current", lambda *_: now)

    def run_(verb: str, *more: str) -> int:
        return run(["ledger", "-C", str(tmp_path), verb, *more, "--today", "2026-02-20"])

    return run_


@pytest.mark.parametrize(
    ("verb", "more", "kind"),
    [("accept", [], "accepted"), ("fix", [], "fix_now"), ("defer", ["--until", "2026-03-01"], "defer")],
)
def test_each_answer_becomes_a_row(
    words: Words, tmp_path: Path, capsys: pytest.CaptureFixture[str], verb: str, more: list[str], kind: str
) -> None:
    assert words(verb, finding().fingerprint[:6], "--why", "so", *more) == 0
    (row,) = read_ledger(FEBRUARY, (tmp_path / FEBRUARY).read_text()).rows
    assert (row.kind, row.resolution, row.fingerprints) == (kind, "so", (finding().fingerprint,))
    assert FEBRUARY in capsys.readouterr().out


REFUSED = """\
accept A999 --why so
accept A103
accept A103 --why -
defer A103 --why so
defer A103 --why so --until soon
defer A103 --why so --until 2026-02-19"""


@pytest.mark.parametrize("line", REFUSED.split("\n"))
def test_what_lacks_something_is_refused_in_one_sentence(
    words: Words, tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    verb, *more = line.split(" ")
    assert words(verb, *more) == 2
    assert not (tmp_path / FEBRUARY).exists()
    assert capsys.readouterr().err.count("\n") == 1
