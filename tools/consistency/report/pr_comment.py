"""A pull request comment: what got worse, what got better, what is left; one comment, updated in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from consistency.model.finding import Finding
from consistency.model.run import Run
from consistency.report import passages, safe, words
from consistency.report.options import Options

#: By this line a later run finds the comment and rewrites it.
MARKER = "<!-- consistency: report -->"

#: Code hosts refuse a comment of 65,536 characters and more.
LIMIT = 64_500

T = TypeVar("T")


def render(run: Run, options: Options) -> str:
    """The comment, under 65,000 characters, with a line that says what was cut."""
    left = [item for item in run.findings if not words.answered(item)]
    if not left:
        return "\n".join([MARKER, *_green(run), *_tail(run, options)])[:LIMIT]
    worse = [item for item in left if item.baseline != "unchanged"]
    old = [item for item in left if item.baseline == "unchanged"]
    tail = _tail(run, options)
    page = _Page(LIMIT - len("\n".join(tail)))
    page.add(f"{MARKER}\n## Consistency: {_verdict(run, worse)}\n\n{_sentence(run)}\n")
    page.add("\n".join(["### What is left, by family", "", *passages.families(left), ""]))
    page.each("### Got worse" if run.base else "### Found", worse, lambda item: passages.finding(item, options))
    page.each("### Got better", run.resolved, passages.line)
    page.folded("What changed in claims", run.changes, passages.change)
    page.folded("There before", old, passages.line)
    page.folded("Answered in the ledger", [item for item in run.findings if words.answered(item)], passages.line)
    return "\n".join([*page.parts, *page.cut(), *tail])


class _Page:
    """Parts that fit, and the count of those that did not."""

    def __init__(self, room: int) -> None:
        self.room = room - 300  # for the line that says what was cut
        self.parts: list[str] = []
        self.left_out: list[str] = []

    def add(self, part: str) -> bool:
        if len(part) + 1 > self.room:
            return False
        self.room -= len(part) + 1
        self.parts.append(part)
        return True

    def each(self, title: str, items: Sequence[T], tell: Callable[[T], str]) -> None:
        """A section with one part an item, as many as fit."""
        if items and self.add(f"{title} ({len(items)})\n"):
            self._items(title.lstrip("# "), items, tell)
            self.add("")

    def folded(self, title: str, items: Sequence[T], tell: Callable[[T], str]) -> None:
        """The same, folded."""
        closing = "\n</details>\n"
        self.room -= len(closing) + 1
        if items and self.add(f"<details><summary>{title} ({len(items)})</summary>\n"):
            self._items(title, items, tell)
            self.parts.append(closing)
        elif items:
            self.left_out.append(f"{len(items)} of “{title}”")

    def _items(self, title: str, items: Sequence[T], tell: Callable[[T], str]) -> None:
        for index, item in enumerate(items):
            if not self.add(tell(item)):
                self.left_out.append(f"{len(items) - index} of “{title}”")
                return

    def cut(self) -> list[str]:
        if not self.left_out:
            return []
        return [f"**Cut to fit a comment:** {', '.join(self.left_out)}. `consistency report` shows everything.\n"]


def _verdict(run: Run, worse: Iterable[Finding]) -> str:
    number = len(list(worse))
    if not run.base:
        return f"{words.tally(run.findings)}; {run.blocking} blocking"
    told = f"{number} got worse" if number else "nothing got worse"
    better = f", {len(run.resolved)} got better" if run.resolved else ""
    return f"{told}{better}; {run.blocking} blocking"


def _sentence(run: Run) -> str:
    told = words.next_step(run)
    return told[0].upper() + told[1:]


def _green(run: Run) -> list[str]:
    better = f" {words.count(len(run.resolved), 'finding')} resolved by this change." if run.resolved else ""
    answered = f" {words.count(len(run.findings), 'finding')} answered in the ledger." if run.findings else ""
    title = "## Consistency: all statements agree" if run.looked.registries else "## Consistency: nothing found"
    return [title, "", f"{_sentence(run)}{better}{answered}", ""]


def _tail(run: Run, options: Options) -> list[str]:
    notes = [f"> Note: {safe.markdown(note)[:500]}\n" for note in run.notes[:10]]
    against = f", against {safe.code(run.base[:80])}" if run.base else ""
    seen = f"<sub>Looked at: {words.looked(run.looked)}{against}. consistency {safe.markdown(options.version)}</sub>"
    return [*notes, seen, ""]
