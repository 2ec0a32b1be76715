"""Where a script of the project answers, as a page tells: `npm run dev` and then http://localhost:5173.

Such a claim is about the script, kept in the folder of the page or the one that is entered, and is held against the
command behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.shape import OPENED
from consistency.values import address
from consistency.values.endpoint import Literal, literals
from consistency.values.port import has_digit, valid
from consistency.values.script import typed

_CODE = lazily(r"`[^`\n]+`")
#: What stands between a command and the address where it answers, at its end.
_LEADS_THERE = lazily(
    r"(?:\b(?:then|on|at|under|via|open|visit|see|browse to|go to|navigate to)|[→#(:,–—-]|->|=>)[\s`*<(\[]*(?:the\s+)?(?:https?\s+)?(?:port\s*)?$",
    re.IGNORECASE,
)
#: Words between them by which the address is somebody else's.
ELSEWHERE = lazily(
    r"\b(?:prox\w+|forward\w*|connect\w*|talk\w*|backend|api at|against|expects?|expecting|needs?|requires?|requests?|calls?|uses?|using|point\w*|"
    r"assum\w+|unless|instead|except|if|or)\b",
    re.IGNORECASE,
)
#: Characters between a command and the address of what it starts.
_FAR = 160
#: Characters of a session that say where it has come to be.
_LONGEST_WAY = 2000
#: `Server runs on`: what has been started, by its kind.
_KIND_RUNS = lazily(
    r"\W*(?:(?:the|your|our)\s+)?(?:(?:dev|development|local|web|http|api)\s+)?(?:app|application|server|client|frontend|backend|site|website|ui|api|it)\s+(?:is\s+|will\s+(?:be\s+)?)?(?:(?:now|then)\s+)?"
    r"(?:(?<=now\s)(?:on|at)|runs?|running|starts?|served|available|listens?|listening|live)\b(?=[^.\n]{0,24}(?:://|\d))",
    re.IGNORECASE,
)
_COMMENT = lazily(r"\s*(?:#|//)")
#: Folders of pages about the folder above them.
_PAGES = frozenset(("docs", "doc", "documentation", "wiki", ".github"))


def folder_of(path: str) -> str:
    """The folder of the project that a page is about."""
    folders = path.split("/")[:-1]
    about = next((index for index, folder in enumerate(folders) if folder.lower() in _PAGES), len(folders))
    return "/".join(folders[:about])


def read(block: Block, context: Context) -> Iterator[Claim]:
    """The address behind the one script of a paragraph, an item or a row; in a fence, that of the comment above a command, too."""
    started = context.running.endswith((" script", " target"))
    if context.role != "canon" or not (block.table or started or _may_tell(block.passage.text)):
        return
    if block.kind == "table" and block.table:
        for row in block.table.rows:
            for index, cell in enumerate(row[:-1]):
                if _may_tell(cell.text):
                    yield from _told(" ".join(_CODE.findall(cell.text)).replace("`", ""), row[index + 1 :], 0, context)
    elif not has_digit(block.passage.text):
        return
    elif started and block.kind != "fence" and (told := _KIND_RUNS.match(block.passage.text)):
        yield from _answers(context.running, (block.passage,), told.end(), context)
    elif block.kind == "fence":
        yield from _in_fence(block.passage.lines(), context)
    else:
        spans = list(_CODE.finditer(block.passage.text))
        starts = [span for span in spans if typed(span[0].strip("`"), "")]
        if len(starts) == 1:
            entered = "\n".join(span[0].strip("`") for span in spans if span.start() <= starts[0].start())
            yield from _told(entered, (block.passage,), starts[0].end(), context)


def _in_fence(lines: Sequence[Passage], context: Context) -> Iterator[Claim]:
    entered = ""
    for line, below in zip(lines, (*lines[1:], None), strict=True):
        above = below is not None and _COMMENT.match(line.text) is not None
        command = below.text if above and below else line.text
        if _may_tell(command) and has_digit(line.text):
            yield from _told(f"{entered}\n{command}", (line,), 0 if above else -1, context, len(entered) + 1)
        if "cd " in line.text or "clone" in line.text:
            entered = f"{entered}\n{line.text}"[-_LONGEST_WAY:]


def _may_tell(text: str) -> bool:
    """Whether a command can stand in it at all."""
    return " dev" in text or "run " in text or "make " in text or " st" in text or "just " in text


def _told(command: str, places: Iterable[Passage], start: int, context: Context, offset: int = 0) -> Iterator[Claim]:
    """The one local address in `places` behind the one script of a command; `start` -1 is where the command ends."""
    scripts = typed(command, folder_of(context.path))
    if len({one.script for one in scripts}) != 1 or not scripts[0].script:
        return
    yield from _answers(scripts[0].script, places, scripts[-1].end - offset if start < 0 else start, context)


def _answers(script: str, places: Iterable[Passage], start: int, context: Context) -> Iterator[Claim]:
    """The one local address behind `start` in the first of the places that has any."""
    found = [
        (passage, literal) for passage in places for literal in local(mask(passage.text)) if literal.start >= start
    ]
    if len({literal.low for _, literal in found}) != 1:
        return
    passage, literal = found[0]
    between = mask(passage.text)[start : literal.start]
    if len(between) > _FAR or (between.strip() and not _LEADS_THERE.search(between[-40:])) or ELSEWHERE.search(between):
        return
    yield make(
        context, passage, literal.value_start, literal.value_end, "port", str(literal.low), service=script, host="",
        port=literal.low, source=OPENED.name, statement=f"L{passage.line}",
    )  # fmt: skip


def local(text: str) -> Iterator[Literal]:
    """The ports of this machine that a text gives."""
    for literal in literals(text):
        here = literal.kind == "port" or address.reach(literal.host) == "loopback"
        if here and valid(literal.low) and literal.low == literal.high and literal.low not in (80, 443):
            yield literal
