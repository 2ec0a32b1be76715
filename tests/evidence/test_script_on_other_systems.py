"""The script where other programs answer: a Mac, a container host, a cluster's node, all played by captures."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from gpubox import CAPTURES, DEMO_SECRETS
from snapshots import RUN

from consistency.evidence.bundle import read_bundle, script
from consistency.evidence.document import render
from consistency.evidence.observe.host import observe
from consistency.evidence.record import Snapshot

TOOLS = ("sh", "cat", "id", "date", "od", "tr", "awk", "ls", "sed", "sort", "head", "readlink", "grep", "uname")


class Stage:
    """A PATH of its own: the shell's tools, and players that print what they are given."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in TOOLS:
            program = shutil.which(name)
            if program is not None:
                (folder / name).symlink_to(program)

    def play(self, name: str, body: str) -> None:
        path = self.folder / name
        path.unlink(missing_ok=True)
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def observe(self, home: Path) -> Snapshot:
        text = script("abcdef01").replace(':/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/opt/homebrew/bin"', '"')
        environment = {"PATH": str(self.folder), "HOME": str(home)}
        done = subprocess.run(["/bin/sh", "-s"], input=text.encode(), capture_output=True, env=environment, check=True)
        assert done.stderr == b""
        bundle = read_bundle(done.stdout)
        assert bundle.whole
        return observe(bundle, RUN).snapshot


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    folder = tmp_path / "bin"
    folder.mkdir()
    return Stage(folder)


def say(name: str) -> str:
    return f"cat '{CAPTURES / name}'"


def states(snapshot: Snapshot) -> dict[str, str]:
    return {one.facet: one.state for one in snapshot.coverage}


def test_a_mac(stage: Stage, tmp_path: Path) -> None:
    agents = tmp_path / "Library" / "LaunchAgents"
    agents.mkdir(parents=True)
    shutil.copy(CAPTURES / "written/macos.com.example.llm-server.plist", agents / "com.example.llm-server.plist")
    stage.play("uname", 'case "$1" in -n) echo studio.local;; *) echo Darwin;; esac')
    stage.play("sw_vers", "echo 26.1")
    stage.play("ioreg", 'echo \'    "IOPlatformUUID" = "00000000-demo"\'')
    stage.play("netstat", f'case "$*" in *udp*) :;; *) {say("written/macos26.netstat-anv-ptcp.txt")};; esac')
    stage.play("lsof", f'case "$*" in *UDP*) exit 1;; *) {say("written/macos.lsof-FpcLftPnT.user.txt")};; esac')
    stage.play("plutil", 'for last; do :; done; cat "$last"')
    listed, printed = say("written/macos.launchctl-list.txt"), say("written/macos.launchctl-print.txt")
    stage.play("launchctl", f'case "$1" in list) {listed};; *) {printed};; esac')
    snapshot = stage.observe(tmp_path)
    assert (snapshot.run.os, snapshot.run.hostname) == ("macOS 26.1", "studio.local")
    assert {one.port for one in snapshot.listeners} == {11434, 1234, 8765, 22}
    assert states(snapshot)["sockets"] == "complete"
    (job,) = snapshot.units
    assert (job.unit, job.binds[0].host, job.stale) == (
        "com.example.llm-server",
        "0.0.0.0",
        "file differs from what is loaded",
    )
    assert not [secret for secret in DEMO_SECRETS if secret in render(snapshot).encode()]


def test_a_container_host_and_a_node(stage: Stage, tmp_path: Path) -> None:
    stage.play(
        "ss",
        f'case "$1" in -V) echo "ss utility, iproute2-6.1.0";; *) {say("real/gpubox.ss-H-ltnupe.root.txt")};; esac',
    )
    stage.play(
        "docker",
        f'case "$1" in ps) echo 7c1d1d5b1f0a;; inspect) {say("written/docker-engine28.docker-inspect.json")};; esac',
    )
    stage.play("podman", "echo 'cannot connect to Podman' >&2; exit 125")
    stage.play("kubectl", say("real/kubectl1.32-client-invented-api.get-svc-A.json"))
    stage.play("tailscale", say("written/tailscale.serve-status.json"))
    snapshot = stage.observe(tmp_path)
    assert states(snapshot) | {"namespaces": "", "units": ""} == {
        "sockets": "complete", "namespaces": "", "units": "", "containers": "partial", "kubernetes": "complete",
        "tailscale": "complete",
    }  # fmt: skip
    assert [one.name for one in snapshot.containers] == ["edge-proxy-1", "old-grafana"]
    assert len(snapshot.services) == 5
    assert len(snapshot.serves) == 5
    without = next(one.without for one in snapshot.coverage if one.facet == "containers")
    assert "podman: cannot connect to Podman" in without
    assert len(snapshot.listeners) >= 22


def test_of_environment_files_only_addresses_and_ports_leave_the_host(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "demo.env"
    file.write_text(
        "# a comment\nexport OLLAMA_HOST=0.0.0.0:11434\n  DEMO_PORT = '8088'\nHF_TOKEN=hf_demoNotARealToken000\n"
        "HOST_PASSWORD=demo-not-a-real-key-0001\nEXPORT_KEY=demo-not-a-real-key-0002\nSUPPORT_URL=x\nPORTAL=x\nPATH=/bin\n"
    )
    unit = (
        f"Id=demo.service\nLoadState=loaded\nActiveState=active\nFragmentPath=/etc/demo.service\nMainPID=0\n"
        f"EnvironmentFiles={file} (ignore_errors=no)\nEnvironmentFiles=/nonexistent/x (ignore_errors=yes)\n"
        "ExecStart={ path=/x ; argv[]=/usr/bin/ollama serve ; ignore_errors=no ; pid=0 }\n"
    )
    shown = tmp_path / "shown"
    shown.write_text(unit)
    listed = "*list-units*) echo demo.service loaded active running;; *list-unit-files*) :;;"
    stage.play("systemctl", f'case "$*" in {listed} *) cat {shown};; esac')
    (demo,) = stage.observe(tmp_path).units
    assert demo.env == ("DEMO_PORT=8088", "OLLAMA_HOST=0.0.0.0:11434")
    assert [(one.path, one.read) for one in demo.envfiles] == [(str(file), True)]
    assert [(bind.host, bind.port, bind.guess) for bind in demo.binds] == [("0.0.0.0", 11434, False)]


def test_a_runtime_without_containers_has_none(stage: Stage, tmp_path: Path) -> None:
    stage.play("docker", '[ "$1" = ps ]')
    snapshot = stage.observe(tmp_path)
    assert (snapshot.containers, states(snapshot)["containers"]) == ((), "complete")


def test_a_program_that_reads_its_input_does_not_eat_the_script(stage: Stage, tmp_path: Path) -> None:
    stage.play("tailscale", "cat >/dev/null; echo '{}'")
    stage.play("docker", "cat >/dev/null")
    assert states(stage.observe(tmp_path))["tailscale"] == "complete"


def test_a_program_that_complains_loudly_harms_nothing(stage: Stage, tmp_path: Path) -> None:
    stage.play(
        "kubectl",
        "i=0; while [ $i -lt 2000 ]; do echo 'no --token demo-not-a-real-key-0001' >&2; i=$((i+1)); done; exit 3",
    )
    snapshot = stage.observe(tmp_path)
    assert states(snapshot)["kubernetes"] in ("complete", "failed")  # as this machine is a node or not
    assert b"demo-not-a-real-key" not in render(snapshot).encode()
