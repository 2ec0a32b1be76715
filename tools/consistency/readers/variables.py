"""Environment variables in a page: `GRAFANA_PORT=3000` in an item, and tables of variables with their defaults."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
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
#: Words before _PORT that tell sides and peers, not services of this site.
_OTHERS = lazily(r"INTERNAL|CONTAINER|TARGET|REMOTE|SOURCE|PROXY|SMTP|MAIL|EMAIL|FORWARD\w*|MIN|MAX|START|END")
_VALUES = lazily(r"default|value|wert|valor|standard|valeur|默认值?", re.IGNORECASE)


def item(passage: Passage, text: str, context: Context, source: str) -> Iterator[Claim]:
    """`GRAFANA_PORT=3000` names its service; `PORT=3000` is the page's."""
    if "PORT" in text and (match := _ITEM.match(text)):
        yield from _claim(passage, match.span("port"), match["port"], match["name"] or "", context, source)


def table(rows: Table, context: Context) -> tuple[Claim, ...]:
    """The ports in a table of variables: the first column holds keys, another one defaults or values."""
    heads = [mask(cell.text) for cell in rows.header]
    at = next((index for index, head in enumerate(heads) if index and _VALUES.search(head)), 0)
    if not at or column(heads[0]).role not in ("env", "property", ""):
        return ()
    found: list[Claim] = []
    for row in rows.rows:
        key = _CELL.match(mask(row[0].text)) if len(row) > at else None
        number = _NUMBER.match(mask(row[at].text)) if key else None
        if key and number:
            found += _claim(row[at], number.span("port"), number["port"], key["name"] or "", context, "env")
    return tuple(found)


def _claim(
    passage: Passage, place: tuple[int, int], port: str, name: str, context: Context, source: str
) -> Iterator[Claim]:
    service = shown(name.replace("_", " ").title()) if name else context.subject
    if service and valid(int(port)) and not (name and _OTHERS.search(name)):
        yield make(
            context, passage, *place, "port", port, service=service, port=int(port), namespace="", source=source,
            statement=f"L{passage.line}",
        )  # fmt: skip
