"""A ledger is read as people write it; what keeps a row from answering is said at its cell."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ledgers import DELIMITER, FEBRUARY, HEADER, page, row

from consistency.ledger.read import Ledger, read_ledger
from consistency.ledger.row import holds, record
from consistency.schemas import validate


def read(*rows: str) -> Ledger:
    return read_ledger(FEBRUARY, page(*rows))


def reasons(ledger: Ledger) -> list[str]:
    return [problem.part for problem in ledger.problems]


def test_a_row_is_read_with_its_place() -> None:
    (only,) = read(row("`a \\| b`")).rows
    assert (only.id, only.doc, only.claim, only.kind) == ("A-01", "docs/_core/PORTS.md", "`a | b`", "accepted")
    assert (only.line, only.column, only.end_column, only.quote) == (5, 3, 7, "A-01")


@pytest.mark.parametrize(
    ("written", "kind", "until"),
    [
        ("fix_now", "fix_now", ""),
        ("Fix now", "fix_now", ""),
        ("**fix-now**", "fix_now", ""),
        ("accepted", "accepted", ""),
        ("`accepted` for good", "accepted", ""),
        ("defer until 2026-03-31", "defer", "2026-03-31"),
        ("Deferred (2026-03-31)", "defer", "2026-03-31"),
    ],
)
def test_dispositions_as_people_write_them(written: str, kind: str, until: str) -> None:
    ledger = read(row(disposition=written))
    assert ledger.problems == ()
    assert (ledger.rows[0].kind, ledger.rows[0].until) == (kind, until)


def test_the_date_may_stand_in_the_resolution() -> None:
    ledger = read(row(disposition="defer", resolution="seen on 2026-02-09, wait until 2026-04-01"))
    assert ledger.rows[0].until == "2026-04-01"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ({"disposition": "wontfix"}, "'wontfix' is none of fix_now, defer, accepted"),
        ({"disposition": ""}, "is none of"),
        ({"disposition": "defer"}, "defer needs a date"),
        ({"disposition": "defer until 2026-02-30"}, "is no date"),
        ({"disposition": "defer until 2026-3-1"}, "is no date"),
        ({"disposition": "defer 2026-03-01 or 2026-04-01"}, "two dates"),
        ({"resolution": ""}, "needs a reason"),
        ({"resolution": "-"}, "needs a reason"),
        ({"disposition": "defer until 2026-03-01", "resolution": "—"}, "needs a reason"),
        ({"claim": ""}, "neither a fingerprint nor a claim"),
        ({"doc": " "}, "neither a fingerprint nor a document"),
    ],
)
def test_a_row_that_lacks_what_it_needs_is_said_and_answers_nothing(cells: dict[str, str], why: str) -> None:
    ledger = read(row(**cells).replace("``", ""))
    assert any(why in reason for reason in reasons(ledger))
    assert {problem.line for problem in ledger.problems} == {5}
    assert not ledger.rows[0].sound


def test_fix_now_needs_no_reason_and_a_fingerprint_no_document() -> None:
    assert reasons(read(row(disposition="fix_now", resolution=""))) == []
    assert reasons(read(row(name="A103-0123456789abcdef", claim="").replace("`docs/_core/PORTS.md`", ""))) == []


def test_an_unknown_severity_is_said_and_the_row_still_answers() -> None:
    ledger = read(row().replace("| high |", "| severe |"))
    assert "'severe' is none of" in reasons(ledger)[0]
    assert ledger.rows[0].sound


def test_rows_with_too_many_or_too_few_cells_are_said() -> None:
    ledger = read(row(claim="a | b"), "| A-02 | x |", row(name="A-03"))
    assert [problem.line for problem in ledger.problems] == [5, 6]
    assert all("cells under 8 columns" in reason for reason in reasons(ledger))
    assert [each.id for each in ledger.rows] == ["A-03"]


def test_columns_in_another_order_or_under_other_names() -> None:
    head = "| Disposition | Reason | **ID** | Document | Finding |\n|---|---|---|---|---|\n"
    text = head + "| accepted | so | X | [p](a.md#L7) | `q` |\n"
    ledger = read_ledger(FEBRUARY, text)
    assert reasons(ledger) == []
    assert (ledger.rows[0].doc, ledger.rows[0].resolution, ledger.rows[0].claim) == ("a.md", "so", "`q`")


def test_other_tables_are_left_alone_and_a_page_without_a_ledger_says_so() -> None:
    assert len(read_ledger(FEBRUARY, "| a | b |\n|---|---|\n| 1 | 2 |\n\n" + page(row())).rows) == 1
    for text in ("", "# Audit\n", "| a | b |\n|---|---|\n| 1 | 2 |\n"):
        assert "no table has the columns" in reasons(read_ledger(FEBRUARY, text))[0]


def test_a_missing_column_and_an_open_fence_are_said() -> None:
    text = "| id | doc | disposition |\n|---|---|---|\n| A | `x` | accepted |\n"
    assert "lacks the column claim and resolution" in reasons(read_ledger(FEBRUARY, text))[0]
    swallowed = read_ledger(FEBRUARY, page(row()) + "\n```\n" + page(row(name="A-02")))
    assert [each.id for each in swallowed.rows] == ["A-01"]
    assert "nothing closes this block" in reasons(swallowed)[0]


def test_an_id_twice_is_said() -> None:
    assert "the id A-01 is also the row's in line 5" in reasons(read(row(), row(claim="`x`")))


def test_what_an_id_says() -> None:
    ids = ["A103-0123456789abcdef", "A103", "B-07", "C1", "LITELLM-1", "12", "0123456789abcdef"]
    rows = read(*(row(name=each, claim=f"`{number}`") for number, each in enumerate(ids))).rows
    assert [(each.rule, each.family, len(each.fingerprints)) for each in rows] == [
        ("A103", "A", 1), ("A103", "A", 0), ("", "B", 0), ("", "C", 0), ("", "", 0), ("", "", 0), ("", "", 1),
    ]  # fmt: skip


def test_a_closed_row_is_kept_for_the_record() -> None:
    ledger = read(row(resolution="resolved 2026-03-02: row corrected"), row(name="A-02", resolution="fixed soon"))
    assert [each.closed for each in ledger.rows] == ["2026-03-02", ""]


def test_a_deferral_holds_on_its_day_and_not_after() -> None:
    (deferred,) = read(row(disposition="defer until 2026-03-01")).rows
    for day, expired in (("2026-02-28", False), ("2026-03-01", False), ("2026-03-02", True)):
        today = datetime.date.fromisoformat(day)
        assert deferred.expired(today) is expired
        assert holds(deferred.disposition(), today) is not expired
    fix, accepted = read(row(disposition="fix_now"), row(name="A-02")).rows
    assert not holds(fix.disposition(), datetime.date(2026, 1, 1))
    assert holds(accepted.disposition(), datetime.date(2099, 1, 1))
    assert not holds(None, datetime.date(2026, 1, 1))


cells = st.text(alphabet="ab1|\\`*_-: \t\f\u2028é", max_size=10)
decisions = st.sampled_from(["defer 2026-01-01", "fix_now", "accepted", "defer", "?"])
lines = st.one_of(
    st.sampled_from([HEADER, DELIMITER, "", "```", "<!--", "> x", "# A"]),
    st.lists(cells, min_size=6, max_size=9).map(lambda parts: "| " + " | ".join(parts) + " |"),
    st.builds(
        row, cells, st.sampled_from(["defer 2026-01-01", "fix_now", "accepted", "defer", "?"]), cells, cells, cells
    ),
)


@given(st.lists(lines, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_any_page_is_read_and_every_row_has_its_place(parts: list[str], end: str, whole: bool) -> None:
    text = end.join([HEADER, DELIMITER, *parts] if whole else parts)
    ledger = read_ledger(FEBRUARY, text)
    rows = re.split("\r\n|\r|\n", text)
    for each in ledger.rows:
        assert rows[each.line - 1][each.column - 1 : each.end_column - 1] == each.quote
        assert validate("ledger", record(each)) == []
    for problem in ledger.problems:
        assert 1 <= problem.line <= len(rows)
        if problem.quote:
            assert rows[problem.line - 1][problem.column - 1 : problem.end_column - 1] == problem.quote


@given(st.lists(st.lists(cells, min_size=1, max_size=9).map(lambda parts: "| " + " | ".join(parts) + " |"), max_size=6))
def test_no_row_of_a_ledger_is_swallowed(written: list[str]) -> None:
    ledger = read_ledger(FEBRUARY, page(*written))
    heard = {each.line for each in ledger.rows} | {problem.line for problem in ledger.problems}
    assert heard >= {number for number, line in enumerate(written, 5) if re.search(r"\w", line)}
