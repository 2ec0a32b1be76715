"""From bytes to a Config, through a tree: a staged configuration is read as the commit will hold it."""

from __future__ import annotations

from typing import Any

from consistency.config.settings import BUDGETS, Config, ConfigError, Host, Probe, Service
from consistency.config.shape import fits
from consistency.config.verify import verify_names
from consistency.tree.source import Tree

OWN, SHARED = "consistency.toml", "pyproject.toml"
LIMIT = 1_000_000  # bytes: a configuration is written by hand


def load(tree: Tree) -> Config:
    """The configuration at the top of a tree: consistency.toml, else [tool.consistency] of pyproject.toml, else none.

    Raises ConfigError for one that cannot be used, TreeError where its file cannot be read.
    """
    found = {entry.path: entry for entry in tree.entries() if entry.path in (OWN, SHARED)}
    for path in (OWN, SHARED):
        if path in found and (config := parse(path, tree.read(found[path], LIMIT))) is not None:
            return config
    return Config()


def parse(path: str, data: bytes) -> Config | None:
    """A configuration file's Config; None for a pyproject.toml that does not configure us. Raises ConfigError."""
    own = not path.endswith(SHARED)
    if not own and b"consistency" not in data:
        return None  # not worth a TOML parser
    text = _decoded(path, data)
    settings = _settings(path, text) if own else _settings(path, text).get("tool", {}).get("consistency")
    if settings is None:
        return None
    if not fits(settings):
        from consistency.config.wording import misfit

        raise misfit(path, text, settings)
    config = build(settings, path, text)
    verify_names(config)
    return config


def _decoded(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError("it is not UTF-8: save it as UTF-8", path, line) from None


def _settings(path: str, text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        from consistency.config.wording import broken

        raise broken(path, text, str(error)) from None


def build(settings: dict[str, Any], path: str = "", text: str = "") -> Config:
    """A Config from settings that fit the schema."""
    plain: dict[str, Any] = {name: settings[name] for name in ("this_host", "fail_on") if name in settings}
    globs = ("ignore", "dod", "change_rules", "migrations", "ledger", "snapshots", "probe_networks")
    listed: dict[str, Any] = {name: _several(settings[name]) for name in globs if name in settings}
    if "max_file_size" in settings:
        plain["max_file_size"] = _size(settings["max_file_size"])
    ages = {facet: _days(age) for facet, age in settings.get("evidence", {}).items()}
    return Config(
        hosts=tuple(_host(name, said) for name, said in settings.get("hosts", {}).items()),
        services=tuple(
            Service(name, tuple(said.get("aliases", ()))) for name, said in settings.get("services", {}).items()
        ),
        roles=tuple(settings.get("roles", {}).items()),
        evidence=tuple((facet, ages.get(facet, days)) for facet, days in BUDGETS),
        probes=tuple(_probe(said) for said in settings.get("probes", ())),
        severity=tuple(settings.get("severity", {}).items()),
        precedence=tuple((family, tuple(order)) for family, order in settings.get("precedence", {}).items()),
        path=path,
        text=text,
        **plain,
        **listed,
    )


def _host(name: str, said: dict[str, Any]) -> Host:
    return Host(name, tuple(said.get("aliases", ())), tuple(said.get("addresses", ())), said.get("ssh", ""))


def _probe(said: dict[str, Any]) -> Probe:
    whole: dict[str, Any] = {key: int(value) if isinstance(value, float) else value for key, value in said.items()}
    return Probe(**whole)


def _several(said: str | list[str]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)


def _days(age: str) -> int:
    return int(age[:-1]) * (7 if age.endswith("w") else 1)


def _size(said: float | str) -> int:
    """Bytes; a kB is 1,000 of them."""
    if not isinstance(said, str):
        return int(said)
    return int(said[:-2].strip()) * (1_000 if said.endswith("kB") else 1_000_000)
