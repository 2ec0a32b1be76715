"""`The gateway listens on port 3000`: a service that the page named before, taken up by the last word of its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.model.claim import Claim
from consistency.model.pattern import lazily

#: What programs are, and machines are not. A pattern that begins with a letter is searched for faster than with what is not before it.
_THE = lazily(
    r"[Tt](?<!\w[Tt])(?<!\bto [Tt])(?<!\bfrom [Tt])(?<!\bvia [Tt])(?<!\bbehind [Tt])(?<!\bthrough [Tt])he [`*]*(?P<noun>gateway|proxy|dashboard|broker|exporter|registry|scheduler|controller|relay|daemon|router|orchestrator|backend|frontend|bot)"
    r"\b(?!['’-]|\s+(?:ui|api|port|server|gateway|proxy|service|container|host|[A-Z]\w+)\b)",
)

#: What may be a port: a noun behind it takes up nobody for it.
_NUMBER = lazily(r"\b[1-9]\d{2,4}\b")


def taken_up(text: str, claims: Sequence[Claim]) -> str:
    """The one service of these claims that `text` takes up, as it is written there; "" for none or several."""
    if not claims or "he " not in text:
        return ""
    first = _NUMBER.search(text)
    nouns = {match["noun"] for match in _THE.finditer(text, 0, first.start() if first else len(text))}
    if len(nouns) != 1:
        return ""
    noun = nouns.pop()
    names = {claim.service.lower(): claim.service for claim in claims if claim.service.lower().endswith(noun)}
    meant = [name for name in names.values() if re.split(r"[\s_-]", name.lower())[-1] == noun and name.lower() != noun]
    return meant[0] if len(meant) == 1 else ""
