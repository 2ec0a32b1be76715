"""Ports and binds held against evidence: does it listen, does only the host reach it, is it unused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from consistency.model.claim import Claim
from consistency.model.conclusion import (
    ABSENCE,
    CONTRADICTED,
    NOT_EVIDENCED,
    SUPPORTED,
    Conclusion,
    absent,
    answer,
    answers,
    coverage,
    gaps,
    says_gone,
    values,
)

#: Attributes of evidence that name an endpoint in use; a bare status or unit does not.
_ENDPOINT = ("port", "bind")
_NO_ANSWER = ("refused", "timeout", "dns", "unreachable", "not-asked", "error")


def is_loopback(address: str) -> bool:
    """Whether only the host itself reaches this address."""
    return address.startswith("127.") or address in ("::1", "[::1]", "localhost", "loopback")


def listening(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The host listens on this port, and on this address where the claim is a bind that is not loopback."""
    port = _port(claim)
    seen = _endpoints(claim, port, evidence)
    gone = tuple(e for e in evidence if e.port == port and (e.modality == "negated" or says_gone(e)))
    if not seen:
        if gone:
            return Conclusion(CONTRADICTED, f"port {port} was looked for and not there", gone)
        return absent(f"nothing was seen on port {port}", evidence, ABSENCE)
    if claim.attribute != "bind":
        return Conclusion(SUPPORTED, f"port {port} was seen, {_owners(seen)}", seen)
    binds = tuple(e for e in seen if e.attribute == "bind")
    reaching = tuple(e for e in binds if _reaches(e.value, claim.value))
    if reaching:
        return Conclusion(SUPPORTED, f"port {port} was seen on {values(reaching)}", reaching)
    if not binds:
        return Conclusion(NOT_EVIDENCED, f"port {port} was seen, its address was not recorded", seen)
    excluded = tuple(e for e in binds if _excludes(e.value, claim.value))
    if excluded:
        return Conclusion(CONTRADICTED, f"port {port} was seen on {values(excluded)}, not {claim.value}", excluded)
    only = f"port {port} was seen on {values(binds)} and not on {claim.value}"
    return absent(only, evidence, ABSENCE, binds)


def loopback_only(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Nothing but the host itself reaches this port."""
    port = _port(claim)
    binds = tuple(e for e in _endpoints(claim, port, evidence) if e.attribute == "bind")
    beyond = tuple(e for e in binds if not is_loopback(e.value))
    if beyond:
        return Conclusion(CONTRADICTED, f"port {port} was seen on {values(beyond)}", beyond)
    if not binds:
        return Conclusion(NOT_EVIDENCED, f"nothing was seen on port {port}")
    open_questions = gaps(evidence)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"seen on {values(binds)} alone, but: {open_questions}", binds)
    return Conclusion(SUPPORTED, f"port {port} was seen on {values(binds)} and nowhere else", binds)


def unused(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Nothing uses this port."""
    port = _port(claim)
    seen = _endpoints(claim, port, evidence)
    answered = tuple(e for e in answers(port, evidence) if answer(e)[0] not in _NO_ANSWER)
    if seen or answered:
        return Conclusion(CONTRADICTED, f"port {port} is in use, {_owners(seen or answered)}", seen + answered)
    gone = tuple(e for e in evidence if e.port == port and (e.modality == "negated" or says_gone(e)))
    if gone:
        return Conclusion(SUPPORTED, f"port {port} was looked for and not there", gone)
    open_questions = gaps(evidence)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"nothing was seen on port {port}, but: {open_questions}")
    cited = tuple(coverage(evidence)[facet] for facet in ABSENCE)
    return Conclusion(SUPPORTED, f"nothing uses port {port}", cited)


def _port(claim: Claim) -> int:
    return int(claim.value) if claim.attribute == "port" and claim.value.isdecimal() else claim.port


def _endpoints(claim: Claim, port: int, evidence: Iterable[Claim]) -> tuple[Claim, ...]:
    """Port and bind claims that place something on this port, as observed: guesses and other namespaces left out."""
    reached = ("", "host", "node")  # a place that names no space speaks of the host
    spaces = reached if claim.namespace in reached else (claim.namespace,)
    return tuple(
        e
        for e in evidence
        if e.attribute in _ENDPOINT
        and e.port == port
        and e.modality == "stated"
        and e.namespace in spaces
        and (not claim.protocol or not e.protocol or claim.protocol == e.protocol)
    )


def _reaches(bound: str, asked: str) -> bool:
    """Whether a socket bound to one address is reached at the other; "*" is every interface, in whichever family."""
    if bound in (asked, "*") or (asked == "lan" and not is_loopback(bound)):
        return True
    if asked == "*":
        return bound in ("0.0.0.0", "::")
    return asked != "::" and bound == ("::" if ":" in asked else "0.0.0.0")


def _excludes(bound: str, asked: str) -> bool:
    """Whether a port bound to one address cannot be bound to the other as well: a wildcard and one of its own."""
    if asked in ("*", "0.0.0.0"):
        return ":" not in bound and bound[:1].isdigit()
    return asked == "::" and bound == "::1"


def _owners(claims: Iterable[Claim]) -> str:
    names = sorted({claim.service for claim in claims if claim.service})
    return f"by {', '.join(names)}" if names else "by whom was not recorded"
