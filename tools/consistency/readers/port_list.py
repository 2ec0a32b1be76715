"""Lists behind a label that speaks of ports, `Default ports: Grafana 3000, Loki 3100`, or is a machine: `gate: 3000 Grafana`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.headers import environment
from consistency.values.port import side_of, valid

_SPEAKS = lazily(r"\b(?:ports|puertos|portas)\b|端口|ポート|порты", re.IGNORECASE)
#: Ports that nobody has, or that are a firewall's.
_NOBODYS = lazily(
    r"\b(?:free|available|unused|reserved|avoid\w*|block(?:ed|s)|clos\w+|forbidden|conflict\w*|never|not|don't|no|forward\w*|allow\w*|firewall|ufw|like|such|"
    r"old|former|previous|source|ephemeral|frei\w*|libres?)\b",
    re.IGNORECASE,
)
_ABOUT = lazily(r"\bports?\b", re.IGNORECASE)
#: A machine, whose ports follow: `gate: 3000 Grafana, 4000 router`.
_MACHINE = lazily(r"[a-z][a-z0-9-]{2,20}")
_ARE = lazily(r"(?P<label>[^:.;]{0,50}?\b(?:ports|puertos|portas))\s+(?:are|sind|son|são)\s+", re.IGNORECASE)
_BETWEEN = lazily(r"\s*(?:[,;]\s*(?:and|und|y|et|e)?\b|\b(?:and|und|y|et)\b)\s*", re.IGNORECASE)
_NUMBER = r"(?P<port>\d{2,5})(?:/(?P<protocol>tcp|udp))?"
_NAME = r"(?P<name>[^\W\d_](?:[\w.+/&-]| (?=[^\W_])){0,40})"
_NAMED = lazily(rf"{_NAME}(?:\s*[:=@(–—-]|\s+on|\s)\s*(?:ports?\s*)?[:(]?\s*{_NUMBER}\s*\)?", re.IGNORECASE)
_NUMBERED = lazily(rf":?{_NUMBER}(?:\s*[(:=–—-]|\s+for|\s)\s*{_NAME}\s*\)?", re.IGNORECASE)
_WITH_ASIDE = lazily(rf":?{_NUMBER}\s+{_NAME}(?:\s*\([^()]{{1,30}}\))?", re.IGNORECASE)
#: What is spoken on a port is no name of who has it.
_PROTOCOLS = frozenset("tcp udp http https ssh tls grpc port ports default".split())


class _Item(NamedTuple):
    """A name and its port; `at` is where the port stands in the line."""

    name: str
    port: int
    protocol: str
    at: tuple[int, int]


def sentence(passage: Passage, text: str, context: Context, source: str) -> tuple[Claim, ...] | None:
    """The same of a sentence, `Default ports are Grafana 3000 and Loki 3100.`; None for any other one."""
    match = _ARE.match(text)
    if not match:
        return None
    if _NOBODYS.search(match["label"]):
        return ()
    return tuple(_named(passage, text, match["label"], match.end(), context, source)) or None


def read(passage: Passage, text: str, label: str, rest_at: int, context: Context, source: str) -> Iterator[Claim]:
    """A port for each name of a list that holds nothing else; nothing for any other line."""
    if not context.subject and (found := _on_machine(text, label.strip(), rest_at, context)):
        for match in found:
            line, place = passage.span(*match.span("port")).line, match.span("port")
            if phrases.is_name(name := shown(match["name"])):
                yield make(
                    context, passage, *place, "port", match["port"], service=name, host=label.strip(), port=int(match["port"]),
                    protocol=(match["protocol"] or "").lower(), namespace="", source=source, statement=f"L{line}:{place[0]}",
                )  # fmt: skip
        return
    if not _SPEAKS.search(label) or _NOBODYS.search(label):
        return
    if context.subject and len(label.split()) < 3:
        return  # a field of the service above, which has several
    yield from _named(passage, text, label, rest_at, context, source)


def _on_machine(text: str, label: str, start: int, context: Context) -> list[re.Match[str]]:
    """The items of what a machine has, on a page about ports, `gate: 3000 Grafana, 4000 router`; none where one is anything else."""
    about = context.ports or _ABOUT.search(f"{context.title} {context.section}") is not None
    if not about or not _MACHINE.fullmatch(label) or not phrases.is_hostlike(label):
        return []
    end = len(text.rstrip(" \n\t.;`*_"))
    behind = text.find(". ", start, end)
    end = behind if behind >= 0 else end
    cuts = [match.span() for match in _BETWEEN.finditer(text, start, end)]
    places = zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True)
    items = [_WITH_ASIDE.fullmatch(text, *_stripped(text, *place)) for place in places]
    found = [item for item in items if item is not None and valid(int(item["port"]))]
    return found if len(found) == len(items) > 1 else []


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    return start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip())


def _named(passage: Passage, text: str, label: str, rest_at: int, context: Context, source: str) -> Iterator[Claim]:
    items = _items(text, rest_at)
    if len(items) < 2 or len({item.name.lower() for item in items}) < len(items):
        return
    scope = environment(label) or context.scope
    for item in items:
        line = passage.span(*item.at).line
        yield make(
            context, passage, *item.at, "port", str(item.port), service=item.name, port=item.port, scope=scope,
            protocol=item.protocol, namespace=side_of(label), source=source, statement=f"L{line}:{item.at[0]}",
        )  # fmt: skip


def _items(text: str, start: int) -> list[_Item]:
    """The items from `start` on; none where one of them is anything else."""
    end = len(text.rstrip(" \n\t.;`*_"))
    cuts = [match.span() for match in _BETWEEN.finditer(text, start, end)]
    items = []
    for first, last in zip([start, *(cut[1] for cut in cuts)], [*(cut[0] for cut in cuts), end], strict=True):
        item = _item(text, first, last)
        if item is None:
            return []
        items.append(item)
    return items


def _item(text: str, start: int, end: int) -> _Item | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    match = _NAMED.fullmatch(text, start, end) or _NUMBERED.fullmatch(text, start, end)
    if match is None or not valid(int(match["port"])):
        return None
    name = shown(re.sub(r"\s+", " ", match["name"]))
    if name.lower() in _PROTOCOLS or not phrases.is_name(name):
        return None
    return _Item(name, int(match["port"]), (match["protocol"] or "").lower(), match.span("port"))
