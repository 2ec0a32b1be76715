"""Taking snapshots: writing down what hosts said, and saying what it means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from consistency import __version__
from consistency.cli.contradicted import contradicted
from consistency.cli.errors import BLOCKS, USAGE, Unusable, guess
from consistency.cli.snapshot_hosts import Found, Request, find_hosts, vantage
from consistency.cli.snapshot_show import written
from consistency.cli.snapshot_site import Site, site
from consistency.evidence.collect import Collected, CollectError
from consistency.evidence.keep import KeepError, Kept, document, newest, recorded, same_reality, write
from consistency.evidence.observe.host import Observed
from consistency.evidence.take import Asker, probed, take, targets


def run(request: Request) -> int:
    """Take, write and tell. Gives 1 with --check where documents are contradicted, 2 where a host was not observed."""
    _sensible(request)
    place = site(request.directory)
    kept = recorded(place.folder)
    _known(request.corrects, kept)
    if request.corrects and not request.why:
        raise Unusable("--corrects needs --why TEXT: what was wrong with the earlier snapshot")
    missed, paths = 0, []
    for found in find_hosts(request, place):
        if isinstance(found.collected, CollectError):
            missed += 1
            click.echo(f"consistency snapshot: {found.collected}; nothing was recorded for {found.host}", err=True)
            continue
        path = _kept(request, place, found, kept)
        paths += [path] if path else []
    blocking = contradicted(place.top, tuple(paths)) if paths and not request.dry_run else False
    return USAGE if missed else BLOCKS if blocking and request.check else 0


def _sensible(request: Request) -> None:
    if request.from_ and request.ssh:
        raise Unusable("--from reads a file and --ssh looks at a host: give one of them")
    if request.ssh and request.host:
        raise Unusable("--ssh names its hosts itself: leave --host away")
    if request.sudo and not request.ssh:
        raise Unusable("--sudo goes with --ssh; here, run the command itself as root")


def _known(corrects: tuple[str, ...], kept: tuple[Kept, ...]) -> None:
    ids = [one.snapshot.run.id for one in kept]
    for name in corrects:
        if name not in ids:
            raise Unusable(f"there is no snapshot {name!r} to correct{guess(name, ids)}")


def _kept(request: Request, place: Site, found: Found, kept: tuple[Kept, ...]) -> Path | None:
    """Write the snapshot, and tell. None where nothing was written."""
    assert isinstance(found.collected, Collected)
    asker = Asker(f"consistency {__version__}", vantage(place), place.commit(), request.corrects, request.why)
    try:
        observed = take(found.collected, found.host, found.via, found.at, asker)
        observed = _completed(request, place, found, observed, asker)
        if request.dry_run:
            click.echo(document(observed.snapshot, observed.secrets), nl=False)
            return None
        before = newest(kept, found.host, observed.snapshot.run.at)
        if request.if_changed and before is not None and same_reality(before.snapshot, observed.snapshot):
            click.echo(f"{found.host}: as recorded in {place.shown(before.path)}; nothing was written")
            return None
        path = write(place.folder, observed.snapshot, observed.secrets)
    except KeepError as error:
        raise Unusable(str(error)) from None
    click.echo(written(place.shown(path), observed.snapshot, before))
    return path


def _completed(request: Request, place: Site, found: Found, observed: Observed, asker: Asker) -> Observed:
    """With the answers to probes, and without the container's mark where the container is the host."""
    snapshot = observed.snapshot
    if request.as_host:
        snapshot = replace(snapshot, run=replace(snapshot.run, inside=""))
    if found.via == "bundle" or request.no_probes:
        return observed._replace(snapshot=probed(snapshot, (), (), asker.host))
    wanted = targets(place.config, found.host, found.local)
    return observed._replace(snapshot=probed(snapshot, wanted, place.config.probe_networks, asker.host))
