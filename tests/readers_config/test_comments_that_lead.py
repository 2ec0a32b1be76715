"""Comments of a file: what is behind an arrow, whose port is in parentheses, lists before and behind all else."""

from __future__ import annotations

import pytest

from consistency.readers.config.kinds import read

TEXT = """\
# Loom (public) :3000 -> :3001
# While Studio (:3001) is down a page says so.
server {
    listen 3000;
}
"""


def test_a_comment_gives_a_port_to_whom_it_names() -> None:
    said = [(c.service, c.value, c.namespace) for c in read("loom/nginx.conf", TEXT).claims if c.source == "comment"]
    assert said == [("Loom", "3000", "host"), ("Studio", "3001", "")]


COMPOSE = """\
# Ports:
#   - Books: http://localhost:{head}  (login: admin)

services:
  books:
    ports: ['9040:80']

# When it is up:
#   - Shop UI: http://localhost:{foot}
#   * Store: psql postgresql://shop:pw@localhost:{foot}/shop
{commented}
"""


def told(head: int, foot: int, commented: str = "") -> list[tuple[str, str]]:
    text = COMPOSE.format(head=head, foot=foot, commented=commented)
    claims = read("compose.yml", text).claims
    assert all(text.splitlines()[c.line - 1][c.column - 1 : c.end_column - 1] == c.quote for c in claims)
    return [(c.service, c.value) for c in claims if c.source == "comment" and c.attribute == "port"]


def test_lists_in_comments_before_and_behind_everything_else() -> None:
    assert told(9041, 9042) == [("Books", "9041"), ("Shop UI", "9042"), ("Store", "9042")]
    assert told(9040, 9042) == [("Shop UI", "9042"), ("Store", "9042")], (
        "a port that is published says no more than config"
    )


@pytest.mark.parametrize(
    "commented",
    ['#   - "9043:80"', "#   - DATABASE_URL: http://localhost:9043", "#   - ./data:/data", "#   - port: 9043"],
)
def test_config_that_is_commented_out_states_nothing(commented: str) -> None:
    assert told(9041, 9042, commented) == told(9041, 9042)


def test_whom_a_service_calls_in_its_network_is_not_it() -> None:
    services = "services:\n  shop:\n    ports: ['80:80']\n  till:\n    image: t\n"
    text = f"# The shop reaches the till at http://till:9099\n{services}"
    assert [c.value for c in read("shop/compose.yml", text).claims if c.source == "comment"] == []
    other = text.replace("http://till", "http://nas.lan")
    assert [
        c.value for c in read("shop/compose.yml", other).claims if c.source == "comment" and c.attribute == "port"
    ] == ["9099"]
