"""What every parser gives."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

Fact = TypeVar("Fact")


class Parsed(NamedTuple, Generic[Fact]):
    """Nothing is swallowed: every row of the output is a fact, a leftover, or one of the `passed`.

    rows: how many rows were read. leftovers: rows that were not understood, as text. passed: rows that were
    understood and are no fact (a header, a connection). Facts that say the same are one fact; `merged` counts the rest.
    """

    facts: tuple[Fact, ...]
    leftovers: tuple[str, ...] = ()
    rows: int = 0
    passed: int = 0
    merged: int = 0

    def conserved(self) -> bool:
        """The conservation check: rows in, rows out."""
        return self.rows == len(self.facts) + len(self.leftovers) + self.passed + self.merged


def text_of(data: bytes) -> str:
    """Output as text; bytes that are no UTF-8 stand as `\\xff`, so that they are seen and harm nothing."""
    return data.decode("utf-8", "backslashreplace")


def rows_of(data: bytes) -> list[str]:
    """The lines that hold something. A line ends with a line feed, and with nothing else."""
    return [line for line in (line.rstrip("\r") for line in text_of(data).split("\n")) if line.strip()]
