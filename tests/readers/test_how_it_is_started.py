"""Commands that say where a service listens: how its container is started, how it is asked; and lists by machine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.markdown.text import lines
from consistency.model.claim import Claim
from consistency.readers.document import read_document


def claims(text: str, *attributes: str) -> list[Claim]:
    return [claim for claim in read_document("docs/page.md", text).claims if claim.attribute in attributes]


RUN = "# Apps\n\n## {}\n\n```bash\ndocker run -d --name={} \\\n  -p 127.0.0.1:9999:8080 \\\n  amir20/dozzle\n```\n"


def test_the_container_that_its_section_is_about() -> None:
    found = claims(RUN.format("Dozzle", "dozzle"), "port", "bind")
    assert {(c.attribute, c.value, c.namespace, c.service) for c in found} == {
        ("port", "9999", "host", "Dozzle"),
        ("port", "8080", "container", "Dozzle"),
        ("bind", "127.0.0.1", "host", "Dozzle"),
    }


def test_any_other_container_is_usage() -> None:
    assert claims(RUN.format("Dozzle", "my-test"), "port", "bind") == []
    assert claims(RUN.format("Quick start", "dozzle"), "port", "bind") == []


def test_how_a_service_is_asked() -> None:
    found = claims("# Checks\n\n- Ollama: `curl http://127.0.0.1:11434/api/tags`\n", "port")
    assert [(c.service, c.value, c.source) for c in found] == [("Ollama", "11434", "prose")]
    for usage in (
        "Test it: `curl http://127.0.0.1:8000`",
        "Ollama: `lsof -i :11434`",
        "Then `curl http://localhost:1234`",
    ):
        assert claims(f"# Checks\n\n- {usage}\n", "port") == []


def test_what_runs_on_which_machine() -> None:
    rows = "| gpu-01 | 512 GB | Hub (8000) |\n| gpu-03 | 256 GB | MLflow (5001), MinIO (port 9000) |\n| gpu-04 | 1 TB | - |\n"
    found = claims(f"# Nodes\n\n| Node | Memory | Services |\n|---|---|---|\n{rows}", "port")
    assert {(c.service, c.host, c.value) for c in found} == {
        ("Hub", "gpu-01", "8000"),
        ("MLflow", "gpu-03", "5001"),
        ("MinIO", "gpu-03", "9000"),
    }


def test_years_and_counts_in_parentheses_need_a_column_of_services() -> None:
    rows = "| alpha | Dell (2019) | 64 GB (3200) |\n| beta | Lenovo (2021) | 32 GB (2666) |\n"
    assert claims(f"# Nodes\n\n| Node | Model | Memory |\n|---|---|---|\n{rows}", "port") == []


@given(st.text(alphabet="ab1:(),;| \\`-p.\n", max_size=60))
def test_any_text_is_read_and_spans_are_exact(text: str) -> None:
    page = f"# Dozzle\n\n```sh\ndocker run --name dozzle -p 80:80 {text}\n```\n\n| Node | Services |\n|---|---|\n| a1 | {text} |\n"
    source = lines(page)
    for claim in read_document("docs/dozzle.md", page).claims:
        assert claim.quote == source[claim.line - 1][claim.column - 1 : claim.end_column - 1]


def test_each_mapping_has_its_protocol() -> None:
    text = "## Pi-hole\n\n```sh\n$ docker run -d --name pihole -p 53:53/udp -p 8053:80 pihole/pihole\n```\n"
    found = [(c.value, c.protocol, c.namespace) for c in claims(text, "port")]
    assert found == [("53", "udp", "host"), ("53", "udp", "container"), ("8053", "", "host"), ("80", "", "container")]


def test_what_is_run_and_thrown_away_says_nothing() -> None:
    assert claims("## Dozzle\n\n```sh\ndocker run --rm --name dozzle -p 80:80 dozzle\n```\n", "port") == []


@pytest.mark.parametrize(
    ("text", "port"),
    [
        ("| URL | What |\n|---|---|\n| http://localhost:5173 | UI (Vite dev server) |", "5173"),
        ("| What | Where |\n|---|---|\n| Web (Vite, proxies `/api` to the backend) | http://localhost:5173 |", "5173"),
        ("Vite runs on http://localhost:5173 and leads `/api` to http://localhost:8180.", "5173"),
        ("- **5174** - dashboard dev server (Vite)", "5174"),
        ("```\nUI (vite) ..... 5176\n```", "5176"),
        ("| Part | Stack | URL |\n|---|---|---|\n| Portal | Vue 3 + Vite | http://localhost:8088 |", ""),
        ("The Vite dev server leaves its default 5173 alone.", ""),
        ("The Vite dev server proxies to http://localhost:8180.", ""),
    ],
)
def test_where_the_server_of_a_build_tool_answers(text: str, port: str) -> None:
    claims = read_document("docs/dev.md", f"# Notes\n\n{text}\n").claims
    assert [c.value for c in claims if c.service == "Vite dev server" and c.attribute == "port"] == (
        [port] if port else []
    )


@pytest.mark.parametrize(
    ("heading", "session", "sentence", "service"),
    [
        ("5. Tracing", "docker compose --profile obs up -d langfuse", "Open http://localhost:3000, create an account.", "langfuse"),
        ("Binary and systemd", "sudo systemctl enable --now paperjay", "The service listens on port 3000.", "paperjay"),
        ("Start", "systemctl --user start paperjay.service", "It listens on port 3000.", "paperjay"),
        ("Tracing", "docker compose up -d postgres redis", "Open http://localhost:3000, create an account.", ""),
        ("Tracing", "docker compose up -d langfuse\nnpm run dev", "Open http://localhost:3000.", ""),
        ("Tracing", "docker compose up -d langfuse", "Postgres is needed, too, on port 3000.", ""),
    ],
)  # fmt: skip
def test_the_one_service_that_a_session_starts(heading: str, session: str, sentence: str, service: str) -> None:
    text = f"# Notes\n\n## {heading}\n\n```bash\n{session}\n```\n\n{sentence}\n"
    claims = read_document("docs/setup.md", text).claims
    plain = {c.service for c in claims if c.attribute == "port" and not c.service.endswith((" script", "localhost"))}
    assert plain - {"Postgres"} == ({service} if service else set())


@pytest.mark.parametrize("flags", ["--aa " * 400, "-f a " * 400, "--" * 400 + " "])
def test_a_session_of_nothing_but_flags_ends_soon(flags: str) -> None:
    text = (
        f"# Notes\n\n```sh\ndocker compose up {flags}!\ndocker compose {flags}!\n```\n\nOpen http://localhost:3000.\n"
    )
    assert not [c for c in read_document("docs/setup.md", text).claims if c.attribute == "port"]
