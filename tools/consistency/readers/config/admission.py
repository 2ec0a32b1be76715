"""How config sets what lets people in or keeps them out: by the setting's name in any file, and of a program in its environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import admission, exact

_SETTING = lazily(
    r"(?P<indent>[ \t]{0,80})(?:-[ \t]+|export[ \t]+|Environment=)?[\"']?(?P<key>[A-Za-z][\w.-]*)[\"']?[ \t]{0,40}[:=][ \t]{0,40}"
    r"(?:[\"']?(?P<value>true|false|yes|no|on|off|0|1)[\"']?[ \t]{0,40}[;,]?[ \t]{0,40}(?:#.*)?$|(?:#.*)?$)",
)
_SIGNS = lazily(r"sign[_-]?up|regist|anonym|auth|login|insecure|guest", re.IGNORECASE)


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims, by the setting's name, and by that with the key above it: on or off."""
    if not _SIGNS.search(sheet.text):
        return
    above: list[tuple[int, str]] = []
    for piece, start in zip(sheet.pieces, sheet.starts, strict=True):
        match = _SETTING.match(piece.text)
        if match is None:
            continue
        indent, key = len(match["indent"]), match["key"]
        above = [one for one in above if one[0] < indent]
        if match["value"] is None:
            above.append((indent, key))
        else:
            names = [key, f"{above[-1][1]}.{key}"] if above and "." not in key else [key]
            for name in filter(admission.is_door, names if "_" in key or "." in key or "-" in key else names[1:]):
                yield sheet.claim(
                    "call", admission.state(match["value"]), start + match.start("value"), start + match.end("value"),
                    service=exact.switch(name), source=PROJECT,
                )  # fmt: skip


def sign_ups(sheet: Sheet, service: str, key: str, value: str, place: tuple[int, int]) -> Iterator[Claim]:
    """Whether a setting of a program lets people make themselves an account."""
    if said := admission.sign_ups(key, value):
        yield sheet.claim("call", said, *place, service=exact.sign_ups(service), source=PROJECT)
