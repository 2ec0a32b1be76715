"""Commands that ask a store on the reader's own machine: `psql -h localhost -p 5432`, `redis-cli -p 6379`, a URL of its scheme."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.model.stores import CLIENTS
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.client import called
from consistency.values.port import valid

#: One of these is in every such line.
_SIGNS = ("psql", "pg_dump", "pgcli", "-cli", "mysql", "mariadb", "mongo", "redis", "postgres")
_HERE = r"(?:localhost|127\.0\.0\.1)"
#: What stands before a command: the prompt, and variables for it alone.
_PROMPT = lazily(r"\s*(?:[$>]\s+)?(?:\w+=\S+\s+)*")
_URL = lazily(
    rf"(?<![\w+:/])(?P<scheme>postgres(?:ql)?|mysql|mariadb|redis|mongodb)(?:\+\w+)?://(?:[^\s@/'\"]*@)?{_HERE}:(?P<port>[1-9]\d{{3,4}})(?!\d)"
)
#: Somewhere else: in a container or a cluster, on another machine, through a tunnel.
_ELSEWHERE = lazily(r"\b(?:exec|ssh|run|kubectl|port-forward|tunnel)\b|(?<!\w)-L\s?\d")


def asked(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of the store that each line of a session asks on localhost; none in a session that leads elsewhere."""
    text = passage.text
    if context.role != "canon" or context.modality != "stated" or not any(sign in text for sign in _SIGNS):
        return
    if _ELSEWHERE.search(text):
        return
    for line in passage.lines():
        prompt = _PROMPT.match(line.text)
        if call := called(line.text, prompt.end() if prompt else 0):
            if call.here and call.program in CLIENTS:
                yield from _claim(line, context, call.port, CLIENTS[call.program])
        elif match := _URL.search(line.text):
            yield from _claim(line, context, match.span("port"), CLIENTS[match["scheme"]])


def _claim(line: Passage, context: Context, place: tuple[int, int], store: str) -> Iterator[Claim]:
    port = int(line.text[slice(*place)])
    if valid(port):
        yield make(
            context, line, *place, "port", str(port), service=exact.store(store), host="", port=port, source=PROJECT,
            statement=f"L{line.line}",
        )  # fmt: skip
