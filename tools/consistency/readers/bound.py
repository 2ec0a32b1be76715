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
    r"\b(?:binds?|bound|listens?|listening|lauscht|hört|escucha|écoute)\s+(?:itself\s+)?(?:only\s+|nur\s+|solo\s+)?"
    r"(?:on|to|at|auf|an|en|sur)\s+(?:only\s+|nur\s+)?(?:the\s+)?[`*]*"
    r"(?P<to>\d{1,3}(?:\.\d{1,3}){3}(?!\.?\w|:)|(?:localhost|loopback|all (?:network )?interfaces)\b(?!:|\.\w))(?=[`*]*(?:\s+(?:only|nur|alone|and|und|so)\b|\s*[.,;:)]|\s*$))",
    re.IGNORECASE,
)
#: What may be, not what is.
_MAY = lazily(
    r"\b(?:default|if|when|unless|can|could|may|might|will|would|or|either|instead|example|standardmäßig|wenn|oder)\b",
    re.IGNORECASE,
)
#: And no word for whom: `not exposed to the internet` may be open to all others.
_KEPT = lazily(
    r"\b(?:is|are)\s+(?P<word>(?:not|never)\s+(?:published|exposed))(?:\s+(?:at all|in\s+(?P<scope>production|prod|staging|development)))*(?=\s*[.,;:)]|\s*$)",
    re.IGNORECASE,
)
#: One of these, bind or listen is in every such sentence.
_VERBS = ("bound", "lauscht", "hört", "escucha", "écoute")
_WORDS = {"loopback": "127.0.0.1", "all interfaces": "0.0.0.0", "all network interfaces": "0.0.0.0"}


def bound(passage: Passage, context: Context, shape: Shape) -> Iterator[Claim]:
    """A bind or exposure claim for every such sentence whose subject is a service."""
    text = passage.text
    lowered = text.lower()
    if " not " in lowered or " never " in lowered:
        yield from _kept(passage, context, shape)
    if "bind" not in lowered and "listen" not in lowered and not any(word in lowered for word in _VERBS):
        return
    text = mask(text)
    for match in _BOUND.finditer(text):
        said = sentence.subject(text, match.start("to"), context.subject)
        service = context.itself if said == sentence.ITSELF else said
        if service and not _MAY.search(text):
            to = match["to"].lower()
            yield make(
                context, passage, *match.span("to"), "bind", address.canonical(_WORDS.get(to, to)), service=service,
                source=shape.name, statement=f"L{passage.line}",
            )  # fmt: skip


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
