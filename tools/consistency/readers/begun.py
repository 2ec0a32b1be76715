"""Paragraphs and items that begin with a name in bold and go on about it: `**n8n** in the cellar, http://cellar:5678`.

Or in sentences: `**Forgejo**: Git. Web on port 3000, SSH on 2223.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers import asides, cellwords, phrases
from consistency.readers.context import Context, make
from consistency.readers.general import is_general

_BEGUN = lazily(
    r"\s*\*\*(?P<name>[^\W_][\w.+-]*(?: [A-Z][\w.+-]*){0,2})\*\*(?=,?\s+(?!(?:and|or|und|for|if|when)\s)[a-z(`])"
)
#: A name of code that is said to listen: `` `pve-exporter`, a unit of systemd, listens on 9221 ``.
_LISTENING = lazily(
    r"\s*`(?P<name>[a-z][\w.-]*)`(?=,?\s[^\n]{0,120}?\b(?:listens|listening|runs|serves|answers|bound|hört|lauscht|läuft|horcht)\s+(?:on|at|to|auf|unter|bei)\b)"
)
#: The same with a colon, a full stop or a dash behind the name.
_TOLD = lazily(
    r"\s*(?P<mark>\*\*|__)(?P<name>[^\W_](?:[\w.+-]*\w)?(?: [\w.+-]*\w){0,3})"
    r"(?:[:.](?P=mark)|(?P=mark)(?:[:.]|\s+[–—-]))\s+(?=\S)"
)
#: Sentences, and no list: `Prometheus on 9090, Grafana on 3000`.
_SENTENCE_END = lazily(r"(?<=\w)[\w)`*][.;!]\s")
_LISTED = lazily(
    r"(?P<name>[^\W\d_][\w.+-]*)[`*]*\s*(?:\(|:|=|→|->|@|[–—-]|on|at|auf)?\s*(?:port\s+)?[`*:]*\d{4,5}(?!\w)",
    re.IGNORECASE,
)
_NUMBER = lazily(r"[1-9]\d{3}")
#: What stands before a number that is no name's.
_BEFORE = frozenset("port ports on at auf to und and or oder bis".split())
_ABOUT_LOGINS = lazily(
    r"\W*(?:auth|authentication|auth(?:entication)? and authorization|authorization|access(?: control)?|log-?ins?|credentials|who may (?:log in|get in)|zugang|anmeldung|zugriff)\W*",
    re.IGNORECASE,
)
#: One of these is in what says so.
_ASKING = ("required", "uthentic", " auth", "oken", "assword", "ccount", "ogin", "key", "SSO", "nonymous")
_CLAUSE = lazily(r"[,;.]\s")
#: A command is no sentence.
_CODE = lazily(r"`[^`\n]* [^`\n]*`")
#: Words of a sentence.
_FEW = 6
_FAR = 12


def begun(blocks: Sequence[Block], index: int) -> tuple[str, int]:
    """The name with which a block begins and the offset behind it, where one beside it begins with another; else "", 0."""
    name, end = _name(blocks[index])
    others = {other for block in _beside(blocks, index) if (other := _name(block)[0])} if name else set()
    return (name, end) if others - {name} else ("", 0)


def _name(block: Block) -> tuple[str, int]:
    text = block.passage.text
    if block.kind not in ("paragraph", "item") or not ("**" in text[:4] or "`" in text[:4]):
        return "", 0
    match = _BEGUN.match(text) or _in_sentences(text) or _LISTENING.match(text)
    if not match or not phrases.is_name(match["name"]) or asides.is_nobody(match["name"]):
        return "", 0
    return match["name"], match.end()


def _in_sentences(text: str) -> re.Match[str] | None:
    match = _TOLD.match(text)
    if match is None or _lists(text[match.end() :]):
        return None
    rest = mask(_CODE.sub(" ", text[match.end() :]))
    return match if len(rest.split()) >= _FEW or _SENTENCE_END.search(rest) else None


def _lists(text: str) -> bool:
    """`Prometheus on 9090, Grafana on 3000`: two names, each with a number of its own."""
    if len(_NUMBER.findall(text)) < 2:
        return False
    found = _LISTED.finditer(mask(_CODE.sub(" ", text)))
    return sum(not is_general(one["name"]) and one["name"].lower() not in _BEFORE for one in found) > 1


def owned(claim: Claim, name: str) -> Claim:
    """A claim of such a block, of `name` where what it is of is no name of its own: `SSH on 2223`."""
    service = claim.service
    if not service or service == name:
        return claim
    if is_general(service):
        return claim._replace(service=f"{name} {service}", source="qualified")
    return claim._replace(service=name) if service.islower() and service.replace(" ", "").isalpha() else claim


def may_ask(text: str) -> bool:
    """False for a block of which `logged_in` says nothing."""
    return text.startswith("**") and any(sign in text for sign in _ASKING)


def logged_in(block: Block, context: Context, name: str, end: int) -> Iterator[Claim]:
    """What the first words behind the name say of who gets in, on a page or below a heading about that: `**Qdrant.** API key required`."""
    if not any(_ABOUT_LOGINS.fullmatch(heading) for heading in (context.title, context.heading)):
        return
    first = _CLAUSE.split(block.passage.text[end:], maxsplit=1)[0]
    if word := cellwords.auth(first):
        place = end + word.start, end + word.end
        yield make(
            context, block.passage, *place, "auth", word.value, service=name, source="prose", statement=f"L{block.line}"
        )


def _beside(blocks: Sequence[Block], index: int) -> Iterator[Block]:
    """Blocks of its kind in the same section, as far as they are near."""
    for way in (range(index - 1, max(-1, index - _FAR), -1), range(index + 1, min(len(blocks), index + _FAR))):
        for at in way:
            if blocks[at].kind == "heading":
                break
            if blocks[at].kind == blocks[index].kind:
                yield blocks[at]
