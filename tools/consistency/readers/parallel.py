"""Sentences of several names and as many ports, each of which is the name's at the same place of its list.

`Grafana and Loki listen on 3000 and 3100 respectively`, `Default ports are Grafana 3000 and Loki 3100`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, port_list
from consistency.readers.context import Context, make
from consistency.values.port import valid

_NAME = (
    r"(?:[Tt]he\s+)?[`*]{0,3}(?:[A-Z][\w.+-]*|[a-z0-9]+(?:[-_][a-z0-9]+)*)(?: (?:[A-Z][\w.+-]*|API|UI)){0,3}[`*]{0,3}"
)
_PORT = r"[`*]{0,3}:?\d{2,5}[`*]{0,3}"
_AND = r"(?:,\s+(?:and\s+|und\s+)?|\s+(?:and|und|&)\s+)"
_SENTENCE = lazily(
    rf"[\s>*•-]*(?:[Bb]oth\s+)?(?P<names>{_NAME}(?:{_AND}{_NAME}){{1,5}})\s+"
    r"(?:(?:are|is|both|now|run|runs|running|listen|use|uses|served|live|available|exposed|reachable|bound|laufen|lauschen)\s+){1,3}"
    rf"(?:(?:on|at|auf|to)\s+)?(?:(?:the\s+)?(?:tcp\s+)?ports?\s+)?(?P<ports>{_PORT}(?:{_AND}{_PORT}){{1,5}})(?![\w-]|[.:]\d)"
)
_BETWEEN = lazily(_AND)
_NUMBER = lazily(r"\d+")


def may_be(text: str) -> bool:
    """False for a line that has no lists of names and ports."""
    return " and " in text or " und " in text or " & " in text


def read(passage: Passage, text: str, context: Context, source: str) -> tuple[Claim, ...] | None:
    """A port for each name; None for a line that is no such sentence."""
    match = _SENTENCE.match(text)
    if not match:
        return port_list.sentence(passage, text, context, source)
    names = [_name(name) for name in _BETWEEN.split(match["names"])]
    ports = [
        (match.start("ports") + one.start(), match.start("ports") + one.end())
        for one in _NUMBER.finditer(match["ports"])
    ]
    if not all(names) or not all(valid(int(text[slice(*place)])) for place in ports):
        return None
    if len(names) != len(ports):
        return ()  # whose each of them is, nothing says
    return tuple(_claims(passage, text, context, source, zip(names, ports, strict=True)))


def _name(text: str) -> str:
    name = shown(re.sub(r"^(?:the|both)\s+", "", text.strip(), flags=re.IGNORECASE))
    return name if phrases.is_name(name) else ""


def _claims(
    passage: Passage, text: str, context: Context, source: str, pairs: Iterable[tuple[str, tuple[int, int]]]
) -> Iterator[Claim]:
    for name, place in pairs:
        number = text[slice(*place)]
        yield make(
            context, passage, *place, "port", number, service=name, port=int(number), namespace="",
            source=source, statement=f"L{passage.line}:{place[0]}",
        )  # fmt: skip
