"""What is read of a page as a whole, beside the walk over its blocks: addresses, gates and answers of whoever it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block
from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.answering import answering
from consistency.readers.context import Context
from consistency.readers.gated import gated
from consistency.readers.sites import sites
from consistency.readers.stray import strays
from consistency.values.abroad import may_tell

#: An address that is neither this machine's own nor all there are.
_FOUR_NUMBERS = lazily(r"\.(?<!127\.)(?<!\D0\.)\d{1,3}\.\d{1,3}\.\d")
#: Sign-ups, and settings that let people in or keep them out.
_OF_ADMISSION = ("sign up", "sign-up", "signup", "registration", "_factor")
_A_SETTING = lazily(r"`[\w.-]{0,80}(?:regist|anonymous|auth|login|insecure|guest)[\w.-]{0,80}[`:= ]", re.IGNORECASE)
#: Addresses of a network.
_OF_ZEROS = lazily(r"\.0/\d")
#: A port behind a name, as of a URL.
_A_PORT = lazily(r":[1-9][0-9]{3}")
#: Programs that ask others.
_ASKING = ("curl ", "wget ", "psql", "pg_", "redis-cli", "mysql", "mariadb", "\nnc ", "telnet ")
_OF_BROKERS = ("afka", "KAFKA", "ootstrap", "BOOTSTRAP", "roker", "kcat", "rpk ")
#: Signs of logins to machines.
_OF_LOGINS = ("ssh", "SSH", "scp -", "\nHost ", "\n    Host ")
#: One of these is before every address that somebody opens on a machine.
_ON_A_MACHINE = ("localhost:", "127.0.0.1:", "://1", "curl 1")


def throughout(context: Context, text: str, found: Sequence[Block], claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of all that reads the blocks `found` of the document `text` for itself, beside those of its lines."""
    return (
        *strays(context, text, found),
        *sites(context, text, found),
        *_commands(context, text, found, claims),
        *gated(context, text, found),
        *answering(context, text, found),
        *_addresses(context, text, found, claims),
        *_networks(context, text, found),
        *_doors(context, text, found),
    )


def _doors(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """Who may come in, and by which way."""
    lowered = text.lower()
    if any(sign in lowered for sign in _OF_ADMISSION) or _A_SETTING.search(text):
        from consistency.readers import admission

        yield from admission.of_page(context, text, found)
    if may_tell(text):
        from consistency.readers import abroad

        yield from abroad.of_page(context, found)
    if "ternal" in text or "public" in text:
        from consistency.readers import doorways

        yield from doorways.of_page(context, found)


def _networks(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """Which networks the site has."""
    if "VLAN" in text or "vlan" in text or _OF_ZEROS.search(text):
        from consistency.readers import subnets

        yield from subnets.of_page(context, found)


def _addresses(context: Context, text: str, found: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Claim]:
    """What is said of addresses of machines, in lists of them and in passing."""
    if _FOUR_NUMBERS.search(text):
        from consistency.readers import addressed, pools
        from consistency.readers.config.addresses import of_lists

        yield from addressed.of_page(context, found)
        yield from of_lists(claims)
        yield from pools.of_page(context, text, found)


def _commands(context: Context, text: str, found: Sequence[Block], claims: Sequence[Claim]) -> Iterator[Claim]:
    """What commands ask and name; each reader is loaded for a page that has its sign."""
    if any(sign in text for sign in _ON_A_MACHINE):
        from consistency.readers import reached, routes

        yield from reached.of_page(context, text, found, claims)
        yield from reached.developed(context, text, found, claims)
        yield from routes.of_page(context, text, found)
    if any(sign in text for sign in _ASKING):
        from consistency.readers import machine_calls

        yield from machine_calls.of_page(context, found, claims)
    if _A_PORT.search(text) or "broker" in text or "mqtt://" in text:
        from consistency.readers import in_passing

        yield from in_passing.of_page(context, text, found, claims)
    if "localhost:" in text and any(sign in text for sign in _OF_BROKERS):
        from consistency.readers import brokers

        yield from brokers.of_page(context, text, found)
    if "heal" in text:
        from consistency.readers import local_probes

        yield from local_probes.of_page(context, text, found)
    if "compose" in text:
        from consistency.readers import compose_commands

        yield from compose_commands.of_page(context, text, found)
    if "docker " in text or "podman " in text:
        from consistency.readers import docker_commands, launched

        yield from docker_commands.of_page(context, text, found)
        yield from launched.of_page(context, text, found)
    if "ctl " in text:
        from consistency.readers import unit_commands

        yield from unit_commands.of_page(context, text, found)
    if any(sign in text for sign in _OF_LOGINS):
        from consistency.readers import logins

        yield from logins.of_page(context, found)
    if "51" in text:
        from consistency.readers import tunnels

        yield from tunnels.of_page(context, text, found)
    if ".com/" in text or ".org/" in text:
        from consistency.readers import repositories

        yield from repositories.of_page(context, text, found)
