"""URLs in text, with the place of each part."""

from __future__ import annotations

from typing import NamedTuple

from consistency.model.pattern import lazily

DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}

URL = lazily(
    r"(?<![\w/])(?P<scheme>[A-Za-z][A-Za-z0-9+.-]{1,23})://"
    r"(?:[^\s/@:\"'`<>|]*(?::[^\s/@\"'`<>|]*)?@)?"
    r"(?P<host>\[[0-9A-Fa-f:.%]+\]|[^\s/:?#\"'`<>|()\[\]{},;\\]+)"
    r"(?::(?P<port>\d{1,6})(?![\d\w]))?"
    r"(?P<path>[/?#][^\s\"'`<>|\\]*)?"
)


#: What most values that are URLs look like.
_PLAIN = lazily(r"(https?)://([a-z0-9](?:[a-z0-9.-]*[a-z0-9])?)(?::([0-9]{1,5}))?")


class Url(NamedTuple):
    """A URL in a text: `start` to `end`; the port's own place is `port_start` to `port_end` (-1 where it has none)."""

    start: int
    end: int
    scheme: str
    host: str
    port: int
    path: str
    port_start: int
    port_end: int

    @property
    def effective_port(self) -> int:
        """The port that a client would connect to, 0 where the scheme has no default."""
        return self.port or DEFAULT_PORTS.get(self.scheme, 0)


def urls(text: str) -> list[Url]:
    """Every URL with a plausible host; trailing punctuation of the sentence is left out."""
    if "://" not in text:
        return []
    if plain := _PLAIN.fullmatch(text):
        scheme, host, port = plain.groups()
        at = plain.start(3)
        return [Url(0, len(text), scheme, host, int(port or 0), "", at, len(text) if port else -1)]
    found = []
    for match in URL.finditer(text):
        host, path = match["host"], match["path"] or ""
        end = match.end()
        if path:
            kept = _trim(path)
            end -= len(path) - len(kept)
            path = kept
        elif match["port"] is None:
            kept = host.rstrip(".*_!")
            end -= len(host) - len(kept)
            host = kept
        if not host or host.startswith(("$", "%")) or "*" in host:
            continue
        port = int(match["port"]) if match["port"] else 0
        found.append(
            Url(match.start(), end, match["scheme"].lower(), host.strip("[]").lower(), port, path, *match.span("port"))
        )
    return found


def _trim(path: str) -> str:
    kept = path.rstrip(".,;:!*_~")
    while kept.endswith((")", "]", "}")) and kept.count(")") + kept.count("]") + kept.count("}") > (
        kept.count("(") + kept.count("[") + kept.count("{")
    ):
        kept = kept[:-1].rstrip(".,;:!*_~")
    return kept


def normal(scheme: str, host: str, port: int, path: str) -> str:
    """One spelling a URL: lower-case scheme and host, no default port, no trailing slash."""
    shown = f":{port}" if port and port != DEFAULT_PORTS.get(scheme) else ""
    bracketed = f"[{host}]" if ":" in host else host
    return f"{scheme}://{bracketed}{shown}{path.rstrip('/')}"
