"""`python -m consistency` and the `consistency` command."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a run ends soon and makes few cycles: looking for them costs more than they do
    from consistency.cli.hook import run as hook

    code = hook(sys.argv[1:])
    if code is None:
        from consistency.cli.command import run

        code = run(sys.argv[1:])
    sys.exit(code)


if __name__ == "__main__":
    main()
