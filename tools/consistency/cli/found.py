"""What documents show about hosts and services, and the configuration that says so: pure text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from consistency.model.fact import Fact

#: More than these are not written: nobody would read them.
MOST = 40

HEAD = """\
# What this site says once; `docs/guide/configuration.md` of consistency lists every setting.
# All of it is optional: what stands here is what the documents showed on {day}. Look it over, and keep what is right.

# The weakest severity that blocks a commit: critical, high, medium or low.
fail_on = "high"

# Files that are not read at all, as in .gitignore.
ignore = []
"""
PLACES = """
# Where dated evidence and the monthly audit ledgers are kept.
snapshots = ["{folder}/snapshots/*.md"]
ledger = ["{folder}/consistency_audit_*.md"]
# dod = ["{folder}/CONSISTENCY_DOD.md"]  # the checks of your own, once there is such a page
# change_rules = ["{folder}/CHANGE_RULES.md"]
"""
ROLES = """
# Whose word a document is, where path and title do not tell: canon, config, evidence, plan or history.
[roles]
# "docs/roadmap/**" = "plan"
# "notes/**" = "history"
"""
HOSTS = "\n# The hosts found. A name or address that means the same machine belongs in its lists.\n"
SERVICES = "\n# Services that go by several names.\n"


class Named(NamedTuple):
    """A host or a service: the name that people use most, the others, and those that are only a guess."""

    name: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()


def hosts_in(facts: Iterable[Fact]) -> tuple[Named, ...]:
    """The hosts that the facts were linked to, by name."""
    return _named((fact.host, fact.host_name, fact.claim.host, fact.inferred) for fact in facts)


def services_in(facts: Iterable[Fact]) -> tuple[Named, ...]:
    """The services that go by more than one name, by name."""
    rows = ((fact.service, fact.service_name, fact.claim.service, fact.inferred) for fact in facts)
    return tuple(service for service in _named(rows) if service.aliases or service.guessed)


def _named(rows: Iterable[tuple[str, str, str, bool]]) -> tuple[Named, ...]:
    """Rows are identity key, its shown name, the name as written, and whether the tie is a guess."""
    shown: dict[str, str] = {}
    written: dict[str, dict[str, bool]] = {}
    for key, name, spelling, guess in rows:
        if key and _sayable(name):
            shown.setdefault(key, name)
            if _sayable(spelling) and spelling.casefold() != name.casefold():
                known = written.setdefault(key, {})
                known[spelling] = known.get(spelling, True) and guess
    taken: set[str] = {name.casefold() for name in shown.values()}
    found = []
    for key, name in sorted(shown.items(), key=lambda item: (item[1].casefold(), item[0])):
        others = {other: guess for other, guess in sorted(written.get(key, {}).items()) if _free(other, taken)}
        sure = tuple(other for other, guess in others.items() if not guess)
        found.append(
            Named(
                name,
                tuple(other for other in sure if not _address(other)),
                tuple(other for other in sure if _address(other)),
                tuple(other for other, guess in others.items() if guess),
            )
        )
    return _once(found)


def _once(found: Sequence[Named]) -> tuple[Named, ...]:
    """Two keys that people call the same cannot both be written; the first stays."""
    return tuple({named.name.casefold(): named for named in reversed(found)}.values())[::-1]


def _free(name: str, taken: set[str]) -> bool:
    """Whether the name means nobody else yet; it does from now on."""
    if name.casefold() in taken:
        return False
    taken.add(name.casefold())
    return True


def _sayable(name: str) -> bool:
    return name.isprintable() and name[:1] not in ("", "-", " ")


def _address(name: str) -> bool:
    return ":" in name or name.replace(".", "").isdigit()


def configuration(day: str, folder: str, hosts: Sequence[Named], services: Sequence[Named]) -> str:
    """A consistency.toml. `folder` holds ledgers and snapshots (no / at its end); guesses are written as comments."""
    text = HEAD.format(day=day)
    text += "" if folder == "docs/_core" else PLACES.format(folder=folder)
    text += ROLES
    for title, table, found in ((HOSTS, "hosts", hosts), (SERVICES, "services", services)):
        if found:
            text += title + "".join(_table(table, named) for named in found[:MOST])
        if len(found) > MOST:
            text += f"\n# {len(found) - MOST} more are not written here; `consistency claims` shows all.\n"
    return text


def _table(table: str, named: Named) -> str:
    lines = [f"[{table}.{_key(named.name)}]"]
    if named.aliases or table == "services":
        lines.append(f"aliases = {_list(named.aliases)}")
    if named.addresses:
        lines.append(f"addresses = {_list(named.addresses)}")
    if named.guessed:
        lines.append(f"# a guess; if it is right, add to the aliases: {', '.join(map(_string, named.guessed))}")
    return "\n".join(lines) + "\n"


def _key(name: str) -> str:
    bare = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return name if bare else _string(name)


def _list(names: Iterable[str]) -> str:
    return f"[{', '.join(map(_string, names))}]"


def _string(text: str) -> str:
    """A TOML string; JSON's escapes are TOML's, for text that can be printed."""
    return json.dumps(text, ensure_ascii=False)
