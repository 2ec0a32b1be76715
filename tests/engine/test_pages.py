"""Pages that govern are read once for each content, and whatever happens to what was kept, the answer is the same."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.cache.packed import sealed
from consistency.cache.store import Store
from consistency.engine.check import check
from consistency.engine.pages import UNKEPT, Pages
from consistency.engine.prepared import Scope
from consistency.readers.declared.check import Place
from consistency.readers.places import values

if TYPE_CHECKING:
    from tests.conftest import GitRepository

ROOT = Path(__file__).parents[2]
CORE = {path.name: path.read_bytes().decode() for path in (ROOT / "docs/_core").iterdir() if path.is_file()}
LINES = sorted({line for text in CORE.values() for line in text.split("\n")})
SHOW = "import sys, consistency.__main__ as m, os\nos._exit = sys.exit\nsys.argv = ['consistency', 'check', '--staged']\ntry:\n    m.main()\n"
SHOW += "finally:\n    print('loaded:', *sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"


def every(pages: Pages, path: str, text: str) -> list[Any]:
    """All that can be asked of a page."""
    definition = pages.definition(path, text)
    places = [place for one in definition.checks for place in one.places]
    found = [pages.values(place, path, text) for place in places]
    return [definition, pages.named(path, text), pages.change_rules(path, text), pages.ledger(path, text), *found]


@given(st.lists(st.sampled_from(LINES), max_size=30))
def test_what_was_kept_is_what_would_be_read(tmp_path_factory: pytest.TempPathFactory, lines: list[str]) -> None:
    text = "\n".join(lines)
    store = Store(str(tmp_path_factory.mktemp("git")))
    first = Pages(store)
    assert every(first, "a.md", text) == every(UNKEPT, "a.md", text)
    first.keep()
    assert every(Pages(store), "a.md", text) == every(UNKEPT, "a.md", text)


@pytest.mark.parametrize("name", sorted(CORE))
def test_the_pages_of_the_worked_example_come_back(name: str, tmp_path: Path) -> None:
    first = Pages(Store(str(tmp_path)))
    every(first, name, CORE[name])
    first.keep()
    again = Pages(Store(str(tmp_path)))
    assert every(again, name, CORE[name]) == every(UNKEPT, name, CORE[name])
    assert again._new == {}, "nothing was read anew"


def test_another_text_is_another_reading(tmp_path: Path) -> None:
    pages = Pages(Store(str(tmp_path)))
    (place,) = [one for one in pages.definition("d", CORE["CONSISTENCY_DOD.md"]).checks if one.id == "request-timeout"]
    (stated,) = [one for one in place.places if isinstance(one, Place) and one.kind == "bullet"]
    for number in (600, 700):
        text = f"# Defaults\n\n## Control-plane defaults\n\n- Request timeout: {number}\n"
        assert pages.values(stated, "d", text) == values(stated, "d", text)


@pytest.fixture
def site(worked: GitRepository) -> GitRepository:
    """The worked example, whose checks have something to say, with a staged edit of prose."""
    worked.stage({"docs/_core/words.md": "Words.\n"})
    return worked


def test_a_check_that_has_something_to_say_loads_no_parser_again(site: GitRepository) -> None:
    def run() -> subprocess.CompletedProcess[str]:
        return site.run(sys.executable, "-c", SHOW)

    first, second = run(), run()
    assert "F900" in second.stdout
    assert second.stdout == first.stdout
    loaded = second.stderr.partition("loaded: ")[2].split()
    assert not {"markdown_it", "yaml", "tomllib"} & set(loaded)


def judged(site: GitRepository, cache: bool = True) -> tuple[object, ...]:
    """What is said of the next commit."""
    run = check(str(site.path), Scope(tree="index"), "2026-11-01", cache=cache)
    return run.findings, run.resolved, run.notes, run.looked


@pytest.mark.parametrize("damage", ["bytes", "another reading", "no reading", "no table"])
def test_whatever_is_kept_the_answer_is_the_same(site: GitRepository, damage: str) -> None:
    expected = judged(site, cache=False)
    assert judged(site) == expected
    with sqlite3.connect(site.path / ".git/consistency/claims-1.sqlite") as database:
        ((table,),) = database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'pages_%'").fetchall()
        rows = dict(database.execute(f"SELECT key, kept FROM {table}"))
        assert rows
        for key, kept in rows.items():
            new = {
                "bytes": kept[:-1] + bytes([kept[-1] ^ 1]),
                "another reading": next(other for other in rows.values() if other != kept),
                "no reading": sealed(key, b"("),
            }
            database.execute(f"UPDATE {table} SET kept = ? WHERE key = ?", (new.get(damage, kept), key))
        if damage == "no table":
            database.execute(f"DROP TABLE {table}")
    database.close()
    for _ in range(2):
        assert judged(site) == expected
