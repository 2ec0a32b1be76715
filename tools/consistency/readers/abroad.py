"""Whether the internet reaches a service, as pages say it: `| Vaultwarden | ❌ |` below `Internet`, `Exposure: LAN only`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask, mostly_struck
from consistency.model.claim import PROJECT, Claim
from consistency.model.identity import GENERIC
from consistency.model.name import PARTS, shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make, service_in
from consistency.readers.headers import column
from consistency.readers.sections import sections
from consistency.values import abroad, exact

#: Headers of columns of ticks, and of columns of words.
_ASKS = lazily(
    r"(?:is it |exposed |visible |reachable |open )?(?:public(?:ly)?(?: (?:reachable|accessible|exposed|access))?|(?:from |on |to )?(?:the )?(?:internet|outside|world)|external(?:ly)?|wan|öffentlich|extern|von außen)\??",
    re.IGNORECASE,
)
_TELLS = lazily(
    r"exposure|exposed(?: to)?|visibility|reachable(?: from)?|accessible from|access|open to|zugriff|erreichbar(?: von)?|scope",
    re.IGNORECASE,
)
#: Tables of those who reach others.
_OTHERS = lazily(
    r"#?(?:vlan|network|zone|subnet|device|client|camera|user|role|who|group|port|from|source|people|gerät|netz|repositor(?:y|ie)|repo|image|package|library|module|dataset|bucket|model|channel|branch)s?(?: \w+)?",
    re.IGNORECASE,
)
_OUT = lazily(r"\b(?:egress|outbound|outgoing|(?:may|can|who|gets?) (?:get )?out|ausgehend\w*)\b", re.IGNORECASE)
_OF_NETWORKS = lazily(r"\b(?:subnet|cidr|gateway|dhcp|vlan id|ssid)\b", re.IGNORECASE)
_NAME = lazily(r"(?=.*[A-Za-z]{2})[A-Za-z0-9][\w .+-]{0,40}")
_FULL = lazily(r"(?:https?://)?(?P<label>[a-z0-9][\w-]*)(?:\.[\w-]+){2,}(?:/\S*)?", re.IGNORECASE)
#: `Vaultwarden is **LAN and Tailscale only**`, `The backoffice must never be on the internet`.
_ONLY = lazily(
    r"\b(?P<name>[A-Z][\w.-]*\w)\s+(?:itself\s+)?is\s+[*_]{0,2}(?P<said>(?:LAN|internal|VPN|WireGuard|Tailscale|tailnet)(?:\s*(?:,|&|/|and|or)\s*(?:LAN|VPN|WireGuard|Tailscale|tailnet))*[ -]only)\b"
)
#: `Vaultwarden is not among them, it is reachable in the LAN and over WireGuard only`.
_WITHIN = lazily(
    r"\b(?P<name>[A-Z][\w.-]*\w)\s+is\b[^.;:]{0,60}?\b(?:reachable|accessible|available)\s+(?P<said>(?:in|from|over|via|through|within)\s+(?:the\s+)?(?:LAN|VPN|WireGuard|Tailscale|tailnet|home network)(?:\s*(?:,|&|/|and|or)\s*(?:(?:in|from|over|via)\s+)?(?:the\s+)?(?:LAN|VPN|WireGuard|Tailscale|tailnet))*\s+only)\b"
)
_NEVER = lazily(
    r"\b(?P<name>[A-Z][\w.-]*\w)\s+(?:must|should|may|is|will)\s+(?P<said>(?:never|not)\s+(?:to\s+)?(?:be\s+)?(?:exposed\s+|reachable\s+|published\s+|put\s+|accessible\s+|available\s+)?(?:on|to|from)\s+the\s+(?:public\s+)?internet)\b"
)
#: Of whom the page is about.
_OF_PAGE = lazily(
    r"(?:^|[.!:]\s+|\n[\s>]*|^\W*(?:warning|note|tip|danger)\W+)[*_\"“]{0,3}(?P<said>(?:LAN|Internal|VPN|Tailnet|WireGuard)(?:(?:,| and| or|/| &) (?:LAN|VPN|Tailscale|WireGuard))* only|"
    r"(?:Published|Exposed|Reachable|Open) (?:to|from|on) the (?:public )?internet|(?:Not|Never) (?:reachable|exposed|published|available|accessible) (?:from|to|on) the (?:public )?internet)\b"
)
#: `**Grafana** — graphs. Public on the internet, with a login`.
_LED = lazily(r"\W*\*\*(?P<name>[A-Z][\w.-]*(?: [\w.-]+)?)\*\*")
_ABROAD = lazily(
    r"\b(?:public|published|open|reachable|exposed) (?:on|to|from) the (?:public )?internet\b", re.IGNORECASE
)
_NOT = lazily(r"\b(?:not|never|no longer|nothing|isn't|if|when|would|could|should)\b[^.;]*$", re.IGNORECASE)
_SAID = lazily(
    r"\W*(?P<key>exposure|exposed|visibility|reachable from|access)\W*:\W*(?P<said>\S.*)", re.IGNORECASE | re.DOTALL
)
#: Cells of a row that is a field.
_PAIR = 2
#: What a sentence goes on to take back.
_BUT = lazily(
    r"[^.;!?]{0,80}?\b(?:except|but|besides|unless|other than|directly|apart from|außer|nur über)\b", re.IGNORECASE
)


def of_page(context: Context, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims: yes or no, by the names of a service."""
    if context.role != "canon" or context.modality != "stated":
        return
    for above, blocks in sections(found):
        headings = [shown(mask(one.passage.text)) for one in above]
        if any(words.heading_modality(heading) != "stated" for heading in headings):
            continue
        about = next((name for one in reversed(headings) if (name := service_in(one))), "")
        for block in blocks:
            if block.table and not _OUT.search(f"{context.path} {' '.join(headings)}"):  # who gets out
                yield from _table(block.table, context, about)
            elif not block.table and block.kind in ("paragraph", "item"):
                yield from _sentences(block.passage, context, about)


def _table(table: Table, context: Context, about: str) -> Iterator[Claim]:
    heads = [shown(mask(cell.text)).strip() for cell in table.header]
    if _OTHERS.fullmatch(heads[0]) or any(map(_OF_NETWORKS.search, heads)):
        return  # who gets out
    asking = [index for index, head in enumerate(heads) if index and _ASKS.fullmatch(head)]
    telling = [index for index, head in enumerate(heads) if index and _TELLS.fullmatch(head)]
    if len(heads) == _PAIR and about and _is_somebodys(about):
        yield from _fields(table, context, about)
    at, said = (asking, abroad.ticked) if len(asking) == 1 else (telling, abroad.told)
    if len(at) != 1:
        return
    names = [0, *(index for index, head in enumerate(heads) if index and column(head).role == "service")]
    for row in table.rows:
        answer = said(mask(row[at[0]].text)) if len(row) > at[0] and not mostly_struck(row[0].text) else ""
        for name in _names([row[index] for index in names if index < len(row)]) if answer else ():
            yield _claim(context, row[at[0]], name, answer)._replace(part=" | ".join(heads).lower())


def _fields(table: Table, context: Context, about: str) -> Iterator[Claim]:
    """`Exposure | LAN only`, on the page of a service."""
    for row in table.rows:
        asked = len(row) == _PAIR and _TELLS.fullmatch(shown(mask(row[0].text)).strip())
        if asked and (answer := abroad.told(mask(row[1].text))):
            yield _claim(context, row[1], about, answer)


def _names(cells: Sequence[Passage]) -> list[str]:
    """The names of a row, and the first words of names in full."""
    found: list[str] = []
    for cell in cells:
        text = shown(mask(cell.text)).strip()
        full = _FULL.fullmatch(text)
        found += [full["label"]] if full else [text] if _NAME.fullmatch(text) else []
    return [name for name in dict.fromkeys(found) if _is_somebodys(name)]


def _is_somebodys(name: str) -> bool:
    """Whether a name tells a service from others: `docs` is everybody's."""
    key, part = squash(name)
    return not part and key not in GENERIC and name.lower() not in PARTS


def _sentences(passage: Passage, context: Context, about: str) -> Iterator[Claim]:
    text = passage.text
    if not abroad.may_tell(text) or words.modality(text) in ("planned", "retired", "example"):
        return
    for pattern in (_ONLY, _WITHIN, _NEVER):
        for match in pattern.finditer(text):
            if _is_somebodys(match["name"]) and not _BUT.match(text, match.end()):
                yield _at(context, passage, match.span("said"), match["name"], abroad.NO)
    lead = _LED.match(text)
    open_ = _ABROAD.search(text, lead.end()) if lead and _is_somebodys(lead["name"]) else None
    if lead and open_ and _NOT.search(text, lead.end(), open_.start()) is None:
        yield _at(context, passage, open_.span(), lead["name"], abroad.YES)
    if not about or not _is_somebodys(about):
        return
    field = _SAID.match(text)
    if field and (answer := abroad.told(field["said"])):
        end = len(text.rstrip())
        yield _at(context, passage, (field.start("said"), end), about, answer)
        return
    for match in _OF_PAGE.finditer(text):
        if _BUT.match(text, match.end()):
            continue
        yield _at(context, passage, match.span("said"), about, _kind(match["said"]))


def _kind(said: str) -> str:
    return abroad.NO if said.endswith("only") or said.startswith(("Not", "Never")) else abroad.YES


def _at(context: Context, passage: Passage, place: tuple[int, int], name: str, answer: str) -> Claim:
    cut = passage.text.find("\n", *place)
    place = (place[0], cut) if cut > 0 else place
    return make(
        context, passage, *place, "call", answer, service=exact.abroad(name), host="", source=PROJECT,
        statement=f"L{passage.span(*place).line}",
    )  # fmt: skip


def _claim(context: Context, cell: Passage, name: str, answer: str) -> Claim:
    text = mask(cell.text)
    return _at(context, cell, (len(text) - len(text.lstrip()), len(text.rstrip())), name, answer)
