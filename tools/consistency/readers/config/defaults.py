"""Defaults in the module of a program's settings: `os.environ.get("API_HOST", "0.0.0.0")`, a field of pydantic's settings.

Formats: https://docs.python.org/3/library/os.html#os.getenv, https://docs.pydantic.dev/latest/concepts/pydantic_settings/,
https://nodejs.org/api/process.html#processenv. They are programs; read is a literal that stands beside the variable.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet
from consistency.values.key import said, title

_NAME = r"[A-Z][A-Z0-9]{0,40}(?:_[A-Z0-9]{1,40}){1,8}"
#: `getenv("API_HOST", "0.0.0.0")` and whatever a project calls its own way to do so; `process.env.API_HOST ?? "0.0.0.0"`.
_GIVEN = lazily(
    rf"\w\([ \t]*[\"'](?P<name>{_NAME})[\"'],[ \t]*(?:default[ \t]*=[ \t]*)?(?P<value>\"[^\"\n]{{0,80}}\"|'[^'\n]{{0,80}}'|\d{{2,5}}|True|False|true|false)[ \t]*[,)]|"
    rf"\benv\.(?P<read>{_NAME})[ \t]*(?:\?\?|\|\|)[ \t]*(?P<else>\"[^\"\n]{{0,80}}\"|'[^'\n]{{0,80}}'|\d{{2,5}}|true|false)(?![\w.])"
)
_SETTINGS = lazily(r"^class [A-Za-z_]\w*\([^()\n]{0,80}\bBaseSettings\b[^()\n]{0,80}\):", re.MULTILINE)
_FIELD = lazily(
    r"^[ \t]+(?P<name>[a-z][a-z0-9]{0,40}(?:_[a-z0-9]{1,40}){0,8})[ \t]*:[ \t]*[^=\n]{1,120}=[ \t]*(?:Field\([ \t]*(?:default[ \t]*=[ \t]*)?)?"
    r"(?P<value>\"[^\"\n]{0,80}\"|'[^'\n]{0,80}'|\d{2,5}|True|False)(?![\w.])",
    re.MULTILINE,
)
_PREFIX = lazily(r"\benv_prefix[ \t]*=[ \t]*[\"'](?P<prefix>[A-Za-z][A-Za-z0-9_]{0,40})[\"']")
#: `${AUTH_ENABLED:-true}` in a compose file.
_UNSET = lazily(rf"\$\{{(?P<name>{_NAME}):?-(?P<value>[^${{}}\n]{{1,80}})\}}")
_ALIASED = ("alias=", "env=", "AliasChoices")
_END = lazily(r"^\S", re.MULTILINE)


def read_defaults(sheet: Sheet) -> Reading:
    """What each variable is where nobody sets it, by the variable's name."""
    claims = [claim for name, place in _variables(sheet.text) for claim in _of(sheet, name, *place)]
    return Reading(tuple(dict.fromkeys(claims)))


def of_compose(sheet: Sheet) -> tuple[Claim, ...]:
    """The same of a compose file: https://docs.docker.com/reference/compose-file/interpolation/."""
    found = _UNSET.finditer(sheet.text) if "-" in sheet.text and "${" in sheet.text else ()
    return tuple(claim for match in found for claim in _of(sheet, match["name"], *match.span("value")))


def _variables(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    for match in _GIVEN.finditer(text):
        group = "value" if match["name"] else "else"
        yield match["name"] or match["read"], match.span(group)
    if "BaseSettings" not in text:
        return
    prefix = _PREFIX.search(text)
    for settings in _SETTINGS.finditer(text):
        end = _END.search(text, settings.end())
        for field in _FIELD.finditer(text, settings.end(), end.start() if end else len(text)):
            line = text[field.start() : text.find("\n", field.end())]
            if not any(word in line for word in _ALIASED):
                yield f"{prefix['prefix'] if prefix else ''}{field['name']}".upper(), field.span("value")


def _of(sheet: Sheet, name: str, start: int, end: int) -> Iterator[Claim]:
    quoted = sheet.text[start] in "\"'"
    start, end = (start + 1, end - 1) if quoted else (start, end)
    service = title(name)
    for one in said(name, sheet.text[start:end]) if service else ():
        place = start + one.start, start + one.end
        yield sheet.claim(one.attribute, one.value, *place, service=service, port=one.port, source=PROJECT)
