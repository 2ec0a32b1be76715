"""Runs to render: a small worked example, an empty one, a hostile one, a large one, and any at all."""

from __future__ import annotations

from dataclasses import replace
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
SOURCES = tuple(DOCUMENTS.items())

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
            replace(first, baseline="new"),
            *(replace(one, baseline="unchanged", blocking=False) for one in [second, *rest]),
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
        "worktree", text, (found, replace(found, baseline="new", fingerprint="fedcba9876543210")), LOOKED, (found,),
        (change,), (text,), facts, (), ((path, (text, text)),),
    )  # fmt: skip


#: Any text at all, lone surrogates and controls included, with a leaning to what formats trip over.
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(st.sampled_from("|`\\<>&\"'@#:%]\n\r\x1b\u202e\u2028\ud800-*_[!()~世a1 \t,="), max_size=30),
    st.just(ATTACK),
)


def large(services: int = 500, hosts: int = 40) -> Run:
    """A site with that many services and hosts, of which some disagree, and most hosts were observed at some time."""
    facts, findings, lines = [], [], []
    kinds = ["api", "web", "queue", "metrics", "store", "proxy", "cache", "auth", "search", "worker"]
    for number in range(services):
        host, name = f"host-{number % hosts:02}", f"{kinds[number % 10]}-{number // 10:02} service"
        port, path = 8000 + number * 7 % 900 + number // hosts, f"docs/hosts/{host}.md"
        row = f"| {name} | {host} | {port} | 0.0.0.0 | http://{host}.example:{port} | /health |"
        lines.append(row)
        where = len(lines)

        def said(attribute: str, value: str, path: str = path, where: int = where, row: str = row, **more: Any) -> Claim:
            column = row.index(value) + 1
            return Claim(attribute, value, path, where, column, column + len(value), value, **more)

        mine = [
            said("port", str(port), port=port), said("bind", "0.0.0.0", port=port), said("health", "/health", port=port),
            said("base_url", f"http://{host}.example:{port}", port=port),
        ]  # fmt: skip
        if number % hosts % 5:
            seen = "127.0.0.1" if number % 11 == 0 else "0.0.0.0"
            day = f"2026-{1 + number % hosts % 11:02}-15"
            snapshot = Claim("bind", seen, f"docs/snapshots/{day}-{host}.md", where, 3, 3 + len(seen), seen, port=port,
                             role="evidence", observed_on=day)  # fmt: skip
            mine += [snapshot, snapshot._replace(attribute="port", value=str(port))]
            if seen == "127.0.0.1":
                findings.append(finding(
                    "A103", "high", "bind", f"{name} on {host}: bind 0.0.0.0 here, 127.0.0.1 observed on {day}",
                    (mine[1], snapshot), service=name, host=host, port=port, blocking=number % 2 == 0,
                    hint="find out which is true",
                ))  # fmt: skip
        if number % 37 == 0 and number:
            findings.append(finding(
                "A101", "medium", "port", f"{name} on {host}: port {port} is given twice", (mine[0], facts[-1].claim),
                service=name, host=host, port=port,
            ))  # fmt: skip
        facts += [fact(one, name, host) for one in mine]
    for low in range(8000, 9000, 100):
        claim_ = Claim("range", f"{low}-{low + 99}", "docs/ports.md", 1, 1, 10, f"{low}-{low + 99}", service=f"Block {low}")
        facts.append(fact(claim_, claim_.service, ""))
    findings.sort(key=lambda one: ("critical high medium low".split().index(one.severity), not one.blocking))
    rows = tuple(lines)
    sources = tuple((f"docs/hosts/host-{number:02}.md", rows) for number in range(hosts))
    seen_ = Looked(documents=hosts + 20, tables=hosts, registries=hosts, rows=services, claims=len(facts), checked=1700)
    return Run("worktree", None, tuple(findings), seen_, facts=tuple(facts), sources=sources)
