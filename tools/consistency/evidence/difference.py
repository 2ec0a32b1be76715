"""What changed on a host between two snapshots."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple, TypeVar

from consistency.evidence.record import Container, Listener, Probe, Serve, Service, Snapshot, Unit
from consistency.evidence.tables import address, publish, state

Fact = TypeVar("Fact")


class Change(NamedTuple):
    """kind: "+" came, "-" went, "~" changed, "?" not seen any more, and the later snapshot did not look everywhere."""

    kind: str
    facet: str
    subject: str
    text: str


def changes(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Changes by facet. What is missing from a facet that was not completely seen has not gone: it was not seen."""
    pairs = [
        _compare("sockets", _outside(before), _outside(after), _socket, _places),
        _compare("namespaces", _inside(before), _inside(after), _socket, _places),
        _units(before, after),
        _compare("containers", before.containers, after.containers, _container, _container_says),
        _compare("kubernetes", before.services, after.services, _service, _service_says),
        _compare("tailscale", before.serves, after.serves, _serve, _serve_says),
        _compare("probes", before.probes, after.probes, _probe, _probe_says),
    ]
    seen = {one.facet: one.state for one in after.coverage}
    found = [_doubted(change, seen.get(change.facet, "not-run")) for pair in pairs for change in pair]
    return (*_coverage(before, after), *found)


def _doubted(change: Change, state_after: str) -> Change:
    if change.kind == "-" and state_after != "complete":
        return change._replace(kind="?", text=f"{change.text} ({change.facet} {state_after} in the later one)")
    return change


def _coverage(before: Snapshot, after: Snapshot) -> Iterable[Change]:
    old = {one.facet: one.state for one in before.coverage}
    for one in after.coverage:
        if old.get(one.facet, "not-run") != one.state:
            yield Change("~", "coverage", one.facet, f"{old.get(one.facet, 'not-run')} -> {one.state}")


def _compare(
    facet: str,
    before: Iterable[Fact],
    after: Iterable[Fact],
    key: Callable[[Fact], Hashable],
    says: Callable[[Fact], str],
) -> list[Change]:
    """Facts by key; facts that share one (a port on several addresses) are held against each other together."""
    old, new = _grouped(before, key, says), _grouped(after, key, says)
    found = []
    for name in sorted({*old, *new}, key=str):
        was, now = old.get(name, ()), new.get(name, ())
        if was == now:
            continue
        kind = "+" if not was else "-" if not now else "~"
        text = ", ".join(now or was) if kind != "~" else f"{', '.join(was)} -> {', '.join(now)}"
        subject = name[-1] if isinstance(name, tuple) else str(name)
        found.append(Change(kind, facet, str(subject), text))
    return found


def _grouped(
    facts: Iterable[Fact], key: Callable[[Fact], Hashable], says: Callable[[Fact], str]
) -> dict[Hashable, tuple[str, ...]]:
    groups: dict[Hashable, list[str]] = {}
    for fact in facts:
        groups.setdefault(key(fact), []).append(says(fact))
    return {name: tuple(sorted(set(texts))) for name, texts in groups.items()}


def _outside(snapshot: Snapshot) -> Iterable[Listener]:
    return (one for one in snapshot.listeners if not one.ns)


def _inside(snapshot: Snapshot) -> Iterable[Listener]:
    return (one for one in snapshot.listeners if one.ns)


def _socket(one: Listener) -> Hashable:
    inside = f" in {one.ns}" if one.ns else ""
    return (one.ns, f"{one.port:05}", one.proto, f"{one.proto} {one.port}{inside}")


def _places(one: Listener) -> str:
    owner = one.container or one.unit or ", ".join(one.procs)
    device = f"%{one.zone}" if one.zone else ""
    family = {"v4": "", "unknown": ""}.get(one.fam, f" ({one.fam})") if one.addr == "::" else ""
    return f"{one.addr}{device}{family}" + (f" {owner}" if owner else "")


def _unit(one: Unit) -> Hashable:
    return one.unit if one.manager == "system" else f"{one.unit} ({one.manager})"


def _units(before: Snapshot, after: Snapshot) -> Iterable[Change]:
    """Units that came and went, and of the others the members that changed."""
    old, new = ({str(_unit(one)): one for one in snapshot.units} for snapshot in (before, after))
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            yield Change(
                "-" if now is None else "+", "units", name, "; ".join(filter(None, _parts(now or was).values()))
            )
            continue
        one, other = _parts(was), _parts(now)
        for part in one:
            if one[part] != other[part]:
                text = f"{part} {one[part] or 'nothing'} -> {other[part] or 'nothing'}"
                yield Change("~", "units", name, text)


def _parts(unit: Unit | None) -> dict[str, str]:
    """What a unit says, member by member, as text."""
    assert unit is not None
    binds = ", ".join(f"{address(bind.host)}:{bind.port}" for bind in unit.binds)
    return {
        "state": state(unit),
        "binds": binds,
        "note": unit.stale,
        "arguments": " ".join(unit.argv),
        "settings": " ".join(unit.env),
        "listens": ", ".join(unit.listens),
        "files": ", ".join(unit.files),
    }


def _container(one: Container) -> Hashable:
    return one.name


def _container_says(one: Container) -> str:
    return ", ".join(filter(None, (one.state, one.image, *(publish(port) for port in one.published))))


def _service(one: Service) -> Hashable:
    return f"{one.namespace}/{one.name}"


def _service_says(one: Service) -> str:
    return f"{one.kind} " + ", ".join(
        f"{port.port}" + (f" node {port.node}" if port.node else "") for port in one.ports
    )


def _serve(one: Serve) -> Hashable:
    return f"{one.name}:{one.port}{one.path}"


def _serve_says(one: Serve) -> str:
    return f"{one.target}, open to {'the internet' if one.funnel else 'the tailnet'}"


def _probe(one: Probe) -> Hashable:
    return f"GET {one.get}"


def _probe_says(one: Probe) -> str:
    models = f", models {', '.join(one.models)}" if one.models else ""
    return (str(one.status) if one.result == "http" else one.result) + models
