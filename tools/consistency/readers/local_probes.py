"""Health paths that pages ask on the reader's own machine: `curl http://localhost:8000/healthz`.

No service needs a name for that: what a project's container asks itself on a port is what its pages ask there.
"""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import stated
from consistency.values import exact
from consistency.values.probe import is_own

_URL = lazily(
    r"(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0):(?P<port>\d{2,5})(?P<path>(?:/[\w.~-]{1,40}){1,5})(?=[#\s`'\"<>)\]|,;]|\.?$|\.\s)"
)
#: Places of one path on a page that are told.
_PLACES = 3


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """health claims, each of what answers at a port of the reader's machine."""
    if context.role != "canon" or context.modality != "stated" or "heal" not in text:
        return ()
    claims: list[Claim] = []
    for passage in stated(found, "heal"):
        for match in _URL.finditer(passage.text):
            port, path = int(match["port"]), match["path"].rstrip(".")
            service = exact.probed(port)
            told = sum(claim.service == service and claim.value == path for claim in claims)
            if is_own(path) and told < _PLACES:
                start = match.start("path")
                claims.append(
                    make(
                        context, passage, start, start + len(path), "health", path, service=service, host="", port=port,
                        source=PROJECT, statement=f"L{passage.span(start, start).line}",
                    )
                )  # fmt: skip
    return tuple(claims)
