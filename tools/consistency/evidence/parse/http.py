"""The bytes of one HTTP answer to what a snapshot keeps of it: never the body."""

from __future__ import annotations

import http.client
import io
import re
from typing import TYPE_CHECKING, NamedTuple, cast
from urllib.parse import urlsplit

from consistency.evidence.parse.jsonrows import load, mapping, sequence, text
from consistency.evidence.parse.parsed import text_of

if TYPE_CHECKING:
    from socket import socket

MODELS = 100
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9_-]{0,31})(?=\s|$)")


class Answer(NamedTuple):
    """status 0 where the bytes are no HTTP. content: the media type. location: the host that a redirect leads to."""

    status: int
    auth: tuple[str, ...] = ()
    content: str = ""
    location: str = ""
    models: tuple[str, ...] = ()


class _Bytes:
    """What http.client takes for a socket."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def makefile(self, *_: object) -> io.BytesIO:
        return io.BytesIO(self.data)


def parse_answer(data: bytes, path: str) -> Answer:
    """The answer's head, and the ids of a model list where the path is one's and the answer is 200."""
    if not data.startswith(b"HTTP/"):
        return Answer(0)
    response = http.client.HTTPResponse(cast("socket", _Bytes(data)))
    try:
        response.begin()
    except (http.client.HTTPException, ValueError, OSError):
        return Answer(0)
    if not 100 <= response.status <= 999:
        return Answer(0)
    schemes = (_SCHEME.match(one) for one in response.headers.get_all("WWW-Authenticate", []))
    return Answer(
        response.status,
        tuple(dict.fromkeys(scheme[1] for scheme in schemes if scheme)) if response.status == 401 else (),
        response.headers.get("Content-Type", "").partition(";")[0].strip()[:80],
        _leads_to(response.headers.get("Location", "")) if 300 <= response.status < 400 else "",
        _models(response, path) if response.status == 200 else (),
    )


def _leads_to(location: str) -> str:
    """The host of a redirect, "this host" for a path: never the rest, which may hold a session's secret."""
    try:
        host = urlsplit(location).hostname
    except ValueError:
        return "somewhere"
    return (host or "this host")[:100] if location else ""


def _models(response: http.client.HTTPResponse, path: str) -> tuple[str, ...]:
    """`data[].id` of /v1/models, `models[].name` of Ollama's /api/tags: sorted, the first hundred."""
    bare = path.partition("?")[0].rstrip("/")
    keys = ("data", "id") if bare.endswith("/models") else ("models", "name") if bare.endswith("/api/tags") else None
    if keys is None:
        return ()
    try:
        body = response.read()
    except (http.client.HTTPException, ValueError, OSError):
        return ()
    items = sequence(mapping(load(text_of(body))).get(keys[0]))
    return tuple(sorted({text(mapping(item).get(keys[1]))[:200] for item in items} - {""})[:MODELS])
