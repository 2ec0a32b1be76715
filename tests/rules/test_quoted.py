"""What pages quote of compose files, held against the files."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

FILE = "services:\n  caddy:\n    image: caddy:2\n    ports:\n{}"
PAGE = "# Stack\n\n{}\n```yaml\nservices:\n  caddy:\n    image: caddy:2\n    ports:\n{}```\n"


def ports(*published: str) -> str:
    return "".join(f'      - "{one}"\n' for one in published)


def told(page: str, file: str, name: str = "compose.yaml") -> list[tuple[str, str]]:
    tree = Memory({"docs/stack.md": page.encode(), name: file.encode()})
    found = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 1)).findings
    return [(one.rule, one.severity) for one in found if one.severity != "low"]


def test_a_quotation_that_publishes_more_than_the_file_is_told() -> None:
    page = PAGE.format("", ports("80:80", "8083:8083", "8084:8084"))
    assert told(page, FILE.format(ports("80:80"))) == [("A101", "medium")]


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (ports("80:80"), ports("80:80", "443:443")),  # a part of the file
        (ports("80:80", "8083:8083"), ports("8083:8083", "80:80")),
    ],
)
def test_a_quotation_that_says_no_more_is_quiet(page: str, file: str) -> None:
    assert told(PAGE.format("", page), FILE.format(file)) == []


def test_another_environment_may_publish_more() -> None:
    page = PAGE.format("## Development\n", ports("80:80", "8083:8083"))
    assert told(page, FILE.format(ports("80:80")), "docker-compose.prod.yml") == []
