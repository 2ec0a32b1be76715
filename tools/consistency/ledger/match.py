"""Which findings a row answers: exactly by fingerprint, carefully by what a person quoted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from consistency.ledger.row import Row
from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.model.pattern import lazily

#: Path and line to the text of that line, "" where it is not at hand.
LineOf = Callable[[str, int], str]

_CODE = lazily(r"(`+)(.+?)\1|[\"“„]([^\"“”„]{2,})[\"”“]")
_EDGES = lazily(r"^[\s*_`]+|[\s*_`]+$")


def matched(row: Row, findings: tuple[Finding, ...], line_of: LineOf) -> list[Finding]:
    """The findings that a row means.

    With fingerprints in its id: those findings and no others. Written by hand: the id's rule or family, the document
    and every quoted part of the claim must fit one claim of the finding, and one part must be that claim's value.
    """
    if row.fingerprints:
        return [finding for finding in findings if finding.fingerprint in row.fingerprints]
    if not row.doc or not row.claim:
        return []
    quoted = list(fragments(row.claim))
    return [finding for finding in findings if _meant(row, quoted, finding, line_of)]


def fragments(text: str) -> Iterator[str]:
    """The quoted parts of a claim cell, or the whole cell where nothing is quoted."""
    found = [normal(match[2] or match[3]) for match in _CODE.finditer(text)]
    yield from [part for part in found if part] or [normal(_EDGES.sub("", text))]


def normal(text: str) -> str:
    return " ".join(text.replace("\\|", "|").split()).casefold()


def _meant(row: Row, quoted: list[str], finding: Finding, line_of: LineOf) -> bool:
    if (row.rule and row.rule != finding.rule) or (row.family and row.family != finding.family):
        return False
    here = [claim for claim in finding.claims if same_document(row.doc, claim.path)]
    own = [claim for claim in here if claim.attribute == finding.attribute] or here
    return any(_says(claim, quoted, finding, line_of) for claim in own)


def same_document(written: str, path: str) -> bool:
    """A path may be shortened from the left: `02-PORTS.md` names `docs/_core/02-PORTS.md`."""
    return bool(written) and (path == written or path.endswith("/" + written))


def _says(claim: Claim, quoted: list[str], finding: Finding, line_of: LineOf) -> bool:
    line = normal(line_of(claim.path, claim.line))
    names = {normal(text) for text in _names(claim, finding)}
    values = {normal(text) for text in (claim.value, claim.quote)} - {""}
    valued = any(holds(part, value) for part in quoted for value in values)
    return valued and all(part in line or _covered(part, names | values) for part in quoted)


def _names(claim: Claim, finding: Finding) -> Iterator[str]:
    ports = (str(port) for port in (claim.port, finding.port) if port)
    yield from (text for text in (claim.service, claim.host, claim.part, finding.service, finding.host, *ports) if text)


def holds(text: str, value: str) -> bool:
    """Whether a value stands in a text as a whole: 80 is not in 8080, nor /health in /health/ready."""
    pattern = rf"(?<![\w./-]){re.escape(value)}(?!\w|[/-]|\.\w)"
    return text == value or re.search(pattern, text) is not None


def _covered(text: str, known: set[str]) -> bool:
    """Every word of a text is (in) one of the known names and values."""
    if text in known:
        return True
    words = [word.strip(".,;:()[]=") for word in re.split(r"[\s|]+|(?<=\w)[:=](?=\w)", text)]
    return all(any(holds(name, word) for name in known) for word in words if word)
