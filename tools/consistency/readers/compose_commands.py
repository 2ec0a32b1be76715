"""Services of compose files that commands on a page name, and from where: `cd deploy && docker compose logs web`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import SHELLS, in_force
from consistency.values import exact
from consistency.values.compose_command import named

_SHELL = SHELLS | {""}
#: Pages that say how it stands, and those of a sample that lies beside them.
_HELD = ("stated", "example")
#: A service, where the page shows a file itself.
_KEY = lazily(r"(?m)^[ \t]*(?P<name>[\w.-]+):")
_SPAN = lazily(r"`[^`\n]+`")
#: What is fetched has files of its own, which are not in this repository.
_FETCHED = lazily(r"\bgit clone\b|\bwget\b|\bcurl\b[^\n]*(?:-[oO]\b|compose)")
#: A page that is called as what it fetches tells of its own repository.
_CLONED = lazily(
    r"git clone[ \t]+(?:--?[\w-]+(?:[= ]\d+)?[ \t]+){0,4}[^\s`]{0,120}?[/:](?P<name>[\w.-]{1,60}?)(?:\.git)?/?(?=[\s`]|$)"
)
#: Where a shell goes.
_GONE = lazily(r"(?:^|&&|;)[ \t]*(?:[$>][ \t]+)?cd[ \t]+(?P<to>[^\s;&]+)[ \t]*(?=$|&&|;|\n)")
#: How a folder begins that is none of the repository's.
_AWAY = ("/", "~", "$", "<", "-", '"', "'")
#: How a path begins that leads up, from wherever that is.
_UP = lazily(r"^(?:\.\./)+")


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all compose services, each of the name that a command gives; `part` has the files that it gives, with a
    colon between, else the folder that the shell has gone to, with a slash at its end. None of those that the page defines."""
    if context.role != "canon" or context.modality not in _HELD or "compose" not in text:
        return ()
    if is_fetched(text, found):
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


def is_fetched(text: str, found: Sequence[Block]) -> bool:
    """Whether a page's commands are for something that they fetch first, and that is not what the page is called."""
    fetches = list(_FETCHED.finditer(text))
    if not fetches:
        return False
    title = next((block.passage.text for block in found if block.kind == "heading" and block.level == 1), "")
    own = squash(shown(mask(title)))[0]
    clones = [_CLONED.match(text, match.start()) for match in fetches]
    return not own or any(clone is None or squash(clone["name"])[0] != own for clone in clones)


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
