"""Dockerfiles: the container's ports, by EXPOSE, by its command and by its health check.

Format: https://docs.docker.com/reference/dockerfile/
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import probed
from consistency.readers.config.envfile import owner
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.publish import numbers
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.execline import Word, argv_of
from consistency.values.variable import fill

_LINE = lazily(
    r"(?:^|(?<=\r))\ufeff?[ \t]*(?:#[^\r\n]*|(?P<word>[A-Za-z]+)[ \t]+(?P<rest>(?:\\[ \t]*(?:\r\n|\r|\n)|[^\r\n])*))?"
    r"(?:\r\n|\r|\n|\Z)",
    re.MULTILINE,
)
_NAME = lazily(
    r"(?:^|/)(?:(?P<before>[\w-]+)\.(?:docker|container)file|(?:docker|container)file[.-](?P<after>[\w-]+))$"
)
_ITEM = lazily(r"\"(?:[^\"\\]|\\.)*\"")


def read_dockerfile(sheet: Sheet) -> Reading:
    """Container-port claims (and health) of one Dockerfile, of the service its name or its directory says."""
    match = _NAME.search(sheet.file.lower())
    service = owner(sheet.file, (match["before"] or match["after"]).replace("-", "_") if match else "")
    values: dict[str, str] = {}
    claims: list[Claim] = []
    for line in _LINE.finditer(sheet.text):
        word, rest, at = (line["word"] or "").upper(), line["rest"] or "", line.start("rest")
        if word in ("ENV", "ARG"):
            values |= _set(rest)
        elif word == "EXPOSE":
            claims += _exposed(sheet, rest, at, values, service)
        elif word in ("CMD", "ENTRYPOINT"):
            argv = _exec_form(rest) or argv_of(rest)
            said = listen_claims(sheet, argv, values, at, service=service, namespace="container")
            claims += [claim for claim in said if claim.attribute == "port"]  # its bind is the container's own affair
        elif word == "HEALTHCHECK":
            claims += probed(sheet, rest, at, service)
    folder, file = sheet.file.rpartition("/")[::2]
    if file in ("Dockerfile", "Containerfile"):
        own = [claim for claim in claims if claim.attribute == "port"]
        claims += [claim._replace(service=exact.image(folder), source=PROJECT, scope="") for claim in own]
    return Reading(tuple(dict.fromkeys(claims)))


def _set(rest: str) -> dict[str, str]:
    """`A=b C=d`, and the old `A b`."""
    words = [word.text for word in argv_of(rest)]
    if len(words) == 2 and "=" not in words[0]:
        return {words[0]: words[1]}
    return {name: value for name, equals, value in (word.partition("=") for word in words) if equals}


def _exposed(sheet: Sheet, rest: str, at: int, values: Mapping[str, str], service: str) -> Iterator[Claim]:
    for word in re.finditer(r"[^\s\\]+", rest.partition(" #")[0]):
        filled = fill(word[0], values)
        ports, _, protocol = filled.text.lower().partition("/")
        for number in numbers(ports):
            start, end = filled.place(0, len(ports))
            place = (at + word.start() + start, at + word.start() + end)
            own: dict[str, Any] = {
                "protocol": protocol or "tcp",
                "namespace": "container",
                "statement": sheet.statement(at),
            }
            yield sheet.claim("port", str(number), *place, service=service, port=number, **own)


def _exec_form(rest: str) -> list[Word]:
    """The words of `["a", "b"]` with their places; [] where it is no such list."""
    if not rest.lstrip().startswith("["):
        return []
    words = []
    for item in _ITEM.finditer(rest):
        plain = item[0][1:-1]
        if "\\" in plain:
            try:
                plain = json.loads(item[0])
            except ValueError:
                return []
            words.append(Word(plain, (item.start() + 1,) * len(plain)))
        elif plain:
            words.append(Word(plain, tuple(range(item.start() + 1, item.end() - 1))))
    return words
