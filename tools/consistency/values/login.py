"""Commands that log in to a machine at a port: `ssh -p 2222 admin@gale`, `scp -P 2222 a.tar gale:`, `rsync -e 'ssh -p 2222' a gale:/b`.

Options: https://man.openbsd.org/ssh, https://man.openbsd.org/scp
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.name import host_key
from consistency.model.pattern import lazily
from consistency.values.blank import is_any
from consistency.values.port import valid

_COMMAND = lazily(r"(?<![\w./@-])(?P<program>ssh|autossh|ssh-copy-id|scp|rsync|mosh)[ \t]+(?P<words>[^|;&#`\n]+)")
_WORD = lazily(r"\"[^\"]*\"|'[^']*'|[^\s\"']+(?:\"[^\"]*\"|'[^']*')?")
#: Options whose value is a word of its own.
_VALUED = frozenset("-b -B -c -D -e -E -F -i -I -J -l -L -m -M -o -O -p -P -Q -R -S -w -W -X".split())
#: Where a program has no option of its own for it, the shell that it is told to use has: `-p` of mosh is a port of UDP.
_PORT_OPTION = {"scp": "-P", "rsync": "", "mosh": ""}
_SHELL = lazily(r"\bssh\b[^\"']{0,300}?\s-p[ =]?(?P<port>[1-9][0-9]{0,4})\b")
_OPTION = lazily(r"Port=(?P<port>[1-9][0-9]{0,4})")
_TARGET = lazily(r"(?:(?P<user>[\w.-]+)@)?(?P<host>[A-Za-z0-9](?:[\w.-]*\w)?)(?P<rest>:.*)?")
#: Words for a machine, which stand for whichever the reader logs in to.
_ANY = lazily(
    r"(?:(?:remote|target|jump)[-_]?)?(?:host|server|machine|vps|node|box|vm|pi|domain|ip)(?:[-_]?(?:name|addr\w*|ip))?|remote|target|addr\w*",
    re.IGNORECASE,
)
#: Who logs in to a forge, which is no machine's own door.
FORGE_USERS = frozenset(("git", "gitea", "forgejo"))


#: `ssh://git@git.acme.org:2222/team/repo.git`.
_CLONE = lazily(r"ssh://(?:git|gitea|forgejo)@(?P<host>[A-Za-z0-9][\w.-]*):(?P<port>[1-9]\d{1,4})(?=[/\s`'\")]|$)")
#: `ssh://borg@10.0.0.5:2222/./repo`, and what restic tells its own ssh: `-r sftp:pi@gale:/srv -o sftp.args="-p 2222"`.
_URL = lazily(r"\bs(?:sh|ftp)://(?P<user>[\w.-]+)@(?P<host>[A-Za-z0-9][\w.-]*):(?P<port>[1-9]\d{1,4})(?![\w.:-])")
_SFTP = lazily(
    r"\bsftp:(?P<user>[\w.-]+)@(?P<host>[A-Za-z0-9][\w.-]*):[^\n]{0,200}\bsftp\.(?:args|command)=[\"'][^\"'\n]*?-p[ =]?(?P<port>[1-9]\d{1,4})\b"
)


class Login(NamedTuple):
    """Who logs in, where, at which port; `start` and `end` are the port's in the text."""

    user: str
    host: str
    port: int
    start: int
    end: int


def logins(text: str) -> Iterator[Login]:
    """The commands and URLs of one line that give a machine by its name and a port."""
    for match in (*_URL.finditer(text), *_SFTP.finditer(text)) if "sftp:" in text or "ssh://" in text else ():
        if match["user"] not in FORGE_USERS and is_own(match["host"]) and valid(int(match["port"])):
            yield Login(match["user"], match["host"], int(match["port"]), *match.span("port"))
    for match in _COMMAND.finditer(text):
        words = [(one[0], match.start("words") + one.start()) for one in _WORD.finditer(match["words"])]
        found = _read(match["program"], words)
        if found and found.user not in FORGE_USERS and is_own(found.host) and valid(found.port):
            yield found


def clones(text: str) -> Iterator[Login]:
    """The URLs of one line by which a forge is reached over SSH at a port of its own."""
    for match in _CLONE.finditer(text) if "ssh://" in text else ():
        if is_own(match["host"]) and valid(int(match["port"])):
            yield Login("git", match["host"], int(match["port"]), *match.span("port"))


def is_own(host: str) -> bool:
    """Whether the name is one machine's, and stands for no other."""
    return bool(host_key(host)) and not is_any(host) and _ANY.fullmatch(host) is None


def _read(program: str, words: list[tuple[str, int]]) -> Login | None:
    option = _PORT_OPTION.get(program, "-p")
    copies = program in ("scp", "rsync")
    port: tuple[int, int, int] | None = None
    target: re.Match[str] | None = None
    value = ""  # of the option before
    for word, at in words:
        before, value = value, ""
        if before or word.startswith(("-", '"', "'")):
            if found := _given(option, before, word):
                port = port or (int(found["port"]), at + found.start("port"), at + found.end("port"))
            value = word if not before and word in _VALUED else ""
        elif (match := _TARGET.fullmatch(word)) and (match["rest"] if copies else not match["rest"]):
            target = target or match
        elif target and not copies:
            break  # what is run there
    return Login(target["user"] or "", target["host"], *port) if port and target else None


def _given(option: str, before: str, word: str) -> re.Match[str] | None:
    """The port in the value of an option, in an option that has its value in it, or in the shell that one names."""
    if before == "-o" or word.startswith("-o"):
        return _OPTION.search(word)
    if option and (before == option or word.startswith(option)):
        return re.fullmatch(rf"(?:{option})?(?P<port>[1-9][0-9]{{0,4}})", word)
    return _SHELL.search(word)
