"""A row is added, reads back the same, and no other byte of the file changes."""

import datetime
import os
import stat
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import DELIMITER, FEBRUARY, HEADER, finding, page, row

from consistency.ledger.append import LedgerError, appended, coded, escaped
from consistency.ledger.entry import entry
from consistency.ledger.file import append, write_answer
from consistency.ledger.read import read_ledger
from consistency.model.finding import Finding

TODAY = datetime.date(2026, 2, 20)
CELLS = {"id": "A103-0123456789abcdef", "doc": "`a.md`", "claim": "`x`", "disposition": "accepted", "resolution": "so"}
MONTH = "February 2026"


def around(old: str, new: str) -> str:
    """What `new` has beyond `old`; fails where anything else changed."""
    at = next((index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), len(old))
    while not (new.startswith(old[:at]) and new.endswith(old[at:])):
        at -= 1
        assert at >= 0, "something else changed"
    return new[at : len(new) - len(old) + at]


@pytest.mark.parametrize(
    "text",
    [
        page(row()),
        page(row()) + "\nAfterword.\n",
        page(row()).rstrip("\n"),
        page(),
        page().rstrip("\n"),
        page(row()).replace("\n", "\r\n"),
        page(row()).replace("\n", "\r\n").rstrip("\r\n"),
        "\ufeff" + page(row()),
        page(row()) + "\n## Also\n\n" + page(row(name="A-02")),
        page(row()).replace("| A-01", "A-01"),
        "# Audit\n",
        "# Audit",
        "",
        "\n\n",
        "> quoted\n\n" + "\n".join("> " + line for line in page(row()).split("\n")[2:-1]) + "\n",
        page(row()) + "\n```\nnot a ledger\n```\n",
    ],
)
def test_one_row_more_and_nothing_else(text: str) -> None:
    new = appended(FEBRUARY, text, CELLS, MONTH)
    added = around(text, new)
    before, after = read_ledger(FEBRUARY, text).rows, read_ledger(FEBRUARY, new).rows
    assert len(after) == len(before) + 1
    assert "A103-0123456789abcdef" in [each.id for each in after]
    assert ("\r" in added) is ("\r" in text)
    if before and text.endswith("\n"):
        assert added.count("|") == 9


def test_a_new_ledger_has_a_title_and_all_columns() -> None:
    lines = appended(FEBRUARY, "", CELLS, MONTH).split("\n")
    assert lines[0] == "# Consistency audit, February 2026"
    assert lines[-4] == HEADER
    assert lines[-1] == ""


def test_the_row_takes_the_columns_of_its_table() -> None:
    text = "| disposition | id | owner | claim | doc | resolution |\n|---|---|---|---|---|---|\n"
    cells = around(text, appended(FEBRUARY, text, CELLS, MONTH)).split("|")
    assert cells[1:4] == [" accepted ", " A103-0123456789abcdef ", "  "]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("```\nopen\n", "would not be read"),
        ("<!--\nopen\n", "would not be read"),
        ("| id | disposition |\n|---|---|\n| a | accepted |\n", "lacks the column"),
    ],
)
def test_a_page_that_cannot_take_a_row_is_left_alone(text: str, why: str) -> None:
    with pytest.raises(LedgerError, match=why):
        appended(FEBRUARY, text, CELLS, MONTH)


hostile = st.text(alphabet="a|\\`*<_ \n\t\r\u2028\x1b", max_size=20)


@given(st.text(max_size=40), hostile, st.sampled_from(["\n", "\r\n"]))
def test_any_text_reads_back_as_one_line_of_itself(why: str, claim: str, end: str) -> None:
    cells = CELLS | {"resolution": why, "claim": claim}
    text = page(row()).replace("\n", end)
    new = appended(FEBRUARY, text, cells, MONTH)
    assert around(text, new).endswith(end)
    last = read_ledger(FEBRUARY, new).rows[-1]
    assert last.resolution == escaped(why).replace("\\|", "|")
    assert last.resolution.split() == [word for word in last.resolution.split(" ") if word]
    if why.isascii() and why.isprintable():
        assert last.resolution == " ".join(why.split())


@given(st.text(max_size=30))
def test_a_code_span_holds_any_text_and_lets_none_out(text: str) -> None:
    span = coded(text)
    ticks = len(span) - len(span.lstrip("`"))
    assert not span or ((ticks and "`" * ticks not in span[ticks:-ticks].strip("` ")) or "`" not in text)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp") for char in span)


def test_an_entry_names_both_sides_and_answers_its_finding_by_hand_too() -> None:
    cells = entry(finding(), "defer", "later", "2026-03-01", TODAY)
    assert cells["doc"] == "`docs/_core/PORTS.md`"
    assert cells["claim"] == "`Gateway (gw)`: `0.0.0.0`"
    assert "`127.0.0.1`, observed on 2026-02-09" in cells["evidence"]
    assert cells["disposition"] == "defer until 2026-03-01"


REFUSED = [
    ("accepted", "", ""),
    ("accepted", " - ", ""),
    ("defer", "", "2026-03-01"),
    ("defer", "x", ""),
    ("defer", "x", "soon"),
    ("defer", "x", "2026-02-19"),
    ("defer", "x", "20260301"),
    ("ignore", "x", ""),
]


@pytest.mark.parametrize(("kind", "why", "until"), REFUSED)
def test_an_answer_without_its_reason_or_date_is_refused(kind: str, why: str, until: str) -> None:
    with pytest.raises(LedgerError):
        entry(finding(), kind, why, until, TODAY)


def answer(root: Path, of: Finding | None = None) -> None:
    write_answer(root, FEBRUARY, of or finding(), "accepted", "so", "", TODAY)


def test_a_file_is_made_and_then_grown_with_its_mode_kept(tmp_path: Path) -> None:
    answer(tmp_path)
    path = tmp_path / FEBRUARY
    first = path.read_bytes()
    path.chmod(0o640)
    answer(tmp_path, finding("A104"))
    assert path.read_bytes().startswith(first)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert os.listdir(path.parent) == [path.name]


def test_a_failure_leaves_the_old_file_and_no_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(tmp_path)
    path = tmp_path / FEBRUARY
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(LedgerError, match="No space left"):
        answer(tmp_path, finding("A104"))
    assert path.read_bytes() == before
    assert os.listdir(path.parent) == [path.name]


def test_a_file_that_is_not_utf8_or_leads_out_of_the_repository_is_refused(tmp_path: Path) -> None:
    root = tmp_path / "repository"
    path = root / FEBRUARY
    path.parent.mkdir(parents=True)
    path.write_bytes(b"caf\xe9\n")
    with pytest.raises(LedgerError, match="not UTF-8"):
        answer(root)
    path.unlink()
    (tmp_path / "outside.md").write_text("x\n")
    path.symlink_to(tmp_path / "outside.md")
    with pytest.raises(LedgerError, match="out of the repository"):
        answer(root)
    assert (tmp_path / "outside.md").read_text() == "x\n"


def test_a_link_inside_the_repository_stays_a_link(tmp_path: Path) -> None:
    path = tmp_path / FEBRUARY
    path.parent.mkdir(parents=True)
    (tmp_path / "real.md").write_text(page())
    path.symlink_to(tmp_path / "real.md")
    answer(tmp_path)
    assert path.is_symlink()
    assert len(read_ledger(FEBRUARY, (tmp_path / "real.md").read_text()).rows) == 1


def test_two_writers_at_once_lose_no_row(tmp_path: Path) -> None:
    (tmp_path / FEBRUARY).parent.mkdir(parents=True)
    (tmp_path / FEBRUARY).write_text("\n".join([HEADER, DELIMITER, ""]))
    cells = [CELLS | {"id": f"A-{number}"} for number in range(8)]
    threads = [threading.Thread(target=append, args=(tmp_path, FEBRUARY, each, MONTH)) for each in cells]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = read_ledger(FEBRUARY, (tmp_path / FEBRUARY).read_text()).rows
    assert {each.id for each in rows} == {each["id"] for each in cells}
