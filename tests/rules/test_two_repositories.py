"""A121: the project's repository under two owners."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

PAGE = "# Setup\n\nClone https://github.com/{}/heron first.\n"
PROJECT = '[project]\nname = "heron"\n\n[project.urls]\nRepository = "https://github.com/birds/heron"\n'


def found(**files: str) -> list[str]:
    names = {name.replace("__", ".").replace("_in_", "/"): text.encode() for name, text in files.items()}
    findings = run(Prepared(Memory(names), (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return [one.message for one in findings if one.rule == "A121"]


TOLD = "github.com/birds/heron and github.com/nest/heron are both given"


@pytest.mark.parametrize(
    ("name", "config"),
    [
        ("pyproject__toml", PROJECT),
        (
            "package__json",
            '{"name": "heron", "repository": {"type": "git", "url": "git+https://github.com/birds/heron.git"}}',
        ),
        ("package__json", '{"name": "heron", "bugs": {"url": "https://github.com/birds/heron/issues"}}'),
        ("Chart__yaml", "name: heron\nhome: https://github.com/birds/heron\n"),
        ("heron__service", "[Unit]\nDocumentation=https://github.com/birds/heron\n[Service]\nExecStart=/bin/heron\n"),
        ("Dockerfile", 'FROM a\nLABEL org.opencontainers.image.source="https://github.com/birds/heron"\n'),
    ],
)
def test_config_says_which_is_the_projects_own(name: str, config: str) -> None:
    assert found(**{name: config, "docs_in_setup__md": PAGE.format("nest")}) == [TOLD]
    assert found(**{name: config, "docs_in_setup__md": PAGE.format("birds")}) == []
    assert found(**{name: config, "docs_in_setup__md": PAGE.format("your-name")}) == []


def test_two_files_of_config_and_no_page() -> None:
    chart = "name: heron\nhome: https://github.com/nest/heron\n"
    (told,) = found(pyproject__toml=PROJECT, Chart__yaml=chart)
    assert set(told.split()) == set(TOLD.split())


@pytest.mark.parametrize(
    ("page", "config"),
    [
        (PAGE.format("nest").replace("Clone", "A fork of"), PROJECT),
        (PAGE.format("nest") + PAGE.format("birds"), PROJECT),  # knows both
        (PAGE.format("nest").replace("github.com", "gitlab.com"), PROJECT),  # a mirror elsewhere
        (PAGE.format("nest").replace("/heron", "/heron-docs"), PROJECT),
        (PAGE.format("nest") + PAGE.format("one") + PAGE.format("two"), PROJECT),  # a name that many have
        (PAGE.format("nest"), PROJECT.replace("Repository", "archive")),  # nobody says that it is their own
        (PAGE.format("nest").replace("Clone", "## Planned\n\nClone"), PROJECT),
    ],
)
def test_forks_mirrors_and_others(page: str, config: str) -> None:
    others = "".join(f"https://github.com/birds/heron-{number}\n\n" for number in range(3))
    assert found(docs_in_setup__md=page, pyproject__toml=config, docs_in_more__md=f"# More\n\n{others}") == []


def test_a_page_full_of_links_says_nothing() -> None:
    links = "".join(f"- https://github.com/nest/bird-{number}\n" for number in range(30))
    assert found(docs_in_setup__md=PAGE.format("nest") + links, pyproject__toml=PROJECT) == []
