"""Whether files that name no machine may be run on one: by the folders that they lie in."""

from __future__ import annotations

from collections.abc import Mapping, Set

from consistency.model.fact import Fact
from consistency.model.identity import GENERIC
from consistency.model.name import squash

#: Folders that manifests of one cluster have in common.
_TREE = 2
#: So many letters of a name are in no folder's by chance.
_TELLING = 5


def of_one_cluster(one: str, other: str) -> bool:
    """Manifests below one folder of a folder, `kubernetes/apps/`: what is given out on nodes there is given out once."""
    a, b = one.split("/"), other.split("/")
    return min(len(a), len(b)) > _TREE and a[:_TREE] == b[:_TREE]


def runs_apart(listed: Fact, other: Fact, run: Mapping[str, Set[str]]) -> bool:
    """What a page has on a machine is run by files below one folder of the top, and another file lies below another one."""
    if not listed.host or other.host or listed.claim.role != "canon" or other.claim.role != "config":
        return False
    tops = {path.rpartition("/")[0].partition("/")[0] for path in run.get(listed.service, ())}
    own = other.claim.path.rpartition("/")[0].partition("/")[0]
    return bool(tops and own) and tops.isdisjoint((own, ""))


def is_of(whole: Fact, part: Fact) -> bool:
    """What a page calls by the folder of a compose file is all that this one runs."""
    if whole.claim.role != "canon" or part.claim.role != "config" or len(whole.service) < _TELLING:
        return False
    folders = [squash(folder)[0] for folder in part.claim.path.split("/")[:-1]]
    everybodys = part.service in GENERIC or part.service == "all"
    return any(
        whole.service in folder or (everybodys and len(folder) >= _TELLING and whole.service.startswith(folder))
        for folder in folders
    )
