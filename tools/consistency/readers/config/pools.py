"""Which addresses config hands out, by DHCP or to the balanced Services of a cluster, and which of those a Service asks for.

Formats: https://docs.cilium.io/en/stable/network/lb-ipam/, https://metallb.io/configuration/, https://thekelleys.org.uk/dnsmasq/docs/dnsmasq-man.html
(`dhcp-range`)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values import exact, subnet
from consistency.values.pool import pools

_POOL = lazily(r"(?m)^kind:[ \t]*(?:CiliumLoadBalancerIPPool|IPAddressPool)\b")
_OBJECT = lazily(r"(?m)^---")
_ENDS = lazily(
    r"\bstart:[ \t]*[\"']?(?P<first>\d{1,3}(?:\.\d{1,3}){3})[\"']?(?:[^\n]{0,80}\s{1,80}(?:stop|end):[ \t]*[\"']?(?P<last>\d{1,3}(?:\.\d{1,3}){3}))?"
)
_HANDED_OUT = lazily(
    r"(?mi)(?<![\w-])dhcp(?!-host)[\w-]{0,30}[\"']?[ \t]{0,9}[:=][ \t]{0,9}[\"']?(?:[a-z][\w:-]{0,30},){0,3}(?P<range>\d[^\"'\n#]{0,80})"
)
_ALWAYS = lazily(r"(?mi)^[^\n#]{0,200}\b(?:dhcp-host|reservations?|ip-address|fixed-address|lease)\b[^\n]{0,200}")
#: What asks for one of them.
_ASKED = lazily(
    r"(?:lbipam\.cilium\.io/ips|io\.cilium/lb-ipam-ips|metallb\.(?:universe\.tf|io)/loadBalancerIPs|\bloadBalancerIP)[\"']?:[ \t]*[\"']?"
    r"(?:&[\w-]+[ \t]+)?[\"']?(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\d./])"
)


def of_text(sheet: Sheet) -> Iterator[Claim]:
    """call claims among those of the addresses of a network: `part` says who hands out, or that one is asked for."""
    text = sheet.text
    if "IPPool" in text or "IPAddressPool" in text:
        yield from _balanced(sheet)
    for match in _ASKED.finditer(text) if "loadBalancerIP" in text or "lbipam" in text or "lb-ipam" in text else ():
        yield _claim(sheet, *match.span("ip"), match["ip"], exact.BALANCED_ONE)
    for match in _HANDED_OUT.finditer(text) if "dhcp" in text.lower() else ():
        commented = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].lstrip().startswith(("#", ";", "//"))
        for one in () if commented else pools(match["range"]):
            start = match.start("range")
            yield _claim(sheet, start + one.start, start + one.end, one.value, exact.DHCP)
    for match in _ALWAYS.finditer(text) if "dhcp" in text.lower() else ():
        for one in subnet.addresses(match[0]):
            yield _claim(sheet, match.start() + one.start, match.start() + one.end, one.value, exact.LEASED)


def _balanced(sheet: Sheet) -> Iterator[Claim]:
    """The blocks of each pool's object."""
    starts = [0, *(match.end() for match in _OBJECT.finditer(sheet.text)), len(sheet.text)]
    for start, end in pairwise(starts):
        if _POOL.search(sheet.text, start, end):
            for match in _ENDS.finditer(sheet.text, start, end):
                last = match["last"] or match["first"]
                place = match.span("last" if match["last"] else "first")
                yield _claim(sheet, *place, f"{match['first']}-{last}", exact.BALANCED)
            part = sheet.text[start:end]
            for one in (*pools(part), *subnet.blocks(part)):
                yield _claim(sheet, start + one.start, start + one.end, one.value, exact.BALANCED)


def _claim(sheet: Sheet, start: int, end: int, value: str, part: str) -> Claim:
    return sheet.claim(
        "call", value, start, end, service=exact.addresses(value), part=part, namespace="", source=PROJECT
    )
