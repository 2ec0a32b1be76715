"""Commands that a project keeps for starting itself: the scripts of package.json, the processes of a Procfile.

Formats: https://docs.npmjs.com/cli/using-npm/scripts, https://devcenter.heroku.com/articles/procfile
The service of package.json is its directory, at the top of the tree the package; that of a Procfile the process.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import stem
from consistency.values import exact
from consistency.values.execline import argv_of, program
from consistency.values.script import package, title

#: Scripts that start the project itself; any other may start a tool. Beside one for development, those of the second
#: kind start what has been built, in an environment of its own.
_DEVELOPING = frozenset(("dev", "develop", "start:dev", "dev:server"))
_BUILT = frozenset(("start", "serve", "start:prod", "server"))
#: Tools that listen beside the project: pages speak of them by their own names.
_TOOLS = frozenset(("vite", "storybook"))
_PROCESS = lazily(r"(?m)^(?P<name>[A-Za-z][\w-]*):[ \t]+(?P<command>[^\r\n]+)")
_SEPARATORS = frozenset(("&&", "||", ";", "|", "&"))


def read_package(sheet: Sheet) -> Reading:
    """The ports that the starting scripts give, as a rule for development; npm says itself what is no JSON."""
    sheet = sheet._replace(scope=sheet.scope or "dev")
    claims: list[Claim] = []
    folder = sheet.file.rpartition("/")[0]
    for root in read_json(sheet).roots[:1]:
        service = stem(sheet.file) or root.word("name").rpartition("/")[2]
        scripts = root.map("scripts")
        starting = _DEVELOPING if not _DEVELOPING.isdisjoint(scripts) else _BUILT
        for name, (_, script) in scripts.items():
            if service and name in starting and script.inner >= 0:
                claims += _started(sheet, script.text, script.inner, service)
            tool = program(argv_of(script.text))
            if tool in _TOOLS and script.inner >= 0:
                named = exact.tool("Vite") if tool == "vite" else tool
                said = _started(sheet, script.text, script.inner, named)
                claims += _by_name(said) if tool == "vite" else said
            for place in (
                (folder, *([package(root.word("name"))] if root.word("name") else ())) if script.inner >= 0 else ()
            ):
                claims += _by_name(_started(sheet, script.text, script.inner, title("npm", name, place)))
    return Reading(tuple(dict.fromkeys(claims)))


def _by_name(claims: Iterable[Claim]) -> list[Claim]:
    """What a script by its name says, for pages that tell to run it: its one port, none where it starts several things."""
    ports = [
        claim._replace(source=PROJECT, scope="")
        for claim in claims
        if claim.attribute == "port" and claim.namespace == "host"
    ]
    return ports if len({claim.value for claim in ports}) == 1 else []


def read_procfile(sheet: Sheet) -> Reading:
    """The ports and addresses on which the processes listen."""
    claims: list[Claim] = []
    for line in _PROCESS.finditer(sheet.text):
        claims += _started(sheet, line["command"], line.start("command"), line["name"])
    return Reading(tuple(dict.fromkeys(claims)))


def _started(sheet: Sheet, text: str, at: int, service: str) -> Iterator[Claim]:
    """What each command of a line listens on."""
    for ends, words in groupby(argv_of(text), key=lambda word: word.text in _SEPARATORS):
        if not ends:
            yield from listen_claims(sheet, list(words), {}, at, service=service)
