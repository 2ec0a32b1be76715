"""The port of the development server in a build tool's own settings: vite.config.ts, nuxt.config.ts, vue.config.js.

Formats: https://vite.dev/config/server-options, https://nuxt.com/docs/api/nuxt-config, https://cli.vuejs.org/config
They are programs; read is a number that stands literally in the object of the server.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import stem
from consistency.values import exact
from consistency.values.execline import Word, argv_of, program
from consistency.values.port import valid
from consistency.values.script import title

_SERVER = lazily(r"(?<![\w.])(?:server|devServer)[ \t]*:[ \t]*\{")
#: Comments and texts are passed over, braces counted.
_TOKEN = lazily(
    r"//[^\r\n]*|/\*.*?\*/|'[^'\r\n]*'|\"[^\"\r\n]*\"|`[^`]*`|[{}\[\]()]|(?<![\w.])port[ \t]*:[ \t]*(?P<port>\d{2,5})(?![\w.])",
    re.DOTALL,
)
_LONGEST = 4000
_TOOLS = frozenset(
    ("vite", "nuxt", "nuxi", "astro", "vue-cli-service", "webpack", "webpack-dev-server", "rsbuild", "quasar")
)
_OTHERS = frozenset(
    ("build", "preview", "generate", "lint", "inspect", "test", "prepare", "check", "optimize", "postinstall")
)


def read_devserver(sheet: Sheet, siblings: Mapping[str, str]) -> Reading:
    """The port by the folder's name, and by that of the scripts in the package beside it that start the server."""
    found = _port(sheet.text)
    if found is None or not valid(int(found["port"])):
        return Reading()
    sheet = sheet._replace(source="package", scope=sheet.scope or "dev")
    folder = sheet.file.rpartition("/")[0]
    scripts, name = [], ""
    for text in siblings.values():
        for root in read_json(Sheet.of(sheet.file, text)).roots[:1]:
            name = root.word("name").rpartition("/")[2]
            scripts = [key for key, (_, script) in root.map("scripts").items() if _starts(argv_of(script.text))]
    place = found.span("port")
    port = int(found["port"])

    def claim(service: str, **how: Any) -> Claim:
        return sheet.claim("port", str(port), *place, service=service, port=port, **how)

    own = stem(sheet.file) or name
    named = [claim(own)] if own else []
    if sheet.file.rpartition("/")[2].startswith("vite."):
        named.append(claim(exact.tool("Vite"), source=PROJECT, scope=""))
    return Reading((*named, *(claim(title("npm", script, folder), source=PROJECT, scope="") for script in scripts)))


def _port(text: str) -> re.Match[str] | None:
    """The port of the first server's object, of those directly in it."""
    opened = next(
        (one for one in _SERVER.finditer(text) if "//" not in text[text.rfind("\n", 0, one.start()) + 1 : one.start()]),
        None,
    )
    depth = 1
    for token in _TOKEN.finditer(text, opened.end(), opened.end() + _LONGEST) if opened else ():
        depth += (token[0] in ("{", "[", "(")) - (token[0] in ("}", "]", ")"))
        if not depth:
            return None
        if token["port"] and depth == 1:
            return token
    return None


def _starts(words: list[Word]) -> bool:
    """Whether a script starts the tool's server with what its settings say."""
    texts = {word.text for word in words}
    return (
        program(words) in _TOOLS
        and not texts & _OTHERS
        and not any(text.startswith(("--port", "-p")) for text in texts)
    )
