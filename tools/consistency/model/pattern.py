"""Patterns that are compiled when they are first used: a run uses few of all there are, and compiling costs more."""

from __future__ import annotations

import re
from typing import Any, cast


class _Lazy:
    """Stands for a compiled pattern; its methods become those of the real one at the first use."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._text, self._flags), name)
        setattr(self, name, found)
        return found


def lazily(text: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile, later. An error in the text is raised at the first use."""
    return cast("re.Pattern[str]", _Lazy(text, flags))
