"""The public names under which a page gives addresses, whoever they are of: `https://sky.acme.io`, in text and in sessions.

Who serves a name is the routers' to say; a page needs to name no service for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import SITE, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.model.vhost import answering_at
from consistency.model.zone import registered
from consistency.readers import words
from consistency.readers.context import Context, make

#: A URL without a port, or with one that goes without saying; what stands for something else has other signs in it.
_URL = lazily(
    r"https?://(?P<name>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})(?::(?:80|443))?(?=[/?#\s`'\"<>)\]|,;*]|\.?$|\.\s)"
)
#: What is there to be probed, at the end of a URL.
_HEALTH = lazily(
    r"(?P<path>(?:/[\w.~-]{1,40}){0,5}/(?:[\w]{1,20}[_.-])?(?:health(?:z|y|[_-]?check)?|live(?:z|ness)?|alive|ready(?:z)?|readiness))/?(?=[?#\s`'\"<>)\]|,;]|\.?$|\.\s)"
)
#: Programs call what they like.
_TOLD_IN = frozenset("bash sh shell zsh console shell-session fish terminal http text txt env dotenv ini".split())
#: A page with more names lists links; of one name so many places are given.
_MANY, _PLACES = 64, 3


def sites(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """Claims of attribute domain, of no service, of each name below a registered one; () on a page full of links."""
    if context.role != "canon" or context.modality != "stated" or "://" not in text:
        return ()
    if not any(_is_below(match["name"].lower()) for match in _URL.finditer(text)):
        return ()
    claims: list[Claim] = []
    times: Counter[str] = Counter()
    for passage in stated(found, "://"):
        for match in _URL.finditer(passage.text):
            name = match["name"].lower()
            if not _is_below(name) or words.modality(passage.text) != "stated":
                continue
            times[name] += 1
            if len(times) > _MANY:
                return ()
            if times[name] <= _PLACES:
                claims.append(_claim(context, passage, match.span("name"), name))
            if health := _HEALTH.match(passage.text, match.end()):
                claims.append(_asked(context, passage, health.span("path"), name))
    return tuple(claims)


def in_force(found: Sequence[Block], sign: str) -> Iterator[Block]:
    """The blocks with the sign of what holds now: not below a heading of plans, examples or the past."""
    above: list[tuple[int, str]] = []
    for block in found:
        if block.kind == "heading":
            above = [*(one for one in above if one[0] < block.level), (block.level, block.passage.text)]
        elif (block.table or sign in block.passage.text) and all(
            words.heading_modality(heading) == "stated" for _, heading in above
        ):
            yield block


def stated(found: Sequence[Block], sign: str) -> Iterator[Passage]:
    """Lines and cells with the sign, of what holds now, and not in a program."""
    for block in in_force(found, sign):
        yield from (passage for passage in _passages(block) if sign in passage.text)


def _passages(block: Block) -> Iterable[Passage]:
    if block.table:
        return (cell for row in block.table.rows for cell in row)
    told = block.kind in ("paragraph", "item") or (
        block.kind == "fence" and block.info.strip().lower().split(" ")[0] in ("", *_TOLD_IN)
    )
    return block.passage.lines() if told else ()


def _is_below(name: str) -> bool:
    parent = registered(name)
    return bool(parent) and name not in (parent, f"www.{parent}")


def _asked(context: Context, passage: Passage, place: tuple[int, int], name: str) -> Claim:
    """The path at which whoever answers under the name is asked how it is."""
    path = passage.text[slice(*place)]
    return make(
        context, passage, *place, "health", path, service=answering_at(name), host="", source=SITE,
        statement=f"L{passage.line}",
    )  # fmt: skip


def _claim(context: Context, passage: Passage, place: tuple[int, int], name: str) -> Claim:
    return make(context, passage, *place, "domain", name, host="", source=SITE, statement=f"L{passage.line}")
