"""Containers that commands of Docker and Podman name: `docker exec -it web sh`, `docker logs -f web`.

Format: https://docs.docker.com/reference/cli/docker/container/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.compose_command import BLANK
from consistency.values.execline import Word, argv_of

_COMMAND = lazily(r"(?<![\w./-])(?P<line>(?:docker|podman)[ \t]+(?!compose\b)[^\\\r\n`|;&<>#\"'$(){}]*)")
#: Those that take containers which have to be there; of the last ones the first word alone is one.
_LISTING = frozenset("logs restart stop start kill inspect top stats pause unpause".split())
_FIRST = frozenset(("exec", "logs", "attach", "port", "top"))
#: Options with a value in a word of its own.
_VALUED = frozenset(
    """-e --env -u --user -w --workdir --env-file --detach-keys -n --tail --since --until -t --time --timeout -s --signal -f --format --type""".split()
)
_SWITCHES = frozenset((("exec", "-t"), ("logs", "-t"), ("logs", "-f"), ("stats", "-t")))
_NAME = lazily(r"(?=[^g-zG-Z_-]*[g-zG-Z_-])[a-zA-Z0-9](?:[\w.-]*[a-zA-Z0-9])?")


class Named(NamedTuple):
    """A container, with its place in the text."""

    name: str
    start: int
    end: int


def named(text: str) -> Iterator[Named]:
    """Every container that a command of the text names; no identifiers, and nothing that stands for a name."""
    for match in _COMMAND.finditer(text) if "docker" in text or "podman" in text else ():
        words = argv_of(match["line"])[1:]
        if words and words[0].text == "container":
            words = words[1:]
        if words and words[0].text in _LISTING | _FIRST:
            for word in _of(words[0].text, words[1:]):
                start, end = word.place(0, len(word.text))
                yield Named(word.text, match.start("line") + start, match.start("line") + end)


def _of(command: str, words: list[Word]) -> Iterator[Word]:
    before = ""
    for word in words:
        option, before = before, word.text
        if word.text.startswith("-") or (option in _VALUED and (command, option) not in _SWITCHES):
            continue
        if not _NAME.fullmatch(word.text) or BLANK.fullmatch(word.text.lower()):
            return  # a blank, or a sentence that goes on
        yield word
        if command in _FIRST:
            return
