"""The configuration as values; schema/config.schema.json says what each of them means."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from consistency.model.digest import hexdigest
from consistency.values.glob import matches
from consistency.values.tomlplaces import Keys, key_places, line_and_column

#: Days after which evidence of a facet is stale.
BUDGETS = (
    ("sockets", 7),
    ("namespaces", 7),
    ("units", 30),
    ("containers", 7),
    ("kubernetes", 7),
    ("tailscale", 30),
    ("probes", 7),
)
NETWORKS = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7")


class ConfigError(Exception):
    """A configuration that cannot be used: one sentence. `line` and `column` are 1-based, 0 where there is no place."""

    def __init__(self, message: str, path: str, line: int = 0, column: int = 0) -> None:
        self.message, self.path, self.line, self.column = message, path, line, column
        place = ":".join([path, *(str(number) for number in (line, column) if number)])
        super().__init__(f"{place}: {message}")


class Host(NamedTuple):
    """A machine. `ssh` is where `snapshot --ssh` connects ("": the name)."""

    name: str
    aliases: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ssh: str = ""


class Service(NamedTuple):
    name: str
    aliases: tuple[str, ...] = ()


class Probe(NamedTuple):
    """An HTTP GET that a snapshot may make. `expect` is the right status, 0 where the site does not say."""

    host: str
    port: int
    path: str = "/"
    scheme: str = "http"
    service: str = ""
    expect: int = 0


class Config(NamedTuple):
    """Everything has a default: `Config()` is a repository without configuration.

    roles: (glob, role) in file order, the last that matches decides. evidence: (facet, days). severity: (rule id or
    name, severity or "off"). precedence: (family, roles, strongest first). max_file_size: bytes.
    path, text: the file that it came from ("" without one), for places.
    """

    hosts: tuple[Host, ...] = ()
    services: tuple[Service, ...] = ()
    roles: tuple[tuple[str, str], ...] = ()
    ignore: tuple[str, ...] = ()
    this_host: str = ""
    dod: tuple[str, ...] = ("docs/_core/CONSISTENCY_DOD.md",)
    change_rules: tuple[str, ...] = ("docs/_core/CHANGE_RULES.md",)
    migrations: tuple[str, ...] = ("docs/_core/migrations/*.md",)
    ledger: tuple[str, ...] = ("docs/_core/consistency_audit_*.md",)
    snapshots: tuple[str, ...] = ("docs/snapshots/*.md",)
    evidence: tuple[tuple[str, int], ...] = BUDGETS
    probes: tuple[Probe, ...] = ()
    probe_networks: tuple[str, ...] = NETWORKS
    severity: tuple[tuple[str, str], ...] = ()
    precedence: tuple[tuple[str, tuple[str, ...]], ...] = ()
    fail_on: str = "high"
    max_file_size: int = 5_000_000
    path: str = ""
    text: str = ""

    def host_ties(self) -> dict[str, tuple[str, ...]]:
        """Every other name and address of each host, by its name."""
        return {host.name: (*host.aliases, *host.addresses) for host in self.hosts}

    def service_ties(self) -> dict[str, tuple[str, ...]]:
        """Every other name of each service, by its name."""
        return {service.name: service.aliases for service in self.services}

    def role_of(self, path: str) -> str:
        """The role that the configuration gives a document, "" where it gives none."""
        return next((role for glob, role in reversed(self.roles) if matches(glob, path)), "")

    def ignored(self, path: str) -> bool:
        return any(matches(glob, path) for glob in self.ignore)

    def budget(self, facet: str) -> int:
        """Days after which evidence of the facet is stale; a week for a facet that nobody knows."""
        return dict(self.evidence).get(facet, 7)

    def severity_of(self, rule: str, name: str, default: str) -> str:
        """The rule's severity here, or "off"; what is said by id goes before what is said by name."""
        said = dict(self.severity)
        return said.get(rule) or said.get(name) or default

    def order(self, family: str) -> tuple[str, ...]:
        """Whose word wins in a family of rules, the strongest first."""
        return dict(self.precedence).get(family, ("canon", "config", "evidence"))

    def ledger_file(self, month: str) -> str:
        """The path of a month's ledger; month is YYYY-MM."""
        return self.ledger[0].replace("*", month, 1) if self.ledger else f"docs/_core/consistency_audit_{month}.md"

    def snapshot_folder(self) -> str:
        """The folder of new snapshots, without / at its end."""
        glob = self.snapshots[0] if self.snapshots else "docs/snapshots/*.md"
        fixed = [part for part in glob.split("/")[:-1] if "*" not in part]
        return "/".join(fixed)

    def digest(self) -> str:
        """Sixteen hex digits of what readers see (roles, sizes, pages that govern): part of a reading's key."""
        return _digest(self.roles, self.ignore, self.max_file_size, (self.dod, self.change_rules, self.ledger))

    def place(self, *keys: str | int) -> tuple[int, int]:
        """Line and column, 1-based, of a setting's key: place("roles", "docs/old/**"). (1, 1) where it is not there."""
        return place_of(self.path, self.text, keys)


@lru_cache(maxsize=64)
def _digest(*seen: object) -> str:
    return hexdigest(repr(seen))


def place_of(path: str, text: str, keys: Keys) -> tuple[int, int]:
    """The place of a setting, or of the nearest table around it that the text does hold."""
    places = key_places(text)
    inside = ("tool", "consistency") if path.endswith("pyproject.toml") else ()
    whole = (*inside, *keys)
    while whole and whole not in places:
        whole = whole[:-1]
    return line_and_column(text, places[whole].key) if whole else (1, 1)
