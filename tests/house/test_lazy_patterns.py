"""Patterns are compiled when they are first used: the hook loads most modules and uses few of their patterns."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "tools" / "consistency"
_AT_IMPORT = re.compile(r"^\w+(?:: [^=]+)? = re\.compile\(", re.MULTILINE)


@pytest.mark.parametrize("folder", ["cache", "config", "markdown", "model", "readers", "rules", "tree", "values"])
def test_no_pattern_is_compiled_while_modules_are_loaded(folder: str) -> None:
    compiled = [path.name for path in (PACKAGE / folder).rglob("*.py") if _AT_IMPORT.search(path.read_text())]
    assert compiled == []
