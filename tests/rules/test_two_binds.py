"""Rows that bind a port to two addresses, and words for one of them."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

PAGE = "# juno\n\n| Port | Service | Host | Bind |\n|---|---|---|---|\n| 3465 | notes | juno | {} |\n"
SEEN = """# juno, 2026-02-27

```
$ ss -tln
State  Recv-Q Send-Q Local Address:Port  Peer Address:Port
LISTEN 0      4096       127.0.0.1:3465       0.0.0.0:*
LISTEN 0      4096     100.71.8.22:3465       0.0.0.0:*
```
"""


@pytest.mark.parametrize(
    ("bind", "rules"),
    [
        ("127.0.0.1 + tailnet", []),
        ("127.0.0.1 and tailnet", []),
        ("127.0.0.1, 100.71.8.22", []),
        ("127.0.0.1", ["A114"]),
        ("127.0.0.1 + lan", ["A114"]),
        ("127.0.0.1 (never the tailnet)", ["A114"]),
    ],
)
def test_each_socket_may_be_one_of_them(bind: str, rules: list[str]) -> None:
    files = {"docs/ports.md": PAGE.format(bind), "docs/snapshots/2026-02-27-juno.md": SEEN}
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    assert [one.rule for one in findings] == rules
