"""What is told beside the services: marked remarks, trees of folders, near ends of tunnels, limits of parameters."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.context import service_in
from consistency.readers.document import read_document
from consistency.readers.forwards import local_ports


def claims(text: str, attribute: str = "port", path: str = "docs/page.md") -> list[Claim]:
    return [claim for claim in read_document(path, text).claims if claim.attribute == attribute]


def test_a_marked_remark_is_no_field_of_its_section() -> None:
    assert (
        claims("# Ports\n\n### venus\n\n> Note: 8080 on mercury is used by cAdvisor, port 8080 is not Stirling's.\n")
        == []
    )


def test_a_remark_in_a_tree_of_folders_takes_no_port() -> None:
    text = "# Repo\n\n```\n├── grafana   # :3000\n└── gitea     # :3000\n```\n"
    assert {c.source for c in claims(text)} == {"prose"}


@pytest.mark.parametrize(
    ("command", "ports"),
    [
        ("kubectl -n a port-forward svc/n8n 8080:5678", {8080}),
        ("kubectl port-forward svc/n8n 5678:5678", set()),
        ("ssh -N -L 16333:127.0.0.1:6333 atlas", {16333}),
        ("ssh -L 8000:gpu-01:8000 you@login", set()),
        ("docker run -p 8080:80 nginx", set()),
    ],
)
def test_the_near_ends_of_tunnels(command: str, ports: set[int]) -> None:
    assert local_ports(f"# Page\n\n```sh\n{command}\n```\n") == ports


def test_the_near_end_of_a_tunnel_is_no_port_of_the_service() -> None:
    text = "# n8n\n\nRun `kubectl port-forward svc/n8n 8080:5678`.\n\n- n8n: http://localhost:8080\n- n8n: http://localhost:5678\n"
    assert [c.value for c in claims(text, path="docs/n8n.md")] == ["5678"]


@pytest.mark.parametrize("header", ["Range", "DHCP range", "Valid range"])
def test_ranges_of_other_things_are_allocated_to_nobody(header: str) -> None:
    text = f"# Parameters\n\n| Name | {header} |\n|---|---|\n| batch | 1-1024 |\n| tokens | 512-4096 |\n"
    reading = read_document("docs/page.md", text)
    assert reading.claims == ()
    assert reading.registries == 0


def test_ranges_of_ports_are_allocated() -> None:
    rows = "| Web | 3000-3099 |\n| API | 4000-4099 |\n"
    plan = claims(f"# Plan of numbers\n\n| Layer | Range |\n|---|---|\n{rows}", "range")
    assert {c.value for c in plan} == {"3000-3099", "4000-4099"}
    assert claims("# Port plan\n\n| Layer | Range |\n|---|---|\n| Web | 3000-3050 |\n", "range")


def test_a_service_that_listens_on_an_address_is_bound_to_it() -> None:
    text = "# Operations\n\n1. **billing-api**\n   - listens on 10.8.3.7:8000\n   - calls 10.8.3.8:9000\n"
    assert [(c.service, c.value, c.port) for c in claims(text, "bind")] == [("billing-api", "10.8.3.7", 8000)]


def test_instructions_and_headings_that_name_nobody() -> None:
    assert claims("# Установка\n\n1. Откройте http://192.168.0.10:9443\n") == []
    assert service_in("For client developers") == ""
    assert service_in("Forgejo") == "Forgejo"


def test_what_one_run_is_told_is_usage() -> None:
    assert (
        claims("# Quill\n\n**Two instances?** Yes, e.g. `QUILL_PORT=4041 quill serve`.\n", path="docs/quill.md") == []
    )


def test_e_g_ends_no_sentence() -> None:
    found = claims("# Quill\n\nQuill can listen elsewhere, e.g. `localhost:4041`.\n", path="docs/quill.md")
    assert {c.modality for c in found} <= {"example"}


@pytest.mark.parametrize(
    "line",
    [
        "- **Qdrant** — `qdrant:6333`, not published, containers only",
        "**qdrant** is on port 6333, on the loopback address only.",
        "- Qdrant: port 6333, bound to localhost only",
    ],
)
def test_how_far_it_reaches_behind_its_port(line: str) -> None:
    claims = read_document("docs/page.md", f"# Notes\n\n{line}\n").claims
    assert [(c.service.lower(), c.value) for c in claims if c.attribute == "exposure"] == [("qdrant", "loopback")]


@pytest.mark.parametrize(
    "line", ["- Qdrant: port 6333, not published yet by the team", "- Qdrant: port 6333, on the network"]
)
def test_what_does_not_tell_how_far(line: str) -> None:
    claims = read_document("docs/page.md", f"# Notes\n\n{line}\n").claims
    assert [c for c in claims if c.attribute == "exposure"] == []


def test_a_sentence_that_begins_with_an_environment_is_about_that() -> None:
    text = (
        "# Notes\n\nOn the production machine PostgreSQL is published on `127.0.0.1:5695`. Grafana runs on port 3000.\n"
    )
    claims = read_document("docs/page.md", text).claims
    assert {(c.service, c.scope) for c in claims if c.attribute == "port"} == {("PostgreSQL", "prod"), ("Grafana", "")}


def test_where_a_component_is_published() -> None:
    text = "# Notes\n\n| Component | Published at |\n|---|---|\n| meilisearch | 127.0.0.1:7710 |\n"
    claims = read_document("docs/page.md", text).claims
    assert {(c.attribute, c.value) for c in claims if c.attribute != "service"} == {
        ("port", "7710"),
        ("bind", "127.0.0.1"),
    }


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Typesense is not published in production.", [("Typesense", "prod")]),
        ("Valkey is never exposed; it is a cache.", [("Valkey", "")]),
        ("Grafana is not exposed to the internet.", []),
        ("Qdrant is not published yet.", []),
        ("If it is not set, Loki is not published.", []),
    ],
)
def test_what_is_published_nowhere(line: str, said: list[tuple[str, str]]) -> None:
    claims = read_document("docs/page.md", f"# Notes\n\n{line}\n").claims
    assert [(c.service, c.scope) for c in claims if c.attribute == "exposure" and c.modality == "stated"] == said
