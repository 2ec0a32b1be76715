"""Where each format goes: standard output, or files."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from consistency.cli.errors import Unusable, guess
from consistency.report.formats import ENDINGS, FORMATS


class Sink(NamedTuple):
    """One format and the file that it goes to; None is standard output."""

    format: str
    file: str | None


def sinks(
    formats: Sequence[str], outputs: Sequence[str], default: str = "text", known: Sequence[str] = tuple(FORMATS)
) -> tuple[Sink, ...]:
    """What to write where.

    Each --output takes the format that it names (`sarif:out.sarif`), else the one --format given, else what its
    ending means. Formats that no file took go to standard output: with none given, that is `default`. So
    `--format json --output x.json` prints nothing, and `--output x.sarif` still prints the text.
    Raises Unusable for a file whose format nobody can tell, and for two outputs to one file.
    """
    waiting = list(formats)
    found: list[Sink] = []
    for output in outputs:
        format_, file = _named(output, known)
        format_ = format_ or _meant(file, waiting, formats, known)
        if any(file == other.file for other in found):
            raise Unusable(f"--output names {file} twice: give each format a file of its own")
        found.append(Sink(format_, file))
        if format_ in waiting:
            waiting.remove(format_)
    if not formats and default not in [sink.format for sink in found]:
        waiting.append(default)
    return (*(Sink(format_, None) for format_ in dict.fromkeys(waiting)), *found)


def _named(output: str, known: Sequence[str]) -> tuple[str, str]:
    before, colon, behind = output.partition(":")
    return (before, behind) if colon and behind and before in known else ("", output)


def _meant(file: str, waiting: Sequence[str], given: Sequence[str], known: Sequence[str]) -> str:
    ending = ENDINGS.get(Path(file).suffix.lower(), Path(file).suffix.lower().lstrip("."))
    if ending in waiting:
        return ending
    if len(given) == 1:
        return given[0]
    if ending in known and not waiting:
        return ending
    raise Unusable(
        f"what shall {file} hold? Say it as --output {waiting[0] if waiting else known[0]}:{file}{guess(ending, known)}"
    )


def emit(where: Sequence[Sink], render: Callable[[str], str]) -> None:
    """Write each format; `render` is asked once a format. Raises Unusable for a file that cannot be written."""
    texts: dict[str, str] = {}
    for format_, file in where:
        text = texts.get(format_)
        if text is None:
            text = texts[format_] = render(format_)
        if file is None:
            sys.stdout.write(text if text.endswith("\n") or not text else text + "\n")
        else:
            _write(file, text)


def _write(file: str, text: str) -> None:
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise Unusable(f"{file} cannot be written: {error.strerror or error}") from None
