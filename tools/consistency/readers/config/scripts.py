"""Commands that a project keeps for starting itself: the scripts of package.json, the processes of a Procfile.

Formats: https://docs.npmjs.com/cli/using-npm/scripts, https://devcenter.heroku.com/articles/procfile
The service of package.json is its directory, at the top of the tree the package; that of a Procfile the process.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import stem
from consistency.values.execline import argv_of

#: Scripts that start the project itself; any other may start a tool.
_STARTING = ("dev", "develop", "start", "serve", "start:dev", "start:prod", "dev:server", "server")
_PROCESS = lazily(r"(?m)^(?P<name>[A-Za-z][\w-]*):[ \t]+(?P<command>[^\r\n]+)")
_SEPARATORS = frozenset(("&&", "||", ";", "|", "&"))


def read_package(sheet: Sheet) -> Reading:
    """The ports that the starting scripts give, as a rule for development; npm says itself what is no JSON."""
    sheet = sheet._replace(scope=sheet.scope or "dev")
    claims: list[Claim] = []
    for root in read_json(sheet).roots[:1]:
        service = stem(sheet.file) or root.word("name").rpartition("/")[2]
        for name, (_, script) in root.map("scripts").items():
            if service and name in _STARTING and script.inner >= 0:
                claims += _started(sheet, script.text, script.inner, service)
    return Reading(tuple(dict.fromkeys(claims)))


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
