"""Who may come in, as pages say it of a program, or of a setting by its name: `Sign-ups are disabled`, `ALLOW_SIGNUP=false`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import code_spans, mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make, service_in
from consistency.readers.sections import sections
from consistency.values import admission, exact

#: In a page without it no table says anything.
_SIGN_UPS = lazily(r"[Ss]ign[ -]?[Uu]p|[Rr]egistration")
_SIGNS = lazily(r"sign[ _-]?ups?|registration|anonymous|auth|insecure|guest|login", re.IGNORECASE)
_SET = lazily(r"(?P<key>[A-Za-z][\w.-]*)\s*[:=]\s*[\"']?(?P<value>true|false|yes|no|on|off|0|1)[\"']?", re.IGNORECASE)
_KEY = lazily(r"[A-Za-z][\w-]*[_.][\w.-]*\w")
_STATE = lazily(
    r"[`)\s]*(?:is|are)\s+(?:switched\s+|turned\s+|set\s+to\s+)?(?P<value>off|on|disabled|enabled|false|true)\b(?!\s+(?:by default|when|if|unless|for))",
    re.IGNORECASE,
)
_STATES = {"disabled": "off", "enabled": "on"}
#: What is to be done, may be done, or comes about by itself, is no statement of how it is.
_ASIDE = lazily(
    r"\b(?:set|setting|sets|use|using|add|change|if|when|unless|once|until|before|default\w*|to (?:enable|disable|turn|open|close|allow)|can|could|may|might|should|must|export|"
    r"or|pass|override|e\.g|example|temporarily|was|were|want|need)\b|[可若]|设置|如果|wenn|falls",
    re.IGNORECASE,
)
#: A setting that is told beside what it makes: `Registration is closed (...)`, `invite only: ...`; one that a sentence or an
#: item begins with is explained.
_BESIDE = lazily(r"\w[^\w\n]*[(:,–—][\s(]*`{1,2}$")
#: What a setting may do, or does in general.
_DOES = lazily(
    r"[`)\s]*(?:can|could|may|should|must|to|if|when|allows?|enables?|disables?|lets|turns|makes|means|by default)\b",
    re.IGNORECASE,
)
_UPS = r"(?:self[- ]?|user |open |public )?(?:sign[- ]?ups?|registrations?)"
_SAID = lazily(
    rf"\b{_UPS}\s+(?:is|are|stays?|remains?)\s+(?:now\s+|all\s+)?(?:switched\s+|turned\s+)?"
    r"(?:(?P<closed>disabled|off|closed|not\s+(?:allowed|possible|open)|invite[- ]only|by\s+invitation)|(?P<open>open|enabled|allowed|on))\b"
    r"|\b(?P<none>no\s+(?:self[- ]?|open\s+|public\s+)?(?:sign[- ]?ups?|registration))\b",
    re.IGNORECASE,
)
_LABEL = lazily(rf"\W*{_UPS}\W*", re.IGNORECASE)
_VALUE = lazily(
    r"\W*(?:(?P<closed>disabled|off|closed|no|none|not allowed|invit\w+[ -]only|by invitation)|(?P<open>open|enabled|allowed|yes|on))\b",
    re.IGNORECASE,
)
#: https://www.authelia.com/configuration/security/access-control/#policies
_POLICY = lazily(r"one_factor|two_factor|bypass|deny")
_ONE_NAME = lazily(r"[A-Za-z0-9][\w-]*(?:\.[\w-]+)*")
_SENTENCE = lazily(r"(?<=[.!?;])\s+")
#: The rows of a page about one program: a name, and what it is.
_PAIR = 2
#: A longer text is no name.
_LONG = 80
_NAMED = 4


def of_page(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims: of a setting with its state, on or off; of the sign-ups of a program, open or closed."""
    if context.role != "canon" or context.modality != "stated":
        return
    ups = _SIGN_UPS.search(text) is not None
    for above, blocks in sections(found):
        headings = tuple((one.level, shown(mask(one.passage.text))) for one in above)
        if any(words.heading_modality(heading) != "stated" for _, heading in headings):
            continue
        here = context.headed(headings)
        about = next(
            (name for _, one in reversed(headings) if (name := service_in(one)) and not _LABEL.search(one)), ""
        )
        for block in blocks:
            if block.table and "_factor" in text:
                yield from _policies(here, block.table)
            if block.table and ups:
                yield from _table(here, block.table, about)
            elif block.kind in ("paragraph", "item") and not block.quoted and _SIGNS.search(block.passage.text):
                yield from _sentences(here, block.passage, about)


def _policies(context: Context, table: Table) -> Iterator[Claim]:
    """`radarr | one_factor`: the rules of Authelia, as its own words for them tell, for the names that rows begin with."""
    for row in table.rows:
        name = shown(mask(row[0].text)) if row else ""
        said = [cell for cell in row[1:] if _POLICY.fullmatch(mask(cell.text).strip())]
        if len(said) == 1 and _ONE_NAME.fullmatch(name):
            text = mask(said[0].text)
            place = len(text) - len(text.lstrip()), len(text.rstrip())
            yield make(
                context, said[0], *place, "call", text.strip(), service=exact.policy(name), host="", source=PROJECT,
                statement=f"L{row[0].line}",
            )  # fmt: skip


def _table(context: Context, table: Table, about: str) -> Iterator[Claim]:
    """`| Sign-ups | disabled |` on a page about one program; `| Vaultwarden | 8222 | sign-ups are disabled |`."""
    for row in table.rows:
        texts = [mask(cell.text) for cell in row]
        match = _VALUE.match(texts[1]) if len(row) == _PAIR and _LABEL.fullmatch(texts[0]) else None
        if match and about:
            yield _ups(context, row[1], match, about)
            continue
        name = next((one for text in texts[:_PAIR] if (one := shown(text)) and any(map(str.isalpha, one))), "")
        for cell, text in zip(row[1:], texts[1:], strict=True):
            said = _SAID.search(text) if name and len(name.split()) <= _NAMED else None
            if said and not _ASIDE.search(text):
                yield _ups(context, cell, said, name)


def _sentences(context: Context, passage: Passage, about: str) -> Iterator[Claim]:
    start = 0
    for part in _SENTENCE.split(passage.text):
        start = passage.text.index(part, start)
        if _SIGNS.search(part) and words.modality(part) in ("stated", "negated"):
            piece = passage.slice(start, start + len(part))
            yield from _settings(context, piece)
            said = None if _ASIDE.search(part) else _SAID.search(mask(part))
            if said and about:
                yield _ups(context, piece, said, about)
        start += len(part)


def _settings(context: Context, piece: Passage) -> Iterator[Claim]:
    """```ENABLE_AUTH=1``` and ``(`api.insecure`) is switched off``."""
    for start, end in code_spans(piece.text):
        inner = piece.text[start:end]
        match = _SET.fullmatch(inner)
        key = match["key"] if match else inner if len(inner) <= _LONG and _KEY.fullmatch(inner) else ""
        said = match or (_STATE.match(piece.text, end) if key else None)
        if (
            said
            and admission.is_door(key)
            and _BESIDE.search(piece.text[:start])
            and not _ASIDE.search(piece.text[:start])
            and not _DOES.match(piece.text, end)
        ):
            at = said.start("value") + (start if match else 0)
            value = _STATES.get(said["value"].lower()) or admission.state(said["value"])
            yield make(
                context, piece, at, at + len(said["value"]), "call", value, service=exact.switch(key), host="", source=PROJECT,
                statement=f"L{piece.line}",
            )  # fmt: skip


def _ups(context: Context, passage: Passage, match: re.Match[str], about: str) -> Claim:
    kind = match.lastgroup or ""
    return make(
        context, passage, *match.span(kind), "call", "open" if kind == "open" else "closed", service=exact.sign_ups(about), host="",
        source=PROJECT, statement=f"L{passage.line}",
    )  # fmt: skip
