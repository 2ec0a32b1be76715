"""Whatever prints JSON has a schema, and its real outputs fit it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from worked import ROOT

from consistency.cli.command import cli, run
from consistency.evidence.keep import write
from consistency.evidence.record import Coverage, Listener, Run, Snapshot
from consistency.schemas import names, schema, validate

#: A verb with its words, and the schema of what it prints. {old} and {new} are snapshots of
#: one host, {fleet} is a folder of clones, {list} a list of repositories of which one is missing.
OUTPUTS = [
    ("check", "report"),
    ("check docs/_core/PORT_MAPPING_STRATEGY.md", "report"),
    ("check --staged", "report"),
    ("report", "report"),
    ("report --base HEAD~1", "report"),
    ("claims", "model"),
    ("claims --unread", "model"),
    ("claims --service litellm", "model"),
    ("coverage", "coverage"),
    ("why litellm", "why"),
    ("why flyte", "why"),
    ("why litellm --at 2026-03-03", "why"),
    ("why litellm --evidence", "evidence"),
    ("why flyte --evidence", "evidence"),
    ("history litellm", "history"),
    ("history --drift", "history"),
    ("selftest -C {fleet}/red/shop", "selftest"),
    ("explain", "explain"),
    ("explain A", "explain"),
    ("explain A103", "explain"),
    ("snapshot status", "snapshot-status"),
    ("snapshot status --today 2020-01-01", "snapshot-status"),
    ("snapshot diff {old} {new}", "snapshot-diff"),
    ("snapshot diff {old} {old}", "snapshot-diff"),
    ("fleet {fleet}", "fleet"),
    ("fleet {list}", "fleet"),
]
#: Schemas of what the tool reads, or writes in another form.
OTHERS = {"claim", "config", "dod-check", "ledger", "snapshot"}
LEFT_OPEN = "$.$defs.disagreement"  # who uses it closes it
PAGE = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Stock Keeper | mini | {} |\n"


LOOKED = (Coverage("sockets", "complete", "ss", "all", 0), Coverage("units", "partial", "systemctl", "", 0, ("some",)))


@pytest.fixture
def places(git_repository: Callable[..., Any], worked: Any, tmp_path: Path) -> dict[str, str]:
    """What the words in OUTPUTS stand for."""
    site = worked
    seen = [
        Snapshot(Run(f"{day}-120000Z-mini", "mini", f"{day}T12:00:00Z", "somebody"), LOOKED, (Listener(*at),))
        for day, at in (("2026-03-01", ("tcp", "127.0.0.1", 4000, "4")), ("2026-03-02", ("tcp", "0.0.0.0", 4000, "4")))
    ]
    old, new = (write(site.path / "docs/snapshots", one) for one in seen)
    site.commit({"docs/_core/more.md": PAGE.format(4000)}, "drift", "2026-03-03")
    for owner, port in (("red", 7000), ("blue", 7001)):
        git_repository(f"fleet/{owner}/shop").write({"ports.md": PAGE.format(port)})
    git_repository("nobodys").write({"ports.md": PAGE.format(7002)})
    (tmp_path / "list.txt").write_text("nowhere red\nfleet/blue/shop blue\nnobodys\n")
    found = {"site": site.path, "old": old, "new": new, "fleet": tmp_path / "fleet", "list": tmp_path / "list.txt"}
    return {name: str(path) for name, path in found.items()}


@pytest.mark.parametrize(("words", "name"), OUTPUTS, ids=lambda word: word)
def test_an_output_fits_its_schema(
    places: dict[str, str], capsys: pytest.CaptureFixture[str], words: str, name: str
) -> None:
    assert run(["-C", places["site"], *(word.format(**places) for word in words.split()), "-f", "json"]) in (0, 1, 2)
    said = json.loads(capsys.readouterr().out)
    assert said["version"] == 1
    assert validate(name, said) == []


def test_a_line_of_claims_is_a_fact_of_the_model(places: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-C", places["site"], "claims", "-f", "jsonl"]) == 0
    facts = [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]
    assert facts
    assert validate("model", {"version": 1, "documents": [], "facts": facts}) == []


def verbs(command: click.Command, name: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that can be run, with its words."""
    yield name, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for word in command.list_commands(context):
            inside = command.get_command(context, word)
            assert inside is not None
            yield from verbs(inside, f"{name} {word}".strip())


def test_every_verb_that_prints_json_is_held_to_a_schema() -> None:
    printing = {
        name
        for name, command in verbs(cli)
        for option in command.params
        if option.name == "formats" and "json" in getattr(option.type, "choices", ())
    }
    assert printing
    assert printing == {name for name in printing if any(words.startswith(name) for words, _ in OUTPUTS)}
    assert {name for _, name in OUTPUTS} | OTHERS == set(names())
    guide = (ROOT / "docs/guide/everyday.md").read_text(encoding="utf-8")
    assert [name for _, name in OUTPUTS if f"`{name}.schema.json`" not in guide] == []


@pytest.mark.parametrize("name", names())
def test_objects_are_closed_and_members_of_outputs_described(name: str) -> None:
    assert list(loose(schema(name), "$", name not in OTHERS)) == []


def loose(part: Any, place: str, described: bool) -> Iterator[str]:
    """Objects that let anything in, and members of which nothing is said."""
    if isinstance(part, list):
        for number, inside in enumerate(part):
            yield from loose(inside, f"{place}[{number}]", described)
    if not isinstance(part, dict):
        return
    closed = {"additionalProperties", "unevaluatedProperties"} & set(part)
    if part.get("type") == "object" and not closed and place != LEFT_OPEN:
        yield place
    for name, member in part.get("properties", {}).items():
        if described and isinstance(member, dict) and not {"description", "$ref", "const"} & set(member):
            yield f"{place}.{name}"
    for key, inside in part.items():
        yield from loose(inside, f"{place}.{key}", described)
