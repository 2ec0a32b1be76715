"""A finding is named by its fingerprint, in full or shortened, or by its rule where that is enough."""

import pytest
from ledgers import finding

from consistency.ledger.append import LedgerError
from consistency.ledger.choose import chosen

BIND, URL, CHAT = finding(), finding("A104", "base_url"), finding(service="Chat")
ALL = (BIND, URL, CHAT)


@pytest.mark.parametrize(
    "word",
    [URL.fingerprint, URL.fingerprint[:6], f"A104-{URL.fingerprint}", f"a104-{URL.fingerprint[:5]}", "A104", " a104 "],
)
def test_one_finding_by_any_of_its_names(word: str) -> None:
    assert chosen(ALL, word) is URL


@pytest.mark.parametrize("word", ["A103", "bind-mismatch"])
def test_several_are_listed(word: str) -> None:
    with pytest.raises(LedgerError, match=BIND.fingerprint):
        chosen(ALL, word)


@pytest.mark.parametrize("word", ["", "-", "A999", "abc", "0000000000000000", f"A104-{BIND.fingerprint}", "x" * 99])
def test_none_is_said(word: str) -> None:
    with pytest.raises(LedgerError, match="no finding is called"):
        chosen(ALL, word)
