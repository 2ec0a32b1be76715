"""Scopes: words joined by commas that limit a statement to an environment and to `profile:NAME`s."""

from __future__ import annotations


def meet(one: str, other: str) -> bool:
    """Can two scopes hold at once? Different environments cannot, nor profiles without one in common."""
    if not one or not other or one == other:
        return True
    a, b = (set(filter(None, text.split(","))) for text in (one, other))
    profiles = [{word for word in words if word.startswith("profile:")} for words in (a, b)]
    if all(profiles) and not profiles[0] & profiles[1]:
        return False
    named = [a - profiles[0], b - profiles[1]]
    return not all(named) or bool(named[0] & named[1])
