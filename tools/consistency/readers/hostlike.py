"""Whether what stands where a host's name belongs can be one: paths, types, placeholders and sentences cannot."""

from __future__ import annotations

import re
from functools import lru_cache

from consistency.model.name import host_key, squash
from consistency.model.pattern import lazily
from consistency.values import address
from consistency.values.endpoint import FILES

_SIGNS = lazily(r"[$<>{}=|\\]|://|\s--?\w")
_PATH = lazily(r"[~.]{0,2}/|[\w.~-]+/(?:$|\s|[\w./-]*\.\w+(?:\s|$))")
_NUMBERED = lazily(r"[\d._-]")
_TYPES = frozenset("string str number integer int boolean bool object array list enum null true false".split())
#: Words of sentences and of what people install; no machine is called by one of them.
_TOLD = frozenset(
    """is are was were be been will would can could should must has have had do does did with from where which when how why whether via using into
    default argument parameter option value field package packages binary binaries installer install installing""".split()
)
#: Not which of them.
_SEVERAL = frozenset("hosts servers nodes machines vms boxes devices containers everywhere".split())
_MACHINES = frozenset(
    "server host node machine vm box nas workstation desktop laptop vps pi cluster computer rack device container cloud mini".split()
)


#: A machine, and how something runs there.
_PLACED = lazily(
    r"(?P<host>[A-Za-z][\w.-]*)\s*,\s*[`*]*(?:(?:in |as |by |via |under |started |run |a )|(?:docker|podman|compose|container|systemd|native|bare metal|"
    r"vm|lxc|host network|kubernetes|k3s|tmux|venv|pipx)\b|[\w@.-]+\.service\b)",
    re.IGNORECASE,
)


def without_way(name: str) -> str:
    """The machine in `anvil, container`, `anvil, as llama.service`; any other name as it is."""
    placed = _PLACED.match(name) if "," in name else None
    return placed["host"] if placed else name


@lru_cache(maxsize=1024)
def may_be_host(text: str) -> bool:
    """Whether a text, its markup masked, may be how people call a machine: `Mac Studio (M2)`, `spark-1 + spark-2`."""
    words = [word.strip(",;()") for word in text.lower().split()]
    if not words or _SIGNS.search(text) or _PATH.match(text) or not _TOLD.isdisjoint(words):
        return False
    if "." in words[0] and words[0].rpartition(".")[2] in FILES:
        return False
    if text.lower() in _TYPES or words[-1] in _SEVERAL:
        return False
    plain = len(words) > 2 and text == text.lower() and not _NUMBERED.search(text)
    return not plain or not _MACHINES.isdisjoint(words)


def machine_of(name: str, service: str) -> str:
    """The name before a port below `Where`, `Server`, where it may be a machine's, and is no container's of the service."""
    ours = not address.is_address(name) and address.reach(name) == "name" and host_key(name)
    return name if ours and may_be_host(name) and not is_named_for(name, service) else ""


def is_named_for(host: str, service: str) -> bool:
    """`http://grafana:3000` of Grafana is a container's name; `http://mini:3000` may be a machine's."""
    one, other = squash(host)[0], squash(service)[0]
    return bool(one and other) and (one in other or other in one)


#: `On magpie (the Pi)`: machines are called by words in small letters, and so are other things; what it is is said of a machine.
_ON_NAMED = lazily(
    r"(?:(?:[Rr]unning|[Rr]uns|[Hh]osted|[Ww]hat runs|[Aa]lso) on|On|Auf) [`*]*(?P<host>[a-z][a-z0-9-]{2,20})[`*]* \([^()]{1,40}\)"
)
_NO_MACHINES = frozenset(
    """call demand premise premises docker podman linux windows macos mac ubuntu debian fedora arch wsl kubernetes k8s k3s swarm nomad aws
    gcp azure cloud localhost host hosts device devices server servers machine machines boot startup start error errors failure success push
    pull merge release commit staging production prod dev development test testing android ios mobile desktop laptop arm arm64 amd64 bare-metal metal
    top the this that your our all each any every one site target client clients node nodes container containers network networks port ports""".split()
)


def named_on(heading: str) -> str:
    """The machine that a heading over what is on it names, "" for any other."""
    match = _ON_NAMED.fullmatch(heading)
    return match["host"] if match and match["host"] not in _NO_MACHINES else ""
