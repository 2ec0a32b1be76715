"""What one facet gives."""

from __future__ import annotations

from typing import Generic, NamedTuple, TypeVar

from consistency.evidence.bundle import Bundle, Section
from consistency.evidence.record import Coverage
from consistency.evidence.redact import redact_text

Fact = TypeVar("Fact")


class Seen(NamedTuple, Generic[Fact]):
    """`leftovers` are lines that were not understood; `secrets` what was redacted, `where` the facts it stood in."""

    coverage: Coverage
    facts: tuple[Fact, ...] = ()
    leftovers: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    where: tuple[str, ...] = ()


class About(NamedTuple):
    """What the host said of itself: programs and places that are there, its namespace, the managers of its users."""

    programs: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    managers: frozenset[str] = frozenset()
    container: str = ""
    netns: str = ""
    uid: int | None = None
    system: str = "Linux"
    told: bool = False

    @property
    def root(self) -> bool:
        return self.uid == 0


def about(bundle: Bundle) -> About:
    section = bundle.get("about")
    words: dict[str, list[str]] = {}
    for line in (section.out if section else b"").decode("utf-8", "backslashreplace").split("\n"):
        kind, _, value = line.partition(" ")
        words.setdefault(kind, []).append(value.strip())
    uid = bundle.line("id")
    container = (words.get("container") or [""])[0]
    return About(
        programs=frozenset(words.get("program", ())),
        places=frozenset(words.get("place", ())),
        managers=frozenset(words.get("manager", ())),
        container="" if container == "none" else container,
        netns="".join(filter(str.isdecimal, (words.get("netns") or [""])[0])),
        uid=int(uid) if uid.isdecimal() else None,
        system=bundle.line("system") or "Linux",
        told=section is not None,
    )


def complaint(section: Section | None) -> str:
    """Why a command failed, in the last line of its own words, redacted."""
    if section is None:
        return "its output is missing"
    said = section.err.decode("utf-8", "backslashreplace").strip()
    return redact_text(said.split("\n")[-1].strip()).text[:200] or f"exit status {section.rc}"


def failed(facet: str, by: str, section: Section | None) -> Coverage:
    return Coverage(facet, "failed", by, rc=section.rc if section else None, without=(complaint(section),))
