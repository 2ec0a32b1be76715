"""Claims of what a command line listens on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from consistency.model.claim import Claim
from consistency.readers.config.sheet import Sheet
from consistency.values.execline import Word, listens


def listen_claims(sheet: Sheet, argv: list[Word], env: Mapping[str, str], at: int, **fields: Any) -> list[Claim]:
    """port and bind of each listener; `at` is the offset of the line in which the words have their places.

    What comes from the environment alone is left to the place where the variable is set.
    """
    claims: list[Claim] = []
    for listen in listens(argv, env):
        own = {"statement": sheet.statement(at), **fields, "port": listen.port}
        port_at, bind_at = (_moved(place, at) for place in (listen.port_at, listen.bind_at))
        if port_at and listen.port:
            claims.append(sheet.claim("port", str(listen.port), *port_at, **{**own, "protocol": listen.protocol}))
        place = bind_at or port_at
        if place and listen.bind:
            claims.append(sheet.claim("bind", listen.bind, *place, **own))
        if listen.inner and listen.inner_at:
            inner = {**own, "port": listen.inner, "namespace": "container", "protocol": listen.protocol}
            claims.append(sheet.claim("port", str(listen.inner), *(_moved(listen.inner_at, at) or (at, at)), **inner))
    return claims


def _moved(place: tuple[int, int] | None, at: int) -> tuple[int, int] | None:
    return (place[0] + at, place[1] + at) if place else None
