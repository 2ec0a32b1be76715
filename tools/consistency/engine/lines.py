"""The lines of the documents that findings cite."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.engine.documents import Texts
from consistency.engine.gather import Gathered
from consistency.model.finding import Finding


class Lines:
    """The lines of the documents that findings cite."""

    def __init__(self, gathered: Gathered) -> None:
        self._texts = gathered.texts
        self._split: dict[str, tuple[str, ...]] = {}

    def _lines(self, path: str) -> tuple[str, ...]:
        if path not in self._split:
            from consistency.markdown.text import lines

            self._split[path] = tuple(lines(self._texts.get(path, "")))
        return self._split[path]

    def of(self, path: str, line: int) -> str:
        found = self._lines(path)
        return found[line - 1] if 0 < line <= len(found) else ""

    def cited(self, findings: Sequence[Finding]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        paths = sorted({claim.path for one in findings for claim in one.claims})
        if isinstance(self._texts, Texts):
            self._texts.fetch(path for path in paths if path not in self._split)
        return tuple((path, self._lines(path)) for path in paths)
