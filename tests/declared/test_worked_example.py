"""The worked example's own definition of done: whole, every place found, one real drift."""

from pathlib import Path

from consistency.model.finding import Finding
from consistency.readers.declared.definition import Definition
from consistency.readers.dod import read_definition
from consistency.readers.places import read_check
from consistency.rules.declared import compare

ROOT = Path(__file__).parent.parent.parent
PAGE = "docs/_core/CONSISTENCY_DOD.md"
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes().decode()
    for folder in ("docs/_core", "docs/snapshots")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
}


def canon(_path: str) -> tuple[str, str]:
    return "canon", ""


def findings(files: dict[str, str]) -> list[Finding]:
    definition = read_definition(PAGE, files[PAGE])
    return [
        finding for check in definition.checks for finding in compare(check, read_check(check, files, files.get, canon))
    ]


def definition() -> Definition:
    return read_definition(PAGE, FILES[PAGE])


def test_the_page_is_whole_and_its_scope_exists() -> None:
    assert definition().problems == ()
    assert [family.letter for family in definition().families] == list("ABCDEF")
    assert all(family.precedence for family in definition().families)
    assert {claim.value for claim in definition().scope} <= FILES.keys()


def test_families_c_e_and_f_declare_checks_of_their_own() -> None:
    assert {check.family for check in definition().checks} == {"C", "E", "F"}


def test_the_drift_that_is_there_is_found_and_nothing_else() -> None:
    (finding,) = findings(FILES)
    assert finding.rule == "F900"
    assert [(claim.path.rpartition("/")[2], claim.value) for claim in finding.claims] == [
        ("ROUTING_AND_DEFAULTS.md", "600"),
        ("defaults.toml", "300"),
    ]


def test_a_drift_in_any_config_file_is_found_with_both_places() -> None:
    edits = {
        "alias-ports": ("docs/_core/config/handles.json", '"port": 8101', '"port": 8111'),
        "port-models": ("docs/_core/config/handles.json", '"pchamart', '"other'),
        "registered-aliases-routed": ("docs/_core/config/router.yaml", "model_name: jerry-test", "model_name: test"),
        "postures-agree": ("docs/_core/config/defaults.toml", 'ollama = "maintenance-only"', 'ollama = "active"'),
        "nothing-new-on-old": ("docs/_core/config/handles.json", '"backend": "mlx"', '"backend": "ollama"'),
        "default-alias": ("docs/_core/ROUTING_AND_DEFAULTS.md", "alias: `jerry-chat`", "alias: `jerry-weak`"),
        "json-logs": ("docs/_core/config/router.yaml", "json_logs: true", "json_logs: false"),
        "chat-upstream": ("docs/_core/config/open-webui.env", "127.0.0.1:4000", "127.0.0.1:4001"),
    }
    for check, (path, old, new) in edits.items():
        assert old in FILES[path]
        found = [f for f in findings(FILES | {path: FILES[path].replace(old, new, 1)}) if f.key.startswith(check + " ")]
        assert found, check
        assert len({claim.path for claim in found[0].claims}) > 1
        assert path in {claim.path for claim in found[0].claims}
