"""Lists of nothing but names and numbers, below a machine or words for services: `jellyfin 8096`. The numbers are ports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import host_key, shown, squash
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make, service_in
from consistency.readers.hostlike import may_be_host
from consistency.readers.step import beside
from consistency.readers.topics import is_field
from consistency.values import address
from consistency.values.port import has_digit

_ITEM = lazily(
    r"\W*(?P<name>[^\W\d][\w .+-]{0,30}?)\W{1,4}(?P<number>\d{2,5})\W*(?:\([^()\d]{1,40}\)\W*|(?:\s[–—-]|(?<=,))\s(?:[^\d]|(?<=[a-z-])\d{1,2}(?!\d)){1,60}|(?<=\. )[A-Z].*)?$"
)
_SERVICES = lazily(
    r"\b(?:services?|apps|applications|containers|stack|dashboards|endpoints|web uis?|what runs|running (?:services|apps|containers|here|on)|"
    r"self-?hosted|inventory|dienste|servicios|serviços|servizi)\b|服务|サービス",
    re.IGNORECASE,
)
#: An item that begins with a name and a number, whatever it goes on to say.
_BEGINS = lazily(r"\W*(?P<name>[^\W\d][\w .+-]{0,30}?)\W{1,4}(?P<number>\d{2,5})(?![\w%]|[.,]\d)")
_PORTS = lazily(
    r"(?:the )?(?:host |used |open |published )?ports?(?: (?:registry|list|map|table|overview))?", re.IGNORECASE
)
_SPOKEN = lazily(r"\b\d{2,5}(?:/| )(?:tcp|udp)\b")
_COUNTED = lazily(
    r"\b(?:limits?|quotas?|budgets?|stats|statistics|numbers|metrics|users?|costs?|prices?|pricing|counts?|sizes?|requests?|timeouts?|level|sla|slo|years?|code)\b",
    re.IGNORECASE,
)
_LONGEST = 120
#: Items below a heading that are looked at.
_MOST = 30
_ADDRESS = lazily(
    r"\W*(?:ip|ipv4|(?:lan |local |static )?ip(?:v4)? ?address|address|lan|lan ip|tailscale(?: ip)?|tailnet(?: ip)?|vpn(?: ip)?|adresse|dirección ip|"
    r"endereço ip|mgmt|management)\W*:\W*(?P<ip>\d{1,3}(?:\.\d{1,3}){3})",
    re.IGNORECASE,
)
_OWN_PORT = lazily(r"\W*(?:port|ports|url|listen|puerto|porta)\W*:", re.IGNORECASE)
#: Fields of a machine beside its services.
_OF_MACHINE = lazily(
    r"\W*(?:ip\w*|.{0,16}address|mac|os|cpu|gpu|ram|memory|disks?|storage|role|purpose|location|model|hardware|hostname|user|uptime|notes?|vlan|owner|lan|mgmt|management|ssh|ups|tailscale.{0,6}|tailnet.{0,6})\W*:",
    re.IGNORECASE,
)
_MEASURED = lazily(
    r"\b(?:ram|cpu|cores?|disks?|memory|vlan|vmid|ctid|id|rpm|watts?|year|price|users?|mtu|size|storage|gb|tb|mb|uid|gid)\b",
    re.IGNORECASE,
)


def is_terse(blocks: Sequence[Block], index: int, context: Context, machine: bool) -> bool:
    """Whether the numbers of the block's list are ports: it and all others are a name and a number each, or most are, no
    two alike, but for fields, below a `machine` or below words for services.
    """
    block = blocks[index]
    source = block.passage.text
    if block.kind not in ("item", "paragraph") or len(source) > _LONGEST or not has_digit(source):
        return False
    text = mask(source)
    if not is_port(text) or not (machine or _of_services(context) or _may_be_of_ports(blocks, index, context)):
        return False
    if block.kind == "paragraph":
        return not machine
    others = [mask(one.passage.text) for one in beside(blocks, index)]
    texts = [text, *(other for other in others if not _OF_MACHINE.match(other))]
    numbers = [match["number"] for one in texts if (match := _BEGINS.match(one)) and not _MEASURED.search(one)]
    most = len(numbers) == len(texts) or len(numbers) > max(2, len(texts) // 2)
    apart = len(set(numbers)) == len(numbers) and not any(_MEASURED.search(one) for one in texts)
    return bool(others) and most and apart and any(int(number) > 1023 for number in numbers)


def _may_be_of_ports(blocks: Sequence[Block], index: int, context: Context) -> bool:
    """Whether the page is called Ports, or an item of the list says tcp or udp."""
    if blocks[index].kind != "item" or _COUNTED.search(context.heading):
        return False
    if _PORTS.fullmatch(context.title):
        return True
    items = (one.passage.text for one in beside(blocks, index))
    return any(_SPOKEN.search(text) for text in items if "tcp" in text or "udp" in text)


def _of_services(context: Context) -> bool:
    lead = context.lead if len(context.lead) < _LONGEST and context.lead.endswith(":") else ""
    return any(_SERVICES.search(words) and not _COUNTED.search(words) for words in (context.heading, lead))


def lone_number(source: str) -> tuple[int, int] | None:
    """Where in a text of a name and a number the number stands, if it may be a port."""
    if len(source) > _LONGEST or not has_digit(source):
        return None
    match = _ITEM.match(text := mask(source))
    sure = match and is_port(text) and len(match["number"]) > 3 and not 1900 <= int(match["number"]) <= 2100
    return match.span("number") if match and sure else None


def is_port(text: str) -> bool:
    match = _ITEM.match(text)
    return match is not None and not _MEASURED.search(text) and not is_field(shown(match["name"]))


def home(blocks: Sequence[Block], index: int, context: Context) -> tuple[Claim, ...]:
    """The address claims of the machine that a heading names over a list of its addresses and its services or fields.

    `## juno` over `- IP: 10.8.0.2`, `- Frigate: 5000`; nothing for a heading over anything else, a service's own fields.
    """
    below = blocks[index + 1 : index + _MOST]
    if not any(one.kind == "item" for one in below[:3]):
        return ()
    told = list(takewhile(lambda one: one.kind == "paragraph", below))
    items = list(takewhile(lambda one: one.kind == "item", below[len(told) :]))
    listed = [(one.passage, _ADDRESS.match(mask(one.passage.text))) for one in items if one.passage.text.count(".") > 2]
    found = [(passage, match) for passage, match in listed if match and address.is_ours(match["ip"])]
    if not found or len({match["ip"].rpartition(".")[0] for _, match in found}) < len(found):
        return ()
    name = shown(mask(blocks[index].passage.text)).split("(")[0].strip()
    texts = [mask(one.passage.text) for one in items]
    own = any(
        _OWN_PORT.match(text) or (is_port(text) and squash(text)[0].startswith(squash(name)[0])) for text in texts
    )
    served = any(map(is_port, texts)) and not told
    fields = sum(_OF_MACHINE.match(text) is not None for text in texts)
    if not (served or (fields > 2 and fields * 4 >= len(texts) * 3)):
        return ()
    if own or not service_in(name) or not host_key(name) or not may_be_host(name):
        return ()
    statement = f"L{blocks[index].line}"
    return tuple(
        make(context, passage, *match.span("ip"), "address", match["ip"], host=name, source="heading", statement=statement)
        for passage, match in found
    )  # fmt: skip
