"""What somebody saw: probes and their answers, listeners, ports found idle, things not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases, states
from consistency.readers.context import Context, make
from consistency.readers.cue import cue
from consistency.values import address
from consistency.values.endpoint import Literal, literals, may_hold
from consistency.values.port import HIGHEST, valid

_MOST = 1024
_PROBE = lazily(r"\b(?P<verb>GET|HEAD|POST|curl)\s+(?=[^\s]*(?:://|/))")
_CODE = lazily(r"(?<![\w.:/-])(?:HTTP[ /]?(?:[\d.]+ )?)?(?P<code>[1-5]\d\d)(?![\w.:/-]|\s*ms)")
_ANSWERED = lazily(r"(?:=>|→|->|➜|returns?|returned|answers?|answered|gave|gives|:)\s*(?P<what>.+)", re.DOTALL)
_IDLE = cue(
    "clos did idle no not noth refu",
    r"\b(?:idle|not listening|no (?:active |open )?listen\w*(?: sockets?)?|no listening sockets?|nothing (?:is )?listen\w*|no sockets?|closed|"
    r"nothing (?:bound|on)|did not answer|refused)\b",
)
_THROUGH = lazily(r"\bthrough\s+[`*]*(?P<high>\d{2,5})")
_SEEN = lazily(r"\b(?:listening|listens|LISTEN)\b")
_RANGE = lazily(r"(?<![\w.:])(?P<low>\d{4,5})\s?[-–]\s?(?P<high>\d{4,5})(?!\w|\.\d)")
_ABSENT = lazily(r"\bnot (?:present|installed|running|deployed|found)(?: on (?P<host>[A-Z][\w-]*))?", re.IGNORECASE)


def read(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """Claims of a line that records an observation; nothing for any other line."""
    if "/" in text and _PROBE.search(text):
        yield from _probe(passage, text, context)
        return
    if context.role != "evidence" and not (may_hold(text) or _RANGE.search(text)):
        return
    if _IDLE.said(text):
        yield from _idle(passage, text, context)
        return
    if context.role == "evidence" and _ABSENT.search(text):
        yield from _absent(passage, text, context)
        return
    if ("isten" in text or "LISTEN" in text) and _SEEN.search(text) and _RANGE.search(text):
        yield from _listening_range(passage, text, context)
    elif context.role == "evidence":
        yield from states.of_line(passage, text, context)


def _probe(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`GET http://127.0.0.1:4000/health => 401 (auth required)`, in evidence; elsewhere a probe is usage."""
    if context.role != "evidence":
        return
    found = [literal for literal in literals(text) if literal.kind == "url"]
    path_only = re.search(r"\b(?:GET|HEAD)\s+[`]?(?P<path>/[\w./-]*)", text)
    if found:
        end, path = found[0].end, found[0].path
    elif path_only and context.subject:
        end, path = path_only.end(), path_only["path"]
    else:
        return
    known: dict[str, Any] = {"service": context.subject, "source": "probe", "statement": f"L{passage.line}"}
    context = context._replace(modality="stated")
    if found:
        url = found[0]
        known["port"] = url.low
        yield from _url_seen(passage, text, url, context, known)
    answered = _ANSWERED.search(text, end)
    if not answered:
        return
    code = _CODE.search(text, answered.start("what"))
    place = (
        code.span("code") if code else (answered.start("what"), min(answered.end("what"), answered.start("what") + 40))
    )
    while place[1] > place[0] + 1 and text[place[1] - 1].isspace():
        place = (place[0], place[1] - 1)
    yield make(context, passage, *place, "answer", f"{code['code'] if code else '200'} {path}", **known)


def _url_seen(passage: Passage, text: str, url: Literal, context: Context, known: dict[str, Any]) -> Iterator[Claim]:
    if text[url.value_start : url.value_end].isdigit() and valid(url.low):
        yield make(context, passage, url.value_start, url.value_end, "port", str(url.low), namespace="host", **known)


def _idle(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`Ports 8104+ observed idle (through 8139)`, `no listening sockets on 8100-8109`: each of the ports is idle."""
    on = re.search(r"\b(?:on|at)\s+(?P<host>[A-Z][\w-]+)\b", text)
    host = on["host"] if on and not re.match(r"(?:Port|TCP|UDP|LAN)", on["host"]) else context.host
    through = _THROUGH.search(text)
    context = context._replace(modality="stated", host=host)
    spans = [
        (literal.low, literal.high, literal.value_start, literal.value_end, literal.open_end)
        for literal in literals(text)
    ]
    for match in _RANGE.finditer(text):
        if not any(start < match.end() and match.start() < end for _, _, start, end, _ in spans):
            spans.append((int(match["low"]), int(match["high"]), match.start(), match.end(), False))
    for low, high, start, end, open_end in spans:
        if open_end and through:
            high = int(through["high"])
        if through and start == through.start("high"):
            continue
        if not valid(low) or high > HIGHEST or high - low > _MOST or high < low:
            continue
        for port in range(low, high + 1):
            yield make(
                context, passage, start, end, "status", "idle", port=port, service=context.subject if low == high or context.role != "evidence" else "",
                source="observation", statement=f"L{passage.line}",
            )  # fmt: skip


def _absent(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`Not present on Mini (no listener on :4020)`."""
    match = _ABSENT.search(text)
    if not match:
        return
    before = phrases.leading_name(text[: match.start()])
    subject = before or context.item_service
    if not subject:
        return
    host = match["host"] or context.host
    context = context._replace(item_service=subject)
    yield make(
        context._replace(host=host, modality="stated"), passage, match.start(), match.end(), "status", "absent",
        service=context.subject, source="observation", statement=f"L{passage.line}",
    )  # fmt: skip


def _listening_range(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`lsof shows python listening on *:<port> for 8100-8103 (0.0.0.0 bind)`: each port has the bind."""
    bind = re.search(r"(?P<bind>\*|0\.0\.0\.0|127\.0\.0\.1|\[::\])", text)
    match = _RANGE.search(text)
    if not match or int(match["high"]) - int(match["low"]) > _MOST or not valid(int(match["high"])):
        return
    for port in range(int(match["low"]), int(match["high"]) + 1):
        known: dict[str, Any] = {"port": port, "source": "observation", "statement": f"L{passage.line}:{port}"}
        yield make(
            context, passage, match.start("low"), match.end("high"), "port", str(port), namespace="host", **known
        )
        if bind:
            yield make(context, passage, bind.start(), bind.end(), "bind", address.canonical(bind["bind"]), **known)


def names(text: str) -> str:
    """The leading name of an observation's rest."""
    return phrases.leading_name(text)
