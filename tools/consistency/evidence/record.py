"""What one snapshot holds: facts as observed on one host at one time. Frozen, sorted, without volatile numbers.

No process id, inode, uptime or byte count is here: two snapshots of an unchanged host differ in `Run` alone.
"""

from __future__ import annotations

from dataclasses import dataclass

SCHEMA = "consistency-snapshot/1"

#: Every facet that a snapshot may speak of, in the order in which it is shown.
FACETS = ("sockets", "namespaces", "units", "containers", "kubernetes", "tailscale", "probes")
STATES = ("complete", "partial", "failed", "not-run")


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one facet was seen. `by` is the command, `rc` its exit status, `without` what it did not see."""

    facet: str
    state: str
    by: str = ""
    covers: str = ""
    rc: int | None = None
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listener:
    """A TCP socket that listens, or a UDP socket that is bound.

    addr: an address without brackets or zone; "?" where the tool cut it. An IPv4-mapped address is given as IPv4.
    fam: v4 | v6 | v4+v6 | unknown: the families that reach it. "unknown" is a wildcard whose v6only was not told.
    zone: the device it is bound to. raw: the tool's own words where they say more than addr.
    ns: the network namespace, named by what runs in it, "" for the host's. container: the container that owns it.
    activated: the service manager holds the socket and starts the unit at the first connection.
    argv: the owner's command line, secrets redacted, where no unit and no container names it.
    """

    proto: str
    addr: str
    port: int
    fam: str
    zone: str = ""
    raw: str = ""
    unit: str = ""
    container: str = ""
    procs: tuple[str, ...] = ()
    ns: str = ""
    activated: bool = False
    argv: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bind:
    """Where a unit's command line or environment says that it listens; a guess where the program is not known."""

    host: str
    port: int
    via: str
    guess: bool = False


@dataclass(frozen=True, slots=True)
class EnvFile:
    path: str
    read: bool


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as its manager has it loaded: what is declared, which need not be what is.

    argv is the loaded command line with secrets redacted, lossy where the tool lost its argument boundaries.
    env holds NAME=VALUE of names on the list of bind settings alone.
    stale: how the file on disk differs from what is loaded.
    """

    unit: str
    manager: str = "system"
    load: str = ""
    active: str = ""
    sub: str = ""
    enabled: str = ""
    user: str = ""
    files: tuple[str, ...] = ()
    argv: tuple[str, ...] = ()
    lossy: bool = False
    env: tuple[str, ...] = ()
    envfiles: tuple[EnvFile, ...] = ()
    binds: tuple[Bind, ...] = ()
    listens: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Publish:
    """A host port that leads into a container: `port` on the host's `addr`, `target` inside."""

    addr: str
    port: int
    target: int
    proto: str = "tcp"


@dataclass(frozen=True, slots=True)
class Container:
    """A container. `published` is what is published now, `declared` what it would publish when started."""

    name: str
    runtime: str
    state: str
    image: str = ""
    network: str = ""
    service: str = ""
    project: str = ""
    published: tuple[Publish, ...] = ()
    declared: tuple[Publish, ...] = ()


@dataclass(frozen=True, slots=True)
class ServicePort:
    """A port of a Kubernetes service. `node` is the NodePort, 0 where there is none; target may be a name."""

    port: int
    target: str = ""
    node: int = 0
    proto: str = "tcp"


@dataclass(frozen=True, slots=True)
class Service:
    """A Kubernetes service. `addresses` are those of its load balancer and its external ones."""

    name: str
    namespace: str
    kind: str
    ports: tuple[ServicePort, ...] = ()
    addresses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Serve:
    """An entry of `tailscale serve`. name: the node's name, or svc:NAME. funnel: reachable from the internet."""

    name: str
    port: int
    target: str
    path: str = ""
    proto: str = "https"
    funnel: bool = False


@dataclass(frozen=True, slots=True)
class Probe:
    """One request and what came of it.

    result: http | refused | timeout | reset | tls | not-http | dns | unreachable | not-asked.
    asked_from: the host that asked, host: the one that was asked, where configuration says so.
    auth: the schemes that a 401 asks for. location: the host a redirect leads to. models: ids of a model list.
    """

    get: str
    asked_from: str
    result: str
    host: str = ""
    service: str = ""
    status: int = 0
    auth: tuple[str, ...] = ()
    content: str = ""
    location: str = ""
    models: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Leftover:
    """A line of a tool's output that was not understood: redacted, and the reason why its facet is not complete."""

    facet: str
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Who looked, when and how. `at` is UTC of the observation; `machine` a hash of the machine id.

    clock_offset: seconds by which the observed host's clock was ahead, where it was far enough to matter.
    """

    id: str
    host: str
    at: str
    by: str
    via: str = "local"
    uid: int | None = None
    os: str = ""
    hostname: str = ""
    machine: str = ""
    inside: str = ""
    host_key: str = ""
    clock_offset: int = 0
    commit: str = ""
    corrects: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Redactions:
    count: int = 0
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One observation of one host."""

    run: Run
    coverage: tuple[Coverage, ...] = ()
    listeners: tuple[Listener, ...] = ()
    units: tuple[Unit, ...] = ()
    containers: tuple[Container, ...] = ()
    services: tuple[Service, ...] = ()
    serves: tuple[Serve, ...] = ()
    probes: tuple[Probe, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    redactions: Redactions = Redactions()


def scope(listener: Listener) -> str:
    """How far a listener reaches: loopback | all | address | device | namespace."""
    if listener.ns:
        return "namespace"
    if listener.addr.startswith("127.") or listener.addr == "::1" or listener.zone == "lo":
        return "loopback"
    if listener.zone:
        return "device"
    return "all" if listener.addr in ("0.0.0.0", "::", "*") else "address"
