"""HTML elements by construction: every text and attribute is escaped, so no document can add markup."""

from __future__ import annotations

from collections.abc import Iterable

from consistency.report import safe

_VOID = {"meta", "input", "br", "hr"}


class Html(str):
    """Markup that this room wrote; only `element`, `joined` and `asset` make it."""

    __slots__ = ()


def element(name: str, /, *children: str, **attributes: str | int | bool | None) -> Html:
    """An element. A child that is no Html is escaped; `class_` is `class`, `data_x` is `data-x`.

    An attribute that is True stands without a value; one that is None, False or "" is left out.
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None or value is False or value == "":
            continue
        label = key.rstrip("_").replace("_", "-")
        parts.append(f" {label}" if value is True else f' {label}="{safe.markup(str(value))}"')
    parts.append(">")
    if name not in _VOID:
        parts.append(joined(children))
        parts.append(f"</{name}>")
    return Html("".join(parts))


def joined(children: Iterable[str], between: str = "") -> Html:
    """Children one behind the other, escaped where they are no Html."""
    shown = (child if isinstance(child, Html) else safe.markup(child) for child in children)
    return Html(safe.markup(between).join(shown))


def prose(text: str) -> Html:
    """A sentence in which `...` is code."""
    parts = text.split("`")
    return joined(element("code", part) if index % 2 else part for index, part in enumerate(parts))


def asset(name: str, text: str) -> Html:
    """A style or script element that holds the package's own text."""
    if f"</{name}" in text:
        raise ValueError(f"the package's own {name} would close its element")
    return Html(f"<{name}>{text}</{name}>")
