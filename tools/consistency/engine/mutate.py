"""Mutations of a site's documents: what people do to them by accident, one at a time, in memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from consistency.config import Config
from consistency.engine.gather import is_markdown
from consistency.model.fact import Fact
from consistency.values.address import reach
from consistency.values.glob import matches

#: Mutations of one kind at most.
MOST = 8
_ENDS = re.compile(r"(\r\n|\r|\n)")
_LIVE = ("stated", "assumed")

Contents = Mapping[str, bytes]


class Mutation(NamedTuple):
    """What is done, to which files (None: the file is deleted), and by how many days the clock is put forward.

    `fact` is the statement that a moved port belongs to.
    """

    what: str
    files: Mapping[str, bytes | None]
    days: int = 0
    fact: Fact | None = None


def port_moves(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """One move for each place at which a live document states a port of a service."""
    taken = {fact.claim.port for fact in facts}
    seen: set[tuple[str, int, int]] = set()
    for fact in facts:
        claim = fact.claim
        place = (claim.path, claim.line, claim.column)
        if claim.attribute != "port" or claim.role not in ("canon", "config") or claim.modality not in _LIVE:
            continue
        if place in seen or not fact.service:
            continue
        seen.add(place)
        new = next(port for port in range(claim.port + 1207, 65536 + 1207) if port % 65536 not in taken) % 65536 or 1
        if mutation := _edit(
            contents, fact, claim.quote.replace(str(claim.port), str(new), 1), f"port {claim.port} becomes {new}"
        ):
            yield mutation._replace(fact=fact)


def mutations(contents: Contents, facts: Sequence[Fact], config: Config) -> Iterator[Mutation]:
    """Everything else, a bounded number of each kind."""
    for kind in (_clashes, _binds, _urls, _values, _answers):
        yield from islice(kind(contents, facts), MOST)
    for page in (_rows, _headings, _columns, _ranges, _bytes, _broken):
        yield from islice(page(contents, facts), MOST)
    yield from _governed(contents, config)
    yield Mutation("ten years pass", {}, days=3653)


def _edit(contents: Contents, fact: Fact, text: str, what: str) -> Mutation | None:
    """The fact's quote replaced where it stands."""
    claim = fact.claim
    lines = _lines(contents, claim.path)
    index = 2 * (claim.line - 1)
    if text == claim.quote or index >= len(lines):
        return None
    start, end = claim.column - 1, claim.end_column - 1
    if lines[index][start:end] != claim.quote:
        return None
    lines[index] = lines[index][:start] + text + lines[index][end:]
    return Mutation(f"{claim.path}:{claim.line}: {what}", {claim.path: "".join(lines).encode()})


def _lines(contents: Contents, path: str) -> list[str]:
    """The file's lines and line ends by turns; none for a file that is not UTF-8."""
    try:
        return _ENDS.split(contents.get(path, b"").decode("utf-8"))
    except UnicodeDecodeError:
        return []


def _stated(facts: Iterable[Fact], *attributes: str) -> Iterator[Fact]:
    for fact in facts:
        if fact.claim.attribute in attributes and fact.claim.modality in _LIVE:
            yield fact


def _clashes(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """A service gets the port of the one before it on the same page."""
    last: dict[str, Fact] = {}
    for fact in _stated(facts, "port"):
        claim = fact.claim
        before = last.get(claim.path)
        if claim.role != "evidence" and fact.service:
            last[claim.path] = fact
            if before and before.claim.port != claim.port and before.service != fact.service:
                text = claim.quote.replace(str(claim.port), str(before.claim.port), 1)
                if found := _edit(
                    contents, fact, text, f"port {claim.port} becomes {before.claim.port}, which is taken"
                ):
                    yield found


def _binds(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    for fact in _stated(facts, "bind"):
        wide = reach(fact.claim.value) != "loopback"
        new = "127.0.0.1" if wide else "0.0.0.0"
        if found := _edit(contents, fact, new, f"bind {fact.claim.value} becomes {new}"):
            yield found


def _urls(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    for fact in _stated(facts, "base_url", "depends"):
        text = re.sub(r"//(?:\d+\.){3}\d+|//localhost", "//192.168.77.9", fact.claim.quote)
        if found := _edit(contents, fact, text, f"{fact.claim.value} names another machine"):
            yield found
        text = re.sub(r":\d+", ":59999", fact.claim.quote)
        if found := _edit(contents, fact, text, f"{fact.claim.value} names another port"):
            yield found


_OPPOSITE = {
    "active": "retired",
    "maintenance-only": "active",
    "retired": "active",
    "none": "required",
    "required": "none",
    "true": "false",
    "loopback": "LAN-exposed",
    "lan": "localhost-only",
}


def _values(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """Aliases, models, fallbacks, postures, units and paths: another value."""
    for fact in _stated(facts, "alias", "model", "fallback", "posture", "auth", "exposure", "health", "unit", "host"):
        text = _OPPOSITE.get(fact.claim.value, fact.claim.quote + "-x")
        if found := _edit(contents, fact, text, f"{fact.claim.attribute} {fact.claim.value} becomes {text}"):
            yield found


def _answers(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """A recorded probe got the other answer."""
    for fact in _stated(facts, "answer"):
        lines = _lines(contents, fact.claim.path)
        index = 2 * (fact.claim.line - 1)
        if index < len(lines):
            line = lines[index]
            lines[index] = re.sub(r"\b401\b", "200", line) if "401" in line else re.sub(r"=>.*", "=> **401**", line)
            yield Mutation(
                f"{fact.claim.path}:{fact.claim.line}: the probe got another answer", _file(fact.claim.path, lines)
            )


def _file(path: str, lines: Sequence[str]) -> dict[str, bytes | None]:
    return {path: "".join(lines).encode()}


def _registries(facts: Sequence[Fact]) -> dict[str, list[int]]:
    """Pages with port tables, and the lines of their rows."""
    found: dict[str, list[int]] = {}
    for fact in _stated(facts, "port", "alias", "range"):
        if fact.claim.source == "table" and fact.claim.role == "canon":
            found.setdefault(fact.claim.path, []).append(fact.claim.line)
    return found


def _rows(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    for path, numbers in _registries(facts).items():
        for number in dict.fromkeys(numbers):
            lines = _lines(contents, path)
            del lines[2 * (number - 1) : 2 * number]
            yield Mutation(f"{path}:{number}: the row is dropped", _file(path, lines))


def _headings(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    for path in dict.fromkeys(fact.claim.path for fact in facts if fact.claim.role == "canon"):
        lines = _lines(contents, path)
        for index in range(0, len(lines), 2):
            if re.match(r"#{1,6} .*\d{2}", lines[index]) or index == 0:
                changed = list(lines)
                changed[index] = re.sub(r"^(#{0,6}) ?.*", r"\1 Archived: superseded", lines[index])
                yield Mutation(f"{path}:{index // 2 + 1}: the heading is renamed", _file(path, changed))


def _columns(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    for path, numbers in _registries(facts).items():
        lines = _lines(contents, path)
        for index in range(2, 2 * min(numbers), 2):
            if re.match(r"\s*\|?\s*:?-+", lines[index]) and "|" in lines[index - 2]:
                changed = list(lines)
                count = len(re.findall(r"(?<!\\)\|", lines[index - 2].strip().strip("|"))) + 1
                changed[index - 2] = "|" + "|".join(f" c{n} " for n in range(count)) + "|"
                yield Mutation(f"{path}:{index // 2}: the columns are renamed", _file(path, changed))
    for path, numbers in _registries(facts).items():
        lines = _lines(contents, path)
        for index in [2 * (number - 1) for number in dict.fromkeys(numbers)][1:2]:
            yield Mutation(
                f"{path}:{index // 2 + 1}: a cell is lost",
                _file(path, [*lines[:index], lines[index].rpartition("|")[0].rpartition("|")[0], *lines[index + 1 :]]),
            )
            emptied = [line for at, line in enumerate(lines) if at % 2 or at // 2 + 1 not in numbers]
            yield Mutation(f"{path}: all rows are dropped", _file(path, emptied))


def _ranges(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """A range that takes in its neighbour's ports, one that runs backwards, one that moves away from its members."""
    for fact in _stated(facts, "range"):
        low, _, high = fact.claim.value.partition("-")
        if not (low.isdigit() and high.isdigit()) or fact.claim.value != fact.claim.quote:
            continue
        for new in (f"{low}-{int(high) + 50}", f"{high}-{low}", f"{int(low) + 20000}-{int(high) + 20000}"):
            if found := _edit(contents, fact, new, f"range {fact.claim.value} becomes {new}"):
                yield found


def _bytes(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """Bytes that are not UTF-8, text decoded wrongly, ports that are none, things never closed or filled in."""
    for path in _canon_pages(contents, facts)[:3]:
        data = contents[path]
        yield Mutation(f"{path}: a byte that is not UTF-8", {path: data + b"\n\xff\xfe caf\xe9\n"})
        yield Mutation(f"{path}: an arrow decoded wrongly", {path: data + "\nA \u00e2\u2020\u2019 B\n".encode()})
        yield Mutation(f"{path}: a fence that is never closed", {path: data + b"\n```\nGrafana: 3001\n"})
        yield Mutation(
            f"{path}: a placeholder that was never filled in", {path: data + b"\nDeployed on $(date +%F) by ${USER}.\n"}
        )
        yield Mutation(f"{path}: the page is emptied", {path: b""})
    for path, numbers in _registries(facts).items():
        for fact in facts:
            if fact.claim.path == path and fact.claim.attribute == "port" and fact.claim.line == numbers[0]:
                if found := _edit(contents, fact, "99999", "a port that is none"):
                    yield found
                break


def _canon_pages(contents: Contents, facts: Sequence[Fact]) -> list[str]:
    paths = dict.fromkeys(fact.claim.path for fact in facts if fact.claim.role == "canon")
    return [path for path in paths if path in contents and is_markdown(path)]


def _broken(contents: Contents, facts: Sequence[Fact]) -> Iterator[Mutation]:
    """Config files that do not parse."""
    for path in dict.fromkeys(fact.claim.path for fact in facts):
        if path.endswith((".yaml", ".yml", ".json", ".toml")):
            yield Mutation(f"{path}: the syntax breaks", {path: contents.get(path, b"") + b"\n: [ {\n"})


def _governed(contents: Contents, config: Config) -> Iterator[Mutation]:
    """The definition of done, its documents, snapshots and ledgers."""
    for kind, globs in (("dod", config.dod), ("ledger", config.ledger), ("snapshots", config.snapshots)):
        change: Callable[[str, str], Iterator[Mutation]] = {
            "dod": _definition,
            "ledger": _ledger,
            "snapshots": _snapshot,
        }[kind]
        for path in contents:
            if any(matches(glob, path) for glob in globs):
                text = "".join(_lines(contents, path))
                yield from islice(change(path, text), 3 * MOST)
                if kind == "dod":
                    for name in dict.fromkeys(re.findall(r"^\s*-? *path: (\S+\.(?:json|ya?ml|toml|env))$", text, re.M)):
                        yield from islice(_scalars(name, contents), MOST)


_FENCE = """
```consistency-check
id: selftest-{letter}
title: planted
severity: low
must: say
values: [what nobody says]
places:
  - path: {path}
    pattern: '^# (?P<value>.*)$'
```
"""


def _definition(path: str, text: str) -> Iterator[Mutation]:
    yield Mutation(
        f"{path}: the checks' relation is misspelt",
        {path: re.sub(r"^must: \w+", "must: be", text, flags=re.M).encode()},
    )
    yield Mutation(
        f"{path}: the checks look elsewhere", {path: re.sub(r"(?<=jsonpath: \$\.)", "nowhere.", text).encode()}
    )
    yield Mutation(
        f"{path}: a check is taken out",
        {path: re.sub(r"```consistency-check\n.*?```\n", "", text, count=1, flags=re.S).encode()},
    )
    for letter, end in [(found[1], found.end()) for found in re.finditer(r"^#+ .*\b([A-F])[.:)] .*\n", text, re.M)]:
        fence = _FENCE.format(letter=letter.lower(), path=path)
        yield Mutation(f"planted: a check of family {letter}", {path: (text[:end] + fence + text[end:]).encode()})
    for name in list(dict.fromkeys(re.findall(r"`([^`\s*]+\.md)`", text)))[:4]:
        yield Mutation(f"{name} is deleted", {name: None})


_SCALAR = re.compile(
    r'(?P<number>(?<=[=:] )\d+(?=[,}\s]|$))|(?P<truth>\b(?:true|false)\b)|(?P<text>(?<=[=:] ")[^"\n]+(?="))|(?P<tail>(?<=[=/])\w+$)'
)


def _scalars(path: str, contents: Contents) -> Iterator[Mutation]:
    """Values of a config file that a declared check looks at, one a line."""
    lines = _lines(contents, path)
    for index in range(0, len(lines), 2):
        if found := _SCALAR.search(lines[index]):
            old = found[0]
            new = str(int(old) + 1) if found["number"] else _OPPOSITE.get(old, old + "-x")
            changed = [
                *lines[:index],
                lines[index][: found.start()] + new + lines[index][found.end() :],
                *lines[index + 1 :],
            ]
            yield Mutation(f"{path}:{index // 2 + 1}: {old} becomes {new}", _file(path, changed))


def _ledger(path: str, text: str) -> Iterator[Mutation]:
    rows = [line for line in text.split("\n") if re.match(r"\| (?!id\b|-)", line)]
    for row in rows[:6]:
        for word, other in (("fix_now", "accepted"), ("accepted", "fix_now"), ("defer until 2027-12-31", "accepted")):
            if f"| {word} |" in row:
                again = re.sub(r"^\| ([^|]+?) \|", r"| \1b |", row.replace(f"| {word} |", f"| {other} |"))
                yield Mutation(
                    f"{path}: a second row answers otherwise", {path: text.replace(row, f"{row}\n{again}").encode()}
                )
        yield Mutation(
            f"{path}: a row answers nothing", {path: text.replace(row, re.sub(r"`[^`]*`", "`nothing`", row)).encode()}
        )
        cells = row.split(" | ")
        cut = [*cells[:6], "some day", *cells[7:]]
        yield Mutation(f"{path}: a disposition that is none", {path: text.replace(row, " | ".join(cut)).encode()})
        wide = [cells[0], cells[1], "", "", *cells[4:]]
        yield Mutation(f"{path}: a row that could mean several", {path: text.replace(row, " | ".join(wide)).encode()})


def _snapshot(path: str, text: str) -> Iterator[Mutation]:
    yield Mutation(f"{path}: the snapshot is edited", {path: (text + "\n- `0.0.0.0:4100` (planted)\n").encode()})
    yield Mutation(f"{path}: the snapshot is deleted", {path: None})
