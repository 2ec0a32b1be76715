"""Numbers of program code are no ports."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str) -> list[tuple[str, str]]:
    claims = read_document("README.md", f"# Heron\n\n## Usage\n\n{text}\n").claims
    return [(c.service, c.value) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    "text",
    [
        "- random.seed(4321)",
        "```\nfake.seed_instance(4321)\n```",
        "- heron.Connection(user, host='localhost', database=None, port=5432, password=None)",
        "- **Dimensions**: `VECTOR(1024)` is what the model gives",
        "- Use **`runway:100@1`** for drafts",
        "```\nprovider: egret\nmaxTokens: 4096\n```",
        "```\n1  0  0 ACCEPT  6  --  *  *  0.0.0.0/0  0.0.0.0/0  tcp dpt:8080\n```",
        "- Egret: port > 1024",
        '```csharp\noptions.Dsn = "http://localhost:8085/1";\n```',
        "- **Allowed Web Origins**: `http://localhost:5000`",
        "With this file it is loaded on the server [http://localhost:3000](http://localhost:3000).",
        "```\n 12 |     rows.append(row)\n 13 |     egret(row)\n 14 |     return rows\n```",
        "```\n-->   11 |     print_stack()\n      12 |     egret_stack()\n      13 |     return None\n```",
    ],
)
def test_calls_signatures_and_listings(text: str) -> None:
    assert ports(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- Egret (4321)", [("Egret", "4321")]),
        ("- Egret runs on kite (port 4321)", [("Egret", "4321")]),
        (
            "```\n3000 | Egret\n3001 | Wader\n3002 | Plover\n```",
            [("Egret", "3000"), ("Wader", "3001"), ("Plover", "3002")],
        ),
    ],
)
def test_names_and_lists_stay(text: str, said: list[tuple[str, str]]) -> None:
    assert ports(text) == said
