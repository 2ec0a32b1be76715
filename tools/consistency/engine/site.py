"""What a site says for itself: its definition of done with declared checks, and its ledgers."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import lru_cache

from consistency.config import Config
from consistency.engine.gather import Gathered
from consistency.engine.pages import Pages
from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.rules.posture import missing_paths
from consistency.rules.scope import missing

LineOf = Callable[[str, int], str]


def declared(gathered: Gathered, config: Config, text_of: Callable[[str], str | None]) -> list[Finding]:
    """The findings of the checks that the site's definition of done declares, and of that page itself."""
    pages = gathered.pages(config.dod)
    if not pages:
        absent = _configured(config, gathered)
        return missing(absent, gathered.paths) if absent else []
    from consistency.readers.places import read_check
    from consistency.rules.declared import compare, problems

    standing = lru_cache(maxsize=None)(gathered.standing)
    findings: list[Finding] = missing(_configured(config, gathered), gathered.paths)
    for path in pages:
        definition = gathered.reads.definition(path, text_of(path) or "")
        findings += problems(definition.problems)
        findings += missing(
            [claim._replace(part="the definition of done") for claim in definition.scope], gathered.paths
        )
        named = _named([claim.value for claim in definition.scope], text_of, gathered.reads)
        findings += missing_paths(named, gathered.paths)
        for check in definition.checks:
            sides = read_check(check, gathered.paths, text_of, standing, gathered.reads.values)
            findings += compare(check, sides)
    return findings


def _named(pages: list[str], text_of: Callable[[str], str | None], reads: Pages) -> list[Claim]:
    """The paths that canonical pages name."""
    return [claim for page in pages for claim in reads.named(page, text_of(page) or "")]


def _configured(config: Config, gathered: Gathered) -> list[Claim]:
    """The definitions of done and change rules that the configuration itself names, as claims, where none is there."""
    claims = []
    for name, globs in (("dod", config.dod), ("change_rules", config.change_rules)):
        if globs == getattr(Config(), name) or gathered.pages(globs):
            continue
        line, column = config.place(name)
        claims += [
            Claim("path", glob, config.path, line, column, column, "", part="the configuration") for glob in globs
        ]
    return claims


def answered(
    findings: list[Finding], gathered: Gathered, config: Config, today: datetime.date, line_of: LineOf, whole: bool
) -> tuple[list[Finding], list[Finding]]:
    """The findings with their dispositions, and what is wrong with the ledgers' rows."""
    pages = [path for path in gathered.pages(config.ledger) if path in gathered.texts]
    if not pages:
        return findings, []
    from consistency.ledger.answer import answer

    ledgers = [gathered.reads.ledger(path, gathered.texts[path]) for path in pages]
    result = answer(findings, ledgers, today, line_of, whole)
    return list(result.findings), list(result.problems)
