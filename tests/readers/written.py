"""A document and what it says, for tests of the readers: expectations name lines and quotes, columns are found."""

from __future__ import annotations

from consistency.markdown.text import lines
from consistency.model.claim import Claim, Reading
from consistency.readers.document import read_document
from consistency.values.exact import ADDRESSES

Expected = tuple[int, str, str, str] | tuple[int, str, str, str, str]


def read(text: str, path: str = "docs/ports.md", role: str = "") -> Reading:
    """The reading of a document, each claim's span held against the source."""
    reading = read_document(path, text, role)
    source = lines(text)
    for claim in reading.claims:
        assert claim.quote == source[claim.line - 1][claim.column - 1 : claim.end_column - 1], claim
    return reading


def shown(claim: Claim) -> str:
    """`4:13 port.host 3000 of Grafana: "3000"`; the namespace only of ports that say one."""
    kind = f"{claim.attribute}.{claim.namespace}" if claim.attribute == "port" and claim.namespace else claim.attribute
    return f'{claim.line}:{claim.column} {kind} {claim.value} of {claim.service}: "{claim.quote}"'


def says(text: str, *expected: Expected, path: str = "docs/ports.md", role: str = "") -> tuple[Claim, ...]:
    """Assert that a document says exactly this; `service` existence claims need not be listed.

    Each is (line, attribute, value, service) with a quote where that is not the value; `port.host` names a namespace.
    A quote that its line holds twice is written with its number: `3000#2`.
    """
    source = lines(text)
    wanted = []
    for line, attribute, value, service, *rest in expected:
        quote, _, number = (rest[0] if rest else value).partition("#")
        at = -1
        for _ in range(int(number or 1)):
            at = source[line - 1].index(quote, at + 1)
        assert number or source[line - 1].count(quote) == 1, f"{quote!r} is not alone in line {line}"
        wanted.append(f'{line}:{at + 1} {attribute} {value} of {service}: "{quote}"')
    claims = read(text, path, role).claims
    found = [
        shown(c) for c in claims if c.attribute not in ("service", "asked") and not c.service.startswith(ADDRESSES)
    ]
    assert sorted(found) == sorted(wanted)
    return claims
