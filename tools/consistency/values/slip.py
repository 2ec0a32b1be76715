"""What a slip of the hand makes of a number: one digit is another one, or two that stand side by side have changed places."""

from __future__ import annotations


def is_turned(one: str, other: str) -> bool:
    """Two texts of one length that differ in the order of two characters side by side."""
    wrong = _differing(one, other)
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first, second = wrong
    return one[first] == other[second] and one[second] == other[first]


def is_slip(one: str, other: str) -> bool:
    """The same, or two that differ in one character."""
    return len(_differing(one, other)) == 1 or is_turned(one, other)


def _differing(one: str, other: str) -> list[int]:
    """Where two texts of one length differ; nowhere for texts of two lengths."""
    if len(one) != len(other):
        return []
    return [index for index, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
