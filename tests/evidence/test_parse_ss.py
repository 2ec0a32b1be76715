"""`ss`, in every form that was captured: exactly the demo host's sockets, and no row lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from gpubox import TRUTH, capture
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.parse.parsed import Parsed, rows_of
from consistency.evidence.parse.place import place, split_port
from consistency.evidence.parse.ss import container_of, parse_ss, unit_of
from consistency.evidence.record import Listener

#: What ss itself tells: that onact.socket holds two sockets is known to the service manager.
SS_TRUTH = {replace(one, unit="") if one.activated else one for one in TRUTH}


def conserved(parsed: Parsed[Listener]) -> set[Listener]:
    assert parsed.conserved()
    return set(parsed.facts)


def test_as_root() -> None:
    parsed = parse_ss(capture("real/gpubox.ss-H-ltnupe.root.txt"))
    assert conserved(parsed) == SS_TRUTH
    assert (parsed.rows, parsed.leftovers) == (22, ())


def test_as_nobody_units_are_seen_and_processes_are_not() -> None:
    parsed = parse_ss(capture("real/gpubox.ss-H-ltnupe.nobody.txt"))
    assert conserved(parsed) == {replace(one, procs=()) for one in SS_TRUTH}
    assert parsed.rows == 22


def bare(one: Listener) -> tuple[str, str, int]:
    return (one.proto, one.addr, one.port)


def test_without_the_option_e_the_dual_wildcard_is_a_star_of_unknown_family() -> None:
    found = conserved(parse_ss(capture("real/gpubox.ss-ltnup.root.txt")))
    stars = {one.port: one.fam for one in found if one.addr == "*"}
    assert stars == {8088: "unknown", 8099: "unknown"}
    assert {one.port for one in found if one.fam == "v6"} == {22, 80, 5432, 6379, 8066}
    assert {bare(one) for one in found if one.addr != "*"} == {bare(one) for one in TRUTH if one.port not in stars}


def test_from_proc_every_ipv6_wildcard_is_of_unknown_family() -> None:
    found = conserved(parse_ss(capture("real/gpubox.ss-H-ltnup.proc-fallback.txt")))
    assert {one.port for one in found if one.fam == "unknown"} == {22, 80, 8066, 8088, 8099}
    assert {one.port for one in found} == {one.port for one in TRUTH}


def test_without_the_netid_column_the_caller_says_which_protocol() -> None:
    data = capture("real/gpubox.ss-H-ltn.tcponly-no-netid.txt")
    assert len(conserved(parse_ss(data, "tcp"))) == 20  # 21 sockets, two of them the same without their units
    assert parse_ss(data, "tcp").merged == 1
    unknown = parse_ss(data)
    assert (len(unknown.leftovers), unknown.facts) == (21, ())


def test_names_instead_of_numbers_are_left_over_and_not_swallowed() -> None:
    parsed = parse_ss(capture("real/gpubox.ss-ltp.names-not-numeric.txt"), "tcp")
    assert parsed.conserved()
    assert (parsed.rows, parsed.passed) == (22, 1)
    assert len(parsed.leftovers) == 10
    assert {one.port for one in parsed.facts} == {8010, 11434, 8055, 8091, 8078, 8077, 8100, 8099, 8066, 8060}


def test_an_old_iproute2_writes_the_ipv4_wildcard_as_a_star() -> None:
    parsed = parse_ss(capture("written/old-iproute2-161212.ss-ltnp.txt"), "tcp")
    found = {(one.addr, one.port, one.fam, one.procs) for one in parsed.facts}
    assert parsed.conserved()
    assert found == {
        ("0.0.0.0", 80, "v4", ("nginx",)),
        ("0.0.0.0", 22, "v4", ("sshd",)),
        ("127.0.0.1", 25, "v4", ("master",)),
        ("::", 22, "unknown", ("sshd",)),
        ("::", 8080, "unknown", ("java",)),
        ("::1", 25, "v6", ("master",)),
        ("127.0.0.1", 8005, "v4", ("java",)),
    }


def test_inside_another_namespace() -> None:
    (one,) = parse_ss(capture("real/gpubox.netns-box.nsenter-ss-H-ltnupe.txt")).facts
    assert (one.addr, one.port, one.unit, one.procs) == ("0.0.0.0", 7777, "inbox2.service", ("python3",))
    assert parse_ss(capture("real/gpubox.netns-box.host-ss-sport7777.txt")) == Parsed(())


ROW = 'tcp LISTEN 0 5 {local} 0.0.0.0:* users:(("{name}",pid=1,fd=3)) ino:1 sk:1 cgroup:/system.slice/a.service <->\n'


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.53%lo", ("127.0.0.53", "v4", "lo")),
        ("0.0.0.0%va0", ("0.0.0.0", "v4", "va0")),
        ("[fe80::1]%va0", ("fe80::1", "v6", "va0")),
    ],
)
def test_the_device_is_part_of_the_place(host: str, expected: tuple[str, str, str]) -> None:
    (one,) = parse_ss(ROW.format(local=f"{host}:53", name="x").encode()).facts
    assert (one.addr, one.fam, one.zone) == expected


@given(st.text(min_size=0, max_size=15))
def test_a_hostile_process_name_hides_no_socket_and_invents_none(name: str) -> None:
    safe = name.replace(")", "")  # ss cuts a name there
    data = ROW.format(local="0.0.0.0:1000", name=safe) + ROW.format(local="127.0.0.1:2000", name="b")
    parsed = parse_ss(data.encode("utf-8", "replace"))
    assert parsed.conserved()
    assert {(one.addr, one.port, one.unit) for one in parsed.facts} == {
        ("0.0.0.0", 1000, "a.service"),
        ("127.0.0.1", 2000, "a.service"),
    }


@given(st.binary(max_size=400))
def test_anything_at_all_is_conserved(data: bytes) -> None:
    assert parse_ss(data).conserved()


@given(st.lists(st.sampled_from(capture("real/gpubox.ss-H-ltnupe.root.txt").split(b"\n")), max_size=8), st.data())
def test_a_cut_or_mixed_output_is_conserved(lines: list[bytes], data: st.DataObject) -> None:
    whole = b"\n".join(lines)
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    parsed = parse_ss(cut)
    assert parsed.conserved()
    assert parsed.rows <= len(rows_of(cut))
    assert {(one.proto, one.port) for one in parsed.facts} <= {(one.proto, one.port) for one in TRUTH}


@pytest.mark.parametrize(
    ("path", "unit", "container"),
    [
        ("/system.slice/a.service", "a.service", ""),
        ("/user.slice/user-1000.slice/user@1000.service/app.slice/b.service", "b.service", ""),
        ("/user.slice/user-0.slice/session-12.scope", "", ""),
        ("/user.slice/user-1000.slice/user@1000.service/init.scope", "", ""),
        ("/init.scope", "", ""),
        ("/", "", ""),
        ("/system.slice/docker-" + "ab" * 32 + ".scope", "", "ab" * 6),
        ("/docker/" + "cd" * 32, "", "cd" * 6),
        ("/machine.slice/libpod-" + "ef" * 32 + ".scope/container", "", "ef" * 6),
    ],
)
def test_who_owns_a_control_group(path: str, unit: str, container: str) -> None:
    assert (unit_of(path), container_of(path)) == (unit, container)


@pytest.mark.parametrize("text", ["", ":80", "0.0.0.0", "0.0.0.0:0", "0.0.0.0:65536", "0.0.0.0:http", "0.0.0.0:٣"])
def test_no_place_and_port(text: str) -> None:
    assert split_port(text) is None


def test_a_host_that_is_no_address_is_no_place() -> None:
    assert place("localhost") is None
    assert place("300.1.1.1") is None
