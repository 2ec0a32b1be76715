"""Output pasted into a fence: what ss, netstat, lsof, systemctl, docker ps and kubectl get svc printed.

With a date near it, it is dated evidence; without one, it is what the page says.
Formats: ss(8), netstat(8), lsof(8), https://docs.docker.com/reference/cli/docker/container/ls/,
https://kubernetes.io/docs/reference/kubectl/quick-reference/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import states
from consistency.readers.context import Context, make
from consistency.readers.roles import date_in
from consistency.values import address
from consistency.values.port import valid

_ADDRESS = (
    r"(?P<addr>\*|\[[0-9A-Fa-f:.%\w]*\]|[0-9.]+(?:%\w+)?|[0-9A-Fa-f:]*::[0-9A-Fa-f:]*|localhost):(?P<port>\d{1,5})"
)
_PEER = r"(?:\*|\[[^\]\s]*\]|[0-9.]+|[0-9A-Fa-f:]*::[0-9A-Fa-f:]*):\*"
_SOCKETS = (
    lazily(
        rf"^(?:(?P<proto>tcp|udp)\s+)?(?:LISTEN|UNCONN)\s+(?:\d+\s+\d+\s+)?{_ADDRESS}(?:\s+{_PEER})?(?=\s|$)"
        r'(?:.*?\(\("(?P<name>[^"]+)"|\s+\(?(?P<bare>[A-Za-z][\w.-]*)\)?(?:\s+\([^()]*\))?\s*$)?'
    ),
    lazily(
        rf"^(?P<proto>tcp|udp)[46]?\s+\d+\s+\d+\s+{_ADDRESS}\s+{_PEER}\s*(?:LISTEN\b)?(?:.*?\s\d+/(?P<name>[^\s:]+))?"
    ),
    lazily(
        rf'^(?:(?P<proto>tcp|udp)\s+)?{_ADDRESS}(?:\s+{_PEER})?\s+users:\(\("(?P<name>[^"]+)"'  # columns of ss cut out
    ),
    lazily(
        rf"^(?P<name>[\w.-]+)\s+\d+\s+\S+\s+\d+u\s+IPv[46]\s+\S+\s+\S+\s+(?P<proto>TCP|UDP)\s+{_ADDRESS}(?:\s+\(LISTEN\)|\s*$)"
    ),
)
_SOCKET_HEAD = lazily(
    r"^(?:(?:tcp|udp)\s+)?\S{1,60}:\d{1,5}\s+users:\(\(\"|Recv-Q\s+Send-Q|^(?:tcp|udp)\S*\s+\d+\s+\d+\s|^COMMAND\s+PID\s+USER|\bLISTEN\s+\d+\s+\d+\s|^LISTEN\s+\S+:\d+\s|\(LISTEN\)"
)
_RUNNING = lazily(r"(?P<name>[\w.-]+)\s{2,}Up \d+ (?:second|minute|hour|day|week|month)s?\b")
_CONTAINERS = lazily(r"(?=.*\bPORTS\b)(?=.*\b(?:NAMES?|SERVICE)\b)|(?=.*\bNAMES\b)(?=.*\bSTATUS\b)")
_SERVICES = lazily(r"\bNAME\s+TYPE\s+CLUSTER-IP\s+EXTERNAL-IP\s+PORT\(S\)")
_PUBLISHED = lazily(r"(?P<addr>[0-9.]+|\[?::\]?):(?P<port>\d+)(?:-\d+)?->(?P<inner>\d+)(?:-\d+)?/(?P<proto>tcp|udp)")
_CLUSTER_PORT = lazily(r"(?P<inner>\d+)(?::(?P<port>\d+))?/(?P<proto>TCP|UDP)")
#: Programs that listen for something else, and interpreters: their names say nothing.
_ANYBODY = lazily(
    r"docker-pr\w*|dockerd|rootlessport\w*|conmon|python[\d.]*|node|java|ruby[\d.]*|php\S*|perl|beam\S*|systemd\S*|init|launchd|com\.dock\S*|"
    r"uvicorn|gunicorn\S*|master|bun|deno|dotnet|kubelet|kube-\S*|containerd|ssh|sshd",
    re.IGNORECASE,
)
#: `ufw status`, which shows what is let through, and not who listens.
_RULES = lazily(r"\s*(?:\[\s*#\s*\]\s*)?To\s+Action\s+From\b|\s*Status: active\s*$")


def are_rules(lines: list[Passage]) -> bool:
    """Whether a firewall printed these lines."""
    return any(_RULES.match(line.text) for line in lines[:6]) and any("ALLOW" in line.text for line in lines)


def is_captured(lines: list[Passage]) -> bool:
    """Whether the fence holds such output."""
    return any(
        _SOCKET_HEAD.search(line.text)
        or (("PORTS" in line.text or "STATUS" in line.text) and _CONTAINERS.match(line.text))
        or _SERVICES.search(line.text)
        or _RUNNING.match(line.text)
        for line in lines[:4]
    ) or states.are_states(lines)


def read(lines: list[Passage], context: Context) -> Iterator[Claim]:
    """port, bind and, of evidence, status claims of every row; none below a heading about usage, nor in an example."""
    date = context.observed_on or date_in(f"{context.heading} {context.lead}") or date_in(context.section)
    date = date or date_in(context.path.rpartition("/")[2])
    if (context.usage and context.role != "evidence") or context.modality != "stated":
        return
    if date and context.role == "canon":
        context = context._replace(role="evidence", observed_on=date)
    if context.role == "evidence":
        yield from states.of_output(lines, context)
    heads: dict[str, tuple[int, int]] = {}
    for line in lines:
        if _CONTAINERS.search(line.text) or _SERVICES.search(line.text):
            heads = _columns(line.text)
        elif heads:
            yield from _row(line, heads, context)
        elif running := _RUNNING.match(line.text):  # somebody left the line above out
            for match in _PUBLISHED.finditer(line.text):
                yield from _published(line, match, running["name"], context)
        else:
            yield from _socket(line, context)


def _socket(line: Passage, context: Context) -> Iterator[Claim]:
    match = next((found for pattern in _SOCKETS if (found := pattern.match(line.text))), None)
    if not match or not valid(int(match["port"])):
        return
    name = match["name"] or match.groupdict().get("bare") or ""
    known = _known(line, "" if _ANYBODY.fullmatch(name) else name, int(match["port"]), match["proto"] or "")
    yield make(context, line, *match.span("port"), "port", match["port"], namespace="host", **known)
    yield make(context, line, *match.span("addr"), "bind", address.canonical(match["addr"]), **known)


def _columns(header: str) -> dict[str, tuple[int, int]]:
    """Start and end of every column, by its head."""
    found = [(match[0], match.start()) for match in re.finditer(r"\S+(?: \S+)*", header)]
    ends = [start for _, start in found[1:]] + [10_000]
    return {head: (start, end) for (head, start), end in zip(found, ends, strict=True)}


def _row(line: Passage, heads: dict[str, tuple[int, int]], context: Context) -> Iterator[Claim]:
    names = next((heads[head] for head in ("SERVICE", "NAMES", "NAME") if head in heads), None)
    ports = heads.get("PORTS") or heads.get("PORT(S)") or (0, 0)
    if not names:
        return
    name = line.text[names[0] : names[1]].strip()
    if not re.fullmatch(r"[\w./-]+", name) or (names[0] and line.text[names[0] - 1 : names[0]].strip()):
        return
    if "STATUS" in heads and context.role == "evidence":
        yield from states.of_container(line, *heads["STATUS"], name, context)
    pattern = _PUBLISHED if "PORTS" in heads else _CLUSTER_PORT
    for match in pattern.finditer(line.text, ports[0], min(ports[1], len(line.text))):
        yield from _published(line, match, name, context)


def _published(line: Passage, match: re.Match[str], name: str, context: Context) -> Iterator[Claim]:
    groups, inner = match.groupdict(), int(match["inner"])
    if match["port"] and valid(int(match["port"])):
        known = _known(line, name, int(match["port"]), match["proto"])
        space = "host" if groups.get("addr") else "node"
        yield make(context, line, *match.span("port"), "port", match["port"], namespace=space, **known)
        if groups.get("addr"):
            yield make(context, line, *match.span("addr"), "bind", address.canonical(match["addr"]), **known)
    if valid(inner):
        space = "container" if groups.get("addr") else "pod"
        known = _known(line, name, inner, match["proto"])
        yield make(context, line, *match.span("inner"), "port", match["inner"], namespace=space, **known)


def _known(line: Passage, name: str, port: int, protocol: str) -> dict[str, Any]:
    return {
        "service": name, "port": port, "protocol": protocol.lower(), "source": "capture", "statement": f"L{line.line}"
    }  # fmt: skip
