"""The `consistency` command: its verbs, loaded one at a time, and its exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from consistency import __version__
from consistency.cli import errors
from consistency.cli.options import HELP, directory

#: Verb, its module in this room (which defines a click command called `command`), and what it is for.
VERBS = {
    "check": ("check", "Hold the documents against each other, config and evidence."),
    "report": ("report", "The same for reading; --base REV says what is new and what is resolved."),
    "snapshot": ("snapshot", "Write down what a host really runs, with its date."),
    "claims": ("claims", "Show what was read, from where, and what was not."),
    "coverage": ("coverage", "Show which statements another source guards."),
    "why": ("why", "Show every source of one fact, and who would have to move."),
    "history": ("history", "Show the life of a service's claims through the commits."),
    "explain": ("explain", "Say what a rule is about and how to answer it."),
    "ledger": ("ledger", "Accept, defer or promise to fix a finding."),
    "selftest": ("selftest", "Prove that each rule goes red on your own documents."),
    "fleet": ("fleet", "Hold many repositories against each other."),
    "init": ("init", "Write a first configuration, hook and ledger."),
    "completion": ("completion", "Print completion for bash, zsh or fish."),
}

EXAMPLES = """\b
Examples:
  consistency check                      the work tree, against everything
  consistency check --staged             what the next commit brings in
  consistency report --base origin/main  what a branch makes better and worse
  consistency explain A103               what a rule means

\b
Exit: 0 nothing blocks, 1 something does, 2 usage, configuration or input,
3 a fault of ours.
"""


class Verbs(click.Group):
    """The verbs of a table, each imported when it is called: help and --version import none."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = import_module(f"consistency.cli.{VERBS[cmd_name][0]}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word = args[0]
        if word not in VERBS and not word.startswith("-"):
            raise click.UsageError(f'there is no command "{word}"{errors.guess(word, VERBS)}', ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(verb, summary) for verb, (_, summary) in VERBS.items()])


@click.group(cls=Verbs, context_settings=HELP, epilog=EXAMPLES)
@click.version_option(__version__, prog_name="consistency", message="%(prog)s %(version)s")
@directory
@click.pass_context
def cli(ctx: click.Context, directory: str) -> None:
    """Hold what your documents say about running systems against each other, against config and against evidence."""
    ctx.default_map = {verb: {"directory": directory} for verb in VERBS}


def run(argv: Sequence[str]) -> int:
    """Run the command line; the words are those after the program's name. Gives the exit code, never raises.

    0 nothing blocks, 1 something blocks, 2 usage, configuration or input that cannot be read, 3 our fault (with a
    traceback in a file), 130 interrupted, 141 the reader of our output went away.
    """
    _tolerate()
    try:
        code = _called(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        return errors.reader_gone()
    except (KeyboardInterrupt, click.Abort):
        return errors.INTERRUPTED
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as problem:
        return errors.usage(problem)
    except Exception as error:
        return errors.failed(error, argv)
    return code


def _called(argv: Sequence[str]) -> int:
    if "_CONSISTENCY_COMPLETE" in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(cli, {}, "consistency", "_CONSISTENCY_COMPLETE", os.environ["_CONSISTENCY_COMPLETE"])
    with cli.make_context("consistency", list(argv)) as context:
        code = cli.invoke(context)
    return code if isinstance(code, int) else 0


def _tolerate() -> None:
    """A terminal that cannot show a character gets its escape: output never fails for its encoding."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
