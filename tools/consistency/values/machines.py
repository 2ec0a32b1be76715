"""Several machines in one cell, told apart by the number at their end: `pg-01, pg-02`, `gpu01–gpu08`, `gpu[01-08]`."""

from __future__ import annotations

from consistency.model.pattern import lazily

_NAMES = lazily(r"[`*]*[a-z][a-z-]*\d{1,3}[`*]*(?:\s*(?:,|&|\+|\band\b|/)\s*[`*]*[a-z][a-z-]*\d{1,3}[`*]*){1,7}")
_NAME = lazily(r"[a-z][a-z-]*\d{1,3}")
_RANGE = lazily(
    r"[`*]*(?P<name>[a-z][a-z-]*?)(?P<first>\d{1,3})[`*]*\s?(?:[–—-]|\.\.+|to|bis)\s?[`*]*(?P<again>[a-z][a-z-]*?)?(?P<last>\d{1,3})[`*]*"
)
_BRACKETS = lazily(r"[`*]*(?P<name>[a-z][a-z-]*)\[(?P<first>\d{1,3})(?:-|\.\.)(?P<last>\d{1,3})\][`*]*")
_MOST = 64


def several_in(text: str) -> tuple[str, ...]:
    """The machines of a cell that gives nothing else; () for one, or for more than 64."""
    if _NAMES.fullmatch(text):
        return tuple(_NAME.findall(text))
    match = _RANGE.fullmatch(text) or _BRACKETS.fullmatch(text)
    if match is None or match.groupdict().get("again") not in (None, match["name"]):
        return ()
    first, last, width = int(match["first"]), int(match["last"]), len(match["first"])
    if not first < last < first + _MOST or (match.groupdict().get("again") is None and len(match["last"]) != width):
        return ()
    return tuple(f"{match['name']}{number:0{width}d}" for number in range(first, last + 1))
