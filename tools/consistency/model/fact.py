"""A claim, linked: which service and which host it is about, by key."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.claim import Claim


class Fact(NamedTuple):
    """`service` and `host` are identity keys ("" where unknown), the names what people call them.

    `part` is which of the service's endpoints is meant (api, web ...; "" where nothing says).
    `tie` says how the names were linked where they differ from the key's own ("" where the name itself is the link).
    `inferred` is true where the tie is a guess: a finding that rests on it is one step weaker and says so.
    """

    claim: Claim
    service: str = ""
    service_name: str = ""
    host: str = ""
    host_name: str = ""
    part: str = ""
    tie: str = ""
    inferred: bool = False
