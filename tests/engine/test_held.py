"""What is kept of the groups that had something to say: the rules run on it where no edit concerns them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pytest

from consistency.cache.ground import Ground
from consistency.cache.packed import Kept
from consistency.cache.store import Store
from consistency.engine.check import check
from consistency.engine.prepared import Scope, prepare
from consistency.report.json import render
from consistency.report.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import GitRepository

DAY = "2026-11-01"
ROWS = "# {name}\n\n| Service | Host | Port |\n| --- | --- | --- |\n| {service} | nas | {port} |\n"
FILES = {
    "a.md": ROWS.format(name="A", service="Grafana", port=3000),
    "b.md": ROWS.format(name="B", service="Grafana", port=3001),
    "c.md": ROWS.format(name="C", service="Jellyfin", port=8096).replace("nas", "pi"),
    # the address that config alone has is held against the list of all machines
    "hosts.md": "# Hosts\n\n| Host | IP |\n| --- | --- |\n| nas | 10.0.0.5 |\n| pve | 10.0.0.6 |\n| pi | 10.0.0.7 |\n",
    "compose.yml": "services:\n  web:\n    image: x\n    ports: ['80:80']\n    environment:\n      NAS_HOST: 10.0.0.50\n",
}
SNAPSHOT = "# Reality snapshot\n\nDate: {day}\n\n## nas\n\n| Port | Bind | Process |\n| --- | --- | --- |\n| 3000 | 0.0.0.0 | grafana |\n"


@pytest.fixture
def site(git_repository: Callable[..., GitRepository]) -> GitRepository:
    snapshots = {f"docs/snapshots/{day}-nas.md": SNAPSHOT.format(day=day) for day in ("2026-01-02", "2026-02-03")}
    made = git_repository()
    made.commit({**FILES, **snapshots})
    return made


def told(folder: Path, cache: bool = True) -> str:
    return render(check(folder, Scope(), DAY, cache=cache), Options("0"))


def kept_of(folder: Path) -> object:
    means = prepare(str(folder), Scope()).means
    assert means is not None
    return Ground(means.store).groups()[0]


def counting(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The paths of the documents that are asked for from now on."""
    loaded: set[str] = set()
    get = Store.get

    def counted(self: Store, keys: Sequence[str]) -> dict[str, Kept]:
        loaded.update(key.rpartition(" ")[2] for key in keys)
        return get(self, keys)

    monkeypatch.setattr(Store, "get", counted)
    return loaded


def test_what_the_groups_consist_of_is_kept_and_used(site: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    fresh = told(site.path, cache=False)
    assert "A101" in fresh
    assert told(site.path) == fresh
    assert kept_of(site.path)

    loaded = counting(monkeypatch)
    assert told(site.path) == fresh
    assert loaded.isdisjoint(("a.md", "b.md", "c.md", "compose.yml")), "evidence is looked at, and what it is about"


def test_what_no_edit_concerns_is_not_looked_up_again(site: GitRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(2):
        told(site.path)
    (site.path / "c.md").write_text(ROWS.format(name="C", service="Navidrome", port=4533).replace("nas", "pi"))
    fresh = told(site.path, cache=False)
    loaded = counting(monkeypatch)
    assert told(site.path) == fresh
    assert "c.md" in loaded
    assert loaded.isdisjoint(("a.md", "b.md"))


def test_a_machine_that_is_called_otherwise_now_is_called_so_in_every_finding(site: GitRepository) -> None:
    rows = "| Service | Host | Port |\n| --- | --- | --- |\n" + "".join(
        f"| x{n} | NAS | {n}000 |\n" for n in range(5, 9)
    )
    for _ in range(2):
        told(site.path)
    (site.path / "c.md").write_text(f"# C\n\n{rows}")
    fresh = told(site.path, cache=False)
    assert "Grafana on NAS" in fresh
    assert told(site.path) == fresh


def test_of_another_state_nothing_is_used(site: GitRepository) -> None:
    for _ in range(3):
        told(site.path)
    (site.path / "b.md").write_text(FILES["a.md"])
    assert "A101" not in told(site.path)
    site.commit({"b.md": FILES["a.md"]})
    fresh = told(site.path, cache=False)
    check(site.path, Scope("index"), DAY)  # the ground goes on to the new commit
    assert [told(site.path) for _ in range(3)] == [fresh] * 3


def test_it_goes_on_to_the_next_commit_where_that_concerns_none_of_it(
    site: GitRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        told(site.path)
    for port in (4533, 4534):
        site.commit({"c.md": ROWS.format(name="C", service="Navidrome", port=port).replace("nas", "pi")})
        check(site.path, Scope("index"), DAY)
    fresh = told(site.path, cache=False)
    loaded = counting(monkeypatch)
    assert told(site.path) == fresh
    assert loaded.isdisjoint(("a.md", "b.md", "c.md"))


def test_what_was_found_of_a_ground_that_another_run_replaced_is_not_kept_with_the_new_one(site: GitRepository) -> None:
    told(site.path)
    means = prepare(str(site.path), Scope()).means
    assert means is not None
    mark = Ground(means.store).mark()
    site.commit({"b.md": FILES["a.md"]})
    check(site.path, Scope("index"), DAY)
    Ground(means.store).learn_groups(mark, "old", [("service", "grafana")])
    assert kept_of(site.path) != "old"
