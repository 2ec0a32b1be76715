"""A Markdown document to claims: one walk over its blocks with a context that every reader shares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask
from consistency.markdown.parse import blocks
from consistency.model.claim import Claim, Reading, Unread
from consistency.model.name import host_key, shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import (
    decisions,
    devtools,
    embedded,
    endpoints,
    exactly,
    forwards,
    headed_ports,
    in_words,
    keyed,
    lanes,
    listed_logins,
    malformed,
    numbered,
    probed,
    ranges,
    scraped,
    scripted,
    sentence,
    subdomains,
    unread,
)
from consistency.readers.above import is_one_way, is_template, of_introduction, of_item, of_paragraph, scope_of
from consistency.readers.begun import begun, logged_in, may_ask, owned
from consistency.readers.by_port import named_by_port
from consistency.readers.cited import without_lines
from consistency.readers.columns import columns_of
from consistency.readers.context import Context, host_in, make, service_in, under_headings
from consistency.readers.definitions import with_definitions
from consistency.readers.entry import entries
from consistency.readers.fence import read_fence
from consistency.readers.fenced_tables import with_tables
from consistency.readers.fronted import fronted
from consistency.readers.general import WEB_UI, is_about_all, is_component, is_general, names_nobody, product
from consistency.readers.html_headings import with_html_headings
from consistency.readers.led_rows import LED
from consistency.readers.line import read_line
from consistency.readers.machines import addressed, headed, is_machine, itemized, listed
from consistency.readers.opened import running, service_running
from consistency.readers.placed import placed
from consistency.readers.record_title import host_of, is_record
from consistency.readers.roles import is_part, standing
from consistency.readers.saying import may_say
from consistency.readers.segments import lines_of
from consistency.readers.shape import ITEM, shape_of
from consistency.readers.step import beside, is_step
from consistency.readers.table import read_table
from consistency.readers.takenup import taken_up
from consistency.readers.terse import home, is_terse
from consistency.readers.throughout import throughout
from consistency.values.endpoint import may_hold
from consistency.values.port import has_digit

_OBSERVED_HOST = lazily(r"[\s*>-]*(?:host|hostname|machine|server|node)\s*:\s*(?P<host>[A-Za-z][\w.-]*)", re.IGNORECASE)
#: Pasted config in which a general name is what a proxy leads to, and none of its own ports.
_PROXIED = ("nginx", "caddy")


def _may_matter(block: Block) -> bool:
    """False for a block of which there is nothing to say, and nothing left out."""
    if block.kind not in ("heading", "paragraph", "item") or not block.closed:
        return True
    text = block.passage.text
    if block.kind == "heading":
        return has_digit(text) or may_hold(text)
    return may_say(text) or malformed.may_be(block) or may_ask(text)


class _Item(NamedTuple):
    depth: int
    text: str


def read_document(path: str, text: str, role: str = "") -> Reading:
    """All claims of a Markdown document and what in it was not read; a pure function of its arguments."""
    stand = standing(path, text[:6000], role)
    base = Context(path, stand.role, stand.observed_on, modality=stand.modality)
    found = with_definitions(with_html_headings(blocks(text)))
    found = with_tables(found) if stand.role == "canon" else found
    reading = _Walk(base, text, found).read()
    beside = throughout(base, text, found, reading.claims)
    return without_lines(reading._replace(claims=(*reading.claims, *beside)), text)


class _Walk:
    """The state of one walk: context, the items above, the paragraph above, and what was gathered."""

    def __init__(self, base: Context, text: str, found: Sequence[Block]) -> None:
        self.blocks = found
        self.base = base
        self.below = self.base  # the headings that something was read below
        self.above: list[tuple[int, str]] = []  # those since then, with their markup
        self.text = text
        self.played = is_part(text[:4000])
        self.cluster = "nodeport" in text.lower() and bool(re.search(r"\bnodeports?\b", text, re.IGNORECASE))
        self.items: list[_Item] = []
        self.host = ""  # of a snapshot that names it once, above its sections
        self.lead = ""  # the paragraph above, with its markup
        self.machines: dict[str, str] = {}  # of the tables above: key to name
        self.claims: list[Claim] = []
        self.unread: list[Unread] = []
        self.tables = self.registries = self.rows = 0

    def read(self) -> Reading:
        for index, block in enumerate(self.blocks):
            self._enter(block)
            if block.kind == "heading" and (at_home := home(self.blocks, index, self.base)):
                self.claims += self._known(at_home)
            if not _may_matter(block):
                self._pass(block)
                continue
            before, registries, rows = len(self.claims), self.registries, self.rows
            nobodys: list[Claim] = []
            if block.kind == "heading" and (alias := self._alias(index, block)):
                self.claims.append(alias)
            context = self._standing_at(block)
            if block.kind == "item" and (machine := itemized(block, beside(self.blocks, index), context)):
                self.claims += self._known(machine)
            plain = None if self.cluster else ""  # the service of the claim before, when its name is not generic
            if is_terse(self.blocks, index, context, host_key(context.host) in self.machines):
                context = context._replace(ports=True)
            service = taken_up(block.passage.text, self.claims) if block.kind in ("item", "paragraph") else ""
            if service := service or (service_running(context) if block.kind == "paragraph" else ""):
                context = context._replace(item_service=service)
            self.claims += scripted.read(block, context)
            self.claims += devtools.told(block, context)
            if ".svc" in block.passage.text:
                self.claims += exactly.called(block.passage, context)
            if block.kind in ("paragraph", "item"):
                for read in in_words.READERS:
                    self.claims += read(block.passage, context)
            for claim in self._said(index, block, context):
                if claim.service == plain:
                    self.claims.append(claim)
                elif (settled := self._settled(claim, context)) is not None:
                    self.claims.append(settled)
                    plain = claim.service if settled is claim and not self.cluster else plain
                elif (endpoint := endpoints.of_chart(claim, context)) is not None:
                    self.claims.append(endpoint)
                else:
                    nobodys.append(claim)
            if context.role in ("canon", "evidence"):
                left = list(unread.of_block(block, context, self.claims[before:]))
                self.unread += [*left, *unread.of_nobody(nobodys, left)] if nobodys else left
            if malformed.may_be(block):
                registry = self.registries > registries
                self.claims += malformed.of_block(block, self.text, context, registry, self.rows - rows)
        if self.base.role == "evidence":
            self.claims = named_by_port(self.claims)
        self.claims = scraped.below(fronted(placed(lanes.resolved(self.claims))))
        if forwarded := forwards.local_ports(self.text):
            self.claims = forwards.without(self.claims, forwarded)
        return Reading(tuple(dict.fromkeys(self.claims)), tuple(self.unread), self.tables, self.registries, self.rows)

    @property
    def context(self) -> Context:
        """What the headings above say. Most have nothing below them that is read, and are looked at when something is."""
        if self.above:
            context = under_headings(self.below, [(level, mask(text)) for level, text in self.above])
            if self.base.modality != "stated":
                context = context._replace(modality=self.base.modality)
            if self.base.role == "evidence" and is_record(context.title):
                self.host = self.host or host_of(context.title)
                if context.service == service_in(context.title) or context.service == context.title:
                    context = context._replace(service="")
            self.below = headed(context, self.machines)
            self.above.clear()
        return self.below

    def _enter(self, block: Block) -> None:
        """Leave the items and the paragraph that the block is not below."""
        if block.kind == "heading":
            self.items, self.lead = [], ""
        elif block.kind == "item":
            while self.items and self.items[-1].depth >= block.level:
                self.items.pop()
        elif block.depth == 0:
            self.items = []
        if (
            self.base.role == "evidence"
            and block.kind != "heading"
            and not self.host
            and len(self.context.headings) < 2
        ):
            observed = _OBSERVED_HOST.match(mask(block.passage.text))
            self.host = observed["host"] if observed else ""

    def _pass(self, block: Block) -> None:
        """Of a block that says nothing, what it is to those below it."""
        if block.kind == "heading":
            self.above.append((block.level, block.passage.text))
        elif block.kind == "item":
            self.items.append(_Item(block.level, block.passage.text))
        else:
            self.lead = block.passage.text

    def _standing_at(self, block: Block) -> Context:
        """The context of a block: headings, then the items that it hangs under, then the paragraph above it."""
        context = self.context
        if block.kind == "heading":
            return context
        service = host = ""
        for item in self.items:
            made = of_item(item.text)
            service, host = made.service or service, made.host or host
        text = mask(self.lead).strip()
        if not text and block.kind == "fence" and self.items and is_template(self.items[-1].text):
            context = context._replace(modality="example")  # `2. Make a folder. Template:`
        if machine := self.machines.get(host_key(service)):
            service, host = "", machine
        if not text or block.kind not in ("item", "table", "fence"):
            host = host or context.host or self.host
            if (text, service, host) == (context.lead, context.item_service, context.host):
                return context
            return context._replace(lead=text, item_service=service, host=host)
        lead = of_paragraph(text)
        if lead.modality != "stated" and len(context.headings) < 2 and not text.endswith(":"):
            lead = lead._replace(modality=of_introduction(text))
        service, host = service or lead.service, host or lead.host
        if machine := self.machines.get(host_key(service)):
            service, host = "", machine
        return context._replace(
            lead=text,
            item_service=service,
            host=host or context.host or self.host,
            modality=lead.modality if context.modality == "stated" else context.modality,
            ports=context.ports or lead.ports,
        )

    def _said(self, index: int, block: Block, context: Context) -> Iterable[Claim]:
        """What a block says, by itself or as one of a list."""
        if is_step(self.blocks, index):
            return self._step(block)
        if block.kind == "heading":
            return self._heading(index, block)
        if (name := begun(self.blocks, index))[0]:
            return self._begun(block, context, *name)
        if block.kind == "item":
            self.claims += self._known(listed(block.passage, context))
        counted = tuple(numbered.read(self.blocks, index, context)) if block.kind == "item" else ()
        if counted:
            self.items.append(_Item(block.level, block.passage.text))
        return counted or self._block(block, context)

    def _block(self, block: Block, context: Context) -> Iterable[Claim]:
        if block.kind == "paragraph":
            return self._paragraph(block, context)
        if block.kind == "item":
            self.items.append(_Item(block.level, block.passage.text))
            return self._entries(block, context) or read_line(block.passage, context, ITEM)
        if block.kind == "front-matter":
            return keyed.front_matter(block, self.blocks, self.base)
        if block.kind == "table" and block.table:
            return self._table(block.table, context)
        if block.kind == "fence":
            context = context._replace(modality="example") if self.played else context
            self.lead = self.lead if is_one_way(mask(self.lead)) else ""  # `two edits:`, each in a fence
            if block.depth == 0:
                self.below = self.context._replace(running=running(block.passage.text, context.running, context.path))
            return embedded.read_config(block, context) if embedded.is_config(block) else read_fence(block, context)
        return ()

    def _alias(self, index: int, block: Block) -> Claim | None:
        """`juno (10.20.0.6)` over services is a machine and its address; over a service's own port, that service."""
        text = mask(block.passage.text)
        found = addressed(text)
        if not found:
            return None
        if host_in(shown(text)) != found.name:
            rest = self.blocks[index + 1 :]
            end = next((at for at, one in enumerate(rest) if one.kind == "heading" and one.level <= block.level), None)
            below = (block._replace(passage=block.passage.slice(*found.at)), *rest[:end])
            if not is_machine(found.name, _Walk(self.base, self.text, below).read().claims):
                return None
        self.machines[host_key(found.name)] = found.name
        return make(
            self.base, block.passage, *found.address, "address", text[slice(*found.address)], host=found.name,
            source="heading", statement=f"L{block.line}",
        )  # fmt: skip

    def _heading(self, index: int, block: Block) -> Iterator[Claim]:
        self.above.append((block.level, block.passage.text))
        context = self.context
        return headed_ports.read(self.blocks, index, context, self.text)

    def _begun(self, block: Block, context: Context, name: str, end: int) -> Iterator[Claim]:
        """What a block goes on to say of the name with which it begins."""
        if block.kind == "item":
            self.items.append(_Item(block.level, block.passage.text))
        else:
            self.lead = block.passage.text
        yield from logged_in(block, context, name, end)
        another = False
        for line in lines_of(block.passage.slice(end)):
            if another := another or sentence.is_of_another(mask(line.text), name):
                yield from _sentence(line, context)
                continue
            for claim in read_line(line, context._replace(item_service=name), ITEM):
                yield owned(claim, name)

    def _step(self, block: Block) -> Iterable[Claim]:
        """What to do: nothing is said of a service, and nothing below is about one of its name."""
        self.items.append(_Item(block.level, ""))
        return ()

    def _entries(self, block: Block, context: Context) -> list[Claim]:
        """A block of names with fields below them; nothing of any other."""
        lines = entries(block.passage)
        return [
            claim
            for line in lines
            for claim in read_line(line.passage, context._replace(item_service=line.service), ITEM)
        ]

    def _paragraph(self, block: Block, context: Context) -> Iterator[Claim]:
        passage = block.passage
        self.lead = passage.text
        if found := self._entries(block, context):
            yield from found
            return
        if block.depth and self.items:
            yield from read_line(passage, context, ITEM)
            return
        if not may_say(passage.text):
            return
        yield from self._known(listed(passage, context))
        lines = lines_of(passage)
        if not any(sentence.carries(mask(line.text)) for line in lines[1:]):
            for line in lines:
                yield from _sentence(line, context)
            return
        told = sentence.Carried()
        for line in lines:
            text, meant = mask(line.text), context
            if told.meant(text):
                meant = context._replace(item_service=told.service, host=told.host or context.host)
            said = tuple(_sentence(line, meant))
            yield from said
            told = told.on(text, {claim.service for claim in said if claim.service})

    def _table(self, table: Table, context: Context) -> Sequence[Claim]:
        self.tables += 1
        context = context._replace(scope=context.scope or scope_of(context.lead))
        columns = subdomains.named(columns_of(table), table, context.lead)
        if ranges.is_range_table(table, columns, context):
            reading = ranges.read_range_table(table, context)
        elif context.role == "evidence" and (seen := probed.answers(table, columns, context)):
            return self._known(seen)
        else:
            reading = read_table(table, columns, context)
        self.registries += reading.registry
        self.rows += reading.rows
        self.lead = ""
        beside = (*decisions.read(table, context), *subdomains.read(table, context))
        if all(claim.attribute == "address" for claim in reading.claims):
            beside += tuple(listed_logins.read(table, columns, context))
        return self._known((*reading.claims, *beside))

    def _known(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """The claims, the machines among them known from here on."""
        self.machines |= {host_key(claim.host): claim.host for claim in claims if claim.attribute == "address"}
        return claims

    def _settled(self, claim: Claim, context: Context) -> Claim | None:
        """A generic name is one only with its heading's; node ports are those of a page that speaks of them."""
        if claim.source != LED and names_nobody(claim) and (claim.attribute != "range" or claim.part == "member"):
            owner = product(context) if is_general(context.service or "api") else context.service
            if owner in ("", product(context)) and is_about_all(context.path) and is_component(claim, context):
                return claim._replace(source="qualified") if claim.source != "table" else claim
            if not owner or claim.source.startswith(_PROXIED):
                return None
            if owner == context.service and claim.service.lower().replace("-", " ") in WEB_UI:
                claim = claim._replace(service=owner, part="web")
            elif owner != claim.service:
                claim = claim._replace(service=f"{owner} {claim.service}", source="qualified")
        if self.cluster and claim.attribute == "port" and not claim.namespace and 30000 <= claim.port <= 32767:
            claim = claim._replace(namespace="node")
        return claim


def _sentence(line: Passage, context: Context) -> Iterator[Claim]:
    return read_line(line, context, shape_of(line.text))
