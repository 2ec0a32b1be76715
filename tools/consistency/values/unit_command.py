"""Units of systemd that commands name: `systemctl --user restart web`, `journalctl -fu web.service`.

Formats: https://www.freedesktop.org/software/systemd/man/latest/systemctl.html,
https://www.freedesktop.org/software/systemd/man/latest/journalctl.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.execline import Word, argv_of

_COMMAND = lazily(r"(?<![\w./-])(?P<line>(?:systemctl|journalctl)[ \t][^\\\r\n`|;&<>#\"'$(){}]*)")
#: Those that take units which have to be there.
_VERBS = frozenset(
    """start stop restart reload status enable disable is-active is-enabled is-failed try-restart reload-or-restart cat show edit mask unmask reenable
    reset-failed list-dependencies""".split()
)
#: Options with a value in a word of its own.
_VALUED = frozenset(
    """-H --host -M --machine -p --property -t --type --state -n --lines -o --output -s --signal --kill-whom --root --image -S --since -U --until -b --boot -g --grep
    -p --priority --job-mode""".split()
)
_UNIT = lazily(r"-(?:[a-zA-Z]*u|-unit|-user-unit)(?P<inline>=.+)?")
_NAME = lazily(r"(?P<name>[A-Za-z][\w.-]*\w)(?:@[\w.-]*)?(?:\.service)?")
#: What is no service of its own kind, and what stands for a name.
_OTHER = lazily(
    r".*\.(?:timer|socket|target|path|mount|automount|slice|scope|device|swap)|(?:your|my|the)[-_].*|(?:service|unit)(?:[-_]?name)?|name|foo|bar"
)


class Named(NamedTuple):
    """A unit without its suffix and its instance, with its place in the text."""

    name: str
    start: int
    end: int


def plain(unit: str) -> str:
    """`web` for `web.service`, `web@1.service`; "" for what is no name of a service."""
    match = _NAME.fullmatch(unit.removesuffix(".service"))
    return match["name"].lower() if match and not _OTHER.fullmatch(unit.lower()) else ""


def named(text: str) -> Iterator[Named]:
    """Every service that a command of the text names, blanks left out."""
    for match in _COMMAND.finditer(text) if "ctl" in text else ():
        first, *words = argv_of(match["line"])
        for word in _of_journal(words) if first.text == "journalctl" else _of_control(words):
            if name := plain(word.text):
                start, end = word.place(0, len(word.text))
                yield Named(name, match.start("line") + start, match.start("line") + end)


def _of_control(words: list[Word]) -> Iterator[Word]:
    verb = before = ""
    for word in words:
        option, before = before, word.text
        if option in _VALUED or word.text.startswith("-"):
            continue
        if verb:
            yield word
        elif word.text not in _VERBS:
            return
        verb = verb or word.text


def _of_journal(words: list[Word]) -> Iterator[Word]:
    before = ""
    for word in words:
        option, before = before, word.text
        match = _UNIT.fullmatch(word.text)
        if match and match["inline"]:
            yield word.part(match.start("inline") + 1)
        elif _UNIT.fullmatch(option) and not word.text.startswith("-"):
            yield word
