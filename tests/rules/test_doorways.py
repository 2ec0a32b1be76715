"""A134: gateways and classes of ingress, in the shapes in which tables and manifests have them."""

from __future__ import annotations

import pytest
from checked import findings

PAGE = "# Apps\n\n| App | {} |\n| --- | --- |\n| {} | {} |\n| Hub | `external` |\n"
INGRESS = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: {}\nspec:\n  ingressClassName: {}\n"


def _severities(page: str, *manifests: str) -> list[str]:
    files = {f"apps/{number}.yaml": text for number, text in enumerate(manifests)}
    return [one.severity for one in findings({"README.md": page, **files}) if one.rule == "A134"]


@pytest.mark.parametrize(
    ("head", "app", "cell", "led", "severities"),
    [
        ("Class", "paper-less", "internal", "external", ["medium"]),
        ("Ingress class", "Paper Less", "private", "nginx-public", ["medium"]),
        ("Gateway", "paperless", "external", "internal", ["low"]),
        ("Gateway", "paperless", "internal", "internal", []),
        ("Gateway", "paperless", "internal", "nginx", []),  # a name that does not say
        ("Owner", "paperless", "internal", "external", []),  # another column
        ("Class", "wiki", "internal", "external", []),  # another app
    ],
)
def test_classes(head: str, app: str, cell: str, led: str, severities: list[str]) -> None:
    assert _severities(PAGE.format(head, app, cell), INGRESS.format("paperless", led)) == severities


def test_an_app_with_both() -> None:
    both = INGRESS.format("paperless", "internal"), INGRESS.format("paperless", "external")
    assert _severities(PAGE.format("Class", "paperless", "internal"), *both) == []


def test_half_a_manifest() -> None:
    text = (
        "apiVersion: v1\nkind: Ingress\nmetadata: {name: paperless}\nspec:\n  ingressClassName:\n  parentRefs: [{}]\n"
    )
    assert _severities(PAGE.format("Class", "paperless", "internal"), text) == []
