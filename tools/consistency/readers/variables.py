"""Environment variables in a page: `GRAFANA_PORT=3000` in an item, and tables of variables with their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import DEFAULT, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.headers import column
from consistency.values.port import valid

_KEY = r"(?:(?P<name>[A-Z][A-Z0-9_]*?)_)?(?:(?:HOST|EXTERNAL|HTTP|LISTEN|PUBLISHED|WEB|API|SERVER|APP)_)?PORT"
_ITEM = lazily(rf"^[\s*•-]*{_KEY}\s*(?:[:=]|\s[–—-]\s)\s*(?P<port>\d{{2,5}})(?![\w.:-])")
_CELL = lazily(rf"^\s*{_KEY}\s*$")
_NUMBER = lazily(r"^[\s\"']*(?P<port>\d{2,5})[\s\"']*(?:\(default\)\s*)?$")
_OPTION = r"(?:-\w[\s,/|]+)?--(?:http-|listen-|server-)?port(?![\w-])(?:[\s=,/|]+(?:-\w(?!\w)|<\w+>|[A-Z]+(?!\w)))?"
_FLAG = lazily(rf"^\s*{_OPTION}\s*$")
_TOLD = lazily(rf"^[\s*•-]*(?:{_KEY}(?!\w)|{_OPTION})")
_DEFAULT = lazily(r"\bdefaults?(?:\s+(?:is|to))?\s*[:=]?\s*[\"']?(?P<port>\d{2,5})(?![\w.:-])", re.IGNORECASE)
#: Where a program finds another one.
_OF_OTHERS = lazily(
    r"\b(?:connect\w*|remote|upstream|target|broker|database|db|client|peers?|proxy|forward\w*|smtp|redis)\b",
    re.IGNORECASE,
)
#: Words before _PORT that tell sides and peers, not services of this site.
_OTHERS = lazily(r"INTERNAL|CONTAINER|TARGET|REMOTE|SOURCE|PROXY|SMTP|MAIL|EMAIL|FORWARD\w*|MIN|MAX|START|END")
_VALUES = lazily(
    r"default|value|wert|valor|standard|valeur|unset|not set|fallback|vorgabe|défaut|默认值?", re.IGNORECASE
)


def item(passage: Passage, text: str, context: Context, source: str) -> Iterator[Claim]:
    """`GRAFANA_PORT=3000` names its service; `PORT=3000` and `--port: the port (default 3000)` are the page's."""
    if "PORT" in text and (match := _ITEM.match(text)):
        yield from _claim(passage, match.span("port"), match["port"], match["name"] or "", context, source)
    elif "efault" in text and (told := _TOLD.match(text)) and not _OF_OTHERS.search(text, told.end()):
        for number in _DEFAULT.finditer(text, told.end()):
            yield from _claim(passage, number.span("port"), number["port"], told["name"] or "", context, DEFAULT)


def table(rows: Table, context: Context) -> tuple[Claim, ...]:
    """The ports in a table of variables or flags: the first column holds keys, another one defaults or values.

    Where no column is for these, the default may stand in a description: `Port to listen on (default: 8080)`.
    """
    heads = [mask(cell.text) for cell in rows.header]
    if not heads or column(heads[0]).role not in ("env", "property", ""):
        return ()
    at = next((index for index, head in enumerate(heads) if index and _VALUES.search(head)), 0)
    found: list[Claim] = []
    for row in rows.rows:
        key = _key(mask(row[0].text)) if len(row) > at else None
        if key is None or (not key and any(_OF_OTHERS.search(cell.text) for cell in row[1:])):
            continue
        cells = ((row[at], _NUMBER.match(mask(row[at].text))),) if at else _defaults(row[1:])
        for cell, number in cells:
            if number:
                found += _claim(cell, number.span("port"), number["port"], key, context, DEFAULT)
    return tuple(found)


def _key(text: str) -> str | None:
    """Of whom a key tells the port: `GRAFANA` of GRAFANA_PORT, "" for PORT and --port; None for any other key."""
    if match := _CELL.match(text):
        return match["name"] or ""
    return "" if _FLAG.match(text) else None


def _defaults(cells: Sequence[Passage]) -> Iterator[tuple[Passage, re.Match[str] | None]]:
    return ((cell, _DEFAULT.search(mask(cell.text))) for cell in cells)


def _claim(
    passage: Passage, place: tuple[int, int], port: str, name: str, context: Context, source: str
) -> Iterator[Claim]:
    service = shown(name.replace("_", " ").title()) if name else context.itself
    if service and valid(int(port)) and not (name and _OTHERS.search(name)):
        yield make(
            context, passage, *place, "port", port, service=service, port=int(port), namespace="", source=source,
            statement=f"L{passage.line}",
        )  # fmt: skip
