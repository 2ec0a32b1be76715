"""Under which name a site generator publishes the documentation.

Formats: https://www.mkdocs.org/user-guide/configuration/#site_url, https://docusaurus.io/docs/api/docusaurus-config#url
"""

from __future__ import annotations

from consistency.model.claim import SITE, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.sheet import Sheet

_URL = lazily(
    r"(?m)^(?:site_url|[ \t]{0,4}url)[ \t]*:[ \t]*[\"']?https?://(?P<name>(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,})/?[\"']?[ \t]*,?[ \t]*(?:#.*)?$"
)


def read_docsite(sheet: Sheet) -> Reading:
    """The name, of no service, as pages give names."""
    match = _URL.search(sheet.text)
    if match is None:
        return Reading()
    return Reading((sheet.claim("domain", match["name"].lower(), *match.span("name"), source=SITE),))
