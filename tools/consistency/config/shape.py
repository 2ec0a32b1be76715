"""Whether settings fit, cheaply: says what schema/config.schema.json says, without importing jsonschema.

A test holds the two against each other on generated settings.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from consistency.model.pattern import lazily

Check = Callable[[Any], bool]


def text(pattern: str) -> Check:
    found = lazily(pattern)
    return lambda value: isinstance(value, str) and found.search(value) is not None


def number(low: int, high: int | None = None) -> Check:
    """A whole number; 80.0 is one, as JSON Schema has it."""
    return lambda value: (
        (type(value) is int or (isinstance(value, float) and value.is_integer()))
        and value >= low
        and (high is None or value <= high)
    )


def one_of(*words: str) -> Check:
    return lambda value: isinstance(value, str) and value in words


def list_of(item: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(item, value))


def either(first: Check, second: Check) -> Check:
    return lambda value: first(value) or second(value)


def table_of(key: Check, item: Check) -> Check:
    return lambda value: isinstance(value, dict) and all(key(name) and item(said) for name, said in value.items())


def record(required: tuple[str, ...] = (), /, **fields: Check) -> Check:
    return lambda value: (
        isinstance(value, dict)
        and all(name in value for name in required)
        and all(name in fields and fields[name](said) for name, said in value.items())
    )


WORD = text(r"\A[^\s-][^\r\n]*\Z")
WORDS = list_of(text(r"\A[^\r\n]*[^\s][^\r\n]*\Z"))
GLOB = text(r"(?s).")
GLOBS = either(GLOB, list_of(GLOB))
ROLE = one_of("canon", "config", "evidence", "plan", "history")
AGE = text(r"\A[1-9][0-9]{0,3}[dw]\Z")


def order(value: Any) -> bool:
    """Roles, each once, at least one."""
    known = list_of(one_of("canon", "config", "evidence"))
    return bool(value) and known(value) and len(set(value)) == len(value)


fits: Check = record(
    hosts=table_of(WORD, record(aliases=WORDS, addresses=WORDS, ssh=text(r"\A[A-Za-z0-9_][A-Za-z0-9_.@:%-]*\Z"))),
    services=table_of(WORD, record(aliases=WORDS)),
    roles=table_of(GLOB, ROLE),
    ignore=GLOBS,
    this_host=WORD,
    dod=GLOBS,
    change_rules=GLOBS,
    migrations=GLOBS,
    ledger=GLOBS,
    snapshots=GLOBS,
    evidence=record(sockets=AGE, namespaces=AGE, units=AGE, containers=AGE, kubernetes=AGE, tailscale=AGE, probes=AGE),
    probes=list_of(
        record(
            ("host", "port"),
            host=WORD,
            port=number(1, 65535),
            path=text(r"\A/[!-~]*\Z"),
            scheme=one_of("http", "https"),
            service=WORD,
            expect=number(100, 599),
        )
    ),
    probe_networks=list_of(text(r"\A[0-9A-Fa-f.:]+/[0-9]{1,3}\Z")),
    severity=table_of(
        text(r"\A([A-GM][0-9]{3}|[a-z][a-z0-9]*(-[a-z0-9]+)+)\Z"), one_of("critical", "high", "medium", "low", "off")
    ),
    precedence=record(A=order, B=order, C=order, D=order, E=order, F=order),
    fail_on=one_of("critical", "high", "medium", "low"),
    max_file_size=either(number(1), text(r"\A[1-9][0-9]{0,5} ?(kB|MB)\Z")),
)
