"""The verb as a user meets it: take, once more, over ssh, from a bundle, diff, status; and what it refuses."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from gpubox import DEMO_SECRETS, bundle, sections
from own_sshd import Server, sshd

from consistency.evidence.document import edited, parse

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "consistency.toml").write_text(
        'this_host = "here"\n[hosts.here]\naliases = ["This box"]\n[hosts.gpubox]\naliases = ["GPU box"]\n'
        '[hosts.one]\nssh = "demo"\n[hosts.two]\nssh = "demo2"\n[hosts.gone]\nssh = "gone.invalid"\n'
    )
    return folder


@pytest.fixture
def run(site: Path) -> Run:
    def call(*words: str, given: bytes | None = None, **env: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "consistency", "snapshot", *words],
            cwd=site, input=given, capture_output=True, env={**os.environ, "NO_COLOR": "1", **env},
        )  # fmt: skip
        return subprocess.CompletedProcess(words, done.returncode, done.stdout.decode(), done.stderr.decode())

    return call


def later(moment: str, **changes: bytes) -> bytes:
    return bundle({**sections(), "date": moment.encode() + b"\n", **changes})


BUNDLE = later("2024-03-01T01:39:05Z")


def written(site: Path) -> list[Path]:
    return sorted((site / "docs" / "snapshots").glob("*.md"))


def test_this_machine(site: Path, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as one:
        port = one.getsockname()[1]
        done = run()
    assert (done.returncode, done.stderr) == (0, "")
    (path,) = written(site)
    assert done.stdout.startswith(f"docs/snapshots/{path.name}\n")
    snapshot = parse(path.read_text())
    assert snapshot.run.host == "here"
    assert port in {listener.port for listener in snapshot.listeners}
    assert not edited(path.read_text())


def test_the_name_of_this_machine_may_be_an_alias_and_must_be_known(site: Path, run: Run) -> None:
    assert run("--host", "this box", "--dry-run").stdout.count('host: "here"') == 1
    done = run("--host", "her")
    assert done.returncode == 2
    assert 'did you mean "here"?' in done.stderr
    assert written(site) == []


def test_without_a_name_it_asks_for_one(site: Path, run: Run) -> None:
    (site / "consistency.toml").write_text("")
    done = run()
    assert done.returncode == 2
    assert "say --host NAME" in done.stderr


def test_from_a_bundle(site: Path, run: Run) -> None:
    (site / "b.txt").write_bytes(BUNDLE)
    done = run("--from", "b.txt")
    (path,) = written(site)
    assert (done.returncode, path.name) == (0, "2024-03-01-013905Z-gpubox.md")
    assert not [secret for secret in DEMO_SECRETS if secret in path.read_bytes() or secret.decode() in done.stdout]
    assert "embed.service: seems to say 127.0.0.1:11434" in done.stdout
    again = run("--from", "-", "--host", "GPU box", given=BUNDLE)
    assert again.returncode == 0
    assert written(site) == [path]
    assert "no snapshots" not in run("status").stdout


def test_from_a_bundle_of_an_unknown_host(run: Run) -> None:
    done = run("--from", "-", given=bundle({**sections(), "host": b"stranger\x1b[31m\n"}))
    assert done.returncode == 2
    assert "stranger" in done.stderr
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (b"", "not the output of the snapshot script"),
        (b"\xff\xfe\x00", "not the output"),
        (bundle({**sections(), "date": b"tomorrow\n"}), "when it was taken"),
        (bundle({**sections(), "date": b"2999-01-01T00:00:00Z\n"}), "still to come"),
    ],
)
def test_what_is_no_bundle_is_a_sentence(run: Run, given: bytes, why: str) -> None:
    done = run("--from", "-", given=given)
    assert done.returncode == 2
    assert why in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--from", "x", "--ssh", "one"), "one of them"),
        (("--ssh", "one", "--host", "one"), "leave --host away"),
        (("--sudo",), "goes with --ssh"),
        (("--corrects", "2026-01-01-000000Z-here", "--why", "x"), "no snapshot"),
        (("--from", "missing.txt"), "cannot be read"),
        (("--ssh", "evil.example"), "only at hosts that the configuration names"),
        (("--nonsense",), "No such option"),
    ],
)
def test_what_does_not_go_together(site: Path, run: Run, words: tuple[str, ...], why: str) -> None:
    done = run(*words)
    assert (done.returncode, written(site)) == (2, [])
    assert why in done.stderr


def test_identical_reality_writes_nothing_new(site: Path, run: Run) -> None:
    run("--from", "-", given=BUNDLE)
    done = run("--from", "-", "--if-changed", given=later("2024-03-02T01:00:00Z"))
    assert "nothing was written" in done.stdout
    assert len(written(site)) == 1
    run("--from", "-", "--if-changed", given=later("2024-03-03T01:00:00Z", ss=b""))
    assert len(written(site)) == 2


def test_diff(site: Path, run: Run) -> None:
    row = b"tcp LISTEN 0 5 %s:8010 0.0.0.0:* ino:1 sk:1 cgroup:/system.slice/llm.service <->\n"
    run("--from", "-", given=later("2024-03-02T01:00:00Z", ss=row % b"127.0.0.1"))
    done = run("--from", "-", given=later("2024-03-03T01:00:00Z", ss=row % b"0.0.0.0"))
    assert "1 change since 2024-03-02 01:00 UTC" in done.stdout
    first, second = map(str, written(site))
    assert json.loads(run("diff", first, second, "--format", "json").stdout)["changes"] == [
        {
            "kind": "~",
            "facet": "sockets",
            "subject": "tcp 8010",
            "text": "127.0.0.1 llm.service -> 0.0.0.0 llm.service",
        }
    ]
    told = run("diff", first, second)
    assert "  ~ tcp 8010: 127.0.0.1 llm.service -> 0.0.0.0 llm.service\n" in told.stdout
    assert (told.returncode, run("diff", first, second, "--exit-code").returncode) == (0, 1)
    assert run("diff", first, first, "--exit-code").returncode == 0
    written(site)[1].write_text(Path(second).read_text().replace("8010 | 0.0.0.0", "8010 | 127.0.0.1"))
    assert "was edited after it was written" in run("diff", first, second).stderr
    assert "is no snapshot" in run("diff", "consistency.toml", second).stderr


def test_a_correction_names_what_it_corrects_and_says_why(site: Path, run: Run) -> None:
    run("--from", "-", given=BUNDLE)
    name = "2024-03-01-013905Z-gpubox"
    assert "--why" in run("--from", "-", "--corrects", name, given=later("2024-03-02T01:00:00Z")).stderr
    done = run("--from", "-", "--corrects", name, "--why", "it was the clone", given=later("2024-03-02T01:00:00Z"))
    assert done.returncode == 0
    text = written(site)[1].read_text()
    assert f'corrects: ["{name}"]' in text
    assert f"This snapshot corrects {name}: it was the clone" in text


def test_status(site: Path, run: Run) -> None:
    assert "no snapshots in docs/snapshots yet" in run("status").stdout
    by_hand = site / "docs" / "snapshots" / "2024-02-08-by-hand.md"
    by_hand.parent.mkdir(parents=True)
    by_hand.write_text("# By hand\n")
    assert "(1 file there, written by hand: `check` reads them)" in run("status").stdout
    by_hand.unlink()
    run("--from", "-", given=BUNDLE)
    (site / "docs" / "snapshots" / "2024-02-09-by-hand.md").write_text("# By hand\n")
    data = json.loads(run("status", "--today", "2024-03-10", "--format", "json").stdout)
    sockets = next(one for one in data["facets"] if one["facet"] == "sockets" and one["path"])
    assert (sockets["age"], sockets["budget"], sockets["stale"]) == (9, 7, True)
    assert data["by_hand"] == 1
    told = run("status", "--today", "2024-03-10").stdout
    assert "sockets     complete  2024-03-01  9 days old (STALE, 7 days allowed)" in told
    assert (
        "units       partial   2024-03-01  9 days old (good for 21 more); not seen: contents of 1 environment file"
        in told
    )
    assert "1 other file there" in told
    assert "never seen: sockets, namespaces, units, containers, kubernetes, tailscale, probes" in told


def test_the_script_by_hand(site: Path, run: Run) -> None:
    text = run("--bundle").stdout
    done = subprocess.run(["sh", "-s"], input=text.encode(), capture_output=True, check=True)
    assert run("--from", "-", "--host", "here", given=done.stdout).returncode == 0
    assert len(written(site)) == 1


def test_another_machine_by_the_same_name_is_said(run: Run) -> None:
    run("--from", "-", given=BUNDLE)
    same = run("--from", "-", given=later("2024-03-02T01:00:00Z"))
    other = run("--from", "-", given=later("2024-03-03T01:00:00Z", mid=b"0123456789abcdef0123456789abcdef\n"))
    assert "Another machine" not in same.stdout
    assert "Another machine than in 2024-03-02-010000Z-gpubox.md: is this gpubox?" in other.stdout


def test_a_dry_run_prints_and_writes_nothing(site: Path, run: Run) -> None:
    done = run("--from", "-", "--dry-run", given=BUNDLE)
    assert done.stdout.startswith("---\nkind: reality-snapshot\n")
    assert not (site / "docs").exists()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def test_several_hosts_over_ssh_and_one_that_is_away(site: Path, run: Run, server: Server) -> None:
    done = run("--ssh", "one", "--ssh", "two", "--ssh", "gone", "--no-probes", CONSISTENCY_SSH=server.ssh)
    assert done.returncode == 2
    assert "nothing was recorded for gone" in done.stderr
    snapshots = [parse(path.read_text()) for path in written(site)]
    assert {one.run.host for one in snapshots} == {"one", "two"}
    assert {one.run.via for one in snapshots} == {"ssh demo", "ssh demo2"}
    assert {one.run.host_key for one in snapshots} == {server.fingerprint}
    assert all(server.port in {listener.port for listener in one.listeners} for one in snapshots)


def test_in_a_repository_the_commit_is_named(site: Path, run: Run) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    for words in (["init", "-q"], ["add", "."], [*identity, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *words], cwd=site, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=site, capture_output=True, text=True, check=True).stdout
    (site / "deep").mkdir()
    run("-C", "deep", "--from", "-", given=BUNDLE)
    (path,) = written(site)
    assert parse(path.read_text()).run.commit == head[:12]
