"""Command lines: the words with their places, and on what the program would listen.

Quoting is systemd's, which for these lines is the shell's too:
https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html#Command%20lines
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values.address import is_address
from consistency.values.variable import UNKNOWN, fill

Place = tuple[int, int]
_At = Callable[[re.Match[str], str], Place | None]


class Word(NamedTuple):
    """One word without its quotes; `offsets[i]` is where `text[i]` stands in the line."""

    text: str
    offsets: tuple[int, ...]

    def place(self, start: int, end: int) -> Place:
        """Where `text[start:end]` stands in the line."""
        return self.offsets[start], self.offsets[end - 1] + 1

    def part(self, start: int) -> Word:
        return Word(self.text[start:], self.offsets[start:])


class Listen(NamedTuple):
    """`bind` is "" and `port` 0 where the line does not say; `how` is the flag, `publish`, or `env:NAME`.

    `bind_at` and `port_at` are offsets into the line, None where the value comes from the environment.
    `inner` is the port on the other side of a published mapping, `protocol` what it says, tcp or udp.
    """

    bind: str
    port: int
    how: str
    bind_at: Place | None = None
    port_at: Place | None = None
    inner: int = 0
    inner_at: Place | None = None
    protocol: str = ""

    @property
    def port_start(self) -> int:
        """-1 where the port is not in the line; so for the others."""
        return self.port_at[0] if self.port_at else -1

    @property
    def port_end(self) -> int:
        return self.port_at[1] if self.port_at else -1

    @property
    def bind_start(self) -> int:
        return self.bind_at[0] if self.bind_at else -1

    @property
    def bind_end(self) -> int:
        return self.bind_at[1] if self.bind_at else -1


_WORDS = lazily(r"(?:[^\s'\"\\]|\\.|'[^']*'|\"(?:[^\"\\]|\\.)*\"|['\"\\])+", re.DOTALL)
_PIECES = lazily(r"'(?P<single>[^']*)'|\"(?P<double>(?:[^\"\\]|\\.)*)\"|\\(?P<escaped>.)|(?P<plain>.)", re.DOTALL)

_WRAPPERS = lazily(
    r"(?:env|sudo|exec|nice|nohup|command|time|poetry|uv|uvx|pipx|npx|pnpm|yarn|npm|bun|node|deno|run|serve|start|dev|-m"
    r"|python[\d.]*|ruby|java|dotnet|setsid|stdbuf|doas|chrt|ionice|numactl|systemd-run)$"
)
#: Wrappers with options of their own, and those options that take a value.
_PREFIXES = lazily(r"(?:sudo|doas|env|nice|ionice|chrt|numactl|setsid|stdbuf|systemd-run|time)$")
_TAKING = frozenset(("-u", "-g", "-n", "-c", "-C", "-p", "-U"))
_CLIENTS = lazily(
    r"(?:curl|wget|psql|pg_isready|pg_dump|redis-cli|mysql|mysqladmin|mysqldump|mongo|mongosh|ssh|scp|sftp|rsync|telnet|ping"
    r"|http|https|httpie|test|grep|egrep|rg|echo|lsof|ss|netstat|fuser|nmap|ab|wrk|hey|k6|git|ufw|iptables|nft|firewall-cmd"
    r"|openssl|dig|nslookup|kill|pkill|cat|awk|sed|kafka-topics|influx|etcdctl|ncat|nc|tailscale|iperf3?)$"
)
_SPACES = (
    r"(?:http|https|listen|server|web|ui|api|metrics|admin|service|local|grpc|rpc|console|rest|bind|public|app|gradio"
    r"|telemetry|dev|gui)"
)
_PORT_FLAG = lazily(rf"--(?:{_SPACES}[-._])*port$", re.IGNORECASE)
_ADDRESS_FLAG = lazily(
    rf"--?(?:{_SPACES}[-._])*(?:host|hostname|bind|listen|addr|address|bind_ip|ip|interface|listen-client-urls|from)$",
    re.IGNORECASE,
)
#: One-letter flags, and the programs in which they mean a port (p), an address (a) or a published mapping (m).
_SHORT: tuple[tuple[str, dict[str, str]], ...] = (
    (r"gunicorn|hypercorn", {"-b": "a"}),
    (r"http\.server", {"-b": "a"}),
    (r"mkdocs", {"-a": "a"}),
    (r"flask", {"-p": "p", "-h": "a"}),
    (r"daphne", {"-p": "p", "-b": "a"}),
    (r"next|http-server|ttyd|rails|puma|mosquitto|jupyter.*|vite|serve|memcached|postgres", {"-p": "p", "-H": "a"}),
    (r"(?:start-)?storybook|[a-z][\w-]*server(?:-[a-z]+)?", {"-p": "p"}),
    (r"dockerd", {"-H": "a"}),
    (r"php[\d.]*", {"-S": "a"}),
    (r"docker|podman|nerdctl", {"-p": "m", "--publish": "m"}),
)  # fmt: skip
_ENDPOINT = lazily(r"(?:(?:tcp|http|https)://)?(?:\[(?P<six>[0-9A-Fa-f:.%]+)\]|(?P<host>[\w.*-]*)):(?P<port>\d{1,5})/?")
_MAPPING = lazily(
    r"(?:(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[\d.]+|localhost)):)?(?P<port>\d{1,5})?:(?P<inner>\d{1,5})(?:/(?:(?P<protocol>tcp|udp)|\w+))?"
)


def argv_of(line: str, at: int = 0) -> list[Word]:
    """The words of a command line that begins at offset `at`; a backslash before a line's end joins the lines."""
    return [word for match in _WORDS.finditer(line) if (word := _word(match[0], at + match.start())).offsets]


def _word(raw: str, at: int) -> Word:
    text: list[str] = []
    offsets: list[int] = []
    for match in _PIECES.finditer(raw):
        if match["escaped"] in ("\n", "\r"):
            continue
        group = match.lastgroup or "plain"
        text.append(match[group])
        offsets.extend(range(at + match.start(group), at + match.end(group)))
    return Word("".join(text), tuple(offsets))


def program(argv: Sequence[Word]) -> str:
    """The program that a line runs, past wrappers and interpreters, without its directory; "" where there is none."""
    name, _, _ = _program(argv)
    return name


def _program(argv: Sequence[Word]) -> tuple[str, int, dict[str, str]]:
    """Its name, the index of the first word behind it, and the variables set before it."""
    own: dict[str, str] = {}
    name, index = "", 0
    for index, word in enumerate(argv):
        text = word.text.lstrip("-@:+!") if index == 0 else word.text
        assigned = re.fullmatch(r"([A-Za-z_]\w*)=(.*)", text, re.DOTALL)
        if assigned:
            own[assigned[1]] = assigned[2]
            continue
        base = text.rsplit("/", 1)[-1]
        if _PREFIXES.match(name) and (text.startswith("-") or argv[index - 1].text in _TAKING):
            continue
        if text.startswith("-") and base != "-m" and name:
            break
        name = base
        if not _WRAPPERS.match(base):
            return name, index + 1, own
    return name, index + 1, own


def listens(argv: Sequence[Word], env: Mapping[str, str] | None = None) -> list[Listen]:
    """On what the program would listen, as far as the line and the environment say; [] for a client.

    An address and a port given by separate flags are one entry. What a variable hides is left out.
    """
    nested = _shell(argv)
    if nested is not None:
        return listens(nested, env)
    name, start, own = _program(argv)
    values = {**(env or {}), **own}
    if _CLIENTS.match(name):
        return []
    found = list(_flagged(name, argv[start:], values))
    if any(entry.how == "client" for entry in found):
        return []
    found += _positional(name, argv[start:])
    return _paired(found) or _from_environment(name, values)


def _shell(argv: Sequence[Word]) -> list[Word] | None:
    """The words inside `sh -c "..."`, None where there is no such thing."""
    for index, word in enumerate(argv[:-1]):
        if re.fullmatch(r"-\w*c", word.text) and index and re.search(r"(?:^|/)(?:ba|z|da|a)?sh$", argv[index - 1].text):
            outer = argv[index + 1]
            inner = argv_of(outer.text)
            return [Word(w.text, tuple(outer.offsets[at] for at in w.offsets)) for w in inner]
    return None


def _flagged(name: str, words: Sequence[Word], values: Mapping[str, str]) -> Iterator[Listen]:
    short = next((flags for pattern, flags in _SHORT if re.fullmatch(pattern, name)), {})
    inside = "m" in short.values() and not _on_host(words)
    for index, word in enumerate(words):
        flag, equals, _ = word.text.partition("=")
        kind = short.get(flag) or ("p" if _PORT_FLAG.match(flag) else "a" if _ADDRESS_FLAG.match(flag) else "")
        if not kind or not flag.startswith("-") or (inside and kind != "m"):
            continue  # what the program in a container is told holds in there
        if equals:
            value = word.part(len(flag) + 1)
        elif index + 1 < len(words):
            value = words[index + 1]
        else:
            continue
        yield from _value(kind, flag, value, values)


def _on_host(words: Sequence[Word]) -> bool:
    """The container shares the network of the host."""
    texts = [word.text for word in words]
    pairs = pairwise(texts)
    return bool({"--network=host", "--net=host"} & set(texts)) or any(
        flag in ("--network", "--net") and value == "host" for flag, value in pairs
    )


def _value(kind: str, flag: str, word: Word, values: Mapping[str, str]) -> Iterator[Listen]:
    filled = fill(word.text, values)
    text = filled.text

    def at(match: re.Match[str], group: str) -> Place | None:
        return word.place(*filled.place(*match.span(group))) if match[group] else None

    if UNKNOWN in text or not text or text.startswith("-"):
        return
    if kind == "p":
        match = re.fullmatch(r"(?P<port>\d{1,5})", text)
        if match and _valid(text):
            yield Listen("", int(text), flag, None, at(match, "port"))
    elif kind == "m":
        match = _MAPPING.fullmatch(text)
        if match and match["port"] and _valid(match["port"]) and _valid(match["inner"]):
            group = "six" if match["six"] else "host"
            yield Listen(
                match[group] or "0.0.0.0", int(match["port"]), "publish", at(match, group), at(match, "port"),
                int(match["inner"]), at(match, "inner"), match["protocol"] or "",
            )  # fmt: skip
    else:
        yield from _address(flag, text, at)


def _address(flag: str, text: str, at: _At) -> Iterator[Listen]:
    for item in re.finditer(r"[^,]+", text):
        match = _ENDPOINT.fullmatch(text, *item.span())
        if match and _valid(match["port"]):
            group = "six" if match["six"] else "host"
            if match["host"] and not _is_bind(match["host"]):
                yield Listen("", 0, "client")
            else:
                yield Listen(match[group] or "0.0.0.0", int(match["port"]), flag, at(match, group), at(match, "port"))
            continue
        whole = re.compile(r"\[?(?P<host>[0-9A-Fa-f:.%]+|\*|localhost)\]?").fullmatch(text, *item.span())
        if whole and _is_bind(whole["host"]):
            yield Listen(whole["host"], 0, flag, at(whole, "host"))
        elif (
            flag in ("--host", "--hostname")
            and re.fullmatch(r"[\w-]+(?:\.[\w-]+)*", item[0])
            and not item[0].isdecimal()
        ):
            yield Listen("", 0, "client")


def _is_bind(text: str) -> bool:
    return is_address(text) or text in ("*", "localhost")


def _valid(digits: str) -> bool:
    return 0 < int(digits) <= 65535


def _positional(name: str, words: Sequence[Word]) -> Iterator[Listen]:
    """`http.server 8000`: the first word of digits that is no flag's value."""
    if name != "http.server":
        return
    before = ""
    for word in words:
        if word.text.isascii() and word.text.isdecimal() and before[:1] != "-" and _valid(word.text):
            yield Listen("", int(word.text), "argument", None, word.place(0, len(word.text)))
            return
        before = word.text


def _paired(found: list[Listen]) -> list[Listen]:
    """Join an address without a port and the ports without an address."""
    lone = next((entry for entry in found if not entry.port and entry.bind), None)
    if lone is None:
        return [entry for entry in found if entry.port]
    joined = [
        entry if entry.bind else entry._replace(bind=lone.bind, bind_at=lone.bind_at) for entry in found if entry.port
    ]
    return joined or [lone]


def _from_environment(name: str, values: Mapping[str, str]) -> list[Listen]:
    """`OLLAMA_HOST=0.0.0.0:11434`, and `HOST` and `PORT` of whatever runs."""
    upper = re.sub(r"\W", "_", name).upper()
    for key in (f"{upper}_HOST", f"{upper}_BIND", f"{upper}_ADDR", f"{upper}_ADDRESS", f"{upper}_LISTEN"):
        match = _ENDPOINT.fullmatch(values.get(key, ""))
        if match and _valid(match["port"]) and (match["six"] or not match["host"] or _is_bind(match["host"])):
            return [Listen(match["six"] or match["host"] or "0.0.0.0", int(match["port"]), f"env:{key}")]
    for prefix in (f"{upper}_", ""):
        port = values.get(f"{prefix}PORT", "")
        if port.isascii() and port.isdecimal() and len(port) < 6 and _valid(port):
            host = values.get(f"{prefix}HOST", "")
            return [Listen(host if _is_bind(host) else "", int(port), f"env:{prefix}PORT")]
    return []
