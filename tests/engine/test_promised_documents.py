"""What is said of files and links whose names promise no document."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.run import Run
from consistency.tree.memory import Memory
from consistency.tree.source import LeftOut

TODAY = datetime.date(2026, 3, 1)


class Linked(Memory):
    """A tree in memory with links that lead out of it."""

    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(path, "link-out")
            for path in ("fonts/bold", "fonts/mono", "fonts/slim", "fonts/wide", "docs/ports.md")
        )


def checked(tree: Memory) -> Run:
    return run(Prepared(tree, (), "", ()), Scope("memory"), TODAY)


def test_a_link_whose_name_promises_no_document_is_noted_once() -> None:
    result = checked(Linked({"docs/a.md": b"# A\n"}))
    assert [(one.rule, one.claims[0].path) for one in result.findings] == [("M102", "docs/ports.md")]
    [note] = [note for note in result.notes if "links" in note]
    assert note.startswith("4 links")
    assert "fonts/bold" in note


@pytest.mark.parametrize(("path", "told"), [("tests/words.txt", 0), ("lib/tool", 0), ("docs/a.md", 1), (".env", 1)])
def test_bytes_that_are_no_text_matter_in_documents(path: str, told: int) -> None:
    assert len(checked(Memory({path: b"PORT=7070\n\xff\xfe\x00x\n"})).findings) == told
