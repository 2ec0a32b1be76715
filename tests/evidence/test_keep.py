"""Kept whole or not at all, never over another, never with a secret in it."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from snapshots import RUN

from consistency.evidence.difference import Change, changes
from consistency.evidence.document import render
from consistency.evidence.keep import KeepError, exclusively, identity, newest, recorded, same_reality, write
from consistency.evidence.record import Bind, Container, Coverage, Listener, Probe, Run, Snapshot, Unit
from consistency.evidence.standing import standings

SEEN = (Coverage("sockets", "complete"),)
LLM = Listener("tcp", "127.0.0.1", 8010, "v4", unit="llm.service")
SNAPSHOT = Snapshot(RUN, SEEN, (LLM,))


def at(day: str, host: str = "gpubox", **more: Any) -> Run:
    return Run(f"{day}-000000Z-{host}", host, f"{day}T00:00:00Z", "consistency 0.1.0", **more)


@pytest.mark.parametrize(
    ("host", "slug"),
    [("Mini", "mini"), ("Mac Studio", "mac-studio"), ("nas.lan", "nas.lan"), ("../../etc/x", "etc-x"), ("a/b", "a-b")],
)
def test_a_name_sorts_by_time_and_stays_in_its_folder(host: str, slug: str) -> None:
    moment = datetime(2026, 11, 21, 3, 39, 5, tzinfo=timezone(timedelta(hours=2)))
    assert identity(host, moment) == f"2026-11-21-013905Z-{slug}"


@pytest.mark.parametrize("host", ["", "...", "日本", "-" * 9, "x" * 80])
def test_a_host_that_cannot_name_a_file_is_refused(host: str) -> None:
    with pytest.raises(KeepError, match="cannot name a file"):
        identity(host, datetime.now(UTC))


def test_written_once_and_the_same_once_more_is_no_error(tmp_path: Path) -> None:
    path = write(tmp_path / "docs" / "snapshots", SNAPSHOT)
    assert path.read_text("utf-8") == render(SNAPSHOT)
    assert write(path.parent, SNAPSHOT) == path
    assert os.listdir(path.parent) == [path.name]


def test_never_over_another(tmp_path: Path) -> None:
    path = write(tmp_path, SNAPSHOT)
    before = path.read_bytes()
    with pytest.raises(KeepError, match="never written over"):
        write(tmp_path, replace(SNAPSHOT, listeners=()))
    assert path.read_bytes() == before


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    target = tmp_path / "target"
    (tmp_path / f"{RUN.id}.md").symlink_to(target)
    with pytest.raises(KeepError):
        write(tmp_path, SNAPSHOT)
    assert not target.exists()


@pytest.mark.parametrize("text", ["model correct-horse-9000 served", "ghp_abcdefghijklmnop", "http://u:pw@h/"])
def test_with_a_secret_in_it_nothing_is_written(tmp_path: Path, text: str) -> None:
    leaking = replace(SNAPSHOT, probes=(Probe("http://h/", "here", "http", status=200, models=(text,)),))
    with pytest.raises(KeepError, match="nothing was written") as caught:
        write(tmp_path / "new", leaking, ("correct-horse-9000",))
    assert text not in str(caught.value)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KeepError, match="cannot be written"):
        write(tmp_path / "file" / "below", SNAPSHOT)


@pytest.mark.parametrize("nameless", [True, False])
def test_a_kill_in_mid_write_leaves_no_half_file(tmp_path: Path, nameless: bool) -> None:
    code = f"""
import os, sys, time
from pathlib import Path
from consistency.evidence import keep
if not {nameless}:
    del os.O_TMPFILE
real = os.fsync
def slow(number):
    print("writing", flush=True)
    time.sleep(60)
os.fsync = slow
keep.exclusively(Path(sys.argv[1]) / "s.md", b"x" * 1_000_000)
"""
    process = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"writing\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".md")]
    exclusively(tmp_path / "s.md", b"whole")
    assert (tmp_path / "s.md").read_bytes() == b"whole"


def test_where_files_without_a_name_are_unknown_a_named_one_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "exists", lambda _: False)
    exclusively(tmp_path / "s.md", b"whole")
    assert os.listdir(tmp_path) == ["s.md"]


def test_two_writers_at_once_one_wins(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom consistency.evidence.keep import exclusively\n"
        "exclusively(Path(sys.argv[1]), sys.argv[2].encode())"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "s.md"), name * 1000], stderr=subprocess.DEVNULL)
        for name in "abcd"
    ]
    assert sorted(one.wait() for one in writers).count(0) == 1
    assert len(set((tmp_path / "s.md").read_text())) == 1


def test_a_disk_that_is_full_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeepError, match="No space left"):
        write(tmp_path, SNAPSHOT)
    assert os.listdir(tmp_path) == []


def test_only_snapshots_of_ours_are_counted_oldest_first(tmp_path: Path) -> None:
    (tmp_path / "2026-01-01-by-hand.md").write_text("# By hand\n")
    (tmp_path / "broken.md").write_bytes(b"```json consistency-snapshot/1\n{\n```\n\xff")
    for day in ("2026-03-01", "2026-02-01"):
        write(tmp_path, replace(SNAPSHOT, run=at(day)))
    write(tmp_path, replace(SNAPSHOT, run=at("2026-04-01", "nas")))
    kept = recorded(tmp_path)
    assert [one.snapshot.run.at[:10] for one in kept] == ["2026-02-01", "2026-03-01", "2026-04-01"]
    last, earlier = newest(kept, "gpubox"), newest(kept, "gpubox", "2026-03-01T00:00:00Z")
    assert last is not None
    assert last.snapshot.run.at[:10] == "2026-03-01"
    assert earlier is not None
    assert earlier.snapshot.run.at[:10] == "2026-02-01"
    assert newest(kept, "other") is None


def test_the_same_reality_is_told_from_another() -> None:
    later = replace(SNAPSHOT, run=replace(RUN, at="2027-01-01T00:00:00Z", id="x"))
    assert same_reality(SNAPSHOT, later)
    assert not same_reality(SNAPSHOT, replace(later, listeners=()))
    assert not same_reality(SNAPSHOT, replace(later, coverage=()))
    assert not same_reality(SNAPSHOT, replace(later, run=replace(later.run, host="nas")))


def changed(before: Snapshot, after: Snapshot) -> set[tuple[str, str, str, str]]:
    return {(one.kind, one.facet, one.subject, one.text) for one in changes(before, after)}


def test_what_changed() -> None:
    wide = replace(LLM, addr="0.0.0.0")
    new = Listener("tcp", "::", 9, "v4+v6", procs=("x",))
    assert changed(SNAPSHOT, replace(SNAPSHOT, listeners=(wide, new))) == {
        ("~", "sockets", "tcp 8010", "127.0.0.1 llm.service -> 0.0.0.0 llm.service"),
        ("+", "sockets", "tcp 9", ":: (v4+v6) x"),
    }
    assert changed(SNAPSHOT, replace(SNAPSHOT, listeners=())) == {("-", "sockets", "tcp 8010", "127.0.0.1 llm.service")}
    assert changes(SNAPSHOT, SNAPSHOT) == ()


def test_what_was_not_seen_has_not_gone() -> None:
    after = replace(SNAPSHOT, listeners=(), coverage=(Coverage("sockets", "partial"),))
    assert changed(SNAPSHOT, after) == {
        ("~", "coverage", "sockets", "complete -> partial"),
        ("?", "sockets", "tcp 8010", "127.0.0.1 llm.service (sockets partial in the later one)"),
    }


def test_units_containers_and_answers_change() -> None:
    before = Snapshot(
        RUN, (), (), (Unit("a.service", active="active", binds=(Bind("::", 1, "x"),)),),
        (Container("c", "docker", "running", "img:1"),), probes=(Probe("http://h/", "x", "http", status=200),),
    )  # fmt: skip
    after = Snapshot(
        RUN, (), (), (Unit("a.service", active="failed", binds=(Bind("::", 2, "x"),)),),
        (Container("c", "docker", "exited", "img:2"),), probes=(Probe("http://h/", "x", "refused"),),
    )  # fmt: skip
    assert changed(before, after) == {
        ("~", "units", "a.service", "state active -> failed"),
        ("~", "units", "a.service", "binds [::]:1 -> [::]:2"),
        ("~", "containers", "c", "running, img:1 -> exited, img:2"),
        ("~", "probes", "GET http://h/", "200 -> refused"),
    }


def test_a_port_on_two_addresses_is_one_change() -> None:
    two = replace(SNAPSHOT, listeners=(LLM, replace(LLM, addr="::1", fam="v6")))
    assert changes(SNAPSHOT, two) == (
        Change("~", "sockets", "tcp 8010", "127.0.0.1 llm.service -> 127.0.0.1 llm.service, ::1 llm.service"),
    )


def test_the_newest_evidence_per_host_and_facet(tmp_path: Path) -> None:
    looks = [
        Snapshot(at("2026-11-01"), (Coverage("sockets", "complete"), Coverage("units", "complete"))),
        Snapshot(
            at("2026-11-10"), (Coverage("sockets", "failed"), Coverage("probes", "partial", without=("1 not asked",)))
        ),
        Snapshot(at("2026-11-11", "nas"), (Coverage("sockets", "complete"),)),
    ]
    for look in looks:
        write(tmp_path, look)
    found = standings(
        recorded(tmp_path), ["studio", "gpubox"], date(2026, 11, 21), lambda facet: 7 if facet == "sockets" else 30
    )
    told = {(one.host, one.facet): one for one in found}
    assert list(dict.fromkeys(one.host for one in found)) == ["studio", "gpubox", "nas"]
    sockets = told["gpubox", "sockets"]
    assert (sockets.observed_on, sockets.age, sockets.stale, sockets.later) == ("2026-11-01", 20, True, "failed")
    assert not told["gpubox", "units"].stale
    assert told["gpubox", "probes"].without == ("1 not asked",)
    assert told["studio", "sockets"].age == -1
    assert told["nas", "units"].state == "never seen"


def test_a_look_from_inside_a_container_was_none_at_the_host(tmp_path: Path) -> None:
    every = (Coverage("sockets", "complete"), Coverage("probes", "complete"))
    write(tmp_path, Snapshot(at("2026-11-01"), (Coverage("sockets", "complete"),)))
    write(tmp_path, Snapshot(replace(at("2026-11-02"), inside="docker"), every))
    write(tmp_path, Snapshot(replace(at("2026-11-03", "nas"), inside="docker"), every))
    told = {(one.host, one.facet): one for one in standings(recorded(tmp_path), [], date(2026, 11, 4), lambda _: 7)}
    sockets = told["gpubox", "sockets"]
    assert (sockets.observed_on, sockets.later) == ("2026-11-01", "inside a container")
    assert told["gpubox", "probes"].observed_on == "2026-11-02", "a request was made to the host itself"
    assert (told["nas", "sockets"].age, told["nas", "sockets"].state) == (-1, "inside a container")


def test_a_corrected_snapshot_stands_for_nothing(tmp_path: Path) -> None:
    write(tmp_path, Snapshot(at("2026-11-01"), (Coverage("units", "complete"),)))
    write(tmp_path, Snapshot(at("2026-11-02", corrects=("2026-11-01-000000Z-gpubox",), why="wrong host"), SEEN))
    told = {one.facet: one for one in standings(recorded(tmp_path), [], date(2026, 11, 3), lambda _: 7)}
    assert told["units"].state == "never seen"
    assert told["sockets"].observed_on == "2026-11-02"


def test_the_work_grows_with_the_listeners_and_no_faster(tmp_path: Path) -> None:
    def calls(count: int) -> int:
        many = tuple(
            Listener("tcp", "0.0.0.0", number, "v4", unit=f"u{number}.service", procs=("p",))
            for number in range(1, count + 1)
        )
        counted = 0

        def count_call(*_: object) -> None:
            nonlocal counted
            counted += 1

        sys.setprofile(count_call)
        try:
            path = write(tmp_path / str(count), Snapshot(RUN, SEEN, many))
            found = recorded(path.parent)
        finally:
            sys.setprofile(None)
        assert len(found[0].snapshot.listeners) == count
        return counted

    calls(10)
    assert calls(2_000) < 4.5 * calls(500)


def test_ten_thousand_listeners_are_kept(tmp_path: Path) -> None:
    many = tuple(Listener("tcp", "0.0.0.0", port, "v4", unit=f"u{port}.service") for port in range(1, 10_001))
    path = write(tmp_path, Snapshot(RUN, SEEN, many))
    assert recorded(tmp_path)[0].snapshot.listeners == many
    assert path.read_text().index("## Record") < 40_000  # what is for people stays readable
