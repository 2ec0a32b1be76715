"""The failing example of a rule's page, for sites that have nothing the rule is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from consistency import shipped
from consistency.engine.gather import is_markdown
from consistency.engine.mutate import Mutation
from consistency.markdown.parse import blocks


def plants(rule: str, contents: Mapping[str, bytes]) -> Iterator[tuple[dict[str, bytes], Mutation]]:
    """What to plant for a rule: the files before the change ({} where it is no change), and the files as a mutation.

    Nothing where the installation has no page of the rule. Where the site has a page of that path, the example
    is appended to it; a config file, of which only one can be read, gives way.
    """
    for title, files in _examples(_page(rule)):
        before: dict[str, bytes] = {}
        after: dict[str, bytes | None] = {}
        for named, (data, is_before) in files.items():
            path = named.removeprefix("before:")
            (before if is_before else after).setdefault(path, _beside(contents.get(path), path, data))
        for path in before:
            after.setdefault(path, None)
        what = f"planted: {title.lower()} of the rule's page ({', '.join(sorted(after))})"
        yield before, Mutation(what, after)


def _beside(own: bytes | None, path: str, data: bytes) -> bytes:
    return own + b"\n" + data if own is not None and is_markdown(path) else data


def _page(rule: str) -> str:
    try:
        folder = shipped.folder("docs/rules")
        files = [file for file in sorted(folder.glob("*.md")) if file.stem.split("-")[0] == rule]
        return files[0].read_text(encoding="utf-8")
    except (OSError, IndexError):
        return ""


def _examples(page: str) -> Iterator[tuple[str, dict[str, tuple[bytes, bool]]]]:
    """The sections that fail: title, and path to content and whether it is the state before the change."""
    title, files = "", dict[str, tuple[bytes, bool]]()
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
            files[("before:" if "before" in words else "") + path] = (data, "before" in words)
    if title.startswith("Fails") and files:
        yield title, files
