"""The one local address of a page that has another port than the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.readers.document import read_document

REST = "\n\n```sh\ncurl http://localhost:8000/health\n```\n\nThe page is available at http://localhost:8000.\n"


def strays(text: str, path: str = "README.md") -> list[tuple[int, int]]:
    claims = [claim for claim in read_document(path, text).claims if claim.source == "local alone"]
    return [(claim.line, claim.port) for claim in claims]


@pytest.mark.parametrize(
    "told",
    [
        "Then open http://localhost:8001 and log in.",
        "Open [http://localhost:8001](http://localhost:8001).",
        "On your browser, navigate to `http://localhost:8001`.",
        "It starts on <http://127.0.0.1:8001>, and opens it.",
        "The default is `127.0.0.1:8001`.",
        "Runs at `http://<host>:8001`.",
        "Look with `curl http://localhost:8001/health`.",
        "```sh\ntide serve   # http://localhost:8001\n```",
        "```\nlab.test {\n    reverse_proxy localhost:8001\n}\n```",
    ],
)
def test_what_is_told_once_with_another_port(told: str) -> None:
    assert [port for _, port in strays(f"# Tide\n\n{told}{REST}")] == [8001]
    assert strays(f"# Tide\n\n{told.replace('8001', '8000')}{REST}") == []


@pytest.mark.parametrize(
    "told",
    [
        "Open Grafana at http://localhost:8001.",  # named
        "Mailpit runs at http://localhost:8001.",
        "- **Mail**: http://localhost:8001",
        "| Mail | http://localhost:8001 |\n|---|---|\n| a | b |",
        "Run `npm run dev` and open http://localhost:8001.",  # a development server
        "```sh\nnpm run dev   # http://localhost:8001\n```",
        "```sh\ntide serve --port 8001\n```\n\nThen open http://localhost:8001.",  # the page sets it
        "Open http://localhost:8001 or, in Docker, http://localhost:8000.",  # both hold
        'Set `base_url: "http://localhost:8001/v1"`.',  # somebody else's
        "## Example\n\nOpen http://localhost:8001.\n\n## Use\n",
        "Open http://localhost:8001.\n\nOpen http://localhost:8003.",
    ],
)
def test_what_may_be_something_else(told: str) -> None:
    assert strays(f"# Tide\n\n{told}{REST}") == []


def test_what_a_container_publishes_is_what_the_page_opens() -> None:
    run = (
        "```sh\ndocker run -p 8000:80 tide\n```\n\nOr in the background:\n\n```sh\ndocker run -d -p 8000:80 tide\n```\n"
    )
    page = f"# Tide\n\nOpen http://localhost:{{}}.\n\n{run}"
    assert strays(page.format(8001)) == [(3, 8001)]
    assert strays(page.format(8000)) == []


def test_a_page_with_two_usual_ports_is_about_two_programs() -> None:
    more = "\n\n```sh\ncurl http://localhost:9000/a\ncurl http://localhost:9000/b\n```\n"
    assert strays(f"# Tide\n\nOpen http://localhost:8001.{REST}{more}") == []


def test_plans_and_history_open_what_they_like() -> None:
    text = f"# Tide\n\nOpen http://localhost:8001.{REST}"
    assert strays(text) != []
    assert strays(text, "docs/archive/old.md") == []


@given(
    st.lists(
        st.sampled_from(
            ["open ", "http://", "localhost:8000", "127.0.0.1:8001", "\n", "`", "# ", "<a>:8001", " x", "```\n"]
        )
    )
)
def test_never_crashes_and_quotes_exactly(parts: list[str]) -> None:
    text = "".join(parts)
    lines = text.split("\n")
    for claim in read_document("README.md", text).claims:
        assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote


def test_a_call_of_a_path_that_the_page_asks_for_nowhere_else_is_another_program() -> None:
    calls = "\n\n```sh\ncurl http://localhost:8000/a\ncurl http://localhost:8000/b\n```\n"
    lone = "\n\n```sh\ncurl http://localhost:8001/{}\n```\n"
    assert strays(f"# Tide\n\nText.{calls}{lone.format('a')}") != []
    assert strays(f"# Tide\n\nText.{calls}{lone.format('agents')}") == []


def test_the_pages_of_a_program_and_its_store_have_ports_of_their_own() -> None:
    assert strays(f"# Tide\n\nOpen http://localhost:3000 then.{REST}") == []
    often = "\n\nIt is at http://localhost:8000 again.\n\nAnd at http://localhost:8000/docs too.\n"
    assert strays(f"# Tide\n\nOpen http://localhost:3000 then.{REST}{often}") == [(3, 3000)]
    assert strays(f"# Tide\n\nOpen http://localhost:6379 then.{REST}{often}") == []
