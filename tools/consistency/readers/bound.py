"""Sentences that say how far a service reaches, and no port: `It binds to 127.0.0.1 only`, `Loki is not published`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import sentence
from consistency.readers.context import Context, make
from consistency.readers.headers import environment
from consistency.readers.shape import Shape
from consistency.values import address

_BOUND = lazily(
    r"\b(?:binds?|bound|published|exposed|listens?|listening|lauscht|hört|escucha|écoute)\s+(?:itself\s+)?(?:only\s+|nur\s+|solo\s+)?"
    r"(?:on|to|at|auf|an|en|sur)\s+(?:only\s+|nur\s+)?(?:the\s+)?[`*]*"
    r"(?P<to>\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w|:)|(?:localhost|loopback|all (?:network )?interfaces)\b(?!:|\.\w))(?=[`*]*(?:\s+(?:only|nur|alone|and|und|so|of|auf|von|on [a-z][\w-]+)\b|\s*[.,;:)]|\s*$))"
    r"(?:[`*]*\s+only)?(?:\s*\([`*\s]*(?:localhost|(?P<address>\d{1,3}(?:\.\d{1,3}){3})):(?P<port>\d{2,5})[`*\s]*\))?",
    re.IGNORECASE,
)
#: `The gateway is published on`: what a compose file may call so, and no word for anything that listens.
_PLAIN = lazily(
    r"[\s>*+•`-]*(?:\d+[.)]\s+)?(?:[Tt]he|[Oo]ur)\s+[`*]*(?P<name>[a-z][a-z0-9-]{2,30})[`*]*\s+(?:(?:is|are)\s+)?(?:only\s+)?$"
)
#: `Prometheus and Alertmanager listen on`.
_BOTH = lazily(
    r"[\s>*+•`-]*(?P<one>[A-Z][\w.+-]{2,30})[`*]*\s+(?:and|und)\s+[`*]*(?P<other>[A-Z][\w.+-]{2,30})[`*]*\s+(?:(?:are|sind|both)\s+){0,2}(?:only\s+)?"
)
_ANYTHING = frozenset(
    """server servers service services host machine process daemon container containers application applications app apps instance system node nodes
    site page program pod vm box interface port ports socket address listener endpoint component one rest stack others website database""".split()
)
#: What follows from it, which may be so or not.
_SO = lazily(r"(?:,|;|\s+so(?:\s+that)?\s+(?:you|we|people|others|everybody|it))\b")
#: What may be, not what is.
_MAY = lazily(
    r"\b(?:default|if|when|unless|can(?!['’]t)|could|may|might|will|would|or|either|instead|example|standardmäßig|wenn|oder)\b",
    re.IGNORECASE,
)
#: And no word for whom: `not exposed to the internet` may be open to all others.
_KEPT = lazily(
    r"\b(?:is|are)\s+(?P<word>(?:not|never)\s+(?:published|exposed))(?:\s+(?:at all|in\s+(?P<scope>production|prod|staging|development)))*(?=\s*[.,;:)]|\s*$)",
    re.IGNORECASE,
)
#: One of these is in every such sentence.
_VERBS = ("bind", "bound", "listen", "published", "exposed", "lauscht", "hört", "escucha", "écoute")
_WORDS = {"loopback": "127.0.0.1", "all interfaces": "0.0.0.0", "all network interfaces": "0.0.0.0"}


def bound(passage: Passage, context: Context, shape: Shape) -> Iterator[Claim]:
    """A bind or exposure claim for every such sentence whose subject is a service."""
    text = passage.text
    lowered = text.lower()
    if " not " in lowered or " never " in lowered:
        yield from _kept(passage, context, shape)
    if not any(word in lowered for word in _VERBS):
        return
    text = mask(text)
    for match in _BOUND.finditer(text):
        said = sentence.subject(text, match.start("to"), context.subject)
        service = context.itself if said == sentence.ITSELF else _plain(text[: match.start()]) or said
        both = _BOTH.fullmatch(text[: match.start()])
        so = _SO.search(text, match.end("to"))
        names = both.group("one", "other") if both else (service,)
        for name in names if not _MAY.search(text, 0, so.start() if so else len(text)) else ():
            to = match["to"].lower()
            if name:
                yield make(
                    context, passage, *match.span("to"), "bind", address.canonical(_WORDS.get(to, to)), service=name,
                    port=int(match["port"] or 0), source=shape.name, statement=f"L{passage.line}",
                )  # fmt: skip


def _plain(before: str) -> str:
    """The one word with which a sentence begins, "" where it says nothing of which is meant."""
    match = _PLAIN.match(before)
    return match["name"] if match and match["name"] not in _ANYTHING else ""


def _kept(passage: Passage, context: Context, shape: Shape) -> Iterator[Claim]:
    """exposure loopback: `Typesense is not published in production`."""
    text = mask(passage.text)
    if context.modality == "negated":  # by the very words that are read here
        context = context._replace(modality="stated")
    for match in _KEPT.finditer(text):
        said = sentence.subject(text, match.start("word"), context.subject)
        service = context.itself if said == sentence.ITSELF else said
        if service and not _MAY.search(text):
            scope = environment(match["scope"]) if match["scope"] else context.scope
            yield make(
                context, passage, *match.span("word"), "exposure", "loopback", service=service, scope=scope, source=shape.name,
                statement=f"L{passage.line}",
            )  # fmt: skip
