"""Files that ship with the package: JSON schemas and rule pages.

In an installed package they lie inside it (`consistency/schema`, `consistency/docs/rules`), in a checkout at the
top of the repository.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def folder(name: str) -> Path:
    """The folder called `name` ("schema", "docs/rules"). Raises FileNotFoundError where the installation lacks it."""
    for home in (_PACKAGE, _CHECKOUT):
        if (home / name).is_dir():
            return home / name
    raise FileNotFoundError(f"{name} is missing from the installation: install docs-consistency again")


def read(name: str, file: str) -> str:
    """The text of one shipped file, with its line ends as \\n. Raises OSError where it is missing."""
    return (folder(name) / file).read_text(encoding="utf-8")
