"""Numbers and names of real pages that say nothing of a service's port, each beside a near one that does."""

from __future__ import annotations

import pytest

from consistency.model.claim import SHARED
from consistency.readers.document import read_document


def ports(page: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    """(port, service) of what a page states; what is said by way of example states nothing."""
    read = read_document(path, f"# Page\n\n{page}\n").claims
    stated = [one for one in read if one.modality == "stated" and not one.source.endswith(SHARED)]
    return sorted({(one.quote, one.service) for one in stated if one.attribute in ("port", "range", "problem")})


@pytest.mark.parametrize(
    ("nothing", "something", "port"),
    [
        ("```text\nplain numba: pow differs on 97309 of 100000\n```", "- numba: served on 9730", "9730"),
        ("- Version file: `v2.5.0 (75746)`", "- Version file: port 75746", "75746"),
        ("Row (`state_02:114-126`) of `design:625-652`.", "Row `store:5432` of design.", "5432"),
        ("- <gh-pr:8823>", "- <http://wiki:8823>", "8823"),
        ("- See `guide.md` around :1067", "- Guide at :1067", "1067"),
        ("- Guide `guide.md` around `:1067`", "- Guide around `:1067`", "1067"),
        ("- Loki on 65535", "- Loki on 65534", "65534"),
        (
            "| Service | URL |\n|---|---|\n| Loki | https://h.example:99999/x |",
            "| Service | URL |\n|---|---|\n| Loki | https://h.lan:99999/x |",
            "99999",
        ),
        (
            "| Service | Default |\n|---|---|\n| Ana | 78290 |\n| Bea | 42501 |",
            "| Service | Default |\n|---|---|\n| Ana | 18290 |\n| Bea | 42501 |",
            "42501",
        ),
        ("- Loki at `HOST:3100`", "- Loki at `mini:3100`", "3100"),
        ("## Ports\n\n- Our next wake: exit 0 a note", "## Ports\n\n- Loki: 3100", "3100"),
        (
            "## Ports\n\n- Serves on port 8000 (Neo4j) or 8001 (FalkorDB)",
            "## Ports\n\n- Serves on port 8000 (Neo4j) and 8001",
            "8000",
        ),
        ("- thread 'main' (8577) panicked", "- Loki main (8577)", "8577"),
        ("- An error for `port: 99999` (at most 65535)", "- Loki, `port: 99999`", "99999"),
        ("```\n[output_mysql]\nport = 3306\n```", "```\n[http]\nport = 3306\n```", "3306"),
        ("- **ISO 42001:2023** (149): management", "- Loki 42001:2023", "42001"),
        ("- `-p 8000:8000`: maps the port of the host", "- Loki: port mapping 8000:8000", "8000"),
        ("- `STORE_URI=bolt://there:7687`: where the store is", "- Store: bolt://there:7687", "7687"),
        ("Loki uses http://agent:9808/metrics for that.", "Loki runs at http://agent:9808 there.", "9808"),
        ("- Loki: https://h.example:99999/x", "- Loki: https://h.lan:99999/x", "99999"),
        (
            "| RFC | Name | Code |\n|---|---|---|\n| A | Ana | 78290 |\n| B | Bea | 42501 |",
            "| Service | Code | Port |\n|---|---|---|\n| Loki | A | 78290 |",
            "78290",
        ),
        (
            "Optionally append these settings:\n\n```sh\nLOKI_PORT=13100\n```",
            "It has these settings:\n\n```sh\nLOKI_PORT=13100\n```",
            "13100",
        ),
        ("## 端口冲突\n\n- Loki: 3100", "## 端口\n\n- Loki: 3100", "3100"),
        ("## Ports\n\n```\ntrap sockets 3600 86400 1 src\n```", "## Ports\n\n```\nLoki 3600\n```", "3600"),
    ],
)
def test_a_number_that_nobody_calls_a_port_is_none(nothing: str, something: str, port: str) -> None:
    assert ports(nothing) == []
    assert port in [one for one, _ in ports(something)]


@pytest.mark.parametrize(
    ("head", "name", "says"),
    [
        ("Issue | Solution", "Connection failed", False),
        ("Problem | What to do", "No answer", False),
        ("Component | Notes", "Router API", True),
        ("Priority | Needs", "P1", False),
    ],
)
def test_a_row_of_troubles_names_no_component(head: str, name: str, says: bool) -> None:
    said = ports(f"| {head} |\n|---|---|\n| Other | nothing |\n| {name} | is there, port 8765 |")
    assert said == ([("8765", name)] if says else [])


def test_a_row_of_contexts_names_no_component() -> None:
    table = "| {} | Servers | Port |\n|---|---|---|\n| Scripts | `kafka:9092` | 9092 |\n| Shells | `localhost:29092` | 29092 |"
    assert ports(table.format("Context")) == []
    assert ("9092", "Scripts") in ports(table.format("Service"))


def test_what_a_tool_leads_to_is_not_where_it_listens() -> None:
    said = "**Vite** proxies `/v1` to `http://127.0.0.1:8765`; a browser talks to the Vite dev server only."
    assert ports(said) == []
    assert ports("The Vite dev server answers on http://127.0.0.1:5173.") != []


def test_ports_below_a_blocklist_are_nobodys() -> None:
    rows = "- `5432` - PostgreSQL (no databases)\n- `9092` - Kafka (no buses)"
    assert ports(f"**Blocked ports**:\n\n{rows}") == []
    assert [port for port, _ in ports(f"**Ports**:\n\n{rows}")] == ["5432", "9092"]


def test_a_remedy_goes_over_all_its_fences() -> None:
    fences = '```yaml\nports:\n  - "5434:5432"\n```\n\n```dotenv\nDATABASE_URL=postgresql://u@localhost:5434/app\n```'
    assert ports(f"Publishing a different port requires two edits:\n\n{fences}") == []
    assert ports(f"It takes two settings:\n\n{fences}") != []


def test_a_chapter_is_no_service_but_by_its_latin_name() -> None:
    assert ports("## 二、当前新增更改\n\n- `localhost:18080`") == [("18080", "Page")]
    assert ports("## 二、Grafana\n\n- `localhost:18080`") == [("18080", "Grafana")]


def test_a_name_that_goes_on_is_another_one() -> None:
    section = "## FalkorDB configuration\n\n- {} on port 8001"
    assert ports(section.format("FalkorDB MCP server")) == [("8001", "FalkorDB MCP")]
    assert ports(section.format("FalkorDB server")) == [("8001", "FalkorDB")]


def test_services_below_paths_of_one_port_do_not_have_it() -> None:
    links = "- Jaeger: http://localhost:8080/jaeger/ui\n- Grafana: http://localhost:8080/grafana"
    assert ports(links) == []
    assert ports(links.replace("8080/grafana", "3000/grafana")) == [("3000", "Grafana"), ("8080", "Jaeger")]
    assert [port for port, _ in ports("- API: http://localhost:8080/api\n- Docs: http://localhost:8080/docs")] != []


def test_a_key_over_a_list_says_which_endpoint_it_is_about() -> None:
    fence = "# Page\n\n```\nAgents:\n  Builder: 3100\n\nMetrics:\n  Builder: 3950\n```\n"
    claims = [one for one in read_document("docs/page.md", fence).claims if one.attribute == "port"]
    assert [(one.value, one.part) for one in claims] == [("3100", ""), ("3950", "metrics")]


def test_behind_a_semicolon_another_endpoint_may_follow() -> None:
    said = ports("- MinIO console: `http://localhost:9001`; S3 API on `:9000`.")
    assert said == [("9000", "MinIO console S3 API"), ("9001", "MinIO console")]


def test_a_mode_is_a_way_to_run_everything() -> None:
    table = "| Service | Port |\n|---|---|\n| Hub | {} |\n"
    page = f"# Page\n\n## Relay mode\n\n{table.format(8081)}\n## Development mode\n\n{table.format(8080)}"
    claims = [one for one in read_document("docs/page.md", page).claims if one.attribute == "port"]
    assert [(one.value, one.scope) for one in claims] == [("8081", "relay mode"), ("8080", "dev")]


@pytest.mark.parametrize(
    ("folder", "role"), [("docs/research", "plan"), (".planning", "plan"), ("docs/guides", "canon")]
)
def test_what_somebody_looked_into_is_not_how_it_stands(folder: str, role: str) -> None:
    claims = read_document(f"{folder}/stack.md", "# Stack\n\n- Loki: http://localhost:3100\n").claims
    assert {one.role for one in claims} == {role}


def test_where_something_may_listen_is_no_bind() -> None:
    def binds(said: str) -> list[str]:
        return [one.value for one in read_document("docs/a.md", f"# A\n\n{said}\n").claims if one.attribute == "bind"]

    assert binds("Point it to wherever Loki listens (`localhost:3100` locally).") == []
    assert binds("Loki listens on `localhost:3100` only.") == ["localhost"]


@pytest.mark.parametrize(("word", "service"), [("Truy cập", "Loki"), ("访问", "Loki"), ("Bảng", "Bảng")])
def test_a_verb_of_another_language_is_no_service(word: str, service: str) -> None:
    read = read_document("docs/loki.md", f"# Loki\n\n1. {word} http://localhost:3100\n").claims
    assert {one.service for one in read if one.attribute == "port"} == {service}


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("- **{}:** anybody can connect to port 8080", "Medium", "Loki"),
        ("- {}: port 9214", "mtu", "loki"),
    ],
)
def test_a_key_or_a_grade_is_no_name(text: str, name: str, other: str) -> None:
    assert name not in [service for _, service in ports(text.format(name))]
    assert other in [service for _, service in ports(text.format(other))]


def test_the_number_of_an_issue_is_no_range() -> None:
    item = (
        "2. **Range requests are NOT free — the claim is a myth.** There is no parsing of the `Range:` header. Tracking\n"
        "   issue [python/cpython#86809](https://github.com/python/cpython/issues/86809) is open."
    )
    read = read_document("docs/a.md", f"# R\n\n{item}\n").claims
    assert [one.quote for one in read if one.attribute in ("problem", "range", "port")] == []


def test_a_key_is_no_name() -> None:
    assert ports("- auth-port 1812") == [("1812", "Page")]


@pytest.mark.parametrize(
    ("said", "auth"), [("✅ No concerns", []), ("No new security risks", []), ("No", ["none"]), ("no auth", ["none"])]
)
def test_no_concerns_are_no_open_door(said: str, auth: list[str]) -> None:
    read = read_document("docs/loki.md", f"# Loki\n\n- Port: 3100\n- Security: {said}\n").claims
    assert [one.value for one in read if one.attribute == "auth"] == auth
