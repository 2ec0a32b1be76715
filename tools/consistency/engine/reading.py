"""One document's claims: a function of its bytes, its path, the configuration, and for some config the files beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from consistency.cache.cells import number
from consistency.cache.packed import Kept
from consistency.config import Config
from consistency.engine.mentions import may_fix, mentions, tying
from consistency.markdown.text import Problem, Text
from consistency.model.claim import Claim, Reading
from consistency.model.identity import Said
from consistency.model.objects import claim_object, well_formed
from consistency.model.pattern import lazily
from consistency.readers.config import kinds
from consistency.tree.source import shown
from consistency.values.starred import Finder

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx")
_REGISTRY_NAME = lazily(r"ports?|endpoints?|registry|inventory|services?|snapshot", re.IGNORECASE)


def is_markdown(path: str) -> bool:
    return path.lower().endswith(_MARKDOWN)


def wanted(path: str, config: Config) -> bool:
    """A document that is read: Markdown, or config by its name, and not left out."""
    if config.ignored(path) or kinds.ignored(path):
        return False
    return is_markdown(path) or kinds.may_hold(path)


def is_promised(path: str, config: Config) -> bool:
    """A document by its name alone; of the others that are wanted most are something else, or a folder."""
    return wanted(path, config) and (is_markdown(path) or kinds.is_named(path))


def kept_of(path: str, data: bytes, texts: Mapping[str, str], config: Config) -> Kept:
    """All that is kept of one document; `texts` are those of the files beside it."""
    text = Text.of(data)
    problems = tuple(_text_problems(path, text, config))
    reading = read(path, text.text, texts, config)
    faults = tuple(f"{place}: left out, for a fault of ours: {error}" for place, error in misfits(reading.claims))
    if faults:
        reading = reading._replace(claims=tuple(claim for claim in reading.claims if well_formed(claim)))
    return indexed(Kept(problems, reading, faults=faults, fixing=is_markdown(path) and may_fix(text.text)))


def indexed(kept: Kept) -> Kept:
    """With the words by which its claims are looked up."""
    claims = kept.claims
    said = Said(claims)
    spelled = ((key, text, weight) for (key, text), weight in said.hosts.items())
    words = mentions(claims, said) | ({number("a", "fixing")} if kept.fixing else frozenset())
    named, tied = tying(claims)
    return kept._replace(words=tuple(sorted(words)), spelled=tuple(sorted(spelled)), named=named, tied=tied)


def misfits(claims: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Place and reason of every claim that does not fit its schema: rules never see one."""
    for claim in claims:
        if not well_formed(claim):
            from consistency.schemas import validate

            errors = validate("claim", claim_object(claim))
            yield f"{shown(claim.path)}:{claim.line}", errors[0].message if errors else "it fits no claim"


def patterns(path: str, text: str) -> tuple[str, ...]:
    """The other files that the document's claims depend on, as paths or patterns; none for Markdown."""
    if is_markdown(path):
        return ()
    kind = kinds.kind_of(path, text[: kinds.HEAD])
    return kinds.siblings_of(kind, path, text) if kind else ()


def read(path: str, text: str, texts: Mapping[str, str], config: Config) -> Reading:
    """One document's claims; `texts` gives the siblings that a config file needs."""
    if is_markdown(path):
        return _markdown(path, text, config)
    kind = kinds.kind_of(path, text[: kinds.HEAD])
    if not kind:
        return Reading()
    siblings = {name: texts[name] for name in Finder(texts).meant(kinds.siblings_of(kind, path, text))}
    reading = kinds.read_whole(path, text, siblings, kind)
    role = config.role_of(path)
    return reading._replace(claims=tuple(claim._replace(role=role) for claim in reading.claims)) if role else reading


def _markdown(path: str, text: str, config: Config) -> Reading:
    from consistency.readers.document import read_document
    from consistency.readers.snapshot_fence import FENCE

    if FENCE in text:  # the reader of records is loaded for records
        from consistency.readers import snapshot_record

        if snapshot_record.is_snapshot(text):
            return snapshot_record.read(path, text)
    if is_governance(path, config):
        return Reading()
    return read_document(path, text, role=config.role_of(path))


def is_governance(path: str, config: Config) -> bool:
    """The pages that speak about statements: the definition of done, change rules and ledgers are no canon of ports."""
    from consistency.values.glob import matches

    return any(matches(glob, path) for glob in (*config.dod, *config.change_rules, *config.ledger))


def problem(path: str, kind: str, message: str = "") -> Claim:
    return Claim("problem", kind, path, 1, 1, 1, "", source="document", part=message)


def _text_problems(path: str, text: Text, config: Config) -> Iterator[Claim]:
    """What is wrong with a file's text. An empty file is only where statements are expected: half the world has some."""
    if not text.problems or not (is_promised(path, config) or kinds.kind_of(path, text.text[: kinds.HEAD])):
        return
    from consistency.readers import garbled

    for problem in garbled.meant(text.text, text.problems) if is_markdown(path) else text.problems:
        if problem.kind == "mojibake" and not is_markdown(path):
            continue
        if problem.kind == "empty" and not (is_markdown(path) and _expected(path, config)):
            continue
        if problem.kind == "lfs-pointer" and not _expected(path, config) and _is_data(path):
            continue  # one of a hundred results that somebody keeps so
        yield _told(path, problem)


def _is_data(path: str) -> bool:
    """A file of whose name alone nobody knows whether it says anything of services."""
    return kinds.kind_of(path, "") in ("json", "yaml", "toml")


def _expected(path: str, config: Config) -> bool:
    """Whether statements are expected of a page, by what the site says or by its name."""
    name = path.rsplit("/", 1)[-1]
    return config.role_of(path) == "canon" or is_governance(path, config) or bool(_REGISTRY_NAME.search(name))


def _told(path: str, problem: Problem) -> Claim:
    place = (problem.line, problem.column, problem.end_column, problem.quote)
    return Claim("problem", problem.kind, path, *place, source="document", part=problem.message)
