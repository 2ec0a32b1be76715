"""What a page says that one has to pass before a service answers: Authelia, basic auth, a client certificate, nothing at all.

It is a router's to ask for these; a program's own accounts, tokens and keys are something else and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.anonymous import anonymous
from consistency.readers.context import Context, make, service_in
from consistency.readers.headers import column, environment
from consistency.values.port import is_placeholder

_KINDS = (
    ("basic", r"(?:http[ -])?basic[ -]?auth\w*|basic_auth|auth_basic|htpasswd(?= (?:in|von|of|by) )"),
    ("forward", r"authelia|forward[ _-]?auth\w*|auth_request|oauth2[ _-]proxy|sso@[a-z]+|tinyauth"),
    ("certificate", r"mtls|client[ -]certificates?|client[ -]?zertifikate?"),
)
_KIND = lazily("|".join(rf"(?P<{kind}>(?<![\w/.-])(?:{pattern})(?![\w/]))" for kind, pattern in _KINDS), re.IGNORECASE)
#: In a page without any of these nothing of what is read here is said, but in a table.
_ANY = lazily(
    r"basic[ _-]?auth|auth_basic|htpasswd|authelia|forward[ _-]?auth|auth_request|oauth2[ _-]proxy|sso@|tinyauth|mtls|client[ -]?[cz]ert|no login at all|"
    r"no auth\w* at all|anonym|requires a login",
    re.IGNORECASE,
)
#: Of a program that asks by itself, of some of those who come, or of what is not so.
_OTHERWISE = lazily(
    r"\b(?:no|not|without|never|neither|nor|instead|bypass\w*|except|only|optional\w*|some|kein\w*|ohne|nicht|nur|außer|statt|either|or|oder|oidc|saml|ldap|"
    r"own \w+ and|outside|if|when|unless|should|could|can|may|must|wenn|falls|soll\w*)\b|oauth2?(?![ _-]proxy|\d?[_-])|\s/\w",
    re.IGNORECASE,
)
_OPEN = lazily(
    r"\W*(?P<word>none|open|no login|no auth(?:entication)?|offen|keine?)\b(?!\s+(?:own|eigene))", re.IGNORECASE
)
_NO_LOGIN = lazily(r"\b(?P<word>no (?:login|auth(?:entication)?) at all)\b", re.IGNORECASE)
_BEHIND = (
    r"(?:is|are|sits?|stays?|lives?|ist|sind|liegt|liegen)\s+(?:all\s+|also\s+|alle\s+|auch\s+)?"
    r"(?:behind|protected|guarded|secured|gated|hinter|geschützt|password[- ]protected)"
)
_URL = lazily(
    r"https?://(?P<name>(?>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}))(?::(?:80|443))?/?(?![\w/@-]|:\d|\.\w)",
    re.IGNORECASE,
)
_ELSEWHERE = lazily(r"https?://[^\s`|)>]*", re.IGNORECASE)
_DOMAIN = lazily(
    r"(?<![\w.@/:-])(?P<name>(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.){2,}[a-z]{2,})(?![\w@/:-]|\.\w)", re.IGNORECASE
)
#: More heads of columns about logins.
_HEAD = lazily(
    r"\W*(?:protection|schutz|anmeldung|zugriffsschutz|sso|gate|behind|login via|auth via)\W*", re.IGNORECASE
)
_ENDS = lazily(r"[.!?;]\s+")
_NAME = r"[A-Z][\w.+-]*(?: (?:[A-Z][\w.+-]*|console|dashboard|UI|ui|interface)){0,2}"
_SUBJECT = lazily(rf"[\s`*]*(?:The\s+|Die\s+|Der\s+|Das\s+)?[`*]*(?P<name>{_NAME})[`*]*\s+{_BEHIND}\b")
_GATED = lazily(
    rf"\b{_BEHIND}\b|\basks? |\bauth_request\b|\bin front of\b|\brequires?\b|\bübernimmt\b|\bneeds?\b", re.IGNORECASE
)
_LABEL = lazily(
    r"[\s>*+`•-]*(?:\d{1,2}[.)]\s+)?[*_`]*(?P<label>[^\W\d][\w /.()-]{1,40}?)[*_`]*\s*(?::[*_`]*|\s[–—-])\s+(?P<value>\S.*)",
    re.DOTALL,
)
_ITEM = lazily(
    rf"[\s>*+`•-]*(?:\d{{1,2}}[.)]\s+)?[*_`]*(?P<name>{_NAME}|[a-z][\w-]+)[*_`]*(?=\s*(?:$|[,(–—]|\s(?:at|under|unter)\s))"
)
_AFTER = lazily(r"\b(?:after|behind|hinter|via|through|nach)\b|->|→|►|▶", re.IGNORECASE)
_PAIR = lazily(r"(?P<key>[A-Za-z][\w -]{0,24}?)\s*[:=]\s*[\"']?(?P<value>[^\s#\"'][^#\"']*)")
_DIRECT = lazily(
    r"\b(?:behind|hinter|(?:protected|secured|guarded|gated|geschützt|gesichert) (?:by|with|via|through|mit|durch|per|über)|login (?:via|through|by|über))"
    r"\s+(?:[\w'’-]+\s+){0,3}[\s`*]*$",
    re.IGNORECASE,
)
_NEAR = 60
#: A sentence about what the section is about.
_ELLIPTIC = lazily(
    r"[\s>*•+`-]*(?:(?:it\s+)?(?:is|sits|runs|lives|served|reachable)\s+)?(?:behind|protected|secured|guarded|gated)\b",
    re.IGNORECASE,
)
_LONG = 2000


#: Programs of their own accord ask for a password, too; a router is meant where one is named beside.
_ROUTER = lazily(
    r"nginx|caddy|traefik|haproxy|apache|ingress|prox(?:y|ies)|gateway|middleware|router|auth_basic|basic_auth|@\w",
    re.IGNORECASE,
)


class _Said(NamedTuple):
    """A kind of gate and where it is said; sure: it is a router's."""

    kind: str
    start: int
    end: int
    sure: bool = True


def gated(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """gate claims: of the public name where one stands beside, else of the service."""
    if context.role != "canon" or context.modality != "stated":
        return
    may_say = _ANY.search(text) is not None
    if not may_say and "|" not in text:
        return
    for headings, blocks in _sections(found):
        if all(words.heading_modality(heading) == "stated" for _, heading in headings):
            scope = next((one for _, heading in reversed(headings) if (one := environment(heading))), "")
            here = context.headed(headings)._replace(scope=scope, title=headings[0][1] if headings else "")
            if may_say:
                yield from _section(here, blocks)
                yield from anonymous(here, text, blocks)
            for block in blocks:
                if block.table and not block.quoted:
                    yield from _table(here, block.table)
                elif may_say and block.kind == "fence" and block.info.strip() in ("", "text", "txt"):
                    yield from _drawn(here, block.passage)
                elif may_say and block.kind == "front-matter":
                    yield from _front(here, block.passage, found)


def _sections(found: Iterable[Block]) -> Iterator[tuple[tuple[tuple[int, str], ...], list[Block]]]:
    """The headings above, and the blocks below them up to the next heading."""
    above: list[tuple[int, str]] = []
    blocks: list[Block] = []
    for block in found:
        if block.kind == "heading":
            if blocks:
                yield tuple(above), blocks
            above = [*(one for one in above if one[0] < block.level), (block.level, shown(mask(block.passage.text)))]
            blocks = []
        else:
            blocks.append(block)
    if blocks:
        yield tuple(above), blocks


def _table(context: Context, table: Table) -> Iterator[Claim]:
    """The cells of a column about logins, else any that says `behind Authelia`.

    What says that there is none counts where no ports are listed beside.
    """
    columns = [column(mask(cell.text)) for cell in table.header]
    asked = [i for i, one in enumerate(columns) if one.role == "auth" or _HEAD.fullmatch(mask(table.header[i].text))]
    if len(asked) > 1 or len(columns) < 2:
        return
    ported = any(one.role in ("port", "bind") for one in columns)
    for row in table.rows:
        if asked:
            at, plain = asked[0], mask(row[asked[0]].text)
            said = _kind(plain) or (None if ported else _none(plain))
        else:
            at, said = next(((i, one) for i, cell in enumerate(row) if (one := _direct(mask(cell.text)))), (0, None))
        cell = row[at]
        if said is None or words.modality(" | ".join(one.text for one in row)) != "stated":
            continue
        service = _of_row([one for index, one in enumerate(row) if index != at or not asked])
        if service:
            yield _claim(context, cell, said, service, "table")


def _of_row(cells: Sequence[Passage]) -> str:
    """The one public name of a row, else what its first cell names; "" where a URL leads elsewhere."""
    plain = [mask(cell.text) for cell in cells]
    joined = " | ".join(plain)
    names = {match["name"].lower() for pattern in (_URL, _DOMAIN) for match in pattern.finditer(joined)}
    if names or _ELSEWHERE.search(joined):
        return names.pop() if len(names) == 1 else ""
    first = shown(plain[0]) if plain else ""
    return "" if not first or is_placeholder(first) or first.startswith("/") or len(first) > 40 else first


def _drawn(context: Context, passage: Passage) -> Iterator[Claim]:
    """Lines of a drawing that lead from a name: `files.acme.io -> app2:9001 MinIO (after oauth2-proxy)`."""
    for line in passage.lines():
        said = _kind(line.text)
        names = (
            [match["name"].lower() for match in _DOMAIN.finditer(line.text)]
            if said and _AFTER.search(line.text)
            else []
        )
        if said and len(names) == 1:
            yield _claim(context, line, said, names[0], "fence")


def _front(context: Context, passage: Passage, found: Iterable[Block]) -> Iterator[Claim]:
    """`auth: authelia` in the metadata of a page, under its URL or else its title."""
    fields = {
        match["key"].lower(): line.slice(*match.span("value"))
        for line in passage.lines()
        if (match := _PAIR.match(line.text))
    }
    cell = next((value for key, value in fields.items() if column(key).role == "auth"), None)
    said = _kind(cell.text) if cell else None
    if cell is None or said is None:
        return
    names = {match["name"].lower() for value in fields.values() for match in _URL.finditer(value.text)}
    title = next((shown(mask(one.passage.text)) for one in found if one.kind == "heading" and one.level == 1), "")
    named = next((shown(fields[key].text) for key in ("service", "title", "name") if key in fields), title)
    if service := (names.pop() if len(names) == 1 else "" if names else service_in(named)):
        yield _claim(context, cell, said, service, "key-value")


def _section(context: Context, blocks: Sequence[Block]) -> Iterator[Claim]:
    """What the paragraphs and items below one heading say."""
    said = [block for block in blocks if block.kind in ("paragraph", "item") and not block.quoted]
    lead = None
    for block in said:
        text = mask(block.passage.text)
        if block.kind == "paragraph":
            lead = _leading(text)
            if len(text) <= _LONG:
                yield from _paragraph(context, block.passage, text, said)
        elif found := _field(context, block.passage, text, said):
            yield found
        elif (
            lead and text.strip() and "\n" not in text.strip() and words.modality(text) == "stated" and not _kind(text)
        ):
            yield from _listed(context, block.passage, text, lead)
        elif len(text) <= _LONG:
            yield from _paragraph(context, block.passage, text, said)


def _leading(text: str) -> _Said | None:
    """What a paragraph that ends with a colon says of the list below it."""
    if not text.rstrip().endswith(":"):
        return None
    last = re.split(r"[.!?]\s", text)[-1]
    return _kind(last) if _GATED.search(last) and words.modality(last) == "stated" else None


def _listed(context: Context, passage: Passage, text: str, lead: _Said) -> Iterator[Claim]:
    """An item that is a name, or a name and where it is."""
    match = _ITEM.match(text)
    if match is None or ":" in _ELSEWHERE.sub("", text) or _OTHERWISE.search(text):
        return
    names = [one for pattern in (_URL, _DOMAIN) for one in pattern.finditer(text)]
    place = lead._replace(start=match.start("name"), end=match.end("name"))
    yield _claim(context, passage, place, names[0]["name"].lower() if len(names) == 1 else match["name"], "bullet")


def _field(context: Context, passage: Passage, text: str, blocks: Iterable[Block]) -> Claim | None:
    """`Auth: basic auth in Caddy` below the heading of a service; `Grafana: behind Authelia`."""
    match = _LABEL.match(text)
    said = _kind(match["value"], match.start("value")) if match else None
    if match is None or said is None or words.modality(text) != "stated":
        return None
    label = shown(match["label"])
    if column(label).role == "auth":
        service = _own(context, blocks)
        return _claim(context, passage, said, service, "bullet") if service else None
    if column(label).role or said.start - match.start("value") > 24 or not re.fullmatch(_NAME, label):
        return None
    return _claim(context, passage, said, label, "bullet")


def _own(context: Context, blocks: Iterable[Block]) -> str:
    """Whom a section is about: the one public name that it gives, else what its heading names."""
    names = {match["name"].lower() for block in blocks for match in _URL.finditer(block.passage.text)}
    return names.pop() if len(names) == 1 else "" if names else service_in(context.heading)


def _paragraph(context: Context, passage: Passage, text: str, around: Sequence[Block]) -> Iterator[Claim]:
    """Sentences: `https://status.acme.io is protected with basic auth`, `Grafana sits behind Authelia`, `no login at all`."""
    names = {match["name"].lower() for match in _URL.finditer(text)}
    start = 0
    for end in [*(match.end() for match in _ENDS.finditer(text)), len(text)]:
        part, at, start = text[start:end], start, end
        if (match := _NO_LOGIN.search(part)) and len(names) == 1 and words.modality(part) in ("stated", "negated"):
            yield _claim(context, passage, _Said("none", at + match.start(), at + match.end()), min(names), "prose")
        said = _kind(part)
        if said is None or not (_GATED.search(part) or _direct(part)) or words.modality(part) != "stated":
            continue
        said = said._replace(start=said.start + at, end=said.end + at)
        here = {match["name"].lower() for match in _URL.finditer(part)}
        subject = _SUBJECT.match(part)
        if not here and not subject and _ELLIPTIC.match(part) and _direct(part) and (service := _own(context, around)):
            yield _claim(context, passage, said, service, "prose")
        elif len(here) == 1 and not re.search(r"\b(?:asks|requires?|needs?)\b", part):
            yield _claim(context, passage, said, min(here), "prose")
        elif subject and not here:
            yield _claim(context, passage, said, subject["name"], "prose")


def _kind(text: str, start: int = 0) -> _Said | None:
    """The one kind that is named; None where something is said of it that leaves open whom it asks."""
    found = [*_KIND.finditer(text)]
    kinds = {match.lastgroup for match in found}
    if len(kinds) != 1 or _OTHERWISE.search(text):
        return None
    kind = found[0].lastgroup or ""
    sure = kind == "forward" or _ROUTER.search(text) is not None
    return _Said(kind, found[0].start() + start, found[0].end() + start, sure)


def _direct(text: str) -> _Said | None:
    """The kind behind which, or by which protected, something is said to be."""
    said = _kind(text)
    return said if said and _DIRECT.search(text, max(0, said.start - _NEAR), said.start) else None


def _none(text: str) -> _Said | None:
    match = _OPEN.match(text)
    return _Said("none", *match.span("word")) if match and not _KIND.search(text) else None


def _claim(context: Context, passage: Passage, said: _Said, service: str, source: str) -> Claim:
    line, sure = passage.slice(said.start, said.end).line, said.sure or _ROUTER.search(context.section)
    return make(
        context, passage, said.start, said.end, "gate", said.kind, service=service, host="", source=source,
        statement=f"L{line}", modality="stated" if sure else "assumed",
    )  # fmt: skip
