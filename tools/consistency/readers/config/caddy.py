"""Caddyfiles: the sites, the paths below them, and the upstreams to which they lead.

Format: https://caddyserver.com/docs/caddyfile/concepts
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from consistency.model.claim import Claim, Reading
from consistency.readers.config.comments import comment_of, stated
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.variable import UNKNOWN, fill
from consistency.values.address import is_address, reach

_TOKEN = re.compile(
    r"(?P<space>[^\S\r\n]+|\\\r?\n)|(?P<end>\r\n|\r|\n)|(?P<comment>#[^\r\n]*)"
    r"|\"(?P<quoted>(?:[^\"\\]|\\.)*)\"|`(?P<raw>[^`]*)`|(?P<word>[^\s]+)",
    re.DOTALL,
)
_SITE = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>\[[0-9a-fA-F:]+\]|[\w*.-]*)(?::(?P<port>\d{1,5}))?(?P<path>/\S*)?"
)
_UPSTREAM = re.compile(r"(?:(?:https?|h2c)://)?(?P<host>\[[0-9a-fA-F:]+\]|[\w.-]*):(?P<port>\d{1,5})/?")
_HANDLERS = frozenset(("handle", "handle_path", "route"))


class Token(NamedTuple):
    text: str
    start: int


class Block(NamedTuple):
    """An open brace: the words before it; `path` is the route that holds within it."""

    words: tuple[Token, ...]
    path: str


def read_caddy(sheet: Sheet) -> Reading:
    """Domain, route, upstream and listening-port claims of one Caddyfile."""
    blocks: list[Block] = []
    claims: list[Claim] = []
    for words, mark in _lines(sheet.text):
        if words and blocks and words[0].text == "reverse_proxy":
            claims += _route(sheet, blocks, words)
        if words and not blocks and mark != "{" and _address(words):
            blocks.append(Block(words, ""))  # a Caddyfile of a single site may leave its braces out
        elif mark == "{":
            blocks.append(Block(words, _path(words)))
        if mark == "}" and blocks:
            blocks.pop()
    for row in range(len(sheet.pieces)):
        comment = comment_of(sheet, row)
        if comment:
            claims += stated(sheet, [comment], _program(sheet, row))
    return Reading(tuple(dict.fromkeys(claims)))


def _lines(text: str) -> Iterator[tuple[tuple[Token, ...], str]]:
    """The words of each line, and { or } where a block opens behind them or closes."""
    words: list[Token] = []
    for match in _TOKEN.finditer(text):
        value = next((match[group] for group in ("quoted", "raw", "word") if match[group] is not None), None)
        if value is not None and match["word"] in ("{", "}"):
            yield tuple(words), value
            words = []
        elif value is not None:
            words.append(Token(value, match.start() + (0 if match["word"] else 1)))
        elif match["end"] and words and not words[-1].text.endswith(","):
            yield tuple(words), ""
            words = []
    if words:
        yield tuple(words), ""


def _address(words: tuple[Token, ...]) -> bool:
    return bool(
        re.fullmatch(r"(?:https?://)?[\w*-]+(?:\.[\w-]+)+(?::\d+)?,?|:\d{1,5},?|localhost(?::\d+)?,?", words[0].text)
    )


def _path(words: tuple[Token, ...]) -> str:
    """The path of `handle_path /notes/*`, "" where the block has none."""
    if len(words) > 1 and words[0].text in _HANDLERS and words[1].text.startswith("/"):
        return words[1].text.rstrip("*").rstrip("/")
    return ""


def _route(sheet: Sheet, blocks: list[Block], words: tuple[Token, ...]) -> Iterator[Claim]:
    """What one reverse_proxy line says of each of its upstreams."""
    inner = words[1].text if len(words) > 1 and words[1].text.startswith("/") else ""
    path = next((block.path for block in reversed(blocks) if block.path), "") or inner.rstrip("*").rstrip("/")
    for word in words[1:]:
        match = _UPSTREAM.fullmatch(fill(word.text, {}).text) if "$" not in word.text and "{" not in word.text else None
        if not match or UNKNOWN in word.text or not 0 < int(match["port"]) <= 65535:
            continue
        host, number = match["host"], int(match["port"])
        own = {"port": number, "statement": sheet.statement(word.start)}
        ours = reach(host) == "name"
        service = host if ours else _named_by(blocks[0].words, path)
        where = {} if ours or reach(host) in ("loopback", "any", "") else {"host": host.strip("[]")}
        space = "container" if ours else "host"
        start, end = (word.start + offset for offset in match.span("port"))
        yield sheet.claim("port", str(number), start, end, service=service, namespace=space, **where, **own)
        yield from _sites(sheet, blocks[0].words, service, path, word, space, number)


def _sites(
    sheet: Sheet, sites: tuple[Token, ...], service: str, path: str, upstream: Token, space: str, number: int
) -> Iterator[Claim]:
    """Domain of each site name, port of each site that is only a port, and how far that exposes the upstream."""
    for site in sites:
        match = _SITE.fullmatch(site.text.rstrip(","))
        if not match or site.text.startswith("("):
            continue
        host = match["host"].strip("[]")
        fields: dict[str, Any] = {"service": service, "part": path or match["path"] or ""}
        start = site.start + match.start("host")
        if host and not is_address(host) and "." in host and "*" not in host:
            yield sheet.claim("domain", host, start, start + len(match["host"]), port=number, namespace=space, **fields)
            far = {"public": "public", "lan": "lan", "tailnet": "tailnet"}.get(reach(host))
            if far:
                place = (upstream.start, upstream.start + len(upstream.text))
                yield sheet.claim("exposure", far, *place, port=number, namespace=space, **fields)
        elif match["port"] and not host and 0 < int(match["port"]) <= 65535:
            at = site.start + match.start("port")
            own = {**fields, "part": "gateway", "port": int(match["port"])}
            yield sheet.claim("port", match["port"], at, at + len(match["port"]), **own)


def _named_by(sites: tuple[Token, ...], path: str) -> str:
    """A service behind an address is called by its path, or by the first label of its domain."""
    if path.strip("/"):
        return path.strip("/").split("/")[0]
    match = _SITE.fullmatch(sites[0].text.rstrip(",")) if sites else None
    labels = match["host"].split(".") if match else []
    return labels[0] if len(labels) > 2 and labels[0] not in ("www", "*") else ""


def _program(sheet: Sheet, row: int) -> str:
    """Comments of the file itself speak of the proxy; one directly above a site or a handler is left to that."""
    following = sheet.pieces[row + 1].text.strip() if row + 1 < len(sheet.pieces) else ""
    match = re.search(r"reverse_proxy\s+(?:https?://)?([A-Za-z][\w-]*):\d", following)
    return match[1] if match else "caddy"
