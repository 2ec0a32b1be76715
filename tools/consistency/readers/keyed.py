"""Keys and values of one service side by side: front matter, `Service: Grafana, Port: 3000, Host: mini`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import cells, phrases
from consistency.readers.context import Context, service_in
from consistency.readers.headers import column, environment

_CUT = lazily(r"[,;|·•]\s+(?=[*_`]{0,3}[^\W\d][\w /-]{1,24}[*_`]{0,2}:)")
_PAIR = lazily(r"[\s>*+_`•-]*(?P<key>[^\W\d][\w /()-]{1,24}?)[*_`]{0,3}:[*_`]{0,3}\s+(?P<value>\S.*)$", re.DOTALL)
_LINE = lazily(
    r"(?P<key>[A-Za-z][\w -]{0,24}?)\s*[:=]\s*(?P<quote>[\"']?)(?P<value>[^\s#\"'][^#\"']*?)(?P=quote)\s*(?:#.*)?$"
)
_NAMING = ("service", "container")
#: Keys of the name itself, before which no other word for it counts.
_NAMES = frozenset(("name", "service"))
#: What a service is reached by; pairs without any of these say nothing.
_REACHED = frozenset(("port", "url", "bind"))
_SAID = _REACHED | {"host", "health", "auth", "exposure"}
#: Keys of the page itself, and of no service.
_OF_PAGE = frozenset(
    "title url permalink slug id layout type access domain image source link links repo repository owner team language tier slo tags".split()
)


class Pair(NamedTuple):
    """A key, and where its value stands."""

    key: str
    value: Passage


def front_matter(block: Block, blocks: Sequence[Block], context: Context) -> Iterator[Claim]:
    """What the metadata of a page about one service says of it, the service named there, else in the page's title."""
    head = next((one for one in blocks if one.kind == "heading"), block)
    title = shown(mask(head.passage.text)) if head.level == 1 and head.kind == "heading" else ""
    pairs = [
        Pair(match["key"].lower(), line.slice(*match.span("value")))
        for line in block.passage.lines()
        if (match := _LINE.match(line.text))
    ]
    titled = next((shown(pair.value.text) for pair in pairs if pair.key == "title"), title)
    own = [pair for pair in pairs if pair.key not in _OF_PAGE]
    yield from _claims(own, service_in(titled) if titled else "", context, "key-value")


def inline(passage: Passage, text: str, context: Context, source: str) -> Sequence[Claim]:
    """The claims of a line that is nothing but such pairs, two at least; none for any other line."""
    if text.count(":") < 2:
        return ()
    ends = [*_CUT.finditer(text)]
    places = zip([0, *(cut.end() for cut in ends)], [*(cut.start() for cut in ends), len(text.rstrip())], strict=True)
    found = [(start, _PAIR.match(text, start, end)) for start, end in places] if ends else []
    pairs = [Pair(shown(match["key"]), passage.slice(*match.span("value"))) for _, match in found if match]
    if len(pairs) < 2 or len(pairs) < len(found) or not all(column(pair.key).role for pair in pairs):
        return ()
    return tuple(_claims(pairs, context.subject, context, source))


def _claims(pairs: Sequence[Pair], service: str, context: Context, source: str) -> Iterator[Claim]:
    roles = [column(pair.key) for pair in pairs]
    if _REACHED.isdisjoint(col.role for col in roles):
        return
    named = False
    for pair, col in zip(pairs, roles, strict=True):
        plain = shown(mask(pair.value.text))
        if col.role in _NAMING and phrases.is_name(plain) and not (named and pair.key not in _NAMES):
            service, named = plain, pair.key in _NAMES
        elif col.role == "host":
            context = context._replace(host=cells.host_name(plain) or context.host)
        elif col.role == "scope":
            context = context._replace(scope=environment(plain) or context.scope)
    statement = f"L{pairs[0].value.line}"
    for pair, col in zip(pairs, roles, strict=True):
        if service and col.role in _SAID:
            yield from cells.field(pair.value, col, context, service, statement, source)
