"""The verb: formats, exit codes, errors, safe output."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest

from consistency.cli.command import run

Clones = Callable[[Mapping[str, Mapping[str, str]]], str]
PAGE = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| {} | mini | {} |\n"


@pytest.fixture
def folder(clones: Clones) -> str:
    return clones({
        "red/shop": {"README.md": PAGE.format("Stock Keeper", 7000)},
        "blue/books": {"README.md": PAGE.format("Stock Keeper", 7001)},
        "blue/notes": {"README.md": "# Nothing\n"},
    })  # fmt: skip


def test_the_json_is_by_owner(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fleet", folder, "-f", "json"]) == 1
    report = json.loads(capsys.readouterr().out)
    (finding,) = report["findings"]
    assert (finding["rule"], finding["repositories"], finding["owners"]) == ("A101", ["books", "shop"], ["blue", "red"])
    assert [owner["owner"] for owner in report["owners"]] == ["blue", "red"]
    assert [one["fleet_findings"] for one in report["owners"][0]["repositories"]] == [1, 0]
    assert report["owners"][1]["findings"] == [finding["fingerprint"]]
    assert report["summary"]["repositories"] == 3


def test_the_text_names_places_and_owners(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["fleet", folder, "--exit-zero"]) == 0
    shown = capsys.readouterr().out
    assert "books:README.md:5:" in shown
    assert "[blue, red]" in shown
    assert "3 of 3 repositories read" in shown


def test_the_page_has_every_link_and_no_markup_of_documents(clones: Clones, tmp_path: Path) -> None:
    name = "Stock <img src=x onerror=alert(1)> Keeper"
    given = clones(
        {f"ops/{one}": {"README.md": PAGE.format(f"`{name}`", 7000 + port)} for port, one in enumerate("ab")}
    )
    file = tmp_path / "fleet.html"
    assert run(["fleet", given, "-o", f"html:{file}", "--exit-zero"]) == 0
    page = file.read_text(encoding="utf-8")
    seen: list[tuple[str, dict[str, str | None]]] = []

    class Elements(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append((tag, dict(attrs)))

    Elements().feed(page)
    assert not {"img", "script"} & {tag for tag, _ in seen}
    ids = {attributes.get("id") for _, attributes in seen}
    links = [str(attributes["href"])[1:] for tag, attributes in seen if tag == "a"]
    assert links
    assert set(links) <= ids


def test_what_was_not_read_is_said_and_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "list.txt").write_text("gone ops\n")
    assert run(["fleet", "-C", str(tmp_path), "list.txt"]) == 2
    assert "not read: gone: " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing.txt"], "cannot be read"),
        ([".", "--scheduler", "tcp://127.0.0.1:1"], "--engine dask"),
        ([".", "--engine", "dask"], "--scheduler"),
        (["."], "no git repository"),
    ],
)
def test_wrong_words_are_told_in_a_sentence(
    words: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if "dask" in words:
        (tmp_path / "a.jsonl").write_text("")
    assert run(["fleet", "-C", str(tmp_path), *words]) == 2
    assert told in capsys.readouterr().err


def test_without_the_extra_nothing_of_it_is_loaded(folder: str) -> None:
    code = (
        "import sys\n"
        "from consistency.cli.command import run\n"
        f"run(['fleet', {folder!r}, '--jobs', '1'])\n"
        "assert not {'duckdb', 'pyarrow', 'dask', 'distributed', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("ending", ["jsonl", "parquet"])
def test_exported_claims_give_what_the_clones_give(ending: str, folder: str, tmp_path: Path) -> None:
    """Findings are the same but for the repositories' own places, which are names, not folders."""
    assert run(["fleet", folder, "-o", f"json:{tmp_path}/clones.json"]) == 1
    for name in ("red/shop", "blue/books", "blue/notes"):
        (tmp_path / "exported" / name).parent.mkdir(parents=True, exist_ok=True)
        file = f"{tmp_path}/exported/{name}.{ending}"
        assert run(["claims", "-C", f"{folder}/{name}", "-o", f"{ending}:{file}"]) == 0
    assert run(["fleet", f"{tmp_path}/exported", "-o", f"json:{tmp_path}/files.json"]) == 1
    clones, files = (json.loads((tmp_path / f"{name}.json").read_text("utf-8")) for name in ("clones", "files"))
    assert clones["findings"] == files["findings"]
    assert clones["summary"]["claims"] == files["summary"]["claims"]


def test_parquet_does_not_go_to_a_terminal(folder: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["claims", "-C", f"{folder}/red/shop", "-f", "parquet"]) == 2
    assert "--output claims.parquet" in capsys.readouterr().err
