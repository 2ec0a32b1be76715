"""Bad input: each thing is told with its place, ends as designed, and spoils nothing else in the run."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from consistency.cli.command import run
from consistency.engine.check import check
from consistency.schemas import validate

#: A contradiction that every run must still see, whatever lies beside it.
SOUND: dict[str, str | bytes] = {
    "docs/registry.md": "# Ports\n\n| Service | Port |\n|---|---|\n| Grafana | 3000 |\n",
    "docs/inventory.md": "# Inventory\n\n### Grafana\n\n- Port: 3001\n",
}
HEAD = "# Ports\n\n| Service | Port | Bind |\n|---|---|---|\n"
BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)
)
BAD: list[tuple[str, str, str | bytes, str, int]] = [
    ("not UTF-8", "docs/a.md", "# A\n\nservi\u00e7o\n".encode("latin-1"), "M102", 3),
    ("UTF-16", "docs/a.md", "# A\n\nport 3000\n".encode("utf-16"), "M102", 1),
    ("mojibake", "docs/a.md", "# A\n\nPort 8080 â†’ the wiki\n", "M101", 3),
    ("NUL", "docs/a.md", "# A\n\n" + "word " * 40 + "\0\n", "M102", 3),
    ("binary", "docs/a.md", bytes(range(256)) * 4 + bytes(100), "M102", 1),
    ("a pointer", "docs/a.md", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n", "M102", 1),
    ("empty", "docs/PORTS.md", b"", "M107", 1),
    ("missing cells", "docs/a.md", HEAD + "| Loki | 3100 |\n", "M104", 5),
    ("extra cells", "docs/a.md", HEAD + "| Loki | 3100 | ::1 | x |\n", "M104", 5),
    ("unclosed cell", "docs/a.md", HEAD + "| Loki | 3100 | ::1\n", "M104", 5),
    ("unclosed fence", "docs/a.md", "# A\n\n```yaml\nloki: 3100\n", "M104", 3),
    ("no rows", "docs/a.md", HEAD, "M107", 3),
    ("never filled in", "docs/a.md", "# A\n\n**Last Updated**: $(date)\n", "M105", 3),
    *[
        (f"port {port}", "docs/a.md", f"{HEAD}| Loki | {port} | |\n", "M103", 5)
        for port in ("0", "65536", "-1", "1e4", "80.5", "٣٠٠٠", "9000-8000")
    ],
    ("a URL's port", "docs/a.md", "# A\n\n- Loki: http://10.0.0.1:99999\n", "M103", 3),
    ("broken YAML", "docker-compose.yml", "services:\n  a:\n    ports: [\n", "M106", 3),
    ("deep YAML", "docker-compose.yml", "services: " + "[" * 9000 + "]" * 9000 + "\n", "M106", 1),
    ("exploding YAML", "docker-compose.yml", BOMB + "services:\n  web:\n    ports: *a9\n", "M106", 1),
]


def findings(folder: Path) -> list[tuple[str, str, int]]:
    judged = check(str(folder), today="2026-03-01")
    return [(one.rule, one.claims[0].path, one.claims[0].line) for one in judged.findings]


def said(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any, str]:
    """Exit code, JSON report (None where there is none) and standard error."""
    code = run(["-C", str(folder), "check", "--format", "json", *words])
    streams = capsys.readouterr()
    return code, json.loads(streams.out) if streams.out else None, streams.err


@pytest.mark.parametrize(("path", "data", "rule", "line"), [one[1:] for one in BAD], ids=[one[0] for one in BAD])
def test_told_with_its_place_and_the_rest_intact(
    path: str, data: str | bytes, rule: str, line: int, git_repository: Callable[..., Any], capsys: Any
) -> None:
    repository = git_repository()
    repository.write({**SOUND, path: data})
    found = findings(repository.path)
    assert (rule, path, line) in found or (rule, path) in [one[:2] for one in found if line == 1]
    assert "A101" in [one[0] for one in found]
    code, report, error = said(repository.path, capsys)
    assert (code, error) == (1, "")
    assert validate("report", report) == []


def test_a_file_too_large_is_told_and_not_read(git_repository: Callable[..., Any]) -> None:
    repository = git_repository()
    repository.write({**SOUND, "docs/huge.md": b"| Grafana | 4000 |\n" * (50_000_000 // 19)})
    found = findings(repository.path)
    assert ("M102", "docs/huge.md", 1) in found
    assert "A101" in [one[0] for one in found]


def test_an_empty_page_of_no_importance_is_no_finding(git_repository: Callable[..., Any]) -> None:
    repository = git_repository()
    repository.write({"notes/later.md": b"", "docker-compose.yml": b""})
    assert findings(repository.path) == []


def test_links_out_of_the_repository_are_not_followed(git_repository: Callable[..., Any], tmp_path: Path) -> None:
    repository = git_repository()
    repository.write(SOUND)
    (tmp_path / "secret.md").write_text("# Ports\n\n- Grafana: port 9999\n")
    (repository.path / "docs/out.md").symlink_to(tmp_path / "secret.md")
    (repository.path / "docs/nowhere.md").symlink_to("gone.md")
    (repository.path / "docs/alias.md").symlink_to("registry.md")
    judged = check(str(repository.path), today="2026-03-01")
    told = {(one.rule, one.claims[0].path) for one in judged.findings if one.rule == "M102"}
    assert told == {("M102", "docs/out.md"), ("M102", "docs/nowhere.md")}
    assert "9999" not in repr(judged)


@pytest.mark.parametrize("name", ["docs/new\nline.md", "docs/es\x1b[31mcape.md", "docs/\u202eltr.md"])
@pytest.mark.parametrize("form", ["text", "markdown", "github"])
def test_a_path_cannot_steer_a_terminal(
    name: str, form: str, git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository()
    repository.write({**SOUND, name: f"{HEAD}| Loki | 70000 | |\n"})
    assert run(["-C", str(repository.path), "check", "--format", form]) == 1
    out = capsys.readouterr().out
    assert "70000" in out
    assert "\x1b" not in out
    assert "new\nline" not in out
    assert "\u202e" not in out


def test_a_repository_without_commits(git_repository: Callable[..., Any], capsys: pytest.CaptureFixture[str]) -> None:
    repository = git_repository()
    code, report, error = said(repository.path, capsys)
    assert (code, report["findings"], error) == (0, [], "")
    assert said(repository.path, capsys, "--staged")[0] == 0
    repository.stage(SOUND)
    code, report, _ = said(repository.path, capsys, "--staged")
    assert code == 1
    assert [one["rule"] for one in report["findings"]] == ["A101"]


def test_no_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, text in SOUND.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(str(text))
    code, report, _ = said(tmp_path, capsys)
    assert code == 1
    assert [one["rule"] for one in report["findings"]] == ["A101"]
    code, report, error = said(tmp_path, capsys, "--staged")
    assert (code, report) == (2, None)
    assert "is in no git repository" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("words", [["--rev", "nowhere"], ["no/such/file.md"]])
def test_what_is_not_there(words: list[str], git_repository: Callable[..., Any], capsys: Any) -> None:
    repository = git_repository()
    repository.commit(SOUND)
    code, report, error = said(repository.path, capsys, *words)
    assert (code, report, error.count("\n")) == (2, None, 1)


def test_a_base_that_is_not_there_is_said_and_everything_judged(
    git_repository: Callable[..., Any], capsys: Any
) -> None:
    repository = git_repository()
    repository.commit(SOUND)
    code, report, _ = said(repository.path, capsys, "--since", "nowhere")
    assert code in (1, 2)
    if report is not None:
        assert any("nowhere" in note for note in report["notes"])
