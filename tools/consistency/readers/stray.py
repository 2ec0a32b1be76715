"""One port that a page opens once, where all of its other local addresses have another: `http://localhost:8001` among 8000s.

Most pages about a program never name it where they give its address: `Open http://localhost:8000`, `curl localhost:8000`.
Nothing ties such places to a service, but of a page that gives one port throughout they are about one and the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from consistency.markdown.blocks import Block
from consistency.markdown.inline import mask
from consistency.markdown.text import lines as lines_of
from consistency.model.claim import ALONE, OPENED, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make

_LOCAL = lazily(
    r"(?:(?:localhost|127\.0\.0\.1|0(?<![\d.]0)\.0\.0\.0|<[A-Za-z][\w .-]{0,24}>):|-p (?=\d+:\d))(?P<port>\d{4,5})(?![\w-])"
)
_SIGNS = ("localhost:", "127.0.0.1:", "0.0.0.0:", ">:")
#: What stands directly before an address that the reader is to open, or where the program says that it is.
_TELLS = lazily(
    r"(?:\b(?:open|visit|visiting|browse|browser|navigate|go|access|accessible|available|reachable|runs?|running|starts?|listens?|"
    r"listening|binds|bound|serves|served|publishes|published|dashboard|defaults?\s+(?:is|to))\b(?:\s+[\w'’-]+){0,4}[\s:`*_(\[<]*|#\s*)"
    r"(?:https?://)?$",
    re.IGNORECASE,
)
_PROXIES = lazily(r"\b(?:reverse_proxy|proxy_pass|ProxyPass(?:Reverse)?)\s[^\n]*$")
_CALLS = lazily(r"(?:^|`)\s*(?:\$\s+)?(?:curl|wget)\s[^\n`]*$")
#: What others send is led there, to one of the paths that the page's program has.
_LEADS = lazily(r"\s--forward-to[ =]\S*$")
_STEP = lazily(r"/[\w-]+")
_STARTS = lazily(r"(?:\s--?(?:bind|listen|addr|address|url|b|p)[ =]|\b(?:ngrok|tunnel)\s+http\s)\S*$")
#: How a sentence about the page's own program begins.
_OPENERS = frozenset(
    """open visit visiting browse navigate go access log check run runs start starts serve serves listens available web the it this that by default
    defaults dashboard at on in to then now next finally once after when if you your a an and using from with""".split()
)
#: Programs that serve what is being written, on a port of their own.
_DEVELOPING = lazily(
    r"\b(?:npm|pnpm|yarn|bun|npx|ng|vite|next|just|make|storybook|ssh|kubectl|python3? -m http\.server)\b"
)
_LABEL = lazily(r"\s*(?:[-*+]|\d+[.)])\s+(?P<label>[^:`\n]{2,40}):\s")
_SENTENCE_END = lazily(r"[.!?;]\s|\n\s*\n")
_WORD = lazily(r"[^\W\d_][\w'’-]*")
#: What is started beside a program, and asked by it.
_OF_STORES = frozenset("5432 3306 6379 27017 5672 9092 9200 11434 1883 4222 4317 4318".split())
#: Where pages are served by default, and so many places of another port by which that is the page's own.
_FACES, _OFTEN = frozenset("3000 4200 5173 8501".split()), 4
#: Characters before an address that are looked at.
_LONGEST = 400
#: Places of the port that the page gives throughout which are shown beside the other.
_SHOWN = 2


def strays(context: Context, text: str, found: Sequence[Block]) -> tuple[Claim, ...]:
    """Claims of attribute call, first of the address that is alone, then of some with the page's port; () without one.

    The number of the lone port stands on one line of the page only; the one other port of the page is on several lines,
    and the reader is told to open that one, too. A page with more ports is about more programs.
    """
    if context.role != "canon" or context.modality != "stated" or not any(sign in text for sign in _SIGNS):
        return ()
    lines: dict[str, set[int]] = defaultdict(set)
    for match in _LOCAL.finditer(text):
        lines[match["port"]].add(text.rfind("\n", max(0, match.start() - _LONGEST), match.start()))
    usual = [port for port, starts in lines.items() if len(starts) > 1]
    if len(usual) != 1 or len(lines) != 2 or not _OF_STORES.isdisjoint(lines):
        return ()
    if len(lines[usual[0]]) < _OFTEN and usual[0] not in _FACES and not _FACES.isdisjoint(lines):
        return ()  # the pages of a program, and what they call
    lone = {port for port in lines if port not in usual and _is_alone(text, port)}
    steps = frozenset(match[1] for match in re.finditer(rf":{usual[0]}(/[\w-]+)", text))
    told = list(_told(context, found, lone, usual[0], steps))
    alone = [claim for claim in told if claim.port != int(usual[0])]
    if len(alone) != 1 or len(told) == 1:
        return ()
    others = [claim for claim in told if claim not in alone]
    if _calls_another(text, lines, alone[0], usual[0]):
        return ()
    return (alone[0]._replace(source=ALONE), *others[:_SHOWN])


def _calls_another(text: str, lines: Mapping[str, set[int]], lone: Claim, usual: str) -> bool:
    """Whether the lone address is another machine's, or called at a path at which nothing of the page's own is."""
    hosts = {port: set(re.findall(rf"(<[^<>\n]+>):{port}\b", text)) for port in (lone.value, usual)}
    if all(hosts.values()) and hosts[lone.value].isdisjoint(hosts[usual]):
        return True  # two blanks are two machines
    if _is_one_of_two(text, lone, usual):
        return True
    path = re.search(rf":{lone.value}(/[\w/.-]+)", text)
    line = next(iter(lines[lone.value])) + 1
    called = _CALLS.search(text[line : text.find(lone.value, line)]) is not None
    return called and path is not None and f"{usual}{path[1]}" not in text


def _is_one_of_two(text: str, lone: Claim, usual: str) -> bool:
    """Whether the line beside the lone address gives the page's port to what another label names."""
    source = lines_of(text)
    own = _LABEL.match(source[lone.line - 1])
    for line in (*source[max(0, lone.line - 2) : lone.line - 1], *source[lone.line : lone.line + 1]):
        other = _LABEL.match(line) if own and f":{usual}" in line else None
        if own and other and own["label"] != other["label"]:
            return True
    return False


def _is_alone(text: str, port: str) -> bool:
    """Whether the number is on one line alone, and no other local address beside it."""
    at = text.find(port)
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return text.count(port) == line.count(port) and {match["port"] for match in _LOCAL.finditer(line)} == {port}


def _told(
    context: Context, found: Sequence[Block], lone: set[str], usual: str, steps: frozenset[str]
) -> Iterator[Claim]:
    """Every place at which one of the ports is opened, called or led to, and where the usual one is listened on."""
    title = ""
    modality = [(0, "stated")]
    for block in found:
        if block.kind == "heading":
            title = title or block.passage.text.lower()
            modality = [one for one in modality if one[0] < block.level]
            modality.append((block.level, words.heading_modality(block.passage.text)))
        elif block.kind in ("paragraph", "item", "fence") and all(said == "stated" for _, said in modality):
            yield from _in_block(context, block, {*lone, usual}, usual, title, steps)


def _in_block(
    context: Context, block: Block, ports: set[str], usual: str, title: str, steps: frozenset[str]
) -> Iterator[Claim]:
    fence, before = block.kind == "fence", ""
    if not fence and _DEVELOPING.search(block.passage.text):
        return
    for line in block.passage.lines():
        match = next((match for match in _LOCAL.finditer(line.text) if match["port"] in ports), None)
        if match and not (fence and _DEVELOPING.search(f"{before}\n{line.text}")):
            said = line.text if fence else f"{before} {line.text}"
            started = match["port"] == usual and _STARTS.search(line.text, 0, match.start("port"))
            if (
                started
                or _is_used(line.text, match.start())
                or _is_led(line.text, match, steps)
                or _is_opened(said, line.text, match.start(), title, fence)
            ):
                yield _claim(context, line, match)
        before = line.text


def _is_used(line: str, start: int) -> bool:
    """Whether the address is called there, or a proxy leads to it."""
    return _CALLS.search(line, 0, start) is not None or _PROXIES.search(line, 0, start) is not None


def _is_led(line: str, match: re.Match[str], steps: frozenset[str]) -> bool:
    """Whether what others send is led to a path of the program that the page calls."""
    step = _STEP.match(line, match.end()) if "--forward-to" in line else None
    return step is not None and step[0] in steps and _LEADS.search(line, 0, match.start()) is not None


def _is_opened(text: str, line: str, start: int, title: str, fence: bool) -> bool:
    """Whether the sentence that ends at the address tells where the program is, and names no other one."""
    said = text[: len(text) - len(line) + start][-_LONGEST:]
    if not _TELLS.search(mask(said)) or (fence and "#" not in said):
        return False
    sentence = said.rpartition("#")[2] if fence else _SENTENCE_END.split(said)[-1]
    first, *others = _WORD.findall(re.sub(r"`[^`]*`|https?://", " ", sentence)) or [""]
    return (not first or first.lower() in _OPENERS) and all(word.islower() or word.lower() in title for word in others)


def _claim(context: Context, line: Passage, match: re.Match[str]) -> Claim:
    port = match["port"]
    return make(
        context, line, *match.span("port"), "call", port, port=int(port), source=OPENED, statement=f"L{line.line}"
    )
