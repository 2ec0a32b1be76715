"""What names no service: a page's own file name, an instruction, a topic in another language."""

from __future__ import annotations

import pytest

from consistency.model.name import name
from consistency.readers.context import service_in
from consistency.readers.document import read_document


def services(text: str, path: str = "docs/page.md") -> set[str]:
    return {claim.service for claim in read_document(path, text).claims if claim.attribute == "port"}


@pytest.mark.parametrize(
    "heading", ["CLAUDE.md", "AGENTS.md", "快速开始", "Übersicht", "Primeros pasos", "アクセス", "Facts"]
)
def test_topics(heading: str) -> None:
    assert service_in(heading) == ""


def test_an_identifier_with_its_meaning_in_another_script_is_the_identifier() -> None:
    assert service_in("nebula-order 订单服务") == "nebula-order"


def test_an_instruction_in_chinese_is_no_service() -> None:
    assert services("# Demo\n\n## 快速开始\n\n1. 访问 http://localhost:9000\n") == set()


def test_a_name_and_where_it_runs() -> None:
    assert services("# Keycloak\n\n- DB: postgres on beta (5432)\n") == {"postgres"}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Postgres 16", "postgres", True),
        ("MySQL 8.0", "mysql", True),
        ("apps/admin", "admin", True),
        ("Redis 2", "redis", False),
        ("Worker 4", "worker", False),
    ],
)
def test_names_with_a_version_or_a_folder(one: str, other: str, alike: bool) -> None:
    assert (name(one).key == name(other).key) == alike


def test_a_column_that_says_what_each_identifier_is_names_none_of_them() -> None:
    rows = "| ferrite-server | gRPC + HTTP | 8080 |\n| ferrite-admin | console | 8090 |\n"
    assert services(f"# Crates\n\n| Crate | What | Port |\n|---|---|---|\n{rows}") == {
        "ferrite-server",
        "ferrite-admin",
    }


def test_a_title_about_a_box_names_no_machine() -> None:
    text = "# Lakehouse in a box\n\n| Service | Port |\n|---|---|\n| Trino | 8082 |\n"
    assert {claim.host for claim in read_document("README.md", text).claims} == {""}


def test_who_is_started_and_limits() -> None:
    assert services("# Dev\n\n1. Start Mailhog on port 8025\n") == {"Mailhog"}
    assert services("# Dev\n\n- Open WebUI on port 3000\n") == {"Open WebUI"}
    assert services("# Dev\n\n```yaml\nsoft: 65535\nhard: 65535\n```\n") == set()


@pytest.mark.parametrize(
    ("heading", "service"),
    [
        ("Janua Operations Runbook", "Janua"),
        ("Grafana Setup Guide", "Grafana"),
        ("Kafka UI Setup Guide", "Kafka UI"),
        ("4. The customs bridge", "customs bridge"),
        ("The Lounge", "The Lounge"),
        ("Deployment Guide", ""),
        ("Custom domain setup", "Custom domain setup"),
        ("The contract, in one paragraph", ""),
        ("2025-09-14 PhotoPrism has moved", ""),
        ("Day 1", ""),
    ],
)
def test_what_a_heading_calls_a_page_about_something(heading: str, service: str) -> None:
    assert service_in(heading) == service
