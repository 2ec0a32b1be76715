"""States of units and containers, where evidence records them: what systemctl and docker printed, `name: state` lines.

Formats: systemctl(1), https://docs.docker.com/reference/cli/docker/container/ls/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.readers.topics import is_field

_STATES = {"active": "active", "running": "active", "inactive": "stopped", "failed": "stopped", "stopped": "stopped"}
_STATES |= dict.fromkeys(("down", "offline", "dead", "exited"), "stopped")
#: A row of `systemctl list-units`.
_LISTED = lazily(r"^[●○×*\s]*(?P<unit>[\w@.:\\-]+)\.service\s+[\w-]+\s+(?P<state>active|inactive|failed)\s+\w")
#: What starts a unit when it is wanted: that it does not run says nothing.
_STARTS = lazily(r"^[●○×*\s]*(?P<unit>[\w@.:\\-]+)\.(?:timer|socket|path)\s+[\w-]+\s+active\b")
#: `systemctl status`: the unit, and what is said of it some lines below.
_UNIT = lazily(r"^[●○×*\s]*(?P<unit>[\w@.:\\-]+)\.service(?:\s+-\s.*)?$")
_ACTIVE = lazily(r"^\s*Active:\s+(?P<state>active|inactive|failed)\b")
_ASKED = lazily(r"^[\s$#>]*(?:sudo\s+)?systemctl\s+(?:--user\s+)?is-active\s+(?P<units>[\w@.:\\ -]+)$")
_ANSWER = lazily(r"^\s*(?P<state>active|inactive|failed)\s*$")
_RUNS = lazily(r"(?P<state>Up|Exited|Dead)\b")
_LINE = lazily(
    r"^[\W_]*(?P<name>[^\W_][\w@. /-]{1,40}?)\s*(?::|=>|→|\s[-–—]|\sis(?: currently| now)?)\s+(?P<state>active|inactive|running|stopped|failed|"
    r"dead|exited|down|offline)(?:\s*\([\w ,:-]*\))?[\s.;]*$",
    re.IGNORECASE,
)
_WORDS = ("active", "running", "stopped", "failed", "dead", "exited", "down", "offline")


def of_line(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """`grafana.service: inactive (dead)`, `Loki is running`; nothing for a line that says anything more."""
    lowered = text.lower()
    match = _LINE.match(text) if any(word in lowered for word in _WORDS) else None
    if match and not is_field(match["name"]) and phrases.is_name(match["name"]):
        yield _state(passage, match, match["name"], context)


def are_states(lines: Sequence[Passage]) -> bool:
    """Whether systemctl printed these lines."""
    texts = [line.text for line in lines[:4]]
    return any("system" in text and _ASKED.match(text) for text in texts) or any(
        ".service" in text and (_LISTED.match(text) or _UNIT.match(text)) for text in texts
    )


def of_output(lines: Sequence[Passage], context: Context) -> Iterator[Claim]:
    """The state of every unit that systemctl lists, tells about, or was asked for."""
    wanted = {match["unit"] for line in lines if (match := _STARTS.match(line.text))}
    asked: list[str] = []
    unit = ""
    for line in lines:
        text = line.text
        if (match := _LISTED.match(text)) and match["unit"] in wanted and match["state"] != "active":
            continue
        if match:
            yield _state(line, match, match["unit"], context)
        elif match := _UNIT.match(text):
            unit = match["unit"]
        elif match := _ASKED.match(text):
            asked = match["units"].split()
        elif asked and (match := _ANSWER.match(text)):
            yield _state(line, match, asked.pop(0).removesuffix(".service"), context)
        elif unit and (match := _ACTIVE.match(text)):
            yield _state(line, match, unit, context)
            unit = ""


def of_container(line: Passage, start: int, end: int, name: str, context: Context) -> Iterator[Claim]:
    """The column STATUS of `docker ps -a`: `Up 3 days`, `Exited (1) 3 days ago`."""
    if match := _RUNS.match(line.text, start, end):
        yield _state(line, match, name, context)


def _state(line: Passage, match: re.Match[str], service: str, context: Context) -> Claim:
    said = match["state"].lower()
    value = _STATES.get(said, "active" if said == "up" else "stopped")
    return make(
        context._replace(modality="stated"), line, *match.span("state"), "status", value, service=service,
        source="observation", statement=f"L{line.line}",
    )  # fmt: skip
