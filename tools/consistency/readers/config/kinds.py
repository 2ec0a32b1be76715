"""Which config files are read, and by what: the one table of kinds.

A file's kind is told by its name first and by the beginning of its text then; what neither tells is not read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from consistency.model.claim import Reading
from consistency.model.passage import Passage
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variant import environment

Siblings = Mapping[str, str]

#: How much of a text `kind_of` needs to see.
HEAD = 8192


class Kind(NamedTuple):
    """`name` is searched in the path in lower case, `head` in the beginning of the text; "" never matches."""

    kind: str
    name: str
    head: str


#: In this order; of a YAML file the head decides unless the name does, "yaml" is what is left.
KINDS: tuple[Kind, ...] = (
    Kind(
        "compose",
        r"(?:^|/)(?:docker-|podman-)?compose(?:[._-][^/]*)?\.ya?ml$",
        r"(?m)^services:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]+[\w.-]+:(?s:.{0,2000}?)"
        r"\n[ \t]+(?:image|build|container_name):"
        r"|^[ \t]*(?:image|container_name): (?s:.{0,2000}?)\n[ \t]+-[ \t]+[\"']?[\d.:]*\d+:\d+",
    ),
    Kind(
        "env",
        r"(?:^|/)(?:\.env(?:\.[^/]*)?|[^/]*\.env(?:\.[a-z]+)?|env\.(?:example|sample|template|dist))$",
        r"\A(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:export )?[A-Z][A-Z0-9_]*=[^\n]*"
        r"(?:\r?\n[ \t]*(?:#[^\n]*|(?:export )?[A-Z][A-Z0-9_]*=[^\n]*)?)*\s*\Z",
    ),
    Kind("caddy", r"(?:^|/)caddyfile(?:[._-][^/]*)?$|\.caddy(?:file)?$", r"(?m)^\s*reverse_proxy\s+\S*:\d+"),
    Kind("json", r"\.(?:json|jsonl|ndjson|json5)$", r"\A\s*(?:\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\")"),
    Kind("yaml", r"\.ya?ml$", ""),
)

_NAMES = tuple((kind.kind, re.compile(kind.name)) for kind in KINDS if kind.name)
_HEADS = tuple((kind.kind, re.compile(kind.head)) for kind in KINDS if kind.head)
_IN_YAML = frozenset(("compose", "kubernetes", "router"))
#: Endings of files whose name tells nothing, so that the text may.
_PLAIN = re.compile(r"(?:^|/)[^/.]*$|\.(?:conf|cfg|txt|sample|example|template|dist)$")

_LEFT_OUT = re.compile(
    r"(?:^|/)(?:node_modules|bower_components|vendor|vendored|third_party|dist|build|out|target|\.?venv|site-packages|\.git"
    r"|\.tox|\.mypy_cache|\.next|\.nuxt|\.terraform|__pycache__|coverage|htmlcov|testdata|fixtures|__fixtures__|\.vscode"
    r"|\.idea|\.github|locales|i18n|translations)/"
    r"|(?:^|/)(?:package(?:-lock)?|composer|tsconfig[^/]*|jsconfig|launch|tasks|renovate|angular|nx|lerna|turbo|manifest"
    r"|vercel|biome|deno|components|\.[^/]*rc)\.json$|\.(?:min|map|lock|schema|excalidraw)(?:\.json)?$"
    r"|[-.]lock\.(?:json|ya?ml)$|(?:^|/)(?:pnpm-lock|mkdocs|\.pre-commit-config|\.gitlab-ci)[^/]*\.ya?ml$"
    r"|(?:openapi|swagger)[^/]*\.(?:json|ya?ml)$|\.ipynb$"
)


def ignored(path: str) -> bool:
    """A vendored or generated tree, a test's fixture, or the settings of a development tool."""
    return _LEFT_OUT.search(path.lower()) is not None


def kind_of(path: str, head: str) -> str | None:
    """The kind of a file, None for one that is not read; `head` is its text or the first HEAD characters of it.

    A fence has no name: give a file name made of its info string (`x.yml`), or "" to go by the text alone.
    """
    if ignored(path):
        return None
    lowered = path.lower()
    named = next((kind for kind, pattern in _NAMES if pattern.search(lowered)), None)
    if named not in (None, "yaml") or not (named or _PLAIN.search(lowered)):
        return named
    for kind, pattern in _HEADS:
        if (named is None or kind in _IN_YAML) and pattern.search(head[:HEAD]):
            return kind
    return named


def may_hold(path: str) -> bool:
    """Can a file of this name hold config at all? True where only a look at the text can tell."""
    lowered = path.lower()
    return not ignored(path) and (any(p.search(lowered) for _, p in _NAMES) or bool(_PLAIN.search(lowered)))


def siblings_of(kind: str | None, path: str) -> tuple[str, ...]:
    """The paths of the other files that a file's claims depend on, the most telling first; most do not exist."""
    folder = path.rpartition("/")[0]
    prefix = folder + "/" if folder else ""
    if kind == "compose":
        above = folder.rpartition("/")[0]
        shared = (above + "/" if above else "") + "env/"
        names = (".env", ".env.example", ".env.sample", ".env.template", ".env.dist", "env.example")
        return tuple(prefix + name for name in names) + tuple(shared + name for name in names)
    return ()


def read(path: str, text: str, siblings: Siblings | None = None, kind: str | None = None) -> Reading:
    """The claims of one file; `siblings` has the texts of the files that `siblings_of` names, as far as they exist."""
    kind = kind or kind_of(path, text)
    if kind is None:
        return Reading()
    sheet = Sheet.of(path, text)._replace(source=kind, scope=environment(path))
    return _read(kind, sheet, siblings or {})


def read_fence(path: str, passage: Passage, kind: str, role: str = "canon") -> Reading:
    """The claims of config quoted in a document, placed in the document."""
    return _read(kind, Sheet.of_passage(path, passage, role)._replace(source=kind), {})


def _read(kind: str, sheet: Sheet, siblings: Siblings) -> Reading:
    """Parsers are imported when they are first needed: a commit that touches no config pays for none."""
    match kind:
        case "compose":
            from consistency.readers.config.compose import read_compose

            return read_compose(sheet, _environment(sheet.path, siblings))
        case "env":
            from consistency.readers.config.envfile import read_env

            return read_env(sheet)
        case "caddy":
            from consistency.readers.config.caddy import read_caddy

            return read_caddy(sheet)
        case "json":
            from consistency.readers.config.jsonnodes import read_json
            from consistency.readers.config.registry import read_registry

            return read_registry(sheet, read_json(sheet))
        case "yaml":
            from consistency.readers.config.registry import read_registry
            from consistency.readers.config.yamlnodes import read_yaml

            return read_registry(sheet, read_yaml(sheet))
    raise ValueError(f"no reader for config of kind {kind!r}")


def _environment(path: str, siblings: Siblings) -> dict[str, str]:
    from consistency.readers.config.envfile import variables

    values: dict[str, str] = {}
    for name in reversed(siblings_of("compose", path)):
        values |= {item.name: item.value for item in variables(siblings.get(name, ""))}
    return values
