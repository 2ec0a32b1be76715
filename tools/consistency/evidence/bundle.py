"""The output of the collecting script: sections between lines that carry a random number."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from importlib import resources

from consistency.evidence.parse.systemd import PROPERTIES

#: A host that says more than this is cut off: what it says is not evidence.
LIMIT = 64 * 1024 * 1024

_HELLO = re.compile(rb"(?m)^@@hello ([0-9a-f]{8,64}) ([0-9]+)\r?$")


class BundleError(ValueError):
    """Bytes that are no output of the script: one sentence."""


@dataclass(frozen=True, slots=True)
class Section:
    """One command's output, its complaints, and its exit status."""

    out: bytes
    err: bytes = b""
    rc: int = 0


@dataclass(frozen=True, slots=True)
class Bundle:
    """`whole` is false where the script did not come to its end; the sections that had ended are here."""

    sections: dict[str, Section] = field(default_factory=dict)
    whole: bool = True

    def get(self, name: str) -> Section | None:
        return self.sections.get(name)

    def line(self, name: str) -> str:
        """The first line of a section's output, "" where there is none."""
        section = self.sections.get(name)
        return section.out.decode("utf-8", "backslashreplace").strip().split("\n")[0] if section else ""

    def under(self, prefix: str) -> dict[str, Section]:
        """The sections `PREFIX NAME`, by name."""
        start = prefix + " "
        return {name[len(start) :]: section for name, section in self.sections.items() if name.startswith(start)}


def script(fallback: str) -> str:
    """The POSIX shell script that collects. `fallback` is its number where the host has no random device."""
    text = resources.files("consistency.evidence").joinpath("collect.sh").read_text("utf-8")
    return text.replace("@PROPERTIES@", PROPERTIES).replace("@FALLBACK@", fallback)


def read_bundle(data: bytes) -> Bundle:
    """The sections of a script's output, from its first line on (a greeting may precede it). Raises BundleError."""
    hello = _HELLO.search(data)
    if hello is None:
        raise BundleError("this is not the output of the snapshot script: its first line is missing")
    if hello[2] != b"1":
        raise BundleError(f"the snapshot script was of version {hello[2].decode()}, this program reads version 1")
    if hello[0].endswith(b"\r"):
        data = data.replace(b"\r\n", b"\n")
        hello = _HELLO.search(data)
        assert hello is not None
    return _sections(data[hello.end() :], b"\n@@" + hello[1] + b" ")


def _sections(data: bytes, mark: bytes) -> Bundle:
    sections: dict[str, Section] = {}
    name, parts = "", [b"", b""]
    whole = False
    for piece in data.split(mark)[1:]:
        head, _, body = piece.partition(b"\n")
        word, _, rest = head.decode("utf-8", "backslashreplace").partition(" ")
        if word == "begin":
            name, parts = rest, [body, b""]
        elif word == "stderr" and rest == name:
            parts[1] = body
        elif word == "end" and (ended := re.fullmatch(r"(.*) rc=(\d+)", rest)) and ended[1] == name:
            sections[name] = Section(parts[0], parts[1].strip(), int(ended[2]))
        elif word == "bye":
            whole = True
    return Bundle(sections, whole)
