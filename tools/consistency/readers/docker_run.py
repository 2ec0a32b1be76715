"""`docker run --name sonarr -p 8989:8989 ...` in the section of Sonarr: how it is started there, and so what it publishes."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.name import squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.port import valid

_RUN = lazily(r"\s*(?:[$#]\s+)?(?:sudo\s+)?(?:docker|podman)\s+(?:container\s+)?(?:run|create)\s")
_NAME = lazily(r"--name[= ][\"']?(?P<name>[\w.-]+)")
_PUBLISHED = lazily(
    r"(?:(?<=\s)-p\s?|--publish[= ])[\"']?(?:(?P<bind>[0-9.]+|\[[0-9a-f:]+\]):)?(?P<outer>\d{2,5}):(?P<inner>\d{2,5})"
    r"(?:/(?P<proto>tcp|udp))?(?=[\"'\s\\]|$)"
)


def read(lines: list[Passage], context: Context) -> Iterator[Claim]:
    """Ports and binds of the containers that are named as their section is; any other command is usage."""
    subject = squash(context.subject)[0]
    for command in _commands(lines) if subject else ():
        named = next((found["name"] for line in command if (found := _NAME.search(line.text))), "")
        key = squash(named)[0]
        if len(key) > 2 and (key in subject or subject in key):
            for line in command:
                yield from _published(line, context._replace(item_service=context.subject))


def _commands(lines: list[Passage]) -> Iterator[list[Passage]]:
    """The lines of each command, the continued ones together."""
    command: list[Passage] = []
    for line in lines:
        if not command and not _RUN.match(line.text):
            continue
        command.append(line)
        if not line.text.rstrip().endswith("\\"):
            yield command
            command = []
    if command:
        yield command


def _published(line: Passage, context: Context) -> Iterator[Claim]:
    for found in _PUBLISHED.finditer(line.text):
        outer, inner = int(found["outer"]), int(found["inner"])
        if not (valid(outer) and valid(inner)):
            continue
        statement, protocol, service = f"L{line.line}.{found.start()}", found["proto"] or "", context.subject
        yield make(
            context, line, *found.span("outer"), "port", str(outer), service=service, port=outer, protocol=protocol,
            source="fence", statement=statement,
        )  # fmt: skip
        yield make(
            context, line, *found.span("inner"), "port", str(inner), service=service, port=inner, protocol=protocol,
            namespace="container", source="fence", statement=statement,
        )  # fmt: skip
        if found["bind"]:
            yield make(
                context, line, *found.span("bind"), "bind", address.canonical(found["bind"]), service=service, port=outer,
                source="fence", statement=statement,
            )  # fmt: skip
