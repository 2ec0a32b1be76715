"""Which networks pages say that the site has: tables of them with their numbers and gateways, and places that name one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import lines_of, sections
from consistency.values import exact, subnet

_NUMBERED = lazily(r"vlan(?:[ -]?(?:id|tag|nr\.?|no\.?|#|number))?|id|tag|vid")
_CALLED = lazily(
    r"(?:vlan |network |zone )?(?:name|label)|network|net|netz|zone|segment|vlan|interface|schnittstelle|bezeichnung|purpose|zweck|role|description|ssid|use|usage"
)
_GATEWAY = lazily(r"(?:default )?gateway|gw|router|gateway ip")
_NUMBER = lazily(r"\W*(?:vlan\W{0,3})?(?P<number>\d{1,4})\W*")
_ADDRESS = lazily(r"\s*(?P<ip>\d{1,3}(?:\.\d{1,3}){3})\s*")
#: `VLAN 50 (192.168.55.0/24)`
_BEHIND = lazily(r"[\s`*]*[(:=,–—-][\s`*(]*")
_CLAUSE = lazily(r"[.;!?]\s")
#: `tag 45) → IOT`: the name behind a number.
_LED = lazily(r"[^,;.\n]{0,40}")
#: A longer line is a program's output.
_LONGEST = 2000
#: Words before a number, and behind it, among which its network's name may stand.
_NEAR, _THEN = 3, 2
#: Rows that make a list, places of a page that are looked at, and characters before one.
_LEAST, _MOST, _BEFORE = 3, 60, 60


def of_page(context: Context, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims: of a list with the namespace host, `part` the name or number of what has the value; of any other place
    `part` is the words beside it."""
    if context.role != "canon" or context.modality != "stated":
        return ()
    told: list[Claim] = []
    listed: list[Claim] = []
    for above, blocks in sections(found):
        headings = tuple((one.level, shown(mask(one.passage.text))) for one in above)
        if any(words.heading_modality(heading) != "stated" for _, heading in headings):
            continue
        here = context.headed(headings)
        for block in blocks:
            rows = list(_listed(block.table, here)) if block.table else []
            listed += rows
            told += () if rows else _of_lines(here, block)
    return (*listed, *told) if len(told) <= _MOST else tuple(listed)


def _of_lines(context: Context, block: Block) -> Iterator[Claim]:
    for line in lines_of(block):
        if (
            len(line.text) <= _LONGEST
            and subnet.may_hold(line.text)
            and words.modality(line.text) == "stated"
            and not subnet.is_aside(line.text)
        ):
            yield from _told(context, line, mask(line.text) if block.kind != "fence" else line.text)


class _Columns(NamedTuple):
    """The columns of a list of networks; -1 for what it does not have."""

    numbers: int
    names: int
    cidrs: int
    gateways: int


def _columns(table: Table) -> _Columns:
    heads = [shown(mask(cell.text)).strip().lower() for cell in table.header]
    texts = [[mask(row[index].text) for row in table.rows] for index in range(len(heads))]
    cidrs = next((index for index, cells in enumerate(texts) if _are_cidrs(cells)), -1)
    numbers = next(
        (index for index, head in enumerate(heads) if _NUMBERED.fullmatch(head) and _are_numbers(texts[index])), -1
    )
    if numbers >= 0 and cidrs < 0 and "vlan" not in heads[numbers]:
        numbers = -1
    others = [index for index, head in enumerate(heads) if index not in (cidrs, numbers) and _CALLED.fullmatch(head)]
    gateways = next((index for index, head in enumerate(heads) if _GATEWAY.fullmatch(head)), -1)
    return _Columns(numbers, others[0] if others else -1, cidrs, gateways)


def _are_cidrs(cells: Sequence[str]) -> bool:
    """Whether most cells have a network each, and each another one."""
    found = [next(subnet.cidrs(text), None) for text in cells]
    known = [one.value for one in found if one]
    return len(known) >= _LEAST and len(known) * 2 > len(cells) and len(set(known)) == len(known)


def _are_numbers(cells: Sequence[str]) -> bool:
    found = [match["number"] for text in cells if (match := _NUMBER.fullmatch(text.lower()))]
    return len(found) >= _LEAST and len(set(found)) == len(found)


def _listed(table: Table, context: Context) -> Iterator[Claim]:
    """The rows of a table of networks; nothing of any other."""
    columns = _columns(table)
    if sum(index >= 0 for index in columns[:3]) < 2:
        return
    for row in table.rows:
        if mostly_struck(row[max(columns.names, 0)].text):
            continue
        called = subnet.name(shown(mask(row[columns.names].text))) if columns.names >= 0 else ""
        number = _NUMBER.fullmatch(mask(row[columns.numbers].text).lower()) if columns.numbers >= 0 else None
        value = subnet.vlan(number["number"]) if number else ""
        if called and number and value:
            yield _row(context, row[columns.numbers], *number.span("number"), value, called)
        cidr = next(subnet.cidrs(mask(row[columns.cidrs].text)), None) if columns.cidrs >= 0 else None
        for part in (called, value) if cidr else ():
            if part and cidr:
                yield _row(context, row[columns.cidrs], *cidr, part)
        gateway = _ADDRESS.fullmatch(mask(row[columns.gateways].text)) if columns.gateways >= 0 and cidr else None
        if gateway:
            yield _row(context, row[columns.gateways], *gateway.span("ip"), gateway["ip"], exact.GATEWAY)


def _row(context: Context, cell: Passage, start: int, end: int, value: str, part: str) -> Claim:
    return make(
        context, cell, start, end, "call", value, service=exact.NETWORKS, host="", part=part, source=PROJECT,
        statement=f"L{cell.line}",
    )  # fmt: skip


def _told(context: Context, line: Passage, text: str) -> Iterator[Claim]:
    """The networks that a line names: the number of one behind its name, the addresses behind its name or number."""
    last = 0
    numbers = list(subnet.vlans(text))
    cidrs = () if subnet.is_passage(text) else subnet.cidrs(text)
    for one in sorted((*numbers, *cidrs)):
        before = _CLAUSE.split(text[max(last, one.start - _BEFORE) : one.start])[-1]
        behind = _behind(text, one, numbers) if one in numbers else ""
        named = subnet.words(before)
        part = " ".join([*named[-_NEAR:], *subnet.words(behind)[:_THEN]] if one in numbers else named)
        number = next(
            (vlan for vlan in numbers if vlan.end < one.start and _BEHIND.fullmatch(text, vlan.end, one.start)),
            None,
        )
        if number and "/" in one.value:
            part = number.value
        if part:
            yield make(
                context, line, one.start, one.end, "call", one.value, service=exact.NETWORKS, host="", part=part,
                namespace="", source=PROJECT, statement=f"L{line.line}",
            )  # fmt: skip
        last = one.end


def _behind(text: str, one: subnet.Place, numbers: Sequence[subnet.Place]) -> str:
    """What stands behind the number of a network up to the next comma, or the next one's."""
    stop = next((other.start for other in numbers if other.start > one.end), len(text))
    led = _LED.match(text, one.end, stop)
    return led[0] if led else ""
