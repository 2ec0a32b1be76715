"""Server blocks under a comment that names for whom they are."""

from __future__ import annotations

import pytest

from consistency.readers.config.kinds import read

SERVER = "server {\n    server_name chat.site.example;\n    location / { proxy_pass http://127.0.0.1:8009; }\n}\n"


def services(text: str, path: str = "nginx/site.conf") -> set[tuple[str, str]]:
    return {(c.service, c.value) for c in read(path, text).claims if c.attribute == "port"}


def test_the_comment_right_above_names_what_the_block_leads_to() -> None:
    assert services(f"# Element\n{SERVER}") == {("Element", "8009")}


@pytest.mark.parametrize(
    "above", ["", "# redirect\n", "# HTTPS\n", "# Element\n\n", "# what people chat with, see the wiki\n", "# a\n# b\n"]
)
def test_any_other_comment_leaves_the_domains_first_label(above: str) -> None:
    assert services(above + SERVER) == {("chat", "8009")}


def test_a_block_that_leads_to_two_places_is_not_one_services() -> None:
    two = SERVER.replace("location /", "location /api { proxy_pass http://127.0.0.1:8010; }\n    location /")
    assert services(f"# Element\n{two}") == {("chat", "8009"), ("api", "8010")}


def test_what_a_server_runs_itself_is_no_environment() -> None:
    assert {c.scope for c in read("nginx/local.conf", SERVER).claims} == {""}
    assert {c.scope for c in read("nginx/site.local.conf", SERVER).claims} == {"local"}
