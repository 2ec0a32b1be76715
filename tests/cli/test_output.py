"""Which format goes where."""

from pathlib import Path

import pytest

from consistency.cli.errors import Unusable
from consistency.cli.output import Sink, emit, sinks


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], [Sink("text", None)]),
        (["json"], [], [Sink("json", None)]),
        (["text", "github"], [], [Sink("text", None), Sink("github", None)]),
        (["json", "json"], [], [Sink("json", None)]),
        (["json"], ["out"], [Sink("json", "out")]),
        (["json"], ["out.txt"], [Sink("json", "out.txt")]),
        ([], ["out.sarif"], [Sink("text", None), Sink("sarif", "out.sarif")]),
        ([], ["notes.txt"], [Sink("text", "notes.txt")]),
        (["text", "sarif"], ["out.sarif"], [Sink("text", None), Sink("sarif", "out.sarif")]),
        (["github"], ["sarif:a/b"], [Sink("github", None), Sink("sarif", "a/b")]),
        (
            ["sarif", "html"],
            ["r.html", "r.sarif"],
            [Sink("html", "r.html"), Sink("sarif", "r.sarif")],
        ),
        ([], ["pr-comment:x.md"], [Sink("text", None), Sink("pr-comment", "x.md")]),
        (["json"], ["C:stuff"], [Sink("json", "C:stuff")]),
    ],
)
def test_where_each_format_goes(formats: list[str], outputs: list[str], expected: list[Sink]) -> None:
    assert list(sinks(formats, outputs)) == expected


@pytest.mark.parametrize(
    ("formats", "outputs", "said"),
    [
        ([], ["out"], "what shall out hold"),
        ([], ["out.jsn"], 'did you mean "json"'),
        (["sarif", "html"], ["out"], "--output sarif:out"),
        (["json"], ["x.json", "x.json"], "twice"),
    ],
)
def test_what_nobody_can_tell(formats: list[str], outputs: list[str], said: str) -> None:
    with pytest.raises(Unusable, match=said):
        sinks(formats, outputs)


def test_files_are_written_as_utf8_with_plain_line_ends(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "new" / "out.json"
    emit([Sink("text", None), Sink("json", str(file))], {"text": "ä\nb", "json": "json ä\n\ud800"}.__getitem__)
    assert capsys.readouterr().out == "ä\nb\n"
    assert file.read_bytes() == "json ä\n\\ud800".encode()


def test_a_file_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    with pytest.raises(Unusable, match="cannot be written"):
        emit([Sink("text", str(tmp_path / "taken" / "out"))], str)
    with pytest.raises(Unusable, match="cannot be written"):
        emit([Sink("text", str(tmp_path))], str)
