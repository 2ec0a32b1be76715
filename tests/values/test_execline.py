"""Command lines: the words are the shell's, and what a program listens on."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.values.execline import argv_of, listens, program

WORDS = st.lists(st.text(st.characters(codec="ascii", exclude_characters="\x00"), min_size=1, max_size=6), max_size=5)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            [
                "--port",
                "--host",
                "=",
                " ",
                "-p",
                "8080",
                "0.0.0.0",
                ":80",
                "[::1]",
                "'",
                '"',
                "\\",
                "\n",
                "sh -c ",
                "docker run ",
            ]
        ),
        max_size=15,
    ).map("".join),
)


@settings(max_examples=200, deadline=None)
@given(words=WORDS, at=st.integers(0, 5))
def test_a_quoted_line_gives_back_its_words(words: list[str], at: int) -> None:
    line = shlex.join(words)
    found = argv_of(line, at)
    assert [word.text for word in found] == words
    for word in found:
        assert [line[offset - at] for offset in word.offsets] == list(word.text)


@settings(max_examples=200, deadline=None)
@given(line=TEXTS)
def test_any_line_is_read_and_every_place_is_in_it(line: str) -> None:
    for listen in listens(argv_of(line), {"PORT": "80"}):
        assert 0 <= listen.port <= 65535
        if listen.port_at:
            assert line[slice(*listen.port_at)].replace("\\", "").replace("'", "").replace('"', "") != ""
            assert 0 <= listen.port_start < listen.port_end <= len(line)
        if listen.bind_at:
            assert 0 <= listen.bind_start < listen.bind_end <= len(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/usr/bin/python3 -m uvicorn app:main --host 0.0.0.0 --port 8000", [("0.0.0.0", 8000, "0.0.0.0", "8000")]),
        ("gunicorn -b 127.0.0.1:5000 app", [("127.0.0.1", 5000, "127.0.0.1", "5000")]),
        ("python3 -m http.server 8080 --bind 127.0.0.1", [("127.0.0.1", 8080, "127.0.0.1", "8080")]),
        ("redis-server --port=6380", [("", 6380, "", "6380")]),
        ("prometheus --web.listen-address=:9090", [("0.0.0.0", 9090, "", "9090")]),
        ("dockerd -H tcp://0.0.0.0:2375 -H fd://", [("0.0.0.0", 2375, "0.0.0.0", "2375")]),
        ("sh -c 'exec vllm serve m --port=8126 --host \"::\"'", [("::", 8126, "::", "8126")]),
        ("caddy file-server --listen [::]:8080", [("::", 8080, "::", "8080")]),
        ("-/usr/bin/env FOO=1 litellm --port 4000", [("", 4000, "", "4000")]),
        ("P=81 llama-server --port $P", [("", 81, "", "$P")]),
        ("llama-server --host ${H:-127.0.0.1} --port 1", [("127.0.0.1", 1, "127.0.0.1", "1")]),
        ("docker run -p 127.0.0.1:8080:80 x", [("127.0.0.1", 8080, "127.0.0.1", "8080")]),
        (
            "minio server /d --address :9000 --console-address ':9001'",
            [("0.0.0.0", 9000, "", "9000"), ("0.0.0.0", 9001, "", "9001")],
        ),
        ("x --host ::1", [("::1", 0, "::1", "")]),
        ("x --port $UNKNOWN", []),
        ("x --port 70000", []),
        ("x --db-port 5432 --target-port 80", []),
        ("x --host db.internal --port 5432", []),
        ("curl --port 80 http://localhost:80", []),
        ("psql --host 127.0.0.1 --port 5432", []),
        ("", []),
    ],
)
def test_what_it_listens_on(line: str, expected: list[tuple[str, int, str, str]]) -> None:
    found = [
        (
            listen.bind,
            listen.port,
            line[slice(*listen.bind_at)] if listen.bind_at else "",
            line[slice(*listen.port_at)] if listen.port_at else "",
        )
        for listen in listens(argv_of(line))
    ]
    assert found == expected


def test_the_environment_speaks_where_the_line_does_not() -> None:
    assert [(e.bind, e.port, e.how) for e in listens(argv_of("ollama serve"), {"OLLAMA_HOST": "0.0.0.0:11434"})] == [
        ("0.0.0.0", 11434, "env:OLLAMA_HOST")
    ]
    assert [(e.bind, e.port) for e in listens(argv_of("node a.js"), {"HOST": "127.0.0.1", "PORT": "3000"})] == [
        ("127.0.0.1", 3000)
    ]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("/opt/bin/llama-server -m x", "llama-server"),
        ("sudo -u a uvicorn x", "uvicorn"),
        ("python -m vllm.x", "vllm.x"),
        ("", ""),
    ],
)
def test_the_program_is_found_behind_its_wrappers(line: str, name: str) -> None:
    assert program(argv_of(line)) == name
