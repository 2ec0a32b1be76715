"""Services of compose files by their names: those that commands on a page name, and those that a file has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.compose_command import named

_SHELL = frozenset(("", "bash", "sh", "shell", "zsh", "console", "shell-session", "terminal"))
_SPAN = lazily(r"`[^`\n]+`")
#: What has files of its own, which are not in this repository.
_ELSEWHERE = lazily(r"\bgit clone\b|\bwget\b|\bcurl\b[^\n]*(?:-[oO]\b|compose)|\bssh\s|\bcd \.\.")


def of_page(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of all compose services, each of the name that a command gives; none that the page itself defines."""
    if context.role != "canon" or context.modality != "stated" or "compose" not in text or _ELSEWHERE.search(text):
        return ()
    return tuple(
        make(
            context, passage, one.start, one.end, "call", one.name, service=exact.COMPOSED, host="",
            part=one.file.lstrip("./"), source=PROJECT, statement=f"L{passage.span(one.start, one.start).line}",
        )
        for passage in _commands(found)
        for one in named(passage.text)
        if f"{one.name}:" not in text
    )  # fmt: skip


def _commands(found: Sequence[Block]) -> Iterator[Passage]:
    """Lines of shells and spans of code, of what holds now."""
    above: list[tuple[int, str]] = []
    for block in found:
        if block.kind == "heading":
            above = [*(one for one in above if one[0] < block.level), (block.level, block.passage.text)]
        elif "compose" in block.passage.text and all(words.heading_modality(text) == "stated" for _, text in above):
            if block.kind == "fence" and block.info.strip().lower().split(" ")[0] in _SHELL:
                yield from block.passage.lines()
            elif block.kind in ("paragraph", "item"):
                yield from (block.passage.slice(*match.span()) for match in _SPAN.finditer(block.passage.text))


def of_config(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The same of the services that a compose file has, and in the namespace container of its containers."""
    return tuple(
        claim._replace(
            attribute="call", value=claim.quote, service=exact.COMPOSED, host="", part="",
            namespace="container" if claim.attribute == "container" else "host", source=PROJECT,
        )
        for claim in claims
        if claim.attribute in ("service", "container") and claim.source == "compose" and claim.role == "config"
    )  # fmt: skip
