"""Whose address a reader is told to open (after `docker compose up`, the project's own), and what is only mentioned."""

from __future__ import annotations

import re

from consistency.model.claim import PROJECT
from consistency.model.fronts import STORES
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.model.stores import SCHEMES
from consistency.readers import phrases, sentence
from consistency.readers.context import Context, page_service, service_in
from consistency.readers.scripted import folder_of
from consistency.values import address
from consistency.values.endpoint import Literal
from consistency.values.script import typed

_OPENS = lazily(
    r"\W*(?:\d+[.)]\s+)?(?:(?:then|now|finally|afterwards)\b,?\s+)?(?:you can (?:now |then )?)?(?:to (?:reach|open|access|use|see|view) it,? )?"
    r"(?:open|visit|browse to|go to|access it|navigate to|log in at|öffne\w*|abra|ouvrez)\b",
    re.IGNORECASE,
)
#: All of the project, as its compose file says: no service alone, and no other file.
_BROUGHT_UP = lazily(r"\bdocker[ -]compose\s+up\b(?>(?:\s+--?\w[\w-]*)*)\s*(?:[#&;`]|$)", re.MULTILINE)
#: What else is started by hand, with a port of its own.
_STARTED = lazily(
    r"\b(?:npm|pnpm|yarn|bun|npx|uvicorn|gunicorn|flask|python3?|node|cargo|go run|docker run|podman run|kubectl|helm|rails|php|java|dotnet|mvn|gradle|make|just)\b"
)


#: One service alone that a session starts: `docker compose up -d langfuse`, `systemctl enable --now paperjay`.
_ONE = lazily(
    r"^[ \t$>]*(?>sudo[ \t]+)?(?:docker[ -]compose[ \t]+(?>(?:--?\w[\w-]*(?:=\S+|[ \t]+(?!up\b)[\w./][\w./-]*)?[ \t]+)*)up\b(?>(?:[ \t]+--?\w[\w-]*)*)|"
    r"systemctl[ \t]+(?:--user[ \t]+)?(?:enable[ \t]+--now|start|restart))[ \t]+(?P<name>[A-Za-z][\w-]*)(?:\.service)?[ \t]*(?:#.*)?$",
    re.MULTILINE,
)
_OF_A_STORE = lazily(rf"(?:{SCHEMES}|amqps?|nats)(?:\+\w+)?://")
_PRODUCT = lazily(r"[A-Z][a-z]+[A-Z][A-Za-z]+|[a-z]+[A-Z][A-Za-z]+")
#: A machine of the site's own by a short name: gpu02, app-1.
_MACHINE = lazily(r"[a-z][a-z-]*\d{1,4}")
#: In front of its name, where it is no script's.
_SERVICE = "service "


def running(text: str, before: str, path: str) -> str:
    """What runs below a shell session of a page at `path`, and nothing beside it: the project, a script or a service by its
    name; `before` it was that."""
    alone = {match["name"] for match in _ONE.finditer(text)} if " up" in text or "systemctl" in text else set()
    stores = STORES | {"db", "database"}  # nobody opens one: what is told next is about the program that needs it
    if len(alone) == 1 and not _STARTED.search(text) and stores.isdisjoint(squash(name)[0] for name in alone):
        return _SERVICE + alone.pop()
    if scripts := typed(text, folder_of(path)):
        return "" if _STARTED.search(text, scripts[-1].end) else scripts[-1].script
    if _STARTED.search(text):
        return ""
    return PROJECT if _BROUGHT_UP.search(text) else before


def opened(text: str, literal: Literal, context: Context) -> str:
    """The service whose address is opened at the literal, "" for none: the page's, or the project's that runs."""
    if literal.kind != "url":
        return ""
    reach = address.reach(literal.host)
    opens = _OPENS.match(text) is not None
    if is_here(literal.host) and reach == "lan" and context.running == PROJECT:
        return _project(context) if opens else ""
    if reach in ("lan", "tailnet") or _MACHINE.fullmatch(literal.host):
        return page_service(context) or _product(context) if opens else ""
    if reach != "loopback" or not context.running or literal.low in (80, 443):
        return ""
    if context.running.startswith(_SERVICE):
        return context.running.removeprefix(_SERVICE) if opens else ""
    itself = opens or sentence.subject(text, literal.start) == sentence.ITSELF
    if context.running == PROJECT:
        return _project(context) if itself else ""
    return context.running if opens else ""  # what else is said of a script is read with it


def is_here(host: str) -> bool:
    """Whether an address is of the machine on which the reader has started something: by its own name, as mDNS has it."""
    return address.reach(host) == "loopback" or (host.endswith(".local") and host.count(".") == 1)


def is_started(host: str, context: Context) -> bool:
    """Whether what is opened there is what the page has started above."""
    return bool(context.running) and is_here(host)


def _product(context: Context) -> str:
    """The one program, spelled as programs alone are, that is all of a page's title: `JupyterHub`."""
    return context.title if _PRODUCT.fullmatch(context.title) and context.subject in ("", context.title) else ""


def service_running(context: Context) -> str:
    """The service that the session above has started, where the section names none, or several ways: `Binary and systemd`."""
    if context.subject and " and " not in context.subject:
        return ""
    return context.running.removeprefix(_SERVICE) if context.running.startswith(_SERVICE) else ""


def is_mentioned(literal: Literal, text: str) -> bool:
    """A page of the internet, where some program finds its store, or a number where nobody speaks of ports: `fixes a leak (4711)`."""
    if literal.kind == "url" and _OF_A_STORE.match(text, literal.start):
        return True
    if literal.word == "bare":
        return not phrases.speaks_of_ports(text)
    return literal.kind == "url" and literal.low in (80, 443) and address.reach(literal.host) == "public"


def _project(context: Context) -> str:
    """The project that a README is about."""
    return service_in(context.title) if context.path.rsplit("/", 1)[-1].lower() == "readme.md" else ""
