"""What pages say of one object of the repository and nothing else, by a name that config gives it as well."""

from __future__ import annotations

from consistency.model.name import squash

#: The page on which HAProxy shows how its servers are.
STATISTICS = "HAProxy statistics page"


def service(name: str) -> str:
    """A Service of the cluster, as `kubectl port-forward svc/NAME` asks for it and tables of Services list it."""
    return f"svc/{name} of the cluster"


def called(name: str, namespace: str) -> str:
    """A Service as the cluster's own DNS has it; of one whose manifest leaves its namespace open, "" is the namespace."""
    return f"svc/{name} of {namespace or 'any namespace'}"


def workload(name: str) -> str:
    """What a cluster runs under a name, on whichever of its ports."""
    return f"{name} in the cluster"


def call(name: str, namespace: str, path: str) -> str:
    """What is asked of a Service under one path: who else asks for just that finds it at the same port."""
    return f"{path.rstrip('/')} of svc/{name} of {namespace}"


def image(folder: str) -> str:
    """What the Dockerfile of a folder builds, "" for the top of the tree."""
    return f"{folder}: Dockerfile image" if folder else "Dockerfile image"


def is_image(name: str) -> bool:
    return name.endswith("Dockerfile image")


def store(product: str) -> str:
    """What a store's own client finds on the machine of whoever runs it."""
    return f"{product} on localhost"


#: The part of a port at which a pool answers in a store's place: it may be asked, and is not where the store is.
POOL = "pool"


def store_at(product: str, host: str) -> str:
    """A store where a full name leads; one of SQL is whichever of them is there."""
    return f"{'SQL' if product in ('postgresql', 'mysql') else product} at {host.lower()}"


def store_listening(product: str, host: str) -> str:
    """The same where it is made: whoever is told another port does not reach it."""
    return f"{store_at(product, host)} itself"


def setting(name: str, host: str) -> str:
    """The URL that a variable holds, as far as it leads to that host."""
    return f"{name} on {host.lower()}"


def base(name: str, host: str, port: int) -> str:
    """The same with its port: what is left of the URL is the path that is called there."""
    return f"{setting(name, host)}:{port}"


def variable(key: str) -> str:
    """What a variable is set to, whoever uses it."""
    return f"{key} variable"


def sampled(key: str, file: str) -> str:
    """A key of a file of settings, as the repository brings it along and pages show it."""
    return f"{key} in {file}"


def tool(name: str) -> str:
    """The development server of a build tool, whatever it serves."""
    return f"{name} dev server"


def mcp_server(name: str) -> str:
    """What a client calls by the Model Context Protocol under a name."""
    return f"{name} in mcpServers"


#: How names of repositories begin.
REPOSITORY = "repository "


def repository(name: str) -> str:
    """What is kept under a name, whoever keeps it."""
    return f"{REPOSITORY}{name}"


#: How names of paths begin.
ROUTE = "route "
#: The part of a path at a port that the page sets itself.
SET = "set"


def route(path: str) -> str:
    """What answers under a path of its own on the reader's machine."""
    return f"{ROUTE}{path}"


_PROBE = "probe of localhost:"


def probed(port: int) -> str:
    """What answers on the reader's own machine at a port, asked how it is."""
    return f"{_PROBE}{port}"


def is_probed(name: str) -> bool:
    return name.startswith(_PROBE)


def scraped(program: str) -> str:
    """The metrics of a program, as Prometheus is told to fetch them under the program's name."""
    return f"scrape of {program}"


#: By which one logs in to a machine, whichever it is.
LOGIN = "SSH of machines"
#: By which one clones from a forge, whichever it is.
FORGE = "Git over SSH"
#: The part of what holds for every machine that has nothing of its own.
EVERY = "all"
#: All services that compose files of the repository have, and in the namespace container all containers, for commands that name one.
COMPOSED = "services of compose files"
_LABEL = "label "


def label(key: str) -> str:
    """The port that a label of a container gives its router, by the whole key."""
    return f"{_LABEL}{key.lower()}"


def networked(name: str) -> str:
    """What containers of one network find under a name."""
    return f"{name.lower()} in its network"


#: The part of a port that an image gives to a container, wherever its compose file is.
EXPOSED = "exposed"
#: The part of a call by whoever gathers numbers, for which many programs have a port of their own.
METRICS = "numbers"
#: What compose files that are run with others publish.
TOGETHER = "compose files run together"
#: All services of systemd that the repository has units for.
UNITS = "units of systemd"
#: How the names of whoever binds a port begin, and on which side of a machine that is.
BOUND, LOOPBACK, ANYWHERE, INSIDE = "whoever binds ", "loopback", "any", "inside"


def bound(port: int) -> str:
    """Whoever binds a port of a machine."""
    return f"{BOUND}{port}"


#: How the names of the pods begin that a label finds.
PODS = "pods called "


def pods(label: str) -> str:
    """The pods that a Service finds by their label."""
    return f"{PODS}{label.lower()}"


#: The tunnels of the site, whoever is at their ends.
WIREGUARD = "WireGuard of the site"
#: The part of a port that is another one's than whom the name of its service means: a second tunnel's, a container's own sshd's.
ELSE = "somebody else's"
#: What commands ask of machines, whatever is there.
ASKED = "ports that commands ask"
#: The networks of the site, and the part of a list of them that has their gateways.
NETWORKS, GATEWAY = "networks of the site", "gateway"
#: The part of the network within a tunnel, as whoever ends it has it.
TUNNELLED = "of the tunnel"
#: How the names of what leads to apps of a cluster begin.
DOORWAY = "way to "


def doorway(app: str) -> str:
    """The gateway or the class of ingress behind which an app is."""
    return f"{DOORWAY}{squash(app)[0]}"


#: How it begins what is asked whether the internet reaches it.
ABROAD = "from the internet: "


def abroad(name: str) -> str:
    """Whether the internet reaches a service."""
    return f"{ABROAD}{squash(name)[0]}"


#: How the names of settings begin that let people in or keep them out.
ADMISSION = "admission by "


def switch(key: str) -> str:
    """A setting that is on or off, whoever's it is."""
    return f"{ADMISSION}{key.lower()}"


def policy(name: str) -> str:
    """By which rule of Authelia a name is let through, in full or by its first word."""
    return f"{ADMISSION}policy of {name.lower().partition('.')[0]}"


def sign_ups(service: str) -> str:
    """Whether people may make themselves an account of a program."""
    return f"{ADMISSION}sign-ups of {squash(service)[0]}"


#: How names of networks' addresses begin, and before the words of a command that gives one.
ADDRESSES, NEAR = "addresses in ", "~ "


#: The parts of addresses that are handed out, by DHCP and to balanced Services, and of one that such a Service asks for.
DHCP, BALANCED, BALANCED_ONE = "DHCP pool", "balancers' pool", "balancer's own"
#: And of one that DHCP always gives to the same machine.
LEASED = "lease"
POOLED = frozenset((DHCP, BALANCED, BALANCED_ONE, LEASED))


def addresses(ip: str) -> str:
    """All addresses of a network that are given to machines, by the first two numbers of an IPv4 address."""
    return f"{ADDRESSES}{'.'.join(ip.split('.')[:2])}"


#: Words for the endpoints that one program keeps apart.
_ENDPOINTS = {
    "http": "http", "grpc": "grpc", "metrics": "metrics", "prometheus": "metrics", "health": "health", "healthz": "health",
    "probes": "health", "admin": "admin",
}  # fmt: skip


def endpoint(word: str) -> str:
    """An endpoint of the repository's own program where that is not named, "" for a word that means none."""
    known = _ENDPOINTS.get(word.lower(), "")
    return f"{known} endpoint of the chart" if known else ""
