"""Globs over paths with /, as .gitignore reads them: `*` stays in one folder, `**` does not."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def pattern(glob: str) -> re.Pattern[str]:
    """The regular expression that fully matches the paths that a glob means.

    `*` any text but /, `**` any folders, `?` one character, `[a-z]` one of, `[!a]` none of. A glob without / (or with
    one at its end alone) matches at any depth; one that names a folder matches everything in it. A bracket that is
    never closed is a plain character, so that every text is a glob.
    """
    anchored = "/" in glob.rstrip("/")
    body = re.sub(r"(?:\*\*/)+", "**/", glob.strip("/"))  # said twice it means the same, and costs more
    folder = "(?:/.*)" if glob.endswith("/") else "(?:/.*)?"
    return re.compile(("" if anchored else "(?:.*/)?") + _translate(body) + folder, re.DOTALL)


def matches(glob: str, path: str) -> bool:
    """Whether the glob means the path (relative, with /)."""
    return pattern(glob).fullmatch(path) is not None


def _translate(glob: str) -> str:
    parts, at = [], 0
    while at < len(glob):
        if glob.startswith("**/", at) and glob[at - 1 : at] in ("", "/"):
            parts.append("(?:.*/)?")
            at += 3
        elif glob.startswith("**", at):
            parts.append(".*")
            at += 2
        elif glob[at] == "[" and (end := glob.find("]", at + 2)) > 0:
            parts.append(_one_of(glob[at + 1 : end]))
            at = end + 1
        else:
            parts.append({"*": "[^/]*", "?": "[^/]"}.get(glob[at]) or re.escape(glob[at]))
            at += 1
    return "".join(parts)


def _one_of(inside: str) -> str:
    """A bracket's characters and ranges; a range backwards holds nothing."""
    negated = inside[:1] in ("!", "^") and len(inside) > 1
    rest = inside[1:] if negated else inside
    members, at = "", 0
    while at < len(rest):
        if at + 2 < len(rest) and rest[at + 1] == "-":
            low, high = rest[at], rest[at + 2]
            members += f"{re.escape(low)}-{re.escape(high)}" if low <= high else ""
            at += 3
        else:
            members += re.escape(rest[at])
            at += 1
    if not members:
        return "[^/]" if negated else "(?!)"
    return f"(?!/)[{'^' if negated else ''}{members}]"
