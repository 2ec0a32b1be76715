"""Which names of places are names of services, and which of them are one service's: for A102."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from consistency.model.claim import PLAINLY, PROJECT, Claim
from consistency.model.fact import Fact
from consistency.model.identity import GENERIC
from consistency.model.name import PARTS, name, squash
from consistency.model.pattern import lazily

#: The shapes of documents in which a service goes by its name.
_NAMING = frozenset(
    ("table", "key-value table", "key-value", "inventory", "json", "yaml", "compose", "comment", "fence list")
)
#: Programs that run somebody's application, which may go by its own name elsewhere.
_RUNTIMES = frozenset(
    "webserver gunicorn uvicorn hypercorn daphne uwsgi puma unicorn node nodejs java python php phpfpm tomcat jetty pm2 dotnet".split()
)
#: A program's file, which may go by the service's own name elsewhere: `deadman_server.py`.
_PROGRAM = lazily(r"[\w./-]+\.(?:py|sh|js|mjs|cjs|ts|rb|pl|php|jar|exe|lua)")
#: So many letters that two words begin with make one word of both, if they are most of it.
_STEM = 6
#: More names on one port are not looked through.
_NAMES = 60
#: What is spoken, not who speaks it.
_PROTOCOLS = frozenset(
    "mqtt dns http https ssh vpn smtp imap ldap nfs smb samba ntp syslog snmp amqp rtsp rtmp stun turn websocket quic sse sftp ftp telnet rdp vnc https tls".split()
)
_ASIDE = lazily(r"\([^()]*\)")
#: Somebody's own, a field, a blank to be filled in, a command, a key, a kind of object of a cluster.
_NOBODYS = lazily(
    r"^(?:your|my)\b|^(?:name|total(?: \w+)?|passed|passing|failed|sent|received|from|to|access|usage|notes?|inbound|outbound|symptoms?|solutions?|e?-?mails)$|"
    r"[{}<>$]|\s--?\w|^(?:make|npm|yarn|pnpm|docker|uv|uvx|npx|python3?) \w|(?-i:^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$)|[-_](?:url|uri|port|host|addr|listen)$|://|"
    r"^(?:httpget|tcpsocket|\w*probes?|deployment|daemonset|statefulset|replicaset|pod|nodeport|clusterip|loadbalancer)s?$",
    re.IGNORECASE,
)
#: `Running Sofa`: a heading over what is done with the one that it names.
_DONE_WITH = lazily(
    r"(?:Running|Using|Installing|Starting|Accessing|Configuring|Deploying|Building|Hosting|Testing) \S"
)
#: Any of many, a network, an extra in brackets, what a list numbers with letters, two ends of a way, a heading over the
#: rest, who sets standards, and nothing but what is spoken.
_IN_GENERAL = lazily(
    r"^(?:each|every)\b|^\(?\d{1,3}(?:\.\d{1,3}){3}/\d|^\[[^\]]*\]|^(?-i:[A-Z])[.)] |[↔→⇄]|<->|->|\b(?:details|overview|summary|information)$|"
    r"^(?:iso|iec|nist)$|^(?:(?:otlp|grpc|https?|rest|tcp|udp|ws|amqp|mqtt|smtp)(?:[ /+&-]+|$))+$",
    re.IGNORECASE,
)
#: What is typed to start something: `nexus-agent start`, `mkdocs serve`.
_COMMAND = lazily(r"[a-z][\w.-]* (?:start|serve|run|up|dev|server|preview|launch|watch)(?: .*)?")
#: `Restream für VLC`: what for, and not what it is called.
_FOR = lazily(r"\w (?:for|für|pour|para|per) \w")
#: What somebody's program does for people: `Queue UI`, `Metrics` are called so beside its name.
_ROLES = frozenset(
    "queue broker catcher inbox viewer message messages storage store object mail search logs log monitoring tracing traces status login sso alerts graphs".split()
)
_WORD = lazily(r"[^\W_]+")
#: Several things at once.
_LIST = lazily(r" & |(?: /[^/]+){2}")


def _is_named(claim: Claim, deep: Set[tuple[str, int]]) -> bool:
    """Whether the place gives a service its name: config, a row, a key do; a label before an address may say anything."""
    if claim.role == "config":
        return claim.source != PROJECT
    return claim.statement.endswith(PLAINLY) or (claim.source in _NAMING and (claim.path, claim.line) not in deep)


def knowing(
    facts: Iterable[Fact], reached: Set[tuple[str, int]], deep: Set[tuple[str, int]]
) -> tuple[set[str], set[str], set[str]]:
    """The names that documents have for services, those that config has, and those of both but for the looser ones."""
    said, run, firm = set[str](), set[str](), set[str]()
    for fact in facts:
        if not _is_named(fact.claim, deep):
            continue
        configured = fact.claim.role == "config"
        (run if configured else said).add(fact.service)
        if configured or (fact.claim.source == "table" and (fact.claim.path, fact.claim.line) not in reached):
            firm.add(fact.service)
    return said, run, firm


def is_nobodys(service: str) -> bool:
    return (
        _NOBODYS.search(service) is not None
        or _IN_GENERAL.search(service) is not None
        or _COMMAND.fullmatch(service) is not None
        or service.endswith("/")  # a folder, and whatever is in it
        or ", " in _ASIDE.sub("", service)  # what several are for: `ACME, redirect`
    )


def is_phrase(service: str) -> bool:
    """What a heading or a label says in words, `Keep the state synchronized`, `Running Foo`, `A / B / C`, and calls nobody."""
    first, *others = service.split()
    if others and all(word in PARTS or word in _ROLES for word in service.lower().split()):
        return True
    if first.islower() and first.isalpha() and others:
        return True
    plain = len(others) > 1 and first[1:].islower() and all(word.islower() and word.isalpha() for word in others)
    return (
        plain
        or service.count("(") != service.count(")")
        or _DONE_WITH.match(service) is not None
        or _LIST.search(service) is not None
        or _FOR.search(service) is not None
    )


def are_related(one: Fact, other: Fact) -> bool:
    """`rabbitmq` and `rabbitmqmanagement`: one name within the other is one product with several faces."""
    if _part_of(one, other) or _part_of(other, one):
        return True
    a, b = name(one.claim.service), name(other.claim.service)
    if one.claim.path == other.claim.path and {a.key, b.key} & ({a.alias, b.alias} - {""}):
        return True  # `GPU` is what the page calls `Open WebUI (GPU)`
    if one.claim.path != other.claim.path and {one.service, other.service} & _PROTOCOLS:
        return True  # the DNS of one page is the Pi-hole of another
    if _within(one, other) or _within(other, one) or _inflected(one, other):
        return True
    pairs = ((one.service, other.service), (name(one.claim.service).key, name(other.claim.service).key))
    return any(min(len(a), len(b)) > 3 and (a in b or b in a) for a, b in pairs)


class Leading:
    """`whisper-cuda` and `whisper-cpu` are two ways to run what another place gives the port to as `whisper`: names that
    say no more or less than one another lead from the one to the other."""

    def __init__(self, ports: Iterable[Fact]) -> None:
        self._named = {(f.service, f.claim.service): f for f in ports if not _is_general(f)}
        self._reached: dict[tuple[str, str, str, str], set[str]] = {}

    def __call__(self, one: Fact, other: Fact) -> bool:
        """Whether names lead from the one to the other."""
        key = (one.service, one.claim.service, one.claim.path, one.claim.role)
        if key not in self._reached:
            self._reached[key] = self._from(one)
        return other.service in self._reached[key]

    def _from(self, one: Fact) -> set[str]:
        left = dict(self._named) if len(self._named) <= _NAMES else {}
        reached, pending = {one.service}, [one]
        while pending:
            now = pending.pop()
            near = [key for key, fact in left.items() if fact.service == now.service or are_related(now, fact)]
            pending += [left.pop(key) for key in near]
            reached |= {service for service, _ in near}
        return reached


def _inflected(one: Fact, other: Fact) -> bool:
    """`transcribe-proxy` and `transcription-proxy`."""
    said, heard = _words(one.claim.service), _words(other.claim.service)
    if _begin_alike(name(one.claim.service).key, name(other.claim.service).key):
        return True
    return len(said) == len(heard) > 1 and all(map(_begin_alike, said, heard))


def _begin_alike(one: str, other: str) -> bool:
    stem = max(_STEM, len(max(one, other, key=len)) * 3 // 5 + 1)
    return one == other or (min(len(one), len(other)) >= stem and one[:stem] == other[:stem])


def _within(short: Fact, long: Fact) -> bool:
    """`adguard_dns` says no more than `AdGuard Home DNS`, and `NPM` is how its people call the Nginx Proxy Manager."""
    words, every = _words(short.claim.service), _words(long.claim.service)
    initials = "".join(word[0] for word in every)
    return words != every and (
        set(words) <= set(every) or words == [initials] or name(short.claim.service).key == initials
    )


def _words(service: str) -> list[str]:
    return _WORD.findall(service.lower())


def _part_of(one: Fact, other: Fact) -> bool:
    """A general name (`server`, `API`) beside the product's own: the folder or the name of a config file names the product."""
    apart = one.claim.path == other.claim.path and one.claim.role == other.claim.role == "config"  # by who runs them
    if not apart and _is_general(one):
        return True
    if "." in one.claim.service and _PROGRAM.fullmatch(one.claim.service):
        return True
    *folders, file = other.claim.path.split("/")
    named = {squash(word)[0] for word in (*folders, file.split(".")[0])}
    return other.claim.role == "config" and one.service in named


def _is_general(fact: Fact) -> bool:
    return fact.service in GENERIC or fact.service in _RUNTIMES or fact.claim.service.lower() in PARTS
