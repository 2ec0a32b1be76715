"""Lists, folders, names, claim files."""

import contextlib
import gc
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.fleet import error
from consistency.fleet.error import FleetError, need
from consistency.fleet.export import read_exported, write_parquet
from consistency.fleet.reading import read
from consistency.fleet.rows import Row, fact_of, fact_text, row_of, row_text
from consistency.fleet.source import Source, named, sources
from consistency.model.claim import Claim, Unread
from consistency.model.fact import Fact
from consistency.model.objects import claim_object, fact_object, unread_object

SAID = Claim("port", "80", "a.md", 3, 5, 7, "80", "web", "mini", 80, "tcp", observed_on="2026-02-09", role="evidence")
CLAIMS = (SAID, Claim("bind", "::1", "ü.md", 1, 1, 2, "\u2028", "web", acknowledged=True, modality="assumed"))
FACTS = tuple(Fact(claim, "web", "Web", "mini", "Mini", "api", "a tie", True) for claim in CLAIMS)


def test_a_list_names_paths_and_owners(tmp_path: Path) -> None:
    listing = tmp_path / "fleet.txt"
    listing.write_bytes(b'\xef\xbb\xbf# ours\r\n\r\none\tTeam Red\r\n"sub dir/two" blue\rthree\n./one again\n')
    found = sources(str(listing))
    assert [(one.number, one.name, one.owner) for one in found] == [
        (0, "one", "Team Red"),
        (1, "three", ""),
        (2, "two", "blue"),
    ]
    assert found[2].path == str(tmp_path / "sub dir" / "two")


def test_names_that_would_be_the_same_get_their_folder() -> None:
    found = named([("/x/api", ""), ("/y/api", ""), ("/y/web", ""), ("/z/C:D", "")])
    assert [one.name for one in found] == ["C_D", "web", "x/api", "y/api"]


def test_a_folder_gives_owners(tmp_path: Path) -> None:
    for path in ("red/one/.git", "two/.git", "blue/notes", "empty"):
        (tmp_path / path).mkdir(parents=True)
    (tmp_path / "blue" / "three.jsonl").write_text("")
    assert [(one.name, one.owner) for one in sources(str(tmp_path))] == [("one", "red"), ("three", "blue"), ("two", "")]


@pytest.mark.parametrize("text", [b"", b"\n# nothing\n", b"\xff\xfe\x00", None])
def test_a_list_of_nothing_is_an_error_with_a_way_out(text: bytes | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "fleet.txt").write_bytes(text)
    with pytest.raises(FleetError, match=r"fleet\.txt .*(write one path|give a list)"):
        sources(str(tmp_path / "fleet.txt"))


def lines(*objects: object) -> str:
    return "".join(json.dumps(each) + "\n" for each in objects)


@pytest.mark.parametrize("make", [claim_object, lambda claim: claim._asdict()])
def test_exported_claims_are_read_as_they_were(make: Callable[[Claim], object], tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text("\n" + lines(*map(make, CLAIMS)), encoding="utf-8")
    assert read_exported(str(file)) == (tuple(map(Fact, CLAIMS)), False, 0)


def test_links_and_literals_left_unread_are_read_too(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    left = unread_object(Unread("a.md", 1, 2, 6, "8080", "prose"))
    file.write_text(lines(*map(fact_object, FACTS), left), encoding="utf-8")
    assert read_exported(str(file)) == (FACTS, True, 1)


def test_parquet_is_read_as_it_was_written(tmp_path: Path) -> None:
    file = str(tmp_path / "a.parquet")
    write_parquet(FACTS, file)
    assert read_exported(file) == (FACTS, True, 0)
    write_parquet((), file)
    assert read_exported(file).facts == ()


@pytest.mark.parametrize(
    "text",
    ["{", "[]", '"x"', "1", "{}", lines(claim_object(SAID))[:-9], lines(claim_object(SAID) | {"line": 0}), "[" * 99999],
)
def test_a_broken_line_is_told_with_its_place(text: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text(lines(claim_object(SAID)) + text, encoding="utf-8")
    gc.collect()  # what other tests left is not to be finalized where the stack is at its end
    with pytest.raises(FleetError, match=r"a\.jsonl:2: "):
        read_exported(str(file))


def test_what_is_no_parquet_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    file.write_bytes(b"PAR1 not really")
    with pytest.raises(FleetError, match="Parquet"):
        read_exported(str(file))


def test_a_missing_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(module: str) -> object:
        raise ImportError(module)

    monkeypatch.setattr(error, "import_module", missing)
    with pytest.raises(
        FleetError, match=r"^--engine dask needs distributed, .*pip install 'docs-consistency\[fleet\]'$"
    ):
        need("distributed", "--engine dask")


TEXT = st.text(st.characters(), max_size=8)  # surrogates too


@given(TEXT, TEXT, st.integers(0, 65535), st.booleans())
def test_rows_survive_files(text: str, other: str, port: int, flag: bool) -> None:
    fact = Fact(
        Claim("port", text, other, 1, 1, 1, text, other, text, port, acknowledged=flag), text, other, inferred=flag
    )
    row = Row("service", text, other, 3, port, fact)
    assert row_of(row_text(row)) == row
    assert fact_of(fact_text(3, port, fact)) == (3, port, fact)
    assert "\n" not in row_text(row) + fact_text(0, 0, fact)


@given(st.binary(max_size=60) | st.text('a b/"\\#\r\n\t:.\0', max_size=30).map(str.encode))
def test_any_list_is_a_list_or_an_error(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        listing = Path(folder) / "list.txt"
        listing.write_bytes(data)
        try:
            found = sources(str(listing))
        except FleetError:
            return
        assert len({one.name for one in found}) == len({one.path for one in found}) == len(found) > 0
        assert all(":" not in one.name for one in found)


@given(
    st.binary(max_size=60) | st.text('{}[]",:claim0e9 \n', max_size=40).map(str.encode),
    st.sampled_from(["jsonl", "parquet"]),
)
def test_any_bytes_are_claims_or_an_error(data: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"claims.{ending}"
        file.write_bytes(data)
        with contextlib.suppress(FleetError):
            assert read_exported(str(file)).facts == ()


def test_a_path_that_no_system_knows_is_a_problem_of_that_repository() -> None:
    for path in ("\0", "\0.jsonl", "nowhere.parquet"):
        assert read(Source(0, "a", path), "2026-02-09").summary.counts.problem
