"""Words by which a sentence about a kind of service, and the names of those of that kind, are known to belong together."""

from __future__ import annotations

from consistency.model.pattern import lazily

_WORD = lazily(r"[A-Za-z]{3,}")


def kind_words(text: str) -> list[str]:
    """Each once, in small letters and without the plural's s: `mcp` and `server` of MCP servers, `mcp` and `git` of `mcp-git`."""
    return list(dict.fromkeys(word.lower().removesuffix("s") for word in _WORD.findall(text)))
