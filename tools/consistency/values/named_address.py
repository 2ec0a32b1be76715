"""Addresses beside the names of machines: `redis01 (10.40.40.22)`, `NAS_HOST=10.0.0.7`, `tank@10.0.0.6:/srv`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values import address, exact

_ADDRESS = lazily(r"(?<![\w.-])\d{1,3}(?:\.\d{1,3}){3}(?![\w-]|\.\d|/\d|\s?[–—-]\s?\d)")
_SIGN = lazily(r"\d\.\d{1,3}\.\d{1,3}\.\d")
#: What stands between a name and its address, taken off from the end.
_BETWEEN = " \t`*([,:=@|–—'\""
_CONNECTS = lazily(
    r"(?<=[\s`*,(])(?:at|is|sits|lives|stands|has|address|addr|ip|the|under|on|IN|A|AAAA|/)$", re.IGNORECASE
)
#: Those of them that say what stands behind them, and what else may stand before them then.
_KEYS, _ITEM = frozenset(("ip", "address", "addr")), " \t`*_>+-•|"
_NAME = lazily(r"[A-Za-z](?:[\w.-]*\w)?$")
_BEHIND = lazily(r"[`*]*[ \t]+(?:[–—-][ \t]+)?[`*]*(?P<name>[A-Za-z](?:[\w.-]*\w)?)")
#: Who it is, said elsewhere in the line: of a router's rule, of a lease, in a clause behind it.
_SAID = lazily(
    r"\bcomment=[\"']?(?P<comment>[A-Za-z](?:[\w.-]*\w)?)(?![\w -]*[ -]\w)|\bhost[ \t]+(?P<lease>[A-Za-z](?:[\w.-]*\w)?)[ \t]*\{"
)
_CLAUSE = lazily(
    r"[`* ]{0,3}(?:,? (?:that['’]s|which is|das ist) (?:the )?(?P<name>[A-Z](?:[\w.-]*\w)?)(?=[.,;]|$)| \((?P<machine>[A-Za-z][\w.-]*\d)\))"
)
_USER = lazily(r"(?P<user>[A-Za-z][\w-]*)@$")
#: What is typed on another machine; who asks a machine's own manager, which has an address of its own.
_REMOTE = lazily(
    r"\bssh\s(?:-\S+\s(?:\d+\s)?)*(?:[\w-]+@)?[A-Za-z0-9][\w.-]*\s+(?=[\"']?[a-z/])|\b(?=(?:ipmitool|racadm|ilorest|redfishtool)\b)",
    re.IGNORECASE,
)
#: What any machine is called.
_NOBODY = frozenset("box machine server host vm container lxc device board it which that".split())
#: Who logs in, and not what the machine is called.
_LOGIN = lazily(r"\b(?:ssh|scp|sftp)\s(?:-\S+\s(?:\d+\s)?)*[A-Za-z][\w-]*@$")
_WORD = lazily(r"(?<![\w-])[A-Za-z](?:[\w-]*\w)?")
#: What is said of an address that is nobody's one address.
_OTHER = lazily(
    r"(?<![$\w{])(?:dhcp|ranges?|pools?|subnets?|(?<!-)gateways?|vlans?|netmask|second(?:ary)?(?! one\b| resolver| dns| server| pi\b)|nics?|alias(?:es)?|old|former(?:ly)?|was|were|migrat\w+|new|"
    r"macvlan|ipvlan|example|e\.g|broadcast|reserved|unused|free)\b",
    re.IGNORECASE,
)
#: An address that goes from one machine to another: a name of its own.
_VIRTUAL = lazily(r"\b(?:vips?|(?:virtual|floating) (?:ip|address))\b", re.IGNORECASE)
VIP = "vip"
#: What is asked for at an address: a port that is not everybody's, a path that is exported.
_ASKED = lazily(r":(?:(?:554|[1-9]\d{3,4})(?![\w:-]|\.\w)|/[\w.-]+(?:/[\w.-]+)*)")
#: What stands before an address at which something is asked for: of a URL, a value, an item; none of a program's own output.
_SIGNS = "/@\"'=-[,(`|:"
#: Pages and files with more of them are logs, or lists of somebody's whole network.
MOST = 100
#: A longer line is no sentence, and no command that anybody types.
_LONGEST = 600
#: Characters of a line that are looked at before an address.
_NEAR = 80


class Address(NamedTuple):
    """`ip` and what is asked for behind it at `start` to `end` of a line; `names` as in exact.NEAR, or the one name.

    aside: the line speaks of a range, of a second interface, of what was: it is nobody's one address.
    """

    ip: str
    start: int
    end: int
    names: str
    aside: bool = False


def may_hold(text: str) -> bool:
    """False for a text without an address."""
    return _SIGN.search(text) is not None


def named(text: str, shell: bool) -> Iterator[Address]:
    """Every address of a line, with the name beside it, or in commands the words of the line; without either, what is asked for."""
    if len(text) > _LONGEST or not _SIGN.search(text):
        return
    virtual = not shell and _VIRTUAL.search(text) is not None
    if virtual and not _OTHER.search(text) and len(found := [*_ADDRESS.finditer(text)]) == 1 and is_one(found[0][0]):
        yield Address(found[0][0], *found[0].span(), VIP)
        return
    others = not shell and (virtual or _OTHER.search(text) is not None)
    remote = _REMOTE.search(text) if shell else None
    said = _SAID.search(text) if len(_ADDRESS.findall(text)) == 1 else None
    name, end = "", -1
    for match in _ADDRESS.finditer(text):
        if not is_one(match[0]):
            continue
        typed_there = remote is not None and match.start() >= remote.end()
        if typed_there or (others and (virtual or _OTHER.search(text, *_sentence(text, match)))):
            yield Address(match[0], *match.span(), exact.NEAR, True)
            continue
        asked = _ASKED.match(text, match.end())
        place = match[0], match.start(), asked.end() if asked else match.end()
        listed = end >= 0 and text[end : match.start()].strip() == ","  # one after the other
        name = name if listed else _before(text[max(0, match.start() - _NEAR) : match.start()])
        end = place[2]
        if not name and not text[: match.start()].strip(" `*•-") and (behind := _BEHIND.match(text, match.end())):
            name = behind["name"]
        if name.lower() in _NOBODY or len(name) == 1:  # `The box sits at`, `psql -h`
            name = exact.NEAR
        if said:
            name = said["comment"] or said["lease"]
        elif clause := _CLAUSE.match(text, match.end()):
            name = clause["name"] or name or clause["machine"]
        login = _LOGIN.search(text, max(0, match.start() - _NEAR), match.start())
        if shell or login or (not name and not address.is_inner(match[0])):
            yield Address(*place, f"{exact.NEAR}{' '.join(_around(text, match))}")
        elif name or (asked and text[: match.start()].rstrip(" ")[-1:] in _SIGNS):
            yield Address(*place, name or exact.NEAR)


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Start and end of the one that holds an address."""
    end = text.find(". ", match.end())
    return text.rfind(". ", 0, match.start()) + 1, end if end >= 0 else len(text)


def _around(text: str, match: re.Match[str]) -> list[str]:
    """The words of a line and who logs in there: the folder behind an address is called after what is put into it."""
    start = max(text.rfind(" ", 0, match.start()), text.rfind("\t", 0, match.start())) + 1
    end = next((at for at in range(match.end(), len(text)) if text[at].isspace()), len(text))
    user = _USER.search(text, start, match.start())
    return list(dict.fromkeys([*([user["user"]] if user else []), *_WORD.findall(f"{text[:start]} {text[end:]}")]))


def _before(text: str) -> str:
    """The name before an address, past what connects the two; where there is none, the key that says what it is."""
    key = ""
    while True:
        bare = text.rstrip(_BETWEEN)
        if connects := _CONNECTS.search(bare):
            key = connects[0] if connects[0].lower() in _KEYS else key
            bare = bare[: connects.start()]
        if bare == text:
            break
        text = bare
    found = _NAME.search(text)
    return found[0] if found else key if not text.strip(_ITEM) else ""


def is_one(text: str) -> bool:
    """The address of one machine: no wildcard, no loopback, no network's own."""
    return (
        address.is_address(text)
        and address.reach(text) in ("lan", "tailnet", "public")
        and text.rpartition(".")[2] not in ("0", "255")
    )
