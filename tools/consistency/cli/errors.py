"""How a run ends that did not go well: one sentence, and the right exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterable, Sequence

import click

BLOCKS, USAGE, FAULT, INTERRUPTED, READER_GONE = 1, 2, 3, 130, 141

#: A disk that takes nothing more is nobody's fault here.
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)

#: The errors that are the user's to mend, by class: named, so that no room is imported to tell them from ours.
KNOWN = (
    "consistency.config.settings.ConfigError",
    "consistency.tree.source.TreeError",
    "consistency.ledger.append.LedgerError",
    "consistency.evidence.bundle.BundleError",
)


class Unusable(click.ClickException):
    """Something that the user gave and that a verb cannot use: one sentence with a way out."""

    exit_code = USAGE


def guess(word: str, known: Iterable[str]) -> str:
    """`; did you mean "check"?`, or nothing. Case is no difference."""
    import difflib

    words = {each.casefold(): each for each in known}
    close = difflib.get_close_matches(word.casefold(), words, 1)
    return f'; did you mean "{words[close[0]]}"?' if close else ""


def usage(problem: click.ClickException) -> int:
    """Says what is wrong with the words of the command line, and where its help is."""
    context = getattr(problem, "ctx", None)
    command = context.command_path if context else "consistency"
    help_hint = f" (help: {command} -h)" if isinstance(problem, click.UsageError) else ""
    _say(f"{command}: {problem.format_message()}{help_hint}")
    return USAGE


def failed(error: Exception, argv: Sequence[str]) -> int:
    """A known error is told in its own sentence; any other is our fault: its traceback goes to a file."""
    if any(f"{kind.__module__}.{kind.__qualname__}" in KNOWN for kind in type(error).__mro__):
        _say(f"consistency: {error}")
        return USAGE
    if isinstance(error, OSError) and error.errno in _FULL:
        reader_gone()
        _say(f"consistency: {error.strerror}: not everything could be written")
        return USAGE
    text = _traceback(error, argv)
    try:
        file = _kept(text)
    except OSError:
        sys.stderr.write(text)
        file = "above"
    _say(
        f"consistency: a fault of ours ({type(error).__name__}), not of your documents; "
        f"the traceback is in {file}, please report it"
    )
    return FAULT


def reader_gone() -> int:
    """Whoever read our output has closed it (`| head`): nothing more can be said, and Python shall not try at exit."""
    with contextlib.suppress(OSError, ValueError):  # a stream without a file behind it needs no silence
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return READER_GONE


def _traceback(error: Exception, argv: Sequence[str]) -> str:
    import platform
    import traceback

    from consistency import __version__

    head = f"consistency {__version__}, Python {platform.python_version()}, {platform.platform()}\n{list(argv)!r}\n\n"
    return head + "".join(traceback.format_exception(error))


def _kept(text: str) -> str:
    import tempfile

    handle, file = tempfile.mkstemp(prefix="consistency-fault-", suffix=".log")
    with open(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
        log.write(text)
    return file


def _say(sentence: str) -> None:
    """One line on standard error; what documents or paths put into it cannot steer a terminal."""
    from consistency.report.safe import line

    print(line(sentence), file=sys.stderr)
