"""Commands that ask a store on the reader's own machine: `psql -h localhost -p 5432`, `redis-cli -p 6379`, a URL of its scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.inline import code_spans
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.model.stores import CLIENTS, SCHEMES
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.client import called
from consistency.values.port import valid

#: One of these is in every such line.
_SIGNS = ("psql", "pg_dump", "pgcli", "-cli", "mysql", "mariadb", "mongo", "redis", "postgres")
_HERE = r"(?:localhost|127\.0\.0\.1)"
#: What stands before a command: the prompt, and variables for it alone.
_PROMPT = lazily(r"\s*(?:[$>]\s+)?(?:\w+=\S+\s+)*")
#: Variables for one command, and the command.
_STARTED = lazily(r"(?:[A-Z_][A-Z0-9_]*=\S+\s+)+(?!(?:docker|podman|kubectl|ssh)\b)[a-z./]")
_URL = lazily(rf"(?<![\w+:/])(?P<scheme>{SCHEMES})(?:\+\w+)?://(?:[^\s@/'\"]*@)?{_HERE}:(?P<port>[1-9]\d{{3,4}})(?!\d)")
#: Somewhere else: in a container or a cluster, on another machine, through a tunnel.
_ELSEWHERE = lazily(r"\b(?:exec|ssh|run|kubectl|port-forward|tunnel)\b|(?<!\w)-L\s?\d")
#: A full name and a port, of no URL.
_PLACE = lazily(
    r"(?<![\w./@:-])(?P<host>(?:[a-z0-9-]{1,63}\.){1,6}[a-z][a-z0-9-]{1,62})(?::|[`*]{0,4}[ \t]{1,4}(?:on[ \t]+)?port[ \t]{1,4}[`*]{0,4})"
    r"(?P<port>[1-9]\d{3,4})(?![\w-]|[.:]\d)"
)
_DATABASE = lazily(r"\bdatabase\b[^.;:!?\n`]{0,80}[\s`(]localhost:(?P<port>[1-9]\d{3,4})(?![\w/:]|\.\d)", re.IGNORECASE)
_NUMBER = lazily(r"[1-9][0-9]{3}")
_STORE = lazily(
    r"\b(?:(?P<postgresql>postgres(?:ql)?|pgbouncer|pgpool|patroni)|(?P<mysql>mysql|mariadb|proxysql)|(?P<redis>redis|valkey)|"
    r"(?P<mongodb>mongo(?:db)?))\b",
    re.IGNORECASE,
)
_CLAUSES = lazily(r"[,;.!?][ \t\n]")


def asked(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of the store that each line of a session asks on localhost; none in a session that leads elsewhere, but for
    lines that run the client there and come back."""
    text = passage.text
    if context.role != "canon" or context.modality != "stated" or not any(sign in text for sign in _SIGNS):
        return
    lines = passage.lines()
    away = [line for line in lines if _ELSEWHERE.search(line.text)] if _ELSEWHERE.search(text) else []
    if any(" exec " not in line.text or not any(sign in line.text for sign in _SIGNS) for line in away):
        return
    for line in (line for line in lines if line not in away):
        prompt = _PROMPT.match(line.text)
        if call := called(line.text, prompt.end() if prompt else 0):
            if call.here and call.program in CLIENTS:
                yield from _claim(line, context, call.port, CLIENTS[call.program])
        elif match := _URL.search(line.text):
            yield from _claim(line, context, match.span("port"), CLIENTS[match["scheme"]])


def asked_in_words(passage: Passage, context: Context) -> Iterator[Claim]:
    """The same of commands within a sentence, and of what is started with a variable of its own: ``Run `DB_URL=... npm start` ``."""
    text = passage.text
    if context.role != "canon" or context.modality != "stated" or "`" not in text or not any(s in text for s in _SIGNS):
        return
    for start, end in code_spans(text) if words.modality(text) == "stated" else ():
        span = passage.slice(start, end)
        if _STARTED.match(span.text) and (match := _URL.search(span.text)):
            yield from _claim(span, context, match.span("port"), CLIENTS[match["scheme"]])
        elif called(span.text, 0):
            yield from asked(span, context)


def connected(passage: Passage, context: Context) -> Iterator[Claim]:
    """Where a sentence has the database on the reader's own machine: ``connect to the database with `localhost:5433` ``."""
    text = passage.text
    if "atabase" not in text or "localhost:" not in text or context.role != "canon" or context.modality != "stated":
        return
    for match in _DATABASE.finditer(text):
        if words.modality(match[0]) == "stated":
            yield from _claim(passage, context, match.span("port"), "SQL")


def placed(passage: Passage, context: Context) -> Iterator[Claim]:
    """The ports at which stores are found under full names: ``through PgBouncer on `pg.acme.org:6432` ``."""
    text = passage.text
    if context.role != "canon" or context.modality != "stated" or "." not in text or not _NUMBER.search(text):
        return
    for match in _PLACE.finditer(text):
        clause = _CLAUSES.split(text[: match.start()])[-1] + text[match.start() : match.end()]
        store = _store(text[: match.start()]) or _store(text[match.end() :], first=True) or _headed(context)
        if not store or words.modality(clause) != "stated" or not valid(int(match["port"])):
            continue
        for service in (exact.store_at(store, match["host"]), exact.store_listening(store, match["host"])):
            yield make(
                context, passage, *match.span("port"), "port", match["port"], service=service, host="",
                port=int(match["port"]), source=PROJECT, statement=f"L{passage.span(*match.span('port')).line}",
            )  # fmt: skip


def _headed(context: Context) -> str:
    return next((store for _, heading in reversed(context.headings) if (store := _store(heading))), "")


def _store(text: str, first: bool = False) -> str:
    """The store that is named last, or first, in a text."""
    found = [kind for match in _STORE.finditer(text) if (kind := match.lastgroup or "")]
    return found[0 if first else -1] if found else ""


def _claim(line: Passage, context: Context, place: tuple[int, int], store: str) -> Iterator[Claim]:
    port = int(line.text[slice(*place)])
    if valid(port):
        yield make(
            context, line, *place, "port", str(port), service=exact.store(store), host="", port=port, source=PROJECT,
            statement=f"L{line.line}",
        )  # fmt: skip
