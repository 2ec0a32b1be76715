"""Services that a shell script starts one by one through a function of its own: `start search uvicorn app:app --port 7006`.

What the function is given behind the name it runs: its body takes the name off with `shift` and has `"$@"`. tmux and screen take a name in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.listening import listen_claims
from consistency.readers.config.sheet import Sheet
from consistency.values.execline import argv_of

_FUNCTION = lazily(
    r"^(?:function[ \t]+)?(?P<name>[A-Za-z_]\w*)[ \t]*(?:\(\))?[ \t]*\{[ \t]*\r?\n(?P<body>(?:[ \t]+\S[^\n]*\n|\r?\n)+)\}",
    re.MULTILINE,
)
_CALL = lazily(
    r"^[ \t]*(?:(?P<function>[A-Za-z_]\w*)|tmux[ \t]+new(?:-session|-window)?[ \t](?:-d[ \t]+)?-[sn]|screen[ \t]+-(?:dmS|d[ \t]+-m[ \t]+-S))"
    r"[ \t]+(?P<quote>[\"']?)(?P<name>[A-Za-z][\w-]*)(?P=quote)[ \t]+"
    r"(?:'(?P<single>[^'\n]*)'|\"(?P<double>[^\"\n]*)\"|(?P<plain>[\w./$(](?:[^\\\r\n]|\\(?:\r\n|\r|\n|.))*))",
    re.MULTILINE,
)


def read_starts(sheet: Sheet, values: Mapping[str, str]) -> Iterator[Claim]:
    """Where each of them listens, by the name it is given."""
    text = sheet.text
    functions = (
        {match["name"] for match in _FUNCTION.finditer(text) if '"$@"' in match["body"] and "shift" in match["body"]}
        if '"$@"' in text
        else set()
    )
    if not functions and "tmux" not in text and "screen" not in text:
        return
    for call in _CALL.finditer(text):
        if not call["function"] or call["function"] in functions:
            line = call.lastgroup or "plain"
            yield from listen_claims(sheet, argv_of(call[line]), values, call.start(line), service=call["name"])
