"""What a compose file publishes for the project as a whole, where the README beside it tells to open another address.

`docker compose up`, then open http://localhost:3000: of the project's own services one is published, and on another port.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from consistency.model.claim import PROJECT, Claim
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node

_TITLE = lazily(
    r"^(?:#[ \t]+|[ \t]*<h1\b[^<>\n]{0,200}>(?:<[^<>\n]{0,300}>|[ \t])*)(?P<title>[^\r\n#<]+)", re.MULTILINE
)
_OPENED = lazily(r"https?://(?:localhost|127\.0\.0\.1|[\w-]+\.local):(\d{2,5})")
_FACES = frozenset(("web", "frontend", "ui", "webapp", "webui", "dashboard"))
#: Letters of a project's name that may tell who makes an image.
_OWNER = 5
_UP = lazily("docker[ -]compose up")


def for_project(
    readme: str, beside: str, services: Mapping[str, Node], owners: Mapping[str, list[Claim]], front: re.Pattern[str]
) -> list[Claim]:
    """The published ports of the one service that is the project's own: built here, named like it, or the proxy that alone is published.

    None where the README opens only ports that stand in this file or in one beside it.
    """
    told = set(_OPENED.findall(readme)) if _UP.search(readme) else set()
    title = _TITLE.search(readme) if told else None
    if title is None or all(_stands(port, beside) for port in told):
        return []
    from consistency.readers.context import service_in

    project = service_in(title["title"].strip())
    published = {name: [c for c in claims if _is_published(c)] for name, claims in owners.items()}
    names = [name for name, claims in published.items() if claims]
    mine = [name for name in names if _own(services[name], name, project)]
    if not mine and len(names) == 1 and front.search(services[names[0]].word("image").lower()):
        mine = names
    if len(mine) > 1:  # a page is opened, whatever else is built and published beside it
        mine = [name for name in mine if name in _FACES]
    if not project or len(mine) != 1:
        return []
    return [
        claim._replace(service=project, source=PROJECT)
        for name, claims in published.items()
        for claim in claims
        if name in mine or claim.value in told
    ]


def _stands(port: str, text: str) -> bool:
    """Whether a number stands in files for more than the port inside that is published under another one, `8080:3000`."""
    return re.search(rf"(?<!\d){port}(?=:)|(?<![\d:]){port}(?!\d)|//[^\s/]*:{port}(?!\d)", text) is not None


def _own(node: Node, name: str, project: str) -> bool:
    key, image = squash(project)[0], node.word("image").lower()
    owner, _, image = image.rpartition("/")
    if len(key) >= _OWNER and owner.rpartition("/")[2].replace("-", "").startswith(key):
        return True  # `ghcr.io/acme-hq/web`, of those who make it
    return node.get("build") is not None or (
        bool(key) and key in (squash(name)[0], squash(image.partition(":")[0].partition("@")[0])[0])
    )


def _is_published(claim: Claim) -> bool:
    return claim.attribute == "port" and claim.namespace == "host"
