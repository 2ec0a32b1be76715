"""Ranges outside of which there is to be nothing: `App services listen inside 8080-8099; there are no exceptions`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.inline import mask
from consistency.model.claim import EXCEPTED, KEPT_FOR, ONE_OF_ALL, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.kindwords import kind_words
from consistency.values.port import valid

#: Fewer ports are a list, more are no plan (they are what a protocol takes at random).
_NARROW, _WIDE = 5, 500
_YEARS = 1970, 2060
_SPAN = lazily(
    r"(?<![\w.:/-])(?P<low>[1-9]\d{3,4})(?:[`*\s]{0,3}(?:[-–—]|\.\.|to|through|bis)[`*\s]{0,3}(?P<high>[1-9]\d{3,4}))?(?![\w:/])(?!\.\d)"
)
#: Two numbers of four digits with little between them.
_HOLDS = lazily(r"[1-9][0-9]{3}[0-9`*\s]{0,5}(?:[-–—]|\.\.|to|through|bis|and)[`*\s]{0,4}[1-9][0-9]{3}")
_OF_PORTS = lazily(r"\bports?\b|\blisten|\bpublished\b|\bexporters?\b|\bfirewall\b", re.IGNORECASE)
_BETWEEN = lazily(
    r"\bbetween[`*\s]{1,4}(?P<low>[1-9]\d{3,4})[`*\s]{1,4}and[`*\s]{1,4}(?P<high>[1-9]\d{3,4})(?![\w:/])", re.IGNORECASE
)
_SENTENCE = lazily(r"(?:[^.!?]|[.!?](?!\s|$))+[.!?]?")
_RECORDS = lazily(r"(?:^|/)(?:adrs?|decisions?)/")
_DECISION = lazily(r"(?:the )?decisions?|entscheidung|décision|decisión", re.IGNORECASE)
#: That there is nothing else, wherever in the paragraph it stands.
_STRICT = lazily(
    r"\b(?:no|without) (?:further |other |any )?exceptions?\b|\bnothing (?:else |is )?(?:outside|beyond)\b|\bexactly\b|\beverything in (?:there|it)\b"
    r"|\bkeine? (?:weiteren )?ausnahmen?\b|\bohne ausnahmen?\b|\bausschließlich\b",
    re.IGNORECASE,
)
#: And in the sentence itself.
_RULES = lazily(
    r"\b(?:ports? (?:are|sind)|only|must|always|every|all|each|have to|has to|come from|(?:is|are) (?:taken|chosen|given|assigned|published|allocated) (?:\w+ )?(?:from|between|in(?:side)?|within)"
    r"|take an?(?: free)? port|gets? (?:an?|its|their) (?:[\w-]+ ){0,2}ports? (?:from|in|within|between)|everything|listen (?:in|inside|within|between)|are (?:in|within) the (?:port )?range|nur|alle|jede[rs]?|immer|müssen|bekommen)\b",
    re.IGNORECASE,
)
#: Of a table below it, and of what it does not bind.
_THESE = lazily(
    r"\bports?\b[^.]{0,60}\b(?:come|are (?:taken|chosen|given|assigned)|is taken|lie|live)\s+(?:from|in(?:side)?|within)\s+(?:one of\s+)?(?:these|the following|those)\s+(?:port\s+)?(?:ranges|blocks|lanes)\b",
    re.IGNORECASE,
)
_EXCEPTS = lazily(r"\W*(?:exceptions?|excepted|grandfathered|ausnahmen?)\b[^\n]{0,3}?[:,]", re.IGNORECASE)
_NAMED = lazily(r"(?<![\w.:-])[1-9]\d{3,4}(?![\w:-]|\.\d)")
_EXEMPT = lazily(r"\b(?:exempt\w*|excepted|except for|apart from|excluded|not bound by)\b", re.IGNORECASE)
#: For whom ports are kept, which says nothing of others.
_KEPT = lazily(
    r"^\W*(?:the )?(?:ports? )?(?:range )?[\d`*\s–-]{9,30} (?:is|are) (?:reserved|set aside|kept|only) for\b",
    re.IGNORECASE,
)
#: `HTTP of application services: 8080-8089`, below the heading of what was decided.
_DECIDED = lazily(r"^[^\W\d_][^:\d]{3,60}:[\s`*]*[1-9]\d{3,4}[\s–-]{1,3}[1-9]\d{3,4}[\s`*]*\.?$")
_WORD = lazily(r"[A-Za-z]{3,}")
_LOOSE = lazily(
    r"\b(?:or (?:whatever|anything)|mostly|usually|roughly|by default|etc|e\.g|for example|or so|ephemeral|dynamic|passive|random|meist|üblicherweise|z\. ?B)\b",
    re.IGNORECASE,
)


def told(passage: Passage, context: Context) -> Iterator[Claim]:
    """A claim `confined` for each sentence of a paragraph or item that gives ranges as a rule.

    Its value holds the ranges of the sentence, then those and the single ports that the rest names: they are let pass.
    Its part holds the sentence's words as exact.NEAR has them, by which the names of those can be known for whom the ranges are.
    """
    if _EXCEPTS.match(passage.text) and _is_rule(context):
        yield from _let_pass(passage, mask(passage.text), context)
        return
    if not _HOLDS.search(passage.text) or not _is_rule(context):
        return
    text = mask(passage.text)
    if not context.ports and not _OF_PORTS.search(f"{text} {context.section} {context.lead}"):
        return
    strict = _STRICT.search(text) is not None
    for sentence in _SENTENCE.finditer(text) if _EXEMPT.search(text) else ():
        if _EXEMPT.search(sentence[0]) and (word := _WORD.search(sentence[0])):
            place = sentence.start() + word.start(), sentence.start() + word.end()
            yield make(
                context._replace(modality="stated"), passage, *place, "confined", "", namespace="",
                part=exact.NEAR + " ".join(kind_words(sentence[0])), source=EXCEPTED, statement=f"L{passage.line}",
            )  # fmt: skip
    for sentence in _SENTENCE.finditer(text):
        if _LOOSE.search(sentence[0]):
            continue
        if strict or _RULES.search(sentence[0]) or (context.role == "plan" and _DECIDED.match(text)):
            yield from _claim(passage, text, sentence.span(), context, sentence[0])
        elif _KEPT.match(sentence[0]):
            yield from _claim(passage, text, sentence.span(), context, sentence[0], KEPT_FOR)


def _is_rule(context: Context) -> bool:
    """What holds now: said by canon, below a heading that speaks of conventions, or decided in a record of decisions."""
    if context.role == "plan":
        headings = context.section.split(" > ")
        short = len(headings) == 1 and _RECORDS.search(context.path) is not None  # a record of few words
        return short or any(_DECISION.fullmatch(heading) for heading in headings)
    told = context.modality in ("stated", "negated") or "convention" in context.section.lower()
    return context.role == "canon" and told


def of_row(cell: Passage, said: str, context: Context, statement: str) -> Iterator[Claim]:
    """The same of the row of a range table that says so of its range: `8200-8229 | the tools, no exceptions`."""
    text = mask(cell.text)
    if not _is_rule(context):
        return
    if _STRICT.search(said):
        yield from (claim._replace(statement=statement) for claim in _claim(cell, text, (0, len(text)), context, said))
    elif _THESE.search(context.lead) and not _LOOSE.search(context.lead):
        found = _claim(cell, text, (0, len(text)), context, said, ONE_OF_ALL)
        yield from (claim._replace(statement=statement) for claim in found)


def _let_pass(passage: Passage, text: str, context: Context) -> Iterator[Claim]:
    """What the rule's page excepts, without any range of its own: `Exceptions: 2222 (git), 51820/udp`."""
    named = [match for match in _NAMED.finditer(text) if valid(int(match[0]))]
    if named:
        value = " ".join(dict.fromkeys(match[0] for match in named))
        yield make(
            context._replace(modality="stated"), passage, *named[0].span(), "confined", value, port=int(named[0][0]), namespace="",
            source=EXCEPTED, statement=f"L{passage.line}",
        )  # fmt: skip


def _claim(
    passage: Passage, text: str, place: tuple[int, int], context: Context, said: str, source: str = "rule"
) -> Iterator[Claim]:
    inside = [span for span in _spans(text) if place[0] <= span[0] < place[1]]
    limits = [span for span in inside if _NARROW <= span[3] - span[2] + 1 <= _WIDE]
    if not limits or words.modality(text[slice(*place)]) in ("planned", "retired", "example"):
        return
    others = [span for span in _spans(text) if span not in limits]
    value = " ".join(
        dict.fromkeys(f"{low}-{high}" if high > low else str(low) for _, _, low, high in (*limits, *others))
    )
    named = exact.NEAR + " ".join(kind_words(said))
    for start, end, low, high in limits:
        if (low, high) == limits[0][2:]:  # wherever the sentence says it
            yield make(
                context._replace(modality="stated"), passage, start, end, "confined", value, port=low, namespace="",
                part=named, source=source, statement=f"L{passage.line}",
            )  # fmt: skip


def _spans(text: str) -> list[tuple[int, int, int, int]]:
    """Start, end, first and last port of every range and every single port of four or five digits, in their order."""
    found = [*_BETWEEN.finditer(text)]
    within = {at for match in found for at in range(*match.span())}
    found += [match for match in _SPAN.finditer(text) if match.start() not in within]
    spans = [(m.start("low"), m.end(), int(m["low"]), int(m["high"] or m["low"])) for m in found]
    years = [span for span in spans if span[3] > span[2] and _YEARS[0] <= span[2] and span[3] <= _YEARS[1]]
    return sorted(span for span in spans if span[2] <= span[3] and valid(span[3]) and span not in years)
