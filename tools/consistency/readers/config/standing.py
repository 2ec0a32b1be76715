"""Whether a config file is in force: what its directory and its first comments say of all of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.readers.config.comments import head
from consistency.readers.config.sheet import Sheet

_HISTORY = re.compile(
    r"(?:^|/)_?(?:archived?|archives|attic|backups?|deprecated|history|historical|legacy|old|obsolete)/"
)
_EXAMPLE = re.compile(r"(?:^|/)(?:examples?|samples?|tutorials?|playground|sandbox)/")
_DROPPED = re.compile(
    r"\b(?:ASPIRATIONAL|DEPRECATED|HISTORICAL|OBSOLETE|RETIRED|SUPERSEDED|UNUSED)\b"
    r"|(?i:\bthis (?:file|config|stack|compose file) (?:is|was) (?:deprecated|obsolete|retired|superseded|unused)\b)"
    r"|(?i:\b(?:nothing (?:consumes|reads|uses)|no longer (?:in use|used|deployed)|do not use|not in use)\b)"
)
#: How many of a file's first comment lines speak of all of it.
LINES = 8


class Standing(NamedTuple):
    """The role and the modality of every claim, "" where a claim keeps its own."""

    role: str = ""
    modality: str = ""

    def of(self, reading: Reading) -> Reading:
        return reading._replace(claims=tuple(self._of(claim) for claim in reading.claims)) if any(self) else reading

    def _of(self, claim: Claim) -> Claim:
        if claim.attribute == "problem":
            return claim
        modality = self.modality if claim.modality == "stated" else ""
        return claim._replace(role=self.role or claim.role, modality=modality or claim.modality)


def standing(sheet: Sheet) -> Standing:
    """history for an archive, example for a directory of examples, retired where the first comments give it up."""
    path = sheet.file.lower()
    if _HISTORY.search(path):
        return Standing(role="history")
    if _EXAMPLE.search(path):
        return Standing(modality="example")
    if any(_DROPPED.search(comment.text) for comment in head(sheet)[:LINES]):
        return Standing(modality="retired")
    return Standing()
