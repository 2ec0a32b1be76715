"""Parts of one piece of work, done by copies of the process: the same results in the same order, whatever befalls them."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest

from consistency.config import Config
from consistency.engine import judge as judging
from consistency.engine.judge import judge, link
from consistency.engine.parted import parted
from consistency.readers.document import read_document

PAGE = "# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Grafana | nas | {port} |\n| Queue | nas | 5672 |\n"


def test_the_parts_come_in_their_order_however_large() -> None:
    assert parted(lambda part: [part] * 100_000, 3) == [[0] * 100_000, [1] * 100_000, [2] * 100_000]
    assert parted(lambda part: part, 1) == [0]


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _failed() -> None:
    raise ValueError("only in the copy")


def _left() -> None:
    os._exit(3)


@pytest.mark.parametrize("fate", [_killed, _failed, _left])
def test_what_a_copy_does_not_bring_is_done_here(fate: Callable[[], None]) -> None:
    here = os.getpid()

    def work(part: int) -> int:
        if os.getpid() != here:
            fate()
        return part

    assert parted(work, 2) == [0, 1]


def test_what_cannot_be_brought_is_done_here() -> None:
    def work(part: int) -> Callable[[], int]:
        return lambda: part

    assert [result() for result in parted(work, 2)] == [0, 1]


def test_an_error_of_the_work_is_raised() -> None:
    def work(part: int) -> int:
        raise ValueError(part)

    with pytest.raises(ValueError, match="1"):
        parted(work, 2)


@pytest.mark.parametrize("jobs", [2, 3, 7])
def test_several_processes_judge_as_one(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "ENOUGH", 0)
    pages = [(f"docs/{n}.md", PAGE.format(port=6379 + n % 3)) for n in range(7)]
    claims = [claim for path, text in pages for claim in read_document(path, text).claims]
    facts = link(claims, Config())
    alone = judge(facts, Config())
    assert alone.findings
    assert judge(facts, Config(), jobs=jobs) == alone
