"""Compiled patterns that are kept for the next run."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import consistency
from consistency.cache import patterns
from consistency.cache.packed import sealed
from consistency.cache.store import Store
from consistency.model import pattern
from consistency.model.pattern import Compiled, halfway, lazily, together

SOURCES = Path(consistency.__file__).parent


def written() -> list[tuple[str, int]]:
    """Every pattern of the package that stands in its source as one text."""
    found = []
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "lazily"):
                continue
            text = node.args[0]
            if isinstance(text, ast.Constant) and isinstance(text.value, str):
                flags = ast.unparse(node.args[1]) if len(node.args) > 1 else "0"
                found.append((text.value, int(eval(flags, {"re": re}))))
    return found


def test_each_pattern_is_what_re_compiles() -> None:
    every = written()
    assert len(every) > 300
    for text, flags in every:
        own, plain = together(text, halfway(text, flags)), re.compile(text, flags)
        assert own == plain, text  # by its code, flags and text
        assert (own.groups, dict(own.groupindex), own.flags) == (plain.groups, dict(plain.groupindex), plain.flags)


@given(
    st.sampled_from(
        [
            r"(?P<a>\w+)[:=](?P<b>\d+)?",
            r"(?i)port\s*(\d{2,5})",
            r"(?<!\w)[äöü]+|端口",
            r"(?>a+)b|(c)\1",
            r"[^\x00-\x7f]",
        ]
    ),
    st.text(st.sampled_from("aAbcä端口PORTport:=123 "), max_size=30),
)
def test_it_matches_the_same(text: str, said: str) -> None:
    own, plain = together(text, halfway(text, 0)), re.compile(text)
    assert [match.span() for match in own.finditer(said)] == [match.span() for match in plain.finditer(said)]
    assert own.sub("<>", said) == plain.sub("<>", said)


def test_an_error_in_a_text_is_told() -> None:
    with pytest.raises(re.error):
        lazily("(").match("x")


@pytest.mark.parametrize(
    "damage",
    [Compiled(32, b"\x01\x02\x03", 0, ()), Compiled(32, b"\xff" * 400, 0, ()), Compiled(32, b"", 3, (("a", 9),))],
)
def test_damage_costs_time_and_nothing_else(damage: Compiled, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pattern, "_provided", {(r"(\d+)-x", 0): damage})
    assert lazily(r"(\d+)-x").findall("1-x 22-x") == ["1", "22"]


def test_another_re_compiles_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(text: str, flags: int) -> Compiled:
        raise ImportError(text, flags)

    monkeypatch.setattr(pattern, "halfway", gone)
    assert lazily(r"(\d+)-y").findall("1-y") == ["1"]


def test_what_is_kept_is_provided_and_what_is_damaged_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = {(f"a{number}", 0): halfway(f"a{number}", 0) for number in range(20)}
    monkeypatch.setattr(pattern, "_provided", {})
    monkeypatch.setattr(pattern, "_new", new)
    store = Store(str(tmp_path))
    patterns.keep(store)
    patterns.load(store)
    assert pattern.provided() == new

    for body in (b"", b"x" * 40, sealed(b"another machine", b"x")):
        monkeypatch.setattr(pattern, "_provided", {})
        words = f"UPDATE patterns_{store.stamp} SET kept = x'{body.hex()}'"
        assert store.ask(words) == []
        patterns.load(store)
        assert pattern.provided() == {}
    store.close()


COUNT = """
import os, sys
os._exit = sys.exit
sys.argv = ["consistency", "check"]
import consistency.__main__ as started
from consistency.model import pattern
try:
    started.main()
finally:
    print(len(pattern.provided()), len(pattern.compiled_anew()), file=sys.stderr)
"""


@pytest.mark.parametrize("documents", [1, 260])  # one process, and several
def test_a_second_run_compiles_next_to_nothing(documents: int, tmp_path: Path) -> None:
    git = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid")
    page = tmp_path / "ports.md"
    page.write_text("# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Cache | nas | 6379 |\n")
    for number in range(1, documents):
        (tmp_path / f"{number}.md").write_text(page.read_text().replace("6379", str(2000 + number)))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*git, *words), cwd=tmp_path, check=True)

    def counted() -> list[int]:
        done = subprocess.run((sys.executable, "-c", COUNT), cwd=tmp_path, capture_output=True, text=True, check=False)
        return [int(word) for word in done.stderr.split()[-2:]]

    provided, anew = counted()
    assert provided == 0
    assert anew > 30
    with page.open("a") as more:
        more.write("| Search | nas | 9200 |\n")
    provided, later = counted()
    assert provided == anew
    assert later < 8
