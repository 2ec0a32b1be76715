"""Which environment a config file is for.

A scope is words joined by commas: at most one environment (dev, test, staging, prod, local, ci, or the file's own
word), and `profile:NAME` for each profile that switches the statement on.
"""

from __future__ import annotations

import posixpath

from consistency.model.pattern import lazily

_WORDS = {
    "dev": "dev", "development": "dev", "develop": "dev", "prod": "prod", "production": "prod", "live": "prod",
    "stage": "staging", "staging": "staging", "stg": "staging", "preprod": "staging", "uat": "staging",
    "test": "test", "tests": "test", "testing": "test", "e2e": "test", "integration": "test", "ci": "ci",
    "local": "local", "localdev": "local", "demo": "demo", "debug": "dev", "devcontainer": "dev",
    ".devcontainer": "dev",
}  # fmt: skip
_SPLIT = lazily(r"[._-]+")
_OVERLAYS = ("overlays", "environments", "envs", "env")
#: What a server runs itself, beside what it leads elsewhere: no environment.
_ON_THE_MACHINE = "local.conf"
#: Overlays that hold in every environment.
_COMMON = frozenset(("base", "common", "shared", "default", "all"))


def environment(path: str) -> str:
    """The environment that a file's name, or an overlay directory above it, says; "" where none is said."""
    *folders, name = path.lower().split("/")
    for word in reversed(_SPLIT.split(name.lstrip("."))):
        if word in _WORDS and name != _ON_THE_MACHINE:
            return _WORDS[word]
    for index, folder in enumerate(folders):
        overlay = index > 0 and folders[index - 1] in _OVERLAYS
        if folder in _WORDS and (overlay or folder not in ("local", "live", "demo")):
            return _WORDS[folder]
        if index > 0 and folders[index - 1] == _OVERLAYS[0] and folder not in _COMMON:
            return folder
    return ""


def profile_scope(profiles: list[str], scope: str = "") -> str:
    """The scope words of a service that any of these profiles switches on, in a file of the environment `scope`.

    Where the file says no environment, profiles that all name one say it.
    """
    named = {_WORDS.get(name.lower(), "") for name in profiles}
    own = scope or (named.pop() if len(named) == 1 else "")
    return ",".join(filter(None, [own, *(f"profile:{name}" for name in sorted(set(profiles)) if name)]))


def stem(path: str) -> str:
    """The directory that holds a file, by its own name; "" at the top of the tree."""
    return posixpath.basename(posixpath.dirname(path))
