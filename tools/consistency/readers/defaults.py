"""Tables of variables with their defaults: `grafana_port | 3001`, which files of variables set under that very name."""

from __future__ import annotations

from consistency.markdown.blocks import Table
from consistency.markdown.inline import mask
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values import exact
from consistency.values.key import is_domain
from consistency.values.port import valid

_KEY = lazily(r"\s*(?P<key>[a-z][a-z0-9]*(?:_[a-z0-9]+)+)\s*")
_VALUE = lazily(r"[\s\"'`]*(?P<value>[\w.-]+)[\s\"'`]*")
_KEYS = frozenset(("variable", "variables", "name", "key", "setting", "parameter", "role variable", "var"))
_DEFAULTS = frozenset(
    ("default", "defaults", "default value", "value", "values", "fallback", "if unset", "when unset", "if not set")
)


def of_table(rows: Table, context: Context) -> list[Claim]:
    """The port or domain of each variable, by its name."""
    heads = [mask(cell.text).strip().lower() for cell in rows.header]
    at = next((index for index, head in enumerate(heads) if index and head in _DEFAULTS), 0)
    if not at or heads[0] not in _KEYS or context.role != "canon" or context.modality != "stated":
        return []
    found: list[Claim] = []
    for row in rows.rows:
        key = _KEY.fullmatch(mask(row[0].text)) if len(row) > at else None
        given = _VALUE.fullmatch(mask(row[at].text)) if key else None
        if key is None or given is None:
            continue
        value = given["value"]
        ported = key["key"].endswith("_port") and value.isascii() and value.isdecimal() and valid(int(value))
        if ported or is_domain(key["key"], value):
            found.append(
                make(
                    context, row[at], *given.span("value"), "port" if ported else "domain", value.lower(),
                    service=exact.variable(key["key"]), host="", port=int(value) if ported else 0, source=PROJECT,
                    statement=f"L{row[0].line}",
                )
            )  # fmt: skip
    return found
