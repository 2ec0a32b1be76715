"""The first configuration says what was found, and reads back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consistency.cli.found import configuration, hosts_in, services_in
from consistency.cli.init import HOOK_FILE, home, hook, top, written
from consistency.config import parse
from consistency.config.settings import Config
from consistency.model.claim import Claim
from consistency.model.fact import Fact


def fact(service: str = "", host: str = "", *, key: str = "", at: str = "", guess: bool = False) -> Fact:
    claim = Claim("port", "80", "a.md", 1, 1, 3, "80", service=service, host=host)
    return Fact(claim, service=key, service_name=key.title(), host=at, host_name=at.title(), inferred=guess)


FACTS = [
    fact("Grafana", "mini", key="grafana", at="mini"),
    fact("grafana.service", "192.168.1.40", key="grafana", at="mini"),
    fact("Dashboards", "Mac Mini", key="grafana", at="mini", guess=True),
    fact("Redis", "studio", key="redis", at="studio"),
]


def read(text: str) -> Config:
    found = parse("consistency.toml", text.encode())
    assert found is not None
    return found


def test_what_was_found_is_said_and_guesses_are_comments() -> None:
    text = configuration("2026-11-21", "docs/_core", hosts_in(FACTS), services_in(FACTS))
    found = read(text)
    assert [(host.name, host.aliases, host.addresses) for host in found.hosts] == [
        ("Mini", (), ("192.168.1.40",)),
        ("Studio", (), ()),
    ]
    assert [(service.name, service.aliases) for service in found.services] == [("Grafana", ("grafana.service",))]
    assert '# a guess; if it is right, add to the aliases: "Mac Mini"' in text
    assert '# a guess; if it is right, add to the aliases: "Dashboards"' in text


def test_the_places_of_another_layout_are_said() -> None:
    found = read(configuration("2026-11-21", "docs", [], []))
    assert found.ledger_file("2026-12") == "docs/consistency_audit_2026-12.md"
    assert found.snapshot_folder() == "docs/snapshots"
    assert read(configuration("2026-11-21", "docs/_core", [], []))._replace(path="", text="") == Config()


def test_one_name_of_two_hosts_is_written_once() -> None:
    facts = [fact(host="gw", at="one"), fact(host="GW", at="two"), fact(host="Two", at="one")]
    assert read(configuration("2026-11-21", "docs/_core", hosts_in(facts), [])).hosts


names = st.text(max_size=8)


@given(st.lists(st.tuples(names, names, names, names, st.booleans()), max_size=6))
def test_whatever_was_found_the_configuration_reads_back(rows: list[tuple[str, str, str, str, bool]]) -> None:
    facts = [fact(service, host, key=key, at=at, guess=guess) for service, host, key, at, guess in rows]
    text = configuration("2026-11-21", "docs/_core", hosts_in(facts), services_in(facts))
    assert len(read(text).hosts) == len(hosts_in(facts))


def test_a_long_list_is_cut_and_says_so() -> None:
    hosts = hosts_in(fact(host=f"h{number}", at=f"h{number}") for number in range(50))
    text = configuration("2026-11-21", "docs/_core", hosts, [])
    assert len(read(text).hosts) == 40
    assert "# 10 more are not written here" in text


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert written(tmp_path, "docs/new.md", "text\n")
    assert not written(tmp_path, "docs/new.md", "other\n")
    assert (tmp_path / "docs/new.md").read_text() == "text\n"
    (tmp_path / "link").symlink_to(tmp_path / "outside")
    assert not written(tmp_path, "link", "text\n")
    assert not (tmp_path / "outside").exists()
    assert capsys.readouterr().out.startswith("wrote docs/new.md\nleft alone: docs/new.md")


def test_the_hook_is_written_shown_or_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hook(tmp_path)
    assert (tmp_path / HOOK_FILE).read_text().startswith("repos:\n  - repo: local\n")
    hook(tmp_path)
    assert "it has the hook already" in capsys.readouterr().out
    (tmp_path / HOOK_FILE).write_text("repos: []\n")
    hook(tmp_path)
    assert "entry: consistency check --staged" in capsys.readouterr().out
    assert (tmp_path / HOOK_FILE).read_text() == "repos: []\n"


def test_where_things_go(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "a" / "b").mkdir(parents=True)
    assert top(tmp_path / "a" / "b") == tmp_path.resolve()
    assert home(tmp_path) == "docs"
    (tmp_path / "docs" / "_core").mkdir(parents=True)
    assert home(tmp_path) == "docs/_core"
