"""Numbers, names and addresses of fresh repositories that say nothing of a service's port, each beside one that does."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document
from consistency.readers.roles import standing


def said(page: str, path: str = "docs/page.md") -> list[Claim]:
    """What a page states of services."""
    found = read_document(path, f"# Page\n\n{page}\n").claims
    return [claim for claim in found if claim.modality == "stated" and not claim.source.endswith(" opened")]


def ports(page: str) -> list[str]:
    return sorted({claim.quote for claim in said(page) if claim.attribute in ("port", "problem", "bind")})


@pytest.mark.parametrize(
    ("nothing", "something", "port"),
    [
        (
            "```yaml\nResources for it: many\nplugins:\n  - name: limits\n    config:\n      policy: local\n      global: true\n      calls: 10000\n      kind: x\n```",
            "```yaml\nquarry: 10000\n```",
            "10000",
        ),
        ("- Quarry speaks modern SQL:2023", "- Quarry at nas:2023", "2023"),
        ("- `names: Annotated[list[str], MaxItems(10000)]`", "- Quarry (port 10000)", "10000"),
        ("- **port_read** - an x86 I/O port. `{\"port\": 9680}`", "- **port_read** - port 9680", "9680"),
        ("- Quarry: serial port 115200", "- Quarry: port 11520", "11520"),
        ("- telegram:123456", "- quarry:12345", "12345"),
        (
            "| Switch | Ports |\n|---|---|\n| 2960-24TT | 24× FastEthernet |\n| 3560-48PS | 48× FastEthernet |",
            "| Switch | Ports |\n|---|---|\n| quarry | 2400 |",
            "2400",
        ),
        (
            "| Router | Ports added |\n|---|---|\n| ISR | `Serial0/x/0` |\n| ISR4 | `Serial0/1/0` |",
            "| Router | Port |\n|---|---|\n| ISR | 4040 |",
            "4040",
        ),
        (
            "| Repo | Published? | Docs |\n|---|---|---|\n| quarry | 3 crates | yes |",
            "| Repo | Published | Docs |\n|---|---|---|\n| quarry | 3000 | yes |",
            "3000",
        ),
        ("```text\n99202: 15-29 min | 99203: 30-44 min\n```", "```text\nquarry: 9920\n```", "9920"),
        ("```text\nquarry http://127.0.0.1:8001/openapi.json --out there\n```", "```text\nquarry http://127.0.0.1:8001\n```", "8001"),
        ("- The proxy is `PROXY a:3128`", "- The proxy is at nas:3128", "3128"),
    ],
)  # fmt: skip
def test_numbers_that_are_no_ports(nothing: str, something: str, port: str) -> None:
    assert ports(nothing) == []
    assert ports(something) == [port]


@pytest.mark.parametrize(
    "line",
    [
        "STARTTLS on `127.0.0.1:1025`",
        "Uvicorn running on http://127.0.0.1:8765 (Press CTRL+C to quit)",
        "Default URI is `bolt://localhost:7687`",
        "- **Client** opens TCP connection to server on port 1965",
    ],
)
def test_what_is_nobodys_name(line: str) -> None:
    names = {claim.service for claim in said(line)}
    assert not {
        name for name in names if name.lower().split()[:1] in (["starttls"], ["uvicorn"], ["default"], ["client"])
    }
    assert "Press CTRL+C to quit" not in names


def urls(page: str) -> list[str]:
    return [claim.value for claim in said(page) if claim.attribute in ("base_url", "domain")]


@pytest.mark.parametrize(
    "page",
    [
        '- Call `use_key(site="x", target_url="https://api.acme.dev/user")`',
        '- iconUrl: https://assets.acme.dev/quarry.svg',
        "| File | License | Upstream |\n|---|---|---|\n| lz4.c | BSD | https://github.com/lz4/lz4 |",
        "| Topic | URL |\n|---|---|\n| Rate Limits | https://acme.dev/docs/limits |",
    ],
)  # fmt: skip
def test_addresses_of_no_service(page: str) -> None:
    assert [claim for claim in said(page) if claim.attribute == "base_url" and claim.service] == []
    assert urls("- Quarry: https://quarry.acme.dev/x") != []


def test_methods_are_no_services() -> None:
    table = "| {} | Endpoint | Auth Required |\n|---|---|---|\n| GET | `/health` | No |\n"
    assert not {claim.service for claim in said(table.format("Method"))} & {"GET"}


def test_what_a_program_prints_is_no_status() -> None:
    printed = "```\nQuarry\nStatus: Disabled\n```"
    assert not [claim for claim in said(f"## Quarry\n\n{printed}") if claim.attribute == "status"]
    assert [claim.value for claim in said("## Quarry\n\n- Status: Disabled") if claim.attribute == "status"] == [
        "retired"
    ]


def test_a_port_beside_a_host_is_that_hosts() -> None:
    fence = "## Cache\n\n```env\nREDIS_HOST={}\nREDIS_PORT=6380\n```"
    assert [claim.host for claim in said(fence.format("cache.acme.internal")) if claim.attribute == "port"] == [
        "cache.acme.internal"
    ]
    assert ports(fence.format("redis")) == []  # as containers call each other
    assert ports(fence.format("localhost")) == ["6380"]


def test_the_part_that_an_assistant_plays_knows_things_in_general() -> None:
    fence = "```yaml\nservices:\n  proxy:\n    image: traefik:v3\n    ports: ['8080:80']\n```\n"
    head = "---\nname: docker-expert\ndescription: Knows Docker.\n{}---\n\n# Part\n\n"
    played = read_document("agents/docker.md", head.format("tools: Read, Write\n") + fence).claims
    told = read_document("docs/docker.md", head.format("") + fence).claims
    assert {claim.modality for claim in played if claim.attribute == "port"} == {"example"}
    assert {claim.modality for claim in told if claim.attribute == "port"} == {"stated"}


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("session_history/2026-04-26_release.md", "history"),
        ("docs/decommissioned.md", "history"),
        ("docs/MIGRATION-2023.md", "history"),
        ("docs/migration.md", "canon"),
    ],
)
def test_pages_of_the_past(path: str, role: str) -> None:
    assert standing(path, "# Page\n").role == role


def test_pods_have_ports_of_their_own() -> None:
    page = "| Role | Endpoint |\n|---|---|\n| Combined | `http://<pod>:8000/metrics` (all) |\n"
    assert {claim.namespace for claim in said(page) if claim.attribute == "port"} == {"container"}


def test_containers_of_which_some_are_published() -> None:
    page = "| Container | Port | {} |\n|---|---|---|\n| desk-web | 8080 | yes |\n| desk-rails | 3000 | no |\n"
    spaces = {claim.namespace for claim in said(page.format("Published?")) if claim.attribute == "port"}
    assert spaces == {"container"}
    assert "container" not in {claim.namespace for claim in said(page.format("Public")) if claim.attribute == "port"}


def test_names_below_a_domain() -> None:
    page = "All below `*.home.acme.dev`:\n\n| Name | App | Note |\n|---|---|---|\n| tv | Plover | x |\n| cam | Rook | y |\n"
    domains = {claim.service: claim.value for claim in said(page) if claim.attribute == "domain" and claim.service}
    assert domains == {"Plover": "tv.home.acme.dev", "Rook": "cam.home.acme.dev"}
    assert not [claim for claim in said(page.replace("`*.home.acme.dev`", "home")) if claim.attribute == "domain"]


def test_where_three_containers_have_one_port_all_are_inside() -> None:
    rows = (
        "| desk | desk-web | 80 |\n| wiki | wiki-web | 80 |\n| mail | mail-web | {} |\n| notes | notes-web | 3000 |\n"
    )
    head = "| Stack | Container | Port |\n|---|---|---|\n"
    assert {one.namespace for one in said(head + rows.format(80)) if one.attribute == "port"} == {"container"}
    assert {one.namespace for one in said(head + rows.format(81)) if one.attribute == "port"} == {""}


def test_what_stands_in_a_cluster() -> None:
    fence = "```\ndesk-web   svc :8080 -> pod :3000\n```"
    assert {one.namespace for one in said(fence) if one.attribute == "port"} <= {"pod", "container"}


@pytest.mark.parametrize("path", ["docs/vorlage-server.md", "docs/TEMPLATE.md"])
def test_pages_to_be_copied(path: str) -> None:
    assert said("| Service | Port |\n|---|---|\n| desk | 8080 |\n", path) == []
    assert said("| Service | Port |\n|---|---|\n| desk | 8080 |\n", "docs/templates.md") != []


@pytest.mark.parametrize(
    ("heading", "modality", "scope"),
    [("附：v1.x 端口（已废弃）", "retired", ""), ("测试环境", "stated", "test"), ("生产环境", "stated", "prod"), ("端口", "stated", "")],
)  # fmt: skip
def test_headings_in_other_scripts(heading: str, modality: str, scope: str) -> None:
    page = f"# Ports\n\n## {heading}\n\n| 服务 | 端口 |\n|---|---|\n| mall-auth | 8100 |\n"
    found = [one for one in read_document("docs/ports.md", page).claims if one.attribute == "port"]
    assert {(one.modality, one.scope) for one in found} == {(modality, scope)}
