"""Which finding a word on the command line means."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.ledger.append import LedgerError
from consistency.model.finding import Finding
from consistency.model.pattern import lazily

_NAME = lazily(r"(?:(?P<rule>[a-z][0-9]{3})-)?(?P<digits>[0-9a-f]{4,16})")


def chosen(findings: Iterable[Finding], word: str) -> Finding:
    """The finding whose fingerprint begins with `word` (four digits at least), or the only one of that rule.

    `A103-0123456789abcdef`, as ledgers and reports write it, is taken too. Raises LedgerError for none and for several.
    """
    given, folded = tuple(findings), word.strip().casefold()
    found = [each for each in given if folded in (each.rule.casefold(), each.name.casefold())]
    if not found and (match := _NAME.fullmatch(folded)):
        rule, digits = match["rule"] or "", match["digits"]
        found = [each for each in given if each.fingerprint.startswith(digits) and rule in ("", each.rule.casefold())]
    if len({each.fingerprint for each in found}) == 1:
        return found[0]
    if not found:
        raise LedgerError(f"no finding is called '{word}': `consistency check` shows what there is")
    known = ", ".join(sorted({f"{each.rule}-{each.fingerprint}" for each in found})[:6])
    raise LedgerError(f"'{word}' means {len(found)} findings: give one of {known}")
