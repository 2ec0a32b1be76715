"""The facet units: what systemd or launchd has loaded."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import NamedTuple

from consistency.evidence.binds import binds, is_setting
from consistency.evidence.bundle import Bundle
from consistency.evidence.observe.launchd import jobs
from consistency.evidence.observe.seen import About, Seen, failed
from consistency.evidence.parse import systemd
from consistency.evidence.parse.parsed import rows_of
from consistency.evidence.parse.place import place, split_port
from consistency.evidence.record import Coverage, EnvFile, Unit
from consistency.evidence.redact import redact_argv, redact_setting, redact_text

_STALE = "file changed on disk, daemon not reloaded"

#: A unit that neither runs nor starts on its own, from the distribution's directory, says nothing about this host.
_VENDOR = ("/lib/", "/usr/lib/")


class EnvironmentFiles(NamedTuple):
    """Settings by file; files that could not be read; files that are not there."""

    settings: dict[str, dict[str, str]]
    unread: frozenset[str]
    missing: frozenset[str]


def units(bundle: Bundle, about: About) -> Seen[Unit]:
    """Units of the system's manager, and of this user's own where it has one."""
    if about.system == "Darwin":
        return jobs(bundle)
    section = bundle.get("units")
    by = "systemctl show, busctl" if "busctl" in about.programs else "systemctl show"
    if section is None:
        return Seen(Coverage("units", "not-run", without=("no systemctl on this host",)))
    if section.rc != 0:
        seen = failed("units", by, section)
        booted = b"not been booted with systemd" not in section.err
        return Seen(
            seen if booted else Coverage("units", "not-run", by, rc=section.rc, without=("not booted with systemd",))
        )
    gathered = [_of_manager(bundle, "", "system")]
    if bundle.get("user-units"):
        gathered.append(_of_manager(bundle, "user-", "user"))
    facts = tuple(fact for one in gathered for fact in one.facts)
    left = tuple(row for one in gathered for row in one.leftovers)
    return Seen(
        _coverage(by, bundle, about, facts, left), facts, left,
        tuple(secret for one in gathered for secret in one.secrets),
        tuple(name for one in gathered for name in one.where),
    )  # fmt: skip


def _coverage(by: str, bundle: Bundle, about: About, facts: tuple[Unit, ...], left: tuple[str, ...]) -> Coverage:
    managers = len(about.managers) - (1 if bundle.get("user-units") else 0)
    unread = {file.path for unit in facts for file in unit.envfiles if not file.read}
    without = [f"user units of {managers} user{'s' if managers > 1 else ''}"] if managers > 0 else []
    without += [] if about.told else ["user units"]
    without += [f"contents of {len(unread)} environment file{'s' if len(unread) > 1 else ''}"] if unread else []
    without += [f"{len(left)} line{'s' if len(left) > 1 else ''} not understood"] if left else []
    return Coverage("units", "partial" if without else "complete", by, "loaded and installed units", 0, tuple(without))


def _of_manager(bundle: Bundle, prefix: str, manager: str) -> Seen[Unit]:
    section = bundle.get(prefix + "units")
    assert section is not None
    parsed = systemd.parse_show(section.out)
    files = environment_files(section.out if (section := bundle.get(prefix + "environment-files")) else b"")
    lines = {name: systemd.parse_exec(one.out) for name, one in bundle.under(prefix + "exec").items()}
    running = {name: systemd.parse_cmdline(one.out) for name, one in bundle.under(prefix + "cmdline").items()}
    facts: list[Unit] = []
    secrets: list[str] = []
    where: list[str] = []
    for name, shown in {_one(shown, "Id"): shown for shown in parsed.facts}.items():  # an alias shows the same unit
        if not name or not _speaks(shown):
            continue
        unit, found = unit_of(shown, manager, lines.get(name, ()), running.get(name, ()), files)
        facts.append(unit)
        secrets += found
        where += [name] if found else []
    facts.sort(key=lambda unit: unit.unit)
    left = tuple(redact_text(row).text for row in parsed.leftovers)
    return Seen(Coverage("units", "complete"), tuple(facts), left, tuple(secrets), tuple(where))


def _one(shown: systemd.Properties, key: str) -> str:
    return shown.get(key, ("",))[0]


def _speaks(shown: systemd.Properties) -> bool:
    """Whether the unit says something about this host: it runs, failed, is enabled, or somebody put it here."""
    if _one(shown, "LoadState") == "not-found":
        return False
    if _one(shown, "ActiveState") not in ("inactive", "") or _one(shown, "UnitFileState").startswith("enabled"):
        return True
    return not _one(shown, "FragmentPath").startswith(_VENDOR) or bool(_one(shown, "DropInPaths"))


def unit_of(
    shown: systemd.Properties,
    manager: str,
    lines: tuple[tuple[str, ...], ...],
    running: tuple[str, ...],
    files: EnvironmentFiles,
) -> tuple[Unit, tuple[str, ...]]:
    """The unit, and the secrets that were taken out of it. `lines` is the exact ExecStart, `running` the live argv."""
    lossy = not lines
    argv = lines[-1] if lines else systemd.command_line(shown.get("ExecStart", ("",))[-1])
    paths = [systemd.environment_file(text) for text in shown.get("EnvironmentFiles", ()) if text]
    env, unread = _environment(shown, paths, files)
    declared = binds(argv, env, unread) or binds(running, env, unread)
    kept, secrets = _redacted(argv, lossy)
    settings = {name: redact_setting(name, value) for name, value in env.items() if is_setting(name)}
    unit = Unit(
        unit=_one(shown, "Id"), manager=manager, load=_one(shown, "LoadState"), active=_one(shown, "ActiveState"),
        sub=_one(shown, "SubState"), enabled=_one(shown, "UnitFileState"), user=_one(shown, "User"),
        files=tuple(filter(None, (_one(shown, "FragmentPath"), *_one(shown, "DropInPaths").split()))),
        argv=kept, lossy=lossy and bool(kept),
        env=tuple(f"{name}={value.text}" for name, value in sorted(settings.items())),
        envfiles=tuple(EnvFile(path, path in files.settings) for path in paths if path not in files.missing),
        binds=declared, listens=tuple(systemd.listen(text)[0] for text in shown.get("Listen", ()) if text),
        triggers=tuple(_one(shown, "Triggers").split()),
        stale=_STALE if _one(shown, "NeedDaemonReload") == "yes" else "",
    )  # fmt: skip
    return unit, (*secrets, *(secret for value in settings.values() for secret in value.secrets))


def _redacted(argv: tuple[str, ...], lossy: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A command line whose bounds were lost is looked at as a whole, too: a header holds spaces."""
    if not lossy:
        return redact_argv(argv)
    text, secrets = redact_text(" ".join(argv))
    kept, more = redact_argv(text.split(" ")) if text else ((), ())
    return kept, (*secrets, *more)


def _environment(shown: systemd.Properties, paths: list[str], files: EnvironmentFiles) -> tuple[dict[str, str], int]:
    """Environment, overridden by the files in their order; and how many files could not be read."""
    env: dict[str, str] = {}
    for word in systemd.environment(_one(shown, "Environment")):
        name, equals, value = word.partition("=")
        if equals:
            env[name] = value
    for path in paths:
        env.update(files.settings.get(path, {}))
    return env, sum(path not in files.settings and path not in files.missing for path in paths)


def environment_files(data: bytes) -> EnvironmentFiles:
    """The script's extract: `f PATH` a file that was read, `= NAME=VALUE` its settings, `u` unreadable, `m` missing."""
    settings: dict[str, dict[str, str]] = {}
    unread: set[str] = set()
    missing: set[str] = set()
    current: dict[str, str] = {}
    for row in rows_of(data):
        kind, _, rest = row.partition(" ")
        if kind == "f":
            current = settings.setdefault(rest, {})
        elif kind == "=":
            name, _, value = rest.partition("=")
            current[name.strip()] = _unquoted(value)
        elif kind in "um":
            (unread if kind == "u" else missing).add(rest)
    return EnvironmentFiles(settings, frozenset(unread), frozenset(missing))


def _unquoted(value: str) -> str:
    value = value.strip()
    if value[:1] in ("'", '"'):
        try:
            return " ".join(shlex.split(value))
        except ValueError:
            return value
    return value


def activations(facts: tuple[Unit, ...]) -> Mapping[tuple[str, str, int], str]:
    """Protocol, address and port of what socket units listen on, and the unit's name."""
    found: dict[tuple[str, str, int], str] = {}
    for unit in facts:
        for text in unit.listens:
            local = split_port(text)
            where = place(local[0]) if local else None
            if local and where:
                for proto in ("tcp", "udp"):
                    found[proto, where.addr, local[1]] = unit.unit
    return found
