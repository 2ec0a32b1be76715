"""A122: units that commands name and the repository does not have."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

UNIT = "[Unit]\nDescription=nest\n\n[Service]\nExecStart=/usr/bin/nest\n"


def found(page: str, *paths: str) -> list[str]:
    tree = Memory({"docs/ops.md": page.encode(), **{path: UNIT.encode() for path in paths}})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [one.message for one in findings if one.rule == "A122"]


PAGE = "# Ops\n\n```sh\nsystemctl restart {}\n```\n"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("nest-sender", True),
        ("nest-dispatcher", True),
        ("dispatch", True),  # within the unit's name
        ("nest-dispatch", False),
        ("Nest-Dispatch.service", False),
        ("nest-dispatch@2", False),
        ("nest-dispatch-acme", False),  # a copy under a name of its own
        ("heron", False),
        ("docker", False),
        ("nest-sender.timer", False),
    ],
)
def test_names_like_those_of_the_units(name: str, told: bool) -> None:
    messages = found(PAGE.format(name), "systemd/nest-dispatch.service", "systemd/nest-dispatch.timer")
    assert messages == ([f"no unit {name} is in the repository; there is nest-dispatch"] if told else [])


def test_quadlets_pages_that_write_the_unit_and_repositories_without_any() -> None:
    page = PAGE.format("nest-sender")
    assert found(page) == []
    written = f"{page}\n```ini\n# /etc/systemd/system/nest-sender.service\n{UNIT}```\n"
    assert found(written, "systemd/nest-dispatch.service") == []
    assert found(page.replace("sh\n", "python\n"), "systemd/nest-dispatch.service") == []
    assert len(found(page, "quadlets/nest-dispatch.container")) == 1
