"""Networks of a site as people write them: `10.20.30.0/24`, `VLAN 30`, and what they are called.

Private networks: RFC 1918 (https://www.rfc-editor.org/rfc/rfc1918); numbers of VLANs: 1 to 4094, IEEE 802.1Q.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from consistency.model.pattern import lazily

_CIDR = lazily(r"(?<![\w.:/-])\d{1,3}(?:\.\d{1,3}){3}/\d{1,2}(?![\w/]|\.\d)")
_ADDRESS = lazily(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w/]|\.\d)")
_VLAN = lazily(
    r"\bVLAN(?:[ _-]?(?:ID|tag))?[ \t]{0,3}[-#:=]?[ \t]{0,3}(?P<number>\d{1,4})(?![\w/]|\.\d|[-–]\d)", re.IGNORECASE
)
_WORD = lazily(r"[^\W\d_]+\d*")
#: What was, will or may be.
_ELSE = lazily(
    r"\b(?:was|were|old|former(?:ly)?|new|will|would|could|should|until|instead|moved?|migrat\w+|example|e\.g|if|not|no|never|unused|free|reserved|trunks?|native|untagged|parking|pppoe|wan|isp|ont|parents?|neighbou?rs?|docker|"
    r"war|waren|früher|alte[rsnm]?|ehemal\w*|bald|wenn|falls|nicht|kein\w*|nachbar\w*)\b",
    re.IGNORECASE,
)
#: What is let through from one network to another.
_PASSES = lazily(
    r"\b(?:accept|allow(?:ed|s)?|permit(?:s|ted)?|drop(?:ped)?|den(?:y|ied)|block(?:ed|s)?|reject|reach(?:es)?|from|via|routes?|routed|forward(?:ed)?|nat)\b",
    re.IGNORECASE,
)
#: Words that say only that something is a network.
_PLAIN = frozenset(
    "vlan vlans net nets network networks subnet subnets cidr cidrs range ip ipv address addresses prefix zone segment block the default gateway interface".split()
)
#: The same name, shorter.
_SPELLED = {"mgmt": "management", "mgt": "management", "srv": "server", "svr": "server"}
_SMALLEST, _LARGEST = 29, 8
_HIGHEST_VLAN = 4094


class Place(NamedTuple):
    """`text[start:end]` is a network or a part of one, `value` in one spelling: `10.20.30.0/24`, `vlan 30`."""

    start: int
    end: int
    value: str


def may_hold(text: str) -> bool:
    """Whether the text is about networks."""
    return "VLAN" in text or "vlan" in text or "Vlan" in text or _CIDR.search(text) is not None


def cidrs(text: str) -> Iterator[Place]:
    """Every private network; also of an address with its length, `10.20.30.1/24`. None for one machine or nearly all."""
    for match in _CIDR.finditer(text):
        if value := network(match[0]):
            yield Place(*match.span(), value)


def blocks(text: str) -> Iterator[Place]:
    """Every block of addresses as it is written, of whatever size."""
    yield from (Place(*match.span(), match[0]) for match in _CIDR.finditer(text))


def addresses(text: str) -> Iterator[Place]:
    """Every address that stands for itself."""
    yield from (Place(*match.span(), match[0]) for match in _ADDRESS.finditer(text))


def is_aside(text: str) -> bool:
    """Whether a text is about what was, will or may be."""
    return _ELSE.search(text) is not None


def is_passage(text: str) -> bool:
    """Whether a text is about what gets from one network to another: the addresses need not be those of the name beside them."""
    return _PASSES.search(text) is not None


@lru_cache(maxsize=4096)
def network(text: str) -> str:
    """`10.20.30.0/24` for an address with its length in it, "" for what is no private network of usual size."""
    try:
        one = ipaddress.IPv4Network(text, strict=False)
    except ValueError:
        return ""
    return str(one) if one.is_private and _LARGEST <= one.prefixlen <= _SMALLEST else ""


def holds(network: str, address: str) -> bool:
    """Whether a network, `10.20.30.0/24`, or a range, `10.20.30.100-10.20.30.199`, has the address."""
    first, _, last = network.partition("-")
    try:
        one = ipaddress.IPv4Address(address)
        if "/" in network:
            return one in ipaddress.IPv4Network(network, strict=False)
        return ipaddress.IPv4Address(first) <= one <= ipaddress.IPv4Address(last or first)
    except ValueError:
        return False


def vlans(text: str) -> Iterator[Place]:
    """Every `VLAN 30`; the place is the number's."""
    for match in _VLAN.finditer(text):
        if value := vlan(match["number"]):
            yield Place(*match.span("number"), value)


def vlan(number: str) -> str:
    """`vlan 30`, "" for what is no number of one."""
    return f"vlan {int(number)}" if number.isascii() and number.isdigit() and 0 < int(number) <= _HIGHEST_VLAN else ""


def words(text: str) -> list[str]:
    """The words of a text by which a network may be called, each in one spelling: `iot`, `server`, `management`."""
    found = [word.lower() for word in _WORD.findall(text)]
    return [_singular(_SPELLED.get(word, word)) for word in found if word not in _PLAIN]


def name(text: str) -> str:
    """What a network is called: its words without what stands in brackets, "" for none."""
    return " ".join(words(text.partition("(")[0]))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
