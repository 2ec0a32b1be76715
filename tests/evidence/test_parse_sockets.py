"""The other ways to see sockets: /proc/net, netstat of three systems, lsof. Each tells less, and none tells wrong."""

from __future__ import annotations

import pytest
from gpubox import TRUTH, capture
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.parse.lsof import parse_lsof
from consistency.evidence.parse.netstat import parse_netstat, parse_netstat_macos
from consistency.evidence.parse.proc_net import parse_proc_net
from consistency.evidence.record import Listener

Seen = set[tuple[str, str, int, str]]


def seen(facts: tuple[Listener, ...]) -> Seen:
    return {(one.proto, one.addr, one.port, one.fam) for one in facts}


#: What may be said where v6only is not told: every IPv6 wildcard's family is unknown.
BLIND: Seen = {(t.proto, t.addr, t.port, "unknown" if t.addr == "::" else t.fam) for t in TRUTH}


def test_proc_net() -> None:
    files = [("tcp", "tcp"), ("tcp6", "tcp"), ("udp", "udp")]
    parsed = [parse_proc_net(capture(f"real/gpubox.proc-net-{name}.txt"), proto) for name, proto in files]
    assert all(one.conserved() and not one.leftovers for one in parsed)
    assert set().union(*(seen(one.facts) for one in parsed)) == BLIND
    assert [one.rows for one in parsed] == [15, 9, 2]
    assert parsed[0].passed == 2  # the header and a connection


@pytest.mark.parametrize("who", ["root", "nobody"])
def test_netstat_of_net_tools(who: str) -> None:
    parsed = parse_netstat(capture(f"real/gpubox.netstat-tulnp.{who}.txt"))
    assert parsed.conserved()
    assert not parsed.leftovers
    assert seen(parsed.facts) == BLIND
    assert any(one.procs for one in parsed.facts) is (who == "root")


def test_netstat_of_net_tools_cuts_names() -> None:
    parsed = parse_netstat(capture("real/gpubox.netstat-tulnp.root.txt"))
    names = {one.port: one.procs for one in parsed.facts}
    assert names[22] == ("sshd: /usr/sbin/",)
    assert names[8010] == ("python3",)


def test_netstat_of_busybox() -> None:
    parsed = parse_netstat(capture("written/netstat-busybox-ltnp.txt"))
    assert parsed.conserved()
    assert set(parsed.facts) == {
        Listener("tcp", "0.0.0.0", 9000, "v4", procs=("php-fpm.conf)",)),
        Listener("tcp", "::", 8080, "unknown", procs=("java",)),
        Listener("tcp", "127.0.0.1", 8005, "v4", raw="::ffff:127.0.0.1", procs=("java",)),
        Listener("tcp", "127.0.0.11", 35818, "v4"),
    }


MAC = {
    ("tcp", "::", 11434, "v4+v6"),
    ("tcp", "127.0.0.1", 1234, "v4"),
    ("tcp", "::1", 8765, "v6"),
    ("tcp", "0.0.0.0", 22, "v4"),
    ("tcp", "::", 22, "v6"),
}


def test_netstat_of_macos_15_has_pids_and_may_have_cut_an_address() -> None:
    parsed = parse_netstat_macos(capture("written/macos15.netstat-anv-ptcp.txt"))
    assert parsed.conserved()
    assert (parsed.rows, parsed.leftovers, parsed.passed) == (9, (), 3)
    assert seen(parsed.facts) == MAC | {("tcp", "?", 62503, "v6")}
    assert {one.procs for one in parsed.facts} == {()}


def test_netstat_of_macos_26_has_names_with_spaces() -> None:
    parsed = parse_netstat_macos(capture("written/macos26.netstat-anv-ptcp.txt"))
    assert parsed.conserved()
    assert (seen(parsed.facts), parsed.leftovers) == (MAC, ())
    assert {one.port: one.procs for one in parsed.facts} == {
        11434: ("ollama",),
        1234: ("LM Studio Helper",),
        8765: ("python3.12",),
        22: ("launchd",),
    }


@pytest.mark.parametrize("name", ["gpubox.lsof-FpcLuftPnT.root.txt", "gpubox.lsof-F0pcuftPnT.root.nul"])
def test_lsof(name: str) -> None:
    parsed = parse_lsof(capture("real/" + name))
    assert parsed.conserved()
    assert not parsed.leftovers
    assert seen(parsed.facts) == {one for one in BLIND if one[0] == "tcp"}  # that call loses UDP
    owners = {one.port: one.procs for one in parsed.facts}
    assert owners[80] == ("nginx",)
    assert owners[8099] == ("sleep", "systemd")
    assert owners[8077] == ('a"b (c) | d',)
    assert owners[8078] == ("x\\x1b[31mRED",)


def test_lsof_of_macos() -> None:
    parsed = parse_lsof(capture("written/macos.lsof-FpcLftPnT.user.txt"))
    assert parsed.conserved()
    assert seen(parsed.facts) == {
        ("tcp", "0.0.0.0", 49152, "v4"),
        ("tcp", "::", 49152, "unknown"),
        ("tcp", "127.0.0.1", 1234, "v4"),
        ("tcp", "::", 11434, "unknown"),
        ("tcp", "::1", 8765, "v6"),
    }
    assert {one.procs for one in parsed.facts if one.port == 1234} == {("LM Studio Helper (Renderer)",)}


def test_lsof_that_may_not_look_says_nothing() -> None:
    assert parse_lsof(capture("real/gpubox.lsof-table.nobody.txt")).facts == ()


@pytest.mark.parametrize("parse", [parse_lsof, parse_netstat, parse_netstat_macos])
@given(data=st.binary(max_size=300))
def test_anything_at_all_is_conserved(parse: object, data: bytes) -> None:
    assert callable(parse)
    assert parse(data).conserved()


SAMPLES = [
    (parse_netstat, "real/gpubox.netstat-tulnp.root.txt"),
    (parse_netstat_macos, "written/macos26.netstat-anv-ptcp.txt"),
    (parse_lsof, "real/gpubox.lsof-F0pcuftPnT.root.nul"),
    (lambda data: parse_proc_net(data, "tcp"), "real/gpubox.proc-net-tcp6.txt"),
]


@pytest.mark.parametrize(("parse", "name"), SAMPLES)
@given(data=st.data())
def test_a_damaged_output_is_conserved_and_invents_no_port(parse: object, name: str, data: st.DataObject) -> None:
    assert callable(parse)
    whole = capture(name)
    cut = data.draw(st.integers(0, len(whole)))
    parsed = parse(whole[:cut] + data.draw(st.binary(max_size=6)) + whole[cut:])
    assert parsed.conserved()
    ports = {one.port for one in TRUTH} | {11434, 1234, 8765, 22}
    assert len({one.port for one in parsed.facts} - ports) <= 1  # a digit may have been put into one
