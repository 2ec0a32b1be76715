"""One snapshot: what a host's bundle says, and what the configured requests were answered."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from consistency.config.settings import Config, Host
from consistency.evidence.bundle import Bundle
from consistency.evidence.collect import Collected
from consistency.evidence.keep import identity
from consistency.evidence.observe.host import Observed, observe, ordered
from consistency.evidence.probe import TOTAL, Target, ask, not_asked
from consistency.evidence.record import Coverage, Probe, Run, Snapshot

_PARALLEL = 8
_ON_DEMAND = "a connection would start the unit that waits for it"


class Asker(NamedTuple):
    """Who looks, and for what: `by` is this program, `host` the name of the machine that it runs on."""

    by: str
    host: str
    commit: str = ""
    corrects: tuple[str, ...] = ()
    why: str = ""


def take(collected: Collected, host: str, via: str, at: datetime, asker: Asker) -> Observed:
    """The snapshot of a collected host, without probes. Raises KeepError for a host that cannot name a file."""
    at = at.astimezone(UTC).replace(microsecond=0)
    run = Run(
        id=identity(host, at), host=host, at=f"{at:%Y-%m-%dT%H:%M:%SZ}", by=asker.by, via=via,
        host_key=collected.host_key, clock_offset=collected.clock_offset, commit=asker.commit,
        corrects=asker.corrects, why=asker.why,
    )  # fmt: skip
    return observe(collected.bundle, run)


def named(config: Config, name: str) -> Host | None:
    """The configured host of this name, alias or address; case is no difference."""
    wanted = name.casefold()
    return next(
        (one for one in config.hosts if wanted in map(str.casefold, (one.name, *one.aliases, *one.addresses))), None
    )


def host_of(config: Config, bundle: Bundle) -> Host | None:
    """The configured host that a bundle's own name means: its first label counts as well."""
    own = bundle.line("host")
    return named(config, own) or named(config, own.partition(".")[0]) if own else None


def targets(config: Config, host: str, local: bool) -> tuple[Target, ...]:
    """The configured requests that are about this host; asked over loopback where we are that host."""
    configured = named(config, host)
    found = []
    for probe in config.probes:
        about = named(config, probe.host)
        if (about.name if about else probe.host) != (configured.name if configured else host):
            continue
        found.append(
            Target(
                host,
                _address(probe.host, configured, local),
                probe.port,
                probe.path,
                probe.scheme,
                probe.service,
                probe.expect,
            )
        )
    return tuple(found)


def _address(written: str, configured: Host | None, local: bool) -> str:
    """Where a probe goes: the address that it names itself, loopback here, else the host's first address."""
    if configured is not None and written in configured.addresses:
        return written
    if local:
        return "127.0.0.1"
    if configured is None:
        return written
    return next(iter(configured.addresses), (configured.ssh or configured.name).rpartition("@")[2])


def probed(snapshot: Snapshot, wanted: Sequence[Target], networks: Sequence[str], asked_from: str) -> Snapshot:
    """The snapshot with the answers to these requests. Sockets that a service manager holds are not asked."""
    waiting = {one.port for one in snapshot.listeners if one.activated and not one.ns}
    with ThreadPoolExecutor(max_workers=_PARALLEL) as pool:
        answers = tuple(pool.map(lambda target: _answer(target, waiting, networks, asked_from), wanted))
    return replace(
        snapshot,
        coverage=ordered((*(one for one in snapshot.coverage if one.facet != "probes"), _coverage(answers))),
        probes=tuple(sorted(answers, key=lambda one: one.get)),
    )


def _answer(target: Target, waiting: set[int], networks: Sequence[str], asked_from: str) -> Probe:
    if target.port in waiting:
        return not_asked(target, asked_from, _ON_DEMAND)
    return ask(target, networks, asked_from)


def _coverage(answers: tuple[Probe, ...]) -> Coverage:
    if not answers:
        return Coverage("probes", "not-run", without=("no probe is configured for this host",))
    silent = sum(one.result == "not-asked" for one in answers)
    covers = f"{len(answers)} request{'s' if len(answers) > 1 else ''} of the configuration, {TOTAL:.0f} s each at most"
    without = (f"{silent} not asked",) if silent else ()
    return Coverage("probes", "partial" if silent else "complete", "GET without credentials", covers, without=without)
