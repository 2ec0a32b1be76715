"""`consistency init` in a real repository: its files are read back and change no judgement."""

from collections.abc import Callable
from typing import Any

from consistency.cli.command import run
from consistency.config import load
from consistency.engine.check import check
from consistency.tree.worktree import worktree


def test_it_writes_what_it_found_and_the_next_check_reads_it(worked: Any) -> None:
    site = worked.path
    before = {one.fingerprint for one in check(site, today="2026-02-20").findings}
    assert run(["init", "-C", str(site), "--today", "2026-02-20"]) == 0
    config = load(worktree(str(site), None))
    assert {"Mini", "Studio"} <= {host.name for host in config.hosts}
    after = {one.fingerprint for one in check(site, today="2026-02-20").findings}
    assert after == before


def test_a_repository_without_documents_gets_a_configuration_that_reads(git_repository: Callable[..., Any]) -> None:
    site = git_repository().path
    assert run(["init", "-C", str(site), "--today", "2026-02-20"]) == 0
    assert load(worktree(str(site), None)).hosts == ()
    assert (site / "docs" / "consistency_audit_2026-02.md").is_file()
    assert check(site, today="2026-02-20").findings == ()
