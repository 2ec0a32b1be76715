"""What a slip of the hand makes of a number: one digit is another one, or two that stand side by side have changed places."""

from __future__ import annotations

from collections.abc import Iterator


def turned(text: str) -> Iterator[str]:
    """All that differ from a text in the order of two characters side by side."""
    for at in range(len(text) - 1):
        if text[at] != text[at + 1]:
            yield f"{text[:at]}{text[at + 1]}{text[at]}{text[at + 2 :]}"


def is_slip(one: str, other: str) -> bool:
    """Two texts of one length that differ in one character, or of which one is the other turned."""
    if len(one) != len(other):
        return False
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1 or other in turned(one)


def slips(number: str) -> set[str]:
    """All numbers of as many digits that differ from one in a digit, or are it turned; none begins with 0."""
    one_other = {f"{number[:at]}{digit}{number[at + 1 :]}" for at in range(len(number)) for digit in "0123456789"}
    return {one for one in {*one_other, *turned(number)} - {number} if not one.startswith("0")}
