"""Sentences by which a port is on loopback alone: `published on 127.0.0.1:9090 only`, `Port 3306, bound to localhost`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.pattern import lazily
from consistency.values.port import valid

_SOCKET = lazily(
    r"(?<![\w.:/@-])(?:127\.0\.0\.1|localhost|\[::1\]):(?P<port>[1-9]\d{2,4})(?![\w:-]|\.\d)", re.IGNORECASE
)
_PORT = lazily(r"\b[Pp]ort[`*\s:]{1,4}(?P<port>[1-9]\d{2,4})(?![\w:-]|\.\d)")
_LOOPBACK = lazily(r"(?<![\w.:/@-])(?:127\.0\.0\.1|localhost)(?![\w:.-])|\bloopback\b", re.IGNORECASE)
#: That it is there, and nowhere else.
_BOUND = lazily(
    r"\b(?:only|bound|binds?|binding|published|loopback|nur|gebunden|bindet|ausschließlich|seulement|uniquement|solo)\b|只|绑定|仅",
    re.IGNORECASE,
)
#: What is done with it, or was.
_ELSE = lazily(
    r"\b(?:tunnel\w*|ssh|curl|open|visit|browse|proxy|proxies|forwards?|connects?|upstream|instead|default|example|e\.g|should|must|if|unless|was|were|until|"
    r"change|replace|set|either|or|test|tests|locally|development)\b",
    re.IGNORECASE,
)
_CLAUSE = lazily(r"[,(:，、（]|\s(?:so|since|because|and|but)\s")
_SENTENCE = lazily(r"(?:[^.!?;。]|[.!?](?!\s|$))+")


#: That nothing leads to it from outside of its network of containers; what is kept from the world may be published.
_UNPUBLISHED = lazily(
    r"\b(?:(?:not|never|isn['’]t|aren['’]t)\s(?:\w+\s)?published|unpublished|no\s(?:published|host)\sports?)\b"
    r"(?=[`*_]{0,3}\s*(?:[.,;:)–—!-]|$|on\s(?:the|this)\s(?:host|machine)|to\s(?:the|this)\s(?:host|machine)|by\s(?:docker|compose)|deliberately|on\spurpose|by\sdesign|at\sall\s*(?:[.,;:)]|$)))",
    re.IGNORECASE,
)
#: That it is so somewhere, or was, or that something else is meant.
_NOT_ALWAYS = lazily(
    r"\b(?:in production|prod|debug|staging|when|while|beyond|on ci|by the app|because|which|but|considered|is it|then|directly|at all on|here|"
    r"v?lan|internet|cloudflare|images?|posts?|articles?|drafts?|packages?|versions?|host port)\b",
    re.IGNORECASE,
)
_NUMBER = lazily(
    r"(?<![\w./:@~-])(?:(?:[a-z][a-z0-9_-]*:|:|[Pp]orts?[ `*]{1,3})(?P<port>[1-9]\d{2,4})|(?P<bare>(?!19\d\d|20\d\d)[1-9]\d{3,4}))(?![\w:%-]|\.\d|/(?!tcp|udp))"
)


def unpublished(text: str) -> Iterator[tuple[int, int, int, str]]:
    """Start, end, number and sentence of the one port of each sentence that says of it, behind it, that it is not published."""
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0]
        kept = _UNPUBLISHED.search(said)
        asked = text[sentence.end() : sentence.end() + 1] == "?"
        if not kept or asked or _ELSE.search(said) or _NOT_ALWAYS.search(said):
            continue
        found = {match["port"] or match["bare"]: match for match in _NUMBER.finditer(said, 0, kept.start())}
        for number, match in found.items() if len(found) == 1 else ():
            start, end = match.span("port" if match["port"] else "bare")
            if valid(int(number)):
                yield sentence.start() + start, sentence.start() + end, int(number), said


def _until(sentence: str, place: int) -> str:
    """The sentence up to the end of the clause that holds a place."""
    end = _CLAUSE.search(sentence, place)
    return sentence[: end.start()] if end else sentence


def on_loopback(text: str) -> Iterator[tuple[int, int, int]]:
    """Start, end and number of each port that a sentence of the text has on loopback alone."""
    for sentence in _SENTENCE.finditer(text):
        said = sentence[0]
        if not _BOUND.search(said):
            continue
        sockets = list(_SOCKET.finditer(said))
        found = sockets or (list(_PORT.finditer(said)) if _LOOPBACK.search(said) else [])
        if not found or _ELSE.search(_until(said, found[0].end())):
            continue
        if len({match["port"] for match in found}) == 1 and valid(int(found[0]["port"])):
            start = sentence.start()
            yield start + found[0].start("port"), start + found[0].end("port"), int(found[0]["port"])
