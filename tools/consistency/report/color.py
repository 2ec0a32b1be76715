"""What a terminal shows: colour, and how many columns."""

from __future__ import annotations

import os
from collections.abc import Mapping

#: Columns where no terminal says how many.
COLUMNS = 110
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


def columns() -> int:
    """Columns of the terminal, or what COLUMNS says: `shutil.get_terminal_size` without loading `shutil`."""
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal() and int(said):
        return int(said)
    try:
        return os.get_terminal_size(1).columns or COLUMNS
    except OSError:
        return COLUMNS


def paint(text: str, style: str, color: bool) -> str:
    """`text` in a style of STYLES; an empty text and a colourless run stay as they are."""
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if color and text else text
