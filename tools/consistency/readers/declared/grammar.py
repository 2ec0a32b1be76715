"""A pattern's syntax: a subset of Python's `re` (with re.ASCII) that a linear matcher can run.

Literals, `.`, `\\d \\D \\w \\W \\s \\S`, classes, `^ $ \\b \\B`, groups (`(...)`, `(?:...)`, `(?P<name>...)`), `|` and
the quantifiers `* + ? {m} {m,} {m,n}`, greedy or lazy. No backreference, no lookaround, no flags; what may match
nothing is not repeated. A pattern means what `re` makes of it.
"""

from __future__ import annotations

from typing import NamedTuple

DIGITS = frozenset("0123456789")
LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_") | DIGITS
BLANKS = frozenset(" \t\n\r\f\v")

_CLASSES = {"d": DIGITS, "w": LETTERS, "s": BLANKS}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_DEPTH, _LENGTH, _COUNT = 20, 1000, 200


class PatternError(ValueError):
    """A pattern outside the subset, and at which offset; or one that cannot be run on a document."""

    def __init__(self, reason: str, at: int | None = None) -> None:
        super().__init__(reason if at is None else f"{reason} at offset {at}")


class Chars(NamedTuple):
    """One character: of the set or in one of the ranges; not so where `negated`."""

    members: frozenset[str]
    ranges: tuple[tuple[str, str], ...] = ()
    negated: bool = False

    def holds(self, char: str) -> bool:
        inside = char in self.members or any(low <= char <= high for low, high in self.ranges)
        return inside is not self.negated


class Part(NamedTuple):
    """A node of the syntax tree. kind: chars | cat | alt | group | repeat | assert."""

    kind: str
    chars: Chars | None = None
    parts: tuple[Part, ...] = ()
    name: str = ""
    low: int = 0
    high: int | None = None
    greedy: bool = True


class Syntax:
    """Reads one pattern; `groups` are the names in order of their opening."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.depth = text, 0, 0
        self.groups: list[str] = []

    def read(self) -> Part:
        """The whole pattern. Raises PatternError."""
        if len(self.text) > _LENGTH:
            raise PatternError(f"longer than {_LENGTH} characters", _LENGTH)
        part = self._alternatives()
        if self.at < len(self.text):
            raise PatternError("a ')' that closes nothing", self.at)
        return part

    def _peek(self, count: int = 1) -> str:
        return self.text[self.at : self.at + count]

    def _take(self) -> str:
        if self.at >= len(self.text):
            raise PatternError("ends too early", self.at)
        self.at += 1
        return self.text[self.at - 1]

    def _alternatives(self) -> Part:
        branches = [self._branch()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._branch())
        return branches[0] if len(branches) == 1 else Part("alt", parts=tuple(branches))

    def _branch(self) -> Part:
        parts: list[Part] = []
        while self._peek() not in ("", "|", ")"):
            begin = self.at
            parts.append(self._quantified(self._atom(), begin))
        return Part("cat", parts=tuple(parts))

    def _quantified(self, part: Part, begin: int) -> Part:
        bounds = self._quantifier()
        if bounds is None:
            return part
        low, high = bounds
        if empty(part):
            raise PatternError("repeats what may match nothing", begin)
        if max(low, high or 0) > _COUNT:
            raise PatternError(f"counts beyond {_COUNT}", self.at)
        if high is not None and high < low:
            raise PatternError("counts backwards", self.at)
        greedy = self._peek() != "?"
        if not greedy:
            self.at += 1
        if self._peek() in ("*", "+", "?") or self._count(peek=True) is not None:
            raise PatternError("one quantifier behind another", self.at)
        return Part("repeat", parts=(part,), low=low, high=high, greedy=greedy)

    def _quantifier(self) -> tuple[int, int | None] | None:
        simple: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
        if self._peek() and self._peek() in simple:
            return simple[self._take()]
        return self._count()

    def _count(self, peek: bool = False) -> tuple[int, int | None] | None:
        """`{m}`, `{m,}`, `{m,n}`; anything else in braces is an error, as `re` would take it literally."""
        if self._peek() != "{":
            return None
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1 : end if end >= 0 else self.at + 1].partition(",")
        if not (low.isascii() and low.isdigit() and len(low) < 4) or (high and not (high.isascii() and high.isdigit())):
            raise PatternError("a '{' that counts nothing (write \\{ for the character)", self.at)
        if len(high) > 3:
            raise PatternError(f"counts beyond {_COUNT}", self.at)
        if not peek:
            self.at = end + 1
        return int(low), int(high) if high else (None if comma else int(low))

    def _atom(self) -> Part:
        begin, char = self.at, self._take()
        if char == "(":
            return self._group(begin)
        if char == "[":
            return Part("chars", self._set(begin))
        if char == "\\":
            return self._escape(begin)
        if char in "^$":
            return Part("assert", name=char)
        if char == ".":
            return Part("chars", Chars(frozenset("\n"), negated=True))
        if char in "*+?":
            raise PatternError("a quantifier that repeats nothing", begin)
        if char in "{}":
            raise PatternError("a brace (write \\{ or \\} for the character)", begin)
        return Part("chars", Chars(frozenset(char)))

    def _group(self, begin: int) -> Part:
        self.depth += 1
        if self.depth > _DEPTH:
            raise PatternError("nested too deeply", begin)
        name = ""
        if self._peek() == "?":
            name = self._group_name(begin)
        inner = self._alternatives()
        if self._peek() != ")":
            raise PatternError("a group that is not closed", begin)
        self.at += 1
        self.depth -= 1
        return Part("group", parts=(inner,), name=name)

    def _group_name(self, begin: int) -> str:
        if self._peek(2) == "?:":
            self.at += 2
            return ""
        end = self.text.find(">", self.at)
        name = self.text[self.at + 3 : end] if self._peek(3) == "?P<" and end > 0 else ""
        if not (name.isidentifier() and name.isascii()):
            raise PatternError("a group of a kind that is not supported", begin)
        if name in self.groups:
            raise PatternError(f"the group '{name}' twice", begin)
        self.groups.append(name)
        self.at = end + 1
        return name

    def _escape(self, begin: int) -> Part:
        char = self._take()
        if char in "bB":
            return Part("assert", name=char)
        return Part("chars", self._escaped(char, begin))

    def _escaped(self, char: str, begin: int) -> Chars:
        if char.lower() in _CLASSES:
            return Chars(_CLASSES[char.lower()], negated=char.isupper())
        if char in _CONTROLS:
            return Chars(frozenset(_CONTROLS[char]))
        if char.isascii() and char.isalnum():
            raise PatternError(f"the escape \\{char} is not supported", begin)
        return Chars(frozenset(char))

    def _set(self, begin: int) -> Chars:
        """`[...]`, behind its bracket."""
        negated = self._peek() == "^"
        self.at += negated
        members: set[str] = set()
        ranges: list[tuple[str, str]] = []
        first = True
        while first or self._peek() != "]":
            first = False
            low = self._member(begin)
            if self._peek() == "-" and self._peek(2) not in ("-]", "-"):
                self.at += 1
                high = self._member(begin)
                ranges.append(_range(low, high, self.at))
            elif low.negated:
                raise PatternError("a negated class inside a class", begin)
            else:
                members |= low.members
        self.at += 1
        return Chars(frozenset(members), tuple(ranges), negated)

    def _member(self, begin: int) -> Chars:
        if self.at >= len(self.text):
            raise PatternError("a class that is not closed", begin)
        at, char = self.at, self._take()
        return self._escaped(self._take(), at) if char == "\\" else Chars(frozenset(char))


def _range(low: Chars, high: Chars, at: int) -> tuple[str, str]:
    if len(low.members) != 1 or len(high.members) != 1 or low.negated or high.negated:
        raise PatternError("a range between classes", at)
    (first,), (last,) = low.members, high.members
    if first > last:
        raise PatternError("a range backwards", at)
    return first, last


def empty(part: Part) -> bool:
    """Whether a part may match nothing."""
    if part.kind in ("chars", "assert"):
        return part.kind == "assert"
    if part.kind == "repeat":
        return part.low == 0 or empty(part.parts[0])
    return (any if part.kind == "alt" else all)(empty(inner) for inner in part.parts)
