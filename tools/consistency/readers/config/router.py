"""Routers of models: aliases, the models and addresses behind them, and the fallbacks between them.

Format: https://docs.litellm.ai/docs/proxy/configs
An alias is the service; the port on which its target listens has "router upstream" as its source: several may share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.readers.config.endpoint import bare, found
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml

_FALLBACKS = ("fallbacks", "context_window_fallbacks", "content_policy_fallbacks")


def read_router(sheet: Sheet) -> Reading:
    """alias, model, port, depends and fallback claims, and auth where a master key is set."""
    stream = read_yaml(sheet)
    claims: list[Claim] = list(stream.problems)
    for root in stream.roots:
        for entry in root.list("model_list"):
            claims += _route(sheet, entry)
        for settings in ("router_settings", "litellm_settings", "general_settings"):
            claims += _settings(sheet, root.get(settings))
        for table in (root.get("aliases"), root.get("model_aliases"), root.get("model_group_alias")):
            claims += _aliases(sheet, table)
    return Reading(tuple(dict.fromkeys(claims)))


def _place(sheet: Sheet, node: Node, start: int = 0) -> tuple[int, int]:
    return node.within(start, len(node.text), sheet.text)


def _route(sheet: Sheet, entry: Node) -> Iterator[Claim]:
    alias = entry.get("model_name")
    if alias is None or alias.kind != "scalar" or not alias.text:
        return
    params = entry.get("litellm_params") or entry
    base = params.get("api_base") or params.get("base_url")
    url = next(iter(found(base.text)), None) if base is not None and base.inner >= 0 else None
    fields: dict[str, Any] = {"service": alias.text, "statement": sheet.statement(entry.start)}
    if url:
        fields |= {"host": url.host, "port": url.effective_port}
    yield sheet.claim("alias", alias.text, *_place(sheet, alias), **fields)
    model = params.get("model")
    if model is not None and model.kind == "scalar" and model.text:
        start = model.text.find("/") + 1
        yield sheet.claim("model", model.text[start:], *_place(sheet, model, start), **fields)
    if url and base:
        start, end = bare(sheet, url, base.inner)
        yield sheet.claim("depends", sheet.text[start:end], start, end, **fields)
        if 0 < url.port <= 65535:
            at, to = base.inner + url.port_start, base.inner + url.port_end
            yield sheet.claim("port", str(url.port), at, to, **{**fields, "source": f"{sheet.source} upstream"})


def _settings(sheet: Sheet, node: Node | None) -> Iterator[Claim]:
    if node is None:
        return
    for key in _FALLBACKS:
        for entry in node.list(key):
            for source, (_, targets) in entry.map().items():
                for target in targets.items or [targets]:
                    yield from _fallback(sheet, source, target, sheet.statement(entry.start))
    for target in node.list("default_fallbacks"):
        yield from _fallback(sheet, "*", target, sheet.statement(target.start))
    yield from _aliases(sheet, node.get("model_group_alias"))
    secret = node.entries().get("master_key") if node.kind == "mapping" else None
    if secret:
        key_ = secret[0]  # the key's place alone: the secret itself is never quoted
        yield sheet.claim("auth", "required", *_place(sheet, key_), source=sheet.source)


def _fallback(sheet: Sheet, source: str, target: Node, statement: str) -> Iterator[Claim]:
    if target.kind == "scalar" and target.text:
        yield sheet.claim("fallback", target.text, *_place(sheet, target), service=source, statement=statement)


def _aliases(sheet: Sheet, node: Node | None) -> Iterator[Claim]:
    """`aliases: {short: full}`: the alias is the key, the model what it stands for."""
    for alias, (key, value) in node.entries().items() if node is not None and node.kind == "mapping" else []:
        target = value if value.kind == "scalar" else value.get("model")
        if target is None or target.kind != "scalar" or not target.text:
            continue
        own: dict[str, Any] = {"service": alias, "statement": sheet.statement(key.start)}
        yield sheet.claim("alias", alias, *_place(sheet, key), **own)
        yield sheet.claim("model", target.text, *_place(sheet, target), **own)
