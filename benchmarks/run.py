"""`make bench`: whole-process figures as ratios, taken in turns on this machine.

    python -m benchmarks.run [GROUP ...] [--rounds N]

Seconds differ from machine to machine; the ratios are what the figures of the guide are about.
"""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks import alike, example, fleet, install, reading, real, rules, sizes
from benchmarks.table import Result

#: A group of measurements by name: takes an empty folder and a number of rounds.
GROUPS: dict[str, Callable[[Path, int], Result]] = {
    "alike": alike.run,
    "example": example.run,
    "fleet": fleet.run,
    "install": install.run,
    "reading": reading.run,
    "real": real.run,
    "rules": rules.run,
    "sizes": sizes.run,
}
RESULTS = Path(__file__).resolve().parent / "results"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"of {', '.join(GROUPS)}; all without one")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    if unknown := set(options.groups) - set(GROUPS):
        parser.error(f"there is no group {', '.join(sorted(unknown))}: there are {', '.join(GROUPS)}")
    RESULTS.mkdir(exist_ok=True)
    machine = f"Python {platform.python_version()}, {platform.machine()}"
    for name in options.groups or GROUPS:
        with tempfile.TemporaryDirectory(prefix="consistency-bench-") as folder:
            text, data = GROUPS[name](Path(folder), options.rounds)
        print(f"## {name} ({machine}, {options.rounds} rounds)\n\n{text}\n", flush=True)
        result = {"group": name, "machine": machine, "rounds": options.rounds, "figures": data}
        (RESULTS / f"{name}.json").write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
