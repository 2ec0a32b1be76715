"""Columns of bare numbers: ports of services, or sizes, counts and the jacks of a switch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.name import PARTS, shown
from consistency.model.pattern import lazily
from consistency.readers.headers import Column
from consistency.values.port import HIGHEST, is_placeholder

_MEASURED = lazily(
    r"\b(?:context|tokens?|limits?|size|timeout|count|max\w*|min\w*|memory|ram|vram|[mgk]i?b|ms|seconds?|r[pq]s|qps|price|cost|years?|version|ids?|code|"
    r"requests?|users?|stars|lines|loc|dim\w*|budget|rate|interval|total|points?|score|length|window|params|width|height|rows|records|avg|mean|p\d\d)\b",
    re.IGNORECASE,
)
#: What is spoken at a port of a service, which heads a column of these; and what such a header may be taken for.
_SPOKEN = frozenset("http https tcp udp rest".split())
_OPEN = frozenset(("", "value", "status", "health", "env", "purpose", "service", "property"))
#: Headers over ports, where there is one for each side.
_SIDES = {
    **dict.fromkeys(
        (
            "inside",
            "internal",
            "intern",
            "innen",
            "dentro",
            "interne",
            "in container",
            "in the container",
            "in its container",
        ),
        "container",
    ),
    **dict.fromkeys(("outside", "external", "extern", "außen", "fuera", "externe", "published"), "host"),
}
_ASIDE = lazily(r"\([^()]*\)")
_BEGINS = lazily(r":?[1-9]\d{1,4}(?![\w.-])")
_YEAR = lazily(r"(?:19[89]|20[0-4])\d(?:-\d\d){0,2}")
_NUMBER = lazily(r":?[1-9]\d{1,4}")
_PORT_ALONE = lazily(r"^:?[1-9]\d{3,4}$")
#: What a published port is bound to, and what a row says that has none, or the other side's.
_BOUND = lazily(r"^(?:127\.0\.0\.1|0\.0\.0\.0|localhost|\*):(?=\d)")
_NOT = lazily(r"(?:not |un)published|not exposed|internal(?: only)?|same", re.IGNORECASE)
#: What may stand behind a port that is all its cell holds.
_BEHIND = lazily(r"[ ]?/?[ ]?(?:tcp|udp|sctp)\b|[ ]\([^()]*\)|(?<=\d)[-–]\d{2,5}", re.IGNORECASE)


def are_ports(texts: Sequence[str], header: str) -> bool:
    """Whether bare numbers are ports: no sizes, not all of them multiples of 256 or years, nothing measured or counted."""
    if not all(_PORT_ALONE.match(text) for text in texts) or _MEASURED.search(header):
        return False
    if all(_YEAR.fullmatch(text) for text in texts) or any(int(text.lstrip(":")) > HIGHEST for text in texts):
        return False
    return not all(int(text.lstrip(":")) % 256 == 0 for text in texts)


def holds_numbers(table: Table, index: int) -> bool:
    """Whether a column holds ports and nothing else, `9125/udp`, two at least, most of them of four digits."""
    texts = [_BEHIND.sub("", mask(row[index].text)).strip() for row in table.rows if index < len(row)]
    ports = [_BOUND.sub("", text) for text in texts if not is_placeholder(text) and not _NOT.fullmatch(text)]
    ports = [number for text in ports for number in re.split(r",\s+", text)]
    long = sum(_PORT_ALONE.match(text) is not None for text in ports)
    return len(ports) > 1 and long * 2 > len(ports) and all(_NUMBER.fullmatch(text) for text in ports)


def side_by_word(table: Table, index: int) -> str:
    """host or container, of a column headed `Inside` or `Outside (dev only)` of which most cells begin with ports; else "".

    Where the other side says of a port what it is for, `15672 (UI only)`, the one inside may be for something else.
    """
    sides = [_SIDES.get(_ASIDE.sub("", mask(cell.text)).strip().lower(), "") for cell in table.header]
    other = next((i for i, side in enumerate(sides) if side and side != sides[index]), -1)
    if not sides[index] or other < 0:
        return ""
    if sides[index] == "container" and any("(" in row[other].text for row in table.rows if other < len(row)):
        return ""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    said = [text for text in texts if not is_placeholder(text)]
    begins = len(said) > 1 and sum(_BEGINS.match(text) is not None for text in said) * 2 > len(said)
    return sides[index] if begins else ""


def lists_ports(table: Table, index: int) -> bool:
    """Whether most cells, `4000`, `80, 443`, hold ports alone, and no address: what somebody listens on, not where."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    said = [text for text in texts if not is_placeholder(text)]
    listed = [text for text in said if all(map(_NUMBER.fullmatch, re.split(r"[\s,/]+", text)))]
    return len(listed) * 2 > len(said) and sum(len(text) > 3 for text in listed) * 2 >= len(listed)


def are_no_ports(table: Table, index: int) -> bool:
    """Whether what a column headed as one of ports holds is something else."""
    return _are_jacks(table, index) or _are_years(table, index)


def _are_jacks(table: Table, index: int) -> bool:
    """Ports of a switch, or how many a hub has: none above 52, and most of one digit or little more."""
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    if not texts or not all(len(text) < 3 for text in texts):
        return False
    numbers = [int(text) for text in texts if text.isdecimal()]
    return len(numbers) > 1 and max(numbers) <= 52 and sum(number < 20 for number in numbers) * 2 > len(numbers)


def _are_years(table: Table, index: int) -> bool:
    """`Published` over nothing but years or dates: when each row came out. A header that says port means ports."""
    if "port" in table.header[index].text.lower():
        return False
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row)]
    texts = [text for text in texts if not is_placeholder(text)]
    return bool(texts) and all(_YEAR.fullmatch(text) for text in texts)


def with_default_ports(columns: list[Column], table: Table) -> list[Column]:
    """Every column headed with a part or a protocol (`Frontend`, `HTTP | gRPC | Metrics`) that holds nothing but ports.

    Where there is none, and no port column, the first one headed with some other word (`Default`, `Current`) that does.
    """
    roles = [c.role for c in columns]
    if "service" not in roles:
        return columns
    heads = [shown(mask(cell.text)).lower() for cell in table.header]
    behind = roles.index("service")
    spoken = [i for i in range(behind + 1, len(columns)) if heads[i] in PARTS or heads[i] in _SPOKEN]
    ends = [i for i in spoken if columns[i].role in _OPEN and _are_all_ports(table, i, 1)]
    if any(_are_all_ports(table, i) for i in ends):
        return [
            Column("port", part=PARTS.get(heads[i], ""), modality=c.modality) if i in ends else c
            for i, c in enumerate(columns)
        ]
    for index, c in enumerate(columns if "port" not in roles else ()):
        if c.role in ("", "value", "status") and _are_all_ports(table, index):
            columns[index] = Column("port", modality=c.modality)
            if c.modality != "retired":
                break
    return columns


def _are_all_ports(table: Table, index: int, least: int = 2) -> bool:
    texts = [mask(row[index].text).strip() for row in table.rows if index < len(row) and row[index].text.strip()]
    texts = [text for text in texts if not is_placeholder(text)]
    return len(texts) >= least and are_ports(texts, table.header[index].text)
