"""Containers that shell scripts, Makefiles and justfiles run: what they publish, by the container's name; and targets.

What is run by hand may differ from what a compose file runs, so a script is an environment of its own.
"""

from __future__ import annotations

from consistency.model.claim import Claim, Reading
from consistency.readers.config.assignment import variables
from consistency.readers.config.images import by_product, product
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.starts import read_starts
from consistency.readers.config.targets import read_targets
from consistency.values.container_run import container_runs, image


def read_runs(sheet: Sheet) -> Reading:
    """Claims of every named run; variables that the file itself sets are filled in."""
    sheet = sheet._replace(scope=sheet.scope or "script")
    values = {item.name: item.value for item in variables(sheet.text)}
    claims: list[Claim] = []
    for run in container_runs(sheet.text, values):
        said = listen_claims(sheet, run.argv, values, run.start, service=run.name)
        claims += (*said, *by_product(said, run.name, product(image(run.argv))))
    claims += read_starts(sheet, values)
    claims += read_targets(sheet)
    return Reading(tuple(dict.fromkeys(claims)))
