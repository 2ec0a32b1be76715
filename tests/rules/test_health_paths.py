"""B105: the health path of pages, and the one that probes ask."""

from __future__ import annotations

import pytest

from consistency.config import Config
from consistency.engine.judge import judge, link
from consistency.readers.config.kinds import read
from consistency.readers.document import read_document

PAGE = "# Search\n\n- Port: 8714\n- Health: `{}`\n"
PROBE = "services:\n  search:\n    image: s:1\n    healthcheck:\n      test: wget -qO- http://localhost:8714{}\n"


def found(page: str, *probes: str, other: str = "") -> list[str]:
    files = {f"stack{number}/compose.yml": PROBE.format(path) for number, path in enumerate(probes)}
    claims = [claim for path, text in files.items() for claim in read(path, text).claims]
    claims += read_document("docs/search.md", PAGE.format(page)).claims
    claims += read_document("docs/other.md", PAGE.format(other)).claims if other else ()
    return [one.message for one in judge(link(claims, Config()), Config()).findings if one.rule == "B105"]


def test_another_path() -> None:
    (message,) = found("/healthz", "/api/status/health")
    assert message.endswith("health path /healthz documented, /api/status/health configured")
    assert len(found("/health", "/livez")) == 1
    assert len(found("/api/old-ping/ping", "/api/server/ping")) == 1


@pytest.mark.parametrize(
    ("page", "probe"),
    [
        ("/health", "/health"),
        ("/health/", "/health"),
        ("/api/health", "/health"),
        ("/health", "/health/live"),
        ("/ready", "/health"),
        ("/health", "/readyz"),
        ("/health", "/"),
        ("/health", "/login"),
        ("/metrics", "/health"),
    ],
)
def test_the_same_or_another_question(page: str, probe: str) -> None:
    assert found(page, probe) == []


def test_several_probes_and_a_page_that_agrees() -> None:
    assert found("/health", "/livez", "/alive") == []
    assert found("/healthz", "/status/health", other="/status/health") == []


@pytest.mark.parametrize(
    "line", ["liveness at `http://127.0.0.1:8714{}`", "http://127.0.0.1:8714{}", "see <http://search:8714{}>"]
)
def test_the_path_of_a_url(line: str) -> None:
    compose = read("compose.yml", PROBE.format("/livez")).claims
    for path, count in (("/health", 1), ("/livez", 0), ("/", 0), ("/health?full=1", 0), ("/docs/health/checks", 0)):
        page = read_document("docs/search.md", f"# Notes\n\n- search: {line.format(path)}\n").claims
        findings = judge(link([*compose, *page], Config()), Config()).findings
        assert sum(one.rule == "B105" for one in findings) == count, path


@pytest.mark.parametrize(
    ("heading", "head", "count"),
    [
        ("Health", "Path", 1),
        ("Überwachung", "Pfad", 1),
        ("Uptime checks", "Endpoint", 1),
        ("Pages", "Path", 0),
        ("Health", "Owner", 0),
    ],
)
def test_a_table_of_paths_below_a_heading_about_health(heading: str, head: str, count: int) -> None:
    unit = read(
        "quadlets/search.container", "[Container]\nImage=s:1\nHealthCmd=curl -f http://localhost:8714/health\n"
    ).claims
    page = f"# Services\n\n## {heading}\n\n| Service | {head} |\n|---|---|\n| search | `/livez` |\n| mail | `/ping` |\n"
    findings = judge(link([*unit, *read_document("docs/a.md", page).claims], Config()), Config()).findings
    assert sum(one.rule == "B105" for one in findings) == count


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("/health", "/healthz", 1), ("/health", "/api/health", 0), ("/health", "/ready", 0), ("/health", "/health", 0)],
)
def test_two_lists_without_a_probe(one: str, other: str, count: int) -> None:
    table = f"# Registry\n\n| Service | Port | Health |\n|---|---|---|\n| Search | 8714 | {one} |\n"
    listed = read_document("docs/registry.md", table).claims
    field = read_document("docs/search.md", PAGE.format(other)).claims
    said = read_document("docs/notes.md", f"# Notes\n\nThe search-api answers `GET {other}` with ok.\n").claims
    for claims, expected in (((*listed, *field), count), ((*listed, *said), 0)):
        findings = judge(link(claims, Config()), Config()).findings
        assert sum(finding.rule == "B105" for finding in findings) == expected


@pytest.mark.parametrize(("path", "count"), [("/ready", 1), ("/readyz", 0)])
def test_a_sentence_about_whose_probe_it_is(path: str, count: int) -> None:
    probes = "".join(
        f"          {kind}: {{httpGet: {{path: {asked}, port: 8080}}}}\n"
        for kind, asked in (("readinessProbe", "/readyz"), ("livenessProbe", "/livez"))
    )
    manifest = (
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: gateway-api}\nspec:\n  template:\n    spec:\n"
        f"      containers:\n        - name: gateway-api\n          ports: [{{containerPort: 8080}}]\n{probes}"
    )
    page = f"# Runbook\n\n- gateway-api's readiness probe is `GET {path}`; a pod that fails it is taken out.\n"
    claims = [*read("k8s/gateway.yaml", manifest).claims, *read_document("docs/runbook.md", page).claims]
    findings = judge(link(claims, Config()), Config()).findings
    assert sum(one.rule == "B105" for one in findings) == count


def test_pages_that_ask_the_readers_machine_for_two_paths() -> None:
    def told(*paths: str) -> list[str]:
        pages = [f"# Ops\n\n```sh\ncurl -f http://localhost:8000{path}\n```\n" for path in paths]
        claims = [c for at, page in enumerate(pages) for c in read_document(f"docs/{at}.md", page).claims]
        return [one.rule for one in judge(link(claims, Config()), Config()).findings]

    assert told("/api/v1/health", "/api/v1/health", "/healthz") == ["B105"]
    assert told("/api/v1/health", "/api/v1/health", "/api/v1/health") == []
    assert told("/api/v1/health", "/healthz") == []  # two programs that are started in turn, for all we know
