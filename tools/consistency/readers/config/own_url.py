"""Under which public name a compose service says that it is opened: `PAPERLESS_URL`, `GF_SERVER_ROOT_URL`, `OVERWRITEHOST`.

The keys are those of the programs' documentation: a plain one is the container's own, one with a word before it where
the word is the program's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from consistency.model.claim import Claim
from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.readers.config.composed import settings
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach

_PLAIN = lazily(r"(?:BASE|ROOT|PUBLIC|EXTERNAL|SITE|APP)_URL|OVERWRITE(?:HOST|_?CLI_?URL)|VIRTUAL_HOST|N8N_HOST")
_OWNED = lazily(r"(?P<word>[A-Z][A-Z0-9]*)_(?:(?:\w+_)?(?:URL|DOMAIN|HOSTNAME)|PUBLISHEDSERVERURL)")
#: What is somebody else's whatever stands before it.
_OTHERS = lazily(
    r"(?:AUTH|TOKEN|API|JWKS|OIDC|OAUTH2?|OPENID|ISSUER|REDIRECT|CALLBACK|CONFIGURATION|DATABASE|DB|ADMIN|CDN|IDENTITY|INSTANCE|METRICS|FEDERATION|FRONTEND|BACKEND|STATIC|ASSETS?|MEDIA|INTERNAL|REDIS|SMTP|MAIL|S3|PROXY|UPSTREAM|WEBHOOKS?|LOGOUT|"
    r"IMAGE|LOGO|AVATAR|DOCS?|SUPPORT|TERMS|PRIVACY|HELP|COOKIE|SSH|LLM|AI|ML|SEARCH|TARGET|REMOTE|CLIENT|CORS|ALLOWED)(?:_|$)"
)
#: Words before keys that are short for a program.
_SHORT = {"GF": "grafana"}
_PARTS = lazily(r"[a-z0-9]+")
_OWN_PARTS = frozenset(
    "app web server webserver service main ngx ce ee www fpm apache alpine ui frontend backend core".split()
)
#: What runs beside a program, and is told where that is.
_BESIDE = frozenset("exporter mcp runner agent backup sync bot cron proxy importer".split())
_URL = lazily(r"(?:https?://)?(?P<host>[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+)(?P<path>/[\w./-]*)?")


def own_urls(sheet: Sheet, nodes: dict[str, Node]) -> Iterator[Claim]:
    """base_url claims, one for each such setting that is written out, without a port, and a name in full."""
    for name, node in nodes.items():
        for key, value, at in settings(node, "environment"):
            if _is_own(key, (name, node.word("image").partition(":")[0], node.word("container_name"))):
                yield from _claim(sheet, name, value, at)


def _is_own(key: str, names: Sequence[str]) -> bool:
    if _PLAIN.fullmatch(key):
        return not key.endswith("_URL") or key.startswith("OVERWRITE") or squash(names[0])[0] not in GENERIC
    match = _OWNED.fullmatch(key.upper().replace("__", "_"))
    if match is None or _OTHERS.search(match[0][len(match["word"]) + 1 :]):
        return False
    if not _BESIDE.isdisjoint(_PARTS.findall(names[0].lower())):
        return False
    word = _SHORT.get(match["word"], match["word"].lower())
    return len(word) > 1 and any(_is_called(word, name.lower().rpartition("/")[2]) for name in names)


def _is_called(word: str, name: str) -> bool:
    """The name begins with the word, and goes on with none for another program: `nextcloud-exporter` is not Nextcloud."""
    first, *more = _PARTS.findall(name) or [""]
    return word == "".join((first, *more)) or (word == first and _OWN_PARTS.issuperset(more))


def _claim(sheet: Sheet, name: str, value: Node, at: int) -> Iterator[Claim]:
    text = value.text[at:]
    begin = at + len(text) - len(text.lstrip(" \"'"))
    match = _URL.fullmatch(text.strip(" \"'"))
    if match and not is_address(match["host"]) and reach(match["host"]) in ("public", "lan") and value.inner >= 0:
        fields: dict[str, Any] = {"service": name, "statement": sheet.statement(value.inner + begin)}
        yield sheet.claim("base_url", match[0], *value.within(begin, begin + len(match[0]), sheet.text), **fields)
