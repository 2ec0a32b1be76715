"""The command's manners: exit codes, hints, lazy verbs."""

import os
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import click
import pytest

from consistency.cli import command, errors
from consistency.cli.command import VERBS, run
from consistency.config import ConfigError

ROOT = Path(__file__).resolve().parents[2]
HEAVY = {"markdown_it", "jsonschema", "git", "yaml", "importlib.metadata", "rich", "consistency.engine"}


def consistency(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "consistency", *words],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.fixture
def verb(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Makes `explain` run a function instead."""

    def replace(function: Callable[[], object]) -> None:
        replacement = click.Command("explain", callback=function)
        monkeypatch.setattr(command.Verbs, "get_command", lambda *_: replacement)

    return replace


def raising(error: BaseException) -> Callable[[], None]:
    def function() -> None:
        raise error

    return function


def test_version_and_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == "consistency 0.1.0\n"
    assert run(["-h"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in VERBS)
    assert "consistency check --staged" in shown
    assert run(["--help"]) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize("name", VERBS)
def test_every_verb_has_its_command_and_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert isinstance(import_module(f"consistency.cli.{VERBS[name][0]}").command, click.Command)
    assert run([name, "-h"]) == 0
    assert "Usage: consistency" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chek"], 'there is no command "chek"; did you mean "check"? (help: consistency -h)'),
        (["xyzzy"], 'there is no command "xyzzy" (help: consistency -h)'),
        (["--versoin"], "--version"),
        (["completion", "bsh"], "'bsh' is not one of"),
        (["-C", "/no/such/place", "explain"], "'/no/such/place' does not exist"),
        (["completion"], "Missing argument"),
    ],
)
def test_words_that_mean_nothing(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(words) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert shown.err.count("\n") == 1
    assert shown.out == ""


def test_without_words_it_helps(capsys: pytest.CaptureFixture[str]) -> None:
    assert run([]) == 2
    shown = capsys.readouterr()
    assert "Commands:" in shown.out + shown.err


@pytest.mark.parametrize(("returned", "code"), [(0, 0), (1, 1), (None, 0), (2, 2)])
def test_a_verb_gives_the_exit_code(returned: object, code: int, verb: Callable[[Callable[[], object]], None]) -> None:
    verb(lambda: returned)
    assert run(["explain"]) == code


def test_the_users_errors_are_one_sentence(
    verb: Callable[[Callable[[], object]], None], capsys: pytest.CaptureFixture[str]
) -> None:
    verb(raising(ConfigError("there is\x1b[31m no\nsetting", "consistency.toml", 3, 1)))
    assert run(["explain"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("consistency: consistency.toml:3:1: there is")
    assert "\x1b" not in said
    assert said.count("\n") == 1


def test_a_fault_of_ours_leaves_its_traceback_in_a_file(
    verb: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    verb(raising(ZeroDivisionError("an accident")))
    assert run(["explain"]) == 3
    said = capsys.readouterr().err
    (file,) = tmp_path.iterdir()
    assert str(file) in said
    assert said.count("\n") == 1
    kept = file.read_text()
    assert "ZeroDivisionError: an accident" in kept
    assert "['explain']" in kept


def test_a_fault_is_told_even_where_no_file_can_be_written(
    verb: Callable[[Callable[[], object]], None],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    verb(raising(RecursionError()))
    assert run(["explain"]) == 3
    assert "Traceback" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (click.Abort(), 130), (BrokenPipeError(), 141)]
)
def test_ends_that_are_nobodys_fault(
    error: BaseException, code: int, verb: Callable[[Callable[[], object]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.dup2", lambda *_: None)
    verb(raising(error))
    assert run(["explain"]) == code


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
@pytest.mark.parametrize("words", [("explain",), ("check",)])
def test_a_disk_that_takes_nothing_more_is_nobodys_fault(words: tuple[str, ...], tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "consistency", *words], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2
    assert done.stderr == "consistency: No space left on device: not everything could be written\n"


def test_the_known_errors_exist() -> None:
    for name in errors.KNOWN:
        module, _, kind = name.rpartition(".")
        assert issubclass(getattr(import_module(module), kind), Exception)


def test_a_closed_pipe_is_quiet() -> None:
    script = f"{sys.executable} -m consistency -h | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "141")


@pytest.mark.parametrize("words", [["--version"], ["-h"], ["explain"], ["explain", "nothing"], ["chek"]])
def test_short_words_import_nothing_heavy(words: list[str]) -> None:
    code = (
        "import sys; from consistency.cli.command import run; run(sys.argv[1:]);"
        "print('LOADED', *sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.rpartition("LOADED")[2].split())
    assert loaded & HEAVY == set()
    assert not [name for name in loaded if name.startswith(("consistency.readers", "consistency.tree"))]


def test_output_never_fails_for_its_encoding() -> None:
    done = consistency("explain", "Ä", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert "\\xc4" in done.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed(shell: str) -> None:
    done = consistency("completion", shell)
    assert done.returncode == 0
    assert "_CONSISTENCY_COMPLETE" in done.stdout


def test_completion_completes_verbs() -> None:
    done = consistency(_CONSISTENCY_COMPLETE="bash_complete", COMP_WORDS="consistency ex", COMP_CWORD="1")
    assert done.stdout.split() == ["plain,explain"]


def test_bash_takes_the_completion(tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(consistency("completion", "bash").stdout)
    done = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
