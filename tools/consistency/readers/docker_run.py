"""`docker run --name sonarr -p 8989:8989 ...` in the section of Sonarr: how it is started there, and so what it publishes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.name import squash
from consistency.model.passage import Passage
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.container_run import container_runs
from consistency.values.execline import Listen, listens


def read(passage: Passage, context: Context) -> Iterator[Claim]:
    """Ports and binds of the containers that are named as their section is; any other command is usage."""
    subject = squash(context.subject)[0]
    for run in container_runs(passage.text, {}) if subject else ():
        key = squash(run.name)[0]
        if len(key) > 2 and (key in subject or subject in key):
            for listen in listens(run.argv, {}):
                yield from _published(passage, run.start, listen, context)


def _published(passage: Passage, at: int, listen: Listen, context: Context) -> Iterator[Claim]:
    if not listen.port_at:
        return
    known: dict[str, Any] = {
        "service": context.subject,
        "source": "fence",
        "statement": f"L{passage.line}.{at}.{listen.port}",
    }
    outer = (at + listen.port_start, at + listen.port_end)
    yield make(context, passage, *outer, "port", str(listen.port), port=listen.port, protocol=listen.protocol, **known)
    if listen.bind_at:
        start, end = (at + place for place in listen.bind_at)
        yield make(context, passage, start, end, "bind", address.canonical(listen.bind), port=listen.port, **known)
    if listen.inner_at:
        known |= {"port": listen.inner, "namespace": "container", "protocol": listen.protocol}
        start, end = (at + place for place in listen.inner_at)
        yield make(context, passage, start, end, "port", str(listen.inner), **known)
