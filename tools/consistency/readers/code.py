"""Numbers that state no port: calls, arguments of signatures, lines of a listing, and what was or is only led to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.values import address
from consistency.values.endpoint import Literal

#: `random.seed(4321)`, `set_port(8080)`: what is called has a dot or an underscore, and no gap behind; `VARCHAR(1024)` is a type.
_CALLED = lazily(r"(?:\w[._]\w+|\b(?i:vector|halfvec|n?(?:var)?char2?|decimal|numeric|(?:var)?binary))\($")
#: `Connection(host='localhost', port=`, a part of it.
_ARGUMENT = lazily(r"\w\([^()]*=[^()]*$")
#: `use_key(target_url="`, and what stands in it.
_QUOTED_ARGUMENT = lazily(r"\w\([^()]*\b\w+\s?=\s?[\"']$")
#: `list[str, MaxItems(10000)]`: a type.
_OF_TYPE = lazily(r"\[.*\w\($")
#: `logo: https://…/teradata.svg`.
_PICTURE = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".ico", ".webp")
_NUMBERED = lazily(r"\s*(?:-{2,}>|=>|>)?\s*(?P<number>\d{1,5})\s?[|│]\s")
#: `Port 5001 gives a replica`: who is there, and not what the page is about.
_GIVES = lazily(r"[`*]{0,3} (?:gives|leads to|takes you to) (?:a|an|the) ")
#: `proxies /api to http://localhost:8000`: somebody else's.
_LED = lazily(r"\b(?:proxies|proxied|forwards|redirects)\s[^.;]{1,60}(?:\sto|→|->)[\s`*(<]*$", re.IGNORECASE)
_LEADS = ("→", "->", "=>", "➜")
_HERE, _LEAD = frozenset(("", "localhost", "127.0.0.1")), 90
#: Whose pages may call: the addresses behind such words are the browsers', on any port.
_ORIGINS = lazily(
    r"\bCORS\b|\b(?:redirect|callback|logout)[ _-]ur[il]s?\b|\bweb origins?\b|\ballowed[ _-](?:web[ _-])?origins?\b|Access-Control-",
    re.IGNORECASE,
)
#: `5672 (or 5671 for TLS)`.
_OTHERWISE = lazily(r"\d[`*]* ?\((?:or|oder|ou) [`*]*(?:ports? )?[`*]*$", re.IGNORECASE)
#: `on port 8000 (Neo4j) or 8001 (FalkorDB)`: one thing's, which of them by what it is used with.
_EITHER = lazily(r"[`*]* ?\([^()]{2,30}\),? (?:or|oder|ou) (?:ports? )?[`*]*\d{2,5}[`*]* ?\(")
_OR_ELSE = lazily(r"\bports? [`*]*\d{2,5}[`*]* ?\([^()]{2,30}\),? (?:or|oder|ou) (?:ports? )?[`*]*$")
_NEAR = 20
_FAR, _LINES = 300, 3
#: Lists of ports seldom begin below.
_PORTS = 1000


def is_code(text: str, literal: Literal) -> bool:
    """Whether a number stands in parentheses behind what is called."""
    before = text[max(0, literal.value_start - _FAR) : literal.value_start]
    if "(" not in before:
        return False
    if literal.kind == "url":
        return before[-1:] in "'\"" and _QUOTED_ARGUMENT.search(before) is not None
    if literal.kind == "port" and text.startswith(")]", literal.value_end) and _OF_TYPE.search(before):
        return True
    return _CALLED.search(before) is not None or (literal.kind == "port" and _ARGUMENT.search(before) is not None)


def is_led_to(text: str, start: int, literal: Literal, every: Sequence[Literal]) -> bool:
    """``Requests → `films:8989`, `10.0.0.20:32400` ``: an address among the names to which the one in front leads."""
    if (
        literal.kind != "socket"
        or not address.is_address(literal.host)
        or not text[:start].rstrip(" `").endswith(_LEADS)
    ):
        return False
    return any(one.kind == "socket" and address.reach(one.host) == "name" for one in every)


def is_no_statement(text: str, literal: Literal) -> bool:
    """What was, what is program code, and what is only a way to somebody else."""
    if literal.host in _HERE and _LED.search(text, max(0, literal.start - _LEAD), literal.start):
        return True
    if literal.host in _HERE and literal.kind != "port" and _ORIGINS.search(text, 0, literal.start):
        return True
    if literal.kind == "port" and (
        _EITHER.match(text, literal.end) or _OR_ELSE.search(text, max(0, literal.start - _LEAD), literal.start)
    ):
        return True
    if literal.path.lower().endswith(_PICTURE) or ("I/O port" in text and "://" not in text):
        return True
    if _OTHERWISE.search(text, max(0, literal.start - _NEAR), literal.start):
        return True
    return phrases.is_past(text, literal.start) or is_code(text, literal) or _GIVES.match(text, literal.end) is not None


def is_listing(lines: Sequence[Passage]) -> bool:
    """Whether lines are numbered in their order, as tools show a program."""
    numbers = [int(match["number"]) for line in lines if "|" in line.text and (match := _NUMBERED.match(line.text))]
    in_order = all(later == number + 1 for number, later in pairwise(numbers[:_LINES]))
    return len(numbers) >= _LINES and numbers[0] < _PORTS and in_order
