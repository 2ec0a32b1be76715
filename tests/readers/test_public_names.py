"""A column under any header over the names by which a proxy serves the rows, and stacks beside services."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def said(table: str, *attributes: str) -> list[tuple[str, str]]:
    claims = read_document("docs/services.md", f"# Services\n\n{table}").claims
    return [(c.service, c.value) for c in claims if c.attribute in attributes and c.service]


@pytest.mark.parametrize("head", ["public", "Through Caddy", "Reached by"])
def test_names_below_one_domain(head: str) -> None:
    rows = "| forgejo | 3000 | `git.heron.net` |\n| miniflux | 8081 | rss.heron.net |\n| postgres | 5432 | - |\n"
    table = f"| Service | Port | {head} |\n|---|---|---|\n{rows}"
    assert said(table, "domain") == [("forgejo", "git.heron.net"), ("miniflux", "rss.heron.net")]


@pytest.mark.parametrize(
    "cells",
    [
        ("values.dev.yaml", "values.prod.yaml"),
        ("user.service.ts", "cart.service.ts"),
        ("forgejo.service", "miniflux.service"),
        ("git.heron.net", "rss.egret.org"),
        ("git.heron.net", "git.heron.net"),
        ("git.heron.net", "the other one"),
    ],
)
def test_files_units_and_names_of_several_sites(cells: tuple[str, str]) -> None:
    rows = "".join(f"| s{index} | {3000 + index} | {cell} |\n" for index, cell in enumerate(cells))
    assert said(f"| Service | Port | Seen in |\n|---|---|---|\n{rows}", "domain") == []


def test_a_stack_is_no_service_beside_one() -> None:
    rows = "| media | Sonarr | 8989 |\n| media | Radarr | 7878 |\n| photos | Immich | 2283 |\n"
    for order, table in (
        ("| Stack | Service | Port |\n|---|---|---|\n", rows),
        ("| Service | Stack | Port |\n|---|---|---|\n", "| Sonarr | media | 8989 |\n| Radarr | media | 7878 |\n"),
    ):
        assert ("Sonarr", "8989") in said(order + table, "port")
    assert said("| Stack | Port |\n|---|---|\n| media | 8989 |\n| photos | 2283 |\n", "port") == [
        ("media", "8989"), ("photos", "2283"),
    ]  # fmt: skip


def test_labels_of_jobs_are_whom_a_row_is_about() -> None:
    rows = "| dev.heron.triage | reads mail, drafts answers | 7421 |\n| dev.heron.butler | moves meetings | 7422 |\n"
    assert said(f"| Label | What | Port |\n|---|---|---|\n{rows}", "port") == [
        ("dev.heron.triage", "7421"), ("dev.heron.butler", "7422"),
    ]  # fmt: skip
