"""The cheap check of a claim and its schema say the same."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consistency.model.claim import ATTRIBUTES, MODALITIES, NAMESPACES, ROLES, Claim, Unread
from consistency.model.objects import claim_object, unread_object, well_formed
from consistency.schemas import schema, validate

GOOD = Claim("port", "80", "a.md", 1, 2, 4, "80", service="web", port=80)
days = st.sampled_from(["", "2026-02-09", "2024-02-29", "2026-02-29", "20260209", "2026-W07-1", "soon", "2026-2-9"])
FIELDS = {
    "attribute": st.sampled_from([*ATTRIBUTES, "prot", ""]),
    "modality": st.sampled_from([*MODALITIES, "hoped"]),
    "role": st.sampled_from([*ROLES, "canonical"]),
    "namespace": st.sampled_from([*NAMESPACES, "moon"]),
    "port": st.sampled_from([-1, 0, 1, 65535, 65536]),
    "line": st.integers(-1, 3),
    "column": st.integers(-1, 3),
    "path": st.sampled_from(["", "b.md"]),
    "observed_on": days,
    "service": st.text(max_size=3),
    "host": st.text(max_size=3),
    "scope": st.text(max_size=3),
}


@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_agree(changes: dict[str, Any]) -> None:
    claim = GOOD._replace(end_column=9, **changes)
    hidden = claim.namespace not in NAMESPACES and "namespace" not in claim.subject()  # the object does not show it
    assert well_formed(claim) == (not validate("claim", claim_object(claim)) and not hidden)


def test_what_the_place_does_not_say_is_left_out() -> None:
    said = claim_object(Claim("bind", "0.0.0.0", "a.md", 1, 2, 9, "0.0.0.0"))
    assert said["subject"] == {}
    assert said["observed_on"] is None
    assert "scope" not in said
    assert claim_object(GOOD)["subject"] == {"service": "web", "port": 80, "namespace": "host"}


def test_an_end_before_the_beginning_is_not_well_formed() -> None:
    assert not well_formed(GOOD._replace(end_column=1))


def test_unread_fits() -> None:
    unread = unread_object(Unread("a.md", 1, 2, 6, ":8080", "no service is named"))
    assert set(unread) == set(schema("model")["$defs"]["unread"]["required"])
