"""What a snapshot contradicts is said at once, and --check follows it; the engine is played here."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from consistency.cli.contradicted import contradicted, told
from consistency.model.claim import Claim
from consistency.model.finding import Finding


def claim(path: str, line: int, role: str) -> Claim:
    return Claim("bind", "x", path, line, 1, 2, "x", role=role)


def finding(
    path: str, blocking: bool, message: str = "LiteLLM on Mini: bind 127.0.0.1 here, 0.0.0.0 observed"
) -> Finding:
    claims = (claim("docs/PORTS.md", 7, "canon"), claim(path, 40, "evidence"))
    return Finding("A103", "bind-mismatch", "high", "bind", message, claims, blocking=blocking)


def play(monkeypatch: pytest.MonkeyPatch, *findings: Finding) -> None:
    engine = ModuleType("consistency.engine.check")
    vars(engine)["check"] = lambda top: SimpleNamespace(findings=findings, top=top)
    monkeypatch.setitem(sys.modules, "consistency.engine.check", engine)


NEW = Path("/site/docs/snapshots/new.md")


@pytest.mark.parametrize("blocking", [True, False])
def test_findings_that_rest_on_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], blocking: bool
) -> None:
    play(monkeypatch, finding("docs/snapshots/new.md", blocking), finding("docs/snapshots/old.md", True))
    assert contradicted(Path("/site"), [NEW]) is blocking
    said = capsys.readouterr().out
    assert "It contradicts 1 statement of the documents:" in said
    assert "  high     A103 LiteLLM on Mini: bind 127.0.0.1 here, 0.0.0.0 observed (docs/PORTS.md:7)\n" in said
    assert "`consistency report`" in said


def test_none(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    play(monkeypatch, finding("docs/snapshots/old.md", True))
    assert not contradicted(Path("/site"), [NEW])
    assert "contradicts no statement" in capsys.readouterr().out


def test_many_are_cut_and_hostile_words_stay_words() -> None:
    lines = told([finding("n", True, "a \x1b[2J\u202e b")] * 30, {"n"})
    assert len(lines) == 23
    assert "... and 10 more" in lines[-2]
    assert not any("\x1b" in text or "\u202e" in text for text in lines)
