"""Services of compose files that commands on a page name: `docker compose logs web`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import in_force
from consistency.values import exact
from consistency.values.compose_command import named

_SHELL = frozenset(("", "bash", "sh", "shell", "zsh", "console", "shell-session", "terminal"))
#: A service, where the page shows a file itself.
_KEY = lazily(r"(?m)^[ \t]*(?P<name>[\w.-]+):")
_SPAN = lazily(r"`[^`\n]+`")
#: What is fetched has files of its own, which are not in this repository.
FETCHED = lazily(r"\bgit clone\b|\bwget\b|\bcurl\b[^\n]*(?:-[oO]\b|compose)")
#: How a path begins that says from where it counts.
_FROM = lazily(r"^(?:\.{1,2}/)+")


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all compose services, each of the name that a command gives, `part` the file; none of those that the
    page itself defines."""
    if context.role != "canon" or context.modality != "stated" or "compose" not in text or FETCHED.search(text):
        return ()
    own = {match["name"] for match in _KEY.finditer(text)}
    return tuple(
        make(
            context, passage, one.start, one.end, "call", one.name, service=exact.COMPOSED, host="",
            part=_FROM.sub("", one.file), source=PROJECT, statement=f"L{passage.span(one.start, one.start).line}",
        )
        for block in in_force(found, "compose")
        for passage in commands(block)
        for one in named(passage.text)
        if one.name not in own
    )  # fmt: skip


def commands(block: Block) -> Iterator[Passage]:
    """The lines of a shell, and spans of code."""
    if block.kind == "fence" and block.info.strip().lower().split(" ")[0] in _SHELL:
        yield from block.passage.lines()
    elif block.kind in ("paragraph", "item"):
        yield from (block.passage.slice(*match.span()) for match in _SPAN.finditer(block.passage.text))
