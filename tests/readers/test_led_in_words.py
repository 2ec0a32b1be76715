"""A public name, and in words whose it is and where: `https://notes.site.example is silverbullet on app1, port 3465`."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("https://notes.heron.dev is silverbullet on juno, port 3465, basic auth in Caddy", [("silverbullet", "domain", "", "notes.heron.dev"), ("silverbullet", "port", "juno", "3465")]),
        ("<https://docs.heron.dev> is paperless on juno", [("paperless", "domain", "", "docs.heron.dev")]),
        ("`git.heron.dev` goes to gitea on juno, port 3000.", [("gitea", "domain", "", "git.heron.dev"), ("gitea", "port", "juno", "3000")]),
        ("https://git.heron.dev is Forgejo", [("Forgejo", "domain", "", "git.heron.dev")]),
        ("https://git.heron.dev is down", []),
        ("https://git.heron.dev is hosted on juno", []),
        ("https://git.heron.dev is Forgejo in the version that everybody has", []),
    ],
)  # fmt: skip
def test_a_line(line: str, said: list[tuple[str, str, str, str]]) -> None:
    claims = read_document("docs/names.md", f"# Public names\n\n* {line}\n").claims
    found = [(c.service, c.attribute, c.host, c.value) for c in claims if c.attribute in ("domain", "port")]
    assert [one for one in found if one[0] not in ("", "Public names")] == said
