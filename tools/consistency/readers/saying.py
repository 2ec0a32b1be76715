"""Lines that say nothing, seen by the signs that they lack, sooner than by all the patterns that do not match."""

from __future__ import annotations

from consistency.model.pattern import lazily
from consistency.values.port import has_digit

_SAYS = lazily(
    r"\.service\b|localhost|loopback|\bLAN\b|[Ss]tatus|[Cc]ontainer|[Hh]ost|[Ii]mage|\binterfaces\b|(?:not|never) (?:publish|expos)ed"
)
_DIGIT = lazily(r"\d")
_SIGNS = (
    ".service",
    "localhost",
    "loopback",
    "LAN",
    "tatus",
    "ontainer",
    "ost",
    "mage",
    "interfaces",
    " published",
    " exposed",
    "without auth",
    " no auth",
    " no password",
)
_LABEL_SIGNS = (":", "=", "|", " -", "->", "  ", "\n", "\t")


def may_say(text: str) -> bool:
    """False for text, its markup in it or not, of which no part is a line that says something."""
    if ":" in text or has_digit(text) or any(sign in text for sign in _SIGNS):
        return True
    return not text.isascii() and _DIGIT.search(text) is not None


#: `-p 8000:8000: maps the host's port`, where a command is told word by word.
#: And `STORE_URI=bolt://there:7687: where the store is`, by which a program finds another.
_OF_OTHERS = lazily(r"\s*[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_UR[IL]=[a-z][a-z0-9+]*://\S+\s*[:—–-]\s")
_OPTION = lazily(r"\s*-p\s+[\d.:]+\s*[:–—-]")


def says(text: str) -> bool:
    """Whether a line, its markup masked, can say something: a number, an address, a field; no option of a command above."""
    if ("-p " in text and _OPTION.match(text)) or ("=" in text and _OF_OTHERS.match(text)):
        return False
    return (
        ":" in text or is_numbered(text) or (any(sign in text for sign in _SIGNS) and _SAYS.search(text) is not None)
    )  # fmt: skip


def is_numbered(text: str) -> bool:
    """Whether a line holds a digit or a URL; one that has neither states no port, no address, no answer."""
    return has_digit(text) or "://" in text or (not text.isascii() and _DIGIT.search(text) is not None)


def may_be_labelled(text: str) -> bool:
    """False for text without any of the signs that end a label."""
    return not text.isascii() or any(sign in text for sign in _LABEL_SIGNS)


#: What a program has written, not a person: a line of a log.
_LOGGED = lazily(
    r"[\s>]*(?:[a-z][\w.-]*-\d+\s+\|\s|\[?(?:\d{4}[-/]\d\d[-/]\d\d[T ]+)?\d\d:\d\d:\d\d(?!\d)|\{\s*\"(?:level|ts|time|timestamp|msg)\"|(?:level|ts|time)=|(?:critical|error|warning|notice|info(?:rmation)?|debug|trace|fatal)/\w+:)"
)


def is_logged(text: str) -> bool:
    """A line with a log's date, time or level in front."""
    return _LOGGED.match(text) is not None


#: `Prowlarr → Apps: `: what is filled in below a menu of a program.
_MENU = lazily(
    r"[\s>*+•-]*(?:\d{1,2}[.)]\s+)?[^:=\d\n]{1,80}(?:→|->|»|➜)\s*[A-Z][A-Za-z ]{1,30}:\s(?!.*(?:localhost|127\.0\.0\.1))"
    r".*(?:https?://[a-z]|\bhost\b)"
)


def is_menu(text: str) -> bool:
    """Where another one is, for a program to be told so: nothing is said of the one whose menu it is."""
    return _MENU.match(text) is not None
