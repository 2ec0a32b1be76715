"""Files of settings that a repository brings along for others to copy, and the fences that show them: each key with its port."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.assignment import variables
from consistency.readers.config.endpoint import found, is_private
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.keys import leaves
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tomlnodes import read_toml
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values import exact, sample
from consistency.values.port import valid

_TREES = {"yaml": read_yaml, "toml": read_toml, "json": read_json}
_PORT = lazily(r"(?:.*[_.-])?ports?$|.*[a-z]Port$|(?:.*_)?PORT(?:_.*)?$")
#: So many keys make a file of a fence; fewer are an extract for one purpose.
_KEYS = 5


def of_file(sheet: Sheet) -> Iterator[Claim]:
    """The same of a file that is such a sample by its name; nothing of any other."""
    if name := sample.plain(sheet.file.rpartition("/")[2]):
        yield from of_text(sheet, name)


def of_text(sheet: Sheet, name: str) -> Iterator[Claim]:
    """What the settings of a sheet say by the key and the file's `name`."""
    given = list(_given(sheet, name))
    for key, value, start in given if len(given) >= _KEYS else ():
        text = value.strip()
        ported = _PORT.fullmatch(key) and text.isascii() and text.isdecimal()
        urls = found(value) if "://" in value and name != ".env" else []  # of variables every line counts: `settings`
        if ported and valid(int(text)):
            at = start + value.index(text)
            place, port, service = (at, at + len(text)), int(text), exact.sampled(key, name)
        elif len(urls) == 1 and is_private(urls[0].host) and valid(urls[0].port):
            place, port = (start + urls[0].port_start, start + urls[0].port_end), urls[0].port
            service = exact.setting(exact.sampled(key, name), urls[0].host)
        else:
            continue
        yield sheet.claim("port", str(port), *place, service=service, port=port, source=PROJECT)


def _given(sheet: Sheet, name: str) -> Iterator[tuple[str, str, int]]:
    """Key, value and where the value begins."""
    if name == ".env":
        yield from ((one.name, one.value, one.start) for one in variables(sheet.text))
        return
    for root in _TREES[name.rpartition(".")[2]](sheet).roots:
        for node, path in leaves(root):
            if node.inner >= 0:
                yield ".".join(path), node.text, node.inner
