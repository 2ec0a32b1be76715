"""Whether words say that the internet reaches something: `LAN and VPN only`, `public`, `not from the internet`."""

from __future__ import annotations

import re

from consistency.model.pattern import lazily

_NETWORK = r"(?:(?:the\s+)?(?:LAN|VLAN|VPN|WireGuard|Tailscale|tailnet|home|intranet|house|local)(?:\s+network)?)"
_INSIDE = rf"(?:{_NETWORK}(?:\s*(?:,|&|/|\+|and|or|und|oder)\s*{_NETWORK})*)"
_NO = lazily(
    rf"\W*(?:(?:strictly\s+)?(?:internal|private|{_INSIDE})(?:[ -]only|\s+nur|\s*$|\s*[,;(])|only\s+{_INSIDE}|nur\s+{_INSIDE}|"
    r"(?:no|not|never|nein|nie|nicht)\b[^.;]{0,30}\b(?:public|internet|outside|öffentlich|außen)\b|never public)",
    re.IGNORECASE,
)
_YES = lazily(
    r"\W*(?:yes\W+)?(?:(?:the\s+)?(?:public(?:ly)?|internet|world|everybody|everyone)\b(?!\s*(?:key|ip|dns|repo|domain|cert|url|address|subnet|read|name)\w*)"
    r"(?!\s*(?:via|over|through|behind)?\s*(?:VPN|WireGuard|tailscale))|(?:published|open|exposed|reachable|available)\s+(?:to|on|from)\s+(?:the\s+)?(?:public\s+)?(?:internet|world))",
    re.IGNORECASE,
)
_TICKED = lazily(r"\W*(?:[✅✓✔☑]|\byes\b|\bja\b|\btrue\b|\boui\b|\bsí\b)", re.IGNORECASE)
_CROSSED = lazily(r"\W*(?:[❌✗✘✖🚫]|\bno\b|\bnever\b|\bnein\b|\bfalse\b|\bnon\b)", re.IGNORECASE)
YES, NO = "yes", "no"
#: One of these is in every text that says something of it.
_SIGNS = ("nternet", "nternal only", "ublic", "LAN", "VPN", "utside", "xtern", "xpos", "ffentlich")


def may_tell(text: str) -> bool:
    """False for a text that says nothing of it."""
    return any(sign in text for sign in _SIGNS)


def told(text: str) -> str:
    """YES, NO or "", of a cell or a field about how far something reaches; "" where it says both."""
    no, yes = _NO.match(text) is not None, _YES.match(text) is not None
    return NO if no and not yes else YES if yes and not no and not _NO.search(text) else ""


def ticked(text: str) -> str:
    """The same of a cell below the question whether the internet reaches it."""
    no, yes = _CROSSED.match(text) is not None, _TICKED.match(text) is not None
    return NO if no and not yes else YES if yes and not no else ""
