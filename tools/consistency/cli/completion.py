"""`consistency completion SHELL`: what a shell needs to complete verbs and options."""

from __future__ import annotations

import click

from consistency.cli.options import HELP


@click.command(
    context_settings=HELP,
    epilog="""\b
Examples:
  consistency completion bash > ~/.local/share/bash-completion/completions/consistency
  consistency completion zsh > ~/.zfunc/_consistency
  consistency completion fish > ~/.config/fish/completions/consistency.fish
""",
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print completion for a shell."""
    from click.shell_completion import ShellComplete, get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    # the source of the base class: bash's own would start a bash to ask for its version
    click.echo(ShellComplete.source(found(ctx.find_root().command, {}, "consistency", "_CONSISTENCY_COMPLETE")))
