"""Comments of a proxy's file: what stands behind an arrow, and whose port stands in parentheses."""

from __future__ import annotations

from consistency.readers.config.kinds import read

TEXT = """\
# Loom (public) :3000 -> :3001
# While Studio (:3001) is down a page says so.
server {
    listen 3000;
}
"""


def test_a_comment_gives_a_port_to_whom_it_names() -> None:
    said = [(c.service, c.value, c.namespace) for c in read("loom/nginx.conf", TEXT).claims if c.source == "comment"]
    assert said == [("Loom", "3000", "host"), ("Studio", "3001", "")]
