"""Where units say that they listen: by program where it is known, by variables, and what is a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.binds import binds, is_setting


def said(line: str, unread: int = 0, **env: str) -> list[tuple[str, int, bool]]:
    return [(bind.host, bind.port, bind.guess) for bind in binds(line.split(), env, unread)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/usr/bin/uvicorn app:app --host 0.0.0.0 --port 8000", ("0.0.0.0", 8000)),
        ("python3 -m uvicorn app:app --port=8000 --host=127.0.0.1", ("127.0.0.1", 8000)),
        ("gunicorn app:app -b 127.0.0.1:8002", ("127.0.0.1", 8002)),
        ("vllm serve demo --host 0.0.0.0 --port 8000 --max-num-batched-tokens 8192", ("0.0.0.0", 8000)),
        ("/opt/homebrew/bin/llama-server --host 127.0.0.1 --port 8081 -m x.gguf", ("127.0.0.1", 8081)),
        ("/usr/bin/python3 -m http.server 8080 --bind 127.0.0.1", ("127.0.0.1", 8080)),
        ("/usr/bin/prometheus --web.listen-address=127.0.0.1:9090", ("127.0.0.1", 9090)),
        ("/usr/bin/node_exporter --web.listen-address=:9100", ("0.0.0.0", 9100)),
        ("litellm --config /etc/l.yaml --host 127.0.0.1 --port 4000", ("127.0.0.1", 4000)),
    ],
)
def test_known_programs(line: str, expected: tuple[str, int]) -> None:
    assert said(line) == [(*expected, False)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/opt/demo/srv.py --host 127.0.0.1 --port 8091", ("127.0.0.1", 8091)),
        ("/opt/x --listen [::1]:7000", ("::1", 7000)),
        ("/opt/x --port 7000", ("", 7000)),
    ],
)
def test_of_other_programs_it_is_a_guess(line: str, expected: tuple[str, int]) -> None:
    assert said(line) == [(*expected, True)]


def test_several() -> None:
    assert said("gunicorn app:app --bind 127.0.0.1:8002 --bind [::1]:8002") == [
        ("127.0.0.1", 8002, False),
        ("::1", 8002, False),
    ]


def test_a_shell_is_opaque() -> None:
    assert [
        (bind.port, bind.guess) for bind in binds(("/bin/sh", "-c", "exec gunicorn app:app --bind 127.0.0.1:8002"), {})
    ] == [(8002, True)]


@pytest.mark.parametrize(
    "line", ["/usr/sbin/nginx -p /etc -g daemon", "/usr/bin/redis-server /etc/redis.conf", "/bin/sleep 600", ""]
)
def test_a_configuration_file_is_not_read(line: str) -> None:
    assert said(line) == []


def test_variables() -> None:
    assert said("/usr/local/bin/ollama serve", OLLAMA_HOST="0.0.0.0:11434") == [("0.0.0.0", 11434, False)]
    assert said("/opt/srv.py", OLLAMA_HOST="0.0.0.0:11434") == [("0.0.0.0", 11434, True)]
    assert said("/opt/srv.py", OLLAMA_HOST="0.0.0.0") == [("0.0.0.0", 0, True)]
    assert said("llama-server", LLAMA_ARG_HOST="::", LLAMA_ARG_PORT="8080") == [("::", 8080, True)]
    assert said("/opt/x --port ${DEMO_PORT}", DEMO_PORT="8088") == [("", 8088, True)]
    assert said("/opt/x --port ${DEMO_PORT}") == []


def test_a_file_that_was_not_read_may_say_otherwise() -> None:
    assert said("/usr/local/bin/ollama serve", 1, OLLAMA_HOST="127.0.0.1:11434") == [("127.0.0.1", 11434, True)]


@pytest.mark.parametrize("env", [{"QDRANT_HOST": "10.0.0.3:6333"}, {"DB_HOST": "db:5432"}, {"PGHOST": "10.0.0.1"}])
def test_what_a_client_reads_is_no_bind(env: dict[str, str]) -> None:
    assert binds(["/opt/x", "serve"], env) == ()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("OLLAMA_HOST", True), ("PORT", True), ("WEB_LISTEN_ADDRESS", True), ("GUNICORN_CMD_ARGS", True),
        ("BIND", True), ("EXPORTS", False),
        ("VLLM_PORT", False), ("VLLM_HOST_IP", False), ("DB_HOST", False), ("HF_TOKEN", False), ("PATH", False),
    ],
)  # fmt: skip
def test_which_variables_are_kept(name: str, kept: bool) -> None:
    assert is_setting(name) is kept


@given(
    st.lists(st.text(max_size=12), max_size=6),
    st.dictionaries(st.sampled_from(["PORT", "HOST", "OLLAMA_HOST", "BIND"]), st.text(max_size=12)),
)
def test_no_command_line_breaks_it(argv: list[str], env: dict[str, str]) -> None:
    for bind in binds(argv, env):
        assert 0 <= bind.port < 65536
