"""Environments, profiles, and files that are not in force."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from consistency.model.scope import meet
from consistency.readers.config.kinds import read
from consistency.readers.config.variant import environment

Said = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("docker-compose.yml", ""),
        ("docker-compose.override.yml", ""),
        ("docker-compose.dev.yml", "dev"),
        ("ops/docker-compose.production.yml", "prod"),
        ("docker-compose-staging.yaml", "staging"),
        ("docker-compose-infrastructure.yml", ""),
        (".env.test", "test"),
        (".env.example", ""),
        ("k8s/overlays/local/a.yml", "local"),
        ("environments/prod/compose.yml", "prod"),
        ("ops/local/docker-compose.yml", ""),
        (".devcontainer/docker-compose.yml", "dev"),
        ("tests/compose.yml", "test"),
    ],
)
def test_the_environment_that_a_path_says(path: str, expected: str) -> None:
    assert environment(path) == expected


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("", "", True),
        ("prod", "", True),
        ("prod", "dev", False),
        ("prod", "prod", True),
        ("profile:a", "", True),
        ("profile:a", "profile:b", False),
        ("profile:a,profile:b", "profile:b", True),
        ("prod,profile:a", "profile:a", True),
        ("prod,profile:a", "dev,profile:a", False),
    ],
)
def test_which_scopes_can_hold_at_once(one: str, other: str, together: bool) -> None:
    assert meet(one, other) is together
    assert meet(other, one) is together


@pytest.mark.parametrize(
    ("path", "head", "role", "modality"),
    [
        ("compose.yml", "", "config", "stated"),
        ("archive/compose.yml", "", "history", "stated"),
        ("docker-compose.old.yml", "", "history", "stated"),
        ("compose-legacy.yaml", "", "history", "stated"),
        ("compose.old-town.yml", "", "config", "stated"),
        ("docker-compose.backup.yml", "", "config", "stated"),
        ("docs/examples/compose.yml", "", "config", "example"),
        ("compose.yml", "# DEPRECATED: see the cluster", "config", "retired"),
        ("compose.yml", "# This stack is no longer used.", "config", "retired"),
        ("compose.yml", "# Removes deprecated volumes.", "config", "stated"),
    ],
)
def test_whether_a_file_is_in_force(path: str, head: str, role: str, modality: str) -> None:
    claims = read(path, f"{head}\nservices:\n  w:\n    ports: ['80:80']\n").claims
    assert {(claim.role, claim.modality) for claim in claims} == {(role, modality)}


def test_the_directory_of_a_host_is_the_host(said: Said) -> None:
    text = "services:\n  w:\n    ports: ['80:81']\n"
    assert said("hosts/mini/compose.yml", text, "port") == ["3:14-16 port=80 w @mini", "3:17-19 port=81 w container"]
    assert said("ansible/host_vars/mini.yml", "grafana_port: 3000\nloki_port: 3100\n") == [
        "1:15-19 port=3000 grafana @mini",
        "1:15-19 port=3000 grafana_port variable @mini as opened",
        "2:12-16 port=3100 loki @mini",
        "2:12-16 port=3100 loki_port variable @mini as opened",
    ]


@pytest.mark.parametrize(
    ("head", "host"),
    [
        ("# core-01", "core-01"),
        ("# core-01. The certificate is made on core-02 and copied", "core-01"),
        ("# core-01, next to core.yml, during simulation weeks", "core-01"),
        ("# The job runner.\n# läuft auf bruno", "bruno"),
        ("# Runs on kite1 or on heron2", ""),
        ("# runs on docker", ""),
        ("# phase-1", ""),
        ("# step 2 of 4", ""),
        ("# One\n# two\n# core-01", ""),
    ],
)
def test_the_first_comments_say_on_which_host_it_runs(head: str, host: str) -> None:
    claims = read("compose.yml", f"{head}\nservices:\n  w:\n    ports: ['80:81']\n").claims
    assert {claim.host for claim in claims if claim.namespace == "host" and claim.attribute == "port"} == {host}


@pytest.mark.parametrize(
    ("profiles", "scope"),
    [
        ("[dev]", "scope=dev,profile:dev"),
        ("[dev, development]", "scope=dev,profile:dev,profile:development"),
        ("[dev, prod]", "scope=profile:dev,profile:prod"),
        ("[gpu]", "scope=profile:gpu"),
    ],
)
def test_profiles_that_are_one_environment_say_it(said: Said, profiles: str, scope: str) -> None:
    text = f"services:\n  w:\n    profiles: {profiles}\n    ports: ['80:81']\n"
    assert said("compose.yml", text, "bind") == [f"4:14-16 bind=0.0.0.0 w {scope}"]
