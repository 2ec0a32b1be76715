"""`consistency history`: the life of a service's statements, and of every contradiction, through the commits."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from consistency.cli.errors import Unusable, guess
from consistency.cli.options import HELP, color, colored, day, directory, formats, today
from consistency.cli.output import emit, sinks

if TYPE_CHECKING:
    from consistency.engine.history import Drifts, Lives
    from consistency.engine.past import Past, State


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency history "Open WebUI"    what each document stated, from when to when
  consistency history Mini:3000       the same for a host's port
  consistency history --drift         every contradiction that arose, and for how long it stood
""",
)
@click.argument("about", metavar="[SERVICE|HOST:PORT]", required=False)
@click.option("--drift", is_flag=True, help="Every contradiction: who brought it in, how many days it stood.")
@click.option("--rev", metavar="REV", default="HEAD", help="The history of this revision; the default is HEAD.")
@today
@formats("text", "json")
@color
@directory
def command(about: str | None, drift: bool, rev: str, today: datetime.date | None, **options: Any) -> int:
    """Show the life of a service's claims through the commits of the branch."""
    from consistency.engine.history import Drifts, Lives, subject
    from consistency.engine.past import past

    if not about and not drift:
        raise Unusable("history of what? Name a service or host:port, or give --drift for every contradiction")
    where = sinks(options["formats"], options["outputs"], known=("text", "json"))
    found = past(options.get("directory") or ".", rev)
    lives = Lives(subject(about)) if about else None
    drifts = Drifts()
    _walk(found, lives, drifts)
    if lives is not None and not lives.statements():
        near = guess(about or "", sorted(lives.names))
        raise Unusable(f"no commit states anything about {about}{near} (`consistency claims` lists what is stated now)")
    _print(where, found, about or "", lives if not drift else None, drifts, day(today), colored(options.get("color")))
    return 0


def _walk(found: Past, lives: Lives | None, drifts: Drifts) -> None:
    with _shown(found) as states:
        for state in states:
            if lives is not None:
                lives.see(state)
            drifts.see(state, [one for one in state.findings if lives is None or lives.concerns(one)])


@contextmanager
def _shown(found: Past) -> Iterator[Iterator[State]]:
    """The states, with a bar on a terminal: what is read stays readable where standard error goes to a file."""
    if not sys.stderr.isatty():
        yield found.states()
        return
    with click.progressbar(
        found.states(), length=len(found.commits), label="reading commits", file=sys.stderr
    ) as states:
        yield iter(states)


def _print(
    where: Any, found: Past, about: str, lives: Lives | None, drifts: Drifts, today: datetime.date, color: bool
) -> None:
    from consistency.cli import history_shown as shown

    statements = lives.statements() if lives is not None else ()
    told = shown.Told(about, found.commits, statements, drifts.lives(), today)
    emit(where, lambda name: shown.text(told, color) if name == "text" else shown.json(told))
