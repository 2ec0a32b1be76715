"""What each relation finds, what it leaves alone, and that it never passes what it could not look at."""

from consistency.model.claim import Claim
from consistency.model.finding import Finding
from consistency.readers.dod import read_definition
from consistency.readers.places import read_check
from consistency.rules.declared import compare, problems

FILES = {
    "docs/a.md": "| alias | port |\n|---|---|\n| fast | 1 |\n| deep | 2 |\n\n- Default: fast\n",
    "docs/b.md": "| alias | port |\n|---|---|\n| fast | 1 |\n| deep | 2 |\n| slow | 3 |\n\n- Default: deep\n",
    "conf/c.json": '{"fast": 1, "deep": 9}',
    "empty.md": "# Nothing\n",
    "broken.json": "{",
}


def canon(_path: str) -> tuple[str, str]:
    return "canon", ""


def run(must: str, *places: str, files: dict[str, str] | None = None, more: str = "") -> tuple[Finding, ...]:
    """The findings of one check whose places are written as `path, column: port` and so on."""
    texts = FILES | (files or {})
    rows = "".join(f"  - {{path: {place}}}\n" for place in places)
    head = f"id: it\ntitle: It holds\nseverity: high\nmust: {must}\n{more}"
    text = f"# Family C: x\n\n```consistency-check\n{head}places:\n{rows}```\n"
    (check,) = read_definition("DOD.md", text).checks
    return compare(check, read_check(check, texts, texts.get, canon))


def cited(finding: Finding) -> list[tuple[str, int, str]]:
    return [(claim.path, claim.line, claim.quote) for claim in finding.claims]


def test_two_single_values_that_differ_are_one_finding_with_both_places() -> None:
    (finding,) = run("agree", "docs/a.md, bullet: Default", "docs/b.md, bullet: Default")
    assert cited(finding) == [("docs/a.md", 6, "fast"), ("docs/b.md", 7, "deep")]
    assert (finding.rule, finding.severity, finding.attribute) == ("C900", "high", "alias")
    assert "It holds" in finding.message


def test_lists_that_differ_name_each_value_that_one_lacks_and_where_it_was_looked_for() -> None:
    (finding,) = run("agree", "docs/a.md, column: alias", "docs/b.md, column: alias")
    assert cited(finding) == [("docs/b.md", 5, "slow"), ("docs/a.md", 1, "alias")]


def test_keyed_values_are_compared_under_the_keys_that_both_know() -> None:
    places = ("docs/a.md, column: port, key: alias", "conf/c.json, jsonpath: $.*, key: '*'")
    (finding,) = run("agree", *places)
    assert cited(finding) == [("docs/a.md", 4, "2"), ("conf/c.json", 1, "9")]
    assert run("agree", "docs/a.md, column: port, key: alias", "docs/b.md, column: port, key: alias") == ()


def test_places_without_a_key_in_common_are_undetermined() -> None:
    (finding,) = run("agree", "docs/a.md, column: port, key: alias", "docs/b.md, column: alias, key: port")
    assert finding.name == "check-undetermined"
    assert "no key" in finding.message


def test_subset_is_about_the_first_place_and_any_of_the_others() -> None:
    a, b = "docs/a.md, column: alias", "docs/b.md, column: alias"
    assert run("subset", a, b) == ()
    (finding,) = run("subset", b, a)
    assert cited(finding) == [("docs/b.md", 5, "slow"), ("docs/a.md", 1, "alias")]
    assert run("subset", b, a, "more.md, bullet: Also", files={"more.md": "- Also: slow\n"}) == ()


def test_disjoint_cites_both_and_nothing_is_an_answer() -> None:
    (finding,) = run("disjoint", "docs/a.md, bullet: Default", "docs/b.md, column: alias")
    assert cited(finding) == [("docs/a.md", 6, "fast"), ("docs/b.md", 3, "fast")]
    assert run("disjoint", "docs/a.md, column: alias, where: {port: '7'}", "docs/b.md, column: alias") == ()


def test_one_holds_within_a_place_too() -> None:
    twice = {"docs/a.md": "| alias | port |\n|---|---|\n| fast | 1 |\n| fast | 2 |\n| deep | 3 |\n"}
    (finding,) = run("one", "docs/a.md, column: port, key: alias", files=twice)
    assert cited(finding) == [("docs/a.md", 3, "1"), ("docs/a.md", 4, "2")]


def test_say_and_not_say_cite_the_check_as_the_other_side() -> None:
    (finding,) = run("say", "docs/a.md, column: alias", more="values: [fast, slow]\n")
    assert cited(finding) == [("docs/a.md", 1, "alias"), ("DOD.md", 3, "```consistency-check")]
    (finding,) = run("say", "empty.md, bullet: Default", more="values: [fast]\n")
    assert finding.rule == "C900"
    assert cited(finding)[0] == ("empty.md", 1, "# Nothing")
    (finding,) = run("not-say", "docs/b.md, column: alias", more="values: SLOW\nignore_case: true\n")
    assert cited(finding) == [("docs/b.md", 5, "slow"), ("DOD.md", 3, "```consistency-check")]
    assert run("not-say", "docs/a.md, bullet: Default", more="values: [slow]\n") == ()


def test_a_place_that_could_not_be_looked_at_never_passes() -> None:
    other = "docs/a.md, bullet: Default"
    for must in ("agree", "subset", "disjoint"):
        for blind in (
            "gone.md, bullet: x",
            "empty.md, column: x",
            "broken.json, jsonpath: $.x",
            "x.conf, jsonpath: $.x",
        ):
            (finding,) = run(must, other, blind, files={"x.conf": "x"})
            assert (finding.rule, finding.severity) == ("G102", "medium")
            assert {claim.path for claim in finding.claims} == {"DOD.md"}
            assert finding.claims[1].line > finding.claims[0].line
    for must in ("agree", "subset"):
        (finding,) = run(must, "empty.md, bullet: Default", other)
        assert "no line says" in finding.message
    (finding,) = run("not-say", "empty.md, column: x", more="values: y\n")
    assert finding.name == "check-undetermined"


def test_what_cannot_be_read_is_not_made_up_for_by_its_neighbours() -> None:
    (finding,) = run(
        "agree", "'*.json', jsonpath: $.fast", "docs/a.md, bullet: Default", files={"good.json": '{"fast": 1}'}
    )
    assert finding.name == "check-undetermined"
    assert "broken.json" in finding.message


def test_the_latest_of_dated_documents_counts_alone() -> None:
    files = {"s/2026-01-01.md": "- Default: old\n", "s/2026-02-01.md": "- Default: fast\n"}
    assert run("agree", "s/*.md, bullet: Default, latest: true", "docs/a.md, bullet: Default", files=files) == ()
    assert len(run("agree", "s/*.md, bullet: Default", "docs/a.md, bullet: Default", files=files)) == 1


def test_fingerprints_do_not_move_with_lines_but_with_values() -> None:
    places = ("docs/a.md, bullet: Default", "docs/b.md, bullet: Default")
    (before,) = run("agree", *places)
    (moved,) = run("agree", *places, files={"docs/a.md": "\n\n- Default: fast\n"})
    (other,) = run("agree", *places, files={"docs/a.md": "- Default: slow\n"})
    assert before.fingerprint == moved.fingerprint != other.fingerprint


def test_problems_become_findings_with_their_place() -> None:
    claim = Claim("problem", "dod-check", "DOD.md", 4, 1, 4, "id:", part="'id' is missing")
    (finding,) = problems([claim])
    assert (finding.family, finding.claims, finding.message) == ("G", (claim,), "'id' is missing")
