"""Titles of records of observations: `Reality snapshot 2026-11-20: mini` names no service, but where one looked."""

from __future__ import annotations

import re

from consistency.model.name import host_key
from consistency.model.pattern import lazily
from consistency.readers.topics import is_topic

_RECORD = lazily(
    r"\b(?:snapshot|observ\w+|evidence|audit|capture[sd]?|scan|probes?|state|20\d\d-\d\d-\d\d)\b", re.IGNORECASE
)
_WORD = lazily(r"[^\W\d_][\w.-]*")
#: What is said of a record, or of what was looked at, and is no host.
_SAYS = frozenset(
    """snapshot snapshots checked verified seen looked output from on of at as reality audit audits capture captured captures scan scanned probe probes taken dated report record records weekly monthly daily
    nightly quarterly annual post pre final initial docker podman kubernetes systemd tailscale network dns proxy hardware homelab lab fleet hosts utc ps ss netstat lsof nmap systemctl kubectl compose output ports sockets listeners containers services running
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep oct nov dec""".split()
)


def is_record(title: str) -> bool:
    """Whether a title of evidence speaks of the record, not of a service."""
    return _RECORD.search(title) is not None


def host_of(title: str) -> str:
    """The one word of such a title that is left for a host; "" where there is none, or several."""
    if not is_record(title):
        return ""
    words = [word.strip(".-") for word in _WORD.findall(title)]
    left = {word for word in words if word.lower() not in _SAYS and not is_topic(word) and host_key(word)}
    return left.pop() if len(left) == 1 else ""
