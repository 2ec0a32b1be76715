"""Running the collecting script: here, or on another host through the user's own ssh."""

from __future__ import annotations

import contextlib
import io
import os
import re
import secrets
import shlex
import signal
import subprocess
import tempfile
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import NamedTuple

from consistency.evidence.bundle import LIMIT, Bundle, BundleError, read_bundle, script
from consistency.evidence.redact import redact_text
from consistency.evidence.safe import visible

#: Seconds that a host may take in all.
DEADLINE = 300.0
PARALLEL = 8

_SSH_OPTIONS = (
    "BatchMode=yes StrictHostKeyChecking=yes ForwardAgent=no ForwardX11=no ClearAllForwardings=yes "
    "PermitLocalCommand=no ConnectTimeout=5 ServerAliveInterval=10 ServerAliveCountMax=3"
)
_TARGET = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.@:%-]*")
_HOST_KEY = re.compile(r"(?m)^debug1: Server host key: \S+ (SHA256:\S+)")


class CollectError(Exception):
    """A host that could not be observed: one sentence. It says nothing about what runs there."""


class Output(NamedTuple):
    out: bytes
    err: bytes
    rc: int


class Collected(NamedTuple):
    """A host's bundle. clock_offset: by how many seconds its clock is ahead of ours. host_key: what ssh was shown."""

    bundle: Bundle
    raw: bytes
    clock_offset: int = 0
    host_key: str = ""


def collect_here() -> Collected:
    """This machine, as the user who runs this. Raises CollectError."""
    output = _run(["sh", "-s"], DEADLINE, "this machine")
    return _collected(output, "this machine")


def collect_ssh(target: str, ssh: Sequence[str] = ("ssh",), sudo: bool = False) -> Collected:
    """The host that `ssh TARGET` reaches. Nothing is installed or left there. Raises CollectError.

    An unknown or changed host key, a refused key, or no connection is an error, and never evidence.
    """
    if not _TARGET.fullmatch(target):
        raise CollectError(f"{visible(target, 80)!r} is no host that ssh should be given")
    options = [word for option in _SSH_OPTIONS.split() for word in ("-o", option)]
    command = "sudo -n sh -s" if sudo else "sh -s"
    output = _run([*ssh, "-v", *options, "-T", "--", target, command], DEADLINE, target)
    said = output.err.decode("utf-8", "backslashreplace")
    if output.rc == 255:
        raise CollectError(f"{target}: {_complaint(said)}")
    key = _HOST_KEY.search(said)
    return _collected(output, target)._replace(host_key=key[1] if key else "")


def collect_many(
    targets: Sequence[tuple[str, str]],
    collect: Callable[[str], Collected],
    done: Callable[[str, Collected | CollectError], None],
) -> dict[str, Collected | CollectError]:
    """Several hosts, (name, ssh target) each, at the same time; `done` is told of each as it ends, in this thread."""
    from concurrent.futures import as_completed

    results: dict[str, Collected | CollectError] = {}
    with ThreadPoolExecutor(max_workers=PARALLEL) as pool:
        waiting = {pool.submit(collect, target): name for name, target in targets}
        for future in as_completed(waiting):
            name = waiting[future]
            try:
                results[name] = future.result()
            except CollectError as error:
                results[name] = error
            done(name, results[name])
    return results


def ssh_command() -> tuple[str, ...]:
    """The user's ssh: CONSISTENCY_SSH (a command with options, as GIT_SSH_COMMAND for git), else plain `ssh`."""
    return tuple(shlex.split(os.environ.get("CONSISTENCY_SSH", ""))) or ("ssh",)


def fresh_number() -> str:
    return secrets.token_hex(8)


def _collected(output: Output, where: str) -> Collected:
    now = datetime.now(UTC)
    try:
        bundle = read_bundle(output.out)
    except BundleError as error:
        raise CollectError(f"{where}: {error} ({_complaint(output.err.decode('utf-8', 'backslashreplace'))})") from None
    there = observed_at(bundle)
    offset = round((there - now).total_seconds()) if there else 0
    return Collected(bundle, output.out, offset if abs(offset) > 60 else 0)


def observed_at(bundle: Bundle) -> datetime | None:
    """The time on the host's own clock, UTC."""
    try:
        return datetime.strptime(bundle.line("date"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None


def _complaint(said: str) -> str:
    lines = [line.strip() for line in said.split("\n") if line.strip() and not line.startswith("debug1:")]
    chatter = ("OpenSSH_", "Authenticated to", "Transferred:", "Bytes per second")
    lines = [line for line in lines if not line.startswith(chatter)]
    return visible(redact_text(lines[-1]).text, 300) if lines else "it said nothing"


def _run(argv: Sequence[str], deadline: float, where: str) -> Output:
    """A command with the script on its standard input, stopped at the deadline or when it says too much."""
    with tempfile.TemporaryFile() as feed, tempfile.TemporaryFile() as complaints:
        feed.write(script(fresh_number()).encode())
        feed.seek(0)
        try:
            process = subprocess.Popen(
                argv, stdin=feed, stdout=subprocess.PIPE, stderr=complaints, start_new_session=True
            )
        except OSError as error:
            raise CollectError(f"{where}: {argv[0]} cannot be run ({error.strerror})") from None
        out, why = _drain(process, deadline)
        if why:
            raise CollectError(f"{where}: {why}")
        complaints.seek(0)
        return Output(out, complaints.read(1 << 20), process.returncode)


def _drain(process: subprocess.Popen[bytes], deadline: float) -> tuple[bytes, str]:
    """What the process said until its end; and why it was stopped, "" where it was not."""
    late = threading.Event()

    def stop() -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)

    def expire() -> None:
        late.set()
        stop()

    timer = threading.Timer(deadline, expire)
    timer.start()
    out = bytearray()
    try:
        assert isinstance(process.stdout, io.BufferedReader)
        with process.stdout:
            while piece := process.stdout.read1(1 << 16):
                out += piece
                if len(out) > LIMIT:
                    stop()
                    process.wait()
                    return b"", f"it said more than {LIMIT >> 20} MiB"
        process.wait()
    finally:
        timer.cancel()
        if process.poll() is None:
            stop()
            process.wait()
    return bytes(out), f"it took more than {deadline:.0f} seconds" if late.is_set() else ""
