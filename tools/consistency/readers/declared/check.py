"""What one declared check is: a relation and the places whose values it holds against each other."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.passage import Span

#: agree      every place gives the same values (with keys: under each key that two places share)
#: subset     each value of the first place is in one of the others
#: disjoint   no value of the first place is in any of the others
#: one        a key has one value, wherever and however often it is stated (needs keys)
#: say        each place gives each of `values`
#: not-say    no place gives any of `values`
RELATIONS = ("agree", "subset", "disjoint", "one", "say", "not-say")

#: The ways to say where values stand; a place has exactly one.
KINDS = ("column", "bullet", "pattern", "jsonpath")

FORMATS = ("markdown", "json", "yaml", "toml", "env")

#: The attribute that a family's values are claims of, where the check does not name one.
ATTRIBUTES = {"A": "port", "B": "auth", "C": "alias", "D": "range", "E": "posture", "F": "default"}


class Place(NamedTuple):
    """Where values stand: `kind` says how `locator` is meant; `span` and `quote` are the declaration's own place.

    `path` may be a glob; `latest` takes the last matching path by name (dated evidence), else all are pooled.
    `key` names what ties values together: a column, `heading` (bullet), a member or `*` (jsonpath); a pattern has a
    group for it. `take` is a pattern that cuts the value out of what was found; `listed` splits it at commas.
    """

    path: str
    kind: str
    locator: str
    span: Span
    key: str = ""
    take: str = ""
    section: str = ""
    where: tuple[tuple[str, tuple[str, ...]], ...] = ()
    listed: bool = False
    latest: bool = False
    format: str = ""
    quote: str = ""

    @property
    def keyed(self) -> bool:
        return bool(self.key) or (self.kind == "pattern" and "(?P<key>" in self.locator)

    def __str__(self) -> str:
        return f"{self.kind} '{self.locator}' of {self.path}"


class Check(NamedTuple):
    """One declared check, valid; `path`, `span` and `quote` are those of its fence's first line."""

    id: str
    family: str
    title: str
    severity: str
    must: str
    places: tuple[Place, ...]
    path: str
    span: Span
    quote: str
    attribute: str = ""
    values: tuple[str, ...] = ()
    ignore_case: bool = False

    @property
    def keyed(self) -> bool:
        return all(place.keyed for place in self.places)
