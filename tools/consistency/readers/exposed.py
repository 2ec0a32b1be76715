"""Services listed behind how far they are exposed: `Local-only: Prometheus 9090, SearXNG 8888`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.segments import parts
from consistency.readers.shape import Shape
from consistency.values.port import valid

#: How far what is named so is exposed, and words for it.
_EXPOSURES = (
    (
        "loopback",
        lazily(
            r"^(?:local(?:host)?[- ]?only|loopback[- ]?only|host[- ]only|must not be (?:lan|publicly)[- ]exposed|not (?:lan[- ])?exposed|never exposed|internal[- ]only|bound to (?:localhost|loopback)|localhost[- ]bound)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "lan",
        lazily(
            r"^(?:lan[- ](?:exposed|only|visible|reachable|accessible)|exposed (?:on|to) (?:the )?lan)\b", re.IGNORECASE
        ),
    ),
    ("tailnet", lazily(r"^(?:tailnet|tailscale|vpn)[- ](?:only|exposed)\b", re.IGNORECASE)),
    ("public", lazily(r"^(?:public(?:ly)?|internet)[- ]?(?:exposed|facing|reachable)\b", re.IGNORECASE)),
)
_OUTSIDE = lazily(
    r"(?:public(?:ly)?|external(?:ly)?|internet|outside|from outside|öffentlich\w*|extern\w*)(?: (?:name|address|link|site|adresse))?|(?:dns[ -]?)?name|adresse?|opened? at",
    re.IGNORECASE,
)


def how_far(label: str) -> str:
    """loopback, lan, tailnet or public, as a label says it: `Local-only`; "" for any other."""
    for value, pattern in _EXPOSURES:
        if pattern.match(label):
            return value
    return ""


def is_reached(label: str, rest: str) -> bool:
    """`Public: https://...`: where the service above is reached from outside."""
    return rest.lstrip(" `*<").startswith("http") and _OUTSIDE.fullmatch(label) is not None


def exposed(
    passage: Passage, text: str, match: re.Match[str], exposure: str, context: Context, shape: Shape
) -> Iterator[Claim]:
    """port and exposure claims: each name has the exposure, and its port."""
    for start, end in parts(text, match.start("rest")):
        number = re.search(r":?(?<!\d)(\d{2,5})\b", text[start:end])
        name = phrases.leading_name(text[start : start + number.start()] if number else text[start:end])
        if not name:
            continue
        at = text.find(name.split()[0], start)
        known: dict[str, Any] = {"service": name, "source": shape.name, "statement": f"L{passage.line}:{start}"}
        if number and valid(int(number[1])):
            known["port"] = int(number[1])
            yield make(
                context,
                passage,
                start + number.start(1),
                start + number.end(1),
                "port",
                number[1],
                namespace="host",
                **known,
            )
        elif len(name.split()) > 4:
            continue
        if at >= 0:
            yield make(context, passage, at, at + len(name.split()[0]), "exposure", exposure, **known)
