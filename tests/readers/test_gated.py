"""What pages say that one has to pass before a service answers."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def gates(text: str, title: str = "Notes") -> list[str]:
    claims = read_document("docs/page.md", f"# {title}\n\n{text}\n").claims
    return [
        f"{claim.service}: {claim.value}{'?' if claim.modality == 'assumed' else ''}"
        for claim in claims
        if claim.attribute == "gate"
    ]


def table(cell: str, head: str = "Login", name: str = "prom.acme.io") -> str:
    return f"| Name | {head} |\n|---|---|\n| {name} | {cell} |\n"


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Caddy basic auth", "basic"),
        ("basic auth in nginx", "basic"),
        ("HTTP basic auth", "basic?"),
        ("Basic", "basic?"),
        ("authelia", "forward"),
        ("`sso@file`", "forward"),
        ("oauth2-proxy", "forward"),
        ("mTLS", "certificate?"),
        ("client certificate, nginx", "certificate"),
        ("open", "none"),
        ("none (Authelia in front)", "forward"),
    ],
)
def test_a_cell(cell: str, kind: str) -> None:
    said = kind.rstrip("?") + ("?" if kind.endswith("?") else "")
    assert gates(table(cell)) == [f"prom.acme.io: {said}"]
    assert gates(table(cell, "Protection", "Prometheus")) == [f"Prometheus: {said}"]


@pytest.mark.parametrize(
    "cell",
    [
        "own accounts", "own login", "htpasswd", "Keycloak", "bearer token", "API key", "no own login", "no basic auth", "Authelia (OIDC)",
        "basic auth or Authelia", "authelia, except /api", "basic auth on /metrics", "planned: authelia", "only from outside: authelia", "–", "",
        "OAuth2",
    ],
)  # fmt: skip
def test_a_cell_that_says_nothing_of_a_router(cell: str) -> None:
    assert gates(table(cell)) == []


def test_open_beside_a_port_is_the_programs_own() -> None:
    assert gates("| Name | Port | Auth |\n|---|---|---|\n| Prometheus | 9090 | none |\n") == []


def test_none_beside_a_name_is_the_programs_own() -> None:
    assert gates(table("none", name="Prometheus")) == []
    assert gates(table("none", name="https://prom.acme.io")) == ["prom.acme.io: none"]
    two = "| Name | Login | Proxy auth |\n|---|---|---|\n| https://prom.acme.io | none | Authelia |\n"
    assert gates(two) == []


def test_a_name_beside_the_service_is_whose_gate_it_is() -> None:
    row = "| App | URL | Login |\n|---|---|---|\n| Grafana | {} | authelia |\n"
    assert gates(row.format("https://graphs.acme.io")) == ["graphs.acme.io: forward"]
    assert gates(row.format("http://10.0.0.5:3000")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The page at https://status.acme.io is protected with HTTP basic auth.", ["status.acme.io: basic?"]),
        ("https://status.acme.io sits behind Authelia, ask for an account.", ["status.acme.io: forward"]),
        ("Grafana is behind Authelia.", ["Grafana: forward"]),
        ("Image x. https://flows.acme.io. There is no login at all, neither there nor in nginx.", ["flows.acme.io: none"]),
        ("- Grafana: behind Authelia", ["Grafana: forward"]),
        ("All tools are behind the forward-auth middleware:\n\n- Grafana: `sso@file`, group ops\n", ["Grafana: forward"]),
        (
            "nginx asks oauth2-proxy (`auth_request`) for these:\n\n1. Grafana\n2. MinIO console\n3. Metrics at https://m.acme.io\n",
            ["Grafana: forward", "MinIO console: forward", "m.acme.io: forward"],
        ),
        ("## Dashboard\n\n- **Public:** `https://d.acme.io`\n- **Auth:** basic auth in Caddy, plus a login\n", ["d.acme.io: basic"]),
        ("## Grafana\n\n- **Auth:** Authelia\n", ["Grafana: forward"]),
        ("## Behind Authelia\n\n- Grafana\n- https://p.acme.io\n- `w.acme.io`: the wiki\n", ["Grafana: forward", "p.acme.io: forward", "w.acme.io: forward"]),
        ("## Public (no auth)\n\nFor all.\n\n- https://s.acme.io\n- Blog\n", ["s.acme.io: none"]),
        ("| Router | Host | Middlewares |\n|---|---|---|\n| a | a.acme.io | `basic-auth@file` |\n| b | b.acme.io | lan-only |\n", ["a.acme.io: basic"]),
        ("## Grafana\n\nSits behind Authelia.\n", ["Grafana: forward"]),
        ("## Grafana\n\nSee https://g.acme.io. Protected by the usual Authelia.\n", ["g.acme.io: forward"]),
        ("- https://g.acme.io: Grafana (behind Authelia)", ["g.acme.io: forward"]),
        ("| Name | Port | Notes |\n|---|---|---|\n| Grafana | 3000 | dashboards, behind Authelia |\n", ["Grafana: forward"]),
        ("```\nfiles.acme.io --> app2:9001  MinIO (after oauth2-proxy)\n```", ["files.acme.io: forward"]),
    ],
)  # fmt: skip
def test_text(text: str, said: list[str]) -> None:
    assert gates(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "We protect https://status.acme.io with basic auth if it is public.",
        "https://status.acme.io should be protected with basic auth.",
        "https://status.acme.io was protected with basic auth until May, and this was removed.",
        "Grafana is not behind Authelia.",
        "Grafana is behind Authelia only from outside.",
        "Authelia: https://auth.acme.io",
        "Authelia asks LDAP, see https://auth.acme.io.",
        "https://a.acme.io and https://b.acme.io are behind Authelia or basic auth.",
        "| Name | Notes |\n|---|---|\n| Grafana | Authelia needs it |\n",
        "## Behind Authelia\n\n- Wiki: own accounts\n- https://s.acme.io, open\n",
        "## Set up basic auth\n\n- https://s.acme.io\n",
        "## Rules\n\nhttps://a.acme.io, https://b.acme.io. Protected by Authelia.\n",
        "## Planned\n\nGrafana is behind Authelia.",
        "Set up basic auth:\n\n1. Create a file\n2. Restart nginx\n",
        "These have no basic auth in nginx:\n\n- Grafana\n",
    ],
)
def test_text_that_says_nothing_of_it(text: str) -> None:
    assert gates(text) == []


def test_front_matter() -> None:
    page = "---\nservice: Stirling PDF\n{}auth: authelia\n---\n\n# Stirling PDF\n"
    for url, name in (("url: https://pdf.acme.io\n", "pdf.acme.io"), ("", "Stirling PDF")):
        claims = read_document("docs/page.md", page.format(url)).claims
        assert [(c.service, c.value) for c in claims if c.attribute == "gate"] == [(name, "forward")]


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("Grafana requires a login (anonymous access is switched off).", "Notes", ["Grafana: login", "Grafana: login"]),
        ("Anonymer Zugriff ist abgeschaltet.", "Mosquitto", ["Mosquitto: login"]),
        ("The broker is Mosquitto.\n\nAnonymous access is allowed.", "MQTT", ["Mosquitto: anonymous"]),
        ("Grafana is on 3003 (there is no anonymous access).", "Notes", ["Grafana: login"]),
        ("Loki is on 3100; there is no anonymous access.", "Notes", []),
        ("Grafana is reachable without login for viewing.", "Notes", ["Grafana: anonymous"]),
        ("Grafana is not reachable without login.", "Notes", []),
        ("Loki is reachable without login.", "Notes", []),
        (
            "| Dienst | Bemerkung |\n|---|---|\n| Mosquitto | nur LAN, anonym ist abgeschaltet |\n",
            "Dienste",
            ["Mosquitto: login"],
        ),
        ("| Dienst | Bemerkung |\n|---|---|\n| Pi | anonym ist abgeschaltet |\n\nMosquitto, Grafana", "Dienste", []),
        ("Anonymous access is switched off.", "Wiki", []),
        ("Grafana and Mosquitto.\n\nAnonymous access is switched off.", "Notes", []),
    ],
)
def test_anonymous_access(text: str, title: str, said: list[str]) -> None:
    assert gates(text, title) == said
