"""The store gives back what was put, or nothing: whatever happens to its file."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.cache.packed import Kept, pack, unpack
from consistency.cache.stamp import stamp
from consistency.cache.store import Store
from consistency.model.claim import Claim, Reading, Unread

words = st.text(max_size=12)
numbers = st.integers(0, 70_000)
claims = st.builds(Claim, words, words, words, numbers, numbers, numbers, words, words, words, numbers)
unread = st.builds(Unread, words, numbers, numbers, numbers, words, words)
readings = st.builds(
    Reading, st.lists(claims, max_size=3).map(tuple), st.lists(unread, max_size=2).map(tuple), numbers, numbers, numbers
)
kept = st.builds(
    Kept, st.lists(claims, max_size=2).map(tuple), readings, words, st.lists(words, max_size=2).map(tuple), words
)
ONE = Kept(reading=Reading((Claim("port", "80", "a.md", 1, 1, 3, "80", "Web", port=80),), (), 1, 1, 1))


@given(st.binary(max_size=9), kept)
def test_what_is_packed_comes_back(key: bytes, one: Kept) -> None:
    back = unpack(key, pack(key, one))
    assert back == one
    assert back is not None
    assert all(type(claim) is Claim for claim in back.reading.claims)


@given(kept, st.data())
def test_no_damage_is_ever_loaded(one: Kept, data: st.DataObject) -> None:
    whole = bytearray(pack(b"key", one))
    position = data.draw(st.integers(0, len(whole) - 1))
    whole[position] ^= data.draw(st.integers(1, 255))
    assert unpack(b"key", bytes(whole)) is None
    assert unpack(b"key", bytes(whole[:position])) is None
    assert unpack(b"another", pack(b"key", one)) is None


def test_another_run_finds_what_one_has_put(tmp_path: Path) -> None:
    Store(str(tmp_path)).put({"a": ONE, "b\udcff": ONE})
    assert Store(str(tmp_path)).get(["a", "b\udcff", "c"]) == {"a": ONE, "b\udcff": ONE}


def test_without_a_folder_only_this_run_remembers() -> None:
    store = Store()
    store.put({"a": ONE})
    assert store.get(["a"]) == {"a": ONE}
    assert Store().get(["a"]) == {}


@pytest.mark.parametrize("content", [b"", b"no database at all " * 200, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_broken_file_is_built_anew(tmp_path: Path, content: bytes) -> None:
    Store(str(tmp_path)).put({"a": ONE})
    Path(Store(str(tmp_path)).file).write_bytes(content)
    assert Store(str(tmp_path)).get(["a"]) == {}
    Store(str(tmp_path)).put({"a": ONE})
    Store(str(tmp_path)).put({"a": ONE})  # the first may have found the damage, and removed it
    assert Store(str(tmp_path)).get(["a"]) == {"a": ONE}


def test_pages_overwritten_in_the_middle_give_nothing_wrong(tmp_path: Path) -> None:
    many = {f"key{number}": ONE._replace(around=str(number)) for number in range(500)}
    Store(str(tmp_path)).put(many)
    file = Path(Store(str(tmp_path)).file)
    data = bytearray(file.read_bytes())
    for position in range(5000, len(data), 4096):
        data[position : position + 900] = b"\x17" * len(data[position : position + 900])
    file.write_bytes(data)
    found = Store(str(tmp_path)).get(list(many))
    assert found.items() <= many.items()


def test_a_file_that_cannot_be_used_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "consistency").write_text("a file where the folder should be")
    store = Store(str(tmp_path))
    store.put({"a": ONE})
    assert store.get(["a"]) == {"a": ONE}
    assert Store(str(tmp_path)).get(["a"]) == {}


def test_a_run_that_writes_for_ever_holds_nobody_up(tmp_path: Path) -> None:
    Store(str(tmp_path)).put({"a": ONE})
    other = sqlite3.connect(Store(str(tmp_path)).file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    store = Store(str(tmp_path))
    assert store.get(["a"]) == {}
    store.put({"b": ONE})
    other.close()
    assert Store(str(tmp_path)).get(["a", "b"]) == {"a": ONE}


def test_the_readings_of_other_readers_are_dropped(tmp_path: Path) -> None:
    Store(str(tmp_path)).put({"a": ONE})
    file = Store(str(tmp_path)).file
    connection = sqlite3.connect(file)
    connection.execute(f"ALTER TABLE readings_{stamp()} RENAME TO readings_0000000000000000")
    connection.commit()
    connection.close()
    assert Store(str(tmp_path)).get(["a"]) == {}
    Store(str(tmp_path)).put({"b": ONE})
    connection = sqlite3.connect(file)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    connection.close()
    assert names == [(f"readings_{stamp()}",)]


def test_what_years_left_behind_goes_between_runs_and_never_within_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consistency.cache.store._MOST", 30_000)
    monkeypatch.setattr("consistency.cache.store._EACH", 5_000)
    many = {f"key {number}": ONE._replace(around="x" * 1_000) for number in range(100)}
    Store(str(tmp_path)).put(many)
    store = Store(str(tmp_path), remembers=False)
    assert len(store.get(list(many))) == 100, "a run keeps whatever it has to"
    store.make_room(100)
    assert len(store.get(list(many))) == 100, "so many documents may need it"
    store.make_room(3)
    assert not store.get(list(many))
    store.put({"key": ONE})
    assert store.get(["key"]) == {"key": ONE}
