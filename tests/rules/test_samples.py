"""A101: what pages show of a file of settings by its name, against the sample that the repository brings along."""

from __future__ import annotations

import pytest

from consistency.config import Config
from consistency.engine.judge import judge, link
from consistency.readers.config.kinds import read
from consistency.readers.document import read_document
from consistency.values.sample import plain, shown

ENV = "A=1\nB=2\nC=3\nLOG=info\nPORT={}\n"
YAML = "log: info\nhosts: [a]\nname: heron\ndashboard:\n  port: {}\n  title: Birds\n"


def found(page: str, path: str, text: str, of: str = "docs/setup.md") -> list[str]:
    claims = [*read_document(of, page).claims, *read(path, text).claims]
    judged = judge(link(claims, Config()), Config()).findings
    return [one.message for one in judged if one.rule == "A101"]


def fence(text: str, info: str = "", lead: str = "") -> str:
    return f"# Heron\n\n## Setup\n\n{lead}\n\n```{info}\n{text}```\n"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        (".env.example", ".env"),
        ("env.sample", ".env"),
        ("config.example.yml", "config.yaml"),
        ("example.config.toml", "config.toml"),
        ("settings.json.dist", "settings.json"),
        ("heron-config.yaml", "heron-config.yaml"),
        (".env.production", ""),
        ("tsconfig.json", ""),
        ("docker-compose.yml", ""),
    ],
)
def test_names(name: str, file: str) -> None:
    assert plain(name) == file


def test_names_in_words() -> None:
    assert shown("Copy `.env.example` to `.env` and fill it in") == ".env"
    assert shown("Edit ~/.config/heron/config.toml:") == "config.toml"
    assert shown("The `.env` is read before `config.yaml`") == ""


@pytest.mark.parametrize(
    ("info", "lead", "told"),
    [
        ("bash", "Configure your `.env` file:", True),
        ("env", "Then:", True),
        ("bash", "Then:", False),
        ("env", "To use a different port, change your `.env`:", False),
        ("python", "Configure your `.env` file:", False),
    ],
)
def test_an_env_file(info: str, lead: str, told: bool) -> None:
    page = fence(ENV.format(8080), info, lead)
    messages = found(page, ".env.example", ENV.format(8000))
    assert ("PORT in .env: port 8080 documented, 8000 configured" in messages) is told
    assert not any(" in .env" in one for one in found(page, ".env.example", ENV.format(8080)))
    assert not any(" in .env" in one for one in found(page, ".env.production", ENV.format(8000)))


@pytest.mark.parametrize("info", ["yaml", "yaml title=config.yaml"])
def test_a_file_of_settings(info: str) -> None:
    page = fence(YAML.format(8501), info, "The `config.yaml` file supports:")
    said = ["dashboard.port in config.yaml: port 8501 documented, 8506 configured"]
    assert found(page, "config.yaml", YAML.format(8506)) == said
    assert found(page, "config.example.yaml", YAML.format(8506)) == said
    assert found(page, "config.yaml", YAML.format(8501)) == []
    assert found(page, "other.yaml", YAML.format(8506)) == []
    assert found(page, "config.yaml", YAML.format(8506), of="apps/egret/README.md") == said


def test_an_extract_and_another_service_behind_a_key() -> None:
    short = fence("dashboard:\n  port: 8501\n", "yaml", "In `config.yaml`:")
    assert found(short, "config.yaml", YAML.format(8506)) == []
    url = YAML.replace("title: Birds", "api: http://{}:9000/v1").replace("port: {}", "size: 3")
    page = fence(url.format("localhost").replace("9000", "9001"), "yaml", "In `config.yaml`:")
    (message,) = found(page, "config.yaml", url.format("localhost"))
    assert message.startswith("dashboard.api in config.yaml on localhost: port 9001 documented")
    assert found(page, "config.yaml", url.format("heron")) == []
