"""An sshd of the test's own: on loopback, with its own keys and configuration, gone when the test ends."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest


class Server(NamedTuple):
    """`ssh` is the command that reaches it, by the name `demo`, with its host key known."""

    port: int
    folder: Path
    ssh: str
    fingerprint: str


def _key(path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@contextmanager
def sshd(folder: Path) -> Iterator[Server]:
    """Skips, with the reason, where there is no sshd."""
    program = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
    if program is None or shutil.which("ssh") is None:
        pytest.skip("no sshd here: .ci/install-system-packages installs openssh-server")
    folder.chmod(0o700)
    for name in ("host", "user", "stranger"):
        _key(folder / name)
    (folder / "authorized").write_bytes((folder / "user.pub").read_bytes())
    port = free_port()
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\n"
        f"PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "PermitRootLogin prohibit-password\nAllowTcpForwarding no\n"
    )
    host_key = " ".join((folder / "host.pub").read_text().split()[:2])
    (folder / "known").write_text(f"[127.0.0.1]:{port} {host_key}\n")
    write_config(folder, port, "user", "known")
    told = subprocess.run(["ssh-keygen", "-lf", str(folder / "host.pub")], capture_output=True, text=True, check=True)
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd leaves its privileges there, and its package makes it at boot
    process = subprocess.Popen([program, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=subprocess.PIPE)
    try:
        _wait(port, process)
        yield Server(port, folder, f"ssh -F {folder}/ssh_config", told.stdout.split()[1])
    finally:
        process.terminate()
        process.communicate(timeout=10)


def write_config(folder: Path, port: int, key: str, known: str) -> None:
    (folder / "ssh_config").write_text(
        f"Host demo demo2\n  HostName 127.0.0.1\n  Port {port}\n  User {getpass.getuser()}\n  IdentitiesOnly yes\n"
        f"  IdentityFile {folder}/{key}\n  UserKnownHostsFile {folder}/{known}\n  GlobalKnownHostsFile /dev/null\n"
    )


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(200):
        if process.poll() is not None:
            assert process.stderr is not None
            pytest.skip(f"sshd does not start here: {process.stderr.read().decode(errors='replace')[-200:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("sshd did not listen")
