"""A bundle to a snapshot of its host."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from consistency.evidence.bundle import Bundle
from consistency.evidence.observe.runtimes import container_names, containers, kubernetes, tailscale
from consistency.evidence.observe.seen import About, Seen, about
from consistency.evidence.observe.sockets import behind_proxies, joined, namespaces, sockets
from consistency.evidence.observe.units import activations, units
from consistency.evidence.record import FACETS, Coverage, Leftover, Redactions, Run, Snapshot
from consistency.evidence.redact import redact_text, scrub
from consistency.evidence.wire import mapped

#: So many lines that were not understood are kept; the coverage counts all.
LEFTOVERS = 50


class Observed(NamedTuple):
    """A snapshot without probes, and the secrets that were taken out of it, for the last scan."""

    snapshot: Snapshot
    secrets: tuple[str, ...]


def observe(bundle: Bundle, run: Run) -> Observed:
    """Facts of every facet. `run` says who looked and when; what the host says of itself is filled in."""
    told = about(bundle)
    seen_units = units(bundle, told)
    seen_sockets, seen_namespaces = sockets(bundle, told), namespaces(bundle, told)
    seen_containers, seen_services = containers(bundle, told), kubernetes(bundle, told)
    seen_serves = tailscale(bundle, told)
    every: tuple[Seen[Any], ...] = (
        seen_sockets, seen_namespaces, seen_units, seen_containers, seen_services, seen_serves,
    )  # fmt: skip
    listeners = joined(
        (*seen_sockets.facts, *seen_namespaces.facts), dict(activations(seen_units.facts)), container_names(bundle)
    )
    listeners = behind_proxies(listeners, seen_containers.facts)
    where = tuple(dict.fromkeys((*(f"unit {name}" for name in seen_units.where), *seen_sockets.where)))
    secrets = tuple(dict.fromkeys(secret for one in every for secret in one.secrets))
    snapshot = Snapshot(
        run=_filled(run, bundle, told),
        coverage=ordered(_cut_short(one.coverage, bundle) for one in every),
        listeners=listeners,
        units=seen_units.facts,
        containers=seen_containers.facts,
        services=seen_services.facts,
        serves=seen_serves.facts,
        leftovers=_leftovers(every),
        redactions=Redactions(sum(len(one.secrets) for one in every), where),
    )
    return Observed(mapped(snapshot, lambda text: scrub(text, secrets)), secrets)


def ordered(coverage: Iterable[Coverage]) -> tuple[Coverage, ...]:
    return tuple(sorted(coverage, key=lambda seen: FACETS.index(seen.facet)))


def _cut_short(coverage: Coverage, bundle: Bundle) -> Coverage:
    """Where the script did not come to its end, nothing that rests on something not being there may be complete."""
    if bundle.whole or coverage.state not in ("complete", "not-run"):
        return coverage
    without = (*coverage.without, "the output ended early")
    state = "partial" if coverage.rc is not None else "failed"
    return Coverage(coverage.facet, state, coverage.by, coverage.covers, coverage.rc, without)


def _leftovers(every: Iterable[Seen[Any]]) -> tuple[Leftover, ...]:
    found = (Leftover(one.coverage.facet, redact_text(row).text[:400]) for one in every for row in one.leftovers)
    return tuple(dict.fromkeys(found))[:LEFTOVERS]


def _filled(run: Run, bundle: Bundle, told: About) -> Run:
    os_release = bundle.get("os")
    name = re.search(rb'(?m)^PRETTY_NAME="?([^"\n]*)', os_release.out) if os_release else None
    identity = bundle.line("mid")
    return Run(
        id=run.id, host=run.host, at=run.at, by=run.by, via=run.via, uid=told.uid,
        os=name[1].decode("utf-8", "backslashreplace")[:100] if name else "",
        hostname=bundle.line("host")[:100],
        machine=hashlib.sha256(b"consistency " + identity.encode()).hexdigest()[:16] if identity else "",
        inside=_inside(told), host_key=run.host_key, clock_offset=run.clock_offset, commit=run.commit,
        corrects=run.corrects, why=run.why,
    )  # fmt: skip


#: Containers that are run as machines of their own: what is in them is the host that people mean.
_MACHINES = ("lxc", "lxc-libvirt", "systemd-nspawn", "openvz")


def _inside(told: About) -> str:
    if told.container in _MACHINES:
        return ""
    if told.container:
        return "WSL" if told.container == "wsl" else f"a container ({told.container})"
    if "/proc/sys/fs/binfmt_misc/WSLInterop" in told.places:
        return "WSL"
    return "a container" if told.places & {"/.dockerenv", "/run/.containerenv"} else ""
