"""The public names under which a page gives addresses, whoever they are of: `https://sky.acme.io`, in text and in sessions.

Who serves a name is the routers' to say; a page needs to name no service for that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import SITE, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.model.vhost import answering_at
from consistency.model.zone import registered
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.sections import stated

#: A URL without a port, or with one that goes without saying; what stands for something else has other signs in it.
_URL = lazily(
    r"https?://(?P<name>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})(?::(?:80|443))?(?=[/?#\s`'\"<>)\]|,;*]|\.?$|\.\s)"
)
#: Between links that stand in a row.
_SIGNS = (" · ", " • ", " | ")
#: What is there to be probed, at the end of a URL.
_HEALTH = lazily(
    r"(?P<path>(?:/[\w.~-]{1,40}){0,5}/(?:[\w]{1,20}[_.-])?(?:health(?:z|y|[_-]?check)?|live(?:z|ness)?|alive|ready(?:z)?|readiness))/?(?=[?#\s`'\"<>)\]|,;]|\.?$|\.\s)"
)
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
            if not _is_below(name) or words.modality(_beside(passage.text, *match.span())) != "stated":
                continue
            times[name] += 1
            if len(times) > _MANY:
                return ()
            if times[name] <= _PLACES:
                claims.append(_claim(context, passage, match.span("name"), name))
            if health := _HEALTH.match(passage.text, match.end()):
                claims.append(_asked(context, passage, health.span("path"), name))
    return tuple(claims)


def _beside(text: str, start: int, end: int) -> str:
    """What is said of a link, where others stand beside it: `[Demo](...) · [Roadmap](...)`."""
    begun = max(text.rfind(sign, 0, start) for sign in _SIGNS)
    ends = [at for sign in _SIGNS if (at := text.find(sign, end)) >= 0]
    return text[begun + 1 if begun >= 0 else 0 : min(ends, default=len(text))]


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
