"""What a reader should know first: how much was seen, and where the declared and the observed part."""

from __future__ import annotations

from collections.abc import Callable

from consistency.evidence.record import Listener, Run, Snapshot, Unit, scope

#: Makes a host's text safe for where it is shown: `cell` for a page, `visible` for a terminal.
Show = Callable[[str], str]

_SHOWN = 12


def summary(snapshot: Snapshot, show: Show) -> str:
    """One line of numbers."""
    own = [one for one in snapshot.listeners if not one.ns]
    beyond = sorted({one.port for one in own if scope(one) != "loopback" and one.proto == "tcp"})
    loopback = len({(one.proto, one.port) for one in own if scope(one) == "loopback"})
    published = sorted({port.port for one in snapshot.containers for port in one.published})
    parts = [f"{_count(len(beyond), 'TCP port')} reachable from other machines{_listed(beyond)}"]
    parts.append(f"{_count(loopback, 'port')} on loopback")
    if published:
        parts.append(f"{_count(len(published), 'port')} published by containers{_listed(published)}")
    weak = [seen.facet for seen in snapshot.coverage if seen.state != "complete"]
    tail = f"Not completely seen: {', '.join(map(show, weak))}." if weak else "Every facet was completely seen."
    return f"{', '.join(parts)}. {tail}"


def origin(run: Run, show: Show) -> str:
    """Who looked, how, and at what: one line."""
    who = "root" if run.uid == 0 else f"user {run.uid}" if run.uid is not None else "somebody"
    how = {"local": "on the host itself", "bundle": "by the script, run by hand"}.get(run.via, f"by {run.via}")
    said = [f"Looked at as {who} {show(how)}, with {show(run.by)}."]
    said += [f"The host runs {show(run.os)}."] if run.os else []
    said += [f"The documents were at commit {show(run.commit)}."] if run.commit else []
    return " ".join(said)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"


def _listed(ports: list[int]) -> str:
    more = f" and {len(ports) - _SHOWN} more" if len(ports) > _SHOWN else ""
    return f" ({', '.join(map(str, ports[:_SHOWN]))}{more})" if ports else ""


def remarks(snapshot: Snapshot, show: Show) -> tuple[str, ...]:
    """What deserves a look, a sentence each; () where nothing does."""
    held: dict[str, list[Listener]] = {}
    for one in snapshot.listeners:
        if one.unit:
            held.setdefault(one.unit, []).append(one)
    sockets = {seen.facet: seen.state for seen in snapshot.coverage}.get("sockets", "not-run")
    said: list[str] = []
    if snapshot.run.corrects:
        said.append(f"This snapshot corrects {', '.join(map(show, snapshot.run.corrects))}: {show(snapshot.run.why)}")
    if snapshot.run.inside:
        said.append(f"Taken inside {show(snapshot.run.inside)}: it speaks of that alone, not of the machine around it.")
    if snapshot.run.clock_offset:
        said.append(f"The host's clock is {_apart(snapshot.run.clock_offset)} of the clock of who looked.")
    for unit in snapshot.units:
        said += (f"{show(unit.unit)}: {text}" for text in _unit(unit, held.get(unit.unit, []), sockets, show))
    unowned = sorted({one.port for one in snapshot.listeners if _unowned(one)})
    if unowned:
        said.append(f"Reachable from other machines, and it was not seen who listens{_listed(unowned)}.")
    if snapshot.redactions.count:
        said.append(
            f"{_count(snapshot.redactions.count, 'secret')} redacted. "
            "Every user of the host can read a command line: a secret belongs into a file."
        )
    return tuple(said)


def _apart(seconds: int) -> str:
    return f"{abs(seconds)} seconds {'ahead' if seconds > 0 else 'behind'}"


def _unowned(one: Listener) -> bool:
    return not (one.ns or one.unit or one.container or one.procs) and one.proto == "tcp" and scope(one) != "loopback"


def _unit(unit: Unit, held: list[Listener], sockets: str, show: Show) -> list[str]:
    """A unit's remarks: stale, failed, or listening elsewhere than it says."""
    said = [f"{show(unit.stale)}."] if unit.stale else []
    if unit.active == "failed":
        said.append("failed.")
    if unit.active != "active":
        return said
    for bind in unit.binds:
        ports = [one for one in held if one.port == bind.port]
        told = f"{'seems to say' if bind.guess else 'says'} {show(bind.host or '*')}:{bind.port} ({show(bind.via)})"
        if held and bind.port and not ports:
            said.append(f"{told}, and listens on {_places(held, show)}.")
        elif ports and not any(_agrees(bind.host, one) for one in ports):
            said.append(f"{told}, and listens on {_places(ports, show)}.")
        elif not held and bind.port and sockets == "complete" and not bind.guess:
            said.append(f"{told}, and holds no socket.")
    return said


def _agrees(host: str, one: Listener) -> bool:
    """Whether a declared host can mean this socket; a name can mean any."""
    if host in ("", "*"):
        return True
    if host == "localhost":
        return scope(one) == "loopback"
    if host in ("::", "0.0.0.0"):
        return one.addr == host or (one.addr in ("::", "*") and one.fam in ("v4+v6", "unknown"))
    return host in (one.addr, one.raw) or (not host[:1].isdigit() and ":" not in host)


def _places(held: list[Listener], show: Show) -> str:
    places = list(dict.fromkeys(f"{one.addr}:{one.port}" for one in held))
    more = f" and {len(places) - 4} more" if len(places) > 4 else ""
    return ", ".join(map(show, places[:4])) + more
