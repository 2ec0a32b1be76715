"""Fields that say more than one thing, and lines that begin with a port."""

from __future__ import annotations

import pytest

from consistency.readers.document import read_document


def ports(text: str) -> list[tuple[str, str, str, str]]:
    claims = read_document("docs/vault.md", text).claims
    return [(c.value, c.service, c.host, c.namespace) for c in claims if c.attribute == "port"]


@pytest.mark.parametrize(
    "field", ["Host: vault01, port 8200", "- **Host:** vault01 (port 8200)", "- Server: vault01, port 8200/tcp"]
)
def test_a_machine_and_a_port(field: str) -> None:
    assert ports(f"# Vault\n\n{field}\n") == [("8200", "Vault", "vault01", "")]


def test_lines_that_begin_with_a_port() -> None:
    text = "# Ports\n\n8080 - Gateway\n8101 - Accounts\n8102 – Ledger\n"
    assert [one[:2] for one in ports(text)] == [("8080", "Gateway"), ("8101", "Accounts"), ("8102", "Ledger")]


@pytest.mark.parametrize(
    ("sentence", "side"),
    [("Vault is published on host port 8200.", "host"), ("Vault listens on container port 8200.", "container"),
     ("Vault listens on port 8200.", "")],
)  # fmt: skip
def test_of_which_side_a_port_is(sentence: str, side: str) -> None:
    assert ports(f"# Vault\n\n{sentence}\n") == [("8200", "Vault", "", side)]
