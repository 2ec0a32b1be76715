"""Addresses of machines in config: those of its lists, and those that it gives in passing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.named_address import MOST, is_one, named

#: A setting that nobody has switched on.
_SETTING = lazily(r"\s*(?:#|;|//)\s*(?:-\s+)?[A-Za-z][\w.-]*\s*[:=]")


def of_config(sheet: Sheet) -> tuple[Claim, ...]:
    """call claims of the addresses in a file, and of what is asked for behind them: behind a key or a name, before a name in
    lists of hosts; `part` has the name."""
    told: list[Claim] = []
    for row, start in enumerate(sheet.starts):
        end = sheet.starts[row + 1] if row + 1 < len(sheet.starts) else len(sheet.text)
        line = sheet.text[start:end]
        told += [
            sheet.claim(
                "call", one.ip, start + one.start, start + one.end, service=exact.addresses(one.ip),
                part=one.names, namespace="", source=PROJECT,
            )._replace(modality="negated" if one.aside else "stated")
            for one in (named(line, False) if "." in line and not _SETTING.match(line) else ())
        ]  # fmt: skip
    return tuple(told) if sum(claim.modality == "stated" for claim in told) <= MOST else ()


def of_lists(claims: Iterable[Claim]) -> Iterator[Claim]:
    """What lists of machines say of it: `namespace` is host, and `part` the machine."""
    for claim in claims:
        if claim.attribute == "address" and claim.host and claim.role in ("canon", "config") and is_one(claim.value):
            yield claim._replace(
                attribute="call", service=exact.addresses(claim.value), host="", part=claim.host,
                namespace="host", source=PROJECT,
            )  # fmt: skip
