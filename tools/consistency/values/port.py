"""The cell grammar: what people write into a port column."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from consistency.model.pattern import lazily

HIGHEST = 65535
#: Where Kubernetes takes node ports from unless told otherwise.
NODE_PORTS = range(30000, 32768)

#: A cell that says, in one of the ways people do, that there is no port to give.
_PLACEHOLDER = lazily(
    r"^[\s\W_]*(?:$|n/?a\b|tbd|tba|various|varies|none\b.*|none declared|unknown|random|dynamic|auto|same|internal.*|interno|"
    r"intern|tunnel|stdio|host network|host|default|stopped|closed|free|any|dhcp|same as.*|see .*|via .*|behind .*|through .*"
    r"|not .*|no\b.*|yes|socket.*|unix.*|variable|configurable|-+|—+|–+|\?+)[\s\W_]*$",
    re.IGNORECASE,
)

#: A shorthand that stands for many ports: 7xxx, 81XX, 300xx, <port>, ${VAR}.
TEMPLATE = lazily(r"<[^<>]*>|\$\{[^}]*\}|\$\w+|\{\{[^}]*\}\}|%\w+%|\b\d{1,4}[xX]{1,4}\b")

_ADDRESS = r"(?:\[[0-9A-Fa-f:.]*\]|[0-9]{1,3}(?:\.[0-9]{1,3}){3}|\*|[A-Za-z](?:[\w.-]{0,99}[A-Za-z0-9])?)"
#: A year and its month, which is no range.
MONTH = r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9])"
_DASH = r"(?:[-–—‑~]|\.\.\.?|to(?=\s))"
_NUMBER = lazily(
    rf"(?:(?<![\w.])(?P<address>{_ADDRESS}))?(?P<colon>:)?(?<![\w.+#])(?!{MONTH})(?P<low>[0-9]{{1,6}})"
    rf"(?:\s*{_DASH}\s*(?P<high>[0-9]{{2,5}}))?(?![\w%]|\.[0-9]|\s*[-–][0-9])"
)
_SPAN = lazily(rf"[0-9]\s*{_DASH}\s*[0-9]")
_DEFAULTED = lazily(r"\$\{\w+:?-([0-9]{1,5})\}")
_ARROW = lazily(r"\s*(?:→|->|=>|➜|⇒)\s*")
_PROTO = lazily(r"\s*[/ (]\s*(tcp\s*(?:/|\+|,|&|and)\s*udp|udp\s*(?:/|\+|,|&|and)\s*tcp|tcp|udp)\b", re.IGNORECASE)
_NOTE = lazily(r"\s*`?\s*\(([^()]*)\)")
_LABEL = lazily(r"([^\W\d_][\w .-]{1,30}?)\s*:?$")


class PortValue(NamedTuple):
    """One port of a cell: `low` to `high` (equal for a single port), at `start` to `end` of the text.

    `side` is host or container where the text itself says which (a map's left and right, "(internal)").
    `address` is the bind written with it, `note` what stands in parentheses behind it, `label` the word before it.
    """

    low: int
    high: int
    start: int
    end: int
    side: str = ""
    address: str = ""
    protocol: str = ""
    note: str = ""
    label: str = ""
    open_end: bool = False


#: What the words of _PLACEHOLDER begin with.
_PLACEHOLDING = frozenset("na n/ tb va no un ra dy au sa in tu st ho de cl fr an dh se vi be th ye so co n".split())


def is_placeholder(text: str) -> bool:
    """The cell says that there is nothing to give."""
    head = text[:2]
    if head.isascii() and head[:1].isalnum() and head.lower() not in _PLACEHOLDING:
        return False
    return _PLACEHOLDER.match(text) is not None


def has_digit(text: str) -> bool:
    """Whether one of 0 to 9 is in the text; a pattern takes many times as long over a paragraph."""
    return (
        "0" in text or "1" in text or "2" in text or "3" in text or "4" in text
        or "5" in text or "6" in text or "7" in text or "8" in text or "9" in text
    )  # fmt: skip


def valid(number: int) -> bool:
    return 0 < number <= HIGHEST


def cell_ports(text: str) -> list[PortValue]:
    """The ports in a port cell; `text` has its markup masked with spaces, so offsets are those of the source."""
    if len(text) < 7 and text.isdecimal() and text.isascii():
        return [PortValue(int(text), int(text), 0, len(text))]
    masked = mask_templates(text)
    matches = [match for match in _NUMBER.finditer(masked) if not _signed(masked, match)]
    if any(match["colon"] for match in matches):  # beside `:11434`, a single digit counts machines
        matches = [match for match in matches if match["colon"] or len(match["low"]) > 1]
    return _sides(masked, [_value(masked, match) for match in matches])


def holds_range(text: str) -> bool:
    """Whether `cell_ports` would find a range."""
    return _SPAN.search(text) is not None and any(value.high > value.low for value in cell_ports(text))


def mask_templates(text: str) -> str:
    """The text with `<port>`, `7xxx` and the like blanked to `\\x01`; of `${VAR:-3000}` the default stays."""

    def blank(match: re.Match[str]) -> str:
        default = _DEFAULTED.fullmatch(match[0])
        if not default:
            return "\x01" * len(match[0])
        before, after = default.start(1) - default.start(), default.end() - default.end(1)
        return " " * before + default[1] + " " * after

    return TEMPLATE.sub(blank, text) if any(mark in text for mark in "<${%xX") else text


def _signed(text: str, match: re.Match[str]) -> bool:
    """`-1` is a number with a sign and `spark-2` a name: neither is a port."""
    start = match.start("low")
    return start > 0 and text[start - 1] == "-"


def _value(text: str, match: re.Match[str]) -> PortValue:
    low = int(match["low"])
    high = int(match["high"]) if match["high"] else low
    start, end = match.start("low"), match.end("high") if match["high"] else match.end("low")
    after = text[end:]
    protocol = _PROTO.match(after)
    note = _NOTE.match(after[protocol.end() :] if protocol else after)
    label = _LABEL.search(text[: match.start()].rstrip(" `*_"))
    return PortValue(
        low,
        high,
        start,
        end,
        address=match["address"] if match["address"] and match["colon"] else "",
        protocol=_protocol(protocol[1]) if protocol else "",
        note=note[1].strip() if note else "",
        label=label[1].strip() if label else "",
        open_end=after[:1] == "+",
    )


def _protocol(word: str) -> str:
    lowered = word.lower()
    return "both" if "tcp" in lowered and "udp" in lowered else lowered


def _sides(text: str, values: list[PortValue]) -> list[PortValue]:
    """Tell the two sides of a map: `8080:80`, `8004 -> 8080`; and sides said in words: (host), (internal)."""
    sided: list[PortValue] = []
    for index, value in enumerate(values):
        following = values[index + 1] if index + 1 < len(values) else None
        previous = values[index - 1] if index else None
        side = side_of(value.note)
        if not side and following and _is_map(text[value.end : following.start]):
            side = "host"
        if not side and previous and _is_map(text[previous.end : value.start]):
            side = "container"
        if not side and text[: value.start].endswith("\x01:"):
            side = "container"
        sided.append(value._replace(side=side))
    return sided


def _is_map(between: str) -> bool:
    plain = re.sub(r"\([^()]*\)|/(?:tcp|udp)|`", "", between)
    return plain.strip() == ":" or bool(_ARROW.fullmatch(plain))


def side_of(words: str) -> str:
    """host | container | "" from a word that people put beside a port or into a header."""
    return _side_of(words) if words else ""


@lru_cache(maxsize=4096)
def _side_of(words: str) -> str:
    lowered = words.lower()
    if re.search(
        r"\b(internal|container|inside|target|interna?o?|intern|(?:compose|docker) network)\b|内部|容器|コンテナ|контейнер",
        lowered,
    ):
        return "container"
    if re.search(
        r"\b(host|external|published|exposed|public|externa?o?|outside|your (?:own )?(?:machine|computer|laptop))\b|外部|宿主|ホスト|хост|внешн",
        lowered,
    ):
        return "host"
    return ""
