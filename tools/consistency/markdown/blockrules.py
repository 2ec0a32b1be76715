"""markdown-it-py's block rules, without the rest of it.

Its package loads inline rules, helpers and a renderer that nothing here uses, and everybody would wait for them at each
commit. So its modules are imported under an empty package of its name, which is taken away again at once: whoever
imports markdown_it afterwards gets all of it.
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from types import ModuleType


def _load_alone() -> None:
    found = PathFinder.find_spec("markdown_it")
    if "markdown_it" in sys.modules or found is None or not found.submodule_search_locations:
        return  # it is loaded already, or lies where only its own import finds it
    package = ModuleType("markdown_it")
    package.__path__ = list(found.submodule_search_locations)
    sys.modules["markdown_it"] = package
    try:
        import markdown_it.parser_block  # noqa: F401
    finally:
        del sys.modules["markdown_it"]


_load_alone()

from markdown_it.parser_block import ParserBlock  # noqa: E402
from markdown_it.ruler import Ruler  # noqa: E402
from markdown_it.rules_block import (  # noqa: E402
    StateBlock,
    blockquote,
    code,
    fence,
    hr,
    html_block,
    list_block,
    reference,
)
from markdown_it.token import Token  # noqa: E402

__all__ = [
    "ParserBlock", "Ruler", "StateBlock", "Token", "blockquote", "code", "fence", "hr", "html_block", "list_block",
    "reference",
]  # fmt: skip
