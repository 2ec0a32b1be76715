"""Config in a fence: a compose file, a unit, a Caddyfile pasted into a page is read as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from consistency.markdown.blocks import Block
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.kinds import kind_of, read_fence
from consistency.readers.context import Context

_NAMES = {
    "yaml": "fence.yaml",
    "yml": "fence.yaml",
    "caddyfile": "Caddyfile",
    "caddy": "Caddyfile",
    "nginx": "nginx.conf",
    "systemd": "fence.service",
    "service": "fence.service",
    "dockerfile": "Dockerfile",
    "docker": "Dockerfile",
}


#: Pages that teach: what they paste is an example.
_TEACHES = lazily(
    r"\b(guides?|tutorials?|how[- ]?to|patterns|contributing|cheat ?sheet|cookbook|onboarding|(?:add(?:ing)?|new)[- ](?:an?[- ]|another[- ]|new[- ])?(?:services?|apps?|stacks?|containers?))\b",
    re.IGNORECASE,
)
#: What is left to whoever takes the file over.
_OPEN = lazily(
    r"(?:#|//)\s*(?:change (?:me|this)|change it|adjust|replace|your (?:own )?port|pick|choose|any free)\b",
    re.IGNORECASE,
)


def _modality(context: Context, claim: Claim, is_open: bool) -> str:
    if context.modality != "stated":
        return context.modality
    if is_open:
        return "example"
    page = context.path.rsplit("/", 1)[-1].replace("_", " ")
    return "example" if _TEACHES.search(f"{context.title} {page}") else claim.modality


def _kind(block: Block) -> str:
    info = block.info.strip().lower().split()[0] if block.info.strip() else ""
    name = _NAMES.get(info, "")
    return kind_of(name, block.passage.text[:4000]) or "" if name else ""


#: Kinds that a page gives for taking over (`scraped` reads what it says by that), or that hold anything.
_READ_ELSEWHERE = frozenset(("", "yaml", "json", "toml", "env", "prometheus"))


def is_config(block: Block) -> bool:
    """The fence holds a config file of a known kind."""
    return _kind(block) not in _READ_ELSEWHERE


def read_config(block: Block, context: Context) -> Iterator[Claim]:
    """The claims of the pasted file, at their places in the page, with the page's role and standing."""
    is_open = _OPEN.search(block.passage.text) is not None
    for claim in read_fence(context.path, block.passage, _kind(block), context.role).claims:
        if claim.attribute != "problem":
            yield claim._replace(
                role=context.role,
                observed_on=context.observed_on,
                modality=_modality(context, claim, is_open),
                section=context.section,
                statement=f"L{claim.line}",
                host=claim.host or context.host,
                scope=claim.scope or context.scope,
            )
