"""Patterns whose cost is bounded: no text and no pattern makes them run away.

The matcher tries each (instruction, position) once a search, as RE2's BitState does, so that one search costs at most
program size times line length. On top of that a budget of steps is shared by a whole document; when it is used up,
PatternError says so. Counted in steps and not in time, the same input gives the same answer everywhere.
Source: https://swtch.com/~rsc/regexp/regexp3.html ("a backtracker that remembers").
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from consistency.readers.declared.grammar import LETTERS, Chars, Part, PatternError, Syntax, empty

LINE, PROGRAM, STEPS = 4096, 4000, 5_000_000


class Step(NamedTuple):
    """One instruction: chars (then the next), assert, save (a slot), split (to `to`, else to `other`), match."""

    kind: str
    chars: Chars | None = None
    name: str = ""
    to: int = 0
    other: int = 0


class Found(NamedTuple):
    """One match: the groups that took part, by name, as offsets."""

    start: int
    end: int
    groups: dict[str, tuple[int, int]]


class Budget:
    """The steps that are left for one document."""

    __slots__ = ("left",)

    def __init__(self, steps: int = STEPS) -> None:
        self.left = steps


class Pattern(NamedTuple):
    """A compiled pattern; `literal` is a text that every match holds ("" where none is known)."""

    text: str
    groups: tuple[str, ...]
    steps: tuple[Step, ...]
    literal: str
    anchored: bool

    def find(self, line: str, budget: Budget) -> Iterator[Found]:
        """All matches in one line, left to right, not overlapping, empty ones left out.

        Raises PatternError where the line is longer than LINE or the budget is used up.
        """
        if self.literal not in line:
            return
        if len(line) > LINE:
            raise PatternError(f"a line of more than {LINE} characters")
        begin = 0
        while begin <= len(line):
            found = self._search(line, begin, budget)
            if found is None:
                return
            if found.end > found.start:
                yield found
            begin = max(found.end, found.start + 1)

    def _search(self, line: str, begin: int, budget: Budget) -> Found | None:
        seen = bytearray(len(self.steps) * (len(line) + 1))
        for start in range(begin, 1 if self.anchored else len(line) + 1):
            slots = self._run(line, start, seen, budget)
            if slots is not None:
                names = (name for name in self.groups if f"{name}>" in slots)
                groups = {name: (slots[f"{name}<"], slots[f"{name}>"]) for name in names}
                return Found(start, slots[""], groups)
        return None

    def _run(self, line: str, start: int, seen: bytearray, budget: Budget) -> dict[str, int] | None:
        """The slots of the preferred match from `start`; "" is where it ends."""
        width, steps = len(line) + 1, self.steps
        waiting: list[tuple[int, int, dict[str, int]]] = [(0, start, {})]
        while waiting:
            index, at, slots = waiting.pop()
            while not seen[index * width + at]:
                seen[index * width + at] = 1
                budget.left -= 1
                step = steps[index]
                if step.chars is not None:
                    if at >= len(line) or not step.chars.holds(line[at]):
                        break
                    index, at = index + 1, at + 1
                elif step.kind == "split":
                    waiting.append((step.other, at, slots))
                    index = step.to
                elif step.kind == "save":
                    slots = {**slots, step.name: at}
                    index += 1
                elif step.kind == "match":
                    return {**slots, "": at}
                elif _asserted(step.name, line, at):
                    index += 1
                else:
                    break
            if budget.left < 0:
                raise PatternError("too costly for this document; add a plain word that every match holds")
        return None


def _asserted(name: str, line: str, at: int) -> bool:
    if name == "^":
        return at == 0
    if name == "$":
        return at == len(line)
    before = at > 0 and line[at - 1] in LETTERS
    after = at < len(line) and line[at] in LETTERS
    return (before != after) is (name == "b")


@lru_cache(maxsize=256)
def compile_pattern(text: str) -> Pattern:
    """A pattern, ready to find. Raises PatternError with the reason and the offset."""
    syntax = Syntax(text)
    part = syntax.read()
    steps: list[Step] = []
    _emit(part, steps)
    steps.append(Step("match"))
    top = part.parts if part.kind == "cat" else (part,)
    anchored = bool(top) and top[0].kind == "assert" and top[0].name == "^"
    return Pattern(text, tuple(syntax.groups), tuple(steps), _literal(top), anchored)


def _emit(part: Part, steps: list[Step]) -> None:
    if len(steps) > PROGRAM:
        raise PatternError("too large once its counts are written out")
    if part.kind == "chars":
        steps.append(Step("chars", part.chars))
    elif part.kind == "assert":
        steps.append(Step("assert", name=part.name))
    elif part.kind == "alt":
        _emit_alternatives(part, steps)
    elif part.kind == "repeat":
        _emit_repeat(part, steps)
    else:
        if part.name:
            steps.append(Step("save", name=f"{part.name}<"))
        for inner in part.parts:
            _emit(inner, steps)
        if part.name:
            steps.append(Step("save", name=f"{part.name}>"))


def _emit_alternatives(part: Part, steps: list[Step]) -> None:
    jumps: list[int] = []
    for inner in part.parts[:-1]:
        split = len(steps)
        steps.append(Step("split"))
        _emit(inner, steps)
        jumps.append(len(steps))
        steps.append(Step("split"))
        steps[split] = Step("split", to=split + 1, other=len(steps))
    _emit(part.parts[-1], steps)
    for jump in jumps:
        steps[jump] = Step("split", to=len(steps), other=len(steps))


def _emit_repeat(part: Part, steps: list[Step]) -> None:
    for _ in range(part.low):
        _emit(part.parts[0], steps)
    splits: list[int] = []
    for _ in range(1 if part.high is None else part.high - part.low):
        splits.append(len(steps))
        steps.append(Step("split"))
        _emit(part.parts[0], steps)
    if part.high is None:
        steps.append(Step("split", to=splits[0], other=splits[0]))
    for split in splits:
        inside, after = split + 1, len(steps)
        steps[split] = Step("split", to=inside if part.greedy else after, other=after if part.greedy else inside)


def _literal(parts: tuple[Part, ...]) -> str:
    """The longest run of plain characters among the parts that must all match."""
    best = run = ""
    for part in parts:
        chars = part.chars
        if chars is not None and len(chars.members) == 1 and not chars.ranges and not chars.negated:
            run += next(iter(chars.members))
        elif part.kind != "assert":
            run = ""
        best = max(best, run, key=len)
    return best


def checked(text: str, needs: str = "value") -> Pattern:
    """A pattern for a place: it has the group `value`, at most `key` beside it, and never matches nothing."""
    pattern = compile_pattern(text)
    if needs not in pattern.groups:
        raise PatternError(f"no group (?P<{needs}>...)")
    if other := sorted(set(pattern.groups) - {"value", "key"}):
        raise PatternError(f"a group '{other[0]}' that nothing asks for")
    if empty(Syntax(text).read()):
        raise PatternError("it matches nothing at all everywhere")
    return pattern
