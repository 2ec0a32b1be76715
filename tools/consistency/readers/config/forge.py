"""Settings of Gitea and Forgejo: where their pages are, and at which port they take Git over SSH.

Format: https://docs.gitea.com/administration/config-cheat-sheet#server-server
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from consistency.model.claim import LOGIN, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.port import valid

_SECTION = lazily(r"(?m)^[ \t]*\[server\][ \t]*$")
_NEXT = lazily(r"(?m)^[ \t]*\[")
_IMAGE = lazily(r"(?:^|/)(?:gitea|forgejo|gogs)(?=$|[:@-])")
#: Where the images have SSH, with and without root.
_INNER = (22, 2222)
_SET = lazily(r"(?m)^[ \t]*(?P<key>HTTP_PORT|SSH_PORT|SSH_DOMAIN|DOMAIN)[ \t]*=[ \t]*(?P<value>[\w.-]+)[ \t]*\r?$")


def read_forge(sheet: Sheet) -> Reading:
    """A port claim of the pages, and a call claim of the port for clones under the name that they give."""
    section = _SECTION.search(sheet.text)
    if not section:
        return Reading()
    end = following.start() if (following := _NEXT.search(sheet.text, section.end())) else len(sheet.text)
    given = {match["key"]: match for match in _SET.finditer(sheet.text, section.end(), end)}
    claims: list[Claim] = []
    if (pages := given.get("HTTP_PORT")) and _is_port(pages["value"]):
        product = "Forgejo" if "forgejo" in f"{sheet.path} {sheet.text}".lower() else "Gitea"
        claims.append(
            sheet.claim("port", pages["value"], *pages.span("value"), service=product, port=int(pages["value"]))
        )
    domain = given.get("SSH_DOMAIN") or given.get("DOMAIN")
    if (ssh := given.get("SSH_PORT")) and domain and "." in domain["value"] and _is_port(ssh["value"]):
        claims.append(
            sheet.claim(
                "call", ssh["value"], *ssh.span("value"), port=int(ssh["value"]), service=exact.FORGE,
                host=domain["value"], source=LOGIN,
            )
        )  # fmt: skip
    return Reading(tuple(claims))


def published(nodes: Mapping[str, Node], owners: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    """The ports at which a compose file lets a forge take Git over SSH, whichever its name; on no machine, for clones go by a name.

    And those of any other container, with the part of something else."""
    for name, node in nodes.items():
        ports = [claim for claim in owners.get(name, ()) if claim.attribute == "port" and claim.source == "compose"]
        yield from cloned(node.word("image"), ports)


def cloned(image: str, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The same of one container's image and its claims."""
    forge = _IMAGE.search(image.strip().lower()) is not None
    ports = [claim for claim in claims if claim.attribute == "port"]
    inner = {claim.statement for claim in ports if claim.namespace == "container" and claim.port in _INNER}
    for claim in ports:
        if claim.namespace == "host" and claim.statement in inner:
            call = claim._replace(attribute="call", service=exact.FORGE, source=LOGIN, part="", namespace="")
            yield call if forge else call._replace(service=exact.LOGIN, part=exact.ELSE)


def _is_port(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 5 and valid(int(text))
