"""Secrets are taken out while a tool's output is parsed, by the structure they stand in.

Every function gives what was kept and the secrets taken out, so that a last scan can look for them in what is written.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

REDACTED = "[redacted]"


class Redacted(NamedTuple):
    text: str
    secrets: tuple[str, ...] = ()


class RedactedArgv(NamedTuple):
    argv: tuple[str, ...]
    secrets: tuple[str, ...] = ()


_WORDS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+")
_SECRET_WORD = re.compile(
    "pass|password|passwd|passphrase|pwd|secrets?|token|key|apikey|auth|authorization|credentials?|creds?|dsn|bearer"
    "|cookie|pat|signature|sig|jwt|otp|pin"
)
_SECRET_END = re.compile(
    ".*(?:passw(?:or)?d|passphrase|secret|(?:api|access|secret|auth|private)key|token|credentials?|pass|pwd)"
)
#: A name that ends so tells of a secret's place, kind or size, not the secret.
_ABOUT = re.compile(
    "files?|path|dir|type|mode|name|ttl|length|size|limit|count|headers?|algorithm|alg|method|backend|provider|enabled"
    "|scheme|keyfile|expiry|timeout|rotation|policy"
)
_PLAIN_VALUE = re.compile(r"(?i)|true|false|yes|no|on|off|none|null|0|1|\$\{?\w+\}?|%\w")
_A_PATH = re.compile(r"(?:~|\.{0,2})/[^\s]*|\S+\.(?:pem|crt|cer|key|json|ya?ml|toml|conf|cfg|txt)")

_USERINFO = re.compile(r"(?<=://)[^/\s@?#\"']+(?=@)")
_QUERY = re.compile(r"(?<=[?&])([A-Za-z0-9_.\-\[\]]+)=([^&\s#\"']+)")
_HEADER = re.compile(
    r"(?i)\b((?:proxy-)?authorization|(?:set-)?cookie|x-[\w-]*(?:key|token|secret|auth)[\w-]*)\s*:\s*(.+)"
)
_PEM = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\Z)", re.DOTALL)
_SHAPES = re.compile(
    r"""\b(?:
      sk-(?=[A-Za-z_-]*[0-9])[A-Za-z0-9_-]{16,} | hf_[A-Za-z0-9]{8,} | gh[pousr]_[A-Za-z0-9]{8,}
    | github_pat_\w{8,} | glpat-[\w-]{8,}
    | xox[abeoprs]-[\w-]{8,} | (?:AKIA|ASIA)[0-9A-Z]{12,} | AIza[\w-]{16,} | tskey-[\w-]{6,} | npm_[A-Za-z0-9]{8,}
    | pypi-[\w-]{16,} | nvapi-[\w-]{8,} | gsk_[A-Za-z0-9]{8,} | dckr_pat_[\w-]{8,}
    | eyJ[\w-]{6,}\.[\w-]{4,}(?:\.[\w-]*)?
    )""",
    re.VERBOSE,
)


def is_secret_name(name: str) -> bool:
    """Whether a flag, variable or parameter of this name holds a secret."""
    words = [word.lower() for word in _WORDS.findall(name)]
    joined = "".join(words)
    if not words or _ABOUT.fullmatch(words[-1]) or joined.endswith(("compass", "bypass")):
        return False
    if words[0] in ("no", "max", "num", "min", "disable") and len(words) > 1:
        return False
    return any(map(_SECRET_WORD.fullmatch, words)) or _SECRET_END.fullmatch(joined) is not None


def redact_value(value: str) -> Redacted:
    """The value without userinfo, query values, header values and what has the shape of a key."""
    secrets: list[str] = []

    def take(match: re.Match[str], group: int = 0) -> str:
        found = match.group(group)
        if REDACTED in found:
            return match.group(0)
        secrets.append(found)
        start, end = match.start(group) - match.start(), match.end(group) - match.start()
        return match.group(0)[:start] + REDACTED + match.group(0)[end:]

    value = _PEM.sub(take, value)
    value = _USERINFO.sub(take, value)
    if "://" in value or value.startswith("/"):
        value = _QUERY.sub(lambda match: take(match, 2), value)
    value = _HEADER.sub(lambda match: take(match, 2), value)
    value = _SHAPES.sub(take, value)
    return Redacted(value, tuple(secrets))


def redact_argv(argv: Sequence[str]) -> RedactedArgv:
    """A command line without secrets: what follows a flag with a secret's name, NAME=value, URLs, headers, shapes."""
    kept: list[str] = []
    secrets: list[str] = []
    pending = False
    for argument in argv:
        if pending and not argument.startswith("-") and _is_secret(argument):
            kept.append(REDACTED)
            secrets.append(argument)
            pending = False
            continue
        name, equals, value = argument.partition("=")
        pending = not equals and argument.startswith("-") and is_secret_name(argument)
        if equals and re.fullmatch(r"-{0,2}[\w.\-]+", name) and is_secret_name(name) and _is_secret(value):
            kept.append(f"{name}={REDACTED}")
            secrets.append(value)
            continue
        text, found = _redact_argument(argument)
        kept.append(text)
        secrets += found
    return RedactedArgv(tuple(kept), tuple(secrets))


def _redact_argument(argument: str) -> Redacted:
    """One argument; one with spaces in it (`sh -c "..."`, a header) is looked at word by word as well."""
    text, secrets = redact_value(argument)
    if " " not in text.strip():
        return Redacted(text, secrets)
    words, more = redact_argv(text.split(" "))
    return Redacted(" ".join(words), secrets + more)


def redact_text(text: str) -> Redacted:
    """Free text, such as a line of a tool that was not understood, or its complaint."""
    return _redact_argument(text)


def redact_setting(name: str, value: str) -> Redacted:
    """The value of an environment variable or key."""
    if is_secret_name(name) and _is_secret(value):
        return Redacted(REDACTED, (value,))
    return redact_value(value)


def _is_secret(value: str) -> bool:
    """Whether a value in a secret's place can be one: no switch, no variable, no path, not redacted already."""
    return not (_PLAIN_VALUE.fullmatch(value) or _A_PATH.fullmatch(value) or value == REDACTED)


def scrub(text: str, secrets: Sequence[str]) -> str:
    """The text without what was redacted elsewhere, and without what has a key's shape."""
    for secret in secrets:
        if _telltale(secret):
            text = text.replace(secret, REDACTED)
    return redact_value(text).text


def _telltale(secret: str) -> bool:
    """Whether a secret is unlike any word, so that wherever it stands it is that secret."""
    return len(secret) >= 8 and any(map(str.isdigit, secret)) and any(map(str.isalpha, secret))


def leaks(text: str, secrets: Sequence[str]) -> tuple[str, ...]:
    """Why this text must not be written: what stands in it that was redacted elsewhere or has a key's shape.

    The reasons never quote the secret.
    """
    said = []
    if any(_telltale(secret) and secret in text for secret in secrets):
        said.append("a secret that was redacted in one place stands in another")
    if _SHAPES.search(text) or _PEM.search(text):
        said.append("something in it has the shape of an access key")
    if any(match.group(0) != REDACTED for match in _USERINFO.finditer(text)):
        said.append("a URL in it carries credentials")
    return tuple(said)
