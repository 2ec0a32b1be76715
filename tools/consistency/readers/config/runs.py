"""Containers that shell scripts, Makefiles and justfiles run: what `docker run` publishes, by the container's name.

Format: https://docs.docker.com/reference/cli/docker/container/run/
A run without `--name`, or with `--rm`, is somebody's try, or a test's, and says nothing. What is run by hand may differ
from what a compose file runs, so a script is an environment of its own.
"""

from __future__ import annotations

import re

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import variables
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.values.execline import Word, argv_of
from consistency.values.variable import UNKNOWN, fill

_RUN = lazily(
    r"^(?P<before>[ \t@-]*(?:(?:sudo|exec|if|!)[ \t]+)*)(?P<line>(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+)?(?:run|create)[ \t]"
    r"(?:[^\\\r\n]|\\(?:\r\n|\r|\n|.))*)",
    re.MULTILINE,
)
_ENDS = frozenset(("&&", "||", ";", "|", "&", "then"))


def read_runs(sheet: Sheet) -> Reading:
    """Claims of every named run; variables that the file itself sets are filled in."""
    sheet = sheet._replace(scope=sheet.scope or "script")
    values = {item.name: item.value for item in variables(sheet.text)}
    claims: list[Claim] = []
    for match in _RUN.finditer(sheet.text):
        words = _command(argv_of(match["line"]))
        name = fill(_name(words), values).text
        if name and UNKNOWN not in name and not any(word.text == "--rm" for word in words):
            claims += listen_claims(sheet, words, values, match.start("line"), service=name)
    return Reading(tuple(dict.fromkeys(claims)))


def _command(words: list[Word]) -> list[Word]:
    """The words of the first command of a line."""
    end = next((index for index, word in enumerate(words) if word.text in _ENDS), len(words))
    return words[:end]


def _name(words: list[Word]) -> str:
    for index, word in enumerate(words):
        if word.text.startswith("--name="):
            return word.text.removeprefix("--name=")
        if word.text == "--name" and index + 1 < len(words):
            return words[index + 1].text
    return ""
