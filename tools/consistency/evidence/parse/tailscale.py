"""`tailscale serve status --json`: what this node offers to its tailnet, and to the internet."""

from __future__ import annotations

from typing import Any

from consistency.evidence.parse.jsonrows import load, mapping, text
from consistency.evidence.parse.parsed import Parsed, text_of
from consistency.evidence.parse.place import port_of
from consistency.evidence.record import Serve


def parse_serve(data: bytes) -> Parsed[Serve]:
    """Web handlers and TCP forwards, of the node and of its services. A row is an entry; mere TLS fronts pass.

    `AllowFunnel` holds keys whose value is false: those are not open to the internet.
    """
    whole = load(text_of(data).strip() or "{}")
    if not isinstance(whole, dict):
        return Parsed((), (text_of(data).strip(),), 1)
    facts, left, passed = _entries(whole, "")
    for name, service in mapping(whole.get("Services")).items():
        more = _entries(mapping(service), str(name))
        facts, left, passed = facts + more[0], left + more[1], passed + more[2]
    facts.sort(key=lambda one: (one.name, one.port, one.path))
    return Parsed(tuple(facts), tuple(left), len(facts) + len(left) + passed, passed)


def _entries(config: dict[str, Any], name: str) -> tuple[list[Serve], list[str], int]:
    facts: list[Serve] = []
    left: list[str] = []
    passed = 0
    funnel = {key for key, value in mapping(config.get("AllowFunnel")).items() if value is True}
    funnelled = {key.rpartition(":")[2] for key in funnel}
    for number, forward in mapping(config.get("TCP")).items():
        port, target = port_of(number), text(mapping(forward).get("TCPForward"))
        if port is None:
            left.append(f"TCP {number}")
        elif target:
            facts.append(Serve(name, port, target, proto="tcp", funnel=number in funnelled))
        else:
            passed += 1
    secure = {number for number, forward in mapping(config.get("TCP")).items() if mapping(forward).get("HTTPS") is True}
    for place, web in mapping(config.get("Web")).items():
        host, _, number = place.rpartition(":")
        for path, handler in mapping(mapping(web).get("Handlers")).items():
            port, target = port_of(number), _target(mapping(handler))
            if port is None or not target:
                left.append(f"Web {place} {path}")
                continue
            proto = "https" if number in secure else "http"
            facts.append(Serve(name or host, port, target, path, proto, place in funnel))
    return facts, left, passed


def _target(handler: dict[str, Any]) -> str:
    return text(handler.get("Proxy")) or text(handler.get("Path")) or ("text" if "Text" in handler else "")
