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
    module = READING.get(name) if reading else None
    render: Render = import_module(f"consistency.report.{module or FORMATS[name]}").render
    return render
