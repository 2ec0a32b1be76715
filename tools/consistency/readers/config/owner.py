"""Whose `backend` a file speaks of: in `apps/tracker/compose.yml` it is the tracker's."""

from __future__ import annotations

from functools import lru_cache

from consistency.model.claim import Claim
from consistency.model.identity import GENERIC
from consistency.model.name import PARTS, squash
from consistency.readers.config.variant import environment

#: What projects call their own programs.
_COMPONENTS = frozenset("api web app frontend backend ui server worker admin".split())
#: Folders of a project that hold files about all of it, and folders that hold projects or machines.
_ABOUT = frozenset(
    """docs doc documentation deploy deployment docker compose docker-compose ops infra infrastructure config conf env envs build ci scripts src
    local .docker .devcontainer""".split()
)
_NO_PROJECT = frozenset(
    """apps packages services stacks projects stack project containers compose-files components modules examples hosts machines nodes servers
    clusters environments overlays platform shared common core home homelab main monitoring""".split()
)


def owned(path: str, claims: list[Claim]) -> list[Claim]:
    """The claims, with what every project calls its own named after the project whose folder holds the file."""
    project = _project(path)
    if not project:
        return claims
    return [
        claim._replace(service=f"{project} {claim.service}") if claim.service.lower() in _COMPONENTS else claim
        for claim in claims
    ]


@lru_cache(maxsize=1024)
def _project(path: str) -> str:
    folders = path.split("/")[:-1]
    while folders and folders[-1].lower() in _ABOUT:
        folders.pop()
    if not folders or (len(folders) > 1 and folders[-2].lower() in ("hosts", "machines", "nodes", "servers")):
        return ""
    folder = folders[-1].lower()
    key, part = squash(folder)
    plain = key in GENERIC or key in PARTS or folder in _NO_PROJECT or part or environment(f"{folder}/compose.yml")
    return "" if plain or not folder[0].isalpha() else folders[-1]
