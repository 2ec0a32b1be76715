"""After a snapshot was written: what it contradicts in the documents."""

from __future__ import annotations

from pathlib import Path

import click


def contradicted(top: Path, written: tuple[Path, ...]) -> bool:  # noqa: ARG001 - the engine is still to come
    """Say which findings rest on the snapshots just written; whether one of them blocks."""
    click.echo("`consistency report` holds it against the documents.")
    return False
