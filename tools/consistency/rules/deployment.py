"""Deployments: folders that each run services of their own, so that what they have in common is a name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from consistency.model.claim import IMAGE, PROJECT, Claim
from consistency.model.fact import Fact
from consistency.model.loopback import RUNNING
from consistency.model.name import squash
from consistency.model.pattern import lazily

#: A compose file that is laid over the one without a word of its own.
_VARIANT = lazily(r"(?:.*/)?(?:docker-)?compose[.-](?!override\b)[\w.-]+\.ya?ml")
#: One that is run beside it, on the same machine: what watches the rest, and tools for it.
_ADDED = lazily(
    r"(?P<folder>.*/)?(?:docker-)?compose[.-](?:observability|monitoring|metrics|logging|logs|telemetry|tracing|tools|extras?|addons?)\.ya?ml"
)
_BASE = lazily(r"(?P<folder>.*/)?(?:docker-)?compose(?:[.-]prod(?:uction)?)?\.ya?ml")
_SAMPLE = lazily(r"example|sample|template(?!s/)|molecule|(?:^|/)tests?/|\.dist$", re.IGNORECASE)
_WORD = lazily(r"\w+(?:-\w+)*")
#: Folders that hold pages and files about the folder above them.
_ABOUT = frozenset(
    "docs doc documentation deploy deployment docker compose ops infra infrastructure config conf env envs .github .docker"
    " k8s kubernetes kube manifests base overlays systemd units nginx caddy".split()
)

#: Those of them that hold a proxy, where a file that runs something lies in them.
_RUN = frozenset(("nginx", "caddy"))
_RUNS = RUNNING | {IMAGE, PROJECT}
#: A folder of pages at the top of a repository; elsewhere it may be the folder of what runs a wiki.
_PAGES = "wiki"

#: https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html#understanding-variable-precedence
_DEFAULTS = lazily(r"(?:^|/)roles/[^/]+/defaults/")
_VARIABLES = lazily(r"(?:^|/)(?:group_vars|host_vars|inventor(?:y|ies))(?:/|[^/]*$)")
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
    about = _ABOUT - _RUN if claim.source in _RUNS else _ABOUT
    if folders[:1] == [_PAGES]:
        return ()
    own = tuple(takewhile(lambda folder: folder.lower() not in about, folders))
    return own[:-1] if len(own) < len(folders) and own[-1:] and own[-1].lower() in _HOLDING else own  # `apps/docs`


class Unit(NamedTuple):
    """What is deployed at once: a folder; where its files are laid over no other one, each of them alone."""

    folder: tuple[str, ...]
    variant: str = ""


def deployed(facts: Sequence[Fact]) -> list[list[Fact]]:
    """One list for each unit that runs the service, where several do; all facts where none or one does.

    A page below the folder of some is about those, any other about all; of these about the one that its heading names,
    else about those with which it agrees.
    """
    units = {f.claim.path: _unit(f) for f in facts if f.claim.role == "config" and f.claim.source in _RUNS}
    bases = {unit.folder for unit in units.values() if not unit.variant}
    units = {path: Unit(unit.folder) if unit.folder in bases else unit for path, unit in units.items()}
    running = sorted(set(units.values()))
    if len(running) < 2:
        return [list(facts)]
    within: dict[tuple[str, ...], list[Unit]] = defaultdict(list)
    for one in running:
        within[one.folder].append(one)
    folders = within.keys()
    values: dict[Unit, set[str]] = {unit: set() for unit in running}
    for fact in facts:
        if unit := units.get(fact.claim.path):
            values[unit].add(fact.claim.value)
    lists: dict[Unit, list[Fact]] = {unit: [] for unit in running}
    for fact in facts:
        if unit := units.get(fact.claim.path):
            lists[unit].append(fact)
            continue
        owner = _innermost(project(fact), folders)
        mine = running if owner is None else within[owner]
        agreed = [unit for unit in mine if fact.claim.value in values[unit]]
        for unit in _headed(fact.claim, mine) or agreed or mine:
            lists[unit].append(fact)
    return list(lists.values())


def _unit(fact: Fact) -> Unit:
    return Unit(project(fact), fact.claim.path.rpartition("/")[2] if is_variant(fact.claim.path) else "")


def _headed(claim: Claim, units: Sequence[Unit]) -> list[Unit]:
    """The one unit that is named after a word of the heading above a statement."""
    words = set(_WORD.findall(claim.section.rpartition(" > ")[2].lower()))
    named = [unit for unit in units if unit.folder and unit.folder[-1].lower() in words] if words else []
    return named if len(named) == 1 else []


def is_sample(path: str) -> bool:
    """Whether a file is there to be copied and changed, or for tests; a template of Ansible is filled in as it is."""
    return _SAMPLE.search(path) is not None


def is_variant(path: str) -> bool:
    """Whether a compose file stands beside the one without a word of its own, or in its place."""
    return "compose" in path and _VARIANT.fullmatch(path) is not None


def are_run_together(one: str, other: str) -> bool:
    """Whether two compose files are run at once, so that what they publish has to be apart: `compose.yml` and
    `compose.monitoring.yml` of one folder."""
    if "compose" not in one or "compose" not in other:
        return False
    pairs = ((_BASE.fullmatch(a), _ADDED.fullmatch(b)) for a, b in ((one, other), (other, one)))
    return any(base and added and base["folder"] == added["folder"] for base, added in pairs)


def are_apart(one: Fact, other: Fact) -> bool:
    """Whether a README is about its own folder and the other file lies in a folder beside that."""
    a, b = _folders(one.claim), _folders(other.claim)
    size = min(len(a), len(b))
    return a[:size] != b[:size] and any(fact.claim.path.lower().endswith("/readme.md") for fact in (one, other))


def _innermost(folder: tuple[str, ...], running: Set[tuple[str, ...]]) -> tuple[str, ...] | None:
    """The folder of those that run something, in which another one lies."""
    return next((folder[:size] for size in range(len(folder), -1, -1) if folder[:size] in running), None)


def without_defaults(facts: list[Fact]) -> list[Fact]:
    """Without what a role of Ansible falls back to where an inventory, or the variables of its machines, set it."""
    is_set = any(_VARIABLES.search(fact.claim.path) for fact in facts)
    return [fact for fact in facts if not _DEFAULTS.search(fact.claim.path)] if is_set else facts
