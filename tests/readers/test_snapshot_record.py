"""A written snapshot, read back as claims: every value at its exact place, nothing from the tables."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.document import render
from consistency.evidence.record import (
    Bind,
    Container,
    Coverage,
    Listener,
    Probe,
    Publish,
    Run,
    Serve,
    Service,
    ServicePort,
    Snapshot,
    Unit,
)
from consistency.model.claim import Claim
from consistency.readers.jsonplaces import Node, located
from consistency.readers.snapshot_record import is_snapshot, read

RUN = Run("2026-11-21-013905Z-gpubox", "gpubox", "2026-11-21T01:39:05Z", "consistency 0.1.0", uid=0)
SEEN = (Coverage("sockets", "complete", "ss", rc=0), Coverage("units", "partial", without=("user units",)))


def claims(run: Run = RUN, coverage: tuple[Coverage, ...] = SEEN, **facts: Any) -> list[Claim]:
    text = render(Snapshot(run, coverage, **facts))
    found = read("docs/snapshots/s.md", text).claims
    lines = text.split("\n")
    for claim in found:
        assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
        assert (claim.role, claim.path) == ("evidence", "docs/snapshots/s.md")
        assert claim.observed_on == "2026-11-21"
        assert claim.quote
    return list(found)


def told(found: list[Claim]) -> set[tuple[str, str, str, int]]:
    return {(one.attribute, one.value, one.service, one.port) for one in found if one.attribute != "coverage"}


def test_a_listener_is_a_port_a_bind_and_a_unit() -> None:
    found = claims(listeners=(Listener("tcp", "0.0.0.0", 8010, "v4", unit="llm.service", procs=("python3",)),))
    assert told(found) == {
        ("port", "8010", "llm", 8010),
        ("bind", "0.0.0.0", "llm", 8010),
        ("unit", "llm.service", "llm", 8010),
    }
    assert {one.host for one in found} == {"gpubox"}
    assert {one.namespace for one in found} == {"host"}
    assert {one.protocol for one in found if one.attribute != "coverage"} == {"tcp"}


@pytest.mark.parametrize(
    ("listener", "bind"),
    [
        (Listener("tcp", "::", 1, "v4+v6"), "*"),
        (Listener("tcp", "::", 1, "unknown"), "*"),
        (Listener("tcp", "*", 1, "unknown"), "*"),
        (Listener("tcp", "::", 1, "v6"), "::"),
        (Listener("tcp", "127.0.0.53", 1, "v4", zone="lo"), "127.0.0.53"),
        (Listener("tcp", "0.0.0.0", 1, "v4", zone="lo"), "127.0.0.1"),
        (Listener("tcp", "0.0.0.0", 1, "v4", zone="va0"), "0.0.0.0%va0"),
        (Listener("tcp", "127.0.0.1", 1, "v4", raw="::ffff:127.0.0.1"), "127.0.0.1"),
    ],
)
def test_the_bind_says_who_reaches_it(listener: Listener, bind: str) -> None:
    assert [one.value for one in claims(listeners=(listener,)) if one.attribute == "bind"] == [bind]


def test_an_address_that_the_tool_cut_is_no_bind() -> None:
    assert told(claims(listeners=(Listener("tcp", "?", 9, "v6"),))) == {("port", "9", "", 9)}


@pytest.mark.parametrize(
    ("listener", "service"),
    [
        (Listener("tcp", "::1", 1, "v6", unit="postgresql@15-main.service"), "postgresql@15-main"),
        (Listener("tcp", "::1", 1, "v6", unit="docker.service", container="edge"), "edge"),
        (Listener("tcp", "::1", 1, "v6", procs=("nginx",)), "nginx"),
        (Listener("tcp", "::1", 1, "v6", procs=("a", "b")), ""),
        (Listener("tcp", "::1", 1, "v6", procs=("python3.12",)), ""),
        (Listener("tcp", "::1", 1, "v6", procs=("sleep", "systemd"), activated=True), ""),
        (Listener("tcp", "::1", 1, "v6", procs=("sleep", "systemd"), unit="on.socket", activated=True), "on"),
    ],
)
def test_who_owns_a_socket(listener: Listener, service: str) -> None:
    assert {one.service for one in claims(listeners=(listener,)) if one.attribute == "port"} == {service}


def test_coverage_is_data() -> None:
    found = [one for one in claims() if one.attribute == "coverage"]
    assert [(one.service, one.value, one.quote) for one in found] == [
        ("sockets", "complete", "complete"),
        ("units", "partial", "partial"),
    ]


def test_inside_a_container_nothing_is_said_of_the_host() -> None:
    run = Run(RUN.id, RUN.host, RUN.at, RUN.by, inside="a container (docker)")
    found = claims(run, listeners=(Listener("tcp", "0.0.0.0", 80, "v4"),))
    assert {one.value for one in found if one.attribute == "coverage"} == {"not-run"}
    assert {one.namespace for one in found if one.attribute in ("port", "bind")} == {"container"}


def test_another_namespace_is_not_the_host() -> None:
    found = claims(listeners=(Listener("tcp", "0.0.0.0", 7777, "v4", unit="box.service", ns="box.service"),))
    assert {one.namespace for one in found if one.port} == {"container"}


def test_units_say_their_state_and_not_where_they_listen() -> None:
    unit = Unit(
        "llm.service",
        active="active",
        files=("/etc/systemd/system/llm.service",),
        binds=(Bind("127.0.0.1", 80, "argument"),),
    )
    assert told(claims(units=(unit,))) == {("unit", "llm.service", "llm", 0), ("status", "active", "llm", 0)}


def test_declared_binds_stand_in_where_no_socket_could_be_seen_and_are_assumed() -> None:
    unit = Unit("llm.service", active="active", files=("/etc/x",), binds=(Bind("127.0.0.1", 80, "argument --port"),))
    found = claims(coverage=(Coverage("sockets", "failed"),), units=(unit,))
    assert ("bind", "127.0.0.1", "llm", 80) in told(found)
    assert {one.modality for one in found if one.attribute in ("port", "bind")} == {"assumed"}


@pytest.mark.parametrize(
    "change",
    [{"active": "inactive"}, {"stale": "file changed"}, {"binds": (Bind("127.0.0.1", 80, "argument", True),)}],
)
def test_what_is_not_sure_to_run_declares_nothing(change: dict[str, Any]) -> None:
    fields: dict[str, Any] = {
        "active": "active",
        "files": ("/etc/x",),
        "binds": (Bind("127.0.0.1", 80, "argument --port"),),
        **change,
    }
    found = claims(coverage=(Coverage("sockets", "failed"),), units=(Unit("a.service", **fields),))
    assert not [one for one in found if one.attribute in ("port", "bind")]


def test_the_systems_own_units_are_left_out_and_those_on_demand_have_no_state() -> None:
    units = (
        Unit("dbus.service", active="active", files=("/lib/systemd/system/dbus.service",)),
        Unit("on.service", active="inactive", files=("/etc/on.service",)),
        Unit("on.socket", active="active", files=("/etc/on.socket",), listens=("[::]:80",), triggers=("on.service",)),
    )
    assert told(claims(units=units)) == {
        ("unit", "on.service", "on", 0),
        ("unit", "on.socket", "on", 0),
        ("status", "active", "on", 0),
    }


def test_containers_publish() -> None:
    box = Container("edge-proxy-1", "docker", "running", service="proxy", published=(Publish("*", 443, 8443),))
    stopped = Container("old", "docker", "exited", declared=(Publish("*", 3000, 3000),))
    assert told(claims(containers=(box, stopped))) == {
        ("container", "edge-proxy-1", "proxy", 0),
        ("status", "active", "proxy", 0),
        ("port", "443", "proxy", 443),
        ("bind", "*", "proxy", 443),
        ("container", "old", "old", 0),
        ("status", "stopped", "old", 0),
    }


def test_node_ports_are_of_the_node() -> None:
    service = Service("llm", "ai", "NodePort", (ServicePort(80, "8000", 30080), ServicePort(81, "8001")))
    (one,) = [one for one in claims(services=(service,)) if one.attribute == "port"]
    assert (one.value, one.namespace, one.service, one.host) == ("30080", "node", "llm", "gpubox")
    away = (Coverage("kubernetes", "complete", covers="services of the cluster; this host is no node of it"),)
    (one,) = [one for one in claims(coverage=away, services=(service,)) if one.attribute == "port"]
    assert one.host == ""


def test_serve_exposes_what_it_leads_to() -> None:
    found = claims(
        listeners=(Listener("tcp", "127.0.0.1", 8010, "v4", unit="llm.service"),),
        serves=(Serve("box.ts.net", 443, "http://127.0.0.1:8010", "/", funnel=True),),
    )
    assert ("exposure", "public", "llm", 8010) in told(found)
    assert ("port", "443", "tailscale", 443) in told(found)


def test_probes_record_what_each_path_answered() -> None:
    probes = (
        Probe("http://127.0.0.1:8010/v1/models", "gpubox", "http", status=401, auth=("Bearer",)),
        Probe("http://127.0.0.1:8011/v1/models", "gpubox", "http", status=200, models=("demo-7b",), service="embed"),
        Probe("http://10.0.0.9/", "gpubox", "refused", host="other"),
    )
    found = claims(probes=probes, listeners=(Listener("tcp", "127.0.0.1", 8010, "v4", unit="llm.service"),))
    said = told([one for one in found if one.source == "snapshot probe"])
    assert said == {
        ("answer", "401 /v1/models", "llm", 8010),
        ("answer", "200 /v1/models", "embed", 8011),
        ("model", "demo-7b", "embed", 8011),
        ("answer", "refused /", "", 80),
    }
    assert {one.host for one in found if one.port == 80} == {"other"}


WHOLE = render(Snapshot(RUN, SEEN, (Listener("tcp", "0.0.0.0", 8010, "v4", unit="llm.service"),)))


def test_an_edited_record_is_read_and_said_to_be_edited() -> None:
    found = read("s.md", WHOLE.replace('"port": 8010', '"port": 8011')).claims
    assert [one.value for one in found if one.attribute == "problem"] == ["edited-record"]
    assert ("port", "8011", "llm", 8011) in told(list(found))


def test_line_ends_of_windows_are_no_edit_and_places_stay_exact() -> None:
    text = WHOLE.replace("\n", "\r\n")
    found = read("s.md", text).claims
    assert not [one for one in found if one.attribute == "problem"]
    lines = text.split("\r\n")
    assert all(lines[one.line - 1][one.column - 1 : one.end_column - 1] == one.quote for one in found)


@pytest.mark.parametrize("damage", ['"run": {', '"host": "gpubox"', '"units": []\n}', '"at": '])
def test_a_broken_record_is_one_located_problem(damage: str) -> None:
    (one,) = read("s.md", WHOLE.replace(damage, "", 9)).claims
    assert (one.attribute, one.value) == ("problem", "broken-record")
    assert one.quote.startswith("```json")


def test_other_documents_give_nothing() -> None:
    assert not is_snapshot("# Ports\n\n`consistency-snapshot/1`\n")
    assert read("a.md", "# Ports\n") == read("a.md", "```json\n{}\n```\n")
    assert is_snapshot(WHOLE)


@given(st.integers(0, len(WHOLE)), st.text(max_size=6), st.integers(0, 40))
def test_no_damage_makes_it_fail(at: int, put: str, cut: int) -> None:
    text = WHOLE[:at] + put + WHOLE[at + cut :]
    for claim in read("s.md", text).claims:
        assert claim.quote in text


def plain(node: Node) -> object:
    if isinstance(node.value, dict):
        return {key: plain(one) for key, one in node.value.items()}
    return [plain(one) for one in node.value] if isinstance(node.value, list) else node.value


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(VALUES, st.sampled_from([None, 1]), st.booleans())
def test_located_gives_what_json_gives(value: object, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    assert plain(located(text)) == json.loads(text)


@given(st.text(alphabet='{}[]",:01truefalsn\\ ', max_size=30))
def test_located_refuses_with_value_error_alone(text: str) -> None:
    try:
        node = located(text)
    except ValueError:
        return
    assert 0 <= node.start <= node.end <= len(text)


def test_nesting_without_end_is_refused() -> None:
    with pytest.raises(ValueError, match="deeply"):
        located("[" * 100_000)


def test_the_reader_needs_neither_yaml_nor_jsonschema() -> None:
    code = (
        "import sys, consistency.readers.snapshot_record as r\nprint(sorted({'yaml', 'jsonschema'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
