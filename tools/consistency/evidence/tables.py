"""The tables of a snapshot's document, as Markdown lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from consistency.evidence.record import Coverage, Listener, Probe, Publish, Snapshot, Unit, scope
from consistency.evidence.safe import cell, code

#: A table shows so many rows; the record holds all.
ROWS = 200

_FAMILIES = {"v4": "IPv4", "v6": "IPv6", "v4+v6": "IPv4 + IPv6", "unknown": "IPv6, perhaps IPv4"}
_SCOPES = {
    "all": "all interfaces",
    "loopback": "this host only",
    "address": "one address",
    "namespace": "its namespace",
}


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """A pipe table of cells that are safe already; () where there are no rows."""
    body = [f"| {' | '.join(row)} |" for row in rows]
    if not body:
        return ()
    more = len(body) - ROWS
    tail = ["", f"{more:,} more rows are in the record."] if more > 0 else []
    return (f"| {' | '.join(header)} |", "|" + "---|" * len(header), *body[:ROWS], *tail)


def coverage(snapshot: Snapshot) -> tuple[str, ...]:
    return table(("Facet", "State", "How", "Not seen"), (_facet(seen) for seen in snapshot.coverage))


def _facet(seen: Coverage) -> tuple[str, ...]:
    how = (
        cell(seen.by) if not seen.covers else f"{cell(seen.by)}: {cell(seen.covers)}" if seen.by else cell(seen.covers)
    )
    state = seen.state if seen.state == "complete" else f"**{cell(seen.state)}**"
    return (cell(seen.facet), state, how, cell("; ".join(seen.without), 400))


def listeners(snapshot: Snapshot, beyond: bool) -> tuple[str, ...]:
    """Sockets of the host's own namespace that reach beyond the host, or that do not."""
    chosen = [one for one in snapshot.listeners if not one.ns and (scope(one) != "loopback") is beyond]
    return table(
        ("Port", "Address", "Reachable over", "Scope", "Unit or container", "Process"), _collapsed(chosen, _listener)
    )


def enclosed(snapshot: Snapshot) -> tuple[str, ...]:
    chosen = [one for one in snapshot.listeners if one.ns]
    header = ("Port", "Address", "Namespace of", "Unit or container", "Process")
    return table(header, _collapsed(chosen, lambda one: (cell(one.addr), cell(one.ns), owner(one), _procs(one))))


def _listener(one: Listener) -> tuple[str, ...]:
    reach = f"device {cell(one.zone)}" if scope(one) == "device" else _SCOPES[scope(one)]
    return (cell(one.addr), _FAMILIES.get(one.fam, cell(one.fam)), reach, owner(one), _procs(one))


def owner(one: Listener) -> str:
    """The unit or container that holds a socket, as a cell."""
    if one.container:
        return f"container {cell(one.container)}"
    return f"{cell(one.unit)} (on demand)" if one.activated else cell(one.unit)


def _procs(one: Listener) -> str:
    return cell(" ".join(one.argv) or ", ".join(one.procs))


def _collapsed(chosen: list[Listener], show: Callable[[Listener], tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows by port; four and more ports in a row that differ in nothing else become one."""
    same: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for one in chosen:
        ports = same.setdefault((one.proto, show(one)), [])
        if one.port not in ports[-1:]:
            ports.append(one.port)
    rows: list[tuple[int, tuple[str, ...]]] = []
    for (proto, rest), ports in same.items():
        for _, run in groupby(enumerate(sorted(ports)), lambda pair: pair[1] - pair[0]):
            numbers = [port for _, port in run]
            shown = [f"{numbers[0]}-{numbers[-1]}"] if len(numbers) > 3 else [str(port) for port in numbers]
            rows += [(int(port.partition("-")[0]), (f"{cell(proto)} {port}", *rest)) for port in shown]
    return [row for _, row in sorted(rows)]


def units(snapshot: Snapshot) -> tuple[str, ...]:
    """Units that say where they listen, hold a socket, failed, or differ from their file; the record holds all."""
    holding = {one.unit for one in snapshot.listeners}
    chosen = [
        unit
        for unit in snapshot.units
        if unit.binds or _on_ports(unit) or unit.stale or unit.active == "failed" or unit.unit in holding
    ]
    rows = table(("Unit", "State", "Says it binds", "Taken from", "Note"), (_unit(unit) for unit in chosen))
    others = len(snapshot.units) - len(chosen)
    return (*rows, *(("",) if rows else ()), f"{others} other units are in the record.") if others else rows


def _unit(unit: Unit) -> tuple[str, ...]:
    binds = ", ".join(f"{address(bind.host)}:{bind.port or '?'}" for bind in unit.binds) or ", ".join(unit.listens)
    sources = dict.fromkeys(f"{bind.via}{' (a guess)' if bind.guess else ''}" for bind in unit.binds)
    unread = sum(not file.read for file in unit.envfiles)
    remarks = [f"{unread} environment file{'s' if unread > 1 else ''} not read"] if unread else []
    remarks += [unit.stale] if unit.stale else []
    remarks += [f"manager: {unit.manager}"] if unit.manager != "system" else []
    return (cell(unit.unit), cell(state(unit)), code(binds, 200), cell(", ".join(sources)), cell("; ".join(remarks)))


def _on_ports(unit: Unit) -> bool:
    """Whether a socket unit listens on ports, and not on files alone."""
    return any(re.search(r":[0-9]+$", text) for text in unit.listens)


def state(unit: Unit) -> str:
    """A unit's state in words: "active, enabled"."""
    loaded = unit.load if unit.load not in ("", "loaded") else ""
    return ", ".join(word for word in (unit.active, unit.enabled, loaded) if word)


def address(host: str) -> str:
    return f"[{host}]" if ":" in host else host or "*"


def containers(snapshot: Snapshot) -> tuple[str, ...]:
    rows = (
        (
            cell(one.name),
            cell(one.state),
            cell(one.image),
            cell(one.network),
            cell(", ".join(publish(port) for port in one.published), 400),
            cell(", ".join(publish(port) for port in one.declared), 400),
        )
        for one in snapshot.containers
    )
    return table(("Container", "State", "Image", "Network", "Publishes", "Would publish"), rows)


def publish(port: Publish) -> str:
    return f"{address(port.addr)}:{port.port} to {port.target}/{port.proto}"


def services(snapshot: Snapshot) -> tuple[str, ...]:
    rows = (
        (
            cell(f"{one.namespace}/{one.name}"),
            cell(one.kind),
            f"{cell(port.proto)} {port.port}",
            cell(port.target),
            str(port.node or "-"),
            cell(", ".join(one.addresses)),
        )
        for one in snapshot.services
        for port in one.ports
    )
    return table(("Service", "Type", "Port", "Target", "NodePort", "Addresses"), rows)


def serves(snapshot: Snapshot) -> tuple[str, ...]:
    rows = (
        (
            cell(one.name),
            f"{cell(one.proto)} {one.port}",
            cell(one.path),
            code(one.target),
            "the internet" if one.funnel else "the tailnet",
        )
        for one in snapshot.serves
    )
    return table(("Name", "Port", "Path", "Leads to", "Open to"), rows)


def probes(snapshot: Snapshot) -> tuple[str, ...]:
    rows = (
        (code(one.get), cell(one.asked_from), str(one.status) if one.result == "http" else cell(one.result), _told(one))
        for one in snapshot.probes
    )
    return table(("GET", "Asked from", "Answer", "Detail"), rows)


def _told(one: Probe) -> str:
    told = [f"asks for {', '.join(one.auth)} credentials; none were sent"] if one.auth else []
    told += [f"leads to {one.location}"] if one.location else []
    told += [f"models: {', '.join(one.models)}"] if one.models else []
    told += [one.detail] if one.detail else []
    return cell("; ".join(told), 400)


def leftovers(snapshot: Snapshot) -> tuple[str, ...]:
    return table(("Facet", "Line"), ((cell(one.facet), cell(one.text, 200)) for one in snapshot.leftovers))
