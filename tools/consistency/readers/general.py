"""Names that say what a service is, not whose: `API`, `Web UI`, and of whom they are on a page."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from consistency.model.claim import Claim
from consistency.model.name import PARTS, squash
from consistency.model.pattern import lazily
from consistency.readers.context import WAYS, Context, service_in
from consistency.readers.topics import is_topic

_GENERIC = frozenset(
    "api web admin metrics frontend backend ui dashboard server worker console app database db cache proxy health gateway master replica main dev prod smtp imap http https grpc tcp udp web_ui webui_port local external internal public tailscale raft gossip replication serf rpc debug p2p rcon query voice game application aplicação aplicación anwendung applicazione site website peers torrent discovery tls ssl websocket 接口文档 文档 前端 后端 网关 控制台 管理后台 数据库 接口地址".split()
)
#: What repositories call their own programs, in documents and in compose files alike.
_COMPONENTS = frozenset(
    "api web app admin frontend backend ui server worker gateway dashboard portal console scheduler database db cache proxy docs website".split()
)
#: General names that a program has of its own accord, and no interpreter.
_PROGRAMS = frozenset("gateway worker scheduler dashboard portal api backend".split())
_UNIT = lazily(r"[\w@-]+\.(?:service|socket|container)")
#: The folder of a translation.
_LANGUAGE = lazily(r"[a-z]{2}(?:[-_][a-z]{2})?")
#: Names for the page that a service shows to people.
WEB_UI = frozenset(
    ("webui", "web ui", "gui", "web interface", "webinterface", "weboberfläche", "oberfläche", "interface web")
)

#: The folder of a repository's documentation; a monorepo may keep it among its programs.
_BOOK = lazily(r"(?:(?:apps|packages)/)?(?:docs?|documentation|website|wiki|handbook)/(?P<below>(?:[\w.-]+/)*)")

_GENERAL_PHRASES = WEB_UI | {"file transfer", "s3 api"}
_WEB_UI_ID = frozenset(("web-ui", "web-interface"))


@lru_cache(maxsize=4096)
def is_general(service: str) -> bool:
    """A name that says what, not whose: API, Web UI, SMTP."""
    if "-" in service and " " not in service and service.islower() and service not in _WEB_UI_ID:
        return False  # portal-web is what its people call it
    words = service.lower().replace("-", " ").split()
    return (
        " ".join(words) in _GENERAL_PHRASES
        or (len(words) == 1 and (words[0] in _GENERIC or words[0] in PARTS))
        or (len(words) > 1 and all(word in PARTS for word in words))
    )


def names_nobody(claim: Claim) -> bool:
    """A general name, but for that of a program that was seen to run."""
    seen = claim.source == "capture" and claim.role == "evidence" and claim.service.lower() in _PROGRAMS
    return not seen and is_general(claim.service)


def of_one(label: str, names: list[str]) -> list[str]:
    """`Gitea – http://juno:3000, SSH on port 2221`: names that say what are those of the label in front; [] for any others.

    Where one of them is a page, the label is a service, and whatever else is named is its own, too.
    """
    if is_unit(label):  # `kw-print.service` - gunicorn on 8011
        return [label] * len(names)
    pages = any(name.lower() in WEB_UI for name in names)
    if is_general(label):
        return []
    if not pages and (len(names) < 2 or not any(names) or any(name and not is_general(name) for name in names)):
        return []
    return [
        f"{label} {name}" if is_general(name) and (squash(name)[0] in PARTS or squash(name)[1]) else label
        for name in names
    ]


def is_either(label: str, subject: str, owners: Iterable[tuple[str, bool]]) -> bool:
    """`minio: API on 9000, console on 9001` below `rook`: either may be the machine, and the other what is on it."""
    return label.islower() and subject.islower() and all(is_general(name) for name, _ in owners)


def is_unit(label: str) -> bool:
    """Whether a label is the file of a unit: whatever is named behind it runs as that."""
    return "." in label and _UNIT.fullmatch(label) is not None


def is_component(claim: Claim, context: Context) -> bool:
    """`API` in the README at the top, or on a page about nothing else, is the repository's own."""
    top = context.path.rsplit("/", 1)[-1].lower() == "readme.md" and "/" not in context.path
    return claim.service.lower() in _COMPONENTS and (top or not product(context))


def is_about_all(path: str) -> bool:
    """A page at the top of a repository, or of its documentation: in `docs/reference`, `apps/docs/guide`, `docs/pt`."""
    return path.count("/") < 2 or (
        (book := _BOOK.match(path.lower())) is not None
        and all(is_topic(folder) or _LANGUAGE.fullmatch(folder) for folder in book["below"].split("/") if folder)
    )


def product(context: Context) -> str:
    """What a page as a whole is about: its title, else the folder of a README."""
    title = service_in(context.title) if context.title else ""
    if title and not is_general(title):
        return title
    *_, folder, file = "", *context.path.split("/")
    of_folder = file.lower() in ("readme.md", "claude.md", "agents.md") and folder.lower() not in WAYS
    return folder if of_folder else ""
