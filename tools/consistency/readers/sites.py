"""The public names under which a page gives addresses, whoever they are of: `https://sky.acme.io`, in text and in sessions.

Who serves a name is the routers' to say; a page needs to name no service for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import SITE, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.model.zone import registered
from consistency.readers import words
from consistency.readers.context import Context, make

#: A URL without a port, or with one that goes without saying; what stands for something else has other signs in it.
_URL = lazily(
    r"https?://(?P<name>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})(?::(?:80|443))?(?=[/?#\s`'\"<>)\]|,;]|\.?$|\.\s)"
)
#: Programs call what they like.
_TOLD_IN = frozenset("bash sh shell zsh console shell-session fish terminal http text txt env dotenv ini".split())
#: A page with more names lists links; of one name so many places are given.
_MANY, _PLACES = 64, 3


def sites(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """Claims of attribute domain, of no service, of each name below a registered one; () on a page full of links."""
    if context.role != "canon" or context.modality != "stated" or "://" not in text:
        return ()
    claims: list[Claim] = []
    times: Counter[str] = Counter()
    for passage in _stated(found):
        for match in _URL.finditer(passage.text) if "://" in passage.text else ():
            name = match["name"].lower()
            if not _is_below(name) or words.modality(passage.text) != "stated":
                continue
            times[name] += 1
            if len(times) > _MANY:
                return ()
            if times[name] <= _PLACES:
                claims.append(_claim(context, passage, match.span("name"), name))
    return tuple(claims)


def _stated(found: Sequence[Block]) -> Iterator[Passage]:
    """Lines and cells of what holds now: not below a heading of plans, examples or the past, nor in a program."""
    above = [(0, "stated")]
    for block in found:
        if block.kind == "heading":
            above = [one for one in above if one[0] < block.level]
            above.append((block.level, words.heading_modality(block.passage.text)))
        elif any(said != "stated" for _, said in above):
            continue
        elif block.table:
            yield from (cell for row in block.table.rows for cell in row)
        elif block.kind in ("paragraph", "item") or (
            block.kind == "fence" and block.info.strip().lower().split(" ")[0] in ("", *_TOLD_IN)
        ):
            yield from block.passage.lines()


def _is_below(name: str) -> bool:
    parent = registered(name)
    return bool(parent) and name not in (parent, f"www.{parent}")


def _claim(context: Context, passage: Passage, place: tuple[int, int], name: str) -> Claim:
    return make(context, passage, *place, "domain", name, host="", source=SITE, statement=f"L{passage.line}")
