"""What the ledger tests share: a finding to answer, and a page with rows."""

from __future__ import annotations

from typing import Any

from consistency.model.claim import Claim
from consistency.model.finding import Finding, fingerprint

REGISTRY = "docs/_core/PORTS.md"
SNAPSHOT = "docs/snapshots/2026-02-09.md"
FEBRUARY = "docs/_core/consistency_audit_2026-02.md"
MARCH = "docs/_core/consistency_audit_2026-03.md"
HEADER = "| id | doc | section | claim | evidence | severity | disposition | resolution |"
DELIMITER = "|---|---|---|---|---|---|---|---|"
LINES = {(REGISTRY, 7): "| Gateway (gw) | Mini | 4000 | 0.0.0.0 | http://10.0.0.1:4000 | /health |"}


def line_of(path: str, line: int) -> str:
    return LINES.get((path, line), "")


def finding(
    rule: str = "A103", attribute: str = "bind", value: str = "0.0.0.0", service: str = "Gateway", **more: Any
) -> Finding:
    line, end = more.pop("line", 7), 22 + len(value)
    claims = (
        Claim(attribute, value, REGISTRY, line, 22, end, value, service="Gateway (gw)", port=4000),
        Claim(attribute, "127.0.0.1", SNAPSHOT, 3, 1, 10, "127.0.0.1", role="evidence", observed_on="2026-02-09"),
    )
    sides = {(claim.path, claim.value) for claim in claims}
    print_ = fingerprint(rule, service, attribute, sides)
    message = f"{service}: {attribute} {value} here, 127.0.0.1 there"
    return Finding(rule, "bind-mismatch", "high", attribute, message, claims, service, "Mini", 4000, service,
                   fingerprint=print_, **more)  # fmt: skip


def row(
    claim: str = "`0.0.0.0`",
    disposition: str = "accepted",
    resolution: str = "meant so",
    name: str = "A-01",
    doc: str = REGISTRY,
) -> str:
    return f"| {name} | `{doc}` | Ports | {claim} | seen | high | {disposition} | {resolution} |"


def page(*rows: str) -> str:
    return "\n".join(["# Audit", "", HEADER, DELIMITER, *rows]) + "\n"
