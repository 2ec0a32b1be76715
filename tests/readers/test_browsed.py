"""Pages that a shell session opens, with their names behind."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("open http://juno:4000/ui        # LiteLLM admin", [("LiteLLM admin", "4000", "juno")]),
        ("$ xdg-open 'http://localhost:3000' # Grafana", [("Grafana", "3000", "")]),
        ("open http://localhost:3000 # or another port", []),
        ("open http://localhost:3000 # the dashboard", []),
        ("open http://localhost:3000", []),
        ("curl http://localhost:3000 # Grafana", []),
        ("open notes.txt # Notes: http://localhost:3000", []),
    ],
)
def test_a_line_of_a_session(line: str, said: list[tuple[str, str, str]]) -> None:
    page = f"# Workshop\n\n## Bring up\n\n```bash\ndocker compose up -d\n{line}\n```\n"
    claims = read_document("README.md", page).claims
    assert [(c.service, c.value, c.host) for c in claims if c.attribute == "port"] == said
