"""Deployments: folders that each run services of their own, so that what they have in common is a name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.name import squash

#: Kinds of config that run what they name.
_RUNNING = frozenset(("compose", "systemd", "launchd"))
#: Folders that hold pages and files about the folder above them.
_ABOUT = frozenset(
    "docs doc documentation deploy deployment docker compose ops infra infrastructure config conf env envs .github .docker"
    " k8s kubernetes kube manifests base overlays systemd units nginx caddy".split()
)

#: Those of them that hold a proxy, where a file that runs something lies in them.
_RUN = frozenset(("nginx", "caddy"))
#: A folder of pages at the top of a repository; elsewhere it may be the folder of what runs a wiki.
_PAGES = "wiki"

#: Folders that hold the parts of one project: `apps/web` is the `web` of the folder above.
_HOLDING = frozenset(("apps", "packages", "services"))


def project(fact: Fact) -> tuple[str, ...]:
    """The folder of the project that a file belongs to."""
    folders = _folders(fact.claim)
    own = bool(folders) and squash(folders[-1])[0] == fact.service  # `backend/README.md` is about the backend beside it
    holding = own and len(folders) > 1 and folders[-2].lower() in _HOLDING
    return folders[: -2 if holding else -1] if own else folders


def _folders(claim: Claim) -> tuple[str, ...]:
    """The folders of a file, down to the one that it is about."""
    folders = claim.path.split("/")[:-1]
    about = _ABOUT - _RUN if claim.source in _RUNNING else _ABOUT
    if folders[:1] == [_PAGES]:
        return ()
    return tuple(takewhile(lambda folder: folder.lower() not in about, folders))


def deployed(facts: Sequence[Fact]) -> list[list[Fact]]:
    """One list for each folder that runs the service, where several do; all facts where none or one does.

    A page below such a folder is about what runs there. Any other is about the one with which it agrees, or about all.
    """
    folders = {fact.claim.path: project(fact) for fact in facts}
    running = {
        folders[fact.claim.path] for fact in facts if fact.claim.role == "config" and fact.claim.source in _RUNNING
    }
    if len(running) < 2:
        return [list(facts)]
    owners = {path: _innermost(folder, running) for path, folder in folders.items()}
    values: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for fact in facts:
        if (owner := owners[fact.claim.path]) is not None:
            values[owner].add(fact.claim.value)
    lists = []
    for folder in sorted(running):
        elsewhere = set().union(*(found for other, found in values.items() if other != folder)) - values[folder]
        lists.append(
            [
                fact
                for fact in facts
                if (owner := owners[fact.claim.path]) == folder or (owner is None and fact.claim.value not in elsewhere)
            ]
        )
    return lists


def are_apart(one: Fact, other: Fact) -> bool:
    """Whether a README is about its own folder and the other file lies in a folder beside that."""
    a, b = _folders(one.claim), _folders(other.claim)
    size = min(len(a), len(b))
    return a[:size] != b[:size] and any(fact.claim.path.lower().endswith("/readme.md") for fact in (one, other))


def _innermost(folder: tuple[str, ...], running: set[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The folder of those that run something, in which another one lies."""
    return next((folder[:size] for size in range(len(folder), -1, -1) if folder[:size] in running), None)
