"""Built-in rules of families C and E, on documents as people write them."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.rules.posture import POSTURE_MISMATCH, missing_paths
from consistency.rules.routing import FALLBACK_MISMATCH, MODEL_MISMATCH, UPSTREAM
from consistency.rules.rule import Group, Rule
from consistency.tree.memory import Memory

ROUTER = """model_list:
  - model_name: jerry-chat
    litellm_params:
      model: openai/gpt-oss
      api_base: http://192.168.1.72:{port}/v1
"""
HANDLES = """{{"handles": [
  {{"alias": "jerry-chat", "port": {port}, "backend": "mlx", "model": "{model}"}},
  {{"alias": "jerry-weak", "port": 8103, "backend": "mlx", "model": "schematron"}}
]}}
"""


def found(files: dict[str, str], rule: str) -> list[Finding]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return [one for one in findings if one.rule == rule]


def site(port: int = 8100, model: str = "gpt-oss", other: int = 8100) -> dict[str, str]:
    return {"router.yaml": ROUTER.format(port=port), "handles.json": HANDLES.format(port=other, model=model)}


def test_one_alias_leads_to_one_port_even_between_two_config_files() -> None:
    assert found(site(), "C101") == []
    (one,) = found(site(other=8107), "C101")
    assert {claim.value for claim in one.claims} == {"8100", "8107"}
    assert {claim.path for claim in one.claims} == {"router.yaml", "handles.json"}
    assert found(site(other=8107), "A101") == [], "it is told once"


def test_two_deployments_of_one_alias_are_no_mismatch() -> None:
    twice = ROUTER.format(port=8100) + ROUTER.format(port=8101).partition("\n")[2]
    assert found({"router.yaml": twice, "handles.json": HANDLES.format(port=8101, model="gpt-oss")}, "C101") == []


def test_one_alias_has_one_model_whatever_the_provider_in_front() -> None:
    assert found(site(), "C102") == []
    assert len(found(site(model="qwen3"), "C102")) == 1


def fact(
    attribute: str, value: str, path: str, role: str = "canon", port: int = 0, host: str = "", source: str = "",
) -> Fact:  # fmt: skip
    claim = Claim(attribute, value, path, 1, 1, 1 + len(value), value, "svc", host, port, role=role, source=source)
    return Fact(claim, claim.service, claim.service, claim.host, claim.host)


def told(rule: Rule, *facts: Fact) -> int:
    return len(list(rule.check(Group("svc", facts))))


def test_a_served_list_answers_a_documented_model_of_that_port() -> None:
    listed = fact("model", "qwen3", "s.md", role="evidence", port=8100, host="studio")
    answer = fact("answer", "200 /v1/models", "s.md", role="evidence", port=8100, host="studio")
    documented = fact("model", "gpt-oss", "a.md", port=8100)
    assert told(MODEL_MISMATCH, documented, listed, answer) == 1
    assert told(MODEL_MISMATCH, documented, listed) == 0, "a list that was not answered leaves things out"
    assert told(MODEL_MISMATCH, documented._replace(host="mini"), listed, answer) == 0
    assert told(MODEL_MISMATCH, fact("model", "openai/qwen3", "a.md", port=8100), listed, answer) == 0


def test_fallbacks_agree_where_they_share_one() -> None:
    assert (
        told(FALLBACK_MISMATCH, fact("fallback", "deep", "a.md"), fact("fallback", "slow", "b.yaml", role="config"))
        == 1
    )
    shared = [fact("fallback", "deep", "a.md"), fact("fallback", "slow", "b.yaml"), fact("fallback", "deep", "b.yaml")]
    assert told(FALLBACK_MISMATCH, *shared) == 0


def registered(*ports: int) -> list[Fact]:
    return [fact("port", str(port), "reg.md", port=port, host="192.168.1.71", source="table") for port in ports]


@pytest.mark.parametrize(
    ("url", "port", "count"),
    [
        ("http://192.168.1.71:4999/v1", 4999, 1),
        ("http://192.168.1.71:4000/v1", 4000, 0),
        ("http://api.openai.com:4999/v1", 4999, 0),
        ("http://192.168.1.99:4999", 4999, 0),
        ("http://127.0.0.1:4999", 4999, 0),
    ],
)
def test_an_upstream_on_a_registered_host_is_registered(url: str, port: int, count: int) -> None:
    assert told(UPSTREAM, *registered(4000, 3000, 9000), fact("depends", url, "a.md", port=port)) == count


def test_a_host_of_which_little_is_registered_proves_nothing() -> None:
    assert told(UPSTREAM, *registered(4000), fact("depends", "http://192.168.1.71:4999", "a.md", port=4999)) == 0


def test_postures_agree_between_documents() -> None:
    here = fact("posture", "active", "a.md")
    assert told(POSTURE_MISMATCH, here, fact("posture", "retired", "b.toml")) == 1
    assert told(POSTURE_MISMATCH, here, fact("posture", "retired", "old.md", role="history")) == 0
    assert told(POSTURE_MISMATCH, here, fact("posture", "active", "b.toml")) == 0


PATHS = ("docs/a.md", "docs/config/router.yaml")


@pytest.mark.parametrize(
    ("value", "held"),
    [
        ("docs/gone.md", False),
        ("docs/a.md", True),
        ("config/router.yaml", True),
        ("config/gone.yaml", False),
        ("scripts/elsewhere.sh", True),
    ],
)
def test_a_path_below_a_folder_of_ours_exists(value: str, held: bool) -> None:
    claim = Claim("path", value, "docs/a.md", 3, 1, 9, value)
    assert bool(missing_paths([claim], PATHS)) is not held


def test_paths_are_looked_for_in_canonical_pages_alone() -> None:
    dod = "# Done\n\n## Scope\n\n- `docs/a.md`\n"
    page = (
        "# A\n\nSee `docs/gone.md`, and `~/other/x.md`, `docs/*.md`, `docs/audit_YYYY-MM.md`.\n\n"
        "Deleted: `docs/old.md`.\n"
    )
    files = {"docs/_core/CONSISTENCY_DOD.md": dod, "docs/a.md": page, "docs/b.md": page}
    (one,) = found(files, "E102")
    assert (one.claims[0].path, one.claims[0].line, one.claims[0].value) == ("docs/a.md", 3, "docs/gone.md")
