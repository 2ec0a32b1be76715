"""YAML, JSON, TOML and property lists to nodes: the values of the well-kept parsers, with places."""

from __future__ import annotations

import json
import plistlib
import tomllib
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.readers.config.jsonnodes import read_json
from consistency.readers.config.launchd import plist_nodes
from consistency.readers.config.node import Node, walk
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.tomlnodes import read_toml
from consistency.readers.config.yamlnodes import read_yaml

PLAIN = st.text(st.characters(codec="ascii", min_codepoint=32, max_codepoint=126), max_size=8)
WORDS = st.one_of(PLAIN, st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8))
TREES = st.recursive(
    WORDS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(WORDS, inner, max_size=3)),
    max_leaves=12,
)


def plain(node: Node) -> Any:
    if node.kind == "sequence":
        return [plain(item) for item in node.items]
    if node.kind == "mapping":
        return {key.text: plain(value) for key, value in node.pairs}
    return node.text


def placed(root: Node, text: str) -> None:
    for node in walk(root):
        if node.kind == "scalar" and node.inner >= 0:
            assert text[node.inner : node.inner + len(node.text)] == node.text


@settings(max_examples=150, deadline=None)
@given(tree=TREES, flow=st.booleans())
def test_yaml_is_read_as_pyyaml_reads_it(tree: Any, flow: bool) -> None:
    text = yaml.safe_dump(tree, default_flow_style=flow, allow_unicode=True)
    stream = read_yaml(Sheet.of("a.yml", text))
    if "{{" in text or "{%" in text or "{#" in text:  # looked through as a template's
        return
    assert not stream.problems
    assert [plain(root) for root in stream.roots] == [yaml.load(text, yaml.BaseLoader)]
    placed(stream.roots[0], text)


@settings(max_examples=150, deadline=None)
@given(tree=TREES, indent=st.sampled_from([None, 2]), ascii_only=st.booleans())
def test_json_is_read_as_json_reads_it(tree: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    stream = read_json(Sheet.of("a.json", text))
    assert not stream.problems
    assert [plain(root) for root in stream.roots] == [tree]
    placed(stream.roots[0], text)


@settings(max_examples=80, deadline=None)
@given(tree=st.dictionaries(PLAIN, st.recursive(PLAIN, lambda i: st.one_of(st.lists(i), st.dictionaries(PLAIN, i)))))
def test_a_property_list_is_read_as_plistlib_reads_it(tree: dict[str, Any]) -> None:
    text = plistlib.dumps(tree, sort_keys=False).decode()
    root = plist_nodes(text)
    assert root is not None
    assert plain(root) == tree
    placed(root, text)


def test_toml_tables_arrays_of_tables_and_dotted_keys() -> None:
    text = """\
title = "a # b"
[server]
port = 8080 # the port
"quoted key" = 'lit'
a.b = [1, "two"]
[[service]]
name = "one"
[service.web]
port = 1
[[service]]
name = "two"
"""
    stream = read_toml(Sheet.of("a.toml", text))
    assert not stream.problems
    assert plain(stream.roots[0]) == json.loads(json.dumps(tomllib.loads(text)), parse_int=str)
    placed(stream.roots[0], text)


def test_a_text_that_is_no_toml_is_a_problem_in_its_line() -> None:
    stream = read_toml(Sheet.of("a.toml", "a = 1\nb = = 2\nc = 3\n"))
    assert [(problem.line, problem.quote) for problem in stream.problems] == [(2, "b = = 2")]
    assert not stream.roots


def test_json_lines_comments_and_trailing_commas() -> None:
    text = '{"a": 1} // one\n{"a": [2, 3,], /* two */ }\n'
    stream = read_json(Sheet.of("a.jsonl", text))
    assert [plain(root) for root in stream.roots] == [{"a": "1"}, {"a": ["2", "3"]}]
    assert not stream.problems


@pytest.mark.parametrize(
    ("text", "line"),
    [('{"a": 1\n', 1), ('{"a": 1,\n "b" 2}', 2), ("[1, 2}\n", 1), ('{"a": "x\n"}', 1), ("{\n1: [\n}", 3)],
)
def test_what_is_no_json_is_a_problem_in_its_line(text: str, line: int) -> None:
    assert [problem.line for problem in read_json(Sheet.of("a.json", text)).problems] == [line]


def test_scalars_keep_their_spelling() -> None:
    root = read_yaml(Sheet.of("a.yml", "a: 22:22\nb: 0755\nc: 1_000\nd: yes\ne: ~\nf: 1e3\n")).roots[0]
    assert plain(root) == {"a": "22:22", "b": "0755", "c": "1_000", "d": "yes", "e": "~", "f": "1e3"}


def test_one_broken_document_does_not_lose_the_others() -> None:
    text = "a: 1\n---\nb: [1\nc: {\n---\nd: 2\n---\n\te: 3\n---\nf: 4\n"
    stream = read_yaml(Sheet.of("a.yml", text))
    words = {key: node.word(key) for node in stream.roots for key in "adf" if node.word(key)}
    assert words == {"a": "1", "d": "2", "f": "4"}
    assert {problem.attribute for problem in stream.problems} == {"problem"}
    assert 8 in [problem.line for problem in stream.problems]


def test_a_key_given_twice_is_a_problem_and_the_last_one_counts() -> None:
    stream = read_yaml(Sheet.of("a.yml", "a: 1\nb: 2\na: 3\n"))
    assert [(p.value, p.line, p.quote) for p in stream.problems] == [("yaml-duplicate-key", 3, "a")]
    assert stream.roots[0].word("a") == "3"


def test_what_a_template_fills_in_is_no_text_and_no_problem() -> None:
    text = "{{- if .Values.on }}\nname: {{ .Values.name }}-x\nport: 80\n{{- end }}\nhost: {% raw %}\n"
    stream = read_yaml(Sheet.of("templates/a.yaml", text))
    assert not stream.problems
    assert (stream.roots[0].word("name"), stream.roots[0].word("port")) == ("", "80")


def test_an_alias_bomb_is_not_expanded() -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 40)]
    stream = read_yaml(Sheet.of("a.yml", "\n".join(lines)))
    assert len(list(walk(stream.roots[0]))) < 200


def test_merge_bombs_and_cycles_end() -> None:
    lines = ["a0: &a0 {x: 1}"] + [f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 40)]
    root = read_yaml(Sheet.of("a.yml", "\n".join(lines) + "\nb: &b {<<: *b, y: 2}\n")).roots[0]
    assert root.word("a39", "x") == "1"
    assert root.word("b", "y") == "2"


@pytest.mark.parametrize(
    "text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "\n".join(" " * n + "a:" for n in range(500))]
)
def test_deep_nesting_is_a_problem(text: str) -> None:
    assert read_yaml(Sheet.of("a.yml", text)).problems
    if text[0] == "[":
        assert read_json(Sheet.of("a.json", text)).problems


def test_a_document_of_many_megabytes_is_a_problem() -> None:
    assert [p.part for p in read_yaml(Sheet.of("a.yml", "a: b\n" * 1_000_000)).problems] == ["too large to read"]


def test_entities_of_a_property_list_are_not_expanded() -> None:
    text = (
        '<!DOCTYPE plist [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n'
        "<plist><dict><key>Label</key><string>&b;&amp;</string></dict></plist>"
    )
    root = plist_nodes(text)
    assert root is not None
    assert root.word("Label") == "&b;&"
