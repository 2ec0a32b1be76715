"""Whether Grafana and ntfy let in who does not log in, in whichever file their settings stand.

Formats: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/#authanonymous (the same keys in the values of
its chart), https://docs.ntfy.sh/config/#access-control
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.gates import LETS_IN
from consistency.readers.config.sheet import Sheet

_GRAFANA = lazily(
    r"(?m)^(?P<indent>[ \t]*)(?:\[auth\.anonymous\]|(?P<yaml>[\"']?auth\.anonymous[\"']?:))[ \t]*(?:[#;].*)?\r?\n"
    r"(?:[ \t]*(?:[#;].*)?\r?\n|(?P=indent)(?(yaml)[ \t]+|[ \t]*)(?!enabled\b)\w+[ \t]*[=:].*\r?\n){0,12}?"
    r"(?P=indent)(?(yaml)[ \t]+|[ \t]*)enabled[ \t]*[=:][ \t]*(?P<said>\w+)"
)
_NTFY = lazily(r"(?m)^auth-default-access:[ \t]*[\"']?(?P<said>[\w-]+)")
_NTFY_SAYS = {"deny-all": "login", "read-only": "anonymous", "read-write": "anonymous"}


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """gate claims: login or anonymous."""
    if "auth.anonymous" in sheet.text:
        yield from _said(sheet, _GRAFANA.finditer(sheet.text), "Grafana", LETS_IN)
    if "auth-default-access" in sheet.text and "auth-access" not in sheet.text:  # which says so of each topic
        yield from _said(sheet, _NTFY.finditer(sheet.text), "ntfy", _NTFY_SAYS)


def _said(sheet: Sheet, found: Iterator[re.Match[str]], service: str, kinds: dict[str, str]) -> Iterator[Claim]:
    for match in found:
        if kind := kinds.get(match["said"].lower()):
            yield sheet.claim("gate", kind, *match.span("said"), service=service)
