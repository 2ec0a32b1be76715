"""Where pages give a machine's address in passing: `redis01 (10.40.40.22)`, `rsync tank@10.0.0.6:/srv`.

Such a place is no list of machines; it is held against those that are, by the network of the address.
"""

from __future__ import annotations

from collections.abc import Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make, service_in
from consistency.readers.sections import SHELLS, in_force, sections
from consistency.readers.topics import is_field
from consistency.values import exact
from consistency.values.named_address import MOST, is_one, may_hold, named

_NAME = lazily(r"[A-Za-z](?:[\w.-]*\w)?")
_BEGINS = lazily(r"\W{0,4}(?P<ip>\d{1,3}(?:\.\d{1,3}){3})[`*_]*(?=\s*(?:[,;(–—-]|$)|\s|\.\s)")
#: Keys of the address of whatever is above.
_KEYS = frozenset(("ip", "ips", "ipv4", "address", "addr", "adresse"))
#: Columns of a row that are looked at, and rows that make a list.
_COLUMNS, _LEAST = 3, 3


def of_page(context: Context, found: Sequence[Block]) -> tuple[Claim, ...]:
    """call claims of the addresses beside names on a page, and of those in commands: `part` has the name, or for a command
    all words of the line behind the sign for it."""
    if context.role != "canon" or context.modality != "stated":
        return ()
    told = []
    titles: dict[int, str] = {}
    for block in in_force(found, "."):
        shell = block.kind == "fence" and block.info.strip().lower().split(" ")[0] in SHELLS
        cells = [cell for row in block.table.rows for cell in row] if block.table else block.passage.lines()
        for line in cells if block.table or may_hold(block.passage.text) else ():
            text = mask(line.text) if block.kind != "fence" else line.text
            for one in named(text, shell):
                aside = one.aside or (not shell and words.modality(_sentence(text, one.start, one.end)) != "stated")
                part = one.names
                if part.lower() in _KEYS:
                    titles = titles or _titles(found)
                    part = titles.get(block.line, "") or part
                told.append(
                    make(
                        context, line, one.start, one.end, "call", one.ip, service=exact.addresses(one.ip), host="",
                        part=part, namespace="", source=PROJECT, statement=f"L{line.line}",
                        modality="negated" if aside else "stated",
                    )
                )  # fmt: skip
    rows = [one for block in in_force(found, ".") if block.table for one in _listed(block.table, context)]
    rows += _below(context, found)
    return (*told, *rows) if sum(claim.modality == "stated" for claim in told) <= MOST else ()


def _below(context: Context, found: Sequence[Block]) -> list[Claim]:
    """The addresses with which the sections of a page begin, each below the name of its machine: as a list of machines."""
    claims = []
    for above, blocks in sections(found):
        first = blocks[0]
        if not above or first.kind not in ("item", "paragraph") or "." not in first.passage.text:
            continue
        name, text = shown(mask(above[-1].passage.text)), mask(first.passage.text)
        match = _BEGINS.match(text) if _NAME.fullmatch(name) else None
        if match and is_one(match["ip"]) and all(words.heading_modality(one.passage.text) == "stated" for one in above):
            claims.append(
                make(
                    context, first.passage, *match.span("ip"), "call", match["ip"], service=exact.addresses(match["ip"]), host="",
                    part=name, source=PROJECT, statement=f"L{first.line}",
                )
            )  # fmt: skip
    return claims if len({claim.value for claim in claims}) >= max(_LEAST, len(claims)) else []


def _titles(found: Sequence[Block]) -> dict[int, str]:
    """Whom the page's own title names, by the line of each block below it and below no other heading."""
    name = next((_named_by(block) for block in found if block.kind == "heading" and block.level == 1), "")
    titles: dict[int, str] = {}
    for block in found:
        if block.kind == "heading" and block.level > 1:
            break
        titles[block.line] = name
    return titles


def _named_by(heading: Block) -> str:
    name = service_in(shown(mask(heading.passage.text)))
    return "" if is_field(name) else name


def _sentence(text: str, start: int, end: int) -> str:
    """The one of a text that holds a place."""
    behind = text.find(". ", end)
    return text[text.rfind(". ", 0, start) + 1 : behind if behind >= 0 else len(text)]


def _listed(table: Table, context: Context) -> list[Claim]:
    """The rows of a table that gives each of some names an address of its own, `IP | Service | Ports`: as a list of machines."""
    found: list[tuple[Passage, str]] = []
    for row in table.rows:
        texts = [mask(cell.text).strip() for cell in row[:_COLUMNS]]
        at = next((index for index, text in enumerate(texts) if is_one(text)), -1)
        name = texts[1 if at == 0 else 0] if at >= 0 and len(texts) > 1 else ""
        if name and _NAME.fullmatch(name) and not mostly_struck(row[at].text):
            found.append((row[at], name))
    addresses = {mask(cell.text).strip() for cell, _ in found}
    if len(found) < _LEAST or len(addresses) < len(found) or len(found) * 2 < len(table.rows):
        return []
    return [
        make(
            context, cell, *_span(cell), "call", (ip := mask(cell.text).strip()), service=exact.addresses(ip), host="",
            part=name, source=PROJECT, statement=f"L{cell.line}",
        )
        for cell, name in found
    ]  # fmt: skip


def _span(cell: Passage) -> tuple[int, int]:
    text = mask(cell.text)
    return len(text) - len(text.lstrip()), len(text.rstrip())
