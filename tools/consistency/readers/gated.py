"""What a page says that one has to pass before a service answers: Authelia, basic auth, a client certificate, nothing at all.

It is a router's to ask for these; a program's own accounts, tokens and keys are something else and are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.anonymous import anonymous
from consistency.readers.context import Context, make, service_in
from consistency.readers.gatewords import OTHERWISE, ROUTER, Said, behind, kind_in, may_say, open_in, signs
from consistency.readers.headers import column, environment
from consistency.readers.sections import sections
from consistency.values.port import is_placeholder

_NO_LOGIN = lazily(r"\b(?P<word>no (?:login|auth(?:entication)?) at all)\b", re.IGNORECASE)
_BEHIND = (
    r"(?:is|are|sits?|stays?|lives?|ist|sind|liegt|liegen)\s+(?:all\s+|also\s+|additionally\s+|further\s+|alle\s+|auch\s+|zusätzlich\s+)?"
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
    r"\W*(?:protection|access protection|protected by|secured by|schutz|anmeldung|zugriffsschutz|sso|gate|behind|(?:login|auth)(?: via| by| type| method| layer|entication method)|"
    r"middlewares?|traefik middlewares?)\W*",
    re.IGNORECASE,
)
#: One of two such columns is about the program itself, and so is `none` beside a program's name.
_ALSO = lazily(r"\b(?:auth\w*|log-?ins?|sso|protection|middlewares?|schutz|anmeldung)\b", re.IGNORECASE)
_OWN = frozenset(("none", "no auth", "no authentication", "kein", "keine"))
#: Headings over lists of what nothing is asked for, and of what is behind something.
_UNGATED = lazily(
    r"\W*(?:(?:public|open|services|apps|names|sites)\b\W*)?(?:no|without) (?:auth\w*|logins?|sso)\b[\w ]{0,12}\W*",
    re.IGNORECASE,
)
_PROTECTED = lazily(r"[ -](?:protected|secured|gated|geschützt)\b", re.IGNORECASE)
_ENDS = lazily(r"[.!?;]\s+")
_NAME = r"[A-Z][\w.+-]*(?: (?:[A-Z][\w.+-]*|console|dashboard|UI|ui|interface)){0,2}"
_SUBJECT = lazily(
    rf"[\s`*]*(?:(?:The\s+|Die\s+|Der\s+|Das\s+)?[`*]*(?P<name>{_NAME})|The\s+[`*]*(?P<plain>[a-z][a-z0-9-]{{2,30}}))[`*]*\s+{_BEHIND}\b"
)
#: A cell that says of whom it speaks: `backoffice behind oauth2-proxy`.
_LED = lazily(
    r"[\s`*]*(?P<name>[A-Za-z][\w-]*(?:\.[\w-]+)*)[`*]*\s+(?:is\s+|sits\s+|goes\s+|now\s+)?(?:behind|hinter)\b"
)
#: What any page may be about: `The service is protected with basic auth`.
_ANYTHING = frozenset(
    "server service app application host system site page website whole rest stack endpoint container".split()
)
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
_SHORT = 160
#: An item that says itself how one gets in.
_SAID = lazily(
    r"\b(?:log-?ins?|accounts?|auth\w*|passwords?|tokens?|keys?|tunnel|anmeldung|konten|konto|open|none)\b",
    re.IGNORECASE,
)
#: A sentence about what the section is about.
_ELLIPTIC = lazily(
    r"[\s>*•+`-]*(?:(?:it\s+)?(?:is|sits|runs|lives|served|reachable)\s+)?(?:behind|protected|secured|guarded|gated)\b",
    re.IGNORECASE,
)
_LONG = 2000


def gated(context: Context, text: str, found: Sequence[Block]) -> Iterator[Claim]:
    """gate claims: of the public name where one stands beside, else of the service."""
    if context.role != "canon" or context.modality != "stated":
        return
    told = signs(text)
    if not told and "|" not in text:
        return
    for above, blocks in sections(found):
        if not any(block.table or (told and may_say(block.passage.text, told)) for block in (*blocks, *above[-1:])):
            continue
        headings = tuple((block.level, shown(mask(block.passage.text))) for block in above)
        if all(words.heading_modality(heading) == "stated" for _, heading in headings):
            scope = next((one for _, heading in reversed(headings) if (one := environment(heading))), "")
            here = context.headed(headings)._replace(scope=scope, title=headings[0][1] if headings else "")
            if told:
                yield from _section(here, blocks)
                yield from anonymous(here, text, blocks)
            for block in blocks:
                if block.table and not block.quoted:
                    yield from _table(here, block.table, bool(told))
                elif told and block.kind == "fence" and block.info.strip() in ("", "text", "txt"):
                    yield from _drawn(here, block.passage)
                elif told and block.kind == "front-matter":
                    yield from _front(here, block.passage, found)


def _table(context: Context, table: Table, told: bool) -> Iterator[Claim]:
    """The cells of a column about logins, else any that says `behind Authelia`.

    What says that there is none counts where no ports are listed beside.
    """
    columns = [column(mask(cell.text)) for cell in table.header]
    asked = [i for i, one in enumerate(columns) if one.role == "auth" or _HEAD.fullmatch(mask(table.header[i].text))]
    heads = [mask(cell.text) for i, cell in enumerate(table.header) if i not in asked]
    if len(asked) > 1 or not heads or not (asked or told) or (asked and any(map(_ALSO.search, heads))):
        return
    ported = any(one.role in ("port", "bind") for one in columns)
    for row in table.rows:
        if asked:
            at, plain = asked[0], mask(row[asked[0]].text)
            said = kind_in(plain, alone=True) or (None if ported else open_in(plain))
        else:
            at, said = next(((i, one) for i, cell in enumerate(row) if (one := behind(mask(cell.text)))), (0, None))
        cell = row[at]
        if said is None or words.modality(" | ".join(one.text for one in row)) != "stated":
            continue
        led = _LED.match(cell.text) if not asked else None
        service = led["name"] if led else _of_row([one for index, one in enumerate(row) if index != at or not asked])
        own = said.kind == "none" and "." not in service and cell.text[said.start : said.end].lower() in _OWN
        if service and not own:
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
        said = kind_in(line.text)
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
    said = kind_in(cell.text) if cell else None
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
    lead = headed = _headed(context.heading)
    for block in said:
        if not (lead or may_say(block.passage.text)):
            continue
        text = mask(block.passage.text)
        if block.kind == "paragraph":
            lead = _leading(text) or headed
            if len(text) <= _LONG:
                yield from _paragraph(context, block.passage, text, said)
        elif found := _field(context, block.passage, text, said):
            yield found
        elif (
            lead
            and text.strip()
            and "\n" not in text.strip()
            and words.modality(text) == "stated"
            and not kind_in(text)
        ):
            yield from _listed(context, block.passage, text, lead)
        elif len(text) <= _LONG:
            yield from _paragraph(context, block.passage, text, said)


def _headed(heading: str) -> Said | None:
    """What a heading says of the list below it: `Behind Authelia`, `Public (no auth)`."""
    if _UNGATED.fullmatch(heading):
        return Said("none", 0, 0)
    said = kind_in(heading)
    return said if said and (behind(heading) or _PROTECTED.match(heading, said.end)) else None


def _leading(text: str) -> Said | None:
    """What a paragraph that ends with a colon says of the list below it."""
    if not text.rstrip().endswith(":"):
        return None
    last = re.split(r"[.!?]\s", text)[-1]
    return kind_in(last) if _GATED.search(last) and words.modality(last) == "stated" else None


def _listed(context: Context, passage: Passage, text: str, lead: Said) -> Iterator[Claim]:
    """An item that is a name, or a name and where it is."""
    if OTHERWISE.search(text) or len(text) > _SHORT or _SAID.search(text):
        return
    names = [one for pattern in (_URL, _DOMAIN) for one in pattern.finditer(text)]
    plain = not names and lead.kind != "none" and ":" not in text
    match = names[0] if len(names) == 1 else _ITEM.match(text) if plain else None
    if match:
        place = lead._replace(start=match.start("name"), end=match.end("name"))
        yield _claim(context, passage, place, match["name"].lower() if names else match["name"], "bullet")


def _field(context: Context, passage: Passage, text: str, blocks: Iterable[Block]) -> Claim | None:
    """`Auth: basic auth in Caddy` below the heading of a service; `Grafana: behind Authelia`."""
    match = _LABEL.match(text) if len(text) <= _LONG else None
    said = kind_in(match["value"], match.start("value")) if match else None
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
            yield _claim(context, passage, Said("none", at + match.start(), at + match.end()), min(names), "prose")
        said = kind_in(part)
        if said is None or not (_GATED.search(part) or behind(part)) or words.modality(part) != "stated":
            continue
        said = said._replace(start=said.start + at, end=said.end + at)
        here = {match["name"].lower() for match in _URL.finditer(part)}
        subject = _SUBJECT.match(part)
        if not here and not subject and _ELLIPTIC.match(part) and behind(part) and (service := _own(context, around)):
            yield _claim(context, passage, said, service, "prose")
        elif len(here) == 1 and not re.search(r"\b(?:asks|requires?|needs?)\b", part):
            yield _claim(context, passage, said, min(here), "prose")
        elif subject and not here and (name := subject["name"] or subject["plain"]) not in _ANYTHING:
            yield _claim(context, passage, said, name, "prose")


def _claim(context: Context, passage: Passage, said: Said, service: str, source: str) -> Claim:
    line, sure = passage.slice(said.start, said.end).line, said.sure or ROUTER.search(context.section)
    return make(
        context, passage, said.start, said.end, "gate", said.kind, service=service, host="", source=source,
        statement=f"L{line}", modality="stated" if sure else "assumed",
    )  # fmt: skip
