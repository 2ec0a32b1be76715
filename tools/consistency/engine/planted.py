"""The failing example of a rule's page, for sites that have nothing the rule is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from consistency import shipped
from consistency.config import Config
from consistency.engine.gather import is_markdown
from consistency.engine.mutate import Mutation
from consistency.markdown.parse import blocks
from consistency.values.glob import matches

#: A file of an example: its bytes before the change that it shows, and after it; None where it is not there.
_States = tuple[bytes | None, bytes | None]


def plants(rule: str, contents: Mapping[str, bytes], config: Config) -> Iterator[tuple[dict[str, bytes], Mutation]]:
    """What to plant for a rule: the files before the change ({} where it is no change), and the files as a mutation.

    Nothing where the installation has no page of the rule. Where the site has a page of that path, the example
    is appended to it, and then, for a rule that looks at a page as a whole, tried on a page of its own; a config file,
    of which only one can be read, gives way. A ledger lies where the site keeps its ledgers.
    """
    for title, files in _examples(_page(rule)):
        own = Config() if "consistency.toml" in files else config
        placed = {_governed(path, own): states for path, states in files.items()}
        apart = {_free(path, contents): states for path, states in placed.items()}
        for variant in (placed, apart) if apart.keys() != placed.keys() else (placed,):
            yield _planted(title, variant, contents)


def _planted(
    title: str, files: Mapping[str, _States], contents: Mapping[str, bytes]
) -> tuple[dict[str, bytes], Mutation]:
    before = {path: _beside(contents.get(path), path, old) for path, (old, _) in files.items() if old is not None}
    after = {path: new and _beside(contents.get(path), path, new) for path, (_, new) in files.items()}
    return before, Mutation(f"planted: {title.lower()} of the rule's page ({', '.join(sorted(after))})", after)


def _governed(path: str, config: Config) -> str:
    """Where the site keeps what lies at a default place in the example."""
    usual = Config()
    kinds = ((usual.dod, config.dod), (usual.change_rules, config.change_rules), (usual.ledger, config.ledger),
             (usual.migrations, config.migrations), (usual.snapshots, config.snapshots))  # fmt: skip
    for (default,), globs in kinds:
        if matches(default, path) and globs and not any(matches(glob, path) for glob in globs):
            start, _, end = default.partition("*")
            name = path.removeprefix(start).removesuffix(end)
            return globs[0].replace("**/", "").replace("*", name, 1)
    return path


def _free(path: str, contents: Mapping[str, bytes]) -> str:
    """The same path, or one beside it where the site has a page there."""
    if path not in contents or not is_markdown(path):
        return path
    page = PurePosixPath(path)
    return str(page.with_name(f"{page.stem}-planted{page.suffix}"))


def _beside(own: bytes | None, path: str, data: bytes) -> bytes:
    return own + b"\n" + data if own is not None and is_markdown(path) else data


def _page(rule: str) -> str:
    try:
        folder = shipped.folder("docs/rules")
        files = [file for file in sorted(folder.glob("*.md")) if file.stem.split("-")[0] == rule]
        return files[0].read_text(encoding="utf-8")
    except (OSError, IndexError):
        return ""


def _examples(page: str) -> Iterator[tuple[str, dict[str, _States]]]:
    """The sections that fail: title, and the files by path."""
    title, files = "", dict[str, _States]()
    for block in blocks(page):
        if block.kind == "heading" and block.level <= 2:
            if title.startswith("Fails") and files:
                yield title, files
            title, files = block.passage.text, {}
        elif block.kind == "fence" and "file=" in block.info:
            words = block.info.split()
            path = next(word.removeprefix("file=") for word in words if word.startswith("file="))
            encoding = next((word.removeprefix("encoding=") for word in words if word.startswith("encoding=")), "utf-8")
            data = (block.passage.text + "\n").encode(encoding, "replace")
            old, new = files.get(path, (None, None))
            files[path] = (data, new) if "before" in words else (old, data)
    if title.startswith("Fails") and files:
        yield title, files
