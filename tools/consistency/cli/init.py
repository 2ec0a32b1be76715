"""`consistency init`: a first configuration, hook and ledger. Nothing that exists is touched."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from consistency.cli import options
from consistency.cli.errors import Unusable

HOOK_FILE = ".pre-commit-config.yaml"
HOOK = """\
  - repo: local
    hooks:
      - id: consistency
        name: consistency
        entry: consistency check --staged
        language: system
        always_run: true
        pass_filenames: false
        require_serial: true
"""
LEDGER = "# Consistency audit, {month}\n\nHow findings were answered. What is not listed here is open.\n\n{table}\n"


@click.command(
    context_settings=options.HELP,
    epilog="""\b
Examples:
  consistency init        in the repository where you are
  consistency -C DIR init
""",
)
@options.directory
@click.option("--today", metavar="DATE", type=options.date, help="The day of the first ledger (YYYY-MM-DD).")
def command(directory: str, today: datetime.date | None) -> None:
    """Write consistency.toml from what the documents show, a hook entry and a first ledger; overwrite nothing."""
    from consistency.cli.found import configuration, hosts_in, services_in
    from consistency.engine.check import check
    from consistency.engine.prepared import Scope
    from consistency.ledger.read import new_table

    root, day = top(Path(directory)), options.day(today)
    folder = home(root)
    facts = check(root, Scope(whole=True), day).facts
    text = configuration(day.isoformat(), folder, hosts_in(facts), services_in(facts))
    written(root, "consistency.toml", "" if configured(root) else text)
    hook(root)
    kept = any((root / folder).glob("consistency_audit_*.md"))
    ledger = LEDGER.format(month=f"{day:%B %Y}", table=new_table())
    written(root, f"{folder}/consistency_audit_{day:%Y-%m}.md", "" if kept else ledger)
    click.echo("Now run: consistency check")


def top(directory: Path) -> Path:
    """The top of the repository around a directory; the directory itself where there is none."""
    start = directory.resolve()
    return next((place for place in (start, *start.parents) if (place / ".git").exists()), start)


def home(root: Path) -> str:
    """The folder for ledgers and snapshots: where such documents already are, else beside the other documents."""
    return next((name for name in ("docs/_core", "docs", "doc", "documentation") if (root / name).is_dir()), "docs")


def configured(root: Path) -> bool:
    pyproject = root / "pyproject.toml"
    return pyproject.is_file() and b"[tool.consistency" in pyproject.read_bytes()


def written(root: Path, path: str, text: str) -> bool:
    """Writes a new file and says so; where it exists, or there is no text for it, says that it was left alone."""
    file = root / path
    if text and not file.is_symlink():
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("x", encoding="utf-8", newline="\n") as new:
                new.write(text)
        except FileExistsError:
            pass
        except OSError as error:
            raise Unusable(f"{path} cannot be written: {error.strerror or error}") from None
        else:
            click.echo(f"wrote {path}")
            return True
    click.echo(f"left alone: {path} (there is one already)")
    return False


def hook(root: Path) -> None:
    """A new hook file, or the lines to add to the one that there is."""
    file = root / HOOK_FILE
    if not file.exists():
        written(root, HOOK_FILE, f"repos:\n{HOOK}")
        click.echo("  (to switch it on: pre-commit install)")
    elif b"consistency" in file.read_bytes():
        click.echo(f"left alone: {HOOK_FILE} (it has the hook already)")
    else:
        click.echo(f"left alone: {HOOK_FILE}; add this under its repos:\n\n{HOOK}")
