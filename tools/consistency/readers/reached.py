"""Ports at which a page opens something on the machine itself: `curl http://localhost:6333/collections`, `ssh -L 9091:localhost:9090 box`.

Whoever answers there needs no name: where config has the port inside of a container alone, nobody does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, REACHED, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import stated
from consistency.values import exact
from consistency.values.doors import OF_DEVELOPMENT
from consistency.values.port import valid

_HOST = (
    r"(?:localhost|127\.0\.0\.1|10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})"
)
_OPENED = lazily(
    rf"(?:(?:https?|wss?|nats|redis|bolt|mqtt|amqp|grpc)://|(?P<tunnel>(?<=\s)-\w*L\s*(?:[\w.]+:)?\d{{2,5}}:)|"
    rf"\b(?:curl|wget)\s(?:[^\n`]{{0,120}}\s)?){_HOST}:(?P<port>\d{{4,5}})(?![\w.:-])"
)
#: The machine to which a tunnel leads.
_TO = lazily(r"(?:\s+-\w+(?:\s+\d+)?)*\s+(?:[\w.-]+@)?(?P<host>[A-Za-z][\w.-]*)")
#: Where the reader, or a command of the page, says what listens there: a tunnel's near end, a mapping, an option.
_MADE = lazily(
    r"(?:-p\s*|\s|:|\"|')(?P<near>\d{4,5}):(?:[\w.-]{1,80}:)?\d{2,5}\b|(?:(?<!-)--?[\w-]{0,40}port|PORT)[ =:]{1,3}[\"']?(?P<set>\d{4,5})\b"
)
#: What is asked inside of a container finds what listens there.
INSIDE = lazily(
    r"\b(?:docker|podman|kubectl|compose|pct|lxc|incus)\b[^\n]{0,60}\b(?:exec|run)\b|\bkubectl\b|\bport-forward\b|HEALTHCHECK|healthcheck"
)
#: https://vite.dev/config/server-options#server-port
_VITE = 5173
#: How what a page says of a script, or of the server itself, is called.
_SAID = (" script", " target", exact.tool(""))
_TO_OPEN = lazily(
    r"\b(?:open|visit|browse|go to|navigate|available|reach\w*|access\w*|öffne\w*|besuche\w*|abre|ouvrez)\b",
    re.IGNORECASE,
)
_UNLESS = lazily(r"\b(?:defaults?|cors|origins?|allow\w*|instead|otherwise|if|or)\b", re.IGNORECASE)
#: A page that calls more ports is a list of examples.
_MANY = 12


def of_page(context: Context, text: str, found: Sequence[Block], said: Iterable[Claim]) -> tuple[Claim, ...]:
    """call claims, one for each such port that the page itself does not open; () on a page full of them.

    Whose port a line has `said` is held against config under that name.
    """
    if context.role != "canon" or context.modality != "stated":
        return ()
    if not (opened := [claim for line in stated(found, ":") for claim in _on_line(context, line)]):
        return ()
    near = made(text)
    named = {(claim.line, claim.value) for claim in said if claim.attribute == "port" and claim.service}
    claims: dict[str, Claim] = {}
    for claim in opened:
        if claim.value not in near and (claim.line, claim.value) not in named:
            claims.setdefault(claim.value, claim)
    return tuple(claims.values()) if len(claims) <= _MANY else ()


def developed(context: Context, text: str, found: Sequence[Block], said: Iterable[Claim]) -> Iterator[Claim]:
    """Where a page opens the port on which Vite listens unless told otherwise, and tells it nothing else: its development
    server, where it is `said` of nothing else."""
    if any(claim.port == _VITE and claim.service.endswith(_SAID) for claim in said):
        return
    if context.role != "canon" or context.modality != "stated":
        return
    for line in stated(found, f"localhost:{_VITE}"):
        at = line.text.find(f"localhost:{_VITE}") + len("localhost:")
        told = _TO_OPEN.search(line.text) is not None and not _UNLESS.search(line.text)
        if not told or INSIDE.search(line.text) or words.modality(line.text) != "stated":
            continue
        if str(_VITE) not in made(text):
            yield make(
                context, line, at, at + len(str(_VITE)), "port", str(_VITE), port=_VITE, service=exact.tool("Vite"), host="",
                source=PROJECT, statement=f"L{line.line}",
            )  # fmt: skip
        return


def made(text: str) -> set[str]:
    """The ports at which the reader, or a command of the page, listens."""
    return {match["near"] or match["set"] for match in _MADE.finditer(text)}


def _on_line(context: Context, line: Passage) -> Iterator[Claim]:
    local = "localhost:" in line.text or line.text.count(".") > 2
    matches = list(_OPENED.finditer(line.text)) if local else []
    if not matches or INSIDE.search(line.text) or words.modality(line.text) != "stated":
        return
    for match in matches:
        to = _TO.match(line.text, match.end()) if match["tunnel"] else None
        if match["tunnel"] and not to:
            continue
        if valid(port := int(match["port"])) and port not in OF_DEVELOPMENT:
            yield make(
                context, line, *match.span("port"), "call", match["port"], port=port, host=to["host"] if to else "",
                service="", source=REACHED, statement=f"L{line.line}",
            )  # fmt: skip
