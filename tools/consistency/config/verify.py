"""What no schema can say about a configuration: names that must exist, or must not mean two things."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.config.settings import Config, ConfigError, Host, Service


def verify_names(config: Config) -> None:
    """Raises ConfigError for a name of two hosts or two services, an unknown `this_host` or a network that is none."""
    for table, owners in (("hosts", config.hosts), ("services", config.services)):
        _verify_unique(config, table, owners)
    names = {name.casefold() for host in config.hosts for name in (host.name, *host.aliases)}
    if config.this_host and config.this_host.casefold() not in names:
        guess = _guess(config.this_host, [host.name for host in config.hosts])
        raise _error(config, f'this_host is "{config.this_host}", which no [hosts.NAME] declares{guess}', "this_host")
    if config.probe_networks and config.path:
        _verify_networks(config)


def _verify_unique(config: Config, table: str, owners: tuple[Host, ...] | tuple[Service, ...]) -> None:
    seen: dict[str, str] = {}
    for owner in owners:
        for field, names in zip(("name", "aliases", "addresses"), ((owner.name,), *owner[1:3]), strict=False):
            for position, name in enumerate(names):
                other = seen.setdefault(name.casefold(), owner.name)
                if other != owner.name:
                    keys = (owner.name,) if field == "name" else (owner.name, field, position)
                    what = f'"{name}" means both {table}.{other} and {table}.{owner.name}: give it to one of them'
                    raise _error(config, what, table, *keys)


def _verify_networks(config: Config) -> None:
    from consistency.config.settings import NETWORKS

    if config.probe_networks == NETWORKS:
        return
    import ipaddress

    for position, network in enumerate(config.probe_networks):
        try:
            ipaddress.ip_network(network)
        except ValueError as error:
            raise _error(
                config, f"probe_networks holds no network there: {error}", "probe_networks", position
            ) from None


def verify_rules(config: Config, rules: Iterable[tuple[str, str]]) -> None:
    """Raises ConfigError where [severity] names a rule that is none of `rules`, given as (id, name)."""
    if not config.severity:
        return
    known = [word for rule in rules for word in rule]
    for word, _ in config.severity:
        if word not in known:
            what = f'there is no rule "{word}"{_guess(word, known)} (`consistency explain` lists all)'
            raise _error(config, what, "severity", word)


def _error(config: Config, message: str, *keys: str | int) -> ConfigError:
    return ConfigError(message, config.path, *config.place(*keys))


def _guess(word: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(word, known, 1)
    return f'; did you mean "{close[0]}"?' if close else ""
