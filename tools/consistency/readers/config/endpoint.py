"""Claims that a URL in a config value makes: what is offered there, or what is called."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim
from consistency.readers.config.sheet import Sheet
from consistency.values.address import is_address, reach
from consistency.values.url import Url, urls


def offered(sheet: Sheet, url: Url, at: int, **fields: Any) -> list[Claim]:
    """base_url, and port where it is written; `at` is the offset of the text in which the URL was found."""
    start, end = bare(sheet, url, at)
    fields = {"statement": sheet.statement(at), "host": url.host, **fields, "port": url.port}
    claims = [sheet.claim("base_url", sheet.text[start:end], start, end, **fields)]
    if 0 < url.port <= 65535:
        claims.append(sheet.claim("port", str(url.port), at + url.port_start, at + url.port_end, **fields))
    return claims


def called(sheet: Sheet, url: Url, at: int, service: str, **fields: Any) -> Claim:
    """depends: `service` calls this URL, `host` is whom it calls."""
    start, end = bare(sheet, url, at)
    space = "container" if reach(url.host) == "name" else "host"
    return sheet.claim(
        "depends", sheet.text[start:end], start, end, service=service, host=url.host, port=url.port,
        **{"namespace": space, **fields},
    )  # fmt: skip


def bare(sheet: Sheet, url: Url, at: int) -> tuple[int, int]:
    """The URL's place without its query; of one that carries a user or a password only what stands behind them."""
    text = sheet.text[at + url.start : at + url.end]
    end = at + url.start + len(re.split(r"[?#]", text, maxsplit=1)[0])
    authority = re.split(r"[/?#]", text.partition("://")[2], maxsplit=1)[0]
    secret = text.index(authority) + authority.rindex("@") + 1 if "@" in authority else 0
    return at + url.start + secret, max(end, at + url.start + secret)


def is_private(host: str) -> bool:
    """A machine or container of the site's own, no public name."""
    return reach(host) != "public" and bool(host)


def found(text: str) -> list[Url]:
    """The URLs of a value whose hosts are names or addresses, variables left out."""
    return [url for url in urls(text) if is_address(url.host) or url.host.replace("-", "").replace(".", "").isalnum()]


def probed(sheet: Sheet, rest: str, at: int, service: str) -> Iterator[Claim]:
    """port and health of the URLs of the program itself that a check in its container asks; `at` is the offset of `rest`."""
    own: dict[str, Any] = {"namespace": "container", "service": service, "statement": sheet.statement(at)}
    for url in found(rest):
        if reach(url.host) not in ("loopback", "any") or not 0 < url.port <= 65535:
            continue
        yield sheet.claim("port", str(url.port), at + url.port_start, at + url.port_end, port=url.port, **own)
        path = url.path.partition("?")[0]
        if path:
            start = at + url.end - len(url.path)
            yield sheet.claim("health", path, start, start + len(path), port=url.port, **own)
