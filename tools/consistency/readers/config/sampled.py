"""Files of settings that a repository brings along for others to copy, and the fences that show them: each key with its port."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import Variable, variables
from consistency.readers.config.endpoint import found, is_private
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.keys import leaves
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tomlnodes import read_toml
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values import exact, sample
from consistency.values.port import valid

_TREES = {"yaml": read_yaml, "toml": read_toml, "json": read_json}
_PORT = lazily(r"(?:.*[_.-])?ports?$|.*[a-z]Port$|(?:.*_)?PORT(?:_.*)?$")
#: So many keys make a file of a fence; fewer are an extract for one purpose.
_KEYS = 5
#: A key, its value, and where that begins.
Given = tuple[str, str, int]


def of_env(sheet: Sheet, given: Iterable[Variable]) -> Iterator[Claim]:
    """What a file of variables that is such a sample by its name says by their names; nothing of any other."""
    if sample.plain(_named(sheet)) == sample.ENV:
        yield from _told(sheet, sample.ENV, _of_variables(given))


def of_tree(sheet: Sheet, roots: Iterable[Node]) -> Iterator[Claim]:
    """The same of a tree of settings, by their keys from the top."""
    name = sample.plain(_named(sheet))
    if name and name != sample.ENV:
        yield from _told(sheet._replace(role="config"), name, _of_leaves(roots))


def _named(sheet: Sheet) -> str:
    return sheet.file.rpartition("/")[2]


def of_text(sheet: Sheet, name: str) -> Iterator[Claim]:
    """What a fence that shows the file of that `name` says."""
    if name == sample.ENV:
        yield from _told(sheet, name, _of_variables(variables(sheet.text)))
    else:
        yield from _told(sheet, name, _of_leaves(_TREES[name.rpartition(".")[2]](sheet).roots))


def _told(sheet: Sheet, name: str, every: Iterable[Given]) -> Iterator[Claim]:
    """The port of each key, and that of a URL on a machine of the site's own."""
    given = list(every)
    for key, value, start in given if len(given) >= _KEYS else ():
        text = value.strip()
        ported = _PORT.fullmatch(key) and text.isascii() and text.isdecimal()
        urls = (
            found(value) if "://" in value and name != sample.ENV else []
        )  # those of variables are read by themselves
        if ported and valid(int(text)):
            at = start + value.index(text)
            place, port, service = (at, at + len(text)), int(text), exact.sampled(key, name)
        elif len(urls) == 1 and is_private(urls[0].host) and valid(urls[0].port):
            place, port = (start + urls[0].port_start, start + urls[0].port_end), urls[0].port
            service = exact.setting(exact.sampled(key, name), urls[0].host)
        else:
            continue
        yield sheet.claim("port", str(port), *place, service=service, port=port, source=PROJECT)


def _of_variables(given: Iterable[Variable]) -> Iterator[Given]:
    return ((one.name, one.value, one.start) for one in given)


def _of_leaves(roots: Iterable[Node]) -> Iterator[Given]:
    for root in roots:
        for node, path in leaves(root):
            if node.inner >= 0:
                yield ".".join(path), node.text, node.inner
