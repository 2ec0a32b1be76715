"""One rule a file; a rule looks at claims, never at text, and is pure."""

from __future__ import annotations

from consistency.rules.abroad import PUBLICITY
from consistency.rules.admission import ADMISSION
from consistency.rules.allocation import FREE_TAKEN, MEMBER_OUTSIDE, OUTSIDE_RANGE, OVERLAP, TWO_OWNERS
from consistency.rules.asked import ASKED_PORT
from consistency.rules.auth import AUTH_MISMATCH, CALLED_WITHOUT_KEY, OPEN_PROBE_GATED
from consistency.rules.binds import BIND_MISMATCH
from consistency.rules.changes import CHANGE_RULE
from consistency.rules.composed import UNKNOWN_SERVICE
from consistency.rules.confined import BESIDE_RANGE
from consistency.rules.containers import UNKNOWN_CONTAINER
from consistency.rules.declared import DECLARED, DEFINITION, UNDETERMINED
from consistency.rules.documents import DOCUMENT_RULES
from consistency.rules.doorways import ROUTE_CLASS
from consistency.rules.exposure import EXPOSURE_MISMATCH
from consistency.rules.fixed import FIXED_LIST_GAP, RESERVED_TAKEN
from consistency.rules.gates import GATE_MISMATCH
from consistency.rules.guarding import REGISTRY_UNREADABLE
from consistency.rules.health import HEALTH_PATH
from consistency.rules.hosts import ADDRESS_MISMATCH, HOST_MISMATCH
from consistency.rules.immutable import PORT_IMMUTABILITY
from consistency.rules.inner import INNER_PORT_OPENED
from consistency.rules.ledgers import LEDGER_RULES
from consistency.rules.listeners import SOCKET_BIND
from consistency.rules.logins import LOGIN_PORT
from consistency.rules.networked import NETWORKED
from consistency.rules.observed import ABSENT, NOT_IDLE, UNREGISTERED
from consistency.rules.opened import OPENED_PORT
from consistency.rules.pools import POOL
from consistency.rules.ports import CONTAINER_PORT_MISMATCH, PORT_MISMATCH
from consistency.rules.posture import MISSING_PATH, POSTURE_MISMATCH
from consistency.rules.reachability import URL_NOT_COVERED
from consistency.rules.repositories import TWO_REPOSITORIES
from consistency.rules.routed import ROUTE_TARGET
from consistency.rules.routes import ROUTE_PORT
from consistency.rules.routing import ROUTING_RULES
from consistency.rules.rule import Rule
from consistency.rules.scope import DOCUMENT_MISSING
from consistency.rules.snapshots import SNAPSHOT_CHANGED
from consistency.rules.sockets import SOCKET_TAKEN
from consistency.rules.status import STATUS_MISMATCH
from consistency.rules.stray import STRAY
from consistency.rules.stray_address import STRAY_ADDRESS
from consistency.rules.subnets import NETWORK
from consistency.rules.targeted import TARGET_PORT
from consistency.rules.tunnels import TUNNEL_PORT
from consistency.rules.two_domains import TWO_DOMAINS
from consistency.rules.units import UNKNOWN_UNIT
from consistency.rules.unserved import UNSERVED
from consistency.rules.urls import URL_MISMATCH
from consistency.rules.weakened import WEAKENED

#: Every rule there is, by id.
RULES: tuple[Rule, ...] = (
    PORT_MISMATCH,
    SOCKET_TAKEN,
    BIND_MISMATCH,
    URL_NOT_COVERED,
    EXPOSURE_MISMATCH,
    UNREGISTERED,
    ABSENT,
    NOT_IDLE,
    CONTAINER_PORT_MISMATCH,
    FIXED_LIST_GAP,
    RESERVED_TAKEN,
    URL_MISMATCH,
    STATUS_MISMATCH,
    SOCKET_BIND,
    STRAY,
    HOST_MISMATCH,
    ADDRESS_MISMATCH,
    UNSERVED,
    TWO_DOMAINS,
    UNKNOWN_SERVICE,
    TWO_REPOSITORIES,
    UNKNOWN_UNIT,
    INNER_PORT_OPENED,
    LOGIN_PORT,
    UNKNOWN_CONTAINER,
    ROUTE_PORT,
    STRAY_ADDRESS,
    ASKED_PORT,
    NETWORKED,
    TUNNEL_PORT,
    OPENED_PORT,
    TARGET_PORT,
    NETWORK,
    ROUTE_CLASS,
    POOL,
    PUBLICITY,
    OPEN_PROBE_GATED,
    AUTH_MISMATCH,
    CALLED_WITHOUT_KEY,
    GATE_MISMATCH,
    HEALTH_PATH,
    ADMISSION,
    *ROUTING_RULES,
    ROUTE_TARGET,
    OUTSIDE_RANGE,
    OVERLAP,
    FREE_TAKEN,
    MEMBER_OUTSIDE,
    TWO_OWNERS,
    BESIDE_RANGE,
    POSTURE_MISMATCH,
    MISSING_PATH,
    *DECLARED.values(),
    DEFINITION,
    UNDETERMINED,
    WEAKENED,
    *LEDGER_RULES,
    PORT_IMMUTABILITY,
    SNAPSHOT_CHANGED,
    CHANGE_RULE,
    DOCUMENT_MISSING,
    REGISTRY_UNREADABLE,
    *DOCUMENT_RULES,
)

#: The rules over a whole repository that look at claims.
SEEKING: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.seeks)
