"""Lines that lead a public name to a machine's port and say whose it is: `api.site.example ──► app1:7010  tidewatch-api`,
`https://notes.site.example is silverbullet on app1, port 3465`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.name import host_key
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import asides, phrases, sentence
from consistency.readers.context import Context, make
from consistency.values.port import valid

_ARROWS = ("►", "→", "->", "=>", "➜", "▶", ">")
_LINE = lazily(
    r"[\s>*+•|│`-]*(?:https?://)?(?P<domain>[a-z0-9*][\w-]*(?:\.[\w-]+){1,6})/?[\s`]*(?:[─—═=-]{1,12}[►▶>]|→|➜)[\s`]*(?:https?://)?"
    r"(?P<host>[A-Za-z][\w-]*|\d{1,3}(?:\.\d{1,3}){3}):(?P<port>[1-9]\d{1,4})(?![\d.:/])(?>[\s`]+)(?:[(#](?>\s*))?"
    r"(?P<name>[A-Za-z][\w.+-]*(?: [A-Za-z][\w.+-]*){0,2})\s*\)?(?P<aside>\s+\([^()]{1,60}\))?\s*$"
)

_IS = lazily(
    r"[\s>*+•`-]*(?:https?://)?(?P<domain>[a-z0-9][\w-]*(?:\.[\w-]+){1,6})/?[\s`>]*\s(?:is|leads to|goes to|points to)\s+(?:the\s+)?[`*]*"
    r"(?P<name>[A-Za-z][\w+-]*(?: [A-Z][\w+-]*){0,2})[`*]*(?:\s+on\s+[`*]*(?P<host>[a-z][\w-]*\d?)[`*]*)?(?:,?\s+(?:on\s+)?port\s+[`*]*(?P<port>[1-9]\d{1,4})[`*]*)?"
    r"(?=\s*(?:$|[,;(]|\.(?:\s|$)))"
)
_HOW = lazily(
    r".*(?:ed|ing)|live|up|down|available|reachable|only|open|public|private|here|there|gone|broken|slow|fine|new|old|dead",
    re.IGNORECASE,
)


def read(passage: Passage, text: str, context: Context, source: str) -> Iterator[Claim]:
    """The port, on its machine, and the domain of the service that ends such a line; nothing for any other."""
    if (" is " in text or " to " in text) and any("." in word for word in text.split(None, 2)[:2]):
        yield from _told(passage, text, context, source)
    match = _LINE.match(text) if ":" in text and any(arrow in text for arrow in _ARROWS) else None
    if not match or not valid(int(match["port"])) or not phrases.is_name(match["name"]):
        return
    host = match["host"]
    if host[0].isalpha() and (not host_key(host) or not sentence.may_be_machine(host)):
        return
    if host == match["name"]:
        return
    known: dict[str, Any] = {
        "service": match["name"], "source": source, "statement": f"L{passage.span(match.start('port'), match.end('port')).line}",
        "part": asides.part(text, match.end("name")) if match["aside"] else "",
    }  # fmt: skip
    port = int(match["port"])
    yield make(
        context, passage, *match.span("port"), "port", match["port"], port=port, host=host, namespace="", **known
    )
    if "." in match["domain"] and "*" not in match["domain"]:
        yield make(context, passage, *match.span("domain"), "domain", match["domain"], port=port, **known)


def _told(passage: Passage, text: str, context: Context, source: str) -> Iterator[Claim]:
    """The same in words; a plain word counts as a name where the machine stands behind it."""
    match = _IS.match(text)
    if not match or not phrases.is_name(match["name"]) or _HOW.fullmatch(match["name"]):
        return
    host = match["host"] or ""
    if (host and not sentence.may_be_machine(host)) or (
        match["name"].isalpha() and match["name"].islower() and not host
    ):
        return
    known: dict[str, Any] = {"service": match["name"], "source": source, "statement": f"L{passage.line}"}
    port = int(match["port"] or 0)
    yield make(context, passage, *match.span("domain"), "domain", match["domain"], **known)
    if valid(port):
        yield make(
            context, passage, *match.span("port"), "port", match["port"], port=port, host=host or context.host, namespace="", **known
        )  # fmt: skip
