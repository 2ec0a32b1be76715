"""Text that hosts gave, shown without power: no control character for a terminal, no markup for a page."""

from __future__ import annotations

import re
import unicodedata

LIMIT = 120

_ENTITIES = {char: f"&#{ord(char)};" for char in "`*[]<>&|~\\$"}
#: What code hosts make a link of, without any markup.
_LINKED = re.compile(r"(?i)(?:https?|ftp)://|www\.")
_CODE = re.compile(r"[A-Za-z0-9 ._/:%?=+,()@\[\]-]+")


def visible(text: str, limit: int = 0) -> str:
    """The text with every control, format, private and unassigned character and odd space as `\\u{1b}`."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(char if _harmless(char) else f"\\u{{{ord(char):x}}}" for char in text)
    return text if not limit or len(text) <= limit else text[: limit - 1] + "…"


def _harmless(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] not in "CZ"


def cell(text: str, limit: int = LIMIT) -> str:
    """A table cell that shows the text and is nothing but text; "-" where there is none."""
    shown = visible(text.strip(), limit).strip()
    if not shown:
        return "-"
    escaped = "".join(_ENTITIES.get(char, char) for char in shown)
    escaped = re.sub(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])", "&#95;", escaped)
    return _LINKED.sub(lambda match: match[0].replace(":", "&#58;").replace(".", "&#46;"), escaped)


def code(text: str, limit: int = LIMIT) -> str:
    """A code span where the text is plain enough for one, else a cell."""
    return f"`{text}`" if text == text.strip() and len(text) <= limit and _CODE.fullmatch(text) else cell(text, limit)
