"""The servers that an agent calls by the Model Context Protocol, as `.mcp.json` and the pages that show it list them.

Format: https://modelcontextprotocol.io/docs/develop/connect-local-servers, https://code.claude.com/docs/en/mcp
An entry is a client's: `grafana` there is what leads to Grafana, and no port of Grafana's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import PROJECT, Claim
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import found, is_private, offered
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact

KEY = "mcpServers"
_ADDRESSES = ("url", "serverUrl", "httpUrl")
#: What leads from a client that knows programs only to a server elsewhere.
_BRIDGE = lazily(r"(?:@[\w-]+/)?mcp-(?:remote|proxy)(?:@\S+)?")
#: `mcp-bridge`, `memory-mcp` are services of these names.
_PROGRAM = lazily(r"mcp(?:[-_ ]\w+)+|\w+(?:[-_]\w+)*[-_]mcp(?:[-_]server)?")


def is_client(sheet: Sheet, root: Node) -> bool:
    """Whether a file lists the servers of a client."""
    return root.get(_key(sheet)) is not None


def _key(sheet: Sheet) -> str:
    """VS Code calls them otherwise: https://code.visualstudio.com/docs/copilot/reference/mcp-configuration"""
    return "servers" if sheet.file.endswith(".vscode/mcp.json") else KEY


def servers(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """The ports of the servers on the site's own machines, by the names that the client has for them."""
    for name, (key, node) in root.map(_key(sheet)).items():
        for value in _addresses(node):
            urls = found(value.text) if value.inner >= 0 else []
            if len(urls) != 1 or not is_private(urls[0].host) or not 0 < urls[0].port <= 65535:
                continue
            fields: dict[str, Any] = {"statement": sheet.statement(key.start)}
            if _PROGRAM.fullmatch(name.lower()) and sheet.source != PROJECT:
                yield from offered(sheet, urls[0], value.inner, service=name, **fields)
            at = value.inner + urls[0].port_start, value.inner + urls[0].port_end
            yield sheet.claim(
                "port", str(urls[0].port), *at, service=exact.mcp_server(name), port=urls[0].port, source=PROJECT, **fields
            )  # fmt: skip


def _addresses(node: Node) -> list[Node]:
    """Where a server is reached: its URL, or what a bridge to it is told."""
    entries = node.entries()
    own = [entries[key][1] for key in _ADDRESSES if key in entries]
    args = node.list("args")
    bridged = any(_BRIDGE.fullmatch(arg.text) for arg in (*args, *(value for _, value in node.pairs)))
    return own or [arg for arg in args if bridged and "://" in arg.text][:1]
