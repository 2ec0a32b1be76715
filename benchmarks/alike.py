"""Many small projects in one repository that call their services alike: does the time grow in step with them?"""

from __future__ import annotations

import subprocess
import sys
from functools import partial
from pathlib import Path

from benchmarks.example import GIT
from benchmarks.measure import Case
from benchmarks.sizes import BASE, forget
from benchmarks.table import Result, ratios

SIZES = (25, 100, 400)
SERVICES = ("api", "web", "worker", "postgres", "redis", "grafana", "prometheus", "rabbitmq")
#: One project in so many documents another port than it publishes.
CLASH = 5


def project(folder: Path, number: int) -> None:
    """Five files, of which pages and config give the same eight services their ports, and a few of them differ."""
    folder.mkdir(parents=True)
    ports = {service: 3000 + (number * 7 + at * 100) % 900 for at, service in enumerate(SERVICES)}
    said = {service: port + (number % CLASH == 0 and at == 0) for at, (service, port) in enumerate(ports.items())}
    rows = "".join(f"| {service} | {port} | http://localhost:{port} |\n" for service, port in said.items())
    (folder / "README.md").write_text(f"# Project {number}\n\n| Service | Port | URL |\n|---|---|---|\n{rows}")
    runs = "".join(
        f"  {name}:\n    image: acme/{name}:1\n    ports: ['${{{name.upper()}_PORT}}:{port}']\n"
        for name, port in ports.items()
    )
    (folder / "compose.yml").write_text(f"services:\n{runs}")
    (folder / ".env").write_text("".join(f"{name.upper()}_PORT={port}\n" for name, port in ports.items()))
    sites = "".join(
        f"{name}.p{number}.acme.dev {{\n\treverse_proxy {name}:{port}\n}}\n" for name, port in ports.items()
    )
    (folder / "Caddyfile").write_text(sites)
    (folder / "docs").mkdir()
    asked = "".join(f"curl http://node{number % 40}:{port}/health\n" for port in ports.values())
    (folder / "docs" / "operations.md").write_text(
        f"# Operations\n\nAll of it runs on node{number % 40} (10.20.{number % 40}.5).\n\n```sh\n{asked}```\n"
    )


def run(folder: Path, rounds: int) -> Result:
    """Each size with nothing kept, and warm."""
    check = (str(Path(sys.executable).parent / "consistency"), "check")
    either = frozenset({0, 1})
    cases = [Case(BASE, (sys.executable, "-c", "pass"), folder)]
    for size in SIZES:
        here = folder / str(size)
        for number in range(size):
            project(here / "projects" / f"p{number:04d}", number)
        for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "projects")):
            subprocess.run([*GIT, *words], cwd=here, check=True)
        cases.append(Case(f"check, nothing kept, {size * 5:,}", check, here, either, partial(forget, here)))
        cases.append(Case(f"check, warm, {size * 5:,}", check, here, either))
    return ratios(cases, min(rounds, 5), BASE)
