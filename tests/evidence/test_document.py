"""A snapshot as a document: read back without loss, whatever hosts said, and without power over who reads it."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from snapshots import RUN, SNAPSHOTS, SPITE, WORD

from consistency.evidence.document import FENCE, edited, parse, render
from consistency.evidence.record import Bind, Coverage, Listener, Probe, Redactions, Snapshot, Unit, scope
from consistency.evidence.safe import cell, code, visible
from consistency.evidence.tables import ROWS
from consistency.evidence.wire import RecordError, decode, encode, plain
from consistency.schemas import validate


@settings(max_examples=150)
@given(SNAPSHOTS)
def test_what_was_written_is_read_back(snapshot: Snapshot) -> None:
    text = render(snapshot)
    assert parse(text) == snapshot
    assert render(parse(text)) == text
    assert not edited(text)


@settings(max_examples=100)
@given(SNAPSHOTS)
def test_the_record_fits_its_schema_but_for_names_that_no_host_may_have(snapshot: Snapshot) -> None:
    assert validate("snapshot", json.loads(encode(snapshot))) == []


@settings(max_examples=100)
@given(SNAPSHOTS)
def test_hosts_add_no_markup_no_heading_and_no_fence(snapshot: Snapshot) -> None:
    text = render(snapshot)
    body = text.split("---\n", 2)[2]
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(body)
    assert [token.info for token in tokens if token.type == "fence"] == ["json consistency-snapshot/1"]
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert headings[0].endswith(", observed 2026-11-21 01:39 UTC")
    assert set(headings[1:]) <= {
        "Worth knowing", "What was looked at", "Reachable from other machines", "Reachable from this host only",
        "In other network namespaces", "Containers", "Kubernetes services", "Tailscale serve", "Units", "Probes",
        "Not understood", "Record",
    }  # fmt: skip
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "text_special", "strong_open", "strong_close", "code_inline", "softbreak"}
    assert not any(token.type.startswith("html") for token in tokens)
    strong = [token.children for token in tokens if token.children and "**" in token.content]
    assert all(len(children) >= 3 and children[1].type == "strong_open" for children in strong)


@settings(max_examples=100)
@given(SNAPSHOTS)
def test_no_character_that_steers_or_hides_is_in_the_document(snapshot: Snapshot) -> None:
    allowed = {"\n"}
    assert not {char for char in render(snapshot) if unicodedata.category(char)[0] == "C"} - allowed


@given(WORD, st.integers(0, 60))
def test_visible_text_is_one_line_of_harmless_characters(text: str, limit: int) -> None:
    shown = visible(text, limit)
    assert all(char == " " or unicodedata.category(char)[0] not in "CZ" for char in shown)
    assert not limit or len(shown) <= max(limit, 1)
    assert "\n" not in cell(text)
    assert "|" not in cell(text)
    assert code(text).count("`") in (0, 2)


@pytest.mark.parametrize("text", SPITE)
def test_spite_stays_out_of_everything_but_strings(text: str) -> None:
    snapshot = Snapshot(RUN, (), (Listener("tcp", "0.0.0.0", 1, "v4", procs=(text,)),))
    outside = render(snapshot).replace(encode(snapshot), "")
    assert text not in outside or text.isspace() or text.isalpha() or "ignore previous" in text
    assert "<" not in outside
    assert "<" not in encode(snapshot)
    assert "`" not in encode(snapshot)


def test_the_record_says_nothing_by_default() -> None:
    assert plain(Listener("tcp", "0.0.0.0", 22, "v4")) == {"proto": "tcp", "addr": "0.0.0.0", "port": 22, "fam": "v4"}


WHOLE = render(
    Snapshot(RUN, (Coverage("sockets", "complete"),), (Listener("tcp", "0.0.0.0", 8010, "v4", unit="llm.service"),))
)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("tcp 8010", "tcp 8011"),
        ("llm.service |", "gpt.service |"),
        ("do not edit", "do edit"),
        ("gpubox, obs", "x, obs"),
    ],
)
def test_an_edit_outside_the_record_is_told(before: str, after: str) -> None:
    assert edited(WHOLE.replace(before, after, 1))


def test_line_ends_of_windows_are_no_edit() -> None:
    assert not edited(WHOLE.replace("\n", "\r\n"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("# nothing", "no"),
        (WHOLE + WHOLE, "2"),
        (f"{FENCE}\n{{\n```\n", "JSON"),
        (f"{FENCE}\n[]\n```\n", "not an object"),
        (f"{FENCE}\n{{}}\n```\n", "lacks run"),
        (WHOLE.replace('"port": 8010', '"port": "8010"'), "port is not a number"),
        (WHOLE.replace('"port": 8010', '"port": true'), "port is not a number"),
        (WHOLE.replace('"listeners": [', '"listeners": 1, "x": ['), "does not know"),
        (WHOLE.replace('"units": []', '"units": {}'), "not a list"),
        (WHOLE.replace('"proto": "tcp", ', ""), "lacks proto"),
        (f"{FENCE}\n{'[' * 100000}\n```\n", "JSON"),
    ],
)
def test_what_is_no_record_is_refused_in_a_sentence(text: str, why: str) -> None:
    with pytest.raises(RecordError, match=why):
        parse(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda x: st.lists(x) | st.dictionaries(st.sampled_from(["run", "units", "unit", "id"]), x),
    )
)
def test_decoding_fails_in_one_way_alone(value: object) -> None:
    with pytest.raises(RecordError):
        decode(json.dumps(value))


def test_a_table_of_many_ports_in_a_row_is_one_row() -> None:
    many = tuple(Listener("tcp", "127.0.0.1", port, "v4", procs=("bench",)) for port in range(20000, 30000))
    text = render(Snapshot(RUN, (), many))
    assert "| tcp 20000-29999 | 127.0.0.1 | IPv4 | this host only | - | bench |" in text
    assert parse(text).listeners == many
    assert len(text.split("## Record")[0].split("\n")) < 40


def test_a_table_never_floods_the_page() -> None:
    many = tuple(Listener("tcp", "0.0.0.0", port, "v4", procs=(f"p{port}",)) for port in range(1, 1001))
    page = render(Snapshot(RUN, (), many)).split("## Record")[0]
    assert f"{1000 - ROWS} more rows are in the record." in page
    assert page.count("\n| tcp ") == ROWS


@pytest.mark.parametrize(
    ("listener", "expected"),
    [
        (Listener("tcp", "0.0.0.0", 1, "v4"), "all"),
        (Listener("tcp", "::", 1, "v6"), "all"),
        (Listener("tcp", "127.0.0.53", 1, "v4", zone="lo"), "loopback"),
        (Listener("tcp", "::1", 1, "v6"), "loopback"),
        (Listener("tcp", "0.0.0.0", 1, "v4", zone="va0"), "device"),
        (Listener("tcp", "192.168.1.2", 1, "v4"), "address"),
        (Listener("tcp", "0.0.0.0", 1, "v4", ns="box"), "namespace"),
    ],
)
def test_scope(listener: Listener, expected: str) -> None:
    assert scope(listener) == expected


def noted(*listeners: Listener, unit: Unit, state: str = "complete") -> str:
    return render(Snapshot(RUN, (Coverage("sockets", state),), listeners, (unit,))).split("## What was looked at")[0]


@pytest.mark.parametrize(
    ("bind", "socket", "said"),
    [
        (Bind("127.0.0.1", 80, "argument --host"), ("0.0.0.0", 80), "says 127.0.0.1:80"),
        (Bind("127.0.0.1", 80, "argument --host"), ("127.0.0.1", 81), "listens on 127.0.0.1:81"),
        (Bind("0.0.0.0", 80, "argument --host"), ("127.0.0.1", 80), "listens on 127.0.0.1:80"),
        (Bind("127.0.0.1", 80, "environment A_HOST", True), ("0.0.0.0", 80), "seems to say 127.0.0.1:80"),
        (Bind("127.0.0.1", 80, "argument --host"), ("127.0.0.1", 80), ""),
        (Bind("", 80, "argument --port"), ("127.0.0.1", 80), ""),
        (Bind("localhost", 80, "argument --host"), ("::1", 80), ""),
        (Bind("0.0.0.0", 80, "argument --host"), ("::", 80), ""),
    ],
)
def test_where_the_declared_and_the_observed_part_a_reader_is_told(
    bind: Bind, socket: tuple[str, int], said: str
) -> None:
    held = Listener("tcp", *socket, "v4+v6" if socket[0] == "::" else "v4", unit="a.service")
    text = noted(held, unit=Unit("a.service", active="active", binds=(bind,)))
    assert (said in text) if said else ("Worth knowing" not in text)


def test_a_unit_without_a_socket_is_told_only_where_all_sockets_were_seen() -> None:
    unit = Unit("a.service", active="active", binds=(Bind("127.0.0.1", 80, "argument --port"),))
    assert "holds no socket" in noted(unit=unit)
    assert "holds no socket" not in noted(unit=unit, state="partial")


def test_probes_and_redactions_are_told() -> None:
    probe = Probe("http://127.0.0.1:80/v1", "gpubox", "http", status=401, auth=("Bearer",))
    text = render(Snapshot(RUN, probes=(probe,), redactions=Redactions(2, ("unit a.service",))))
    assert "| `http://127.0.0.1:80/v1` | gpubox | 401 | asks for Bearer credentials; none were sent |" in text
    assert "2 secrets redacted" in text
