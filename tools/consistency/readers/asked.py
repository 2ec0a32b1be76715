"""How one sees whether a program runs: `Is InfluxDB alive?` over `curl http://localhost:8086/health`."""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import Claim
from consistency.model.fronts import STORES
from consistency.model.name import squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import phrases
from consistency.readers.context import Context, make
from consistency.values import address
from consistency.values.endpoint import literals
from consistency.values.port import valid

_STATE = r"(?:alive|up|running|healthy|reachable|there|ok|fine)"
_ASKED = lazily(
    rf"\b(?:[Ii]s (?:the )?(?P<name>[A-Z][\w.-]*) {_STATE}\?|"
    rf"(?:[Cc]heck|[Ss]ee|[Tt]est|[Vv]erify)(?: first)? (?:that|whether|if) (?:the )?(?P<other>[A-Z][\w.-]*) (?:(?:is )?{_STATE}|answers|responds|works|runs):)\s*$"
)
_CURL = lazily(r"\s*(?:\$\s+)?(?:curl|wget|http)\s")
#: What answers no such call, so that somebody else is asked about it.
_MUTE = STORES | {"docker", "podman", "kubernetes", "database", "api", "server", "app"}


def asked(passage: Passage, context: Context) -> Iterator[Claim]:
    """The port of the one program that the lines above name, where the session calls one address of this machine."""
    lead = context.lead.rstrip()[-200:]
    told = lead.endswith(("?", ":")) and context.role == "canon" and "curl" in passage.text
    match = _ASKED.search(lead) if told else None
    name = (match["name"] or match["other"]) if match else ""
    if not name or squash(name)[0] in _MUTE or not phrases.is_name(name):
        return
    calls = [
        (line, one) for line in passage.lines() if _CURL.match(line.text) for one in literals(line.text) if one.low
    ]
    if len(calls) != 1 or address.reach(calls[0][1].host) != "loopback":
        return
    line, one = calls[0]
    if valid(one.low) and one.low not in (80, 443):
        yield make(
            context, line, one.value_start, one.value_end, "port", str(one.low), service=name, host="", port=one.low,
            source="fence", statement=f"L{line.line}",
        )  # fmt: skip
