"""The worked example's first ledger: whole, and with every kind of answer."""

import datetime
from pathlib import Path

from consistency.ledger.read import read_ledger
from consistency.ledger.row import KINDS
from consistency.model.finding import SEVERITIES

ROOT = Path(__file__).parent.parent.parent
PATH = "docs/_core/consistency_audit_2026-02.md"
LEDGER = read_ledger(PATH, (ROOT / PATH).read_text())


def test_every_row_is_sound_and_every_answer_is_there() -> None:
    assert LEDGER.problems == ()
    assert {row.kind for row in LEDGER.rows} == set(KINDS)
    assert all(row.sound and row.severity in SEVERITIES for row in LEDGER.rows)
    assert not any(row.expired(datetime.date(2026, 12, 31)) for row in LEDGER.rows)


def test_every_row_quotes_a_line_of_its_document() -> None:
    for row in LEDGER.rows:
        text = (ROOT / row.doc).read_text()
        value = row.claim.split("`")[-2]
        if row.claim.count("`") == 2:
            assert value in text
        else:
            first = row.claim.split("`")[1]
            assert any(first in line and value in line for line in text.split("\n"))
