"""The house keeps its order: sizes, floors, words, shipped files, generated pages."""

import ast
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from consistency.model import claim
from consistency.model.claim import Claim
from consistency.model.fact import Fact
from consistency.model.objects import claim_object, fact_object
from consistency.schemas import names, schema, validate

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "tools").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))
BANNED_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_files_fit_one_idea() -> None:
    sizes = {named(path): path.read_text(encoding="utf-8").count("\n") for path in SOURCES}
    assert {path: size for path, size in sizes.items() if size > 400} == {}


def test_functions_fit_a_screen() -> None:
    sizes = {
        f"{named(path)}:{function.lineno} {function.name}": (function.end_lineno or 0) - function.body[0].lineno + 1
        for path in SOURCES
        for function in functions(path)
    }
    assert {place: size for place, size in sizes.items() if size > 60} == {}


def test_text_is_never_split_at_what_is_no_line_end() -> None:
    found = [
        f"{named(path)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr == "splitlines"
    ]
    assert found == []


def test_no_room_is_a_drawer() -> None:
    parts = {part for path in SOURCES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert {part for part in parts if BANNED_NAMES & set(part.split("_"))} == set()


def test_the_rooms_say_what_they_are() -> None:
    silent = [
        named(path)
        for path in SOURCES
        if path.read_text(encoding="utf-8").strip() and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_nothing_committed_names_the_workplace() -> None:
    words = re.compile("/work/" + "(shared|main|[.]library)|files[.]python" + "hosted|pypi[.]" + "org")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for path in listed.decode().split("\0"):
        file = ROOT / path
        if path and file.is_file() and words.search(file.read_bytes().decode("utf-8", "replace")):
            found.append(path)
    assert found == []


def test_tests_of_one_name_would_hide_each_other() -> None:
    seen = [path.name for path in TESTS if path.name.startswith("test_")]
    assert sorted(seen) == sorted(set(seen))


@pytest.mark.parametrize("name", names())
def test_schemas_are_valid_and_explain_themselves(name: str) -> None:
    found = schema(name)
    Draft202012Validator.check_schema(found)
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert found["title"]
    assert found["description"]


def test_the_claim_schema_knows_every_word_of_the_model() -> None:
    words = schema("claim")["$defs"]
    assert tuple(words["attribute"]["enum"]) == claim.ATTRIBUTES
    assert tuple(words["modality"]["enum"]) == claim.MODALITIES
    assert tuple(words["role"]["enum"]) == claim.ROLES
    assert tuple(words["subject"]["properties"]["namespace"]["enum"]) == claim.NAMESPACES


def test_a_claim_and_a_model_fit_their_schemas() -> None:
    said = Claim("port", "80", "a.md", 3, 5, 7, "80", service="web", port=80, role="evidence", observed_on="2026-02-09")
    assert validate("claim", claim_object(said)) == []
    facts = [fact_object(Fact(said, "web", "Web", inferred=True))]
    model = {"version": 1, "documents": [{"path": "a.md", "role": "canon", "claims": 1}], "facts": facts}
    assert validate("model", model) == []
    facts[0]["claim"]["line"] = 0
    (error,) = validate("model", model)
    assert error.path == "$.facts[0].claim.line"


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (file,) = folder.iterdir()
    return file


def test_the_wheel_ships_code_schemas_and_rule_pages(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    for folder, inside in (("schema", "consistency/schema"), ("docs/rules", "consistency/docs/rules")):
        for file in (ROOT / folder).iterdir():
            assert f"{inside}/{file.name}" in held
    modules = {path.relative_to(ROOT / "tools").as_posix() for path in (ROOT / "tools/consistency").rglob("*.py")}
    assert modules <= held
    assert {"consistency/py.typed"} <= held
    assert not [name for name in held if not name.startswith(("consistency/", "docs_consistency-"))]


def test_what_the_wheel_holds_runs_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import consistency, json\n"
        "from consistency.schemas import names\n"
        "from consistency import shipped\n"
        "print(json.dumps([consistency.__file__, list(names()), str(shipped.folder('docs/rules'))]))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True)
    file, found, rules = json.loads(done.stdout)
    assert file.startswith(str(tmp_path))
    assert found == list(names())
    assert rules.startswith(str(tmp_path))


def test_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "tools/reference.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", ""), "run: make reference"
