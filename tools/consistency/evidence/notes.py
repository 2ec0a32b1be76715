"""What a reader should know first: how much was seen, and where the declared and the observed part."""

from __future__ import annotations

from consistency.evidence.record import Listener, Snapshot, Unit, scope
from consistency.evidence.safe import cell

_SHOWN = 12


def summary(snapshot: Snapshot) -> tuple[str, ...]:
    """One paragraph of numbers."""
    own = [one for one in snapshot.listeners if not one.ns]
    beyond = sorted({one.port for one in own if scope(one) != "loopback" and one.proto == "tcp"})
    loopback = len({(one.proto, one.port) for one in own if scope(one) == "loopback"})
    published = {port.port for one in snapshot.containers for port in one.published}
    parts = [f"{_count(len(beyond), 'TCP port')} reachable from other machines{_listed(beyond)}"]
    parts.append(f"{_count(loopback, 'port')} on loopback")
    if published:
        parts.append(f"{_count(len(published), 'port')} published by containers{_listed(sorted(published))}")
    weak = [seen.facet for seen in snapshot.coverage if seen.state != "complete"]
    tail = (
        f" Not completely seen: {', '.join(cell(facet) for facet in weak)}."
        if weak
        else " Every facet was completely seen."
    )
    return (", ".join(parts) + "." + tail,)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _listed(ports: list[int]) -> str:
    more = f" and {len(ports) - _SHOWN} more" if len(ports) > _SHOWN else ""
    return f" ({', '.join(map(str, ports[:_SHOWN]))}{more})" if ports else ""


def bullets(snapshot: Snapshot) -> tuple[str, ...]:
    """What deserves a look, a bullet each; () where nothing does."""
    held: dict[str, list[Listener]] = {}
    for one in snapshot.listeners:
        if one.unit and not one.ns:
            held.setdefault(one.unit, []).append(one)
    sockets = {seen.facet: seen.state for seen in snapshot.coverage}.get("sockets", "not-run")
    said = [f"This snapshot corrects {', '.join(map(cell, snapshot.run.corrects))}: {cell(snapshot.run.why, 400)}"]
    said = said if snapshot.run.corrects else []
    if snapshot.run.inside:
        said.append(f"Taken inside {cell(snapshot.run.inside)}: it speaks of that alone, not of the machine around it.")
    for unit in snapshot.units:
        said += [f"{cell(unit.unit)}: {text}" for text in _unit(unit, held.get(unit.unit, []), sockets)]
    unowned = sorted({one.port for one in snapshot.listeners if _unowned(one)})
    if unowned:
        said.append(f"Reachable from other machines, owner not seen: {', '.join(map(str, unowned[:_SHOWN]))}"
                    + (f" and {len(unowned) - _SHOWN} more." if len(unowned) > _SHOWN else "."))  # fmt: skip
    if snapshot.redactions.count:
        said.append(
            f"{_count(snapshot.redactions.count, 'secret')} redacted. "
            "Command lines are readable by every user of the host; move secrets into a file."
        )
    return tuple(f"- {text}" for text in said)


def _unowned(one: Listener) -> bool:
    return not (one.ns or one.unit or one.container or one.procs) and one.proto == "tcp" and scope(one) != "loopback"


def _unit(unit: Unit, held: list[Listener], sockets: str) -> list[str]:
    """A unit's remarks: stale, failed, or listening elsewhere than it says."""
    said = [f"{cell(unit.stale)}."] if unit.stale else []
    if unit.active == "failed":
        said.append("failed.")
    if unit.active != "active" or not unit.binds or any(bind.guess for bind in unit.binds):
        return said
    for bind in unit.binds:
        ports = [one for one in held if one.port == bind.port]
        told = f"says {cell(bind.host or '*')}:{bind.port}"
        if held and not ports:
            said.append(f"{told}, its sockets are on {_places(held)}.")
        elif ports and not any(_agrees(bind.host, one) for one in ports):
            said.append(f"{told}, its socket is on {_places(ports)}.")
        elif not held and sockets == "complete":
            said.append(f"{told}, and holds no socket.")
    return said


def _agrees(host: str, one: Listener) -> bool:
    if host in ("", "*"):
        return scope(one) == "all"
    if host == "localhost":
        return scope(one) == "loopback"
    return host in (one.addr, one.raw) or (not host[:1].isdigit() and ":" not in host)


def _places(held: list[Listener]) -> str:
    places = list(dict.fromkeys(f"{one.addr}:{one.port}" for one in held))
    more = f" and {len(places) - 4} more" if len(places) > 4 else ""
    return ", ".join(map(cell, places[:4])) + more
