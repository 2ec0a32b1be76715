"""What commands on a page ask of machines by name: `curl http://mq01:15672/api`, `psql "host=pg01 port=6432"`, `nc -z nas 445`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.readers.sections import SHELLS, in_force
from consistency.values import address, exact
from consistency.values.blank import is_any
from consistency.values.port import valid

_SHELL = SHELLS | {""}
#: Attributes of claims that say what is at a port.
GIVING = frozenset(("port", "range"))
#: One of these is in every such command.
SIGNS = ("curl ", "wget ", "psql", "pg_", "redis-cli", "mysql", "mariadb", "nc ", "telnet ")
_HOST, _PORT = r"(?P<host>[A-Za-z0-9][\w.-]*)", r"(?P<port>[1-9]\d{1,4})(?![\w.])"
_FORMS = (
    ("://", lazily(rf"\b(?:curl|wget)\s[^|;\n]{{0,300}}?\bhttps?://(?:[^\s@/'\"]*@)?{_HOST}:{_PORT}")),
    ("host=", lazily(rf"\b(?:psql|pg_\w+)\s[^|;\n]{{0,300}}?\bhost={_HOST}[^\"'\n]{{0,60}}?\bport={_PORT}")),
    ("-h", lazily(rf"\b(?:psql|pg_\w+|redis-cli|mysql\w*|mariadb[\w-]*)\s[^|;\n]{{0,300}}?\s-h ?{_HOST}\s[^|;\n]{{0,300}}?-[pP] ?{_PORT}")),
    (" ", lazily(rf"\b(?:nc|ncat|telnet)\s(?:-\w+ ){{0,3}}{_HOST}\s{_PORT}")),
)  # fmt: skip
#: A check that nothing is there, or of what was.
_FAILS = lazily(
    r"\b(?:must|should|has to) (?:fail|not|be (?:closed|refused))\b|#[^\n]*\b(?:old|gone|refused|closed|fails?)\b|\becho\b[^\n]*\b(?:old|still)\b",
    re.IGNORECASE,
)


def of_page(context: Context, found: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Claim]:
    """depends claims of the port, with the machine as host; none of a port that one of the page's own `claims` gives."""
    if context.role != "canon" or context.modality != "stated":
        return
    given = {claim.port for claim in claims if claim.attribute in GIVING and claim.source != PROJECT}
    for block in in_force(found, " "):
        if block.kind != "fence" or block.info.strip().lower().split(" ")[0] not in _SHELL:
            continue
        for line in block.passage.lines() if any(sign in block.passage.text for sign in SIGNS) else ():
            for sign, form in _FORMS:
                match = form.search(line.text) if sign in line.text else None
                port = int(match["port"]) if match else 0
                if (
                    match
                    and valid(port)
                    and port not in given
                    and _is_machine(match["host"])
                    and not _FAILS.search(line.text)
                ):
                    yield make(
                        context, line, *match.span("port"), "depends", match["port"], service=exact.ASKED, host=match["host"],
                        port=port, source=PROJECT, statement=f"L{line.line}",
                    )  # fmt: skip


def _is_machine(host: str) -> bool:
    return address.reach(host) in ("lan", "tailnet", "name", "public") and not is_any(host)
