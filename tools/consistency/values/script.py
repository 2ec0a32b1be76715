"""Scripts and targets with which a project starts itself, as people type them: `npm run dev`, `make serve`."""

from __future__ import annotations

import posixpath
from typing import NamedTuple

from consistency.model.pattern import lazily

_TYPED = lazily(
    r"(?<![\w./-])(?:(?:npm|pnpm|yarn|bun)[ \t]+(?:(?:(?P<named>--filter|-F|workspace)|--prefix|--cwd|-C)[ =](?P<within>[\w./@-]+)[ \t]+)?(?:run[ \t]+(?P<script>[a-z][\w:.-]*)|(?P<short>start|dev|serve|develop|preview))"
    r"|(?P<tool>make|just)[ \t]+(?P<target>[a-z][\w.-]*))(?P<rest>[^\n`;&|]*)"
)
_TOOLS = ("npm", "yarn", "bun", "make", "just")
#: A variable in front, or an argument behind, that may say another port than the script does.
_SET = lazily(r"\b[A-Z_]+=\S*[ \t]+$")
_ARGUMENTS = lazily(r"\s*(?:--?\w|[\w.-]+=|[\w./-]+\s*$|--\s)")
#: Characters before a command that say where it is run.
_NEAR = 3000
_CD = lazily(r"(?:^|[\s;&`])cd[ \t]+(?P<folder>[^\s;&|`]+)")
#: What keeps the shell that went there: the next `cd` is typed into another one.
_KEEPS = lazily(
    r"[^\n]{0,200}?&&[^\n]{0,200}?\b(?:uvicorn|gunicorn|hypercorn|runserver|flask[ \t]+run|cargo[ \t]+run|go[ \t]+run|rails[ \t]+s|--reload)\b[^\n]*\n"
)
_PLAIN = lazily(r"\.?[\w-][\w./-]*/?")


class Typed(NamedTuple):
    """A script that a text tells to run, and where the command ends in the text."""

    script: str
    end: int


def title(tool: str, name: str, folder: str) -> str:
    """What a script is called in claims, `folder` being where it is kept: "" for the top of the tree."""
    command = f"make {name} target" if tool in ("make", "just") else f"npm run {name} script"
    return f"{folder}: {command}" if folder else command


def package(name: str) -> str:
    """What stands for the folder of a package that is meant by its name, wherever that is."""
    return f"package {name.rpartition('/')[2]}"


def typed(text: str, folder: str) -> list[Typed]:
    """The scripts that a text, below `folder`, tells to run as they are, in order; `cd web` leads to those of another folder.

    One that is given a variable or an argument of its own has "" as its script.
    """
    found: list[Typed] = []
    for match in _TYPED.finditer(text) if any(tool in text for tool in _TOOLS) else ():
        name = match["script"] or match["short"] or match["target"]
        before = text[max(0, match.start() - _NEAR) : match.start()]
        where = _entered(before, folder)
        if match["within"]:
            where = package(match["within"]) if match["named"] else _joined(where, match["within"])
        changed = where is None or _SET.search(before[-60:]) or _ARGUMENTS.match(match["rest"])
        tool = match["tool"] or "npm"
        found.append(Typed("" if changed or where is None else title(tool, name, where), match.start("rest")))
    return found


def _entered(before: str, folder: str) -> str | None:
    """The folder in which a text has come to be; None where nobody can tell."""
    found = _CD.finditer(before) if "cd " in before else ()
    moves = [match["folder"] for match in found if not _KEEPS.match(before, match.end())]
    for move in moves[1:] if "git clone" in before or "degit" in before else moves:
        if not _PLAIN.fullmatch(move) and not move.startswith(".."):
            return None
        joined = _joined(folder, move)
        if joined is None:
            return None
        folder = joined
    return folder


def _joined(folder: str | None, move: str) -> str | None:
    """Where one is after a move from the folder; None outside of the tree."""
    if folder is None:
        return None
    joined = posixpath.normpath(posixpath.join(folder, move)).removeprefix(".")
    return None if joined.startswith((".", "/")) else joined
