"""Plain definitions of the one port that a service listens on: a field `Port: 3000`, a sentence `It listens on port 3000`.

No words of several ports, protocols or roles stand in them, so that two that differ cannot both be right.
"""

from __future__ import annotations

import re

from consistency.model.claim import PLAINLY, Claim
from consistency.model.pattern import lazily

_FIELD = lazily(
    r"[\s>*•+-]*(?:port|listen(?:ing)? port|port number|puerto|porta|порт|端口|ポート)\s*[:=：]\s*\d{2,5}[\s.]*$",
    re.IGNORECASE,
)
_SENTENCE = lazily(
    r"\b(?:listens?|listening|runs?|running|served|available|reachable|lauscht|läuft|erreichbar|escucha|corre|écoute|tourne)\s+"
    r"(?:on|at|under|auf|unter|en|sur)\s+(?:the\s+)?(?:tcp\s+)?(?:port|puerto)\s+\d{2,5}(?!\d)",
    re.IGNORECASE,
)
_SEVERAL = lazily(
    r"\b(?:also|additionally|too|as well|both|or|if|when|unless|until|default|standard|instead|second|another|other|first|while|for|inside|internal\w*|"
    r"external\w*|containers?|pods?|nodes?|replicas?|metrics|admin|api|ui|web|cluster|grpc|https?|tls|ssl|udp|ssh|dev|development|test\w*|staging|"
    r"local\w*|prod\w*|was|were|previously|formerly|old|new|auch|außerdem|oder|wenn|para|también|aussi|ou)\b",
    re.IGNORECASE,
)


def marked(text: str, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims of a line, the one of a port marked where the line is nothing but its plain definition."""
    ports = [claim for claim in claims if claim.attribute == "port"]
    if len(ports) != 1:
        return claims
    port = ports[0]
    if port.part or port.scope or port.protocol or port.namespace not in ("", "host") or "-" in port.value:
        return claims
    if not _FIELD.match(text) and (not _SENTENCE.search(text) or _SEVERAL.search(text)):
        return claims
    own = port._replace(statement=port.statement + PLAINLY)
    return tuple(own if claim is port else claim for claim in claims)
