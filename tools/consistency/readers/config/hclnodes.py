"""HCL text to nodes with offsets: what Nomad's jobs and Terraform's files are written in.

Syntax: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md. A block is a mapping below its labels, as in HCL's
JSON: `port "http" { to = 80 }` is `{"port": {"http": {"to": 80}}}`, each block a pair of its own. What is no literal
is a scalar of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import DEPTH, SIZE, Stream

_TOKEN = lazily(
    r"(?P<space>\ufeff|[^\S\r\n]+|(?:#|//)[^\r\n]*|/\*(?s:.*?)(?:\*/|\Z))|(?P<end>\r\n|\r|\n)|(?P<word>[^\W\d][\w.-]*|\d[\w.]*)"
    r"|(?P<heredoc><<-?(?P<mark>[A-Za-z_]\w*)[^\r\n]*)|(?P<quote>\")|(?P<sign>.)"
)
#: What matters within a string: its end, an escape, a template that opens, and what closes that.
_IN_STRING = lazily(r"\\.|\$\$\{|%%\{|[$%]\{|[{}\"\r\n]")
_OPEN, _CLOSE = "([{", ")]}"


class Token(NamedTuple):
    """kind is word, string, end or the sign itself; of a string start and end are those of its content."""

    kind: str
    text: str
    start: int
    end: int


class _BrokenError(Exception):
    """Where text is no HCL, and why."""

    def __init__(self, at: int, why: str) -> None:
        super().__init__(why)
        self.at, self.why = at, why


def read_hcl(sheet: Sheet) -> Stream:
    """The sheet's one body; text that is no HCL gives no root and one problem at its line."""
    if len(sheet.text) > SIZE:
        return Stream((), (sheet.problem("hcl", 0, "too large to read"),))
    try:
        return Stream((_Parser(list(_tokens(sheet.text))).body(0),), ())
    except _BrokenError as broken:
        if "{%" in sheet.text or "{{" in sheet.text:
            return Stream((), ())  # a template of HCL, as YAML has them
        return Stream((), (sheet.problem("hcl", min(broken.at, max(len(sheet.text) - 1, 0)), broken.why),))


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while match := _TOKEN.match(text, at):
        at = match.end()
        if match["quote"]:
            end = _string_end(text, at)
            yield Token("string", text[at:end], at, end)
            at = end + 1
        elif match["heredoc"]:
            at = _heredoc_end(text, match["mark"], at)
            yield Token("string", "", match.start(), at)
        elif match["end"]:
            yield Token("end", "", match.start(), at)
        elif match["word"]:
            yield Token("word", match["word"], match.start(), at)
        elif match["sign"]:
            yield Token(match["sign"], match["sign"], match.start(), at)
    yield Token("end", "", len(text), len(text))
    yield Token("", "", len(text), len(text))


def _string_end(text: str, at: int) -> int:
    depth = 0
    for match in _IN_STRING.finditer(text, at):
        sign = match[0]
        if sign in ("${", "%{") or (sign == "{" and depth):
            depth += 1
        elif sign == "}" and depth:
            depth -= 1
        elif (sign == '"' and not depth) or sign in "\r\n":
            if sign != '"':
                raise _BrokenError(at, "a string is not closed")
            return match.start()
    raise _BrokenError(at, "a string is not closed")


def _heredoc_end(text: str, mark: str, at: int) -> int:
    if end := re.compile(rf"[\r\n][^\S\r\n]*{mark}(?=[\r\n]|\Z)").search(text, at):
        return end.end()
    raise _BrokenError(len(text), f"{mark} does not end")


class _Parser:
    """One pass over the tokens; nothing is evaluated."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._at = tokens, 0

    def _next(self) -> Token:
        token = self._tokens[self._at]
        self._at += bool(token.kind)
        return token

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def body(self, depth: int) -> Node:
        """Attributes and blocks up to the brace that closes them, or to the end of the text at the outermost."""
        if depth > DEPTH:
            raise _BrokenError(self._peek().start, "nested too deeply")
        node = Node("mapping", self._peek().start, 0)
        while True:
            token = self._next()
            if token.kind in ("end", ","):
                continue
            if token.kind == ("}" if depth else ""):
                node.end = token.end
                return node
            if token.kind == "(":  # a key that is worked out
                token = Token("word", "", token.start, self._behind().end)
            if token.kind not in ("word", "string"):
                raise _BrokenError(token.start, "neither an attribute nor a block")
            node.pairs.append(self._entry(token, depth))

    def _entry(self, token: Token, depth: int) -> tuple[Node, Node]:
        key = _scalar(token)
        labels: list[Node] = []
        while self._peek().kind in ("word", "string"):
            labels.append(_scalar(self._next()))
        sign = self._next()
        if sign.kind in ("=", ":") and not labels:
            return key, self._value(depth + 1)
        if sign.kind != "{":
            raise _BrokenError(sign.start, "neither an attribute nor a block")
        value = self.body(depth + 1)
        for label in reversed(labels):
            value = Node("mapping", label.start, value.end, pairs=[(label, value)])
        return key, value

    def _value(self, depth: int) -> Node:
        """A literal, a list or an object; of anything else the text up to the end of its line or item."""
        while self._peek().kind == "end" and depth:
            self._next()
        token = self._next()
        if token.kind == "{" and self._is_object():
            return self.body(depth)
        if token.kind == "[":
            return self._items(token, depth)
        last = self._behind() if token.kind and token.kind in _OPEN else token
        while self._peek().kind not in ("end", ",", "}", "]", ")", ""):
            last = self._next()
            last = self._behind() if last.kind in _OPEN else last
        node = _scalar(token)
        return node if last is token else Node("scalar", token.start, last.end, "", -1)

    def _behind(self) -> Token:
        """The token that closes what was opened just now."""
        depth, token = 1, self._peek()
        while depth:
            token = self._next()
            if not token.kind:
                raise _BrokenError(token.start, "what is opened is not closed")
            depth += (token.kind in _OPEN) - (token.kind in _CLOSE)
        return token

    def _is_object(self) -> bool:
        """Behind a brace: no `for` over something."""
        at = self._at
        while self._tokens[at].kind == "end":
            at += 1
        return self._tokens[at].text != "for"

    def _items(self, token: Token, depth: int) -> Node:
        if depth > DEPTH:
            raise _BrokenError(token.start, "nested too deeply")
        node = Node("sequence", token.start, token.end)
        while True:
            while self._peek().kind in ("end", ","):
                self._next()
            if self._peek().kind in ("]", "", "}", ")"):
                node.end = self._next().end
                return node
            node.items.append(self._value(depth + 1))


def _scalar(token: Token) -> Node:
    if token.kind == "string":
        return Node("scalar", token.start - 1, token.end + 1, token.text, token.start)
    return Node("scalar", token.start, token.end, token.text, token.start)
