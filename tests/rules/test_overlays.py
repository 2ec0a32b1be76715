"""A documented port against a compose file and the overlays that go with it."""

from __future__ import annotations

import datetime

from consistency.engine.check import Prepared, Scope, run
from consistency.tree.memory import Memory

README = "# Shop\n\n| Service | Port |\n|---|---|\n| billing | 8000 |\n"


def said(**ports: int) -> list[tuple[str, ...]]:
    """The values at odds, where `compose`, `override` and `prod` publish these ports."""
    names = {"compose": "compose.yml", "override": "compose.override.yml", "prod": "compose.prod.yml"}
    files = {names[key]: f"services:\n  billing:\n    ports: ['{port}:80']\n" for key, port in ports.items()}
    tree = Memory({path: text.encode() for path, text in {"README.md": README, **files}.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return [tuple(sorted({claim.value for claim in one.claims})) for one in findings if one.rule == "A101"]


def test_what_the_base_file_confirms_is_not_about_an_overlay() -> None:
    assert said(compose=8000, prod=80) == []
    assert said(compose=8000, override=5678) == [], "an override adds to the file it is merged with"


def test_what_no_file_confirms_is_told() -> None:
    assert said(compose=8001) == [("8000", "8001")]
    assert said(compose=8001, override=5678) == [("5678", "8000", "8001")]
    assert said(prod=80) == [("80", "8000")]


def test_a_manifest_beside_the_docs_is_held_against_them() -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, nodePort: 30081}]\n"
    page = "# Cluster\n\n| Service | NodePort |\n|---|---|\n| web | 30080 |\n"
    tree = Memory({"docs/cluster.md": page.encode(), "k8s/web.yaml": service.encode()})
    (one,) = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    assert {claim.value for claim in one.claims} == {"30080", "30081"}
