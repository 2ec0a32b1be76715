"""What stands right behind an endpoint, or right before its number: a name, a part."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str, path: str = "docs/notes.md") -> list[tuple[str, str, str]]:
    claims = read_document(path, text).claims
    return [(c.service, c.part, c.value) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- `127.0.0.1:4000` litellm", [("litellm", "", "4000")]),
        ("- `0.0.0.0:8188` python (ComfyUI)", [("ComfyUI", "", "8188")]),
        ("- `0.0.0.0:8188` python", [("", "", "8188")]),
    ],
)
def test_what_was_seen_on_a_socket(line: str, said: list[tuple[str, str, str]]) -> None:
    assert ports(f"# Snapshot 2026-05-20\n\nHost: gpu\n\n{line}\n", "docs/snapshots/2026-05-20.md") == said


def test_a_list_of_ports_and_names() -> None:
    text = "# Port registry\n\n- 4000 LiteLLM (loopback only)\n- 8081 llama-server\n- 5432 connections\n- 8082 free\n"
    assert ports(text) == [("LiteLLM", "", "4000"), ("llama-server", "", "8081")]


def test_a_word_behind_an_address_in_a_sentence_is_no_name() -> None:
    assert ports("# Notes\n\nPaperless is at http://atlas:8011 today.\n")[0][0] == "Paperless"


def test_parts() -> None:
    text = "# janus\n\nThe janus API listens on `4100`, the web console on `4101`.\n"
    assert ports(text) == [("janus", "api", "4100"), ("janus", "console", "4101")]
    text = "# Loki\n\n- Listens on 3100 (HTTP) and 9096 (gRPC)\n"
    assert ports(text) == [("Loki", "", "3100"), ("Loki", "grpc", "9096")]


@pytest.mark.parametrize("mark", ["**Bind:** {}", "**Bind**: {}", "Bind: {}", "__Bind:__ {}", "**Bind:** `{}`"])
@pytest.mark.parametrize("value", ["127.0.0.1", "10.8.0.2"])
def test_marks_of_a_label_are_no_bind(mark: str, value: str) -> None:
    claims = read_document("docs/a.md", f"# Mailer\n\n- Port: 2525\n- {mark.format(value)}\n").claims
    assert [claim.value for claim in claims if claim.attribute == "bind"] == [value]


def test_bound_at_the_beginning_of_a_page() -> None:
    claims = read_document("docs/comfyui.md", "# ComfyUI\n\nBound to 127.0.0.1:8188. Ask ben.\n").claims
    assert [(c.service, c.value) for c in claims if c.attribute == "bind"] == [("ComfyUI", "127.0.0.1")]


def test_what_is_opened_to_reach_it() -> None:
    text = "# Uptime Kuma\n\nTo reach it, browse to http://192.168.10.11:3011 and log in.\n"
    assert ports(text, "docs/uptime-kuma.md") == [("Uptime Kuma", "", "3011")]


def test_to_avoid_something_is_a_reason() -> None:
    text = "# Notes\n\nPostgres is exposed on 5433 to avoid a clash. Avoid port 5432 for Redis.\n"
    claims = read_document("docs/a.md", text).claims
    assert [c.value for c in claims if c.attribute == "port" and c.modality == "stated"] == ["5433"]


def test_addresses_in_front_of_the_names_of_machines() -> None:
    text = "# Net\n\n| IP | Name | Services |\n|---|---|---|\n| 10.0.10.4 | dock1 | Portainer (9443), NPM (81) |\n| 10.0.10.5 | mon1 | Loki (3100) |\n"
    claims = read_document("docs/network.md", text).claims
    assert [(c.host, c.value) for c in claims if c.attribute == "address"] == [
        ("dock1", "10.0.10.4"),
        ("mon1", "10.0.10.5"),
    ]
    assert [(c.service, c.value) for c in claims if c.attribute == "port"] == [
        ("Portainer", "9443"), ("NPM", "81"), ("Loki", "3100"),
    ]  # fmt: skip


def test_one_item_of_another_kind_in_a_list_of_services() -> None:
    text = "# Lab\n\n## Services\n\n1. **Traefik** (80/443, dashboard)\n2. **Authelia** – 9091\n3. **Kuma** – 3001\n4. **Vault** – 8200\n"
    assert [(service, value) for service, _, value in ports(text) if len(value) == 4] == [
        ("Authelia", "9091"), ("Kuma", "3001"), ("Vault", "8200"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- 4000 LiteLLM (loopback only)", ["loopback"]),
        ("- Grafana: port 3000 (localhost-only)", ["loopback"]),
        ("- Grafana: port 3000 (LAN)", []),
        ("- Grafana: port 3000 (the dashboards)", []),
    ],
)
def test_a_port_that_is_said_to_be_reached_from_here_only(line: str, said: list[str]) -> None:
    claims = read_document("docs/a.md", f"# Port registry\n\n{line}\n").claims
    assert [claim.value for claim in claims if claim.attribute == "exposure"] == said
