"""`curl http://h:4000/v1/models` in a shell fence: a call, and whether it sends a key. Usage, no inventory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make
from consistency.values.endpoint import literals

_CURL = lazily(r"^\s*(?:[$>#]\s*)?(?:\w+=\$\()?(?:curl|http|https|wget)\s")
_KEY = lazily(
    r"authorization|bearer|x-[\w-]*(?:key|token)|api[_-]?key|\btoken\b|cookie|(?:^|\s)(?:-u|--user|--netrc|-n|--cert|-E)\b|://[^/\s]*@",
    re.IGNORECASE,
)


def read(lines: list[Passage], context: Context) -> Iterator[Claim]:
    """One `call` claim a command: value is `keyless PATH` or `keyed PATH`, port the called one."""
    for index, line in enumerate(lines):
        if not _CURL.match(line.text):
            continue
        whole, last = line.text, index
        while whole.rstrip().endswith("\\") and last + 1 < len(lines):
            last += 1
            whole += "\n" + lines[last].text
        for literal in literals(line.text):
            if literal.kind == "url":
                value = f"{'keyed' if _KEY.search(whole) else 'keyless'} {literal.path.split('?')[0] or '/'}"
                yield make(
                    context, line, literal.start, literal.end, "call", value, port=literal.low, source="call",
                    statement=f"L{line.line}",
                )  # fmt: skip
                break
