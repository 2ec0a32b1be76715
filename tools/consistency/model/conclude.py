"""What evidence of one host may conclude about one statement: supported, contradicted, or not evidenced.

Positive evidence survives partial coverage; negative evidence needs complete coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from consistency.model.claim import Claim

SUPPORTED, CONTRADICTED, NOT_EVIDENCED = "supported", "contradicted", "not evidenced"

#: The facets that must all be complete before "nothing is there" may be said: whatever one of them did not see
#: (a published port, a NodePort, a serve entry, a socket in a namespace not entered) could be what is claimed.
ABSENCE = ("sockets", "namespaces", "containers", "kubernetes", "tailscale")

#: Attributes of evidence that name an endpoint in use; a bare status or unit does not.
_ENDPOINT = ("port", "bind")
_GONE = ("absent", "idle", "stopped", "retired")
_NO_ANSWER = ("refused", "timeout", "dns", "unreachable", "not-asked", "error")


class Conclusion(NamedTuple):
    """`cited` are the evidence claims on which the verdict rests: never empty unless the verdict is "not evidenced"."""

    verdict: str
    reason: str
    cited: tuple[Claim, ...] = ()


def conclude(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """What `evidence` (one host, newest of each facet) says about a canon claim.

    Read are the attributes port, bind, auth, health, unit and model; a port that is retired or negated is the
    statement that it is not used. Anything else is not evidenced.
    """
    if claim.attribute == "port" and claim.modality in ("retired", "negated"):
        return unused(claim, evidence)
    if claim.attribute == "bind" and is_loopback(claim.value):
        return loopback_only(claim, evidence)
    reading = {"port": listening, "bind": listening, "auth": auth, "health": health, "unit": unit, "model": model}
    conclusion = reading.get(claim.attribute)
    if conclusion is None:
        return Conclusion(NOT_EVIDENCED, f"evidence is not held against {claim.attribute}")
    return conclusion(claim, evidence)


def is_loopback(address: str) -> bool:
    """Whether only the host itself reaches this address."""
    return address.startswith("127.") or address in ("::1", "[::1]", "localhost", "loopback")


def coverage(evidence: Iterable[Claim]) -> dict[str, Claim]:
    """Facet name to its coverage claim; the last one counts where a facet is named twice."""
    return {claim.service: claim for claim in evidence if claim.attribute == "coverage"}


def gaps(evidence: Iterable[Claim], facets: Sequence[str] = ABSENCE) -> str:
    """Which of these facets were not completely seen, in words; "" where nothing stands in the way."""
    seen = coverage(evidence)
    return ", ".join(
        f"{facet} {seen[facet].value if facet in seen else 'not looked at'}"
        for facet in facets
        if facet not in seen or seen[facet].value != "complete"
    )


def listening(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The host listens on this port, and on this address where the claim is a bind that is not loopback."""
    port = _port(claim)
    seen = _endpoints(claim, port, evidence)
    gone = tuple(e for e in evidence if e.port == port and (e.modality == "negated" or _says_gone(e)))
    if not seen:
        if gone:
            return Conclusion(CONTRADICTED, f"port {port} was looked for and not there", gone)
        return _absent(f"nothing was seen on port {port}", evidence, ABSENCE)
    if claim.attribute != "bind":
        return Conclusion(SUPPORTED, f"port {port} was seen, {_owners(seen)}", seen)
    binds = tuple(e for e in seen if e.attribute == "bind")
    reaching = tuple(e for e in binds if _reaches(e.value, claim.value))
    if reaching:
        return Conclusion(SUPPORTED, f"port {port} was seen on {_values(reaching)}", reaching)
    if not binds:
        return Conclusion(NOT_EVIDENCED, f"port {port} was seen, its address was not recorded", seen)
    excluded = tuple(e for e in binds if _excludes(e.value, claim.value))
    if excluded:
        return Conclusion(CONTRADICTED, f"port {port} was seen on {_values(excluded)}, not {claim.value}", excluded)
    only = f"port {port} was seen on {_values(binds)} and not on {claim.value}"
    return _absent(only, evidence, ABSENCE, binds)


def loopback_only(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Nothing but the host itself reaches this port."""
    port = _port(claim)
    binds = tuple(e for e in _endpoints(claim, port, evidence) if e.attribute == "bind")
    beyond = tuple(e for e in binds if not is_loopback(e.value))
    if beyond:
        return Conclusion(CONTRADICTED, f"port {port} was seen on {_values(beyond)}", beyond)
    if not binds:
        return Conclusion(NOT_EVIDENCED, f"nothing was seen on port {port}")
    open_questions = gaps(evidence)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"seen on {_values(binds)} alone, but: {open_questions}", binds)
    return Conclusion(SUPPORTED, f"port {port} was seen on {_values(binds)} and nowhere else", binds)


def unused(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Nothing uses this port."""
    port = _port(claim)
    seen = _endpoints(claim, port, evidence)
    answered = tuple(e for e in _answers(port, evidence) if _answer(e)[0] not in _NO_ANSWER)
    if seen or answered:
        return Conclusion(CONTRADICTED, f"port {port} is in use, {_owners(seen or answered)}", seen + answered)
    gone = tuple(e for e in evidence if e.port == port and (e.modality == "negated" or _says_gone(e)))
    if gone:
        return Conclusion(SUPPORTED, f"port {port} was looked for and not there", gone)
    open_questions = gaps(evidence)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"nothing was seen on port {port}, but: {open_questions}")
    cited = tuple(coverage(evidence)[facet] for facet in ABSENCE)
    return Conclusion(SUPPORTED, f"nothing uses port {port}", cited)


def auth(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """Credentials are (or are not) required on the path that `claim.part` names: auth is per path."""
    answers = _answers(claim.port, evidence)
    if not claim.part.startswith("/"):
        recorded = ", ".join(sorted({e.value for e in answers})) or "nothing"
        return Conclusion(NOT_EVIDENCED, f"the statement names no path, and auth is per path; recorded: {recorded}")
    here = tuple(e for e in answers if _answer(e)[1] == claim.part)
    gated = tuple(e for e in here if _answer(e)[0] in ("401", "403"))
    open_ = tuple(e for e in here if _answer(e)[0].startswith("2"))
    agreeing, opposing = (open_, gated) if claim.value == "none" else (gated, open_)
    if opposing:
        return Conclusion(CONTRADICTED, f"without credentials: {_values(opposing)}", opposing)
    if agreeing:
        return Conclusion(SUPPORTED, f"without credentials: {_values(agreeing)}", agreeing)
    return Conclusion(NOT_EVIDENCED, f"{claim.part} was not asked, or gave neither 2xx nor 401 or 403", here)


def health(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The path answers as a health endpoint does."""
    here = tuple(e for e in _answers(claim.port, evidence) if _answer(e)[1] == claim.value)
    good = tuple(e for e in here if _answer(e)[0].startswith("2"))
    missing = tuple(e for e in here if _answer(e)[0] in ("404", "410"))
    if good:
        return Conclusion(SUPPORTED, f"answered {_values(good)}", good)
    if missing:
        return Conclusion(CONTRADICTED, f"answered {_values(missing)}", missing)
    told = f"answered {_values(here)}, which says nothing about health" if here else f"{claim.value} was not asked"
    return Conclusion(NOT_EVIDENCED, told, here)


def unit(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The host runs this unit."""
    name = claim.value if "." in claim.value else claim.value + ".service"
    known = tuple(e for e in evidence if e.attribute == "unit" and e.value == name)
    if not known:
        return _absent(f"no unit {name} was seen", evidence, ("units",))
    stem = name.rpartition(".")[0]
    states = tuple(e for e in evidence if e.attribute == "status" and e.service == stem)
    stopped = tuple(e for e in states if _says_gone(e))
    if stopped and len(stopped) == len(states):
        return Conclusion(CONTRADICTED, f"{name} is {_values(stopped)}", stopped)
    return Conclusion(SUPPORTED, f"{name} was seen", known)


def model(claim: Claim, evidence: Sequence[Claim]) -> Conclusion:
    """The port's model list names this model. Only a list that was answered says what is not in it."""
    served = tuple(e for e in evidence if e.attribute == "model" and (not claim.port or e.port == claim.port))
    named = tuple(e for e in served if e.value == claim.value)
    if named:
        return Conclusion(SUPPORTED, f"{claim.value} is in the model list", named)
    lists = tuple(e for e in _answers(claim.port, evidence) if _answer(e) == ("200", "/v1/models"))
    if lists and claim.port and served:
        return Conclusion(CONTRADICTED, f"the model list holds {_values(served)}", served)
    return Conclusion(NOT_EVIDENCED, "no model list was recorded for this port")


def _port(claim: Claim) -> int:
    return int(claim.value) if claim.attribute == "port" and claim.value.isdecimal() else claim.port


def _endpoints(claim: Claim, port: int, evidence: Iterable[Claim]) -> tuple[Claim, ...]:
    """Port and bind claims that place something on this port, as observed: guesses and other namespaces left out."""
    spaces = ("host", "node") if claim.namespace in ("host", "node") else (claim.namespace,)
    return tuple(
        e
        for e in evidence
        if e.attribute in _ENDPOINT
        and e.port == port
        and e.modality == "stated"
        and e.namespace in spaces
        and (not claim.protocol or not e.protocol or claim.protocol == e.protocol)
    )


def _answers(port: int, evidence: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(e for e in evidence if e.attribute == "answer" and e.port == port)


def _answer(claim: Claim) -> tuple[str, str]:
    """The status or result, and the path, of an answer: "401 /health"."""
    status, _, path = claim.value.partition(" ")
    return status, path or "/"


def _says_gone(claim: Claim) -> bool:
    return claim.attribute == "status" and claim.value in _GONE


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


def _absent(what: str, evidence: Sequence[Claim], facets: Sequence[str], cited: tuple[Claim, ...] = ()) -> Conclusion:
    open_questions = gaps(evidence, facets)
    if open_questions:
        return Conclusion(NOT_EVIDENCED, f"{what}, but: {open_questions}", cited)
    seen = coverage(evidence)
    return Conclusion(CONTRADICTED, f"{what}, and everything was looked at", cited or tuple(seen[f] for f in facets))


def _values(claims: Iterable[Claim]) -> str:
    return ", ".join(sorted({claim.value for claim in claims}))


def _owners(claims: Iterable[Claim]) -> str:
    names = sorted({claim.service for claim in claims if claim.service})
    return f"by {', '.join(names)}" if names else "by whom was not recorded"
