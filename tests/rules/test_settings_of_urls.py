"""The URL that a page says a variable holds, against the env file that sets the same variable."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TABLE = "| Variable | Default | Description |\n|---|---|---|\n| `DESK_GOTENBERG_URL` | `{}` | {} |\n"


def told(page: str, env: str) -> list[str]:
    files = {"docs/configuration.md": f"# Configuration\n\n{page}\n", ".env.example": f"{env}\n"}
    tree = Memory({path: text.encode() for path, text in files.items()})
    return [one.message for one in run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings]


MESSAGE = "DESK_GOTENBERG_URL on gotenberg: port 3000 documented, 3030 configured"


@pytest.mark.parametrize(
    "page",
    [
        TABLE.format("http://gotenberg:3000", "Office to PDF"),
        "```env\nDESK_GOTENBERG_URL=http://gotenberg:3000\n```",
        "```bash\nexport DESK_GOTENBERG_URL='http://gotenberg:3000'\n```",
    ],
)
def test_another_port_of_the_same_host(page: str) -> None:
    assert told(page, "DESK_GOTENBERG_URL=http://gotenberg:3030") == [MESSAGE]
    assert told(page, "DESK_GOTENBERG_URL=http://gotenberg:3000") == []


@pytest.mark.parametrize(
    ("page", "env"),
    [
        (
            TABLE.format("http://localhost:3000", "Office to PDF"),
            "DESK_GOTENBERG_URL=http://gotenberg:3030",
        ),  # elsewhere
        (TABLE.format("http://gotenberg:3000", "Office to PDF"), "DESK_OTHER_URL=http://gotenberg:3030"),
        (TABLE.format("http://gotenberg:3000", "e.g. for tests"), "DESK_GOTENBERG_URL=http://gotenberg:3030"),
        (TABLE.format("http://gotenberg:3000", "Office to PDF"), "DESK_GOTENBERG_URL=http://gotenberg:${PORT}"),
        (
            "```bash\nDESK_GOTENBERG_URL=http://gotenberg:3000 npm start\n```",
            "DESK_GOTENBERG_URL=http://gotenberg:3030",
        ),
        (
            "To use another one:\n\n```bash\nDESK_GOTENBERG_URL=http://gotenberg:3000\n```",
            "DESK_GOTENBERG_URL=http://gotenberg:3030",
        ),
    ],
)
def test_another_host_another_variable_an_example(page: str, env: str) -> None:
    assert MESSAGE not in told(page, env)


BASE = "```bash\nexport HERON_BASE_URL={}\n```"


@pytest.mark.parametrize(
    ("page", "env", "told_"),
    [
        ("http://localhost:8000", "http://localhost:8000/v1", True),
        ("http://localhost:8000/v1", "http://localhost:8000/v1/", False),
        ("http://localhost:8000/api/v1", "http://localhost:8000/api/v2", False),  # a page of one and the same
        ("http://localhost:8000", "http://heron:8000/v1", False),
        ("postgres://localhost:8000", "postgres://localhost:8000/birds", False),
    ],
)
def test_another_path_below_the_same_port(page: str, env: str, told_: bool) -> None:
    said = told(BASE.format(page), f"HERON_BASE_URL={env}")
    expected = f"HERON_BASE_URL on localhost:8000: {page} documented, {env} configured"
    assert said == ([expected] if told_ else [])


def test_two_pages_that_each_set_a_variable_to_one_path() -> None:
    def said(**pages: str) -> list[str]:
        files = {f"docs/{name}.md": f"# Page\n\n{text}\n" for name, text in pages.items()}
        tree = Memory({path: text.encode() for path, text in files.items()})
        return [one.rule for one in run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings]

    bare, below = BASE.format("http://localhost:8000"), BASE.format("http://localhost:8000/v1")
    assert said(one=bare, two=below) == ["A112"]
    assert said(one=bare, two=bare) == []
    assert said(one=bare, two=f"{bare}\n\n{below}") == []
