"""One pass over inline text: where its markup is. Every offset is one of the text as given."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

from consistency.markdown.destination import destination
from consistency.markdown.emphasis import Run, pair
from consistency.model.pattern import lazily


class Link(NamedTuple):
    """A link: `text[start:end]` is all of it, `target` begins at `target_start`, both sides as written."""

    start: int
    end: int
    label: str
    target: str
    target_start: int


class Inline(NamedTuple):
    """What a text is made of: ranges of markup, links, contents of code spans, text that is struck through."""

    markup: tuple[tuple[int, int], ...]
    links: tuple[Link, ...]
    codes: tuple[tuple[int, int], ...]
    struck: tuple[tuple[int, int], ...]


_TOKEN = lazily(r"\\|`+|<|!?\[|\]|\*+|_+|~~+")
#: A link to another note, `[[Note#Heading|what it is called]]`; in a table its bar is escaped.
#: https://help.obsidian.md/links
_NOTE = lazily(
    r"\[\[(?=[^\[\]\n]{0,200}[^\W\d_])(?P<target>[^\[\]|#\n]*(?P<heading>#[^\[\]|\n]*)?)(?:\\?\|(?P<label>[^\[\]|\n]+))?\]\]"
)
_ESCAPED = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\n")
_AUTOLINK = lazily(r"<([A-Za-z][A-Za-z0-9+.\-]{1,31}:[^\s<>]*|[\w.+\-]+@[\w.\-]+)>")
#: `<gh-pr:8823>`: what a site's own scheme has numbered, no address.
_NUMBERED = lazily(r"[a-z]+-[a-z]+:\d+")
#: HTML that people put into Markdown. Any other <word> is a placeholder and stays.
_TAGS = (
    "abbr|a|blockquote|big|br|b|center|cite|code|dd|del|details|dfn|div|dl|dt|em|font|h[1-6r]|img|ins|i|kbd|li|mark|nobr"
    "|ol|picture|pre|p|q|samp|small|source|span|strike|strong|sub|summary|sup|s|table|tbody|td|th|thead|tr|tt|ul|u|var|wbr"
)
_TAG = lazily(rf"<(/?)({_TAGS})((?:\s[^<>]*)?)/?>", re.IGNORECASE)
#: Behind a text in brackets, the name of the link's definition; it stands elsewhere, so a letter has to do for a proof.
_REFERENCE = lazily(r"\[(?=[^\[\]]{0,80}[^\W\d_])[^\[\]]{1,80}\]")
_HREF = lazily(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_STRUCK = frozenset(("del", "s", "strike"))


@lru_cache(maxsize=64)
def scan(text: str) -> Inline:
    """All inline markup of a text. Time is linear in its length, whatever it holds."""
    scanner = _Scanner(text)
    scanner.run()
    return scanner.result()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.markup: list[tuple[int, int]] = []
        self.links: list[Link] = []
        self.codes: list[tuple[int, int]] = []
        self.struck: list[tuple[int, int]] = []
        self.runs: list[Run] = []
        self.brackets: list[tuple[int, bool, int]] = []  # (offset of [, image, runs before it)
        self.tags: dict[
            str, list[tuple[int, int, str, int]]
        ] = {}  # open <a> and <del>: (start, end, target, its start)
        self.ticks: dict[int, list[int]] | None = None
        self.comment_end = text.rfind("-->")

    def run(self) -> None:
        at, text = 0, self.text
        while found := _TOKEN.search(text, at):
            start, at = found.span()
            token = text[start]
            if token == "\\":
                if text[at : at + 1] in _ESCAPED:
                    self.markup.append((start, at))
                    at += 1
            elif token == "`":
                at = self._code(start, at)
            elif token == "<":
                at = self._angle(start)
            elif token == "]":
                at = self._close(start)
            elif token in "![" and (note := _NOTE.match(text, at - 1)):
                at = self._note(start, note)
            elif token in "![":
                self.brackets.append((at - 1, token == "!", len(self.runs)))
            else:
                self.runs.append(Run(text, start, at))
        self._pair(0)

    def result(self) -> Inline:
        return Inline(
            tuple(sorted(self.markup)), tuple(sorted(self.links)), tuple(self.codes), tuple(sorted(self.struck))
        )

    def _pair(self, first: int) -> None:
        marks, struck = pair(self.runs[first:])
        del self.runs[first:]
        self.markup += marks
        self.struck += struck

    def _note(self, start: int, note: re.Match[str]) -> int:
        """Of a link to a note, what it is called stays; of one that shows a picture, nothing."""
        shown = (
            note.span("label")
            if note["label"]
            else (note.start("target"), note.end("target") - len(note["heading"] or ""))
        )
        if self.text[start] == "!" or shown[0] == shown[1]:
            self.markup.append((start, note.end()))
        else:
            self.markup += [(start, shown[0]), (shown[1], note.end())]
        return note.end()

    def _code(self, start: int, end: int) -> int:
        """A code span ends at the next run of just as many backticks."""
        if self.ticks is None:
            self.ticks = {}
            for found in re.finditer("`+", self.text):
                self.ticks.setdefault(len(found[0]), []).append(found.start())
        closers = self.ticks.get(end - start, [])
        at = bisect_left(closers, end)
        if at == len(closers):
            return end
        first, last = end, closers[at]
        self.markup += [(start, first), (last, last + end - start)]
        inner = self.text[first:last]
        if inner[0] in " \n" and inner[-1] in " \n" and inner.strip(" \n"):
            first, last = first + 1, last - 1
        self.codes.append((first, last))
        return closers[at] + end - start

    def _angle(self, start: int) -> int:
        """An autolink, a comment or a tag; anything else that begins with < is text."""
        if found := _AUTOLINK.match(self.text, start):
            if _NUMBERED.fullmatch(found[1]):
                self.markup.append(found.span())
                return found.end()
            self.markup += [(start, start + 1), (found.end() - 1, found.end())]
            self.links.append(Link(start, found.end(), found[1], found[1], start + 1))
            return found.end()
        if self.text.startswith("<!--", start) and self.comment_end >= start + 4:
            end = self.text.index("-->", start + 4) + 3
            self.markup.append((start, end))
            return end
        found = _TAG.match(self.text, start)
        if found is None:
            return start + 1
        name = found[2].lower()
        self.markup.append(found.span())
        if name == "a" or name in _STRUCK:
            self._tag(name, found)
        return found.end()

    def _tag(self, name: str, found: re.Match[str]) -> None:
        opened = self.tags.setdefault(name, [])
        if not found[1]:
            href = _HREF.search(found[3]) if name == "a" else None
            group = href.lastindex or 0 if href else 0
            target = (href[group], found.start(3) + href.start(group)) if href else ("", found.end())
            opened.append((*found.span(), *target))
        elif opened:
            start, inner, target_text, target_start = opened.pop()
            if name == "a":
                label = self.text[inner : found.start()]
                self.links.append(Link(start, found.end(), label, target_text, target_start))
            else:
                self.struck.append((inner, found.start()))

    def _close(self, start: int) -> int:
        """A closing bracket makes a link or an image of the text since the last [ when a (target) follows."""
        if not self.brackets:
            return start + 1
        opener, image, runs = self.brackets.pop()
        target = destination(self.text, start + 1)
        if target is None:
            return self._reference(opener, start, runs) if not image else start + 1
        if image:
            del self.runs[runs:]
            self.markup.append((opener - 1, target.end))
        else:
            self._pair(runs)
            self.markup += [(opener, opener + 1), (start, target.end)]
            label = self.text[opener + 1 : start]
            self.links.append(Link(opener, target.end, label, self.text[target.first : target.last], target.first))
            self.brackets.clear()  # a link holds no links
        return target.end

    def _reference(self, opener: int, start: int, runs: int) -> int:
        """`[Grafana][docs]`: a link whose target a definition gives; `rows[0][1]` and `x[a][b]` are code."""
        found = _REFERENCE.match(self.text, start + 1)
        if not found or (opener and (self.text[opener - 1].isalnum() or self.text[opener - 1] in "_])")):
            return start + 1
        self._pair(runs)
        self.markup += [(opener, opener + 1), (start, found.end())]
        self.brackets.clear()
        return found.end()
