"""Places in config files: a JSONPath into JSON, YAML, TOML or an env file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from consistency.model.passage import Passage, Piece
from consistency.readers.config.assignment import variables
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tomlnodes import read_toml
from consistency.readers.config.yamlnodes import Stream, read_yaml
from consistency.readers.declared.check import Place
from consistency.readers.declared.jsonpath import Hit, PathError, compile_path, compile_relative, hits
from consistency.readers.declared.pattern import Budget
from consistency.readers.declared.value import Extraction, PlaceValue, cut, normal

_SUFFIXES = {
    **dict.fromkeys(("json", "jsonc", "json5", "jsonl"), "json"),
    **dict.fromkeys(("yaml", "yml"), "yaml"),
    **dict.fromkeys(("md", "markdown", "mdx"), "markdown"),
    "toml": "toml",
    "env": "env",
}


def format_of(path: str) -> str:
    """The format that a file's name tells, "" for none."""
    name = path.rsplit("/", 1)[-1].lower()
    if name == ".env" or name.startswith((".env.", "env.")):
        return "env"
    return _SUFFIXES.get(name.rpartition(".")[2], "") if "." in name else ""


def jsonpath(place: Place, path: str, text: str) -> Extraction:
    """The scalars that the path leads to. A file that does not parse gives none: half of it would be a guess."""
    form = place.format or format_of(path)
    if form in ("", "markdown"):
        return Extraction(trouble="the name does not tell its format: add format: json, yaml, toml or env")
    stream = _read(form, path, text)
    if stream.problems:
        problem = stream.problems[0]
        return Extraction(trouble=f"line {problem.line} is not {form.upper()}: {problem.part or problem.value}")
    sheet = Sheet.of(path, text)
    budget = Budget()
    try:
        found = [hit for root in stream.roots for hit in hits(root, compile_path(place.locator))]
        values = tuple(value for hit in found for value in _values(place, sheet, hit, budget))
    except PathError as error:
        return Extraction(trouble=f"{place.locator} {error}")
    if values:
        return Extraction(values, values[0])
    scalars = any(hit.node.kind == "scalar" for hit in found)
    why = "gives no value that counts" if scalars else "leads to no scalar" if found else "leads to nothing"
    return Extraction(nothing=f"{place.locator} {why}")


@lru_cache(maxsize=8)
def _read(form: str, path: str, text: str) -> Stream:
    sheet = Sheet.of(path, text)
    if form == "env":
        return Stream((_environment(text),), ())
    return {"json": read_json, "yaml": read_yaml, "toml": read_toml}[form](sheet)


def _environment(text: str) -> Node:
    root = Node("mapping", 0, len(text))
    for item in variables(text):
        key = Node("scalar", item.at, item.at + len(item.name), item.name, item.at)
        root.pairs.append((key, Node("scalar", item.start, item.end, item.value, item.start)))
    return root


def _values(place: Place, sheet: Sheet, hit: Hit, budget: Budget) -> Iterator[PlaceValue]:
    """Exact where the text stands literally; the whole scalar is cited where escapes or folding changed it."""
    node = hit.node
    key = _key(place, hit)
    if node.kind != "scalar" or (place.key and not key):
        return
    literal = node.inner >= 0 and "\n" not in node.text and "\r" not in node.text
    start = node.inner if literal else node.start
    span = sheet.span(start, start + len(node.text) if literal else node.end)
    quote = sheet.text[start : start + span.end_column - span.column]
    passage = Passage.of(Piece(node.text, span.line, span.column))
    for value in cut(place, passage, 0, len(node.text), key, budget, markup=False):
        yield value if literal else value._replace(span=span, quote=quote)


def _key(place: Place, hit: Hit) -> str:
    """What ties the value: the wildcard's member name, or a scalar below what the wildcard chose."""
    if not place.key:
        return ""
    if place.key == "*":
        return normal(hit.name.text) if hit.name else ""
    below = hits(hit.element, compile_relative(place.key))
    return normal(below[0].node.text) if below and below[0].node.kind == "scalar" else ""
