"""What a parenthesis behind an endpoint says of it: `localhost:1025 (SMTP)`, `9096 (gRPC)`."""

from __future__ import annotations

import re

from consistency.model.name import PARTS
from consistency.model.pattern import lazily

_ASIDE = lazily(
    r"[`*_]{0,3}\s?\(\s*(?:the\s+)?(?P<word>[A-Za-z]{2,11})(?:\s+(?:port|api|ui|endpoint|interface))?\s*\)",
    re.IGNORECASE,
)
#: What is spoken beside a service's own pages, on a port of its own.
_BESIDE = frozenset(
    "smtp smtps imap imaps pop3 ssh sftp ftp rtsp rtmp srt amqp mqtt stomp gossip raft jmx peers torrent".split()
)


def part(text: str, end: int) -> str:
    """The part that the parenthesis behind `end` names, "" for none."""
    match = _ASIDE.match(text, end)
    word = match["word"].lower() if match else ""
    return word if word in _BESIDE else PARTS.get(word, "")
