"""The model as plain objects, as schema/claim.schema.json and schema/model.schema.json have it."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
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
        claim.line >= 1
        and 1 <= claim.column <= claim.end_column
        and 0 <= claim.port <= 65535
        and claim.path != ""
        and _known(claim.attribute, claim.modality, claim.role, claim.namespace, claim.observed_on)
    )


@lru_cache(maxsize=1024)
def _known(attribute: str, modality: str, role: str, namespace: str, observed_on: str) -> bool:
    words = attribute in ATTRIBUTES and modality in MODALITIES and role in ROLES
    return words and namespace in ("", *NAMESPACES) and _day(observed_on)


def _day(text: str) -> bool:
    if text == "":
        return True
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
