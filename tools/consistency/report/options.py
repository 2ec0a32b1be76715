"""What a format needs to know beside the run."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple


class RuleHelp(NamedTuple):
    """A rule in words: its kebab-case name, one sentence, and its page as Markdown."""

    name: str
    summary: str
    help: str


class Options(NamedTuple):
    """`rules` is every rule by id. `today` is an ISO date ("" leaves dates out): no format asks the clock.

    color: ANSI colours in text, see `color.wanted`
    quiet: of text, one line a finding and no summary
    statistics: of text, counts a rule in the place of the findings
    width: of text, columns of the terminal
    changed: lines that the change under review touched, by path: annotations prefer them
    origins: who brought a line in and when, in words, by path and line number: told beside each side
    title: what the repository is called, for pages
    """

    version: str
    rules: Mapping[str, RuleHelp] = MappingProxyType({})
    today: str = ""
    color: bool = False
    quiet: bool = False
    statistics: bool = False
    width: int = 110
    changed: Mapping[str, frozenset[int]] = MappingProxyType({})
    origins: Mapping[tuple[str, int], str] = MappingProxyType({})
    title: str = ""

    def origin(self, path: str, line: int) -> str:
        """ ", by Ada on 2026-03-02" or whatever is known of a line, "" where nothing is."""
        known = self.origins.get((path, line), "")
        return f", {known}" if known else ""
