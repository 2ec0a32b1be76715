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
