"""What the targets of a Makefile or a justfile start: the one port of each that starts one thing.

Formats: https://www.gnu.org/software/make/manual/html_node/Rules.html, https://just.systems/man/en/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.values.execline import argv_of
from consistency.values.script import title

_FILES = ("makefile", "gnumakefile", "justfile", ".justfile")
_TARGET = lazily(
    r"^(?P<name>[A-Za-z][\w.-]*)[^\r\n:=]*:(?!=)[^\r\n]*\r?\n(?P<recipe>(?:[ \t]+\S[^\r\n]*(?:\r?\n|\Z))+)",
    re.MULTILINE,
)
_VARIABLE = lazily(
    r"^(?:export[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*[?:]{0,2}=[ \t]*(?P<value>[\w.:-]+)[ \t]*\r?$", re.MULTILINE
)
_COMMAND = lazily(r"[ \t]*[@-]*(?P<line>(?:[^\\\r\n]|\\(?:\r\n|.|\n))+)")
_REFERENCE = lazily(r"\$[({]\{?[ \t]*([A-Za-z_]\w*)[ \t]*\}?[)}]")
#: What starts several things, or something that another file says.
_MORE = lazily(
    r"(?<!&)&(?!&)|\$\(MAKE\)|\b(?:make|npm|pnpm|yarn|bun|docker[ -]compose|podman-compose|honcho|foreman|overmind|concurrently|tmux)\b"
)


def read_targets(sheet: Sheet) -> Iterator[Claim]:
    """The port of what each target starts; variables that the file itself sets are filled in."""
    folder, file = sheet.file.rpartition("/")[::2]
    lowered = sheet.text.lower()
    if file.lower() not in _FILES or not ("port" in lowered or "-p " in lowered):
        return
    tool = "just" if "just" in file.lower() else "make"
    values = {match["name"]: match["value"] for match in _VARIABLE.finditer(sheet.text)}
    for target in _TARGET.finditer(sheet.text):
        if _MORE.search(target["recipe"]):
            continue
        name = title(tool, target["name"], folder)
        ports = [
            claim._replace(source=PROJECT, scope="")
            for command in _COMMAND.finditer(sheet.text, *target.span("recipe"))
            for claim in listen_claims(
                sheet,
                argv_of(_REFERENCE.sub(_same_length, command["line"])),
                values,
                command.start("line"),
                service=name,
            )
            if claim.attribute == "port" and claim.namespace == "host"
        ]
        if len({claim.value for claim in ports}) == 1:
            yield from ports


def _same_length(reference: re.Match[str]) -> str:
    """`$(PORT)` as a shell would write it."""
    return f"${{{reference[1]}}}".ljust(len(reference[0]))
