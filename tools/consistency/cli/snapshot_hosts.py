"""Which hosts a snapshot is of, and what they said: this machine, hosts over ssh, a bundle."""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import click

from consistency.cli.errors import Unusable, guess
from consistency.cli.snapshot_site import Site
from consistency.evidence.bundle import BundleError, read_bundle
from consistency.evidence.collect import (
    Collected,
    CollectError,
    collect_here,
    collect_many,
    collect_ssh,
    observed_at,
    ssh_command,
)
from consistency.evidence.take import host_of, named

#: How far a bundle's clock may run ahead of ours before it is evidence from the future.
_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Request:
    """The words of the command line."""

    directory: str
    host: str | None
    ssh: tuple[str, ...]
    sudo: bool
    from_: str | None
    if_changed: bool
    check: bool
    corrects: tuple[str, ...]
    why: str
    as_host: bool
    no_probes: bool
    dry_run: bool


class Found(NamedTuple):
    """A host that was observed, or why it could not be. `local`: it is the machine that we run on."""

    host: str
    via: str
    at: datetime
    collected: Collected | CollectError
    local: bool = False


def find_hosts(request: Request, place: Site) -> Iterator[Found]:
    if request.from_:
        yield _from_file(request, place)
    elif request.ssh:
        yield from _over_ssh(request, place)
    else:
        host = _this_host(request, place)
        try:
            collected: Collected | CollectError = collect_here()
        except CollectError as error:
            collected = error
        yield Found(host, "local", datetime.now(UTC), collected, True)


def _this_host(request: Request, place: Site) -> str:
    """The host that this machine is: as told, as configured, or by its own name among the configured ones."""
    if request.host:
        return _configured(place, request.host)
    if place.config.this_host:
        return place.config.this_host
    own = socket.gethostname()
    known = named(place.config, own) or named(place.config, own.partition(".")[0])
    if known is None:
        raise Unusable(
            f"which host is this? Nothing in the configuration is called {own!r}: say --host NAME, or set this_host"
        )
    return known.name


def _configured(place: Site, name: str) -> str:
    """The configured name of a host. Where none is configured, any name is taken."""
    known = named(place.config, name)
    if known is None and place.config.hosts:
        names = [word for host in place.config.hosts for word in (host.name, *host.aliases)]
        raise Unusable(
            f"the configuration has no host {name!r}{guess(name, names)}; add it to [hosts], or name one of those"
        )
    return known.name if known else name


def _from_file(request: Request, place: Site) -> Found:
    assert request.from_ is not None
    try:
        data = sys.stdin.buffer.read() if request.from_ == "-" else Path(request.from_).read_bytes()
        bundle = read_bundle(data)
    except OSError as error:
        raise Unusable(
            f"{request.from_} cannot be read ({error.strerror}): --from takes what the script of --bundle printed"
        ) from None
    except BundleError as error:
        raise Unusable(f"{request.from_}: {error}") from None
    at = observed_at(bundle)
    if at is None:
        raise Unusable(f"{request.from_} does not say when it was taken: its date is missing")
    if at > datetime.now(UTC) + _AHEAD:
        raise Unusable(f"{request.from_} says that it was taken on {at:%Y-%m-%d %H:%M} UTC, which is still to come")
    if request.host:
        return Found(_configured(place, request.host), "bundle", at, Collected(bundle, data))
    known = host_of(place.config, bundle)
    if known is None:
        raise Unusable(
            f"{request.from_} was taken on a host that calls itself {bundle.line('host')!r}: say --host NAME"
        )
    return Found(known.name, "bundle", at, Collected(bundle, data))


def _over_ssh(request: Request, place: Site) -> Iterator[Found]:
    """Each host as it comes in, with a progress line on a terminal."""
    wanted: list[tuple[str, str]] = []
    for name in dict.fromkeys(request.ssh):
        known = named(place.config, name)
        if known is None:
            names = [word for host in place.config.hosts for word in (host.name, *host.aliases)]
            raise Unusable(
                f"--ssh looks only at hosts that the configuration names, not at {name!r}{guess(name, names)}"
            )
        wanted.append((known.name, known.ssh or known.name))
    command = ssh_command()
    shown = sys.stderr.isatty() and len(wanted) > 1
    bar = (
        click.progressbar(length=len(wanted), label="looking", file=sys.stderr, show_eta=False, item_show_func=str)
        if shown
        else None
    )

    def done(name: str, _: object) -> None:
        if bar is not None:
            bar.update(1, name)

    results = collect_many(wanted, lambda target: collect_ssh(target, command, request.sudo), done)
    if bar is not None:
        bar.render_finish()
    for name, target in wanted:
        yield Found(name, f"ssh {target}", datetime.now(UTC), results[name])


def vantage(place: Site) -> str:
    """The name of the machine that asks: as the configuration calls it, else as it calls itself."""
    own = socket.gethostname()
    known = named(place.config, own) or named(place.config, own.partition(".")[0])
    return place.config.this_host or (known.name if known else own)
