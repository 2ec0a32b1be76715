"""The formats by name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from consistency.model.run import Run
    from consistency.report.options import Options

    Render = Callable[[Run, Options], str]

#: Name as `--format` takes it, and the module of this room whose `render(run, options)` writes it.
FORMATS = {
    "text": "text",
    "json": "json",
    "markdown": "markdown",
    "pr-comment": "pr_comment",
    "sarif": "sarif",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "html": "html",
}

#: What a format means where the run is to be read as a whole, not acted on finding by finding.
READING = {"text": "reading"}

#: Modules that tell of every host and service, also of those about which nobody disagrees: they want all facts.
_TELLING = frozenset({"reading", "markdown", "html"})

#: What `--output FILE` means by the file's ending where no format is named.
ENDINGS = {
    ".txt": "text",
    ".json": "json",
    ".md": "markdown",
    ".sarif": "sarif",
    ".xml": "junit",
    ".html": "html",
}


def load(name: str, reading: bool = False) -> Render:
    """The format's function; only its own module is imported. Raises KeyError for a name that is none."""
    render: Render = import_module(f"consistency.report.{_module(name, reading)}").render
    return render


def tells_all(name: str, reading: bool = False) -> bool:
    """Whether the format needs a run with the facts of all documents."""
    return _module(name, reading) in _TELLING


def _module(name: str, reading: bool) -> str:
    return READING[name] if reading and name in READING else FORMATS[name]
