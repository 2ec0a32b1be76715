"""Paragraphs and items that begin with a name in bold and go on about it, without a colon."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document

HEAD = "# cellar\n\n## Runs\n\n**wiki** is plain files, nothing listens.\n\n"


def ports(text: str) -> list[tuple[str, str]]:
    claims = read_document("docs/hosts/cellar.md", text).claims
    return [(c.service, c.value) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("**n8n** in `stacks/tools`, http://cellar:5678. Slow.", [("n8n", "5678")]),
        ("**ollama** moved here because of the GPUs. `http://cellar:11434`, big models.", [("ollama", "11434")]),
        ("**jupyter** (not in the repository), `http://localhost:8899`.", [("jupyter", "8899")]),
        ("**whisper-api** about 9 GB of memory, port 9010. Warm-up takes 14 s.", [("whisper-api", "9010")]),
        ("**grafana** talks to Prometheus at http://mon:9090.", [("Prometheus", "9090")]),
        ("**Note** that http://cellar:8080 is gone.", []),
        ("**Step 1** Open http://cellar:8080.", []),
    ],
)
@pytest.mark.parametrize("sign", ["", "- "])
def test_what_is_said_of_the_name(text: str, said: list[tuple[str, str]], sign: str) -> None:
    head = HEAD.replace("**wiki**", f"{sign}**wiki**")
    assert [pair for pair in ports(f"{head}{sign}{text}\n") if pair[0] not in ("", "Runs")] == said


def test_one_alone_is_no_list() -> None:
    assert ("n8n", "5678") not in ports("# cellar\n\n## Runs\n\n**n8n** in `stacks/tools`, http://cellar:5678.\n")
