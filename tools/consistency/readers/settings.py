"""Variables that hold the URL of something: `GOTENBERG_URL | http://gotenberg:3000`, held against env files that set the same one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.port import valid
from consistency.values.url import urls

_NAME = lazily(r"\s*(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*")
_LINE = lazily(
    r"\s*(?:export\s+|-\s+)?(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)[=:]\s*[\"']?(?=[a-z][a-z0-9+.-]*://\S+\s*(?:#.*)?$)"
)
_ITEM = lazily(r"\s*(?P<name>[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\s*(?:[:=(–—-]|->|→)")
_DEFAULT = lazily(
    r"\b(?:defaults?|standard(?:mäßig|wert)?|normally|usually|normalerweise|üblicherweise|set to|points? (?:to|at))\b[^.;/]{0,25}://",
    re.IGNORECASE,
)
#: A paragraph that leads to what is set instead.
_ANOTHER = lazily(
    r"\b(?:different|another|other|custom\w*|chang(?:e|ing)|overrid\w+|instead|own|ander\w*)\b", re.IGNORECASE
)
#: Values that are only shown for an instance.
SAYING_SO = lazily(r"\be\.?g\b|\bexamples?\b|\bfor instance\b|\bz\. ?B\b|\bsuch as\b")


def of_table(rows: Table, context: Context) -> list[Claim]:
    """The port in the one URL of each row whose first cell is a variable."""
    found: list[Claim] = []
    for row in rows.rows if context.role == "canon" and context.modality == "stated" else ():
        key = _NAME.fullmatch(mask(row[0].text)) if row else None
        holding = [cell for cell in row[1:] if "://" in cell.text]
        if key and len(holding) == 1 and not any(SAYING_SO.search(cell.text) for cell in row):
            found += _held(holding[0], mask(holding[0].text), key["name"], context)
    return found


def of_item(passage: Passage, context: Context) -> Iterator[Claim]:
    """The same of an item: ``- `VITE_API_URL` – base of the API, default `http://localhost:8080` ``."""
    text = mask(passage.text) if "://" in passage.text else ""
    key = _ITEM.match(text) if context.role == "canon" and context.modality == "stated" else None
    if key and _DEFAULT.search(text) and words.modality(text) == "stated" and not SAYING_SO.search(text):
        yield from _held(passage, text, key["name"], context)


def is_another(context: Context) -> bool:
    """Whether the paragraph above leads to what may be set instead."""
    return _ANOTHER.search(context.lead) is not None


def of_lines(passage: Passage, context: Context) -> Iterator[Claim]:
    """The same for `GOTENBERG_URL=http://gotenberg:3000` on lines of a fence."""
    text = passage.text
    if "://" not in text or "_" not in text or context.role != "canon" or context.modality != "stated":
        return
    if is_another(context):
        return
    for line in passage.lines():
        key = _LINE.match(line.text) if "://" in line.text else None
        if key and words.modality(line.text) == "stated" and not SAYING_SO.search(line.text):
            yield from _held(line, line.text, key["name"], context)


def _held(piece: Passage, text: str, name: str, context: Context) -> Iterator[Claim]:
    found = urls(text)
    if len(found) == 1 and valid(found[0].port):
        place = found[0].port_start, found[0].port_end
        yield make(
            context, piece, *place, "port", str(found[0].port), service=exact.setting(name, found[0].host), host="",
            port=found[0].port, source=PROJECT, statement=f"L{piece.line}",
        )  # fmt: skip
        if found[0].scheme in ("http", "https"):
            place = found[0].start, found[0].end
            yield make(
                context, piece, *place, "base_url", text[slice(*place)].rstrip("/"), service=exact.base(name, found[0].host, found[0].port),
                host="", port=found[0].port, source=PROJECT, statement=f"L{piece.line}",
            )  # fmt: skip
