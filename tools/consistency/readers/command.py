"""A command line that starts the service above it: ExecStart, or its flags alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.execline import argv_of, listens
from consistency.values.port import valid

_FLAGS = lazily(r"^[\s`\"']*(?:ExecStart=|--?[a-z][\w-]*[ =])")


def started(passage: Passage, context: Context, start: int, source: str) -> Iterator[Claim]:
    """The bind and port with which the service in the context is started; nothing for a line that is no command line."""
    text = passage.text
    if not context.subject or "--" not in text or not _FLAGS.match(text[:80]):
        return
    blanked = text.replace("`", " ").replace("*", " ")
    known: dict[str, Any] = {"service": context.subject, "source": source, "statement": f"L{passage.line}"}
    for found in listens(argv_of(blanked[start:], start), {}):
        if not found.port or not valid(found.port):
            continue
        known["port"] = found.port
        if found.port_start >= 0:
            yield make(
                context, passage, found.port_start, found.port_end, "port", str(found.port), namespace="host", **known
            )
        if found.bind and found.bind_start >= 0:
            yield make(
                context, passage, found.bind_start, found.bind_end, "bind", address.canonical(found.bind), **known
            )
