"""What surrounds a statement: title, headings, the paragraph above, the list item it hangs under."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from consistency.markdown.inline import mask
from consistency.model.claim import Claim
from consistency.model.name import host_key, shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.headers import headed_environment
from consistency.readers.hostlike import may_be_host, named_on
from consistency.readers.topics import has_topic, is_topic, without_page
from consistency.values.port import HIGHEST, has_digit, valid

_RANGE = lazily(r"(?<![\w.,-])(?P<low>[0-9]{2,5})\s?(?:[-–—]|to|\.\.)\s?(?P<high>[0-9]{2,5})(?![\w.]|[-–,][0-9])")
_SYSTEMS = (
    r"ubuntu|debian|macos|mac os|os x|windows|wsl2?|linux|fedora|arch|nixos|proxmox|pve|raspbian|raspberry pi[^)]*|alpine|centos|rocky|"
    r"almalinux|rhel|freebsd|openbsd|truenas|unraid|synology|opnsense|pfsense|esxi|mac ?mini|mac studio|nuc|bare metal"
)
_SYSTEM = lazily(rf"^(?P<host>[^()]+?)\s*\((?:[^()]*\b)?(?:{_SYSTEMS})\b[^()]*\)", re.IGNORECASE)
_MACHINE = lazily(
    r"^(?P<host>\w[\w.-]*(?: \w[\w.-]*){0,2}?)\s+(?:server|host|node|machine|vm|box|nas|workstation|desktop|laptop|vps)\s*(?:\([^()]*\)\s*)?$",
    re.IGNORECASE,
)
_MACHINES = (
    "server",
    "host",
    "node",
    "machine",
    "vm",
    "box",
    "nas",
    "workstation",
    "desktop",
    "laptop",
    "vps",
    "\u017f",
)
_IN_A = lazily(r"\b(?:in|on|of|for|with|an?|the|our|my|your)\b", re.IGNORECASE)  # `Lakehouse in a box`
#: `kiln (lsof)`: where one looked, and with what.
_LOOKED_AT = lazily(
    r"\W*(?P<host>[a-z][\w-]*)\W*\s\(\W*(?:ss|lsof|netstat|docker ps|podman ps|systemctl|launchctl|nmap|kubectl)\b[^()]*\)\s*"
)
_PREFIXED = lazily(r"^(?:host|server|machine|node|vm)(?:\s*[:：–—]|\s+-(?=\s))\s*(?P<host>[\w.-]+)", re.IGNORECASE)
#: `vLLM on spark-2`: a service, and behind it a machine of several, or an address.
_ON_MACHINE = lazily(
    r"(?<=\w)\s+(?:on|@|at|auf|sur|em|en|su|pe|на)\s+(?P<host>[a-z]\w*(?:-\w+)*-\d{1,3}|[a-z]+0\d|[0-9]{1,3}(?:\.[0-9]{1,3}){3})$"
)
_NUMBERED = lazily(
    r"^\s*(?:20\d\d-\d\d-\d\d[:,]?|\d+(?:\.\d+)*[.)]?|[A-Z][.)]|step \d+:?|phase \d+:?)\s+", re.IGNORECASE
)
#: `二、Grafana`, `第三章 概述`: the name of a chapter of a text, where it has one in Latin letters.
_CHAPTER = lazily(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十\d]{1,3}[章节節])\s*(?P<name>[A-Za-z][\w .-]+|)"
)
_WITH_PORT = lazily(
    r"\s*[(\[（](?:[^()\[\]（）]*(?:\bports?\b|\bport[ao]s?\b|\bpuertos?\b|端口|ポート|포트|порт)[^()\[\]（）]*|[:0-9][0-9,/ –-]*)[)\]）]",
    re.IGNORECASE,
)
_TITLE_END = lazily(r"\s+[–—-]\s+|\s*:\s+|\s*\|\s*|\s*→\s*")
_PORTS = lazily(r"\bports?\b|\blisten|端口|ポート|порт|\bpuertos?\b|\bportas?\b", re.IGNORECASE)
_WORD = lazily(r"[^\W_]+")
_IP = lazily(r"(?<![\w.])(?P<host>[0-9]{1,3}(?:\.[0-9]{1,3}){3})(?![\w.]|/\d)")

#: What a page may call itself in front of what it is about: `Runbook: Grafana`.
_PAGE_KIND = lazily(
    r"^(?:runbook|playbook|handbook|guide|manual|service|component|application|app|module|stack|container|dienst|how[- ]?to|wiki|docs?|sop|"
    r"cheat ?sheet|readme|service card|system)\s*[:：–—-]\s+",
    re.IGNORECASE,
)
#: `The customs bridge` is one, The Lounge is called so.
_THE = lazily(r"^(?:The|Our|Unser\w*|Der|Die|Das)\s+(?=[a-zäöü])")
#: `The contract, in one paragraph`.
_PHRASE = lazily(r",\s+[a-z]+\s+[a-z]+")
#: A heading that tells something, `Grafana is down`, `Adding a service`, names no service by all of its words.
_SENTENCE = lazily(
    r"\b(?:is|are|isn't|was|has|have|cannot|can't|won't|doesn't|not|down|fails?|failed|failing|failure|slow|broken|missing|refused|denied|timeout|timed|[Ii]ncoming|[Oo]utgoing)\b|"
    r"^(?:Start|Install|Configure|Create|Connect|Generate|Verify|Launch|Restart|Upgrade|Clone) \w|"
    r"^(?:Run|Set|Add|Build|Deploy|Use|Enable|Disable|Test|Check|Access|Open|Update|Remove|Migrate|Stop) (?:the|a|an|your|up|it|to|for|with|in|on|[a-z]+ing)\b|"
    r"^(?:What['’]s|For|About|With|Without|Using|From|To|When|If|Why|What|Where|How|On|In|At|By|Für|Mit|Pour|Avec|Para|Con|Как|Для) \w|"
    r"^[A-Z][a-z]+ing (?:a|an|the|to|new|your|up|[a-z]+s)\b",
)
#: Folders named after a way to run what the repository holds.
WAYS = frozenset("docker compose docker-compose kubernetes k8s helm ansible terraform contrib packaging".split())
#: Folders at the top that hold what is about everything.
_OF_ALL = WAYS | frozenset(
    """docs doc documentation wiki guide guides runbooks scripts tests test examples infra infrastructure deploy deployment config configs monitoring
    architecture services apps ops tools environments hosts network networking ports stacks containers compose images""".split()
)
#: Folders that hold one folder a service.
_PARENTS = frozenset(
    "services apps packages stacks modules components microservices containers docker compose projects roles charts servers agents".split()
)
#: Folders with a page a machine.
_OF_MACHINES = frozenset("hosts machines nodes rechner maschinen".split())
_ASIDE = lazily(r"\s+[(–—-]|:\s|,\s")
#: A title that is the page's own file name: CLAUDE.md.
_FILE = lazily(r"[\w-]+\.(?:md|mdx|markdown|rst|txt)$", re.IGNORECASE)
#: `nebula-order 订单服务`: an identifier, and in another script what it is.
_GLOSSED = lazily(r"(?P<name>[a-z0-9]+(?:[-_][a-z0-9]+)+)\s+[^\x00-\x7f]+$")
#: `Bulletin writer (vLLM)`, `Messages (RabbitMQ)`: what it is in plain words, and the product, spelled as products are.
_GLOSSED_BY = lazily(r"[A-Z][a-zäöü]+(?: [a-zäöü]+){0,3} \((?P<name>[a-z]{1,3}[A-Z]{2}\w*|[A-Z][a-z]+\w*[A-Z]\w*)\)$")
_BUILT_WITH = frozenset(
    "fastapi nestjs nextjs expressjs graphql openapi oauth websocket websockets javascript typescript macos ios github gitlab sveltekit".split()
)
#: A heading over one function or class of a program: `http.get(options)`.
_CODE = lazily(r"[\w.]\(|\(\)|[{}=;$]|^\w+\.\w+\.\w+$")
#: What a page of several words may be called after: no service writes itself down.
_PAPERS = frozenset(
    "report reports summary review audit analysis assessment retrospective checklist findings results journal".split()
)
#: Topics of sections that are about something beside the page's service.
_BESIDE = frozenset(
    """database databases db cache storage proxy frontend backend api apis web admin metrics monitoring observability logging auth authentication
    dependencies dependency integration integrations client clients external upstream upstreams related test tests testing development debugging
    troubleshooting example examples connections other others peers model models alternatives comparison requirements prerequisites migration""".split()
)


class Context(NamedTuple):
    """Where a reader stands. Names are as written; "" where nothing said them."""

    path: str
    role: str = "canon"
    observed_on: str = ""
    title: str = ""
    headings: tuple[tuple[int, str], ...] = ()
    section: str = ""
    host: str = ""
    machine: str = ""
    service: str = ""
    item_service: str = ""
    scope: str = ""
    modality: str = "stated"
    lead: str = ""
    ports: bool = False
    usage: bool = False
    acknowledged: bool = False
    running: str = ""

    def headed(self, headings: tuple[tuple[int, str], ...]) -> Context:
        """The same below these headings; they change what is shown, not what is known."""
        return self._replace(headings=headings, section=" > ".join([text for _, text in headings]))

    @property
    def heading(self) -> str:
        return self.headings[-1][1] if self.headings else ""

    @property
    def subject(self) -> str:
        """The service that a bare `Port: 3000` is about."""
        return self.item_service or self.service

    @property
    def itself(self) -> str:
        """Whom `The server listens on` is about: the same, else what the README at the top is of, where no section leads away."""
        return self.subject or _project(self)


#: `## Remote debugging`, `JDWP is on in all three:`: what is listed there are ports of debuggers.
_DEBUGGERS = lazily(r"\b(?:jdwp|debuggers?|debug(?:ger)? ports?|remote debug(?:ging)?)\b", re.IGNORECASE)


@lru_cache(maxsize=256)
def _part_below(section: str, lead: str) -> str:
    """The part that the last heading, or the paragraph above, says all ports below it are of, "" for most."""
    return "debug" if _DEBUGGERS.search(section.rpartition(" > ")[2]) or _DEBUGGERS.search(lead) else ""


_new = tuple.__new__  # half the time of Claim(...), and most claims come by here


def make(
    context: Context, passage: Passage, start: int, end: int, attribute: str, value: str, *,
    service: str = "", host: str | None = None, port: int = 0, protocol: str = "", namespace: str = "host",
    scope: str | None = None, part: str = "", modality: str | None = None, source: str = "", statement: str = "",
) -> Claim:  # fmt: skip
    """A claim whose quote is `passage.text[start:end]`, with what the context knows filled in."""
    if len(passage.pieces) == 1 and 0 <= start <= end <= len(passage.text):  # a cell, or most lines
        _, line, first = passage.pieces[0]
        column, end_column = first + start, first + end
    else:
        line, column, end_column = passage.span(start, end)
    quote = passage.text[start : start + end_column - column]
    if attribute == "port":
        attribute, value = _possible(value)
        part = part or _part_below(context.section, context.lead)
    fields = (
        attribute,
        value,
        context.path,
        line,
        column,
        end_column,
        value if quote == value else quote,  # one text in memory and on disk
        service,
        context.host if host is None else host,
        port if 0 <= port <= HIGHEST else 0,  # no subject has such a port; that it is written is a problem of its own
        protocol,
        namespace,
        context.scope if scope is None else scope,
        part,
        context.modality if modality is None else modality,
        context.role,
        context.observed_on,
        context.section,
        source,
        statement,
        context.acknowledged,
    )
    return _new(Claim, fields)


@lru_cache(maxsize=4096)
def _possible(value: str) -> tuple[str, str]:
    """Attribute and value of a port as written: one that cannot be one is a problem."""
    low, _, high = value.partition("-")
    if not (valid(int(low)) and valid(int(high or low))):
        return "problem", "malformed-port"
    return ("port", value) if int(low) <= int(high or low) else ("problem", "backwards-range")


def under_headings(context: Context, headings: Iterable[tuple[int, str]]) -> Context:
    """The context below these headings (level, text with its markup masked), one after another; the last ones hold."""
    title, above = context.title, context.headings
    for level, text in headings:
        plain = text.strip() if text.lstrip().startswith("--") else shown(text)  # the heading over an option is no name
        above = (*(heading for heading in above if heading[0] < level), (level, plain))
        title = title or (plain if level == 1 else "")
    below = _below(Context(context.path, context.role, context.observed_on, title), above)
    return below if below.service else below._replace(service=page_service(below))


def page_service(context: Context) -> str:
    """What the page is about, where its title and its file's or folder's name say the same and no section leads away."""
    *folders, file = context.path.split("/")
    stem = file.rsplit(".", 1)[0]
    of_folder = stem.lower() in ("readme", "index", "_index", "claude", "agents") and bool(folders)
    key, named = squash(service_in(context.title))[0], squash(folders[-1] if of_folder else stem)[0]
    if of_folder and not key and (folders[-2].lower() in _PARENTS if len(folders) > 1 else named not in _OF_ALL):
        key = squash(context.title)[0]
    if min(len(key), len(named)) < 3 or not (key in named or named in key) or page_host(context):
        return ""
    return "" if _leads_away(context) else service_in(context.title) or context.title


def page_host(context: Context) -> str:
    """The machine that a page among those of the machines is about, by its name and its title: `hosts/juno.md`, `# juno (NAS)`."""
    *folders, file = context.path.split("/")
    if not folders or folders[-1].lower() not in _OF_MACHINES:
        return ""
    name = _ASIDE.split(context.title)[0].strip(" `*")
    key = host_key(name)
    return name if key and key == host_key(file.rsplit(".", 1)[0]) and may_be_host(name) else ""


def _project(context: Context) -> str:
    """The name that a README at the top has for its title."""
    if context.path.lower() not in ("readme.md", "readme.rst", "readme"):
        return ""
    name = service_in(context.title)
    return name if len(name.split()) <= 3 and not _leads_away(context) else ""


def _leads_away(context: Context) -> bool:
    """Whether a section is about something beside what the page is about."""
    said = {word for level, text in context.headings if level > 1 for word in re.findall(r"[^\W\d_]+", text.lower())}
    return not said.isdisjoint(_BESIDE)


def _below(context: Context, headings: tuple[tuple[int, str], ...]) -> Context:
    host, machine, service, scope, modality, ports, usage, acknowledged = "", "", "", "", "stated", False, False, False
    own = page_host(context)
    for level, text in headings:
        said = _said(text)
        host, machine, scope = said.host or host or own, said.machine or machine, said.scope or scope
        service = "" if (said.host and not said.service) or (own and level == 1) else said.service
        if level > 1 and modality == "stated":
            modality = said.modality
        deep = level > 2
        ports = said.ports or (ports and deep)
        usage = said.usage or (usage and deep)
        acknowledged = said.acknowledged or (acknowledged and deep)
    return context._replace(
        host=host, machine=machine, service=service, scope=scope, modality=modality, ports=ports, usage=usage,
        acknowledged=acknowledged,
    ).headed(headings)  # fmt: skip


class _Said(NamedTuple):
    """What a heading says of all that stands below it."""

    host: str
    machine: str
    service: str
    scope: str
    modality: str
    ports: bool
    usage: bool
    acknowledged: bool


@lru_cache(maxsize=1024)
def _said(heading: str) -> _Said:
    return _Said(
        host_in(heading),
        machine_in(heading),
        service_in(heading),
        headed_environment(heading),
        words.heading_modality(heading),
        _PORTS.search(heading) is not None or _heads_ports(heading),
        words.is_usage(heading),
        words.is_acknowledged(heading),
    )


def host_in(heading: str) -> str:
    """The host that a heading is about: `Mini (Ubuntu)`, `Host: spark-2`, an address; "" for none."""
    for pattern in (_SYSTEM, _PREFIXED) if "(" in heading else (_PREFIXED,):
        match = pattern.search(heading)
        if match and not is_topic(match["host"]) and len(match["host"].split()) <= 3 and may_be_host(match["host"]):
            return match["host"].strip()
    if "(" in heading and (match := _LOOKED_AT.fullmatch(heading)) and may_be_host(match["host"]):
        return match["host"]
    if host := named_on(heading):
        return host
    if has_digit(heading) and (match := _ON_MACHINE.search(heading) or _IP.search(heading)):
        return match["host"]
    return ""


def machine_in(heading: str) -> str:
    """The host that `IBM Server` names, if a table of services stands below it; over `Port: 25565`, it is a service."""
    lowered = heading.lower()
    match = _MACHINE.match(heading) if any(word in lowered for word in _MACHINES) else None
    if not match or is_topic(match["host"]) or _IN_A.search(match["host"]):
        return ""
    return match["host"].strip() if host_key(match["host"]) else ""


def range_in(heading: str) -> re.Match[str] | None:
    """The port range that a heading states, in parentheses or behind a dash, never a span of years."""
    for match in _RANGE.finditer(heading):
        low, high = int(match["low"]), int(match["high"])
        if max(low, high) < 1000 and (len(match["low"]) < 3 or high < low):  # of a standard: NIST 800-53
            continue
        if 1900 <= low <= 2100 and (1900 <= high <= 2100 or high < 13):
            continue
        return match
    return None


def _heads_ports(heading: str) -> bool:
    """`Agents (8160-8169)`: the numbers below are ports."""
    found = range_in(heading)
    return found is not None and 1024 <= int(found["low"]) < int(found["high"]) <= HIGHEST


@lru_cache(maxsize=1024)
def service_in(heading: str) -> str:
    """The service that a heading names, "" where it names a topic: `### Portainer (port 9443)` is Portainer."""
    if "(" in heading and _LOOKED_AT.fullmatch(heading):
        return ""
    if chapter := _CHAPTER.match(heading):
        heading = chapter["name"]
    text = _THE.sub("", _PAGE_KIND.sub("", _NUMBERED.sub("", heading)))
    text = _WITH_PORT.sub("", text) if "(" in text or "[" in text or "\uff08" in text else text
    text = _ON_MACHINE.sub("", _TITLE_END.split(text, maxsplit=1)[0].strip(" :"))
    if text.isascii():
        if "." in text and _FILE.fullmatch(text):
            return ""
    elif glossed := _GLOSSED.match(text):
        return glossed["name"]
    if (
        "(" in text
        and len(text) < 100
        and (glossed := _GLOSSED_BY.match(text))
        and glossed["name"].lower() not in _BUILT_WITH
    ):
        return glossed["name"]
    found = _WORD.findall(text.lower())
    if _SENTENCE.search(text) or _CODE.search(text) or _PHRASE.search(text):
        return ""
    if not text or len(found) > 6 or text.endswith("?") or text.startswith(("/", "$", "http", "--")) or range_in(text):
        return ""
    if len(found) > 2 and found[-1] in _PAPERS:
        return ""
    return "" if has_topic(text) or is_topic(text) else without_page(text)


def plain(passage: Passage) -> str:
    """A passage's text with markup masked, the same length."""
    return mask(passage.text)
