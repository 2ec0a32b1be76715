"""Allocation: range tables, headings and bullets that give a port range to something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import confined, words
from consistency.readers.context import Context, make, range_in
from consistency.readers.headers import Column, column
from consistency.readers.table import TableReading
from consistency.values.port import HIGHEST, cell_ports, holds_range, is_placeholder, valid

_PORTS = lazily(r"\bports?\b|端口|ポート|포트|порт|\bpuertos?\b|\bportas?\b", re.IGNORECASE)
_AVAILABLE = lazily(
    r"\b(available|free|unused|unassigned|unallocated|next(?!\s+(?!up\b|in\b|one\b|slot\b|number\b|(?:\w+\s+)?(?:free|open|ports?\b))\w)|spare|open for|livres?|libres?|liber[aăe]?|frei(?:e[rsn]?)?|свободн\w*)\b|未使用|未分配|空闲|空き",
    re.IGNORECASE,
)
_SPAN = lazily(r"\branges?\b", re.IGNORECASE)
_SHORTHAND = lazily(r"(?<![\w.])([1-9]\d{0,3})([xX]{1,4})(?![\w])")
_MEMBER = lazily(r"[^,;/+&()]+(?:\([^()]*\))?")
#: A port, or another range, beside a range; and what makes all of them no limit.
_BESIDE = lazily(
    r"(?:(?<=[(,])|(?<=[+&]))\s*(?P<low>[1-9]\d{3,4})(?:\s?[-–]\s?(?P<high>[1-9]\d{3,4}))?(?=\s*(?:[+&,)]|and\b|und\b))"
)
_OPEN_ENDED = lazily(
    r"\b(?:whatever|anything|mostly|usually|roughly|default(?:s|ports)?|others?|etc|except|or so)\b", re.IGNORECASE
)
_LOOSE = lazily(r"\b(etc|other|others|more|misc|various|and so on)\b\.?", re.IGNORECASE)


#: What is done to find one, and a function for it.
_LOOKS_FOR = lazily(
    r"\W*(?:\w+\.\w|(?:\w+ )?(?:find|check|get|take|takes|pick|choose|use|grab|nimm|wähle|ensure|verify|if|when)\b)",
    re.IGNORECASE,
)


def is_available(label: str) -> bool:
    """The words announce ports that nobody has."""
    return _AVAILABLE.search(label) is not None and _LOOKS_FOR.match(label) is None


def speaks_of_ports(text: str) -> bool:
    return _PORTS.search(text) is not None or _SPAN.search(text) is not None


def is_range_table(table: Table, columns: list[Column], context: Context) -> bool:
    """A table that allocates: a range column, and ranges in it for most rows."""
    roles = [c.role for c in columns]
    if "range" in roles:
        return not ("port" in roles and "service" in roles) and (
            _is_of_ports(table, context) or _are_blocks(table, roles)
        )
    return _ranged(table, columns, context) >= 0


def _ranged(table: Table, columns: list[Column], context: Context) -> int:
    """The port column, or where the page speaks of ports one whose header says nothing, that holds ranges; -1 for none."""
    for index, c in enumerate(columns):
        if c.role != "port" and (c.role not in ("", "service") or not _is_of_ports(table, context)):
            continue
        texts = [row[index].text for row in table.rows if index < len(row)]
        ranged = sum(holds_range(mask(text)) for text in texts)
        if ranged * 2 > len(table.rows) and ranged > 1:
            return index
    return -1


def _is_of_ports(table: Table, context: Context) -> bool:
    """Whether the header, the headings, the paragraph above or the page's name speak of ports."""
    said = (*(cell.text for cell in table.header), context.section, context.lead, context.path.replace("_", " "))
    return any(_PORTS.search(text) for text in said)


def _are_blocks(table: Table, roles: list[str]) -> bool:
    """Most ranges are `3000-3099`, as ports are handed out and limits of parameters are not; or there is none yet."""
    at = _range_column(table, roles)
    texts = [mask(row[at].text) for row in table.rows if at < len(row) and row[at].text.strip()]
    blocks = sum(
        any(v.low >= 1000 and v.low % 10 == 0 and (v.high - v.low) % 10 == 9 for v in cell_ports(text))
        or _SHORTHAND.search(text) is not None
        for text in texts
    )
    return blocks * 2 > len(texts) or not texts


def read_range_table(table: Table, context: Context) -> TableReading:
    """Every row's ranges, for what its name cell says, and the members that its examples cell names."""
    columns = [column(mask(cell.text)) for cell in table.header]
    roles = [c.role for c in columns]
    at = _range_column(table, roles)
    names = [
        i
        for i, role in enumerate(roles)
        if role in ("service", "purpose", "property", "scope", "host", "container", "range", "") and i != at
    ]
    lists = [i for i in names if roles[i] == "purpose"] + [i for i, role in enumerate(roles) if role == "examples"]
    owner = names[0] if names else -1
    claims: list[Claim] = []
    rows = 0
    for row in table.rows:
        if at >= len(row):
            continue
        name = shown(mask(row[owner].text)) if 0 <= owner < len(row) else ""
        text = " | ".join(cell.text for cell in row)
        holder = context if context.modality != "stated" else context._replace(modality=_modality(text))
        holder = holder._replace(acknowledged=context.acknowledged or words.is_acknowledged(text))
        statement = f"L{row[at].line}"
        found = list(allocation(row[at], 0, name, bool(_AVAILABLE.search(text)), holder, statement, "range table"))
        claims += found
        claims += confined.of_row(row[at], text, holder, statement)
        rows += bool(found)
        spans = [claim.value for claim in found if claim.attribute == "range" and "-" in claim.value]
        for index in lists:
            if (index < len(row) and index != owner) or (len(lists) == 1 and index < len(row)):
                claims += members(row[index], 0, spans, name, holder, statement)
    return TableReading(tuple(claims), True, rows)


def _range_column(table: Table, roles: list[str]) -> int:
    """Of `Lane | Range` and of `Range | Ports`, the column that holds ports."""
    named = [i for i, role in enumerate(roles) if role == "range"]
    named += [i for i, role in enumerate(roles) if role == "port" or (role == "" and not named)]
    return max(named, key=lambda i: sum(bool(cell_ports(mask(row[i].text))) for row in table.rows if i < len(row)))


def _modality(text: str) -> str:
    found = words.modality(text)
    return found if found in ("planned", "retired") else "stated"


def allocation(
    cell: Passage,
    start: int,
    name: str,
    available: bool,
    context: Context,
    statement: str,
    source: str,
    end: int | None = None,
) -> Iterator[Claim]:
    """The ranges and single ports in `cell.text[start:end]`, allocated to `name`, or free."""
    text = mask(cell.text)[start:end]
    known: dict[str, Any] = {"service": name, "statement": statement, "source": source, "namespace": ""}
    attribute = "available" if available else "range"
    if is_placeholder(text):
        return
    for match in _SHORTHAND.finditer(text):
        digits, places = match[1], len(match[2])
        low = int(digits) * 10**places
        if valid(low) and low >= 1000:
            whole = f"{low}-{min(low + 10**places - 1, 65535)}"
            yield make(context, cell, start + match.start(), start + match.end(), attribute, whole, port=low, **known)
    for value in cell_ports(text):
        place = (start + value.start, start + value.end)
        if not value.low and value.high == HIGHEST:
            continue  # all there are
        if not valid(value.low) or not valid(value.high):
            yield make(context, cell, *place, "problem", "malformed-port", **known)
        elif value.low > value.high:
            yield make(context, cell, *place, "problem", "backwards-range", port=value.low, **known)
        else:
            shown_value = str(value.low) if value.low == value.high else f"{value.low}-{value.high}"
            yield make(context, cell, *place, attribute, shown_value, port=value.low, **known)


def members(
    cell: Passage, start: int, spans: list[str], owner: str, context: Context, statement: str
) -> Iterator[Claim]:
    """`Prometheus, Grafana (4101), etc.`: each name belongs into the range; one with a port says its port."""
    if not spans:
        return
    text = mask(cell.text)
    for match in _MEMBER.finditer(text, start):
        raw = match[0]
        ports = re.search(r"\((?:port\s*)?(\d{2,5})(\+)?\)", raw)
        name = shown(re.sub(r"\([^()]*\)", "", raw))
        if (
            not name
            or len(name) > 40
            or _LOOSE.search(name)
            or name.isdigit()
            or name.startswith("+")
            or not re.search(r"[A-Za-z]{2}", name)
        ):
            continue
        lead = len(raw) - len(raw.lstrip(" -–—:"))
        place = (match.start() + lead, match.start() + lead + len(raw[lead:].split("(")[0].rstrip()))
        if place[1] <= place[0]:
            continue
        yield make(
            context, cell, *place, "range", " ".join(spans), service=name, part="member", statement=statement,
            source="range member", port=int(spans[0].split("-")[0]), namespace="",
        )  # fmt: skip
        if ports and not ports[2] and valid(int(ports[1])):
            service = (
                name
                if owner.lower().split()[-1:] == name.lower().split()[:1]
                else f"{owner} {name}"
                if _is_part(name)
                else name
            )
            yield make(
                context, cell, match.start() + ports.start(1), match.start() + ports.end(1), "port", ports[1],
                service=service.split("—")[-1].strip(), port=int(ports[1]), statement=statement, source="range table", namespace="",
            )  # fmt: skip


def _is_part(name: str) -> bool:
    from consistency.model.name import PARTS

    return name.lower() in PARTS


def heading_range(passage: Passage, context: Context) -> Iterator[Claim]:
    """`### Observability (30400-30499)`: the range holds for all that stands below."""
    text = mask(passage.text)
    match = range_in(text)
    if not match or _OPEN_ENDED.search(text, match.end()):
        return
    low, high = int(match["low"]), int(match["high"])
    name = shown(re.sub(r"\s*[(\[]?[\s\d+&,]*$", "", text[: match.start()]))
    known: dict[str, Any] = {
        "service": name,
        "statement": f"L{passage.line}",
        "source": "heading",
        "namespace": "",
        "port": low,
    }
    place = (match.start("low"), match.end("high"))
    if not valid(low) or not valid(high):
        yield make(context, passage, *place, "problem", "malformed-port", **known)
    elif low > high:
        yield make(context, passage, *place, "problem", "backwards-range", **known)
    else:
        attribute = "available" if _AVAILABLE.search(text) else "range"
        yield make(context, passage, *place, attribute, f"{low}-{high}", part="section", **known)
        for more in _BESIDE.finditer(text):  # `(8800 + 8820-8849)`
            first, last = int(more["low"]), int(more["high"] or more["low"])
            if (more.start() >= place[1] or more.end() <= place[0]) and first <= last and valid(last):
                span = (more.start("low"), more.end("high") if more["high"] else more.end("low"))
                value = f"{first}-{last}" if last > first else str(first)
                yield make(context, passage, *span, attribute, value, part="section", **{**known, "port": first})
