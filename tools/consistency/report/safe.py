"""Text from documents and hosts, made safe for the place where it is shown.

Whatever a document holds, it cannot steer a terminal, add markup to a page or give an order to a workflow runner.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from consistency.model.pattern import lazily

#: Shown in the place of a character that must not be shown as itself.
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# The joiner holds emoji together and can do no harm; every other invisible format character can hide or reorder text.
_JOINER = "\N{ZERO WIDTH JOINER}"
_UNSAFE = {"Cc", "Cf", "Cs", "Zl", "Zp"}

# Code hosts turn these into mentions, issues, labels, emoji and links, even when they are written as entities.
_REFERENCE = lazily(r"[@#!~%&$^](?=[\w\"'\[])|(?i:gh-)(?=\d)|:(?=//|[\w+-]+:)|(?i:www)(?=\.)")
_MARKUP = lazily(r"[\\`*_\[\]<>&|~#!@${}]")
_UNBROKEN = "\N{ZERO WIDTH SPACE}"


def _plain(character: str) -> str:
    if character == _JOINER or unicodedata.category(character) not in _UNSAFE:
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else REPLACEMENT


def terminal(text: str) -> str:
    """`text` as one line without control, bidirectional or invisible characters, one for one; wide ones are kept.

    A control character becomes its picture (ESC is shown as U+241B), so lengths and columns stay what they were.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain, text))


def line(text: str) -> str:
    """As `terminal`, with every run of white space one blank: for messages that become one line."""
    return terminal(" ".join(text.split()))


def markdown(text: str) -> str:
    """`text` as inline Markdown that reads as written: no markup, HTML, links, mentions, references or table pipes."""
    broken = _REFERENCE.sub(lambda match: match[0] + _UNBROKEN, line(text))
    escaped = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", broken)
    return re.sub(
        r"^(\d+)([.)])(?=\s|$)|^([-+=])", lambda match: f"{match[1] or ''}&#{ord(match[2] or match[3])};", escaped
    )


def code(text: str) -> str:
    """`text` as inline code, in a table cell or outside; what a code span cannot hold is written as an entity."""
    shown = line(text)
    if not shown:
        return ""
    if re.search(r"[`|\\]", shown):
        return f"<code>{markdown(shown)}</code>"
    return f"`{shown}`"


def markup(text: str) -> str:
    """`text` for HTML, in an element or a quoted attribute."""
    from html import escape

    return escape(terminal(text), quote=True)


def xml(text: str) -> str:
    """`text` with only characters that XML 1.0 may hold; the writer escapes the markup."""
    kept = "".join(char if char in "\t\n" else _plain(char) for char in text)
    return re.sub("[\ufffe\uffff]", REPLACEMENT, kept)


def command(text: str) -> str:
    """`text` as the message of a workflow command; a newline in it stays one."""
    kept = "\n".join(terminal(part) for part in text.split("\n"))
    return kept.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def command_property(text: str) -> str:
    """`text` as a property of a workflow command."""
    return command(line(text)).replace(":", "%3A").replace(",", "%2C")


def _escaped(match: re.Match[str]) -> str:
    code_point = ord(match[0])
    if code_point > 0xFFFF:
        code_point -= 0x10000
        return f"\\u{0xD800 + (code_point >> 10):04x}\\u{0xDC00 + (code_point & 0x3FF):04x}"
    return f"\\u{code_point:04x}"


# All that is legal in JSON and yet not safe to print; it only ever stands inside strings, where its escape is the same.
_INVISIBLE = lazily(
    "[\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)


def json_text(value: Any, indent: int | None = 2) -> str:
    """`value` as JSON that is safe to print: invisible and control characters and lone surrogates are escaped."""
    import json

    dumped = json.dumps(value, ensure_ascii=False, indent=indent, separators=None if indent else (",", ":"))
    return _INVISIBLE.sub(_escaped, dumped)
