"""Patterns that are compiled when they are first used: a run uses few of all there are, and compiling costs more.

What compiling makes of a pattern's text can be kept and provided to another run of the same Python, which then only
puts the pattern together: a twentieth of the time. The steps are those of `re.compile` itself, whose halves have no public
names; where they are not as they were, patterns are compiled as ever.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

Key = tuple[str, int]


class Compiled(NamedTuple):
    """The code of a pattern, as bytes of the machine, with what else it takes to put it together."""

    flags: int
    code: bytes
    groups: int
    names: tuple[tuple[str, int], ...]


#: What others compiled, and what this process did beside.
_provided: dict[Key, Compiled] = {}
_new: dict[Key, Compiled] = {}


class _Lazy:
    """Stands for a compiled pattern; its methods become those of the real one at the first use."""

    def __init__(self, text: str, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(_compiled(self._text, int(self._flags)), name)
        setattr(self, name, found)
        return found


def lazily(text: str, flags: int = 0) -> re.Pattern[str]:
    """As re.compile, later. An error in the text is raised at the first use."""
    return cast("re.Pattern[str]", _Lazy(text, flags))


def provide(compiled: Mapping[Key, Compiled]) -> None:
    """Patterns to be put together from what an earlier run of the same Python on the same machine compiled."""
    _provided.update(compiled)


def compiled_anew() -> dict[Key, Compiled]:
    """What was compiled and had not been provided."""
    return dict(_new)


def learn(compiled: Mapping[Key, Compiled]) -> None:
    """What another process of this run compiled anew counts as this one's."""
    _new.update({key: made for key, made in compiled.items() if key not in _provided})


def provided() -> dict[Key, Compiled]:
    return dict(_provided)


def machine() -> str:
    """What the code of a pattern depends on beside the Python. Raises ImportError where there is no such code."""
    import _sre  # type: ignore[import-not-found]  # private, so that typeshed leaves it out

    return f"{sys.byteorder} {_sre.MAGIC} {_sre.CODESIZE}"


def _compiled(text: str, flags: int) -> re.Pattern[str]:
    key = text, flags
    try:
        made = _provided.get(key)
        if made is not None:
            return together(text, made)
        made = halfway(text, flags)
        found = together(text, made)
    except re.error:
        raise
    except Exception:  # another Python, or damage: `re` knows its own way
        return re.compile(text, flags)
    _new[key] = made
    return found


def halfway(text: str, flags: int) -> Compiled:
    """What `re.compile` makes of a text before it builds the pattern. Raises re.error, or anything where `re` has changed."""
    from re import _compiler, _parser  # type: ignore[attr-defined]  # private, so that typeshed leaves them out

    parsed = _parser.parse(text, flags)
    state, code = parsed.state, _compiler._code(parsed, flags)
    names = tuple(sorted(state.groupdict.items(), key=lambda item: item[1]))
    return Compiled(flags | state.flags, array("I", code).tobytes(), state.groups - 1, names)


def together(text: str, made: Compiled) -> re.Pattern[str]:
    """The pattern; the code is looked through before it is used (RuntimeError)."""
    import _sre

    index: list[str | None] = [None] * (made.groups + 1)
    for name, group in made.names:
        index[group] = name
    code = array("I", made.code).tolist()
    found = _sre.compile(text, made.flags, code, made.groups, dict(made.names), tuple(index))
    return cast("re.Pattern[str]", found)
