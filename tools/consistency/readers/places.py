"""What stands in the places that a declared check names: values with their exact spans, as claims."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from consistency.model.claim import Claim
from consistency.model.passage import Span
from consistency.model.pattern import lazily
from consistency.readers.declared.check import Check, Place
from consistency.readers.declared.grammar import PatternError
from consistency.readers.declared.pattern import Budget, checked
from consistency.readers.declared.value import Extraction, PlaceValue, normal
from consistency.values.glob import matches

_LINE_END = lazily(r"\r\n|\r|\n")

#: A path to its role and, for evidence, its date.
RoleOf = Callable[[str], tuple[str, str]]
#: What `values` does, or what knows its answer.
ValuesOf = Callable[[Place, str, str], Extraction]


class Side(NamedTuple):
    """One place of a check, read. `claims` are its values, `part` of each the key that ties it to the other places.

    `anchor` is what a finding cites for a place that lacks a value. `trouble` says why the place could not be looked
    at ("" for no trouble): then the check is undetermined, not passed. `nothing` says that it was, and holds no value.
    """

    place: Place
    claims: tuple[Claim, ...] = ()
    anchor: Claim | None = None
    trouble: str = ""
    nothing: str = ""


def values(place: Place, path: str, text: str) -> Extraction:
    """The values of one place in one document. Never raises on any text."""
    from consistency.readers.declared.pages import bullet, column
    from consistency.readers.declared.settings import jsonpath

    try:
        if place.kind == "column":
            return column(place, text)
        if place.kind == "bullet":
            return bullet(place, text)
        if place.kind == "jsonpath":
            return jsonpath(place, path, text)
        return _pattern(place, text)
    except PatternError as error:
        return Extraction(trouble=f"the pattern could not be run: {error}")


def _pattern(place: Place, text: str) -> Extraction:
    pattern, budget = checked(place.locator), Budget()
    found: list[PlaceValue] = []
    for number, line in enumerate(_LINE_END.split(text), 1):
        for match in pattern.find(line, budget):
            begin, end = match.groups.get("value", (0, 0))
            first, last = match.groups.get("key", (0, 0))
            if end > begin and (last > first or not place.keyed):
                quote = line[begin:end]
                found.append(
                    PlaceValue(normal(quote), Span(number, begin + 1, end + 1), quote, normal(line[first:last]))
                )
    if not found:
        return Extraction(nothing="no line matches the pattern")
    return Extraction(tuple(found), found[0])


def matching(path: str, paths: Iterable[str]) -> list[str]:
    """The paths that a place names, sorted: itself, or what its glob means."""
    if not any(mark in path for mark in "*?["):
        return [each for each in paths if each == path]
    return sorted(each for each in paths if matches(path, each))


def read_place(
    check: Check,
    number: int,
    paths: Iterable[str],
    text_of: Callable[[str], str | None],
    role_of: RoleOf,
    values_of: ValuesOf = values,
) -> Side:
    """Place `number` of a check, from every document that its path names.

    `text_of` gives a document's text, None where it cannot be read; `role_of` its role and date; `values_of` is `values`
    or knows its answers.
    """
    place = check.places[number]
    names = matching(place.path, paths)[-1 if place.latest else 0 :]
    if not names:
        return Side(place, trouble=f"{place.path} does not exist")
    claims: list[Claim] = []
    anchors: list[Claim] = []
    found: list[tuple[str, Extraction]] = []
    for path in names:
        text = text_of(path)
        extraction = Extraction(trouble="it cannot be read") if text is None else values_of(place, path, text)
        found.append((path, extraction))
        anchor = extraction.anchor or _first_line(text or "")
        anchors.append(_claim(check, number, path, anchor, role_of(path)))
        claims.extend(_claim(check, number, path, value, role_of(path)) for value in extraction.values)
    anchor_at = next((at for at, (_, extraction) in enumerate(found) if extraction.anchor), 0)
    trouble = [f"{path}: {extraction.trouble}" for path, extraction in found if extraction.trouble]
    absent = [f"{path}: {extraction.absent}" for path, extraction in found if extraction.absent]
    nothing = [f"{path}: {extraction.nothing}" for path, extraction in found if extraction.nothing]
    if len(absent) == len(found):
        trouble = absent
    return Side(
        place, tuple(claims), anchors[anchor_at], "; ".join(trouble[:3]), "" if claims else "; ".join(nothing[:3])
    )


def _first_line(text: str) -> PlaceValue:
    line = _LINE_END.split(text, maxsplit=1)[0][:200]
    return PlaceValue(normal(line), Span(1, 1, 1 + len(line)), line)


def read_check(
    check: Check,
    paths: Iterable[str],
    text_of: Callable[[str], str | None],
    role_of: RoleOf,
    values_of: ValuesOf = values,
) -> tuple[Side, ...]:
    """Every place of a check, in its order: what `rules.declared.compare` takes."""
    known = tuple(paths)
    return tuple(read_place(check, number, known, text_of, role_of, values_of) for number in range(len(check.places)))


def _claim(check: Check, number: int, path: str, value: PlaceValue, role: tuple[str, str]) -> Claim:
    return Claim(
        check.attribute,
        value.value,
        path,
        value.span.line,
        value.span.column,
        value.span.end_column,
        value.quote,
        part=value.key,
        role=role[0],
        observed_on=role[1],
        section=check.title,
        source=f"check:{check.id}",
        statement=f"{check.id}.{number}",
    )
