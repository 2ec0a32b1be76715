"""Containers that shell scripts, Makefiles and justfiles run: what they publish, by the container's name; and targets.

What is run by hand may differ from what a compose file runs, so a script is an environment of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.readers.config.assignment import variables
from consistency.readers.config.images import by_product, product
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.starts import read_starts
from consistency.readers.config.targets import read_targets
from consistency.values import exact
from consistency.values.container_run import ContainerRun, container_runs, image


def read_runs(sheet: Sheet) -> Reading:
    """Claims of every named run; variables that the file itself sets are filled in."""
    sheet = sheet._replace(scope=sheet.scope or "script")
    values = {item.name: item.value for item in variables(sheet.text)}
    claims: list[Claim] = []
    for run in container_runs(sheet.text, values):
        said = listen_claims(sheet, run.argv, values, run.start, service=run.name)
        claims += _named(sheet, run)
        claims += (*said, *by_product(said, run.name, product(image(run.argv))))
    claims += read_starts(sheet, values)
    claims += read_targets(sheet)
    return Reading(tuple(dict.fromkeys(claims)))


def _named(sheet: Sheet, run: ContainerRun) -> Iterator[Claim]:
    """The name of what is run, for commands that ask for it."""
    for word in run.argv:
        if run.name and word.text in (run.name, f"--name={run.name}"):
            start, end = (
                run.start + offset for offset in word.part(len(word.text) - len(run.name)).place(0, len(run.name))
            )
            yield sheet.claim(
                "call", run.name, start, end, service=exact.COMPOSED, source=PROJECT, namespace="container", scope=""
            )
            return
