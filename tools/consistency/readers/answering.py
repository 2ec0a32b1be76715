"""Sentences that give the path at which a service says how it is: ``The frontend answers `GET /healthz` with ok``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make, service_in

_PATH = lazily(r"(?<![\w:/.~-])(?P<path>/(?=[\w/.-]{0,80}?(?:health|live|ready)\w{0,8}(?![\w/-]))[\w/.-]*\w)(?![\w/-])")
#: One of these is in every such path, or the page has none that is read.
_SIGNS = ("/health", "/_health", "/live", "/_live", "/ready", "/_ready")
_PROBES = ("liveness", "readiness", "health", "probes")
#: One of these is, in lower case, in every block in which one is given.
_IN_BLOCK = ("health", "live", "ready", "readi", "kube", "k8s")
_ANY_PATH = lazily(r"(?<![\w:/.~-])/[a-z][\w./-]*")
#: `The` before a word, or a name.
_SUBJECT = lazily(
    r"[\s`*>-]*(?:(?:The|Our)\s+[`*]*(?P<plain>[a-z][\w-]+)|(?P<name>[A-Z][\w.-]+(?: [A-Z][\w.-]+)?|[a-z]+(?:-[a-z0-9]+)+))[`*]*\s+"
    r"(?:answers|serves|exposes|offers|provides|responds|reports)\b(?P<between>[^/.;:]{0,60})$"
)
#: `search's readiness probe is`, `the health check of search is`.
_WHOSE = lazily(
    r"[\s`*>-]*(?:The\s+)?[`*]*(?P<name>[A-Za-z][\w.-]*(?: [A-Z][\w.-]+)?)[`*]*['’]s\s+(?:health|liveness|readiness)[ -]?(?:probe|check|endpoint|path|url)?\s+"
    r"(?:is|asks|calls|hits|answers(?: on)?)\s+[`*]*(?:GET\s+)?$"
)
#: ``Liveness is `GET /ping` ``, ``Kubernetes probes `/healthz` for readiness``: of what the section is about.
_PROBE = lazily(
    r"[\s`*>-]*(?:(?:The\s+)?(?:health|liveness|readiness)(?:[ -]?(?:probe|check|endpoint|path|url))?\s+(?:is|asks|calls|hits|answers(?: (?:at|on))?|lives at|is (?:at|on))|"
    r"(?:Kubernetes|The kubelet|kubelet|K8s)\s+(?:probes|asks|calls|checks|hits))\s+[`*]*(?:GET\s+)?$",
    re.IGNORECASE,
)
_KIND_OF = frozenset(
    """service server host process container daemon app application program system site page dashboard endpoint probe check it this each every all
    pod cluster api health liveness readiness""".split()
)
_ENDS = lazily(r"[.!?;]\s+")
_OTHERS = lazily(r"\b(?:which|that|who|not|no|of the|for the|from the|by the)\b")


def answering(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """health claims of whom the sentence is about."""
    if context.role != "canon" or context.modality != "stated" or "/" not in text:
        return
    lowered = text.lower()
    if not any(sign in text for sign in _SIGNS) and not any(word in lowered for word in _PROBES):
        return
    above: list[tuple[int, str]] = []
    for block in found:
        if block.kind == "heading":
            above = [*(one for one in above if one[0] < block.level), (block.level, mask(block.passage.text).strip())]
        elif block.kind not in ("paragraph", "item") or block.quoted or not _may_answer(block.passage.text):
            continue
        elif all(words.heading_modality(heading) == "stated" for _, heading in above):
            here = context.headed(tuple(above))
            said = mask(block.passage.text)
            start = 0
            for end in [*(match.end() for match in _ENDS.finditer(said)), len(said)]:
                sentence, match = said[start:end], _PATH.search(said, start, end)
                service = _whom(sentence)
                if not service and (asked := _probed(sentence)):
                    service, match = _subject(above), _ANY_PATH.search(said, start + asked.end(), end)
                if service and match:
                    place = match.span()
                    line = block.passage.slice(*place).line
                    yield make(
                        here, block.passage, *place, "health", said[slice(*place)], service=service, host="", source="prose",
                        statement=f"L{line}",
                    )  # fmt: skip
                start = end


def _may_answer(text: str) -> bool:
    if "/" not in text:
        return False
    lowered = text.lower()
    return any(sign in lowered for sign in _IN_BLOCK)


def _probed(sentence: str) -> re.Match[str] | None:
    """How a sentence begins that gives one path, and says what it is for before anything else."""
    first = _ANY_PATH.search(sentence)
    if first is None or len(_ANY_PATH.findall(sentence)) != 1 or words.modality(sentence) != "stated":
        return None
    return _PROBE.match(sentence[: first.start()])


def _subject(above: Sequence[tuple[int, str]]) -> str:
    """What the innermost heading is about that names something."""
    return next((service for _, heading in reversed(above) if (service := service_in(heading))), "")


def _whom(sentence: str) -> str:
    """The service that answers, "" where the sentence gives no path to probe, several, or somebody else's."""
    match = _PATH.search(sentence)
    if match is None or len(_ANY_PATH.findall(sentence)) != 1 or words.modality(sentence) != "stated":
        return ""
    if whose := _WHOSE.match(sentence[: match.start()]):
        return "" if whose["name"].lower() in _KIND_OF else str(whose["name"])
    told = _SUBJECT.match(sentence[: match.start()])
    if told is None or _OTHERS.search(told["between"]):
        return ""
    name = told["plain"] or told["name"]
    return "" if name.lower() in _KIND_OF else str(name)
