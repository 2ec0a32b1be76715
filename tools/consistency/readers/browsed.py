"""What a shell session opens or asks, with the names of who is there: `open http://localhost:3000  # Grafana`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context
from consistency.readers.general import is_general
from consistency.readers.literal import said_of
from consistency.readers.shape import FENCE
from consistency.readers.topics import is_topic
from consistency.values.endpoint import Literal, literals

_NAME = r"(?P<name>[A-Z][\w.+-]*(?: [A-Z][\w.+-]*){0,2}(?: (?:admin|ui|console|dashboard|web|page))?)"
_OPENED = lazily(
    r"\s*(?:[$>]\s+)?(?:open|xdg-open|sensible-browser|firefox|explorer|start)\s+[\"']?(?=https?://)[^\s\"']+[\"']?\s+#\s+(?:the\s+)?"
    + _NAME
    + r"\s*$"
)
#: One of several calls, each with a name behind it or on a line of its own above.
_ASKED = lazily(
    r"\s*(?:[$>]\s+)?(?:curl|wget|http|https|xh)\s+(?:-\S+\s+(?:(?:GET|HEAD|POST|PUT|\d+|/dev/null)\s+)?)*[\"']?(?=https?://)[^\s\"']+[\"']?(?P<rest>.*)$"
)
_BEHIND = lazily(r"\s+#\s+(?:the\s+)?" + _NAME + r"\s*$")
_ABOVE = lazily(
    r"\s*#\s*(?:(?:Test|Check|Verify|Ask|Query)\s+(?:the\s+)?)?"
    + _NAME
    + r"(?:\s+(?:health|health check|is up))?\s*:?\s*$"
)
#: Words that begin what is said of an answer.
_REMARKS = frozenset(
    "ok should returns expected http https tls json html health liveness readiness metrics yes no or and with if".split()
)


class _Call(NamedTuple):
    line: Passage
    url: Literal
    name: str


def read(lines: Sequence[Passage], context: Context) -> Iterator[Claim]:
    """What each such line says of whom it names."""
    if context.role != "canon" or context.modality != "stated":
        return
    for line in lines:
        match = _OPENED.match(line.text) if "#" in line.text and "://" in line.text else None
        if match and phrases.is_name(match["name"]) and (url := _url(line)):
            yield from said_of(line, line.text, url, match["name"], context, FENCE)
    calls = [call for call in _calls(lines) if "/" not in context.path or not is_general(call.name)]
    ports = {call.url.low for call in calls}
    if len(ports) > 1 and len(ports) == len({call.name for call in calls}):  # a list of who is where, and no remarks
        for call in calls:
            yield from said_of(call.line, call.line.text, call.url, call.name, context, FENCE)


def _calls(lines: Sequence[Passage]) -> Iterator[_Call]:
    above = ""
    for line in lines:
        asked = _ASKED.match(line.text) if "://" in line.text else None
        behind = _BEHIND.match(asked["rest"]) if asked else None
        name = behind["name"] if behind else above
        if asked and _may_be(name) and (url := _url(line)) and url.low:
            yield _Call(line, url, name)
        heading = _ABOVE.match(line.text)
        above = heading["name"] if heading else ""


def _may_be(name: str) -> bool:
    return bool(name) and name.split()[0].lower() not in _REMARKS and phrases.is_name(name) and not is_topic(name)


def _url(line: Passage) -> Literal | None:
    return next((one for one in literals(line.text) if one.kind == "url"), None)
