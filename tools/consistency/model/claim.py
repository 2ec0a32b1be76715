"""A claim: one thing that one place says about one subject."""

from __future__ import annotations

from typing import Any, NamedTuple

ROLES = ("canon", "config", "evidence", "plan", "history")
MODALITIES = ("stated", "assumed", "planned", "retired", "negated", "example")
NAMESPACES = ("host", "container", "node", "pod")

#: Every attribute a claim may carry. `value` is text for all of them, a decimal number for the ports.
ATTRIBUTES = (
    "port",  # the port on which the service is reached in its namespace
    "bind",  # one address that it listens on: 127.0.0.1, 0.0.0.0, ::1, ::, or "lan"
    "host",  # the host it runs on
    "base_url",  # where it is reached
    "domain",  # a public name that routes to it
    "health",  # a path offered as a probe: value is the path
    "auth",  # required | none
    "gate",  # what is asked for before it: basic | forward | certificate | asked | none by a router, login | anonymous by itself
    "status",  # active | planned | retired | stopped | idle | absent ...
    "call",  # a command on a page that calls a path: "keyless /v1/models"; the port that the reader is to open; or the service that it names; of config, the port at which it calls a container
    "answer",  # what a recorded probe got: "401 /health"
    "unit",  # the unit that runs it
    "container",  # the container's name
    "exposure",  # loopback | lan | tailnet | public, in words
    "depends",  # a URL or port of somebody else's that it calls
    "asked",  # a port of a machine that is named in passing, whatever is there
    "range",  # "8080-8089", allocated to what `service` names
    "available",  # ports or ranges said to be free
    "confined",  # ranges that a sentence sets as the rule: these, and what it lets pass
    "fixed",  # ports said to be fixed or reserved
    "coverage",  # of evidence: value is the facet's state, `ports` in quote
    "alias",  # a routing alias: value is the alias, port or service its target
    "model",  # the model that is served
    "fallback",  # alias -> alias
    "default",  # a control-plane default: value of a named key
    "posture",  # active | maintenance-only | planned | retired, of a technology or direction
    "path",  # a path in the repository that canon names
    "service",  # the service exists (in this place)
    "address",  # of a host: value is an address or another name of the host
    "name",  # of a service: value is another name of it
    "problem",  # of the document: value says which
)


#: The source of a port that config gives for the project as a whole, or for a script or a key by its own name: held
#: against what pages say of just that.
PROJECT = "compose opened"
#: The source of a port that a page gives as the default of a variable or an option.
DEFAULT = "env default"
#: The source of a port that a compose file publishes for a service by the name of its image.
IMAGE = "compose image"
#: The source of a port that a compose file publishes beside another one's, with which it is run.
ADDED = "compose added"
#: The sources of the local addresses that a page tells to open: of the one with a port of its own, and of the others.
ALONE, OPENED = "local alone", "local"
#: The source of a port that a command on a page publishes, before the page opens another.
PUBLISHED = "local published"
#: The source of a port at which a page opens something on a machine, whoever answers there.
REACHED = "reached"
#: The source of a port at which somebody logs in to a machine.
LOGIN = "login"
#: The source of a public name under which a page gives an address, whoever it is of.
SITE = "site"
#: The part of a range that holds for the ports of its own statement alone.
OWN_RANGE = "own"
#: Source of a gate that who asks is told to keep open.
BYPASSED = "bypassed"
#: Source of a range that is kept for some, which says nothing of others.
KEPT_FOR = "kept"
#: Source of a range of those from which all ports are taken.
ONE_OF_ALL = "all of these"
#: Source of ports that the page of such a rule lets pass.
EXCEPTED = "excepted"

#: The source of a port at which somebody else finds the metrics of a service.
SCRAPED = "prometheus scraped"
#: And of one at which a program is told to find another.
CALLED = "nomad called"
#: The end of the source of a claim whose host another field of its page gives.
PLACED = " placed"
#: The end of the source of a port that is somebody's of several: of those in one network, or reached below paths of their names.
SHARED = " shared"
#: The end of the statement of a claim that defines the one port on which a service listens, and says nothing else.
PLAINLY = "="


class Claim(NamedTuple):
    """One statement. `quote` is exactly the text at `line`, `column` to `end_column` (1-based, end exclusive).

    `service` and `host` are names as written, without markup; "" where the place does not say.
    `scope` is the environment, profile or cluster that the statement is limited to ("" where none is named).
    `part` says which of a service's endpoints is meant (api, web, metrics ...), `statement` is shared by the
    claims read from one row, item or fence line, `source` names the shape they were read from.
    """

    attribute: str
    value: str
    path: str
    line: int
    column: int
    end_column: int
    quote: str
    service: str = ""
    host: str = ""
    port: int = 0
    protocol: str = ""
    namespace: str = "host"
    scope: str = ""
    part: str = ""
    modality: str = "stated"
    role: str = "canon"
    observed_on: str = ""
    section: str = ""
    source: str = ""
    statement: str = ""
    acknowledged: bool = False

    def subject(self) -> dict[str, Any]:
        """The subject as the JSON contract has it, as far as known."""
        known = {"service": self.service, "host": self.host, "port": self.port, "protocol": self.protocol}
        subject: dict[str, Any] = {key: value for key, value in known.items() if value}
        if self.namespace and (self.port or self.attribute in ("port", "range")):
            subject["namespace"] = self.namespace
        return subject


class Unread(NamedTuple):
    """A port-like or endpoint-like literal in a canon document that no claim holds, and why."""

    path: str
    line: int
    column: int
    end_column: int
    text: str
    reason: str


class Reading(NamedTuple):
    """All that one document gave."""

    claims: tuple[Claim, ...] = ()
    unread: tuple[Unread, ...] = ()
    tables: int = 0
    registries: int = 0
    rows: int = 0
