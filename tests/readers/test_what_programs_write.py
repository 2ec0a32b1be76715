"""What programs print, what settings hold and where proxies lead: numbers and addresses that give no service a port."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    claims = read_document(path, text).claims
    return [(c.service, c.value) for c in claims if c.attribute == "port" and c.modality == "stated"]


def endpoints(text: str, path: str = "docs/page.md") -> list[tuple[str, str]]:
    claims = read_document(path, text).claims
    return [(c.service, c.value) for c in claims if c.attribute in ("port", "base_url", "bind")]


def fenced(body: str, info: str = "") -> str:
    return f"# Store\n\nIt prints:\n\n```{info}\n{body}\n```\n"


@pytest.mark.parametrize(
    "line",
    [
        "2031-04-05 06:07:08.91 I | store: announced {Id:n1 PeerAddresses:[http://localhost:5400]}",
        "06:07:08.911 W | store: announced {Id:n1 PeerAddresses:[http://localhost:5400]}",
        "[2031-04-05T06:07:08Z] Store at http://localhost:5400",
        '{"level":"info","msg":"Store at http://localhost:5400"}',
        "Connection to store.example.net 5400 port [tcp/*] succeeded!",
        "| 91bc0de4f2a37755 | up | n1 | http://10.3.0.4:5400 |",
    ],
)
def test_a_line_of_a_log_says_nothing(line: str) -> None:
    assert endpoints(fenced(line)) == []


def test_what_a_person_writes_in_a_fence_is_still_read() -> None:
    assert endpoints(fenced("Store: http://localhost:5400")) == [
        ("Store", "http://localhost:5400"),
        ("Store", "5400"),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "provider: acme\nimage: 12834\nsize: large\nlocation: north",
        "{'limit': 4194304,\n 'asleep': 457,\n 'threads_seen': 2122,\n 'total': 642}",
        "sensor_3_host=a.example.net\nsensor_3_warning=1000\nsensor_4_warning=1000",
        "backend: cloud\nrpc: http://localhost:2633/RPC2\ndriver: one",
        "scrape:\n  - targets: ['localhost:9100']",
        "disk: 1267\nkind: slow\nzone: north\n1267: 500GB fast",
        "listen store\n    bind 10.3.0.4:4505\n    server s1 10.3.0.5:4505 check",
    ],
)
def test_settings_of_a_program_are_no_ports(body: str) -> None:
    assert endpoints(fenced(body)) == []


def test_a_list_of_names_and_ports_is_one() -> None:
    assert ports(fenced("grafana: 3000\nloki: 3100\nweb: 443")) == [("grafana", "3000"), ("loki", "3100")]
    assert ports(fenced("Case 1: search\n    Router\n        └─> Index (8083)\nOutput: a page")) == [("Index", "8083")]


def test_options_and_their_defaults_are_nobodys() -> None:
    page = '# Flags\n\n## --client-urls\n\n+ default: "http://localhost:5400,http://localhost:5401"\n'
    assert endpoints(page) == []
    assert endpoints(fenced("  --first-members n1=http://10.3.0.4:5400,n2=http://10.3.0.5:5400")) == []


def test_where_a_proxy_leads_is_not_where_it_listens() -> None:
    assert ports("# Hub\n\n- Nginx reverse proxy to 127.0.0.1:8711\n") == [("Hub", "8711")]
    assert ports("# Notes\n\n- Caddy forwards requests to port 8711\n") == []
    assert ports("# Notes\n\n- Loom: reverse proxy to 127.0.0.1:8711\n") == [("Loom", "8711")]


def test_a_port_behind_an_arrow_may_be_one_inside() -> None:
    claims = read_document("docs/a.md", "# Pods\n\n- Edge :3000 → Studio :3001\n").claims
    assert [(c.service, c.value, c.namespace) for c in claims if c.attribute == "port"] == [
        ("Edge", "3000", "host"),
        ("Studio", "3001", ""),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "- git clone https://git.example.org/acme/loom",
        "- The remote `origin` is taken to be https://git.example.org/acme/loom here.",
        "- `service nginx start` reads the site (:3000)",
        "- Three servers on ports `6300` (head), `6301` & `6302` (nodes)",
        "**Port**: Probes `8188` (first) then `8000` (second).",
    ],
)
def test_steps_and_links_are_no_address_of_the_page(line: str) -> None:
    assert endpoints(f"# Demos\n\n## Auto-detection\n\n{line}\n") == []


def test_a_port_other_than_the_default_is_an_example() -> None:
    line = "Start Flower on a port other than the default (open http://localhost:5566)."
    assert ports(f"# Flower\n\n{line}\n", "docs/flower.md") == []


@pytest.mark.parametrize("name", ["CHANGES.md", "CHANGES-2.0.md"])
def test_a_list_of_changes_is_history(name: str) -> None:
    page = "# Loom\n\n| Service | Port |\n|---|---|\n| Loom | 4000 |\n"
    assert {c.role for c in read_document(name, page).claims} <= {"history"}
    assert {c.role for c in read_document("changes-to-ports.md", page).claims} == {"canon"}


@pytest.mark.parametrize("line", ["- Fix a leak in the pool (`4711`).", "- Stale links are gone (2155)"])
def test_the_number_of_an_issue_is_no_port(line: str) -> None:
    assert ports(f"# Loom\n\n## Weaver\n\n{line}\n") == []
    assert ports("# Loom\n\n## Weaver\n\n- Listens on its port (`4711`).\n") == [("Weaver", "4711")]


@pytest.mark.parametrize(
    "path", ["docs/relnotes/2.x.md", "docs/release-notes/2.md", "docs/whats-new.md", "relnotes.md"]
)
def test_notes_of_a_release_are_history(path: str) -> None:
    assert {c.role for c in read_document(path, "# Two\n\n- Loom: http://localhost:4000\n").claims} == {"history"}


def test_what_begins_a_sentence_heads_no_list() -> None:
    page = "# Overview\n\n- For other clients, use:\n  - URL: `http://localhost:4242/api`\n"
    assert endpoints(page) == []
    assert endpoints("# Notes\n\n```\nEach runs by itself on loom.test.example:3000\n```\n") == []
