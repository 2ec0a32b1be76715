"""One line of an operational document, a bullet, a paragraph, a fence's line, to claims: who, where, on which port."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain

from consistency.markdown.inline import mask, mostly_struck, with_targets
from consistency.model.claim import Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import (
    aliases,
    allotted,
    asides,
    cells,
    client,
    code,
    command,
    described,
    keyed,
    led,
    looked_at,
    marked,
    observed,
    parallel,
    phrases,
    plainly,
    port_list,
    ranges,
    sentence,
    spoken,
    told,
    variables,
    words,
)
from consistency.readers.bound import bound
from consistency.readers.called import called, calls
from consistency.readers.context import WAYS, Context, host_in
from consistency.readers.expected import listener
from consistency.readers.exposed import exposed, how_far, is_reached
from consistency.readers.fixed import fixed_list
from consistency.readers.general import is_either, is_unit, of_one
from consistency.readers.headers import Column, column, environment
from consistency.readers.literal import said_of
from consistency.readers.opened import is_mentioned, is_started, opened
from consistency.readers.port_first import NUMBER_LABEL, port_first
from consistency.readers.saying import is_logged, is_menu, is_numbered, may_be_labelled, may_say, says
from consistency.readers.segments import LONG, columns, parts, past_marks, pieces, segment_start
from consistency.readers.shape import FENCE, ITEM, OPENED, PARAGRAPH, Shape
from consistency.readers.topics import is_field
from consistency.values import address
from consistency.values.endpoint import Literal, literals
from consistency.values.port import has_digit

#: A label grows by whole words and whole gaps, so that nothing is tried twice: markup that is masked leaves long gaps.
_LABEL = lazily(
    r"^(?P<lead>(?>[\s>├└│─┌┬┴╰╭┐┘|*•·+–-]*(?:\d{1,2}[.)]\s+)?(?:\[[ xX]\]\s+)?))"
    r"(?P<label>(?:[^\s:：|=→➜─–—-]++|[^\S\n]++|[→➜─–—-]){1,70}?)"
    r"(?P<sep>\s*[:：](?=[\s`*(]|$)|\s+[–—-]{1,2}\s+|\s*(?:→|->|=>|─>|➜)\s*|\s+\|\s+|\s*=(?=[\s`\d])\s*|\s{2,}(?=\d{2,5}\b|https?://))(?P<rest>.*)$",
    re.DOTALL,
)
#: `MCP Server: http://localhost:8000`: a program, where a machine would have an address or a name.
_A_SERVER = lazily(r"\w.* server", re.IGNORECASE)
_LISTENS_AT = lazily(
    r"[\s`*_<(]*(?:https?://|wss?://|(?:localhost|host\.docker\.internal|127\.0\.0\.1|0\.0\.0\.0)?:?\d{4,5}\b)"
)
#: `HTTP on **4010**`.
_BEFORE_NUMBERS = (" on", " at", " port")
#: A sentence is no label of what is free.
_WORDS_OF_LABEL = 7
_LONGEST_LABEL = 70
_ARROW = lazily(r"→|->|=>|─[>▶►]|➜|▶|►")
_VARIABLE = lazily(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_LEADS_TO_NUMBER = lazily(r"(?:\W*[^\W\d][\w.-]*){0,2}\W*\d|.*://", re.DOTALL)

_IDENTIFIER = lazily(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)+")
_NUMBER_FIRST = lazily(r"[\s`*]*\d")
_ASIDES = frozenset(
    "note notes nb n.b hint tip tips warning caution attention important info remember hinweis achtung wichtig remarque attention astuce nota aviso 注意 提示".split()
)
_OPEN_TASK = lazily(r"\s*\[ \]\s")
_PAST_ASIDE = lazily(r"\([^()]*\b(?:moved from|was|formerly|previously)\b[^()]*\)|\bmoved from (?:port )?\S{1,12} to\b")
#: A sentence that tells what to leave alone, of something else than what is said before: `Do not pull large models.`
_ADVICE = lazily(
    r"(?<=[.;!]\s)(?:Please\s+)?(?:Do\s+not|Don't|Never|Avoid)\s+(?!(?:use|using|run|start|connect|rely|call|open|expose|listen|it|this|that)\b)[^.;!\d]{1,80}(?:[.;!]|$|\d)|"
    r"[,;–—-]\s*(?:is |and )?(?:never|not|nie|nicht) (?:published|exposed|reachable|accessible|forwarded|offen|erreichbar)\b|"
    r"(?<=[.;!]\s)(?:It|This|That) (?:isn['’]t|is not|doesn['’]t|does not)\s[^.;!\d]{1,80}(?:[.;!]|$)"
)
_PORT_IN_LABEL = lazily(r"\(\s*(?:port\s*)?:?(\d{2,5})\s*\)\s*$", re.IGNORECASE)


def read_line(passage: Passage, context: Context, shape: Shape) -> Iterator[Claim]:
    """The claims of one line; markup is masked, so spans are those of the source."""
    if not may_say(passage.text):
        return
    if len(passage.text) > LONG:
        for start, end in pieces(passage.text):
            yield from read_line(passage.slice(start, end), context, shape)
        return
    text = with_targets(passage.text)
    if not says(text) or (context.role != "evidence" and is_logged(text)):
        return
    claims = tuple(_said(passage, text, context, shape)) if shape is FENCE or not is_menu(text) else ()
    if not claims:
        return
    if (meant := _meant(passage, text, context)) is not context:
        claims = tuple(_said(passage, text, meant, shape))
    yield from plainly.marked(text, claims) if shape is not FENCE else claims


def _said(passage: Passage, text: str, context: Context, shape: Shape) -> Iterable[Claim]:
    """What the first reader says that has something to say."""
    numbered = is_numbered(text)
    found = (
        tuple(observed.read(passage, text, context) if numbered or context.role == "evidence" else ())
        or tuple(command.started(passage, context, 0, shape.name))
        or tuple(fixed_list(passage, text, context) if numbered else ())
        or tuple(aliases.read(passage, text, context))
        or tuple(led.read(passage, text, context, shape.name))
        or tuple(allotted.read(passage, text, context, shape) if numbered and shape is not FENCE else ())
    )
    if found:
        return found
    if shape is not FENCE and (pairs := keyed.inline(passage, text, context, shape.name)):
        return pairs
    if numbered and shape is not FENCE and parallel.may_be(text):
        listed = parallel.read(passage, text, context, shape.name)
        if listed is not None:
            return listed
    if shape is not FENCE and (places := columns(text)):
        return (claim for place in places for claim in read_line(passage.slice(*place), context, ITEM))
    if variable := tuple(variables.item(passage, text, context, "env") if numbered else ()):
        return variable
    other = told.of_another(text) if numbered and shape is ITEM else None
    text = sentence.blanked(text, sentence.places(text))
    if other:
        return _of_another(passage, text, other, context, shape)
    match = _LABEL.match(text) if may_be_labelled(text) else None
    if match and _takes_label(match, text, passage):
        return _labelled(passage, text, match, context, shape)
    return chain(_unlabelled(passage, text, 0, context, shape, ""), bound(passage, context, shape))


def _meant(passage: Passage, text: str, context: Context) -> Context:
    """The context with what the line says of how it is meant; the same one for a line that says nothing of it."""
    mode = context.modality
    if mode == "stated" and _OPEN_TASK.match(text):
        mode = "planned"  # a task that nobody has ticked off
    if mode == "stated":
        mode = words.modality(_PAST_ASIDE.sub(" ", text) if "(" in text or "moved" in text else text)
        if mode == "negated":
            mode = words.modality(_ADVICE.sub(" ", text))
        if mostly_struck(passage.text):
            mode = "retired"
    acknowledged = context.acknowledged or words.is_acknowledged(text)
    where = None if context.scope else sentence.beginning(text)
    scope = environment(where["scope"]) if where and where["scope"] else context.scope
    if (mode, acknowledged, scope) == (context.modality, context.acknowledged, context.scope):
        return context
    return context._replace(modality=mode, acknowledged=acknowledged, scope=scope)


def _takes_label(match: re.Match[str], text: str, passage: Passage) -> bool:
    """Not every colon ends a label: a URL's, a socket's and a clock's do not; neither does a dash behind a literal, nor
    the gap that marks leave in a sentence: ``Kiwix listens on port `8092` ``."""
    label = match["label"]
    gap = match["sep"].isspace()
    shown_gap = gap and passage.text[slice(*match.span("sep"))].isspace()
    if gap and (
        label.endswith(_BEFORE_NUMBERS) or (match["rest"].startswith("http") and not (shown_gap and label.isascii()))
    ):
        return False
    if gap and not shown_gap and not phrases.is_name(label):
        return False
    if not label.strip() or len(label) > _LONGEST_LABEL or "://" in label:
        return False
    if _ARROW.search(match["sep"]) and _ARROW.search(match["rest"]):
        return False  # a chain: each port is the name's before it
    number = NUMBER_LABEL.match(label)
    return bool(number) or not literals(label) or bool(re.search(r"\(port \d+\)\s*$", label, re.IGNORECASE))


def _labelled(passage: Passage, text: str, match: re.Match[str], context: Context, shape: Shape) -> Iterator[Claim]:
    label, rest_at = shown(match["label"]), match.start("rest")
    if "=" in match["sep"] and "_" in label and not label.lower().endswith("port"):
        return  # any setting of a program
    by_way = label.lower() in WAYS and "localhost" in match["rest"]  # by which of several ways it runs
    label = "" if by_way else looked_at.named(label, match["rest"])
    number = NUMBER_LABEL.match(match["label"])
    if number:
        yield from port_first(passage, text, match, number, context, shape)
        return
    short = label.count(" ") < _WORDS_OF_LABEL
    if short and ranges.is_available(label) and (context.ports or ranges.speaks_of_ports(f"{label} {context.title}")):
        yield from ranges.allocation(passage, rest_at, "", True, context, f"L{passage.line}", shape.name)
        return
    for several in (spoken, port_list) if has_digit(text) else ():
        if listed := tuple(several.read(passage, text, label, rest_at, context, shape.name)):
            yield from listed
            return
    exposure = how_far(label)
    if exposure:
        yield from exposed(passage, text, match, exposure, context, shape)
        return
    if calls(label) and (others := tuple(called(passage, text, rest_at, context, shape.name))):
        yield from others
        return
    inner = _PORT_IN_LABEL.search(label)
    if inner and (not is_field(named := label[: inner.start()].strip()) or _A_SERVER.fullmatch(named)):
        yield from _unlabelled(passage, text, 0, context, shape, named if is_field(named) else "")
        return  # `Grafana (port 3000): dashboards`
    if other := told.behind_url(mask(passage.text), rest_at):
        yield from _of_another(passage, text, other, context, shape)
        return
    if context.subject and is_reached(label, match["rest"]):
        yield from _field(passage, text, match, Column("url", reach="public"), label, context, shape)
        return
    col = column(label)
    if (col.role == "status" and shape is FENCE) or (col.role == "exposure" and phrases.is_instruction(label)):
        return  # what a program printed; `Switch remote access off: ...`
    if col.role == "host" and _A_SERVER.fullmatch(label) and _LISTENS_AT.match(match["rest"]):
        yield from _unlabelled(passage, text, rest_at, context, shape, label)
        return
    if is_field(label) and col.role not in ("", "purpose", "value", "property", "examples", "index"):
        yield from _field(passage, text, match, col, label, context, shape)
        return
    if label.lower() in _ASIDES:
        shape = PARAGRAPH  # a sentence that somebody has marked, no field of what stands above
    if told.is_kind(label):
        if other := told.told(mask(passage.text), rest_at, True):
            yield from _of_another(passage, text, other, context, shape)
            return
        if context.subject and "://" not in match["rest"]:
            own = context._replace(item_service=f"{context.subject} {label}")
            yield from _unlabelled(passage, text, rest_at, own, shape, "")
            return
    if where := environment(label):
        context = context._replace(scope=where)  # `Development: http://localhost:3000`
    is_name = phrases.is_name(label) or phrases.is_home(label, match["rest"])
    if is_name or not _VARIABLE.fullmatch(label):  # a variable that is no name holds somebody else's address
        yield from _unlabelled(passage, text, rest_at, context, shape, label if is_name else "")


def _of_another(passage: Passage, text: str, other: told.Told, context: Context, shape: Shape) -> Iterator[Claim]:
    """What stands behind the name and the machine of another service than the one above."""
    yield from _unlabelled(
        passage, text, other.end, context._replace(host=other.host or context.host), shape, other.service
    )


def _field(
    passage: Passage, text: str, match: re.Match[str], col: Column, label: str, context: Context, shape: Shape
) -> Iterator[Claim]:
    """`Port: 3000`, `Frontend Port: 8121 (Internal: 3000)`, `Base URL: ...` of the service above."""
    rest = passage.slice(past_marks(passage.text, text, match.start("rest")))
    statement = f"L{passage.line}"
    rest_text = text[match.start("rest") :]
    if col.role == "host":
        name = shown(re.split(r"[,;(]", rest_text)[0])
        if (context.subject or context.host) and name and len(name.split()) <= 4:
            end = match.start("rest") + len(rest_text.split(",")[0])
            field = passage.slice(match.start("rest"), end)
            yield from cells.field(field, col, context, context.subject, statement, shape.name)
            more = match.start("rest") + len(re.split(r"[,;(]", rest_text)[0])
            yield from _unlabelled(passage, text, more, context._replace(host=cells.host_name(name)), shape, "")
        return
    rest_at = match.start("rest")
    behind = [literal for literal in literals(text) if literal.start >= rest_at]
    owned = [
        (one, phrases.name_before(text, segment_start(text, rest_at, one.start), one.start, shape.loose))
        for one in behind
    ]
    if (
        col.role in ("port", "url", "bind", "health", "exposure", "status")
        and len(owned) > 1
        and all(name for _, name in owned)
    ):
        yield from _unlabelled(passage, text, match.start("rest"), context, shape, "")
        return
    if (
        col.role == "port"
        and re.search(r"\d{2,5}\s*(?:-|–|→|->)\s*\d{2,5}.*\b(?:range|for|use)\b", rest_text)
        and not context.subject
    ):
        yield from ranges.allocation(rest, 0, context.heading, False, context, statement, shape.name)
        return
    if col.role == "port" and not _LEADS_TO_NUMBER.match(rest_text):  # a sentence that speaks of ports
        yield from _unlabelled(passage, text, match.start("rest"), context, PARAGRAPH, "")
        return
    if service := _itself(context, shape) if _NUMBER_FIRST.match(rest_text) else context.subject:
        yield from cells.field(rest, col, context, service, statement, shape.name)


def _unlabelled(passage: Passage, text: str, start: int, context: Context, shape: Shape, label: str) -> Iterator[Claim]:
    """Literals in a sentence or behind a label: each belongs to the name that it is given for."""
    if not is_numbered(text):
        return
    ports = context.ports or (shape.loose and bool(label) and phrases.is_routed(text, start))
    every = phrases.all_literals(text, shape.loose, ports)
    called, variable = client.spans(passage.text), _VARIABLE.fullmatch(label)
    if label and client.is_probe(text, start, called) and phrases.is_name(label) and not phrases.is_instruction(label):
        called, shape = [], PARAGRAPH._replace(loose=True)  # what is said of a service by how it is asked
    found = [
        literal
        for literal in every
        if literal.start >= start
        and not (code.is_no_statement(text, literal) or (label and code.is_led_to(text, start, literal, every)))
        and not any(begin <= literal.start < end for begin, end in called)
        and not (variable and phrases.is_described(text[start:], literal.start - start))
    ]
    if not found:
        return
    segments = list(parts(text, start))
    placed = sentence.places(mask(passage.text))
    owners = [_owner(text, segments, literal, shape, context) for literal in found]
    owners = owners if shape is FENCE else marked.owners(owners, passage, found)
    owners = described.without_descriptions(owners, text, start, found) if label else owners
    owned = is_unit(label) or (bool(label) and (bool(context.host) or label[:1].isupper()))
    whole = of_one(label, [name for name, _ in owners]) if owned else []
    owners = [(name, True) for name in whole] or owners
    one_url = len(found) == 1 and found[0].kind == "url"
    group = bool(label) and not whole and _is_group(label, owners) and not one_url
    if group and not shape.loose:
        label = ""
    host = label if group and phrases.is_hostlike(label) else ""
    if host and is_either(host, context.subject, owners):
        return
    previous = ""
    for literal, (name, hard) in zip(found, owners, strict=True):
        if literal.kind == "socket" and address.reach(literal.host) == "name" and (not name or "." in label):
            if not _is_own_name(label):  # `llama-guard: boreas:8104` is that one, on boreas
                name, hard = literal.host, True  # `x.dev -> umami:3000`: the target is the service
        elif label and not group and (phrases.is_description(name) or phrases.is_remark(name, text, literal.start)):
            name = ""
        service = name if (group or not label or hard) and name else label if not group else name
        meant = shape
        if not service and not group:
            loose = shape is ITEM and not phrases.is_away(text, start) and not is_mentioned(literal, text)
            mine = loose or phrases.is_field_literal(text, literal) or sentence.is_fragment(text, literal.start)
            service = previous or (context.subject if mine else "")
            if not service and (service := opened(text, literal, context)) and is_started(literal.host, context):
                meant = OPENED
        seen = context.role == "evidence" and shape is ITEM and literal.kind == "socket" and literal.host
        if not service and not seen:  # a socket that was seen is evidence, whoever was not seen there
            continue
        previous = service if name or label else previous
        holder = context._replace(
            host=host or sentence.host_at(text, placed, literal.start) or context.host,
            scope=environment(label) if group and environment(label) else context.scope,
        )
        said = said_of(passage, text, literal, service, holder, meant)
        behind = literal is not found[0] and _ARROW.search(text, found[0].end, literal.start) is not None
        behind = behind or (shape is FENCE and phrases.is_drawn_to(text, literal.start))
        yield from (_behind(said) if behind else said)


def _is_own_name(label: str) -> bool:
    """An identifier, which names one service and no kind of them: a queue, a database."""
    return "." not in label and _IDENTIFIER.fullmatch(label) is not None and phrases.is_name(label)


def _behind(claims: Iterable[Claim]) -> Iterator[Claim]:
    """`nginx :3000 → app :3001`: where a port leads to may be its service's own, or one inside."""
    for claim in claims:
        own = claim.attribute == "port" and claim.namespace == "host"
        yield claim._replace(namespace="") if own else claim


def _is_group(label: str, owners: list[tuple[str, bool]]) -> bool:
    """What stands behind the label is said of others."""
    return any(name not in ("", label) and hard for name, hard in owners)


def _itself(context: Context, shape: Shape) -> str:
    return context.subject if shape is FENCE else context.itself


def _owner(
    text: str, segments: list[tuple[int, int]], literal: Literal, shape: Shape, context: Context
) -> tuple[str, bool]:
    """The name that a literal is given for: before it in its segment, in parentheses or behind a dash after it, or the
    subject of its sentence."""
    start, end = next(((s, e) for s, e in segments if s <= literal.start < max(e, s + 1)), (0, len(text)))
    subject = sentence.subject(text, literal.start, context.subject)
    if subject == sentence.ITSELF and (own := _itself(context, shape)):
        return own, True
    name = asides.name(text, literal) or asides.apposed(text, literal) or listener(text, literal.start)
    name = name or (asides.described(text, literal) if shape is ITEM else "")
    name = name or phrases.name_before(text, start, literal.start, shape.loose)
    if name:
        return (subject if subject.endswith(f" {name}") else name), True
    return phrases.name_after(text, literal.end, end) or sentence.named(subject, text, literal.start), False


def host_of_item(text: str) -> str:
    """The host that an item's label names, for the items below it."""
    return host_in(shown(mask(text)).rstrip(":"))
