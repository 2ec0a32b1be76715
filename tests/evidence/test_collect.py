"""Really collected: on this machine, in a network namespace of the test's own, and through a real sshd."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from own_sshd import Server, free_port, sshd, write_config
from snapshots import RUN

from consistency.evidence import collect
from consistency.evidence.bundle import Bundle, read_bundle, script
from consistency.evidence.collect import Collected, CollectError, collect_here, collect_many, collect_ssh, observed_at
from consistency.evidence.observe.host import observe
from consistency.evidence.record import Listener, Snapshot

#: CI installs iproute2; on a machine without it (macOS has none) there is nothing to play against.
needs_ss = pytest.mark.skipif(
    shutil.which("ss") is None, reason="no ss here: .ci/install-system-packages installs iproute2"
)


def snapshot(bundle: Bundle) -> Snapshot:
    return observe(bundle, RUN).snapshot


def own(found: Snapshot, *ports: int) -> dict[int, Listener]:
    return {one.port: one for one in found.listeners if one.port in ports}


@contextmanager
def listening(family: int, address: str, only6: bool | None = None, kind: int = socket.SOCK_STREAM) -> Iterator[int]:
    with socket.socket(family, kind) as one:
        if only6 is not None:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, int(only6))
        one.bind((address, 0))
        if kind == socket.SOCK_STREAM:
            one.listen()
        yield one.getsockname()[1]


@needs_ss
def test_this_machine_and_every_way_to_listen() -> None:
    v4, v6 = socket.AF_INET, socket.AF_INET6
    with (
        listening(v4, "127.0.0.1") as loopback,
        listening(v4, "0.0.0.0") as every,
        listening(v4, "127.0.0.1", kind=socket.SOCK_DGRAM) as udp,
    ):
        found = own(snapshot(collect_here().bundle), loopback, every, udp)
    assert (found[loopback].addr, found[loopback].fam) == ("127.0.0.1", "v4")
    assert (found[every].addr, found[every].fam) == ("0.0.0.0", "v4")
    assert (found[udp].proto, found[udp].addr) == ("udp", "127.0.0.1")
    if not socket.has_dualstack_ipv6():
        pytest.skip("this machine has no IPv6: IPv4 alone was tested")
    with (
        listening(v6, "::", False) as dual,
        listening(v6, "::", True) as six,
        listening(v6, "::1") as loopback6,
        listening(v6, "::ffff:127.0.0.1", False) as mapped,
    ):
        found = own(snapshot(collect_here().bundle), dual, six, loopback6, mapped)
    assert (found[dual].addr, found[dual].fam) == ("::", "v4+v6")
    assert (found[six].addr, found[six].fam) == ("::", "v6")
    assert (found[loopback6].addr, found[loopback6].fam) == ("::1", "v6")
    assert (found[mapped].addr, found[mapped].fam, found[mapped].raw) == ("127.0.0.1", "v4", "::ffff:127.0.0.1")


@needs_ss
def test_this_machine_says_who_and_when() -> None:
    bundle = collect_here().bundle
    assert bundle.whole
    assert bundle.line("id") == str(os.getuid())
    assert observed_at(bundle) is not None
    states = {one.facet: one.state for one in snapshot(bundle).coverage}
    assert states["sockets"] == "complete"
    assert set(states) == {"sockets", "namespaces", "units", "containers", "kubernetes", "tailscale"}


def test_the_script_is_plain_shell_and_leaves_nothing(tmp_path: Path) -> None:
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "TMPDIR": str(tmp_path)}
    for shell in ("dash", "bash --posix", "busybox sh", "sh"):
        words = shell.split()
        if shutil.which(words[0]) is None:
            continue
        done = subprocess.run(
            [*words, "-s"],
            input=script("abcdef01").encode(),
            capture_output=True,
            cwd=tmp_path,
            env=environment,
            check=True,
        )
        assert done.stderr == b""
        assert read_bundle(done.stdout).whole
        assert list(tmp_path.iterdir()) == []


def test_without_any_tool_it_still_comes_to_its_end(tmp_path: Path) -> None:
    for name in ("sh", "cat", "id", "uname", "date", "od", "tr", "awk", "ls", "sed", "readlink"):
        program = shutil.which(name)
        if program is not None:
            (tmp_path / name).symlink_to(program)
    text = script("abcdef01").replace(
        'PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/opt/homebrew/bin"', ":"
    )
    done = subprocess.run(
        ["/bin/sh", "-s"], input=text.encode(), capture_output=True, env={"PATH": str(tmp_path)}, check=True
    )
    bundle = read_bundle(done.stdout)
    assert bundle.whole
    with listening(socket.AF_INET, "127.0.0.1") as port:
        done = subprocess.run(
            ["/bin/sh", "-s"], input=text.encode(), capture_output=True, env={"PATH": str(tmp_path)}, check=True
        )
    found = snapshot(read_bundle(done.stdout))
    assert next(one.by for one in found.coverage if one.facet == "sockets").startswith("/proc/net")
    assert own(found, port)[port].addr == "127.0.0.1"


@pytest.fixture
def namespace() -> Iterator[str]:
    """A network namespace with its loopback up, and nothing else in it."""
    if os.getuid() != 0:
        pytest.skip("only root may make a network namespace")
    name = f"consistency-{os.getpid()}"
    made = subprocess.run(["ip", "netns", "add", name], capture_output=True, text=True) if shutil.which("ip") else None
    if made is None or made.returncode:
        pytest.skip(f"no network namespace can be made here: {made.stderr.strip() if made else 'no ip'}")
    try:
        subprocess.run(["ip", "-n", name, "link", "set", "lo", "up"], check=True)
        yield name
    finally:
        subprocess.run(["ip", "netns", "delete", name], check=False)


SERVE = (
    "import socket, sys\n"
    "one = socket.create_server(('0.0.0.0', 7777))\n"
    "two = socket.create_server(('::', 7778), family=socket.AF_INET6, dualstack_ipv6=True)\n"
    "print('ready', flush=True)\n"
    "sys.stdin.read()\n"
)


@needs_ss
def test_another_namespace_is_entered_and_is_not_the_host(namespace: str) -> None:
    words = ["ip", "netns", "exec", namespace, sys.executable, "-c", SERVE]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        assert server.stdout.readline() == b"ready\n"
        found = snapshot(collect_here().bundle)
        inside = subprocess.run(
            ["ip", "netns", "exec", namespace, "sh", "-s"],
            input=script("abcdef01").encode(),
            capture_output=True,
            check=True,
        )
        server.communicate()
    entered = [one.ns for one in found.listeners if one.port in (7777, 7778)]
    assert all(entered)
    if not entered:
        (told,) = [one for one in found.coverage if one.facet == "namespaces"]
        assert (told.state, "not entered" in " ".join(told.without)) == ("partial", True)
    there = {one.port: one for one in snapshot(read_bundle(inside.stdout)).listeners if not one.ns}
    assert set(there) == {7777, 7778}
    assert there[7777].addr == "0.0.0.0"
    assert (there[7778].addr, there[7778].fam) == ("::", "v4+v6")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


def over(server: Server, target: str = "demo") -> Collected:
    return collect_ssh(target, server.ssh.split())


@needs_ss
def test_over_ssh_everything_is_as_here(server: Server) -> None:
    collected = over(server)
    assert collected.bundle.whole
    assert collected.host_key == server.fingerprint
    assert collected.clock_offset == 0
    seen = own(snapshot(collected.bundle), server.port)
    assert seen[server.port].addr == "127.0.0.1"


def test_several_hosts_at_once_and_one_that_fails_spoils_no_other(server: Server) -> None:
    done: list[str] = []
    hosts = [("one", "demo"), ("two", "demo2"), ("gone", "gone.invalid")]
    found = collect_many(hosts, lambda target: over(server, target), lambda name, _: done.append(name))
    assert sorted(done) == ["gone", "one", "two"]
    assert isinstance(found["one"], Collected)
    assert isinstance(found["two"], Collected)
    assert isinstance(found["gone"], CollectError)


def test_a_host_key_that_is_not_known_is_no_evidence(server: Server) -> None:
    (server.folder / "empty").write_text("")
    try:
        write_config(server.folder, server.port, "user", "empty")
        with pytest.raises(CollectError, match="Host key verification failed"):
            over(server)
        assert (server.folder / "empty").read_text() == ""
    finally:
        write_config(server.folder, server.port, "user", "known")


def test_a_key_that_is_refused_and_a_port_that_is_closed_are_told_apart(server: Server) -> None:
    try:
        write_config(server.folder, server.port, "stranger", "known")
        with pytest.raises(CollectError, match="Permission denied"):
            over(server)
        write_config(server.folder, free_port(), "user", "known")
        with pytest.raises(CollectError, match="refused"):
            over(server)
    finally:
        write_config(server.folder, server.port, "user", "known")


@pytest.mark.parametrize("target", ["-oProxyCommand=touch /tmp/x", "a b", "$(id)", "host;id", "", "user@$(id)"])
def test_a_target_that_could_be_an_option_or_a_command_is_refused(target: str) -> None:
    with pytest.raises(CollectError, match="no host"):
        collect_ssh(target, ["false"])


def test_a_program_that_is_missing_is_a_sentence() -> None:
    with pytest.raises(CollectError, match="cannot be run"):
        collect_ssh("demo", ["/nonexistent/ssh"])


def test_what_answers_nothing_of_ours_is_a_sentence(tmp_path: Path) -> None:
    fake = tmp_path / "ssh"
    fake.write_text("#!/bin/sh\necho 'Welcome to the router'\necho 'unknown command: sh' >&2\n")
    fake.chmod(0o755)
    with pytest.raises(CollectError, match=r"not the output of the snapshot script.*unknown command"):
        collect_ssh("demo", [str(fake)])


def test_a_host_that_never_ends_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "DEADLINE", 0.3)
    fake = tmp_path / "ssh"
    fake.write_text("#!/bin/sh\nsleep 30\n")
    fake.chmod(0o755)
    with pytest.raises(CollectError, match="took more than"):
        collect_ssh("demo", [str(fake)])


def test_a_host_that_says_too_much_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collect, "LIMIT", 1 << 20)
    fake = tmp_path / "ssh"
    fake.write_text("#!/bin/sh\nexec cat /dev/zero\n")
    fake.chmod(0o755)
    with pytest.raises(CollectError, match="more than 1 MiB"):
        collect_ssh("demo", [str(fake)])


def test_ssh_is_the_users_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONSISTENCY_SSH", raising=False)
    assert collect.ssh_command() == ("ssh",)
    monkeypatch.setenv("CONSISTENCY_SSH", "ssh -F '/tmp/my config'")
    assert collect.ssh_command() == ("ssh", "-F", "/tmp/my config")
