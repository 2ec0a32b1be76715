"""M rules: what is wrong with a document itself. The readers say it as `problem` claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding

_SAID = {
    "mojibake": "text that was decoded wrongly and saved again",
    "not-utf-8": "bytes that are not UTF-8",
    "utf-16": "the file is UTF-16, not UTF-8",
    "utf-32": "the file is UTF-32, not UTF-8",
    "nul": "a NUL byte",
    "binary": "binary content under a text file's name",
    "lfs-pointer": "a pointer of Git LFS: the file's content is not here",
    "empty": "the file is empty",
    "too-large": "the file is too large to be read",
    "unreadable": "the file cannot be read",
    "link-out": "a link that leads out of the repository is not followed",
    "link-broken": "a link that leads nowhere",
    "broken-record": "a snapshot's record that cannot be read",
    "edited-record": "a snapshot's record that was edited after it was written",
    "malformed-port": "is no port (1 to 65535)",
    "backwards-range": "a range that runs backwards",
    "uneven-row": "a row that does not fit its header",
    "unclosed": "a fence or comment that is never closed",
    "unexpanded": "a placeholder that was never filled in",
    "yaml": "YAML that does not parse",
    "yaml-duplicate-key": "a key given twice, of which the last one counts",
    "json": "JSON that does not parse",
    "toml": "TOML that does not parse",
    "hcl": "HCL that does not parse",
    "no-rows": "a registry table from which no row could be read",
}


def _of(kinds: frozenset[str]) -> Callable[[Group], Iterable[Finding]]:
    def check(group: Group) -> Iterable[Finding]:
        found: dict[str, list[Fact]] = defaultdict(list)
        for fact in group.facts:
            claim = fact.claim
            if claim.attribute == "problem" and claim.value in kinds and claim.role != "history":
                found[_key(claim)].append(fact)
        for key, facts in found.items():
            yield _told(key, facts[:1] if key in _LANGUAGES else facts)

    return check


#: Files that are read as a whole.
_LANGUAGES = frozenset(("yaml", "json", "toml", "hcl"))


def _key(claim: Claim) -> str:
    """What makes two problems of a document one. A row is known by its first cell: the others are what is mended."""
    if claim.value in _LANGUAGES:
        return claim.value  # what one slip makes of the rest of the file
    if claim.value != "uneven-row":
        return f"{claim.value}/{claim.quote.strip()[:60]}"
    return f"{claim.value}/{next((cell.strip() for cell in claim.quote.split('|') if cell.strip()), '')}"


def _told(key: str, facts: list[Fact]) -> Finding:
    claim = facts[0].claim
    rule = next(rule for rule in DOCUMENT_RULES if claim.value in _KINDS[rule.id])
    said = _SAID.get(claim.value, claim.value)
    quote = claim.quote.strip()[:60]
    readable = quote.strip("\N{REPLACEMENT CHARACTER}")
    message = f"{quote}: {said}" if readable else said
    if claim.part:
        message += f" ({claim.part})"
    hint = _HINTS.get(claim.value) or _HINTS[rule.id]
    return finding(rule, rule.severity, "problem", message, facts, key=key, hint=hint)


_KINDS = {
    "M101": frozenset({"mojibake"}),
    "M102": frozenset(
        {
            "not-utf-8",
            "utf-16",
            "utf-32",
            "nul",
            "binary",
            "lfs-pointer",
            "too-large",
            "unreadable",
            "broken-record",
            "edited-record",
            "link-out",
            "link-broken",
        }
    ),
    "M103": frozenset({"malformed-port", "backwards-range"}),
    "M104": frozenset({"uneven-row", "unclosed"}),
    "M105": frozenset({"unexpanded"}),
    "M106": frozenset({"yaml", "yaml-duplicate-key", "json", "toml", "hcl", "plist", "xml", "ini", "env"}),
    "M107": frozenset({"no-rows", "empty"}),
}
#: What to do, by rule; by kind of problem where that is something else.
_HINTS = {
    "M101": "Type the characters anew and save the file as UTF-8.",
    "M102": "Save the file as UTF-8 without a byte order mark, or list it under `ignore`.",
    "M103": "Write a port between 1 and 65535, or a range from low to high.",
    "M104": "Give the row as many cells as the header, or close what was opened.",
    "M105": "Put the value in, or take the line out.",
    "M106": "Mend the syntax; what stands below the place may not have been read.",
    "M107": "Put the rows or the header back, or take the table out.",
    "binary": "Give the file the ending of what it is, or list it under `ignore`.",
    "lfs-pointer": "Fetch it (`git lfs pull`), or list it under `ignore`.",
    "too-large": "Split the file, raise `max_file_size`, or list it under `ignore`.",
    "unreadable": "See that it can be read where this runs, or list it under `ignore`.",
    "link-out": "Put the file itself there, or list the link under `ignore`.",
    "link-broken": "Let the link lead to a file that is there, or take it out.",
    "broken-record": "Restore the file from git, and take a new snapshot where it was wrong.",
    "edited-record": "Restore the file from git, and take a new snapshot where it was wrong.",
}


def _rule(number: str, name: str, severity: str, summary: str) -> Rule:
    return Rule(number, name, severity, summary, "document", frozenset({"problem"}), _of(_KINDS[number]))


DOCUMENT_RULES = (
    _rule("M101", "mojibake-text", "low", "A document holds text that was decoded wrongly."),
    _rule("M102", "unreadable-document", "medium", "A document cannot be read, or not as UTF-8."),
    _rule("M103", "malformed-port", "medium", "A port or range that cannot be one."),
    _rule("M104", "malformed-table", "low", "A table row, fence or comment that is not well formed."),
    _rule("M105", "unexpanded-placeholder", "low", "A placeholder of a script or template that was never filled in."),
    _rule("M106", "broken-config", "medium", "A config file that does not parse."),
    _rule("M107", "nothing-read", "medium", "A registry from which nothing could be read."),
)
