"""The selftest on the worked example, and on a site that guards nothing."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import pytest

from consistency.cli.command import run
from consistency.engine.selftest import SelfTest, selftest
from consistency.rules import RULES
from consistency.tree.memory import Memory

HERE = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 21)


@pytest.fixture(scope="module")
def example() -> SelfTest:
    """The worked example alone: the repository's other files change with every commit."""
    files = [path for path in (HERE / "docs").rglob("*") if path.is_file() and "rules" not in path.parts]
    contents = {path.relative_to(HERE).as_posix(): path.read_bytes() for path in files}
    contents["consistency.toml"] = (HERE / "consistency.toml").read_bytes()
    return selftest(Memory(contents), TODAY)


def test_every_rule_goes_red_on_the_worked_example(example: SelfTest) -> None:
    assert {proof.rule for proof in example.proofs} == {rule.id for rule in RULES}
    assert [f"{proof.rule} {proof.name}" for proof in example.proofs if proof.state != "red"] == []


def test_a_proof_says_what_was_done_and_where_it_was_seen(example: SelfTest) -> None:
    proofs = {proof.rule: proof for proof in example.proofs}
    assert "port" in proofs["A101"].by
    assert proofs["A101"].path.startswith("docs/_core/")
    assert proofs["G302"].path.startswith("docs/snapshots/")


def test_a_finding_that_was_there_and_lost_a_side_proves_nothing() -> None:
    """Two documents disagree with what was seen of a bind; that one of them moves its port is no proof of A103."""
    row = "# {}\n\n| Service | Host | Port | Bind |\n|---|---|---|---|\n| Wiki | mini | 8080 | 0.0.0.0 |\n"
    seen = "# Snapshot 2026-11-20\n\n## mini\n\nObserved listeners:\n- `127.0.0.1:8080` (wiki)\n"
    site = {
        "docs/ports.md": row.format("Ports"),
        "docs/list.md": row.format("List"),
        "docs/snapshots/2026-11-20.md": seen,
    }
    result = selftest(Memory({path: text.encode() for path, text in site.items()}), TODAY)
    proof = next(proof for proof in result.proofs if proof.rule == "A103")
    assert proof.state == "red"
    assert "port" not in proof.by.partition(": ")[2].partition(" becomes")[0]


SITE = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Wiki | mini | 8080 |\n| Chat | mini | 8081 |\n"


def test_statements_that_nothing_guards_are_named() -> None:
    result = selftest(Memory({"docs/ports.md": SITE.encode()}), TODAY)
    assert [(fact.claim.value, fact.claim.line) for fact in result.unguarded] == [("8080", 5), ("8081", 6)]
    seen = SITE.replace("Ports", "Inventory").replace("| Chat | mini | 8081 |\n", "")
    result = selftest(Memory({"docs/ports.md": SITE.encode(), "docs/inventory.md": seen.encode()}), TODAY)
    assert [(fact.claim.value, fact.claim.path) for fact in result.unguarded] == [("8081", "docs/ports.md")]


def test_every_rule_goes_red_where_pages_are_kept_elsewhere_and_a_ports_page_is_long() -> None:
    """What is planted goes where the site keeps it, and beside a page that would drown it."""
    rows = "".join(f"| Service{number} | rack | {7000 + number} |\n" for number in range(20))
    site = {
        "consistency.toml": b'ledger = ["audits/*.md"]\nsnapshots = ["seen/**/*.md"]\n',
        "docs/ports.md": (SITE + rows).encode(),
        "audits/2026-10.md": b"# Audit\n",
    }
    result = selftest(Memory(site), TODAY)
    assert [proof.rule for proof in result.proofs if proof.state != "red"] == []


def test_a_rule_that_is_off_is_said_and_is_no_failure() -> None:
    config = b'[severity]\nA101 = "off"\n'
    result = selftest(Memory({"docs/ports.md": SITE.encode(), "consistency.toml": config}), TODAY)
    assert next(proof for proof in result.proofs if proof.rule == "A101").state == "off"


def test_the_verb_names_rules_and_unguarded_statements(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ports.md").write_text(SITE)
    code = run(["-C", str(tmp_path), "selftest", "--format", "json", "--today", "2026-11-21"])
    said = json.loads(capsys.readouterr().out)
    assert code == (1 if any(rule["state"] == "unproven" for rule in said["rules"]) else 0)
    assert [one["value"] for one in said["unguarded"]] == ["8080", "8081"]
    assert (tmp_path / "ports.md").read_text() == SITE, "nothing is written"
