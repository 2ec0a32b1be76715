"""What stands right behind an endpoint: `localhost:1025 (SMTP)`, `9096 (gRPC)`, `127.0.0.1:4000 litellm`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from consistency.model.claim import Claim
from consistency.model.name import PARTS
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.exposed import how_far
from consistency.values.endpoint import Literal

_ASIDE = lazily(
    r"[`*_]{0,3}\s?\(\s*(?:the\s+)?(?P<word>[A-Za-z]{2,11})(?:\s+(?:port|api|ui|endpoint|interface))?\s*\)",
    re.IGNORECASE,
)
#: What is spoken beside a service's own pages, on a port of its own.
_BESIDE = frozenset(
    "smtp smtps imap imaps pop3 ssh sftp ftp rtsp rtmp srt amqp mqtt stomp gossip raft jmx peers torrent".split()
)

#: `the bank's server (bank-stub) on port `.
_IN_PARENTHESES = lazily(
    r"\w [\s`*]*\([\s`*]*(?P<name>[a-z][a-z0-9]*(?:-[a-z0-9]+)+)[\s`*]*\) (?:on|at) (?:port )?[\s`*]*$"
)
#: Nothing but a name behind a socket, and in a column of its own what that runs: `127.0.0.1:4000 litellm`, `:8101  vllm  qwen3-32b`, `0.0.0.0:8188 python (ComfyUI)`.
_ALONE_BEHIND = lazily(
    r"[`*]{0,3}\s+[`*]{0,3}(?P<name>[A-Za-z][\w.-]*(?: [A-Z][\w.-]*)?)[`*]{0,3}\s*(?:\s{2}(?P<second>[a-z][\w.]*(?:-[\w.]+)*)\s*|\((?P<inner>[A-Za-z][\w. -]{1,24})\)\s*)?$"
)
_PART_ON = lazily(
    r"\b(?P<word>[A-Za-z]{2,11})\s+(?:(?:is|are|listens|runs|lives|served)\s+)?(?:on|auf)[\s`*]*$", re.IGNORECASE
)
_WITHIN = lazily(r"\(\s*(?P<part>[A-Za-z]{2,12})[\s:`<]+$")
_LAST = lazily(r"[^()\d]{0,40}\((?P<word>[^()\d]{5,40})\)[\s.`*]*$")
#: One of these is in every such text.
_KEEPING = (" only", "ublished", "xposed")
#: `6333, not published`, `on port 8188, on the loopback address only`.
_KEPT = lazily(
    r"[\s`*]*[,;–—-]\s+(?:(?:and|but)\s+)?(?:is\s+)?(?P<word>not published|never published|not exposed|containers only|"
    r"(?P<loopback>(?:bound\s+to|on)\s+(?:the\s+)?(?:loopback|localhost)(?:\s+(?:address|interface))?\s+only))(?=\s*(?:[.,;)]|$))",
    re.IGNORECASE,
)
#: `MailHog, <http://...>`, `over the air: ESPHome dashboard on the hub, http://...`.
_APPOSED = lazily(
    r"(?:^(?>[\s>*+•-]*)(?:\d{1,2}[.)]\s+)?|[:：]\s+)[`*]*(?P<name>[A-Z][\w.+-]*(?: (?:[A-Z][\w.+-]*|dashboard|console|editor)){0,2})[`*]*(?: (?:on|auf) (?:the |dem |der )?[\w-]+)?,\s+[<`(]*$"
)
_NOBODY = lazily(
    r"python[\d.]*|node|java|ruby|docker(?:-proxy)?|php\S*|tcp|udp|https?|connections|clients|rows|entries|files|threads|workers|bytes|errors|"
    r"ports?|hosts|services|containers|days|hours|times|is|are|was|and|or|free|open|closed|available|unused|reserved|taken|blocked|here",
    re.IGNORECASE,
)
#: Words with which a sentence begins that tells of nobody yet.
_NO_SUBJECT = frozenset(
    "optional optionally then next first finally also otherwise yes no locally usually currently note however".split()
)
_RUNTIME = lazily(r"python[\d.]*|node|java|ruby|docker(?:-proxy)?|php\S*", re.IGNORECASE)
#: `InfluxDB, measurements (port 8086)`: a name, what it is, and its port.
_DESCRIBED = lazily(
    r"[\s>*+•`-]*(?P<name>[^\W\d_][\w.+-]*(?: [A-Z][\w.+-]*){0,2})[`*]*,\s+(?P<what>[^\s()\d:;|][^()\d:;|]{0,78}[^\s()\d:;|])\s*\(\s*(?:port\s*)?:?[`*]*$"
)


def is_nobody(name: str) -> bool:
    """A word beside a number that is none of a program's: `5432 connections`, `8082 free`."""
    return _NOBODY.fullmatch(name) is not None


def described(text: str, literal: Literal) -> str:
    """The name with which an item begins, where a description and then the literal's parenthesis follow; "" for none."""
    match = _DESCRIBED.match(text[: literal.start]) if literal.kind == "port" and "," in text else None
    if not match or not phrases.is_name(match["name"]) or phrases.is_instruction(text):
        return ""
    return "" if is_nobody(match["name"]) or match["name"].lower() in _NO_SUBJECT else match["name"]


def part(text: str, end: int, start: int = -1) -> str:
    """The part that the parenthesis behind `end` names, or the words before `start`, `the console on`; "" for none."""
    match = _ASIDE.match(text, end) or (_PART_ON.search(text, max(0, start - 30), start) if start >= 0 else None)
    word = match["word"].lower() if match else ""
    return word if word in _BESIDE else PARTS.get(word, "")


def name(text: str, literal: Literal) -> str:
    """The name that stands behind a socket, or a number among ports, which opens its line, where nothing else does; "" for none."""
    if (literal.kind != "socket" and literal.word != "bare") or not phrases.is_field_literal(text, literal):
        return ""
    match = _ALONE_BEHIND.match(text, literal.end)
    if not match:
        return ""
    found = match["inner"] if match["inner"] and _RUNTIME.fullmatch(match["name"]) else match["second"] or match["name"]
    return found if phrases.is_name(found) and not _NOBODY.fullmatch(found) else ""


def apposed(text: str, literal: Literal) -> str:
    """The name in parentheses right before, `a stub of the bank (bank-stub) on 8090`; else the one that stands before a URL
    with a comma between, and opens its line or what a colon begins."""
    if ")" in text and (named := _IN_PARENTHESES.search(text, 0, literal.start)):
        return named["name"]
    if literal.kind != "url" or "," not in text:
        return ""
    match = _APPOSED.search(text, 0, literal.start)
    return match["name"] if match and phrases.is_name(match["name"]) else ""


def only_here(
    passage: Passage, text: str, literal: Literal, context: Context, known: Mapping[str, Any]
) -> Iterator[Claim]:
    """exposure loopback where the words right behind say so, or a parenthesis that ends the line: `4000 LiteLLM (loopback only)`."""
    if any(sign in text for sign in _KEEPING) and (kept := _KEPT.match(text, literal.end)):
        at = {"port": literal.low if kept["loopback"] else 0}
        yield make(context, passage, *kept.span("word"), "exposure", "loopback", **{**known, **at})
    match = _LAST.match(text, literal.end)
    if match and how_far(match["word"]) == "loopback":
        yield make(context, passage, *match.span("word"), "exposure", "loopback", port=literal.low, **known)


def part_within(text: str, start: int) -> str:
    """The part that parentheses begin with before a literal at `start`: `localhost:5672 (UI http://localhost:15672)`."""
    word = _WITHIN.search(text, 0, start)
    return PARTS.get(word["part"].lower(), "") if word else ""
