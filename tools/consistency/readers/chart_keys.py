"""Tables of settings with their defaults: `service.port` of a chart's values, `API_HOST` of the environment, `listen` below `[server]`.

Each is held against the file that sets just that key: values.yaml, the shipped config, the settings module.
"""

from __future__ import annotations

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make, service_in
from consistency.values import key as keys
from consistency.values.address import reach

_DEFAULT = frozenset(("default", "value", "default value", "defaults", "values"))
#: Under these, variables have what somebody has set them to.
_SET = frozenset(("value", "values"))
#: The first column of a page on one file's settings, whose sections have its upper keys for headings.
_KEYS = frozenset(("key", "option", "setting"))
_FILE = lazily(r"[\w-]+\.(?:ya?ml|toml|json|ini|conf)")
_NOTHING = " \t\"'`"
#: `[server]`: the table of a file whose keys are listed below.
_TABLE = lazily(r"\[(?P<name>[A-Za-z][\w-]*(?:\.[\w-]+)*)\]")
_BARE = lazily(r"[a-z][a-z0-9_-]*")


def _is_of_one(context: Context) -> bool:
    """A page or section about one program beside others: its `HTTP_PORT` is not theirs."""
    return bool(context.subject or ("/" in context.path and service_in(context.title)))


def _is_contained(row: tuple[Passage, ...], context: Context) -> bool:
    """Whether a row is about what runs in a container, where a program has to listen on all addresses."""
    return "docker" in context.path.lower() or any("container" in cell.text.lower() for cell in row)


def table(rows: Table, context: Context) -> tuple[Claim, ...]:
    """What the keys of the first columns say by the column of their defaults; nothing of any other table."""
    heads = [mask(cell.text).strip().lower() for cell in rows.header]
    at = next((index for index, head in enumerate(heads) if index and head in _DEFAULT), 0)
    headed = _TABLE.fullmatch(context.heading.strip()) if at else None
    found: list[Claim] = []
    for row in rows.rows if at else ():
        plain = mask(row[at].text).replace('"', " ").replace("'", " ")
        for cell in row[:at]:
            key = mask(cell.text).strip(_NOTHING)
            if headed and _BARE.fullmatch(key):
                key = f"{headed['name']}.{key}"
            elif heads[0] in _KEYS and _BARE.fullmatch(key) and _BARE.fullmatch(context.heading):
                key = f"{context.heading}.{key}"
            name = keys.title(key, context.heading if _FILE.fullmatch(context.heading) else "")
            if not name or ("." not in key and heads[at] in _SET) or (keys.is_anybodys(key) and _is_of_one(context)):
                continue
            found += (
                make(
                    context, row[at], one.start, one.end, one.attribute, one.value, service=name, host="", port=one.port,
                    source=PROJECT, statement=f"L{row[0].line}",
                )
                for one in keys.said(key, plain)
                if not (one.attribute == "bind" and reach(one.value) == "any" and _is_contained(row, context))
            )  # fmt: skip
    return tuple(found)
