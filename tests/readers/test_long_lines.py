"""A line that a program wrote, with thousands of ports in it, is read in pieces; the places stay exact."""

from __future__ import annotations

from consistency.readers.document import read_document

MANY = 1500


def test_every_port_of_a_long_line_is_read_at_its_place() -> None:
    line = "- " + " ".join(f"svc{number}: {3000 + number}," for number in range(MANY))
    claims = [claim for claim in read_document("a.md", f"# Ports\n\n{line}\n").claims if claim.attribute == "port"]
    assert {claim.quote for claim in claims} == {line[claim.column - 1 : claim.end_column - 1] for claim in claims}
    assert all(line[claim.column - 1 : claim.end_column - 1] == claim.quote for claim in claims)
    read = {(claim.service, claim.value) for claim in claims}
    expected = {(f"svc{number}", str(3000 + number)) for number in range(MANY)}
    assert len(expected - read) <= len(line) // 2000, "only what stands where two pieces meet may be missed"
