"""On which side of a mapping a port is, and which protocol it speaks, by the words around it: `(internal)`, `7777 UDP`."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily
from consistency.values.port import side_of


def in_parentheses(text: str) -> str:
    return side_of(" ".join(re.findall(r"\(([^()]*)\)", text)[:1]))


def after(text: str, end: int) -> str:
    """host | container | "" from the parenthesis behind a literal: `(external)`, `(internal)`."""
    match = re.match(r"[`*\s]*\(([^()]{2,40})\)", text[end:])
    return side_of(match[1]) if match and not re.search(r"\d", match[1]) else ""


def protocol_after(text: str, end: int) -> str:
    """`7777 UDP`, `7777/udp`: the protocol behind a port, "" for none or both."""
    if text[end : end + 2].strip(" `*(/").lower() not in ("t", "u", "tc", "ud"):
        return ""
    match = re.match(r"[ `*(/]*(tcp|udp)\b(?!\s*[/+&])", text[end : end + 12], re.IGNORECASE)
    return match[1].lower() if match else ""


#: `svc :80 -> pod :8080`.
_IN_CLUSTER = lazily(r"\b(?:svc|pod)\s+:?$")
#: So far back that may begin.
_BACK = 8


def in_cluster(text: str, start: int) -> str:
    """pod for what the words right before say is a Service's or a pod's, "" for any other."""
    return "pod" if _IN_CLUSTER.search(text, max(0, start - _BACK), start) else ""


def _before(text: str, start: int) -> str:
    match = re.search(
        r"\b(\w+)\s+ports?\W{0,6}$", text[max(0, start - 40) : start + 1].rstrip("0123456789"), re.IGNORECASE
    )
    return side_of(match[1]) if match else ""


_IN = r"\b(?:inside|within|in)\s+(?:of\s+)?(?:the|its|each|every)\s+(?:[\w-]+\s+)?(?:container|pod)\b"
_CONTAINED = lazily(
    rf"(?:\bcontainer\s+(?:itself\s+)?(?:listens|runs|serves|binds)\b|{_IN})(?P<then>[^.;()]*)$", re.IGNORECASE
)
_CONTAINED_BEHIND = lazily(rf"[`*]*\s+(?:{_IN})", re.IGNORECASE)
_PUBLISHED = lazily(r"\b(?:publish|host|map|expos|forward|reach|outside|\d)", re.IGNORECASE)


def _told(text: str, start: int, end: int) -> str:
    """container where a sentence says so: `the container listens on port 80`, `port 80 inside the container`."""
    if "ontainer" not in text and "pod" not in text:
        return ""
    before = _CONTAINED.search(text, max(0, start - 100), start)
    if before and not _PUBLISHED.search(before["then"]):
        return "container"
    return "container" if _CONTAINED_BEHIND.match(text, end) else ""


#: What stands over a list of ports as a machine has them.
_OVER_HOST = lazily(
    r"\b(?:publish(?:es|ed)|host ports?|(?:on|from) your (?:own )?(?:laptop|machine|computer))\b", re.IGNORECASE
)


def of_list(lead: str) -> str:
    """host for the items below a sentence that speaks of what is published, "" below any other."""
    return "host" if lead and _OVER_HOST.search(lead) and "ontainer" not in lead else ""


def beside(text: str, start: int, end: int) -> str:
    """host | container | "" from what stands around a literal."""
    return after(text, end) or _before(text, start) or _told(text, start, end)
