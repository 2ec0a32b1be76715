"""What holds for every config reader and any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.model.claim import ATTRIBUTES, MODALITIES, NAMESPACES, ROLES, Claim
from consistency.readers.config.kinds import KINDS, ignored, kind_of, may_hold, read

NAMES = [kind.kind for kind in KINDS]
FRAGMENTS = r"""
services: image: ports: - " ' [ ] { } & * << --- # 8080:80 ${PORT:-3000} ${A $B web http://a:80/x /health = PORT=1
X_URL= reverse_proxy app:1 :80 example.com name: url port 0 65536 99999 EXPOSE listen server ; <key> </dict> [Service]
ExecStart= --port -p | > ! % @ ` kind: Service spec: \
"""
WORDS = st.sampled_from([*FRAGMENTS.split(), *"\t\n\r\u2028\x0c\x00\x1f\ufeff", "\r\n"])
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(WORDS, st.sampled_from(["\n", "\n  ", "\n    ", " "])), max_size=60).map("".join),
)


def lines_of(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def sound(claim: Claim, text: str) -> None:
    lines = lines_of(text)
    assert lines[claim.line - 1][claim.column - 1 : claim.end_column - 1] == claim.quote
    assert 1 <= claim.column <= claim.end_column
    assert claim.attribute in ATTRIBUTES
    assert claim.modality in MODALITIES
    assert claim.namespace in NAMESPACES
    assert claim.role in ROLES
    assert 0 <= claim.port <= 65535
    if claim.attribute == "port":
        assert claim.value == str(int(claim.value))
        assert claim.port == int(claim.value) > 0
    assert claim.statement
    assert claim.source


@pytest.mark.parametrize("kind", NAMES)
@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_no_text_breaks_a_reader_and_every_claim_quotes_its_place(kind: str, text: str) -> None:
    for claim in read("a/b", text, {}, kind).claims:
        sound(claim, text)


@settings(max_examples=100, deadline=None)
@given(path=st.text(max_size=30), text=TEXTS)
def test_a_kind_is_told_for_any_path_and_any_text(path: str, text: str) -> None:
    kind = kind_of(path, text)
    assert kind is None or kind in NAMES
    if kind:
        assert may_hold(path)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("docker-compose.yml", "compose"),
        ("ops/docker-compose.prod.yaml", "compose"),
        ("compose.override.yml", "compose"),
        (".env", "env"),
        ("ops/.env.example", "env"),
        ("deploy/prod.env", "env"),
        ("proxy/Caddyfile", "caddy"),
        ("services.json", "json"),
        ("a/registry.jsonl", "json"),
        ("dashy/conf.yml", "yaml"),
        ("README", None),
        ("main.py", None),
        ("node_modules/x/docker-compose.yml", None),
        ("package-lock.json", None),
        ("apps/web/package.json", "package"),
        ("Procfile", "procfile"),
        ("scripts/up.sh", "script"),
        ("Makefile", "script"),
    ],
)
def test_kind_by_name(path: str, kind: str | None) -> None:
    assert kind_of(path, "") == kind


def test_kind_by_content() -> None:
    assert kind_of("stack.yml", "# a stack\nservices:\n  web:\n    image: nginx\n") == "compose"
    assert kind_of("ci.yml", "jobs:\n  test:\n    services:\n      db: {}\n") == "yaml"
    assert kind_of("environment", "# port\nWEB_PORT=3000\nWEB_HOST=x\n") == "env"
    assert kind_of("notes", "Some words.\n") is None
    assert kind_of("notes.md", "services:\n  web:\n    image: nginx\n") is None


@pytest.mark.parametrize("path", ["vendor/a.yml", "x/dist/b.json", "web/package-lock.json", ".vscode/launch.json"])
def test_vendored_and_generated_trees_are_left_out(path: str) -> None:
    assert ignored(path)


EXAMPLES = {
    "a/compose.yml": "# W at http://localhost:1\nservices:\n  w:\n    # port 81\n    ports: ['80:90']\n    image: x\n",
    "a/.env": "# WEB - site (port 80)\nWEB_PORT=80 # c\nX='a\nb'\nHOST=0.0.0.0\n",
    "a/Caddyfile": "# old port 80\na.example.org {\n  reverse_proxy w:80\n}\n",
    "a/nginx.conf": "server {\n  listen 80;\n  location / { proxy_pass http://w:90; }\n}\n",
    "a/w.service": "[Service]\nEnvironment=PORT=80\nExecStart=/bin/w \\\n  --port 90\n",
    "a/Dockerfile": "FROM x\nEXPOSE 80 \\\n  90\n",
    "a/services.json": '{"services": {\n"w": {"port": 80},\n"x": {"port": 90}}}\n',
    "a/k.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: w}\nspec:\n  ports: [{port: 80}]\n",
}


@pytest.mark.parametrize("path", sorted(EXAMPLES))
def test_line_ends_and_a_byte_order_mark_change_nothing(path: str) -> None:
    text = EXAMPLES[path]
    plain = read(path, text).claims
    assert plain
    for other in (text.replace("\n", "\r\n"), text.replace("\n", "\r")):
        assert read(path, other, {}, kind_of(path, text)).claims == plain
    marked = [(claim.line, claim.attribute, claim.value) for claim in read(path, "\ufeff" + text).claims]
    assert marked == [(claim.line, claim.attribute, claim.value) for claim in plain]
