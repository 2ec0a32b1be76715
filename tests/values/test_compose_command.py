"""Commands of Docker Compose: the services that they name, and words that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.values.compose_command import named


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("docker compose logs -f --tail 50 web", ["web"]),
        ("docker-compose -f ops/dev.yml -p lab restart web worker && echo done", ["web", "worker"]),
        ("docker compose exec -it -u root web sh -c ls", ["web"]),
        ("docker compose up -d --build --wait-timeout 180", []),
        ("docker compose logs web 2>&1 | grep db", ["web"]),
        ("docker compose --profile gpu run --rm --name try job", ["job"]),
        ("docker compose ps", []),
        ("docker compose restart web Then wait", []),
        ("docker compose restart web then", ["web", "then"]),
        ("docker compose logs <service>", []),
        ("docker compose logs $SERVICE", []),
        ("docker compose logs your-service", []),
        ("docker compose down -v web", []),
        ("sudo docker compose \\\n  restart web", ["web"]),
        ("^C # kill the docker compose up command", []),
        ("# docker compose stop web", ["web"]),
    ],
)
def test_the_services_of_a_command(text: str, names: list[str]) -> None:
    found = list(named(text))
    assert [one.name for one in found] == names
    assert all(text[one.start : one.end] == one.name for one in found)


def test_the_file_of_a_command() -> None:
    assert [one.file for one in named("docker compose -f ops/dev.yml logs -f web")] == ["ops/dev.yml"]
    assert [one.file for one in named("docker compose --file=dev.yml stop web")] == ["dev.yml"]
    assert [one.file for one in named("docker compose logs -f web")] == [""]
    assert [one.file for one in named("docker compose -f a.yml -f b.yml logs web")] == ["a.yml:b.yml"]


@given(st.text(alphabet="docker-compse lgf$<>|&;ab=\n", max_size=80))
def test_any_text_is_read_and_places_are_exact(tail: str) -> None:
    text = f"docker compose logs {tail}"
    for one in named(text):
        assert text[one.start : one.end] == one.name
