"""Env files: python-dotenv's grammar, and what a variable's name says."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from dotenv.parser import parse_stream
from hypothesis import example, given, settings
from hypothesis import strategies as st

from consistency.readers.config.assignment import variables

Said = Callable[..., list[str]]
PIECES = st.sampled_from(
    ["A", "B_C", "=", "==", " ", "\n", "\r\n", "#", " #", "'", '"', "x y", "export ", "\t", "1", "é"]
)


@settings(max_examples=300, deadline=None)
@given(text=st.lists(PIECES, max_size=20).map("".join))
@example("A='x\ny' # c\nB=2")
@example('A="a \\" b"\nB')
def test_the_variables_are_those_of_dotenv(text: str) -> None:
    theirs = [(b.key, b.value) for b in parse_stream(io.StringIO(text)) if b.key and b.value is not None]
    ours = variables(text)
    assert [variable.name for variable in ours] == [key for key, _ in theirs]
    for variable, (_, value) in zip(ours, theirs, strict=True):
        assert text[variable.start : variable.end] == variable.value
        assert "\\" in variable.value or variable.value == value


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("GRAFANA_PORT=3000", ["1:14-18 port=3000 grafana"]),
        ("OPEN_WEBUI_PORT='3000'", ["1:18-22 port=3000 open-webui"]),
        ("API_INTERNAL_PORT=8000", ["1:19-23 port=8000 api container"]),
        ("COMPOSE_PORT_HTTP=1000", ["1:19-23 port=1000 web"]),
        ("PORT=3000", ["1:6-10 port=3000 web"]),
        ("HOST=0.0.0.0\nPORT=3000", ["1:6-13 bind=0.0.0.0 web", "2:6-10 port=3000 web"]),
        ("OLLAMA_HOST=127.0.0.1:11434", ["1:13-22 bind=127.0.0.1 ollama", "1:23-28 port=11434 ollama"]),
        ("DB_HOST=postgres\nDB_PORT=5432", ["2:9-13 depends=postgres:5432 @postgres container"]),
        ("DB_HOST=localhost\nDB_PORT=5432", ["2:9-13 port=5432 db"]),
        (
            "GRAFANA_URL=http://localhost:3000/x",
            ["1:13-36 base_url=http://localhost:3000/x grafana @localhost", "1:30-34 port=3000 grafana @localhost"],
        ),
        ("OPENAI_API_BASE_URL=http://127.0.0.1:4000/v1", ["1:21-45 depends=http://127.0.0.1:4000/v1 web @127.0.0.1"]),
        ("AUTH_URL=http://auth:4100", ["1:10-26 depends=http://auth:4100 web @auth container"]),
        ("CACHE_URL=redis://:secret@cache:6379/0", ["1:27-39 depends=cache:6379/0 web @cache container"]),
        ("REDIS_DB=6\nTIMEOUT=30000\nSUPPORT=3000\nEXPORTS=3000\nX_PORT=abc\nY_PORT=70000", []),
        ("X_PORT=${OTHER}", []),
    ],
)
def test_what_a_name_says(said: Said, line: str, expected: list[str]) -> None:
    claims = said("apps/web/.env", line + "\n")
    assert [claim for claim in claims if not claim.endswith(" as opened")] == expected


def test_the_url_of_a_variable_by_the_variable_and_the_host(said: Said) -> None:
    assert "1:22-26 port=4100 AUTH_URL on auth as opened" in said("apps/web/.env", "AUTH_URL=http://auth:4100\n")
    assert said("apps/web/.env", "AUTH_URL=http://auth\nB=http://b:4100\nC_URL=http://$X:4100\n")[1:] == []


def test_a_section_comment_states_the_port_of_the_service_it_names(said: Said) -> None:
    text = (
        "# ATLAS - Maps (Port 4300 per the port list)\nATLAS_PORT=4400\n# default port 5000\nBASE_PORT=1\n#OLD_PORT=9\n"
    )
    assert said("ops/.env.example", text) == [
        "1:22-26 port=4300 ATLAS",
        "2:12-16 port=4400 atlas",
        "3:16-20 port=5000",
        "4:11-12 port=1",
    ]


def test_the_environment_in_the_name_is_the_scope(said: Said) -> None:
    assert said("ops/.env.production", "A_PORT=80\n") == ["1:8-10 port=80 a scope=prod"]
    assert said("ops/grafana.env", "PORT=80\n") == ["1:6-8 port=80 grafana"]
