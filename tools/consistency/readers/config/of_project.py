"""What containers and units say of their project, for pages that name none: the paths they ask themselves for, and what they
are called."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.model.claim import PROJECT, Claim
from consistency.values import exact
from consistency.values.probe import is_own
from consistency.values.unit_command import plain

#: Kinds of files that say so.
KINDS = frozenset(("compose", "dockerfile", "systemd"))


def of_project(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Beside the claims of a file: health claims of what answers at a port, and call claims of all units and of all compose
    services, in the namespace container those of their containers."""
    return tuple(own for claim in claims if claim.role == "config" for own in _of(claim))


def _of(claim: Claim) -> Iterable[Claim]:
    if claim.attribute == "health" and claim.port and is_own(claim.value):
        yield claim._replace(service=exact.probed(claim.port), host="", part="", namespace="host", source=PROJECT)
    elif claim.attribute == "unit" and (name := plain(claim.value)):
        yield claim._replace(attribute="call", value=name, service=exact.UNITS, host="", part="", source=PROJECT)
    elif claim.attribute in ("service", "container") and claim.source == "compose":
        space = "container" if claim.attribute == "container" else "host"
        yield claim._replace(
            attribute="call",
            value=claim.quote,
            service=exact.COMPOSED,
            host="",
            part="",
            namespace=space,
            source=PROJECT,
        )
