"""The facets sockets and namespaces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from consistency.evidence.bundle import Bundle
from consistency.evidence.observe.seen import About, Seen, failed
from consistency.evidence.parse.lsof import parse_lsof
from consistency.evidence.parse.netstat import parse_netstat, parse_netstat_macos
from consistency.evidence.parse.parsed import Parsed, rows_of
from consistency.evidence.parse.proc_net import parse_proc_net
from consistency.evidence.parse.ss import container_of, parse_ss, socket_pids, unit_of
from consistency.evidence.parse.systemd import parse_cmdline
from consistency.evidence.record import Container, Coverage, Listener
from consistency.evidence.redact import redact_argv

_ALL = "TCP and UDP, IPv4 and IPv6, this network namespace"


def sockets(bundle: Bundle, about: About) -> Seen[Listener]:
    """Listening sockets, by the best of the tools that ran."""
    if about.system == "Darwin":
        return _macos(bundle)
    ss = bundle.get("ss")
    if ss is not None:
        version = bundle.line("ssv").rpartition(" ")[2]
        return _seen(bundle, "ss -H -ltnupe" + (f" ({version})" if version else ""), ["ss"], [parse_ss(ss.out)], about)
    tables = [f"proc-{table}" for table in ("tcp", "tcp6", "udp", "udp6")]
    if any(bundle.get(name) for name in tables):
        found = [(name, bundle.get(name)) for name in tables]
        parsed = [parse_proc_net(section.out, name[5:8]) for name, section in found if section and section.rc == 0]
        return _seen(bundle, "/proc/net/{tcp,tcp6,udp,udp6}", tables, parsed, about)
    netstat = bundle.get("netstat")
    return _seen(bundle, "netstat -ltnup", ["netstat"], [parse_netstat(netstat.out)] if netstat else [], about)


def _seen(
    bundle: Bundle, by: str, names: list[str], parsed: list[Parsed[Listener]], about: About | None = None
) -> Seen[Listener]:
    """Complete where every command ended well and every row was understood."""
    bad = [name for name in names if (section := bundle.get(name)) is None or section.rc != 0]
    facts, secrets = _named(bundle, tuple(dict.fromkeys(fact for one in parsed for fact in one.facts)))
    left = tuple(row for one in parsed for row in one.leftovers)
    if len(bad) == len(names) and not facts:
        return Seen(failed("sockets", by, bundle.get(names[0])), (), left)
    without = [f"{name} failed" for name in bad]
    without += [f"{len(left)} row{'s' if len(left) > 1 else ''} not understood"] if left else []
    cut = sum(fact.addr == "?" for fact in facts)
    without += [f"{cut} address{'es' if cut > 1 else ''} cut by the tool"] if cut else []
    covers = _ALL
    if about is not None and not about.root:
        covers += "; process names of this user alone"
    rc = next((section.rc for name in bad if (section := bundle.get(name))), 0)
    coverage = Coverage("sockets", "partial" if without else "complete", by, covers, rc, tuple(without))
    return Seen(coverage, facts, left, secrets, ("listeners",) if secrets else ())


def _named(bundle: Bundle, facts: tuple[Listener, ...]) -> tuple[tuple[Listener, ...], tuple[str, ...]]:
    """Sockets that no unit names, with their owner's command line; and the secrets taken out of it."""
    lines = {pid: parse_cmdline(section.out) for pid, section in bundle.under("owner").items()}
    ss = bundle.get("ss")
    if not lines or ss is None:
        return facts, ()
    pids = socket_pids(ss.out)
    secrets: list[str] = []
    named = []
    for one in facts:
        line = (
            ()
            if one.unit or one.container or one.activated
            else lines.get(pids.get((one.proto, one.addr, one.port), ""), ())
        )
        kept = redact_argv(line)
        secrets += kept.secrets
        named.append(replace(one, argv=kept.argv))
    return tuple(named), tuple(secrets)


def _macos(bundle: Bundle) -> Seen[Listener]:
    names = ["netstat-macos-tcp", "netstat-macos-udp"]
    tables = [parse_netstat_macos(section.out) for name in names if (section := bundle.get(name))]
    owners = [parse_lsof(section.out) for name in ("lsof-tcp", "lsof-udp") if (section := bundle.get(name))]
    seen = _seen(bundle, "netstat -anvl", names, tables)
    if seen.coverage.state == "failed":
        facts = tuple(dict.fromkeys(fact for one in owners for fact in one.facts))
        left = tuple(row for one in owners for row in one.leftovers)
        told = Coverage("sockets", "partial", "lsof -nP", "sockets of this user", 0, ("sockets of other users",))
        return Seen(told, facts, left) if facts else seen
    named = {(one.proto, one.port): one.procs for parsed in owners for one in parsed.facts}
    return seen._replace(
        facts=tuple(replace(one, procs=one.procs or named.get((one.proto, one.port), ())) for one in seen.facts)
    )


def namespaces(bundle: Bundle, about: About) -> Seen[Listener]:
    """Sockets in the other network namespaces, as far as they could be entered."""
    if about.system == "Darwin":
        return Seen(Coverage("namespaces", "complete", "", "macOS has no network namespaces"))
    section = bundle.get("namespaces")
    if section is None or section.rc != 0 or not about.netns:
        return Seen(Coverage("namespaces", "not-run", without=("other network namespaces",)))
    rows = [row.split() for row in rows_of(section.out)]
    others = sorted({row[0] for row in rows if len(row) == 2 and row[0].isdecimal()} - {about.netns})
    hidden = sum(int(row[1]) for row in rows if row[0] == "hidden" and row[-1].isdecimal())
    facts: list[Listener] = []
    left: list[str] = []
    closed = 0
    for number in others:
        tables = _entered(bundle, number)
        if not tables:
            closed += 1
        label, container = _label(bundle, number), _container(bundle, number)
        for parsed in tables:
            left += parsed.leftovers
            facts += (replace(one, ns=label, container=one.container or container) for one in parsed.facts)
    without = [f"{closed} other network namespace{'s' if closed > 1 else ''} not entered"] if closed else []
    without += [f"the namespace of {hidden} process{'es' if hidden > 1 else ''} could not be read"] if hidden else []
    without += ["rows not understood"] if left else []
    entered = len(others) - closed
    covers = f"{entered} entered" if others else "no other was seen" if hidden else "there is no other"
    state = "partial" if without else "complete"
    by = "nsenter, ss" if bundle.under("namespace") else "/proc/PID/net" if others else "/proc/PID/ns/net"
    return Seen(
        Coverage("namespaces", state, by, covers, 0, tuple(without)),
        tuple(dict.fromkeys(facts)),
        tuple(left),
    )


def _entered(bundle: Bundle, number: str) -> list[Parsed[Listener]]:
    """The sockets inside one namespace, by ss, else from a process's own tables; [] where it stayed closed."""
    inside = bundle.get(f"namespace {number}")
    if inside is not None:
        return [parse_ss(inside.out)] if inside.rc == 0 else []
    tables = [(name, bundle.get(f"namespace-{name} {number}")) for name in ("tcp", "tcp6", "udp", "udp6")]
    if any(section is None or section.rc != 0 for _, section in tables):
        return []
    return [parse_proc_net(section.out, name[:3]) for name, section in tables if section]


def _owner(bundle: Bundle, number: str) -> tuple[str, str]:
    """Name and control group of a process in the namespace."""
    rows = rows_of(section.out) if (section := bundle.get(f"namespace-owner {number}")) else []
    return (rows[0], rows[-1].rpartition(":")[2]) if rows else ("", "")


def _label(bundle: Bundle, number: str) -> str:
    name, cgroup = _owner(bundle, number)
    return container_of(cgroup) or unit_of(cgroup) or name or "?"


def _container(bundle: Bundle, number: str) -> str:
    return container_of(_owner(bundle, number)[1])


def joined(
    listeners: Iterable[Listener], activations: dict[tuple[str, str, int], str], containers: dict[str, str]
) -> tuple[Listener, ...]:
    """Listeners with the socket unit that holds them and the container's name instead of its id, sorted."""
    found = set()
    for one in listeners:
        unit = activations.get((one.proto, one.addr, one.port), "") if one.activated else ""
        container = containers.get(one.container, one.container)
        found.add(replace(one, unit=unit or one.unit, container=container, ns=containers.get(one.ns, one.ns)))
    return tuple(sorted(found, key=lambda one: (one.ns, one.port, one.proto, one.addr, one.fam, one.unit, one.procs)))


#: Processes that listen on behalf of a container.
_PROXIES = frozenset(
    ("docker-proxy", "rootlessport", "rootlesskit", "conmon", "slirp4netns", "pasta", "pasta.avx2", "exe")
)


def behind_proxies(listeners: Iterable[Listener], containers: Iterable[Container]) -> tuple[Listener, ...]:
    """Sockets of a runtime's proxy, given to the container that publishes the port."""
    published = {(port.proto, port.port): one.name for one in containers for port in one.published}
    return tuple(
        replace(one, container=published[one.proto, one.port])
        if (one.proto, one.port) in published and not one.ns and not one.container and _is_proxy(one)
        else one
        for one in listeners
    )


def _is_proxy(one: Listener) -> bool:
    return _PROXIES.issuperset(one.procs) if one.procs else one.unit in ("docker.service", "podman.service")
