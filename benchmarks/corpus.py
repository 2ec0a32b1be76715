"""Synthetic repositories: the same documents for the same number, 5.9 KB each, with a port table of twenty rows."""

from __future__ import annotations

import subprocess
from pathlib import Path

from benchmarks.example import GIT

#: Documents that share one host: what one says can be held against what another one says.
SHARED = 10
ROWS = 20
#: One document in so many gives a service of the one before it another port.
CLASH = 50
WORDS = (
    "cache queue ledger router mirror index broker relay vault search mailer planner notifier tracker gateway".split()
)
PROSE = (
    "Ask the owner before you change anything here, and say in the change's text why it is needed. "
    "Whatever is written on this page is what the machine is expected to do after the next restart. "
)


def service(number: int) -> str:
    """A service's name: a word and its number."""
    return f"{WORDS[number % len(WORDS)]}-{number:06d}"


def row(document: int, position: int) -> str:
    """A row of a document's table."""
    number = document * ROWS + position
    host = f"node{document // SHARED:05d}"
    port = 2000 + (document % SHARED) * ROWS + position
    bind = "127.0.0.1" if number % 3 else "0.0.0.0"
    return f"| {service(number)} | {host} | {port} | {bind} | http://{host}:{port} | token |"


def text(document: int) -> str:
    """One page: a table, a fence, a list and prose."""
    head = f"# Team {document:05d}\n\n{PROSE * 5}\n## Services\n\n"
    table = "| Service | Host | Port | Bind | Base URL | Auth |\n| --- | --- | --- | --- | --- | --- |\n"
    table += "".join(row(document, position) + "\n" for position in range(ROWS))
    first = document * ROWS
    host = f"node{document // SHARED:05d}"
    called = f"http://{host}:{2000 + (document % SHARED) * ROWS}/health"
    fence = f'\n## Try it\n\n```sh\ncurl -H "Authorization: Bearer $TOKEN" {called}\n```\n\n'
    moved = "\n| Service | Host | Port |\n| --- | --- | --- |\n"
    moved += f"| {service(first - 1)} | {host} | {9000 + document % 50} |\n"
    items = f"- {service(first + 1)} is restarted by its unit\n- {service(first + 2)} writes to the shared disk\n"
    items += moved if document % CLASH == 7 else ""
    rest = "".join(f"\n### Note {number}\n\n{PROSE * 4}\n" for number in range(4))
    return head + table + fence + items + rest


def write(folder: Path, documents: int) -> Path:
    """A git repository of that many documents, committed, without anything staged."""
    for number in range(documents):
        place = folder / "docs" / f"{number // 100:03d}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05d}-ports.md").write_text(text(number), encoding="utf-8")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "documents")):
        subprocess.run([*GIT, *words], cwd=folder, check=True)
    return folder


def stage(folder: Path, line: str) -> None:
    """One edit of the first document, staged."""
    page = folder / "docs/000/00000-ports.md"
    page.write_text(text(0) + f"\n{line}\n", encoding="utf-8")
    subprocess.run([*GIT, "add", "-A"], cwd=folder, check=True)
