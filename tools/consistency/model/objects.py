"""The model as plain objects, as schema/claim.schema.json and schema/model.schema.json have it."""

from __future__ import annotations

from datetime import date
from typing import Any

from consistency.model.claim import ATTRIBUTES, MODALITIES, NAMESPACES, ROLES, Claim, Unread
from consistency.model.fact import Fact

_OPTIONAL = ("scope", "part", "section", "source", "statement", "acknowledged")


def claim_object(claim: Claim) -> dict[str, Any]:
    """A claim for JSON; what the place does not say is left out."""
    required = {
        "subject": claim.subject(),
        "attribute": claim.attribute,
        "value": claim.value,
        "modality": claim.modality,
        "role": claim.role,
        "path": claim.path,
        "line": claim.line,
        "column": claim.column,
        "end_column": claim.end_column,
        "observed_on": claim.observed_on or None,
        "quote": claim.quote,
    }
    return required | {name: getattr(claim, name) for name in _OPTIONAL if getattr(claim, name)}


def fact_object(fact: Fact) -> dict[str, Any]:
    """A linked claim for JSON."""
    return fact._asdict() | {"claim": claim_object(fact.claim)}


def unread_object(unread: Unread) -> dict[str, Any]:
    return unread._asdict()


def well_formed(claim: Claim) -> bool:
    """Whether the claim's object would fit its schema: the cheap check that decides whether jsonschema is asked."""
    return (
        claim.attribute in ATTRIBUTES
        and claim.modality in MODALITIES
        and claim.role in ROLES
        and claim.namespace in ("", *NAMESPACES)
        and 0 <= claim.port <= 65535
        and claim.line >= 1
        and claim.column >= 1
        and claim.end_column >= claim.column
        and claim.path != ""
        and _day(claim.observed_on)
    )


def _day(text: str) -> bool:
    if text == "":
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
