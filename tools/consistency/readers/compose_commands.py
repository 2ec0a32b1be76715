"""Services of compose files that commands on a page name, and from where: `cd deploy && docker compose logs web`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.compose_command import named

_SHELL = frozenset(("", "bash", "sh", "shell", "zsh", "console", "shell-session", "terminal"))
#: Pages that say how it stands, and those of a sample that lies beside them.
_HELD = ("stated", "example")
#: A service, where the page shows a file itself.
_KEY = lazily(r"(?m)^[ \t]*(?P<name>[\w.-]+):")
_SPAN = lazily(r"`[^`\n]+`")
#: What is fetched has files of its own, which are not in this repository.
FETCHED = lazily(r"\bgit clone\b|\bwget\b|\bcurl\b[^\n]*(?:-[oO]\b|compose)")
#: Where a shell goes.
_GONE = lazily(r"(?:^|&&|;)[ \t]*(?:[$>][ \t]+)?cd[ \t]+(?P<to>[^\s;&]+)[ \t]*(?=$|&&|;|\n)")
#: How a folder begins that is none of the repository's.
_AWAY = ("/", "~", "$", "<", "-", '"', "'")
#: How a path begins that leads up, from wherever that is.
_UP = lazily(r"^(?:\.\./)+")


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all compose services, each of the name that a command gives; `part` has the files that it gives, with a
    colon between, else the folder that the shell has gone to, with a slash at its end. None of those that the page defines."""
    if context.role != "canon" or context.modality not in _HELD or "compose" not in text or FETCHED.search(text):
        return ()
    own = {match["name"] for match in _KEY.finditer(text)}
    return tuple(
        make(
            context, passage, one.start, one.end, "call", one.name, service=exact.COMPOSED, host="",
            part=_files(one.file, where), source=PROJECT, statement=f"L{passage.span(one.start, one.start).line}",
        )
        for block in in_force(found, "compose")
        for passage, where in _placed(commands(block))
        for one in named(passage.text)
        if one.name not in own
    )  # fmt: skip


def _placed(lines: Iterable[Passage]) -> Iterator[tuple[Passage, str]]:
    """Each line of a session with the folder in which it is typed, "" where it began."""
    where = ""
    for line in lines:
        for gone in _GONE.finditer(line.text):
            where = "/" if gone["to"].startswith(_AWAY) else posixpath.normpath(posixpath.join(where, gone["to"]))
        yield line, where


def _files(files: str, where: str) -> str:
    """The files, from wherever the session began, else the folder; "" for none that is known."""
    paths = [_UP.sub("", posixpath.normpath(posixpath.join(where, file))) for file in files.split(":") if file]
    away = where.startswith(("..", "/")) or where in ("", ".")
    return ":".join(paths) or ("" if away else f"{where}/")


def commands(block: Block) -> Iterator[Passage]:
    """The lines of a shell, and spans of code."""
    if block.kind == "fence" and block.info.strip().lower().split(" ")[0] in _SHELL:
        yield from block.passage.lines()
    elif block.kind in ("paragraph", "item"):
        yield from (block.passage.slice(*match.span()) for match in _SPAN.finditer(block.passage.text))
