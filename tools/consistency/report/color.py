"""Colour on a terminal."""

from __future__ import annotations

from collections.abc import Mapping

STYLES = {
    "critical": "1;31", "high": "1;31", "medium": "1;33", "low": "1;36",
    "place": "34", "bold": "1", "dim": "2", "good": "1;32",
}  # fmt: skip


def wanted(is_terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether to colour: NO_COLOR (not empty) says no, FORCE_COLOR (not empty, not 0) yes, else only a terminal."""
    if environ.get("NO_COLOR"):
        return False
    forced = environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return is_terminal and environ.get("TERM") != "dumb"


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style of STYLES; an empty text and a colourless run stay as they are."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if color and text else text
