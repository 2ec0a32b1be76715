"""Who is let in by an entry, a note of another port, a heading of whose it is, a sentence of a part of the project."""

from __future__ import annotations

import pytest
from checked import findings, rules

SANDBOX = (
    "# Ports\n\n| Port | Service | Auth |\n| --- | --- | --- |\n| 7132 | sandbox | bearer |\n| 7133 | notes | none |\n"
)


@pytest.mark.parametrize(
    ("said", "told"), [("none", True), ("false", True), ("bearer", False), ("api-key", False), ("see below", False)]
)
def test_an_entry_says_who_is_let_in(said: str, told: bool) -> None:
    services = f"services:\n  - name: sandbox\n    port: 7132\n    auth: {said}\n  - name: notes\n    port: 7133\n"
    assert ("B102" in rules({"docs/PORTS.md": SANDBOX, "config/services.yaml": services})) is told


FORGE = "services:\n  forgejo:\n    image: forgejo\n    ports:\n      - '3000:3000'\n      - '2022:22'\n"


@pytest.mark.parametrize(("note", "told"), [("SSH on 2222", True), ("SSH on 2022", False), ("SSH is off", False)])
def test_a_note_gives_the_port_of_a_part(note: str, told: bool) -> None:
    table = f"# Services\n\n| Service | Port | Notes |\n| --- | --- | --- |\n| Forgejo | 3000 | {note} |\n"
    assert ("A101" in rules({"docs/services.md": table, "compose.yml": FORGE})) is told


@pytest.mark.parametrize(("heading", "told"), [("Not mine", False), ("Not managed here", False), ("Also mine", True)])
def test_what_a_heading_says_is_not_ours(heading: str, told: bool) -> None:
    ours = "| Service | Port |\n| --- | --- |\n| Jellyfin | 8096 |\n"
    page = f"# Services\n\n{ours}\n## {heading}\n\n{ours.replace('8096', '8097')}"
    assert bool(rules({"docs/services.md": page})) is told


@pytest.mark.parametrize(
    "command", ["pnpm --filter docs start", "npm --prefix site run start", "yarn workspace @tide/docs start"]
)
@pytest.mark.parametrize(("port", "told"), [(3001, True), (3002, False)])
def test_a_script_of_a_package_by_its_name_or_folder(command: str, port: int, told: bool) -> None:
    package = '{"name": "@tide/docs", "scripts": {"start": "docusaurus start --port 3002 --no-open"}}'
    page = f"# Contributing\n\n`{command}` serves the documentation on http://localhost:{port}.\n"
    assert ("A101" in rules({"CONTRIBUTING.md": page, "site/package.json": package})) is told


@pytest.mark.parametrize(("name", "severity"), [("tide-memory", "medium"), ("tide-store", "low")])
def test_a_letter_or_two_are_a_slip(name: str, severity: str) -> None:
    unit = "[Unit]\nDescription=x\n\n[Service]\nExecStart=/usr/bin/tide\n"
    files = {"docs/run.md": f"# Run\n\n`systemctl restart {name}`\n", "systemd/tide-memoryd.service": unit}
    assert [one.severity for one in findings(files) if one.rule == "A122"] == [severity]


def test_the_backend_on_a_page_about_all() -> None:
    page = "# Development\n\n- The backend listens on http://localhost:{}\n- The frontend is on http://localhost:5180\n"
    other = "# Ports\n\n| Service | Port |\n| --- | --- |\n| Backend | 8650 |\n| Frontend | 5180 |\n"
    assert "A101" in rules({"docs/development.md": page.format(8600), "docs/ports.md": other})
    assert not rules({"docs/development.md": page.format(8650), "docs/ports.md": other})
