"""What a page gives Prometheus to scrape: the job of a program, and the port at which its metrics are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.port import valid

SIGN = "job_name"
_HEADING = lazily(
    r"\W*(?:prometheus )?(?:scrape[- ]?(?:targets?|jobs?|configs?|ziele)|what (?:is|gets) scraped)\W*", re.IGNORECASE
)
_JOB = lazily(r"^[ \t]*(?:-[ \t]+)?job_name:[ \t]*[\"']?(?P<job>[A-Za-z][\w-]*)[\"']?[ \t]*$")
_TARGET = lazily(
    r"^[ \t]*-?[ \t]*(?:targets:[ \t]*\[[ \t]*)?[\"']?[A-Za-z<][\w.<>-]*:(?P<port>[1-9]\d{1,4})[\"']?[ \t]*\]?[ \t]*(?:#.*)?$"
)


def read(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of each job that has one target, of the program that the job is named after, among its metrics."""
    if context.role != "canon" or context.modality != "stated":
        return
    job, targets = "", list[tuple[Passage, tuple[int, int]]]()
    for line in (*passage.lines(), None):
        named = _JOB.match(line.text) if line else None
        if line is None or named:
            if len(targets) == 1 and job:
                yield from _claims(*targets[0], job, context)
            job, targets = named["job"] if named else "", []
        elif target := _TARGET.match(line.text):
            targets.append((line, target.span("port")))


def _claims(line: Passage, place: tuple[int, int], job: str, context: Context) -> Iterator[Claim]:
    port = int(line.text[slice(*place)])
    if not valid(port):
        return
    said = make(
        context, line, *place, "port", str(port), service=f"{job} metrics", host="", port=port, namespace="", part="metrics",
        source="fence", statement=f"L{line.line}",
    )  # fmt: skip
    yield said
    yield said._replace(service=exact.scraped(job), part="", namespace="container", source=PROJECT)


def below(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, ports of lists below a heading over what is scraped as those of metrics."""
    return [
        claim._replace(part="metrics")
        if claim.attribute == "port"
        and not claim.part
        and claim.source == "bullet"
        and _HEADING.fullmatch(claim.section.rpartition(" > ")[2])
        else claim
        for claim in claims
    ]
