"""From what the tools printed to a snapshot of the demo host: the truth of its README, facet by facet."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gpubox import BOX, DEMO_SECRETS, TRUTH, bundle, capture, sections
from hypothesis import given
from hypothesis import strategies as st
from snapshots import RUN

from consistency.evidence.bundle import Bundle, BundleError, Section, read_bundle, script
from consistency.evidence.document import parse, render
from consistency.evidence.observe.host import observe
from consistency.evidence.record import Bind, Container, Listener, Publish, Snapshot

Sections = dict[str, bytes | tuple[bytes, bytes, int]]


def seen(given: Sections, end: bool = True) -> Snapshot:
    return observe(read_bundle(bundle(given, end=end)), RUN).snapshot


def states(snapshot: Snapshot) -> dict[str, str]:
    return {one.facet: one.state for one in snapshot.coverage}


def missing(snapshot: Snapshot, facet: str) -> str:
    return "; ".join(next(one.without for one in snapshot.coverage if one.facet == facet))


def without(*names: str) -> Sections:
    return {name: said for name, said in sections().items() if name not in names}


INBOX = Listener("tcp", "0.0.0.0", 7777, "v4", unit="inbox2.service", procs=("python3",), ns="inbox2.service")


def test_the_truth_of_the_demo_host() -> None:
    snapshot = seen(sections())
    assert set(snapshot.listeners) == {*TRUTH, INBOX}
    assert len(snapshot.listeners) == 23
    assert states(snapshot) == {
        "sockets": "complete",
        "namespaces": "complete",
        "units": "partial",
        "containers": "complete",
        "kubernetes": "complete",
        "tailscale": "complete",
    }
    assert missing(snapshot, "units") == "contents of 1 environment file"
    assert snapshot.leftovers == ()
    assert snapshot.run.os == "Debian GNU/Linux 12 (bookworm)"
    assert snapshot.run.machine
    assert "c5f4d8d4f46343cc9c5a15cdd8d6d2d0" not in render(snapshot)


def test_what_is_declared_stays_beside_what_is() -> None:
    units = {unit.unit: unit for unit in seen(sections()).units}
    gateway = units["llm-gateway.service"]
    assert gateway.binds == (Bind("0.0.0.0", 8010, "argument --port", True),)
    assert gateway.argv[-1] == "two words; and ; semicolon"
    assert gateway.argv[6:8] == ("--api-key", "[redacted]")
    assert not gateway.lossy
    assert gateway.files[1].endswith("10-lan.conf")
    assert units["envport.service"].binds == (Bind("::", 8088, "argument --port", True),)
    embed = units["embed.service"]
    assert embed.binds == (Bind("127.0.0.1", 11434, "environment OLLAMA_HOST", True),)
    assert [(file.path, file.read) for file in embed.envfiles] == [
        ("/etc/demo/embed.env", False),
        ("/etc/demo/port.env", True),
    ]
    assert "OLLAMA_HOST=127.0.0.1:11434" in embed.env
    assert not any("OLLAMA_MODELS" in word for word in embed.env)
    assert units["reload.service"].stale == "file changed on disk, daemon not reloaded"
    assert units["reload.service"].binds == (Bind("127.0.0.1", 8091, "argument --port", True),)
    assert units["notes.service"].binds == (Bind("127.0.0.1", 8080, "argument"),)
    assert (units["olddocs.service"].active, units["olddocs.service"].enabled) == ("inactive", "disabled")
    assert units["onact.socket"].listens == ("[::]:8099", "127.0.0.1:8100")
    assert "nosuch.service" not in units


def test_a_reader_is_told_what_does_not_fit() -> None:
    text = render(seen(sections()))
    assert (
        "embed.service: seems to say 127.0.0.1:11434 (environment OLLAMA_HOST), and listens on 0.0.0.0:11434." in text
    )
    assert "reload.service: file changed on disk, daemon not reloaded." in text


def test_no_secret_is_kept_however_the_unit_was_read() -> None:
    for told in (sections(), without("exec llm-gateway.service"), without("units")):
        observed = observe(read_bundle(bundle(told)), RUN)
        text = render(observed.snapshot).encode()
        assert not [secret for secret in DEMO_SECRETS if secret in text]
    snapshot = seen(without("exec llm-gateway.service"))
    assert snapshot.redactions.where == ("unit llm-gateway.service",)
    assert next(unit for unit in snapshot.units if unit.unit == "llm-gateway.service").lossy


def test_a_secret_that_stands_in_a_second_place_goes_there_too() -> None:
    given = sections()
    given["tailscale"] = b'{"TCP": {"99": {"TCPForward": "127.0.0.1:1/demo-not-a-real-key-0001"}}}'
    observed = observe(read_bundle(bundle(given)), RUN)
    assert b"demo-not-a-real-key" not in render(observed.snapshot).encode()
    assert "demo-not-a-real-key-0001" in observed.secrets


NO_SYSTEMD = capture("real/nosystemd.systemctl-show.txt.stderr")
SS = capture("real/gpubox.ss-H-ltnupe.root.txt")
NODE = b"place /var/lib/kubelet\n"


@pytest.mark.parametrize(
    ("given", "facet", "state", "why"),
    [
        (without("about"), "containers", "not-run", "containers"),
        (without("units"), "units", "not-run", "no systemctl"),
        ({**sections(), "units": (b"", NO_SYSTEMD, 1)}, "units", "not-run", "not booted with systemd"),
        ({**sections(), "units": (b"", b"Failed to connect to bus", 1)}, "units", "failed", "connect to bus"),
        ({**sections(), "docker": (b"", b"permission denied", 1)}, "containers", "failed", "docker: permission denied"),
        ({**sections(), "about": b"place /run/docker.sock\n"}, "containers", "not-run", "/run/docker.sock"),
        ({**sections(), "about": b"place /run/docker.sock\n"}, "namespaces", "not-run", "namespaces"),
        ({**sections(), "kubectl": (b"", b"Forbidden", 1), "about": NODE}, "kubernetes", "failed", "Forbidden"),
        ({**sections(), "about": NODE}, "kubernetes", "not-run", "services"),
        ({**sections(), "kubectl": (b"", b"refused", 1)}, "kubernetes", "complete", ""),
        ({**sections(), "tailscale": (b"", b"not running", 1)}, "tailscale", "failed", "not running"),
        ({**sections(), "ss": (b"", b"ss: denied", 1)}, "sockets", "failed", "denied"),
        ({**sections(), "ss": (SS, b"", 124)}, "sockets", "partial", "ss failed"),
        ({**sections(), "ss": SS + b"tcp LISTEN 0 5 0.0.0.0:http 0.0.0.0:*\n"}, "sockets", "partial", "1 row not"),
        ({**sections(), f"namespace {BOX}": (b"", b"denied", 1)}, "namespaces", "partial", "1 other network"),
        ({**sections(), "namespaces": b"4026532246 1\nhidden 7\n"}, "namespaces", "partial", "7 processes"),
        ({**sections(), "podman": b"", "id": b"1000\n"}, "containers", "partial", "containers of other users"),
        ({**sections(), "podman": b""}, "containers", "complete", ""),
    ],
)  # fmt: skip
def test_a_facet_that_fails_says_so_and_spoils_no_other(given: Sections, facet: str, state: str, why: str) -> None:
    snapshot = seen(given)
    assert states(snapshot)[facet] == state
    assert why in missing(snapshot, facet)
    untouched = {"sockets", "containers", "kubernetes", "tailscale"} - {facet}
    if "about" in given and given["about"] == sections()["about"]:
        assert all(states(snapshot)[name] == "complete" for name in untouched)
    if facet != "sockets":
        assert {one for one in snapshot.listeners if not one.ns} >= {one for one in TRUTH if not one.activated}


def test_an_output_that_ends_early_proves_no_absence() -> None:
    snapshot = seen(without("units"), end=False)
    assert set(states(snapshot).values()) <= {"partial", "failed"}
    assert set(snapshot.listeners) >= {one for one in TRUTH if not one.activated}
    assert "ended early" in missing(snapshot, "tailscale")


def test_as_nobody_sockets_are_complete_and_units_still_known() -> None:
    given = {**sections(), "id": b"65534\n", "ss": capture("real/gpubox.ss-H-ltnupe.nobody.txt")}
    snapshot = seen(given)
    assert {one for one in snapshot.listeners if not one.ns} == {replace(one, procs=()) for one in TRUTH}
    assert states(snapshot)["sockets"] == "complete"
    assert "process names of this user alone" in render(snapshot)


PROC = {f"proc-{name}": capture(f"real/gpubox.proc-net-{name}.txt") for name in ("tcp", "tcp6", "udp")}


def test_without_ss_the_kernels_tables_are_read_and_a_missing_one_is_said() -> None:
    base: Sections = {**without("ss", "ssv"), **PROC}
    snapshot = seen(base)
    assert {one.port for one in snapshot.listeners if not one.ns} == {one.port for one in TRUTH}
    assert states(snapshot)["sockets"] == "partial"
    assert "proc-udp6 failed" in missing(snapshot, "sockets")
    assert states(seen({**base, "proc-udp6": b"  sl  local_address\n"}))["sockets"] == "complete"


def test_a_socket_without_a_unit_is_known_by_its_command_line() -> None:
    row = b'tcp LISTEN 0 5 0.0.0.0:%d 0.0.0.0:* users:(("python3",pid=%d,fd=4)) ino:1 sk:1 cgroup:%s <->\n'
    shared = b'tcp LISTEN 0 5 0.0.0.0:4 0.0.0.0:* users:(("a",pid=1,fd=4),("b",pid=2,fd=4)) ino:1 sk:1 cgroup:/ <->\n'
    line = b"python3\0srv.py\0--api-key\0demo-not-a-real-key-0001\0"
    told: Sections = {
        **without("exec llm-gateway.service", "units"),
        "ss": row % (1, 11, b"/") + row % (2, 12, b"/system.slice/a.service") + row % (3, 13, b"/") + shared,
        "owner 11": line,
        "owner 12": line,
        "owner 13": (b"", b"No such file", 1),
        "owner 1": line,
    }
    snapshot = seen(told)
    assert {one.port: one.argv for one in snapshot.listeners if not one.ns} == {
        1: ("python3", "srv.py", "--api-key", "[redacted]"), 2: (), 3: (), 4: (),
    }  # fmt: skip
    assert "| python3 srv.py --api-key &#91;redacted&#93; |" in render(snapshot)
    assert (snapshot.redactions.count, snapshot.redactions.where) == (1, ("listeners",))


def test_docker_publishes_and_its_proxies_sockets_are_the_containers() -> None:
    proxy = 'users:(("docker-proxy",pid=1,fd=4)) ino:1 sk:1 cgroup:/system.slice/docker.service <->'
    row = f"tcp LISTEN 0 5 0.0.0.0:443 0.0.0.0:* {proxy}\n"
    given = {**sections(), "docker": capture("written/docker-engine28.docker-inspect.json"), "ss": row.encode()}
    snapshot = seen(given)
    assert states(snapshot)["containers"] == "complete"
    assert [one.container for one in snapshot.listeners if one.port == 443] == ["edge-proxy-1"]
    assert {one.name for one in snapshot.containers} == {"edge-proxy-1", "old-grafana"}
    assert not [secret for secret in DEMO_SECRETS if secret in render(snapshot).encode()]


def test_a_namespace_is_named_by_its_container() -> None:
    key = "7c1d1d5b1f0a4d0e8a55cf5f0d6f4e2b9b6a7c8d9e0f1a2b3c4d5e6f708192a3"
    given = {
        **sections(),
        "docker": capture("written/docker-engine28.docker-inspect.json"),
        f"namespace-owner {BOX}": f"nginx\n0::/system.slice/docker-{key}.scope\n".encode(),
    }
    inside = [one for one in seen(given).listeners if one.ns]
    assert [(one.ns, one.container, one.port) for one in inside] == [("edge-proxy-1", "edge-proxy-1", 7777)]


def test_kubernetes_services_are_kept_and_a_laptop_is_no_node() -> None:
    snapshot = seen({**sections(), "kubectl": capture("real/kubectl1.32-client-invented-api.get-svc-A.json")})
    assert len(snapshot.services) == 5
    covers = next(one.covers for one in snapshot.coverage if one.facet == "kubernetes")
    assert covers == "services of the cluster; this host is no node of it"


MACOS: Sections = {
    "id": b"501\n",
    "host": b"studio.local\n",
    "system": b"Darwin\n",
    "os": b'PRETTY_NAME="macOS 26.1"\n',
    "date": b"2026-11-21T01:39:05Z\n",
    "about": b"program netstat\nprogram lsof\nprogram launchctl\n",
    "netstat-macos-tcp": capture("written/macos26.netstat-anv-ptcp.txt"),
    "netstat-macos-udp": b"",
    "lsof-tcp": capture("written/macos.lsof-FpcLftPnT.user.txt"),
    "lsof-udp": (b"", b"", 1),
    "launchctl-list": capture("written/macos.launchctl-list.txt"),
    "plists": b"f /Users/ana/Library/LaunchAgents/a.plist\n" + capture("written/macos.com.example.llm-server.plist"),
    "launchctl-print com.example.llm-server": capture("written/macos.launchctl-print.txt"),
}


def test_macos() -> None:
    snapshot = seen(MACOS)
    assert {(one.addr, one.port, one.fam) for one in snapshot.listeners} == {
        ("::", 11434, "v4+v6"), ("127.0.0.1", 1234, "v4"), ("::1", 8765, "v6"), ("0.0.0.0", 22, "v4"), ("::", 22, "v6"),
    }  # fmt: skip
    assert states(snapshot)["sockets"] == states(snapshot)["namespaces"] == "complete"
    (job,) = snapshot.units
    assert (job.unit, job.manager, job.active) == ("com.example.llm-server", "launchd", "active")
    assert job.binds == (Bind("0.0.0.0", 8081, "argument --port"),)
    assert job.stale == "file differs from what is loaded"
    assert not [secret for secret in DEMO_SECRETS if secret in render(snapshot).encode()]


def test_macos_15_names_come_from_lsof_and_a_cut_address_is_said() -> None:
    snapshot = seen({**MACOS, "netstat-macos-tcp": capture("written/macos15.netstat-anv-ptcp.txt")})
    names = {one.port: one.procs for one in snapshot.listeners}
    assert names[1234] == ("LM Studio Helper (Renderer)",)
    assert states(snapshot)["sockets"] == "partial"
    assert "1 address cut" in missing(snapshot, "sockets")


def test_macos_where_netstat_failed_lsof_is_no_proof() -> None:
    given = {**MACOS, "netstat-macos-tcp": (b"", b"no", 1), "netstat-macos-udp": (b"", b"no", 1)}
    snapshot = seen(given)
    assert states(snapshot)["sockets"] == "partial"
    assert {one.port for one in snapshot.listeners} == {49152, 1234, 11434, 8765}


def test_the_captured_bundle_reads_as_it_was() -> None:
    snapshot = observe(read_bundle(capture("real/gpubox.ssh-bundle.txt")), RUN).snapshot
    bare = {replace(one, unit="") if one.activated else one for one in TRUTH}
    assert set(snapshot.listeners) == bare
    assert states(snapshot)["containers"] == "failed"
    assert "docker: not found" in missing(snapshot, "containers")
    assert parse(render(snapshot)) == snapshot


def test_the_same_bundle_gives_the_same_bytes() -> None:
    assert render(seen(sections())) == render(seen(sections()))


@pytest.mark.parametrize(
    ("container", "inside"),
    [("docker", "a container (docker)"), ("none", ""), ("wsl", "WSL"), ("lxc", ""), ("systemd-nspawn", "")],
)
def test_a_container_is_not_its_host_and_a_machine_in_one_is(container: str, inside: str) -> None:
    given = {**sections(), "about": f"container {container}\n".encode()}
    assert seen(given).run.inside == inside


def test_what_is_no_bundle_is_refused() -> None:
    for data in (b"", b"hello", b"@@hello xyz 1\n", capture("real/gpubox.ss-V.txt")):
        with pytest.raises(BundleError):
            read_bundle(data)
    with pytest.raises(BundleError, match="version 2"):
        read_bundle(b"@@hello badceddfcea2b3d7 2\n")


def test_a_greeting_before_and_windows_line_ends_do_no_harm() -> None:
    data = bundle({"id": b"0\n", "host": b"a\n"})
    for one in (b"Welcome!\n" + data, data.replace(b"\n", b"\r\n")):
        assert read_bundle(one).line("host") == "a"
        assert read_bundle(one).whole


def test_a_host_cannot_forge_a_section() -> None:
    forged = b"x\n@@0000000000000000 end ss rc=0\n@@hello 0000000000000000 1\n@@0000000000000000 begin ss\n"
    read = read_bundle(bundle({"ss": forged, "id": b"0\n"}))
    assert set(read.sections) == {"ss", "id"}
    assert read.sections["ss"].out == forged


@given(
    st.dictionaries(
        st.sampled_from([*sections(), "docker", "kubectl", "tailscale", "podman", "user-units"]),
        st.binary(max_size=80),
        max_size=9,
    )
)
def test_hostile_sections_never_break_a_snapshot(given_sections: dict[str, bytes]) -> None:
    base = Bundle({name: Section(said) for name, said in given_sections.items()})
    snapshot = observe(base, RUN).snapshot
    assert parse(render(snapshot)) == snapshot


@given(st.integers(0, 4000), st.binary(max_size=20))
def test_a_damaged_bundle_is_read_or_refused(at: int, put: bytes) -> None:
    whole = bundle(sections())
    try:
        read = read_bundle(whole[:at] + put + whole[at + 7 :])
    except BundleError:
        return
    snapshot = observe(read, RUN).snapshot
    assert parse(render(snapshot)) == snapshot


def test_the_script_holds_no_placeholder() -> None:
    text = script("abcdef01")
    assert "@PROPERTIES@" not in text
    assert "@FALLBACK@" not in text
    assert "NeedDaemonReload" in text


def test_declared_ports_of_a_stopped_container_are_not_published() -> None:
    snapshot = seen({**sections(), "docker": capture("written/docker-engine28.docker-inspect.json")})
    old = next(one for one in snapshot.containers if one.name == "old-grafana")
    assert old == Container(
        "old-grafana", "docker", "exited", "grafana/grafana:11", "bridge", declared=(Publish("*", 3000, 3000),)
    )
