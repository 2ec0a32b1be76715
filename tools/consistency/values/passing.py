"""Ports that a line asks for in passing: `http://10.0.0.20:8071/message`, `rest:http://nas.home.arpa:8001`, `localhost:15673`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from consistency.model.pattern import lazily
from consistency.values import address
from consistency.values.blank import is_any
from consistency.values.doors import OF_DEVELOPMENT
from consistency.values.port import valid

_ASKED = lazily(
    r"(?:(?P<scheme>://)(?:[^\s@/'\"]{1,80}@)?|(?<![\w.:/@${}<>-]))(?P<host>[A-Za-z][\w-]{0,62}(?:\.[\w-]{1,63}){0,6}|\d{1,3}(?:\.\d{1,3}){3}):(?P<port>[1-9]\d{3,4})(?![\w.:{<-])"
)
#: Where MQTT is asked for, without the port that everybody takes: https://docs.oasis-open.org/mqtt/mqtt/v5.0/mqtt-v5.0.html.
_BROKER = lazily(
    r"(?:\bbroker[\s`*]*[:=]?[\s`\"']*|\bmqtt://|\bMQTT_(?:HOST|SERVER|BROKER(?:_HOST|_ADDRESS)?)\s*[:=]\s*[\"']?)(?P<host>\d{1,3}(?:\.\d{1,3}){3})(?![\w:/]|\.\d|[`\"']?:\d)",
    re.IGNORECASE,
)
_MQTT = 1883
#: `stores.py:1379` is a line of a program.
_FILE = lazily(
    r"\.(?:md|rst|txt|log|py|rs|go|java|kt|c|h|cc|cpp|cs|rb|php|pl|lua|sh|ts|tsx|js|jsx|mjs|vue|swift|sql|ex|exs|ya?ml|json|toml|ini|conf|html|css)$"
)
_PORT = lazily(r":[1-9][0-9]{3}")
_WORD = lazily(r"[^\W\d_]{3,40}")
#: This machine, by any name.
LOCAL = "localhost"
_LOCAL = frozenset(("localhost", "127.0.0.1", "host.docker.internal", "host.containers.internal"))
#: A longer line is no command, and no sentence.
_LONGEST = 600
#: Words that are beside every address.
_NO_NAMES = frozenset(
    """http https tcp udp url uri urls host hosts port ports addr address server servers target targets proxy pass reverse upstream localhost
    com net org lan local home arpa internal the and for with from via open then visit run see use get post curl wget export env name value key
    base api app web admin main default public docker service services container true false""".split()
)


class Ask(NamedTuple):
    """`host` is localhost for any name of this machine; the port's place is `start` to `end` in the line; `by_url`: behind a
    scheme; `bare`: the host is a word that may be a container's."""

    host: str
    port: int
    start: int
    end: int
    by_url: bool
    bare: bool


def may_ask(text: str) -> bool:
    """False for a text without such a port."""
    return _PORT.search(text) is not None or "roker" in text or "mqtt://" in text or "MQTT_" in text


def asks(text: str) -> Iterator[Ask]:
    """Every port of a machine that a line names; a bare word is one where a scheme stands before it, or a number in it.

    Ports of this machine where development servers listen are left out: anybody may have started one.
    """
    if len(text) > _LONGEST:
        return
    for match in _BROKER.finditer(text) if "roker" in text or "mqtt" in text or "MQTT" in text else ():
        if address.reach(match["host"]) in ("lan", "tailnet"):
            yield Ask(match["host"], _MQTT, *match.span("host"), True, False)
    for match in _ASKED.finditer(text):
        host, port = match["host"].lower(), int(match["port"])
        local = host in _LOCAL
        if (local and port in OF_DEVELOPMENT) or _FILE.search(host):
            continue
        bare = not local and "." not in host and not any(letter.isdigit() for letter in host)
        named = match["scheme"] or not bare
        if valid(port) and (
            local or (named and not is_any(host) and address.reach(host) in ("lan", "tailnet", "name", "public"))
        ):
            yield Ask(
                LOCAL if local else host, port, match.start("port"), match.end("port"), bool(match["scheme"]), bare
            )


def names_in(*texts: str) -> str:
    """The words of texts that may be names of who is asked, each once, in small letters."""
    words = (word.lower() for text in texts for word in _WORD.findall(text))
    return " ".join(dict.fromkeys(word for word in words if word not in _NO_NAMES))
