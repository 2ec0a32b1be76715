"""What a unit runs is called without the project's prefix: `kw-lager-api.service` of /opt/kw starts `lager-api`."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.fronts import FRONTS, STORES
from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily

_STEM = lazily(r"(?P<prefix>[A-Za-z][A-Za-z0-9]*)[-_](?P<rest>[A-Za-z][\w-]+)")
_OWNERS = frozenset(("User", "Group"))
_SAYING = frozenset(("Description", "ExecStart", "WorkingDirectory"))
_APART = lazily(r"[\s/(),:;'\"=]+")


def own_name(stem: str, settings: Iterable[tuple[str, str]]) -> str:
    """The name without the prefix, "" where the unit does not show that the first word is only that.

    It does where it runs as the prefix or below a folder of that name, and calls by the rest alone what it starts.
    `settings` are keys and values.
    """
    match = _STEM.fullmatch(stem)
    if match is None or _is_general(match["rest"]):
        return ""
    prefix, rest = match["prefix"].lower(), _squashed(match["rest"])
    owned = called = False
    for key, value in settings:
        lowered = value.lower()
        owned |= key in _OWNERS and lowered.strip() == prefix
        if key in _SAYING:
            owned |= f"/{prefix}/" in f"{lowered}/"
            called |= rest in map(_squashed, _words(lowered))
    return match["rest"] if owned and called else ""


def _is_general(rest: str) -> bool:
    key, part = squash(rest)
    return key in GENERIC or key in FRONTS or key in STORES or (not part and len(key) < 3)


def _squashed(word: str) -> str:
    return word.lower().replace("-", "").replace("_", "")


def _words(text: str) -> Iterable[str]:
    """Words, steps of paths, and steps of modules: `services.asr.main`."""
    for word in _APART.split(text):
        yield word
        if "." in word:
            yield from word.split(".")
