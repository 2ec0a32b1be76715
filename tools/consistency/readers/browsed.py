"""Pages that a shell session opens, with their names behind: `open http://localhost:3000  # Grafana`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context
from consistency.readers.literal import said_of
from consistency.readers.shape import FENCE
from consistency.values.endpoint import literals

_LINE = lazily(
    r"\s*(?:[$>]\s+)?(?:open|xdg-open|sensible-browser|firefox|explorer|start)\s+[\"']?(?=https?://)[^\s\"']+[\"']?\s+#\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2}(?: (?:admin|ui|console|dashboard|web|page))?)\s*$"
)


def read(lines: Sequence[Passage], context: Context) -> Iterator[Claim]:
    """What each such line says of whom it names."""
    if context.role != "canon" or context.modality != "stated":
        return
    for line in lines:
        match = _LINE.match(line.text) if "#" in line.text and "://" in line.text else None
        if match and phrases.is_name(match["name"]):
            url = next((one for one in literals(line.text) if one.kind == "url"), None)
            if url:
                yield from said_of(line, line.text, url, match["name"], context, FENCE)
