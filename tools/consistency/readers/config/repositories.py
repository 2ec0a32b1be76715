"""Where config says that the project is kept: `repository` of a package, `home` of a chart, `Documentation=` of a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.repository import SIGNS, repositories

#: What says that the address is the project's own, before it: `"repository": {"url": "...`, `Documentation=`, a label of an image.
_OWN = lazily(
    r"(?:repository|repo[_-]?url|home(?:page)?|source(?:s|[_-]?code)?|url|documentation|docs|bug[\w -]*|issue[\w -]*|code|org\.opencontainers\.image\.\w+)"
    r"[\"']?\s*[=:]\s*[\"'\[{(]*\s*(?:[\"']?url[\"']?\s*[:=]\s*[\"']?)?(?:git\+)?(?:https?://|git@|ssh://git@)?(?:www\.)?$",
    re.IGNORECASE,
)
_NEAR = 120


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims of each repository by its name alone, with forge and owner for value."""
    if not any(sign in sheet.text for sign in SIGNS):
        return
    told: set[str] = set()
    for one in repositories(sheet.text):
        value = f"{one.forge}/{one.owner}/{one.name}"
        line = sheet.text[max(sheet.starts[sheet.row(one.start)], one.start - _NEAR) : one.start]
        if value not in told and _OWN.search(line):
            told.add(value)
            yield sheet.claim("call", value, one.start, one.end, service=exact.repository(one.name), source=PROJECT)
