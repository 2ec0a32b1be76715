"""Cells that answer in words: a status, whether a login is needed, how far it is reached, what is bound to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.values import address
from consistency.values.port import PortValue, cell_ports, is_placeholder

_BIND_WORD = lazily(
    r"\b(all interfaces|private lan ip|lan ip|lan address|private ip|localhost[- ]only|loopback[- ]only|localhost|loopback|lo|tailscale ip|tailnet|lan[- ]only)\b",
    re.IGNORECASE,
)
_BEFORE = ("", " ", "`", "(", "/", ",")
#: `127.0.0.1 + tailnet`: a second one, in words.
_ALSO = lazily(r"(?:(?<=[+&,/] )|(?<=and ))(?:tailscale ip|tailscale|tailnet|lan ip|lan)\b", re.IGNORECASE)
_STATUS = (
    (
        "retired",
        lazily(
            r"\b(retired|deprecated|decommissioned|removed|obsolete|superseded|disabled|archived|abandoned)\b|废弃",
            re.I,
        ),
    ),
    ("maintenance-only", lazily(r"\bmaintenance[- ](?:only|mode)\b|\bfrozen\b|\blegacy\b", re.I)),
    (
        "planned",
        lazily(
            r"\b(planned|planning|proposed|tbd|future|pending|not yet|todo|upcoming|reserved|configured)\b|🟡|⏳|🚧|計画|计划",
            re.I,
        ),
    ),
    (
        "stopped",
        lazily(r"\b(stopped|down|offline|inactive|not running|failed|dead|exited|idle)\b|❌|🔴|停止", re.I),
    ),
    (
        "active",
        lazily(
            r"\b(active|running|up|online|healthy|live|enabled|deployed|operational|in use|ok|done|available|ready|production)\b|✅|🟢|运行|启用",
            re.I,
        ),
    ),
)
#: A review, which says nothing of who gets in: `✅ No concerns`.
_REVIEWED = lazily(
    r"\bno\s+(?:new |known |major |open )?(?:concerns?|risks?|issues?|security|problems?|vulnerabilit|findings?)", re.I
)
_OPEN = lazily(
    r"\b(none|no auth\w*|not required|unauthenticated|open|anonymous|no)\b|^\W*(?:❌|-|no|无|否|不需要|なし)\W*$", re.I
)
#: `no anonymous access`, `anonymous access denied`: nobody without a login.
_CLOSED = lazily(
    r"\bno[ *_]{1,4}anonymous\b|\banonymous[ *_]{1,4}(?:access|logins?|users?|view\w*|read\w*)?[ *_]{0,4}(?:is |are )?(?:disabled|denied|off|refused|forbidden|not allowed)\b",
    re.I,
)
#: `none locally`: where one develops.
_AT_HAND = lazily(r"\W*(?:locally|in (?:local )?dev\w*|for local)\b", re.I)
_SURELY_OPEN = lazily(r"\bnot (?:required|needed)\b|\bunauthenticated\b|\bno auth", re.I)
_GATED = lazily(
    r"\b(required|yes|bearer|api[- ]key|token|basic|oauth2?|oidc|sso|jwt|password|authelia|authentik|mtls|401|log-?ins?|accounts?|(?:master|virtual|access) key|cloudflare access)\b|✅|🔒|🔐|密码|令牌|账号|^\W*(?:是|需要|必要)\W*$",
    re.I,
)
_REACHES = (
    (
        "loopback",
        lazily(r"\b(?:localhost|loopback|host|local)[- ]?only\b|\blocalhost\b|\bloopback\b|\b127\.0\.0\.1\b", re.I),
    ),
    ("tailnet", lazily(r"\b(?:tailnet|tailscale|vpn)\b", re.I)),
    ("lan", lazily(r"\blan\b|\blan[- ](?:only|exposed)\b|\b(?:private|home|local) network\b", re.I)),
    ("public", lazily(r"\b(?:public|internet|external)\b", re.I)),
)


class Word(NamedTuple):
    """What `text[start:end]` of a cell means."""

    value: str
    start: int
    end: int


class Binds(NamedTuple):
    """What a bind cell says. nothing: it says that there is none; ported: addresses with ports, which are ports."""

    words: tuple[Word, ...] = ()
    modality: str = "stated"
    ported: bool = False
    nothing: bool = False


@lru_cache(maxsize=1024)
def status(text: str) -> Word | None:
    return _first(text, _STATUS)


@lru_cache(maxsize=1024)
def auth(text: str) -> Word | None:
    """The first that is said: `mTLS required, no anonymous access`, `none (Authelia in front)`; `not required` wins over all."""
    if _REVIEWED.search(text):
        return None
    without, gated = _OPEN.search(text), _GATED.search(text)
    if without and (closed := _CLOSED.search(text)) and closed.start() <= without.start():
        return Word("required", *(gated or closed).span())
    if gated and (not without or (gated.start() < without.start() and not _SURELY_OPEN.search(text))):
        return Word("required", *gated.span())
    return Word("none", *without.span()) if without and not _AT_HAND.match(text, without.end()) else None


@lru_cache(maxsize=1024)
def exposure(text: str) -> Word | None:
    return _first(text, _REACHES)


def _first(text: str, kinds: Iterable[tuple[str, re.Pattern[str]]]) -> Word | None:
    for value, pattern in kinds:
        if match := pattern.search(text):
            return Word(value, *match.span())
    return None


def is_socket(text: str, value: PortValue) -> bool:
    """`127.0.0.1:9000`, and `:9301`, which stands for all addresses."""
    before = text[max(0, value.start - 2) : value.start]
    return bool(value.address) or (before.endswith(":") and before[:-1] in _BEFORE)


@lru_cache(maxsize=1024)
def binds(text: str) -> Binds:
    """The addresses of a bind cell, else the first word for one; `text` has its markup masked."""
    if is_placeholder(text) and not _BIND_WORD.search(text):
        return Binds(nothing=True)
    if any(is_socket(text, value) for value in cell_ports(text)):
        return Binds(ported=True)
    found = list(address.ADDRESS.finditer(text))
    if word := _BIND_WORD.search(text) if not found else _ALSO.search(text, found[-1].end()):
        found.append(word)
    return Binds(tuple(Word(address.canonical(one[0]), *one.span()) for one in found), words.modality(text))
