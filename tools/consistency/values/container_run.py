"""Containers that a shell text runs by name: `docker run --name feeds -p 8070:8080 acme/feeds`.

Format: https://docs.docker.com/reference/cli/docker/container/run/
A run without `--name`, or with `--rm`, is somebody's try, or a test's, and says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise, takewhile
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.execline import Word, argv_of
from consistency.values.variable import UNKNOWN, fill

_RUN = lazily(
    r"^[ \t@-]*(?:\$[ \t]+)?(?:(?:sudo|exec|if|!)[ \t]+)*"
    r"(?P<line>(?:docker|podman|nerdctl)[ \t]+(?:container[ \t]+)?(?:run|create)[ \t](?:[^\\\r\n]|\\(?:\r\n|\r|\n|.))*)",
    re.MULTILINE,
)
#: Options without a value.
_SWITCHES = frozenset(
    "--detach --interactive --tty --init --privileged --read-only --rm --publish-all --no-healthcheck --oom-kill-disable --sig-proxy".split()
)
_SHORT_SWITCHES = lazily(r"-[ditqP]+")
_ENDS = frozenset(("&&", "||", ";", "|", "&", "then"))


class ContainerRun(NamedTuple):
    """One command: the container's name, its words with their places in the command, and where that begins."""

    name: str
    argv: list[Word]
    start: int


def container_runs(text: str, values: Mapping[str, str]) -> Iterator[ContainerRun]:
    """Every named run of a text; variables in names are filled in by `values`, those that stay unknown leave it out."""
    for run in every_run(text):
        name = fill(run.name, values).text
        if name and UNKNOWN not in name and not any(word.text == "--rm" for word in run.argv):
            yield run._replace(name=name)


def every_run(text: str) -> Iterator[ContainerRun]:
    """Every run of a text, with its name as written, "" for none."""
    for match in _RUN.finditer(text):
        argv = list(takewhile(lambda word: word.text not in _ENDS, argv_of(match["line"])))
        yield ContainerRun(_name(argv), argv, match.start("line"))


def image(argv: list[Word]) -> str:
    """The image that a run starts: the first word that is neither an option nor the value of one, "" for none."""
    words = iter(word.text for word in argv[2:])
    for text in words:
        if not text.startswith("-"):
            return "" if "$" in text or text in ("run", "create") else text
        if "=" not in text and text not in _SWITCHES and not _SHORT_SWITCHES.fullmatch(text):
            next(words, "")
    return ""


def _name(argv: list[Word]) -> str:
    joined = next((word.text for word in argv if word.text.startswith("--name=")), "")
    apart = next((value.text for flag, value in pairwise(argv) if flag.text == "--name"), "")
    return joined.removeprefix("--name=") or apart
