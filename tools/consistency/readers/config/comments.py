"""What people state in the comments of a config file: a port or a URL, at its head or directly above an entry.

Such a sentence is canon written down inside config. Commented-out config and command lines state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

from consistency.model.claim import Claim
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import found, is_private, offered
from consistency.readers.config.sheet import Sheet
from consistency.values.blank import is_any

_CODE = lazily(
    r"-\s*[\"']?[\w$\[{./]|[\w.-]+:\s*$|[A-Za-z_][\w.-]*\s*=\s*\S|[a-z_]+:\s+[\"'\[{$\d]|[{}\[\]]"
    r"|(?:\$|curl|wget|docker|podman|kubectl|make|ssh|sudo|npm|python|systemctl|redis-cli|psql)\s"
    r"|(?:usage|example|e\.g\.|try|run)\b",
    re.IGNORECASE,
)
_PORT = lazily(
    r"(?P<word>\b(?:(?P<inner>container|internal|target)\s+)?ports?)\b\s*(?:is\b|[:#=])?\s*\(?(?P<number>\d{2,5})(?![\w.-]|:\d)"
    r"|\(\s*(?:on\s+)?:?(?P<enclosed>\d{3,5})\s*\)"
    r"|\bhost\s*[:=]?\s*\(?(?P<outer>\d{2,5})(?![\w.-]|:\d)"
    r"|(?<=\s):(?P<colon>\d{2,5})(?![\w.-]|:\d)",
    re.IGNORECASE,
)
#: `- Neo4j UI: http://localhost:7474` in a list of what is where; an item of config begins with no capital or is no address.
_BULLET = lazily(
    r"[-*•][ \t]+(?=[A-Z][\w.]{0,20}[a-z][\w.]{0,20}(?:[ \t][\w.()/-]{1,20}){0,4}[ \t]*:[ \t]+(?:[^\s]+[ \t])?(?:[a-z][a-z0-9+]*://|[\w.-]{1,80}:)\S)"
)
_RANGE = lazily(r"\bports?\b[^\d\n]{0,12}(\d{4,5})\s?[-–]\s?(\d{4,5})\b", re.IGNORECASE)
_GONE = lazily(
    r"\b(?:was|were|formerly|previously|old|moved from|removed|deprecated|no longer|legacy|used to)\b", re.IGNORECASE
)
_NEGATED = lazily(r"\b(?:not|never|don'?t|avoid|instead of|conflicts? with)\b", re.IGNORECASE)
#: `Point it at the gateway, http://...`: what is told there is where somebody else listens.
_LEADS_AWAY = lazily(r"\s*(?:point|connect)s?\s+(?:\w+\s+){0,2}(?:at|to)\b", re.IGNORECASE)
#: Of a sentence that goes over several lines, as much is looked at.
_LONGEST = 400


class Comment(NamedTuple):
    """The text behind the comment sign, and its offset in the sheet."""

    text: str
    start: int


def comment_of(sheet: Sheet, row: int, sign: str = "#") -> Comment | None:
    """The comment that fills a whole line."""
    line = sheet.pieces[row].text
    bare = line.lstrip().removeprefix("\ufeff")
    if not bare.startswith(sign):
        return None
    inner = bare.lstrip(sign + " \t")
    if bullet := _BULLET.match(inner):
        inner = inner[bullet.end() :]
    return Comment(inner.rstrip(), sheet.starts[row] + len(line) - len(inner))


def _depth(sheet: Sheet, row: int) -> int:
    text = sheet.pieces[row].text
    return len(text) - len(text.lstrip())


def above(sheet: Sheet, row: int, sign: str = "#") -> list[Comment]:
    """The comment lines directly above a line, in document order; one that is set in further ends what is above it."""
    found_: list[Comment] = []
    depth = _depth(sheet, row)
    while row > 0:
        row -= 1
        comment = comment_of(sheet, row, sign)
        if comment is None or _depth(sheet, row) > depth:
            break
        found_.append(comment)
    return found_[::-1]


def head(sheet: Sheet, sign: str = "#") -> list[Comment]:
    """The comments before the first line that holds anything else."""
    found_: list[Comment] = []
    for row, piece in enumerate(sheet.pieces):
        comment = comment_of(sheet, row, sign)
        if comment:
            found_.append(comment)
        elif piece.text.strip() not in ("", "---"):
            break
    return found_


def foot(sheet: Sheet, sign: str = "#") -> list[Comment]:
    """The comments behind the last line that holds anything else, where there is such a line."""
    found_: list[Comment] = []
    for row in range(len(sheet.pieces) - 1, -1, -1):
        if comment := comment_of(sheet, row, sign):
            found_.append(comment)
        elif sheet.pieces[row].text.strip():
            return found_[::-1]
    return []


def trailing(sheet: Sheet, offset: int, sign: str = "#") -> Comment | None:
    """The comment behind a value that ends at an offset."""
    row = sheet.row(offset)
    line, at = sheet.pieces[row].text, offset - sheet.starts[row]
    match = re.compile(r"[\"',\]}]*[ \t]+" + re.escape(sign) + r"+[ \t]*").match(line, min(at, len(line)))
    return Comment(line[match.end() :].rstrip(), sheet.starts[row] + match.end()) if match else None


_NAMED = lazily(r"(?P<name>[A-Za-z][\w.]*(?:-\w[\w.]*|[ ][A-Z][\w.]*){0,4})\s*(?:[–—:(]|-(?!\w)|$)")
#: `OpenSearch Dashboards will be available at: http://localhost:5601`.
_SUBJECT = lazily(
    r"(?P<name>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}) (?:(?:is|are|will be|would be|can be) (?:available|accessible|reachable|served|reached|at|on)|runs|listens)\b"
)
_NO_NAMES = lazily(
    r"(?:default )?ports?|default|url|note|todo|host|container|node|tcp|udp|(?:(?:public|private|internal|external) )?https?",
    re.IGNORECASE,
)
#: `while ComfyUI (:3001) is down`: whose port stands in the parentheses.
_OWNER = lazily(r"(?P<name>\b[A-Z][a-z]*[A-Z]?[\w.]*|\b[a-z0-9]+(?:[-_][a-z0-9]+)+)\s*$")
#: What stands behind an arrow is where the subject leads to.
_ARROW = lazily(r"(?<=\d)[\s`)]*(?:->|=>|→|➜|─>)")


def subject(text: str, whole: bool = False) -> str:
    """The name with which a comment begins (`Grafana (port 3000)`), or all of it where `whole` and short; else ""."""
    match = _NAMED.match(text) or _SUBJECT.match(text)
    name = match["name"] if match else text if whole and len(text.split()) <= 3 else ""
    return "" if _NO_NAMES.fullmatch(name) or not name[:1].isalpha() else name


def of_lines(sheet: Sheet, program: Callable[[int], str]) -> list[Claim]:
    """Claims of every comment that fills a line: of what it names, else of the `program` whose configuration the row is."""
    rows = ((row, comment_of(sheet, row)) for row in range(len(sheet.pieces)))
    told = (stated(sheet, [comment], subject(comment.text) or program(row)) for row, comment in rows if comment)
    return [claim for claims in told for claim in claims]


def stated(
    sheet: Sheet, comments: list[Comment], service: str, inner: Collection[int] = (), **fields: Any
) -> list[Claim]:
    """Claims of the sentences; `inner` are ports known to be the container's own side."""
    fields = {"source": "comment", "role": "canon", **fields}
    claims: list[Claim] = []
    sentence = ""
    for comment in comments:
        sentence = f"{sentence} {comment.text}"[-_LONGEST:].rpartition(". ")[2]
        if (
            _CODE.match(comment.text)
            or _NEGATED.search(comment.text)
            or _LEADS_AWAY.match(sentence)
            or _LEADS_AWAY.match(comment.text)
        ):
            continue
        gone = {"modality": "retired"} if _GONE.search(comment.text) else {}
        own = {**fields, **gone, "service": service, "statement": sheet.statement(comment.start)}
        claims += _sentence(sheet, comment, inner, own)
    return claims


def _sentence(sheet: Sheet, comment: Comment, inner: Collection[int], fields: dict[str, Any]) -> list[Claim]:
    claims: list[Claim] = []
    arrow = _ARROW.search(comment.text)
    text = comment.text[: arrow.start()] if arrow else comment.text
    for url in found(text):
        if is_private(url.host) and url.port and not is_any(url.host):  # `http://host:3000` is whoever's
            claims += offered(sheet, url, comment.start, **fields)
        text = text[: url.start] + " " * (url.end - url.start) + text[url.end :]
    for match in _RANGE.finditer(text):
        start, end = comment.start + match.start(1), comment.start + match.end(2)
        claims.append(sheet.claim("range", f"{match[1]}-{match[2]}", start, end, **fields))
    for match in _PORT.finditer(text):
        group = next(name for name in ("number", "enclosed", "outer", "colon") if match[name])
        number = int(match[group])
        if not 0 < number <= 65535:
            continue
        contained = match["inner"] or number in inner
        start, end = (comment.start + offset for offset in match.span(group))
        space = "container" if contained else "host"
        owner = _OWNER.search(text, 0, match.start()) if match["enclosed"] else None
        own = {**fields, "service": owner["name"]} if owner else fields
        space = "" if owner and space == "host" else space
        claims.append(sheet.claim("port", str(number), start, end, port=number, namespace=space, **own))
    return claims
