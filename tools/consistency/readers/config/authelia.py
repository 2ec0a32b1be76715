"""Access rules of Authelia: by which of them each name in full is let through.

Format: https://www.authelia.com/configuration/security/access-control/; of several rules the first one that fits holds, and one with
further conditions (`resources`, `networks`, `methods`) is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.claim import BYPASSED, PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact

_BEGINS = lazily(r"access_control:\s*$")
_KEY = lazily(r"[ \t]*(?P<item>-[ \t]+)?(?P<key>[a-z_]+):[ \t]*(?P<value>[^#]*?)[ \t]*(?:#.*)?$")
_NAME = lazily(r"(?<![\w.*-])[a-z0-9][\w-]*(?:\.[\w-]+)+(?![\w.*-])")
#: Keys of a rule that bind it to no further condition.
_PLAIN = frozenset(("domain", "policy", "subject"))


class _Rule(NamedTuple):
    """The names of a rule, its policy and the place of that in the sheet, and whether it holds without a condition."""

    names: list[str]
    policy: str
    place: tuple[int, int]
    plain: bool


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """A call claim of each name's policy, and a gate claim where it is let through without being asked."""
    told: set[str] = set()
    for rule in _rules(sheet) if "access_control:" in sheet.text and "policy:" in sheet.text else ():
        for name in (one for one in rule.names if rule.plain and one not in told):
            told.add(name)
            yield sheet.claim("call", rule.policy, *rule.place, service=exact.policy(name), source=PROJECT)
            if rule.policy == "bypass":
                yield sheet.claim("gate", "none", *rule.place, service=name, source=BYPASSED)


def _rules(sheet: Sheet) -> Iterator[_Rule]:
    depth, names, policy, place, plain, key = -1, list[str](), "", (0, 0), True, ""
    inside = False
    for piece, start in zip(sheet.pieces, sheet.starts, strict=True):
        text = piece.text
        if not inside:
            inside = _BEGINS.match(text) is not None
            continue
        if text[:1].strip() and not text.startswith("#"):
            break
        match = _KEY.match(text)
        if match and match["item"] and (depth < 0 or text.index("-") <= depth):
            if policy:
                yield _Rule(names, policy, place, plain)
            depth, names, policy, plain = text.index("-"), [], "", True
        if match and depth >= 0:
            key = match["key"]
            plain = plain and key in _PLAIN
            if key == "policy":
                policy, place = match["value"].strip("\"'"), (start + match.start("value"), start + match.end("value"))
        if key == "domain" and not text.lstrip().startswith("#"):
            names += _NAME.findall(text)
    if policy:
        yield _Rule(names, policy, place, plain)
