"""What pages list as the defaults of keys and variables, against the files that set just these."""

from __future__ import annotations

import datetime
import time

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.readers.config.defaults import read_defaults
from consistency.readers.config.sheet import Sheet
from consistency.tree.memory import Memory
from consistency.values.key import said, title


def found(files: dict[str, str]) -> list[tuple[str, str]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    checked = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1))
    return [(one.rule, one.message) for one in checked.findings]


def listed(key: str, default: str, head: str = "Variable") -> str:
    return (
        f"# Kestrel\n\n## Configuration\n\n| {head} | Default | Meaning |\n|---|---|---|\n| `{key}` | `{default}` | |\n"
    )


PYTHON = 'import os\n\nAPI_HOST = os.environ.get("API_HOST", "0.0.0.0")\nAUTH_ENABLED = flag("AUTH_ENABLED", "false")\n'
PYDANTIC = """\
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    metrics_port: int = Field(9105, ge=1)
    auth_mode: Literal["none", "token"] = "none"
    other_port: int = Field(9000, validation_alias="SOMETHING_ELSE")


class Options(BaseModel):
    data_port: int = 7000
"""


@pytest.mark.parametrize(
    ("page", "path", "config", "rule"),
    [
        (listed("API_HOST", "127.0.0.1"), "app/settings.py", PYTHON, "A103"),
        (listed("AUTH_ENABLED", "true"), "app/settings.py", PYTHON, "B102"),
        (listed("METRICS_PORT", "9108"), "app/config.py", PYDANTIC, "A101"),
        (listed("AUTH_MODE", "token"), "app/config.py", PYDANTIC, "B102"),
        (
            listed("METRICS_PORT", "9108"),
            "src/config.ts",
            "export const port = Number(process.env.METRICS_PORT ?? 9105)\n",
            "A101",
        ),
        (listed("METRICS_PORT", "9108"), "config.go", '\tport := env("METRICS_PORT", "9105")\n', "A101"),
        (
            listed("listen", "127.0.0.1:7070", "Key").replace("Configuration", "`[server]`"),
            "config/default.toml",
            '[server]\nlisten = "0.0.0.0:7070"\n',
            "A103",
        ),
        (
            listed("server.listen", "0.0.0.0:7070", "Key"),
            "config/defaults.yaml",
            'server:\n  listen: "0.0.0.0:7071"\n',
            "A101",
        ),
        (
            listed("probes.readiness.path", "/healthz/ready", "Key"),
            "chart/values.yaml",
            "probes:\n  readiness:\n    path: /readyz\n",
            "B105",
        ),
    ],
)
def test_a_default_that_the_file_has_otherwise(page: str, path: str, config: str, rule: str) -> None:
    assert [one for one, _ in found({"README.md": page, path: config})] == [rule]


@pytest.mark.parametrize(
    ("page", "path", "config"),
    [
        (listed("API_HOST", "0.0.0.0"), "app/settings.py", PYTHON),
        (listed("AUTH_ENABLED", "false"), "app/settings.py", PYTHON),
        (listed("AUTH_ENABLED", "auto"), "app/settings.py", PYTHON),
        (listed("OTHER_PORT", "9001"), "app/config.py", PYDANTIC),  # it has another name in the environment
        (listed("DATA_PORT", "7001"), "app/config.py", PYDANTIC),  # and this is no setting of the environment
        (listed("METRICS_PORT", "9108"), "app/other.py", 'port = env("METRICS_PORT", "9105")\n'),
        (listed("METRICS_PORT", "9108"), "tests/settings.py", 'port = env("METRICS_PORT", "9105")\n'),
        (listed("METRICS_PORT", "9108"), ".env.example", "METRICS_PORT=9105\n"),  # an instance may differ
        (listed("METRICS_PORT", "9108", "Example"), "config.py", "METRICS_PORT = 9105\n"),
        (listed("METRICS_PORT", "9108").replace("Default", "Production"), "app/config.py", PYDANTIC),
        (listed("listen", "127.0.0.1:7070", "Key"), "config/default.toml", '[server]\nlisten = "0.0.0.0:7070"\n'),
        (listed("API_HOST", "127.0.0.1").replace("Default", "Value"), "app/settings.py", PYTHON),  # of an instance
        (listed("server.listen", "0.0.0.0:7070", "Key"), "prod/config.toml", '[server]\nlisten = "0.0.0.0:7071"\n'),
        (listed("server.listen", "0.0.0.0:7070", "Key"), "deploy/other.toml", '[server]\nlisten = "0.0.0.0:7071"\n'),
        # what every program may call its own is not held against another program's file by the page of one
        (
            "# Billing\n\n## Settings\n\n| Variable | Default |\n|---|---|\n| `HTTP_PORT` | `8081` |\n",
            "orders/settings.py",
            'port = int(os.getenv("HTTP_PORT", "8080"))\n',
        ),
    ],
)
def test_near_it(page: str, path: str, config: str) -> None:
    assert found({"docs/page.md": page, path: config}) == []


def test_one_of_several_files_is_enough() -> None:
    files = {"a/settings.py": 'x("METRICS_PORT", "9105")\n', "b/settings.py": 'x("METRICS_PORT", "9108")\n'}
    assert found({"README.md": listed("METRICS_PORT", "9108"), **files}) == []


def test_what_keys_say() -> None:
    assert [title(key) for key in ("service.port", "image.tag", "PORT", "LOG_LEVEL", "mqtt.host")] == [
        "service.port value", "", "", "", "",
    ]  # fmt: skip
    assert [one[:2] for one in said("server.listen", " 127.0.0.1:7070 ")] == [("bind", "127.0.0.1"), ("port", "7070")]
    assert list(said("server.listen", "localhost:99999")) == []
    assert list(said("METRICS_PORT", "99999")) == []
    assert [one[:2] for one in said("login_auth.mode", "oidc")] == []


def test_time_stays_in_step() -> None:
    for line in ("A_B" * 17000, "f('A_B', " * 6000, "env.A_" * 8000, "    a: " * 7000, "class A(" * 6000):
        start = time.perf_counter()
        read_defaults(Sheet.of("settings.py", "class S(BaseSettings):\n" + line))
        list(said(line, line))
        title(line)
        assert time.perf_counter() - start < 1


def test_what_runs_in_a_container_listens_on_all_addresses() -> None:
    settings = PYTHON.replace("0.0.0.0", "127.0.0.1")
    page = listed("API_HOST", "0.0.0.0")
    inside = page.replace("| |\n", "| Bind address inside the container |\n")
    assert [rule for rule, _ in found({"README.md": page, "app/settings.py": settings})] == ["A103"]
    assert found({"README.md": inside, "app/settings.py": settings}) == []
    assert found({"docker.md": page, "app/settings.py": settings}) == []
