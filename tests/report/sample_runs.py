"""Runs to render: a small worked example, an empty one, a hostile one, a large one, and any at all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Disposition, Finding, fingerprint
from consistency.model.run import Change, Looked, Run
from consistency.report.options import Options, RuleHelp

REGISTRY = "docs/_core/02-PORTS_ENDPOINTS_REGISTRY.md"
INVENTORY = "docs/_core/03-SERVICE_INVENTORY.md"
PORT_MAP = "docs/_core/PORT_MAPPING_STRATEGY.md"
SNAPSHOT = "docs/snapshots/2026-02-09-reality-snapshot-mini-studio.md"
LEDGER = "docs/_core/consistency_audit_2026-02.md"

DOCUMENTS = {
    REGISTRY: (
        "# Registry",
        "",
        "| service | host | port | bind | base URL | health |",
        "| --- | --- | --- | --- | --- | --- |",
        "| LiteLLM proxy | Mini | 4000 | 0.0.0.0 | http://192.168.1.71:4000 | /health |",
        "| Open WebUI | Mini | 3000 | 0.0.0.0 | http://192.168.1.71:3000 | /health |",
        "| OpenVINO | Mini | 9000 | 0.0.0.0 | http://localhost:9000 | /health |",
        "| Home Assistant | HP DietPi | 8123 | 0.0.0.0 (assumed) | http://192.168.1.70:8123 | not documented |",
    ),
    INVENTORY: ("# Inventory", "", "## LiteLLM proxy", "ExecStart=litellm --host 0.0.0.0 --port 4000"),
    PORT_MAP: (
        "# Port map",
        "",
        "| 30100-30199 | AI/ML |",
        "| 30600-30699 | Queues |",
        "Flyte Console: 30081",
        "Kafka: 30081",
        "30400-30499 Observability",
        "Grafana: 30040",
    ),
    SNAPSHOT: (
        "# Reality snapshot",
        "",
        "- `127.0.0.1:4000` (litellm)",
        "- `127.0.0.1:3000` (open-webui)",
        "- `0.0.0.0:9000` (OpenVINO)",
        "- `127.0.0.1:3001` (grafana)",
        "- `GET http://127.0.0.1:4000/health` => **401**",
    ),
}

RULES = {
    "A101": RuleHelp(
        "port-conflict", "Two services claim one port of one host.", "# A101 port-conflict\n\nTwo claims."
    ),
    "A103": RuleHelp("bind-mismatch", "Two places disagree on the bind.", "# A103 bind-mismatch\n\n## What\n\nBinds."),
    "A110": RuleHelp("unregistered-listener", "A listener that no registry names.", "# A110\n\nSay who it is."),
    "B101": RuleHelp("health-needs-auth", "A probe that the documents call open wants a key.", "# B101\n\n401."),
    "D101": RuleHelp("outside-range", "A port outside the range of its section.", "# D101\n\nRanges."),
}

OPTIONS = Options(version="0.1.0", rules=RULES, today="2026-11-21", title="homelab")


def claim(path: str, line: int, quote: str, attribute: str = "bind", value: str = "", **fields: Any) -> Claim:
    """A claim whose quote is found in its document's line."""
    column = DOCUMENTS[path][line - 1].index(quote) + 1
    if path == SNAPSHOT:
        fields = {"role": "evidence", "observed_on": "2026-02-09", **fields}
    return Claim(attribute, value or quote, path, line, column, column + len(quote), quote, **fields)


def finding(
    rule: str, severity: str, attribute: str, message: str, claims: tuple[Claim, ...], **fields: Any
) -> Finding:
    service, host = fields.get("service", ""), fields.get("host", "")
    key = f"{service}@{host}"
    print_ = fingerprint(rule, key, attribute, {(one.path, one.value) for one in claims})
    return Finding(rule, RULES[rule].name, severity, attribute, message, claims, key=key, fingerprint=print_, **fields)


def fact(claim: Claim, service: str, host: str) -> Fact:
    return Fact(claim, service.casefold().replace(" ", "-"), service, host.casefold(), host)


def _findings() -> tuple[Finding, ...]:
    bind = finding(
        "A103", "high", "bind", "LiteLLM proxy on Mini: bind 0.0.0.0 here, 127.0.0.1 observed on 2026-02-09",
        (claim(REGISTRY, 5, "0.0.0.0"), claim(INVENTORY, 4, "0.0.0.0"), claim(SNAPSHOT, 3, "127.0.0.1")),
        service="LiteLLM proxy", host="Mini", port=4000, blocking=True,
        hint="find out which is true; then correct the documents, or take a new snapshot",
    )  # fmt: skip
    health = finding(
        "B101", "high", "auth", "LiteLLM proxy on Mini: /health is given as an open probe, 401 observed on 2026-02-09",
        (claim(REGISTRY, 5, "/health", "health"), claim(SNAPSHOT, 7, "401", "answer", "401 /health")),
        service="LiteLLM proxy", host="Mini", port=4000, blocking=True, hint="say that the probe wants a key",
    )  # fmt: skip
    webui = finding(
        "A103", "high", "bind", "Open WebUI on Mini: bind 0.0.0.0 here, 127.0.0.1 observed on 2026-02-09",
        (claim(REGISTRY, 6, "0.0.0.0"), claim(SNAPSHOT, 4, "127.0.0.1")),
        service="Open WebUI", host="Mini", port=3000,
        disposition=Disposition("accepted", "the LAN bind comes back in March", "", LEDGER, 9, "2026-02-B"),
    )  # fmt: skip
    twice = finding(
        "A101", "high", "port", "port 30081 is given to Flyte Console and to Kafka",
        (claim(PORT_MAP, 5, "30081", "port"), claim(PORT_MAP, 6, "30081", "port")),
        port=30081, blocking=True, hint="give one of them a free port of its own range",
        attached=("Kafka: 30081 lies outside 30600-30699",),
    )  # fmt: skip
    grafana = finding(
        "D101", "medium", "port", "Grafana: 30040 lies outside 30400-30499, the range of its section",
        (claim(PORT_MAP, 8, "30040", "port"), claim(PORT_MAP, 7, "30400-30499", "range")),
        service="Grafana", port=30040, hint="30400 is free in that range",
        disposition=Disposition("defer", "renumbered with the next cluster", "2026-12-31", LEDGER, 10, "2026-02-C"),
    )  # fmt: skip
    listener = finding(
        "A110", "medium", "service", "127.0.0.1:3001 (grafana) was observed on Mini and no registry names it",
        (claim(SNAPSHOT, 6, "127.0.0.1:3001", "port", "3001"),),
        service="grafana", host="Mini", port=3001, inferred="the name comes from the process alone",
        hint="add a row to the registry",
    )  # fmt: skip
    return (bind, health, twice, webui, grafana, listener)


def _facts() -> tuple[Fact, ...]:
    rows = [("LiteLLM proxy", "Mini", 5, "4000"), ("Open WebUI", "Mini", 6, "3000"), ("OpenVINO", "Mini", 7, "9000")]
    facts = []
    for service, host, line, port in rows:
        facts += [
            fact(claim(REGISTRY, line, port, "port", port=int(port), service=service, host=host), service, host),
            fact(claim(REGISTRY, line, "0.0.0.0", port=int(port), service=service, host=host), service, host),
            fact(claim(REGISTRY, line, "/health", "health", port=int(port)), service, host),
        ]
    facts += [
        fact(claim(REGISTRY, 8, "8123", "port", port=8123), "Home Assistant", "HP DietPi"),
        fact(claim(REGISTRY, 8, "0.0.0.0", port=8123, modality="assumed"), "Home Assistant", "HP DietPi"),
        fact(claim(SNAPSHOT, 3, "127.0.0.1", port=4000), "LiteLLM proxy", "Mini"),
        fact(claim(SNAPSHOT, 3, "4000", "port", port=4000), "LiteLLM proxy", "Mini"),
        fact(claim(SNAPSHOT, 4, "127.0.0.1", port=3000), "Open WebUI", "Mini"),
        fact(claim(SNAPSHOT, 5, "0.0.0.0", port=9000), "OpenVINO", "Mini"),
        fact(claim(SNAPSHOT, 6, "3001", "port", port=3001), "grafana", "Mini"),
        fact(claim(PORT_MAP, 3, "30100-30199", "range", service="AI/ML"), "AI/ML", ""),
        fact(claim(PORT_MAP, 4, "30600-30699", "range", service="Queues"), "Queues", ""),
        fact(claim(PORT_MAP, 7, "30400-30499", "range", service="Observability"), "Observability", ""),
        fact(claim(PORT_MAP, 5, "30081", "port", port=30081, namespace="node"), "Flyte Console", ""),
        fact(claim(PORT_MAP, 6, "30081", "port", port=30081, namespace="node"), "Kafka", ""),
        fact(claim(PORT_MAP, 8, "30040", "port", port=30040, namespace="node"), "Grafana", ""),
    ]
    return tuple(facts)


LOOKED = Looked(documents=4, tables=2, registries=1, rows=6, claims=22, checked=11, unread=1)
SOURCES = tuple(sorted(DOCUMENTS.items()))

#: Open, answered and inferred findings; nothing to hold against.
WORKED = Run("worktree", None, _findings(), LOOKED, facts=_facts(), sources=SOURCES)

#: Nothing found, and something looked at.
GREEN = Run("worktree", None, (), LOOKED, facts=_facts(), sources=SOURCES)

#: Nothing found, and nothing looked at.
NOTHING = Run("worktree", None, (), Looked(documents=3))


def against_base() -> Run:
    """The worked example as a change: one finding new, one resolved, the others were there before."""
    first, second, *rest = WORKED.findings
    return Run(
        "index", "origin/main",
        (
            first._replace(baseline="new"),
            *(one._replace(baseline="unchanged", blocking=False) for one in [second, *rest]),
        ),
        LOOKED,
        resolved=(finding("D101", "medium", "port", "Loki: 30042 lay outside 30400-30499", (rest[0].claims[0],)),),
        changes=(Change("LiteLLM proxy", "Mini", "bind", ("127.0.0.1",), ("0.0.0.0",), REGISTRY, 5),),
        notes=("origin/main is a shallow clone: blame stops at its border",),
        facts=WORKED.facts, sources=SOURCES,
    )  # fmt: skip


ATTACK = (
    '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1">\'"><svg/onload=window.hacked=1>'
    " @everyone #1 [x](javascript:window.hacked=1) ![y](http://h.test/p.png) `a``b` | \\| *b* _i_ <!-- --> ]]>"
    " \x1b[31mred\x1b]8;;http://h.test\x07 \u202ereversed\u202c \x00\x08\x9b \ud800 \u2028"
    " ::error::no\r\n::warning::no %0A"
)


def hostile(text: str = ATTACK) -> Run:
    """One finding and one fact whose every text is the attack."""
    path = "docs/" + text.replace("/", "_") + ".md"
    side = Claim(
        "bind", text, path, 1, 1, len(text) + 1, text, service=text, host=text, port=80, section=text, source=text
    )
    other = side._replace(role="evidence", observed_on="2026-02-09", line=2, attribute="port", value="80")
    found = Finding(
        "A103", "bind-mismatch", "high", text or "bind", text or "message", (side, other), service=text, host=text,
        port=80, key=text, hint=text, inferred=text, attached=(text,), fingerprint="0123456789abcdef",
        disposition=Disposition("fix_now", text, text, path, 3, text), blocking=True,
    )  # fmt: skip
    change = Change(text, text, text or "bind", (text,), (text, text), path, 1)
    facts = (Fact(side, text, text, text, text), Fact(other, text, text, text, text))
    return Run(
        "worktree", text, (found, found._replace(baseline="new", fingerprint="fedcba9876543210")), LOOKED, (found,),
        (change,), (text,), facts, (), ((path, (text, text)),),
    )  # fmt: skip


#: Any text at all, lone surrogates and controls included, with a leaning to what formats trip over.
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("|`\\<>&\"'@#:%]\n\r\x1b\u202e\u2028\ud800-*_[!()~世a1 \t,="), max_size=30),
    st.just(ATTACK),
)


KINDS = ["api", "web", "queue", "metrics", "store", "proxy", "cache", "auth", "search", "worker"]


def _documented(number: int, host: str, where: int) -> tuple[str, str, int, list[Claim]]:
    """A service of a large site: its name, its row, its port and what the row claims."""
    name, port = f"{KINDS[number % 10]}-{number // 10:02} service", 8000 + number * 7 % 900 + number // 40
    url = f"http://{host}.example:{port}"
    row = f"| {name} | {host} | {port} | 0.0.0.0 | {url} | /health |"
    said = [("port", str(port)), ("bind", "0.0.0.0"), ("base_url", url), ("health", "/health")]
    claims = []
    for attribute, value in said:
        column = row.index(value) + 1
        place = (f"docs/hosts/{host}.md", where, column, column + len(value))
        claims.append(Claim(attribute, value, *place, value, port=port))
    return name, row, port, claims


def large(services: int = 500, hosts: int = 40) -> Run:
    """A site with that many services and hosts, of which some disagree; most hosts were observed at some time."""
    facts: list[Fact] = []
    findings: list[Finding] = []
    rows: list[str] = []
    for number in range(services):
        host = f"host-{number % hosts:02}"
        name, row, port, claims = _documented(number, host, number + 1)
        rows.append(row)
        if number % hosts % 5:
            seen, day = ("127.0.0.1" if number % 11 == 0 else "0.0.0.0"), f"2026-{1 + number % hosts % 11:02}-15"
            line = f"docs/snapshots/{day}-{host}.md", number + 1, 3, 3 + len(seen)
            snapshot = Claim("bind", seen, *line, seen, port=port, role="evidence", observed_on=day)
            if seen == "127.0.0.1":
                told = f"{name} on {host}: bind 0.0.0.0 here, 127.0.0.1 observed on {day}"
                subject = {"service": name, "host": host, "port": port, "hint": "find out which is true"}
                sides = (claims[1], snapshot)
                findings.append(finding("A103", "high", "bind", told, sides, blocking=number % 2 == 0, **subject))
            claims += [snapshot, snapshot._replace(attribute="port", value=str(port), quote=str(port))]
        if number % 37 == 36:
            told, sides = f"{name} on {host}: port {port} is given twice", (claims[0], facts[-4].claim)
            findings.append(finding("A101", "medium", "port", told, sides, service=name, host=host, port=port))
        facts += [fact(one, name, host) for one in claims]
    for low in range(8000, 9000, 100):
        value = f"{low}-{low + 99}"
        block = Claim("range", value, "docs/ports.md", low, 1, 10, value, service=f"Block {low}")
        facts.append(fact(block, block.service, ""))
    findings.sort(key=lambda one: (one.severity != "high", not one.blocking))
    sources = tuple(sorted((f"docs/hosts/host-{number:02}.md", tuple(rows)) for number in range(hosts)))
    looked = Looked(hosts + 20, hosts, hosts, services, len(facts), checked=1700)
    return Run("worktree", None, tuple(findings), looked, facts=tuple(facts), sources=sources)
