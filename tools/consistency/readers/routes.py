"""Paths that pages call on the reader's own machine, `http://localhost:8000/api/v1/flows`: who else calls one finds it at the same port."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.reached import INSIDE, made
from consistency.readers.sections import stated
from consistency.values import exact
from consistency.values.port import valid

_CALLED = lazily(
    r"(?:https?|wss?)://(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(?P<port>[1-9][0-9]{3,4})(?P<path>(?:/[\w.~-]+){2,8})(?![\w{}<>$*%-])"
)
#: What every second program answers, or a tool that is found at several places.
_COMMON = lazily(
    r"(?i:/(?:api/)?(?:v\d+/)?(?:docs?|redoc|swagger(?:-ui)?(?:/index)?(?:\.html)?|openapi(?:\.json)?|health\w*(?:/\w+)?|ready\w*|live\w*|status|metrics|info|version|ping|"
    r"models|chat(?:/completions)?|completions|embeddings|messages?|responses|traces|logs|generate|tags|mcp|sse|graphql|ws|login|callback|admin|users?|auth(?:/\w+)?|config|stats|"
    r"oauth\w*(?:/\w+)*|accounts?(?:/\w+)*|query|events?|v\d+)/?"
    r"|/(?:mcp|sse|ui|static|assets|ws|audio|v1/audio|actuator|debug|hello|test|swagger\w*|docs|auth|oauth\w*|login)(?:/.*)?|/v\d+/(?:audio|chat|models|images|mcp)/.*)"
)
#: Where development servers hand on what they are asked.
_HANDING_ON = frozenset((3000, 3001, 4200, 4321, 5173, 5174))
#: A page that calls more is a reference, of which the first say enough.
_MANY = 24


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims, each of one path with the one port at which the page calls it; the part says where the page itself sets that."""
    if context.role != "canon" or context.modality != "stated":
        return ()
    claims: dict[str, Claim | None] = {}
    for line in stated(found, "://"):
        if INSIDE.search(line.text) or "ssh " in line.text or words.modality(line.text) != "stated":
            continue
        for path, claim in _on_line(context, line):
            known = claims.setdefault(path, claim)
            if known and known.port != claim.port:
                claims[path] = None
    own = made(text) if claims else set()
    single = (claim for claim in claims.values() if claim)
    return tuple(claim._replace(part=exact.SET if claim.value in own else "") for claim in single)[:_MANY]


def _on_line(context: Context, line: Passage) -> list[tuple[str, Claim]]:
    found = []
    for match in _CALLED.finditer(line.text):
        port, path = int(match["port"]), match["path"].rstrip(".")
        if valid(port) and port not in _HANDING_ON and not _COMMON.fullmatch(path):
            claim = make(
                context, line, *match.span("port"), "call", match["port"], port=port, service=exact.route(path), host="",
                source=PROJECT, statement=f"L{line.line}",
            )  # fmt: skip
            found.append((path, claim))
    return found
