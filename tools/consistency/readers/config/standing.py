"""Whether a config file is in force, and on which host: what its directory and first comments say of all of it."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.comments import head
from consistency.readers.config.sheet import Sheet
from consistency.readers.sentence import may_be_machine, places

_HISTORY = lazily(r"(?:^|/)_?(?:archived?|archives|attic|backups?|deprecated|history|historical|legacy|old|obsolete)/")
#: `compose.old.yml`, `.env.bak`: a name that says so itself. A `backup` may be a service, a `v1` what is in force.
_KEPT = lazily(r"[^/]*[._-](?:old|legacy|bak|orig|deprecated|obsolete|disabled|unused)(?:\.\w+)?$")
_EXAMPLE = lazily(
    r"(?:^|/)(?:examples?|samples?|tutorials?|playground|sandbox|tests?|testbeds?|e2e|[\w.]+[-_]tests?|tests?[-_][\w.-]+|"
    r"[\w.]+[-_]test[-_][\w.-]+|benchmarks?|(?<!deploy/)(?<!deployment/)(?<!deployments/)(?<!environments/)(?<!hosts/)demos?)/"
)
#: `hosts/mini/compose.yml`, `host_vars/mini.yml`: the directory is the machine's.
_HOST = lazily(r"(?:^|/)(?:(?:hosts|machines|nodes)/(?P<folder>[^/]+)/|host_vars/(?P<file>[^/.]+))")
_DROPPED = lazily(
    r"\b(?:ASPIRATIONAL|DEPRECATED|HISTORICAL|OBSOLETE|RETIRED|SUPERSEDED|UNUSED)\b"
    r"|(?i:\bthis (?:file|config|stack|compose file) (?:is|was) (?:deprecated|obsolete|retired|superseded|unused)\b)"
    r"|(?i:\b(?:nothing (?:consumes|reads|uses)|no longer (?:in use|used|deployed)|do not use|not in use)\b)"
)
#: How many of a file's first comment lines speak of all of it, and of where it runs.
LINES, _FIRST = 8, 2
#: `# core-01`, `# core-01, next to the base file`: a comment that begins with a numbered name.
_BEGUN = lazily(
    r"(?:host: *)?(?!(?:phase|step|part|stage|tier|level|option|version|issue|v|pr|adr|rfc)-?\d)(?P<host>[a-z]+(?:-[a-z]+)*-?\d{1,3})(?=$|[,;:.](?:\s|$)|,| [(–—-])"
)

_LABEL = lazily(r"(?P<host>[a-z][a-z0-9-]*):\s")


class Standing(NamedTuple):
    """The role, the modality and the host of every claim, "" where a claim keeps its own."""

    role: str = ""
    modality: str = ""
    host: str = ""

    def of(self, reading: Reading) -> Reading:
        return reading._replace(claims=tuple(self._of(claim) for claim in reading.claims)) if any(self) else reading

    def _of(self, claim: Claim) -> Claim:
        if claim.attribute == "problem":
            return claim
        modality = self.modality if claim.modality == "stated" else ""
        host = self.host if claim.namespace == "host" else ""
        return claim._replace(
            role=self.role or claim.role, modality=modality or claim.modality, host=claim.host or host
        )


def standing(sheet: Sheet) -> Standing:
    """history for an archive, example for a directory of examples, retired where the first comments give it up."""
    path = sheet.file.lower()
    machine = _HOST.search(sheet.file)
    told = head(sheet)[:LINES]
    host = (machine["folder"] or machine["file"]) if machine else _told([comment.text for comment in told[:_FIRST]])
    if _HISTORY.search(path) or _KEPT.search(path):
        return Standing("history", "", host)
    if _EXAMPLE.search(path):
        return Standing("", "example", host)
    if any(_DROPPED.search(comment.text) for comment in told):
        return Standing("", "retired", host)
    return Standing("", "", host)


def _told(comments: list[str]) -> str:
    """The machine on which the first comments say that all of it runs: `# core-01`, `# runs on bruno`."""
    for text in comments:
        begun = _BEGUN.match(text)
        if begun and may_be_machine(begun["host"]):
            return begun["host"]
        if found := places(text):
            label = _LABEL.match(text)  # `pi-hall: all but the cameras, which run on closet`
            alone = len(found) == 1 and not (label and label["host"] != found[0].host)
            return found[0].host if alone else ""
    return ""
