"""Documents of a tree to claims. What one document says depends on its bytes, its path and the configuration alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from consistency.config import Config
from consistency.markdown.text import Problem, Text
from consistency.model.claim import Claim, Reading, Unread
from consistency.model.objects import claim_object, well_formed
from consistency.model.run import Looked
from consistency.readers.config import kinds
from consistency.tree.source import TooLarge, Tree, TreeError, shown

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx")
_REGISTRY_NAME = re.compile(r"ports?|endpoints?|registry|inventory|services?|snapshot", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything that a tree's documents say. `texts` holds the decoded text of each document that was read."""

    claims: tuple[Claim, ...]
    unread: tuple[Unread, ...]
    texts: Mapping[str, str]
    paths: tuple[str, ...]
    looked: Looked
    notes: tuple[str, ...] = field(default=())


def is_markdown(path: str) -> bool:
    return path.lower().endswith(_MARKDOWN)


def wanted(path: str, config: Config) -> bool:
    """A document that is read: Markdown, or config by its name, and not left out."""
    if config.ignored(path) or kinds.ignored(path):
        return False
    return is_markdown(path) or kinds.may_hold(path)


def gather(tree: Tree, config: Config) -> Gathered:
    """Read every document of the tree that is wanted."""
    entries = tree.entries()
    paths = tuple(entry.path for entry in entries)
    chosen = [entry for entry in entries if wanted(entry.path, config)]
    claims: list[Claim] = []
    unread: list[Unread] = []
    texts: dict[str, str] = {}
    for entry, data in tree.read_many(chosen, config.max_file_size):
        if isinstance(data, TreeError):
            claims.append(_problem(entry.path, "too-large" if isinstance(data, TooLarge) else "unreadable", str(data)))
            continue
        text = Text.of(data)
        texts[entry.path] = text.text
        claims += _text_problems(entry.path, text, config)
    totals = [0, 0, 0]
    for path in sorted(texts):
        reading = read(path, texts[path], texts, config)
        claims += reading.claims
        unread += reading.unread
        totals = [a + b for a, b in zip(totals, (reading.tables, reading.registries, reading.rows), strict=True)]
    notes = []
    for left in tree.left_out():
        if left.reason in ("link-out", "link-broken") and wanted(left.path, config):
            claims.append(_problem(left.path, left.reason))
        elif left.reason in ("conflict", "sparse"):
            notes.append(f"{shown(left.path)} was left out: {left.reason}")
    notes += (f"{place}: left out, for a fault of ours: {error}" for place, error in misfits(claims))
    claims = [claim for claim in claims if well_formed(claim)]
    looked = Looked(len(texts), totals[0], totals[1], totals[2], len(claims), 0, len(unread))
    return Gathered(tuple(claims), tuple(unread), texts, paths, looked, tuple(notes))


def misfits(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Place and reason of every claim that does not fit its schema: rules never see one."""
    for claim in claims:
        if not well_formed(claim):
            from consistency.schemas import validate

            errors = validate("claim", claim_object(claim))
            yield f"{shown(claim.path)}:{claim.line}", errors[0].message if errors else "it fits no claim"


def read(path: str, text: str, texts: Mapping[str, str], config: Config) -> Reading:
    """One document's claims; `texts` gives the siblings that a config file needs."""
    if is_markdown(path):
        return _markdown(path, text, config)
    kind = kinds.kind_of(path, text[: kinds.HEAD])
    if not kind:
        return Reading()
    patterns = kinds.siblings_of(kind, path, text)
    siblings = (
        {name: texts[name] for name in texts if any(fnmatchcase(name, pattern) for pattern in patterns)}
        if patterns
        else {}
    )
    reading = kinds.read(path, text, siblings, kind)
    role = config.role_of(path)
    return reading._replace(claims=tuple(claim._replace(role=role) for claim in reading.claims)) if role else reading


def _markdown(path: str, text: str, config: Config) -> Reading:
    from consistency.readers import snapshot_record
    from consistency.readers.document import read_document

    if snapshot_record.is_snapshot(text):
        return snapshot_record.read(path, text)
    if is_governance(path, config):
        return Reading()
    return read_document(path, text, role=config.role_of(path))


def is_governance(path: str, config: Config) -> bool:
    """The pages that speak about statements: the definition of done, change rules and ledgers are no canon of ports."""
    from consistency.values.glob import matches

    return any(matches(glob, path) for glob in (*config.dod, *config.change_rules, *config.ledger))


def _problem(path: str, kind: str, message: str = "") -> Claim:
    return Claim("problem", kind, path, 1, 1, 1, "", source="document", part=message)


def _text_problems(path: str, text: Text, config: Config) -> Iterator[Claim]:
    """What is wrong with a file's text. An empty file is only where statements are expected: half the world has some."""
    if not text.problems:
        return
    from consistency.readers import garbled

    for problem in garbled.meant(text.text, text.problems) if is_markdown(path) else text.problems:
        if problem.kind == "mojibake" and not is_markdown(path):
            continue
        if problem.kind == "empty" and not (is_markdown(path) and _expected(path, config)):
            continue
        yield _told(path, problem)


def _expected(path: str, config: Config) -> bool:
    """Whether statements are expected of a page, by what the site says or by its name."""
    name = path.rsplit("/", 1)[-1]
    return config.role_of(path) == "canon" or is_governance(path, config) or bool(_REGISTRY_NAME.search(name))


def _told(path: str, problem: Problem) -> Claim:
    place = (problem.line, problem.column, problem.end_column, problem.quote)
    return Claim("problem", problem.kind, path, *place, source="document", part=problem.message)
