"""Plain lists with the ports in front: `4000  litellm  0.0.0.0`, line after line, below `# anvil (10.0.0.40)`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.port import valid

#: The source of a port that a fence gives to a name as a list or a table does.
LIST = "fence list"
ROW = lazily(r"^\s*:?(?P<port>\d{2,5})(?:/(?:tcp|udp))?\s+(?P<rest>[^\W\d].*)$")
COMMENT = lazily(r"^\s*(?:#|//)\s*(?P<text>.*)$")
#: The last column of a row that says where it listens.
_BOUND = lazily(r"\s{2,}(?P<bind>\*|::|\[::\]|\d{1,3}(?:\.\d{1,3}){3})\s*$")
_MACHINE = lazily(r"^\s*(?:#|//)\s*(?P<name>[A-Za-z][\w.-]*)\s+\((?P<ip>\d{1,3}(?:\.\d{1,3}){3})\)\s*$")


def is_list(lines: Sequence[Passage]) -> bool:
    """`5173  Atlas` line after line: ports in front, names behind them."""
    said = [line.text for line in lines if line.text.strip() and not COMMENT.match(line.text)]
    return len(said) > 1 and sum(bool(ROW.match(text)) for text in said) * 2 > len(said)


def row(line: Passage, match: re.Match[str], context: Context) -> Iterator[Claim]:
    """The port of one row, and where it is bound."""
    bound = _BOUND.search(line.text)
    name, port = (
        phrases.leading_name(match["rest"][: bound.start() - match.start("rest")] if bound else match["rest"]),
        int(match["port"]),
    )
    if not name or not phrases.is_name(name) or not valid(port):
        return
    yield make(
        context, line, *match.span("port"), "port", str(port), service=name, port=port, namespace="", source=LIST,
        statement=f"L{line.line}",
    )  # fmt: skip
    if bound:
        yield make(
            context, line, *bound.span("bind"), "bind", address.canonical(bound["bind"]), service=name, port=port,
            namespace="host", source=LIST, statement=f"L{line.line}",
        )  # fmt: skip


def machine(line: Passage, context: Context) -> Claim | None:
    """The address of the machine that a comment names over the rows of it; None for any other comment."""
    match = _MACHINE.match(line.text)
    if not match or not address.is_address(match["ip"]):
        return None
    return make(
        context, line, *match.span("ip"), "address", match["ip"], service="", host=match["name"], source="heading",
        statement=f"L{line.line}",
    )  # fmt: skip
