"""Fenced blocks: `name: port` lists, env lines, ExecStart and flags, aligned columns; code that uses ports says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from consistency.markdown.blocks import Block
from consistency.model.claim import Claim
from consistency.model.name import PARTS, shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import (
    asked,
    boxes,
    browsed,
    calls,
    captured,
    clients,
    code,
    command,
    diagram,
    docker_run,
    env_hosts,
    exactly,
    phrases,
    port_rows,
    samples,
    scraped,
    settings,
    siblings,
    stores,
    variables,
    webhooks,
    words,
)
from consistency.readers.context import Context, make
from consistency.readers.headers import environment
from consistency.readers.line import read_line
from consistency.readers.sections import SHELLS
from consistency.readers.shape import FENCE, TREE
from consistency.readers.topics import is_field
from consistency.values import address
from consistency.values.endpoint import Literal, literals
from consistency.values.port import HIGHEST, valid

_CODE = frozenset(
    "python py javascript js typescript ts jsx tsx go rust c cpp java kotlin ruby php sql mermaid diff html css scss json5 powershell ps1 pwsh "
    "csharp cs c# fsharp vb dart scala groovy elixir clojure haskell hcl terraform graphql proto plantuml dot latex tex r julia swift lua perl mjs cjs mts cts http rest regex vue svelte jsonc json bat cmd".split()
)
#: Configuration as it is written into a file.
_WRITTEN = frozenset("yaml yml ini toml nginx caddy caddyfile dockerfile conf haproxy systemd properties".split())
_PAIR = lazily(
    r"^(?P<lead>\s*(?:-\s+)?[\"']?)(?P<name>[A-Za-z][^:#=\"\n]{0,60}?)[\"']?\s*:\s*[\"']?(?P<port>\d{2,6})[\"']?\s*,?\s*(?:#\s*(?P<note>.*))?$"
)
_FLAG = lazily(r"\s*--?\w")
#: `# console → http://localhost:8080`: what a session has started, and where it is then.
_STARTED = lazily(
    r"\s*#+\s*(?:[-*•]\s+)?(?P<said>[^\W\d_][\w .()/+-]{0,40}?\s*(?::|→|->|=>|➜|—|–|\s-)\s+(?:https?://)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0):\d)"
)
#: What starts a server for who writes the program, or leads to one from elsewhere: neither has the service's own port.
_ELSEWHERE = lazily(r"\b(?:npm|pnpm|yarn|bun|npx|vite|ng serve|storybook|port-forward|ssh)\b")
_ENV = lazily(r"^\s*(?:export\s+|Environment=\"?|-\s+)?(?P<key>[A-Z][A-Z0-9_]*)=(?P<quote>[\"']?)(?P<value>[^\s\"'#]*)")
#: What a variable is set for, once: `WEB_PORT=3001 docker compose up`, or goes on with a backslash.
_COMMAND_OF_ITS_OWN = lazily(r"[\"']?[ \t]+(?:[\w./-]|\\)")
_PORT_KEY = lazily(r"^(?P<name>[A-Z][A-Z0-9_]*?)_(?:(?:HOST|EXTERNAL|HTTP|LISTEN|PUBLISHED|WEB|API|SERVER)_)?PORT$")
_AMOUNT = lazily(
    r"(?<![a-z])(?:timeouts?|seconds|limit|size|max|min|ttl|interval|retr[a-z]+|count|version|tokens|memory|workers|replicas?|age|days|batch|length|"
    r"ms|concurrency|strength|bits|width|height|bytes|burst|expir[a-z]+|quota|slots|hours?|minutes?|samples|epochs?|steps|rows|lines|users|requests|threads|buffer|depth|dim|seed|year|id)(?![a-z])",
    re.IGNORECASE,
)
#: `maxTokens`, `minLength`: what is counted.
_HUMP = lazily(r"(?<=^[a-z]{3})(?=[A-Z])")
_NOT_PORTS = frozenset(
    "port ports hostport containerport targetport nodeport timeout replicas version interval retries limit size max min count".split()
)
_OF_PORTS = lazily(r"\bports?\b|\branges?\b|\balloc", re.IGNORECASE)
#: `core-gateway   8090   available`, a row of columns.
_ROW = lazily(r"^\s*[A-Za-z][\w.-]*(?: [\w.-]+){0,3}\s{2,}:?\d{2,5}(?:\s{2,}|$)")
#: A key with nothing behind it, which heads the lines that stand deeper.
_PARENT = lazily(r"^(?P<depth>\s*)(?:-\s+)?[\"']?(?P<word>[\w.-]+)[\"']?\s*:\s*(?:[{\[]?\s*)(?:#.*)?$")
#: A table of settings, and one that says how others are called.
_TABLE = lazily(r"\s*\[(?P<name>[\w. -]+)\]\s*")
_CALLED = lazily(
    r"(?:.*[_. -])?(?:mysql|mariadb|postgres\w*|redis|valkey|mongo\w*|database|db|smtp|e?mail|ldap|kafka|influx\w*|elastic\w*|rabbitmq|amqp|mqtt|cache|broker|"
    r"upstream|client|output)",
    re.IGNORECASE,
)
_EXCHANGE = lazily(r"[\s<>]*(?:[A-Z]{3,7} \S+ HTTP/\d|HTTP/\d)")
_LISTENER = lazily(
    r"server|http|listen(?:er|ers)?|service|services|main|app|network|net|ports?|spec|config|settings|default|global|host"
)
#: `├── grafana   # :3000`: a folder, and a remark on it.
_BRANCH = lazily(r"[\s│|]*[├└]─+\s+[\w./-]+\s+#")
#: What a proxy's configuration says where it leads, or on which port it takes what it passes on.
_DIRECTIVE = lazily(
    r"\s*(?:server|bind|upstream|proxy_pass|reverse_proxy|use_backend|listen)\s+(?:[/@*]\S*\s+)?\S+(?:\s.*\bcheck\b|.*;|\s*$)"
)
#: `tool http://127.0.0.1:8001/openapi.json --out there`: what a program is asked to look at.
_TYPED = lazily(r"\s*[a-z][\w.-]*(?: [a-z][\w-]*){0,3} https?://\S+ --[a-z]")
_SETTING = lazily(
    r"[\s{]*(?:-\s+)?[\"']?(?P<key>[A-Za-z][^:#=\"'\n]{0,60})[\"']?\s*:\s+[\"']?(?P<value>[^\s\"',#][^\"',#]*)"
)
_KEY = lazily(r"[a-z_][\w.-]*")
#: A number, or an address, as people give for where something listens.
_ENDPOINT = lazily(r"(?:\d{4,5}|22|25|53|80|443|445|465|587|631|636|853|993|995)\b(?!\.)|https?://|[\w.-]+:\d{2,5}\b")
_CLUSTER = lazily(r"\b([A-Z]\w+(?:/[A-Z]\w+)*)\s+clusters?\b", re.IGNORECASE)


#: Keys above lists of what every service has beside its own port.
_LISTED = frozenset(("metrics", "health", "debug", "grpc"))


def read_fence(block: Block, context: Context) -> Iterator[Claim]:
    """The claims of a fence's lines; code and shell sessions are usage and give none but env and unit lines."""
    info = block.info.strip().lower().split()[0] if block.info.strip() else ""
    info = info.strip("{}.").split(",")[0].split(":")[0]
    if info == "mermaid":
        yield from diagram.read(block.passage.lines(), context)
    if clients.KEY in block.passage.text and block.passage.text.lstrip().startswith("{"):
        yield from clients.read(block.passage, context)
        return
    if info in _CODE:
        return
    yield from exactly.read(block.passage, context)
    if webhooks.SIGN in block.passage.text:
        yield from webhooks.read(block.passage, context)
    if scraped.SIGN in block.passage.text:
        yield from scraped.read(block.passage, context)
    yield from stores.asked(block.passage, context)
    yield from settings.of_lines(block.passage, context)
    yield from samples.of_fence(block, context)
    lines = block.passage.lines()
    if "HTTP/" in block.passage.text:
        lines = list(_without_exchanges(lines))
    if "HostName" in block.passage.text and context.role == "canon":
        from consistency.readers import ssh_config

        yield from ssh_config.read(lines, context)
        return  # `Port 2222` there is nobody's service
    if captured.are_rules(lines) or code.is_listing(lines):
        return
    if captured.is_captured(lines):
        yield from captured.read(lines, context)
        return
    if info in SHELLS:
        yield from calls.read(lines, context)
        yield from browsed.read(lines, context)
        yield from asked.asked(block.passage, context)
        if context.usage:
            return
        if "--name" in block.passage.text:
            yield from docker_run.read(block.passage, context)
    drawn: list[Claim] = []
    if info not in SHELLS | _WRITTEN and boxes.is_drawn(block.passage.text):
        drawn, lines = boxes.read(lines, context)
    claims = [*drawn, *_lines(lines, context, info)]
    yield from _alternatives(claims)


def _without_exchanges(lines: list[Passage]) -> Iterator[Passage]:
    """The lines but for the heads of requests and answers: `Host:`, `Origin:` and `Server:` there are a caller's words."""
    within = False
    for line in lines:
        within = (within and bool(line.text.strip(" <>\t"))) or _EXCHANGE.match(line.text) is not None
        if not within:
            yield line


def _lines(lines: list[Passage], context: Context, info: str) -> Iterator[Claim]:
    holder = context
    shell = info in SHELLS
    listed = not shell and context.ports and port_rows.is_list(lines)
    settings = not shell and not context.ports and _is_settings_list(lines)
    written = info in _WRITTEN or (not info and settings)
    beside = frozenset[int]() if shell or context.ports else siblings.settings(lines, _ENDPOINT.match)
    above: list[tuple[int, str]] = []
    hosts = env_hosts.called(lines)
    called = False
    for line in lines:
        text = line.text
        if "[" in text and (table := _TABLE.fullmatch(text)):
            called = _is_called(table["name"], context)
        if called:
            continue
        comment = port_rows.COMMENT.match(text)
        if comment and not re.match(r"^\s*#\s*\d", text):
            holder = _under_comment(context, comment["text"])
            if listed and (machine := port_rows.machine(line, context)):
                holder = holder._replace(host=machine.host)
                yield machine
            started = _STARTED.match(text) if shell else None
            if started and not any(_ELSEWHERE.search(one.text) for one in lines):
                yield from read_line(line.slice(started.start("said"), len(text)), context, FENCE)
            continue
        if _DIRECTIVE.match(text):
            continue
        pair = _PAIR.match(text)
        row = port_rows.ROW.match(text) if listed else None
        if key := _PARENT.match(text):
            above = [
                *((depth, word) for depth, word in above if depth < len(key["depth"])),
                (len(key["depth"]), key["word"]),
            ]
        if row:
            yield from port_rows.row(line, row, holder)
        elif pair and not shell:
            if not _is_settings(pair, above, holder):
                part = _part(pair, above)
                setting = settings or line.line in beside
                yield from (_of(claim, part) if part else claim for claim in _pair(line, pair, holder, setting))
        elif "ExecStart" in text or ("--port" in text and _FLAG.match(text)):
            unit = line.text.find("=") + 1 if "ExecStart" in line.text else 0
            flags = tuple(command.started(line, holder, unit, "ExecStart"))
            yield from flags or variables.item(line, text, holder, "env")
        elif env := _ENV.match(text):
            if not (shell and _COMMAND_OF_ITS_OWN.match(text, env.end())):
                there = hosts.get(env["key"], "")
                if not (there and env_hosts.is_inside(there)):
                    yield from _env(line, env, holder._replace(host=there or holder.host))
        elif not shell and not written and not _TYPED.match(text):
            said = read_line(line, holder, TREE if "─" in text and _BRANCH.match(text) else FENCE)
            yield from (_as_row(claim) for claim in said) if _ROW.match(text) else said


def _is_called(table: str, context: Context) -> bool:
    """`[output_mysql]`, on a page about something else: where that is found."""
    return _CALLED.fullmatch(table) is not None and squash(table)[0] != squash(context.subject)[0]


def _as_row(claim: Claim) -> Claim:
    return claim._replace(source=port_rows.LIST) if claim.source == FENCE.name and claim.attribute == "port" else claim


def _is_settings_list(lines: list[Passage]) -> bool:
    """`key: value` line after line, and in most a word: a number among them is any setting, no port."""
    pairs = [match for line in lines if (match := _SETTING.match(line.text))]
    endpoints = sum(_ENDPOINT.match(pair["value"]) is not None for pair in pairs)
    return len(pairs) > 1 and endpoints * 2 < len(pairs) and all(_KEY.fullmatch(pair["key"].rstrip()) for pair in pairs)


def _is_settings(match: re.Match[str], above: list[tuple[int, str]], context: Context) -> bool:
    """`port` below a key that is no listener of the page's service is the setting of something else."""
    key = re.sub(r"[^a-z]", "", match["name"].lower())
    parent = _parent(match, above)
    if not parent or not key.endswith("port"):
        return False
    return not _LISTENER.fullmatch(parent) and squash(parent)[0] != squash(context.subject)[0]


def _part(match: re.Match[str], above: list[tuple[int, str]]) -> str:
    """Which endpoint of each the list is about whose key stands above it: `Metrics:`."""
    parent = _parent(match, above).lower()
    return PARTS.get(parent, "") if parent in _LISTED else ""


def _parent(match: re.Match[str], above: list[tuple[int, str]]) -> str:
    """The key below which a pair stands, "" for none."""
    depth = len(match["lead"]) - len(match["lead"].lstrip())
    return next((word for level, word in reversed(above) if level < depth), "")


def _of(claim: Claim, part: str) -> Claim:
    return claim._replace(part=claim.part or part)


def _under_comment(context: Context, text: str) -> Context:
    """A comment heads the lines below it: a cluster, an environment, before and after."""
    cluster = _CLUSTER.search(text)
    scope = environment(text) or (f"{cluster[1].lower()} cluster" if cluster else "") or context.scope
    mode = words.heading_modality(text) if context.modality == "stated" else context.modality
    if re.match(r"\s*(?:before|old|current)\b", text, re.IGNORECASE) and mode == "stated":
        mode = "example"
    return context._replace(scope=scope, modality=mode)


def _pair(line: Passage, match: re.Match[str], context: Context, settings: bool) -> Iterator[Claim]:
    """`Headlamp (Flux UI): 30001  # comment`."""
    name = shown(match["name"])
    if name.count(" ") > 2 and not phrases.is_name(name):
        return  # a sentence that ends in a socket
    key = re.sub(r"[^a-z]", "", name.lower())
    known: dict[str, Any] = {"source": port_rows.LIST, "statement": f"L{line.line}"}
    port = int(match["port"])
    if key in _NOT_PORTS or (key.endswith("port") and is_field(name)):
        if key in ("port", "hostport", "nodeport") and context.subject and valid(port):
            side = {"hostport": "host", "nodeport": "node"}.get(key, "")
            known["source"] = "env" if name.isupper() else port_rows.LIST
            yield make(
                context,
                line,
                *match.span("port"),
                "port",
                str(port),
                service=context.subject,
                port=port,
                namespace=side,
                **known,
            )
        return
    looks = context.ports or bool(_OF_PORTS.search(context.section)) or (port >= 1024 and not settings)
    if not looks or port == HIGHEST or _AMOUNT.search(_HUMP.sub("_", name)):  # the last number of all is a limit
        return
    if not valid(port):
        if context.ports:
            yield make(context, line, *match.span("port"), "problem", "malformed-port", service=name, **known)
        return
    note = match["note"] or ""
    mode = words.modality(note) if context.modality == "stated" else context.modality
    mode = "stated" if mode in ("negated", "example") else mode
    yield make(
        context,
        line,
        *match.span("port"),
        "port",
        str(port),
        service=name,
        port=port,
        namespace="",
        modality=mode,
        **known,
    )


def _env(line: Passage, match: re.Match[str], context: Context) -> Iterator[Claim]:
    """`GRAFANA_PORT=3000`, `OLLAMA_HOST=0.0.0.0:11434`, `OPENAI_API_BASE_URL=http://...` (somebody else's)."""
    key, value, start = match["key"], match["value"], match.start("value")
    known: dict[str, Any] = {"source": "env", "statement": f"L{line.line}"}
    port_key = _PORT_KEY.match(key)
    if (port_key or key == "PORT") and value.isdigit() and len(value) <= 6:
        service = shown(port_key["name"].replace("_", " ").title()) if port_key else context.itself
        internal = bool(re.search(r"INTERNAL|CONTAINER|TARGET", key))
        if not service or internal or service.lower() in ("internal", "container", "host", "external", "public"):
            return
        if valid(int(value)):
            yield make(
                context,
                line,
                start,
                start + len(value),
                "port",
                value,
                service=service,
                port=int(value),
                namespace="",
                **known,
            )
        return
    if context.subject and (found := literals(value)):
        known |= {"service": context.subject, "port": found[0].low}
        yield from _env_address(line, start, key, found[0], context, known)


def _env_address(
    line: Passage, start: int, key: str, literal: Literal, context: Context, known: dict[str, Any]
) -> Iterator[Claim]:
    """The URL or socket that stands `start` characters into the line, as the value of `key`."""
    if literal.kind == "url":
        place = (start + literal.start, start + literal.end)
        yield make(context, line, *place, "depends", line.text[place[0] : place[1]], **known)
    elif literal.kind == "socket" and literal.host and key.endswith(("_HOST", "_ADDR", "_ADDRESS", "_LISTEN", "_BIND")):
        place = (start + literal.value_start, start + literal.value_end)
        yield make(context, line, *place, "port", str(literal.low), namespace="host", **known)
        if address.is_address(literal.host):
            place = (start + literal.start, start + literal.start + len(literal.host))
            yield make(context, line, *place, "bind", address.canonical(literal.host), **known)


def _alternatives(claims: list[Claim]) -> Iterator[Claim]:
    """A fence that sets one name to several ports shows alternatives: none of them is stated."""
    values: dict[str, set[str]] = {}
    for claim in claims:
        if claim.source == "env" and claim.attribute == "port":
            values.setdefault(claim.service, set()).add(claim.value)
    for claim in claims:
        several = claim.source == "env" and len(values.get(claim.service, ())) > 1
        yield claim._replace(modality="example") if several and claim.modality == "stated" else claim
