"""Sentences that say where something listens: who (`Grafana is the dashboard and listens on ...`) and on which machine."""

from __future__ import annotations

import re
from typing import NamedTuple

from consistency.model.name import shown, squash
from consistency.model.pattern import lazily
from consistency.readers.general import is_general
from consistency.readers.topics import is_field

#: A subject that is the page's own: `It listens on`, `The service runs on`.
ITSELF = "*"

#: Characters behind which nobody remembers how the sentence began.
_FAR = 1200
#: Of more than one.
SEVERAL = "**"

_KIND = r"(?:host|server|node|machine|vm|box|rechner)"
_WORD = r"[`*]*(?P<host>[A-Za-z](?:[\w.-]*\w)?)[`*]*"
_ON = lazily(
    rf"(?P<verb>\b(?:runs|running|lives|living|hosted|deployed|located|sits|läuft|tourne|corre)\s+)?\b(?:on|auf|sur)\s+(?:the\s+|dem\s+|der\s+)?"
    rf"(?P<kind>{_KIND}\s+)?{_WORD}(?P<after>\s+{_KIND})?(?=[\s,.;:()`*]|$)",
    re.IGNORECASE,
)
#: A lower-case word with a number at its end, as people name machines: mon01, node3001, gpu-2.
_NUMBERED = lazily(r"[a-z]{2,}(?:[a-z-]*[a-z])?-?\d{1,5}[a-z]?")
#: Node.js 18 is no machine, node1 and node3001 are.
_OTHER_NUMBERED = lazily(r"node(?:js)?(?:1\d|2[0-4])")
_MACHINES = frozenset("host server node machine vm box".split())
_ENDS = lazily(r"\s+(?:and|und|et|y|at|under|unter|bei|behind|with|via|on|auf|sur|listening)\b|[\s`*]*(?:[,.;()]|$)")
#: What a machine is for: `on the monitoring host` names none.
_DESCRIBED = frozenset(
    """monitoring database databases db docker build backup media mail web file files app apps application production main remote target bastion
    jump edge log logging logs metrics gpu inference storage master worker control management proxy gateway ci runner new old dedicated central
    local virtual physical linux windows proxmox current external internal public private cache""".split()
)
#: `port 3000 on juno`: what stands before a machine's name.
_PORT_BEFORE = lazily(r"(?<!\d)\d{2,5}[`*)]*\s*$")
_PLAIN = lazily(r"[a-z][a-z0-9-]{2,}")
#: `LiteLLM is on gate, port 4100`.
_IS = lazily(r"\bis\s+$")
_THERE = lazily(r"[`*]*\s*,\s*(?:on\s+|at\s+)?(?:tcp\s+)?port\s+[`*]*\d")
#: `handed to gatewayd, which listens on`.
_WHICH = lazily(
    r"(?:^|\s)(?P<name>[A-Za-z][\w-]{2,})[`*\s]*(?:\([^()]*\)[`*\s]*)?,\s+which\s+(?:only\s+|also\s+|then\s+)?"
    r"(?:listens|runs|serves|answers|binds|is\s+(?:published|exposed|served|available|reachable))\s+(?:only\s+)?(?:on|at|to)\s+[`*]*$"
)
_A_PORT = lazily(r"[Pp]ort[\s`*]{1,4}\d{2,5}(?![`*]{0,2}\s+of\b)\b")
#: `The service always uses port 8087`.
_USES = lazily(r"\b(?:uses|has|takes|nutzt|verwendet)\s+(?:the\s+|den\s+)?$")
#: What something is, not which.
_KIND_OF = frozenset(
    """server service host machine process container daemon proxy gateway app application one node interface port socket address instance backend
    frontend database component program system site page dashboard console listener endpoint worker api broker cluster pod vm box""".split()
)
_NAMED_ON = lazily(r"(?P<name>\S+(?: \S+){0,3}) on (?P<host>[a-z][a-z0-9-]{2,}|\d{1,3}(?:\.\d{1,3}){3})")
#: Words that follow "runs on" and are no machine.
_NO_HOST = frozenset(
    """docker podman kubernetes linux windows macos ubuntu debian fedora alpine centos rhel arch nixos localhost loopback port ports every all each
    demand top it them this that these those a an the your our my its their hardware bare premises prem aws gcp azure heroku vercel netlify
    cloudflare fly node nodejs python java jvm http https tcp udp ip ipv websocket startup boot both multiple different another any other separate
    same default push schedule request purpose average error failure success first second start restart reload reboot connect launch init load top
    behalf exit click save install public private wifi ethernet site cron gpu cpu arm amd x86 sha md oauth web utf windows win es ec log interface interfaces lan wan vpn tailscale
    tailnet one two three several port-forward branch main master dev prod production staging host server machine
    terminates proxies forwards handles runs serves listens publishes exposes takes keeps needs does has""".split()
)
_NAME = (
    r"(?:[A-Z][\w.+/-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+)"
    r"(?:\s+(?:[A-Z][\w.+/-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+|of)){0,3}(?:\s+v?\d[\w.]{0,8})?"
    r"(?:(?:['’]s)?\s+(?:exporter|server|proxy|agent|daemon|dashboard|broker|gateway|database|console|operator|runner|registry|frontend|backend|interface|dashboards|ui|api|web ui|admin ui|web interface))?"
    r"(?:\s+\([^()]{1,40}\))?"
)
#: A program written small, where a sentence begins with it: `grafana listens on`.
_SMALL = (
    r"(?!(?:it|they|this|that|which|who|what|everything|nothing|something|each|one|service|server|app|application|process|container|daemon|host|machine|node|traffic|all|and|then|only|dev|prod)\b)"
    r"[a-z][a-z0-9]{2,20}(?=[\s`*]+(?:(?:listens|binds|runs|serves|exposes|answers)\b|is\s+(?:now\s+)?(?:(?:reachable|available|served|exposed|published|accessible)\s+(?:on|at|under|via)|on)[\s`*]+$))"
)
_SUBJECT = lazily(
    rf"^[\s>*+•`-]*(?:\d+[.)]\s+)?(?:\[[ xX]\]\s+)?(?:(?:[Tt]he|[Oo]ur|[Dd](?:ie|er|as)|[Ll][ae]|[Ee]l)\s+)?(?!(?:If|When|Once|While|With|Unless|Because|Since|Although|Wenn|Falls|Si|Quand|Cuando)\s)[`*]*(?P<name>{_NAME}|{_SMALL})[`*]*(?:,\s[^,.;:\d]{{2,60}},)?\s+(?:(?:itself|only|also|now|just|selbst|nur|auch)\s+)?"
    r"(?P<verb>is|lives?|sits?|moved|are|runs?|listens?|binds?|serves?|exposes?|ist|läuft|lauscht|est|écoute|tourne|es|está|escucha|corre|provides?|starts?|answers?|can be|will be|should be)\b"
)
#: `Our wiki (Outline) listens`, `The ticket system is Zammad;`: what it is to people, and its name.
_CALLED = lazily(
    rf"^[\s>*+•`-]*(?:the|our|unser\w*|der|die|das)\s+[a-z][a-zäöüß -]{{1,30}}?\s*(?:\([`*]*(?P<inner>{_NAME})[`*]*\)\s+(?:is|are|runs?|listens?|binds?|läuft|lauscht)\b|"
    rf"\s(?:is|ist)\s+[`*]*(?P<name>{_NAME})[`*]*\s*[;.,]?\s*$)",
)
_ITSELF = lazily(
    r"^[\s>*+•`-]*(?:(?:it|this(?: \w+)?|they|es|er|sie)|(?:the|our|this|der|die|das)\s+(?:(?P<which>[\w-]+)\s+)?(?:service|server|app|application|(?P<api>api)|daemon|process|container|dashboard|ui|web ?ui|editor|"
    r"interface|backend|frontend|site|page|dienst|oberfläche|anwendung)|(?:[\w-]+\s+)?(?:dev|development|web|http|api|local) server)(?:\s+(?P<verb>[\w]+)|\s*$)",
    re.IGNORECASE,
)
#: What an API is, not whose: `The REST API listens on`.
_APIS = frozenset(
    "rest restful http json web main public graphql own whole same backend local default open openai user".split()
)
#: `The gateway container is bound to`, on a page that is about no one program.
_CONTAINER_OF = lazily(
    r"[\s>*+•`-]*(?:[Tt]he|[Oo]ur|[Dd]er)\s+[`*]*(?P<name>[a-z][a-z0-9-]{2,30})[`*]*\s+(?:container|process|daemon|pod)\s+(?:is|listens?|binds?|runs?|ist|lauscht|läuft)\b"
)
_WHICHEVER = frozenset(
    "same whole other new old main running first second docker compose each every single service server host program".split()
)
#: `The backend listens on`, on a page that is about no one program.
_PART = lazily(
    r"[\s>*+•`-]*(?:the|our)\s+[`*]*(?P<part>backend|frontend|api|dashboard|website)[`*]*\s+(?:is|runs?|listens?|starts?|serves?|will)\b",
    re.IGNORECASE,
)
_LAST_WORD = lazily(r"[a-z]+$")
_ARTICLE = lazily(r"(?:the|our)\s+", re.IGNORECASE)
#: Somebody by one word, and nothing after it that anybody else could be.
_THE = lazily(
    r"\W*(?:[^,.;:\n]{1,40},\s+)?(?:(?:start|run|launch|reach|open|expose|access)s?\s+)?(?:the|our)\s+(?P<noun>[a-z]+)"
    r"(?:\s+(?:is|now|then|also|will|be|itself|listens?|listening|runs?|running|starts?|serves?|served|binds?|bound|exposed|available|"
    r"reachable|accessible|published|on|at|to|via|through|under|over|your|our|the|local|network|lan|tailnet|host|machine|loopback|by|default|from))*\W*",
    re.IGNORECASE,
)
_PAGE = r"\s+(?:(?:web|admin|management)\s+)?(?:ui|gui|interface|dashboards?|console|panel)"
#: `The Traefik dashboard` is that of what it names, `The Web UI` that of the page.
_OF_A_NAME = lazily(
    r"^[\s>*+•`-]*[Tt]he\s+[`*]*(?!(?:Web|Admin|Management|Main|HTTP|HTTPS|REST|API|Dev|User)\s)[A-Z][\w.+-]*(?:['’]s)?"
    + _PAGE
    + r"\s"
)
#: What begins a sentence about whom the one before was about.
_CARRIES = lazily(
    r"[\s`*]*(?:[Ii]t|This (?:service|is|binds|listens|runs)|The (?:service|server|daemon|process|instance)|Es|Er|Sie|Der Dienst|El servicio|Le service)\s"
)
#: `Runs on gamma:8081` begins with what the page's service does.
_ELLIPTIC = lazily(
    r"^[\s>*+•-]*(?:(?:also\s+)?(?:has|offers|exposes|provides|serves)|runs|running|listens|bound|binds|listening|lives|deployed|published|exposed|hosted|available|reachable|reached|accessible|served|läuft|lauscht|erreichbar)\b",
    re.IGNORECASE,
)
_LISTENS = lazily(
    r"^[\s`*>-]*(?:also\s+)?(?:has|offers|exposes|provides|serves)\s+(?:an?|its|the)\s+(?:(?!metrics|debug|health|admin|grpc|websocket|second|prometheus)[\w-]+\s+){0,3}(?:API|UI|interface|server|endpoint|dashboard)(?:\s+for\s+[\w -]{2,30})?\s+(?:on|at)\s+(?:port\s+)?[`*(]*$|"
    r"\blistens\s+on\s+(?:the|its)\s+(?:private|internal|lan|vpn|tailscale|wireguard)\s+(?:address|interface|network|ip)(?:\s+(?:only|alone))?,?\s*[`*(]*$|"
    r"\bmoved\s+from\s+(?:port\s+)?\S+\s+to\s+(?:port\s+)?[`*(]*$|"
    r"\b(?:runs|lives|sits)\s+on\s+(?:every|each|all|both)\s+[a-z]+\s+(?:on|at)\s+(?:port\s+)?[`*(]*$|"
    r"\b(?:listen(?:s|ing)?|binds?|bound|lauscht|hört)\s+(?:only|nur)\s+(?:on|to|at|auf|an)[`*(<\[\s]*$|"
    r"\b(?:listen(?:s|ing)?|run(?:s|ning)?|serv(?:es|ed|ing)|reachable|available|accessible|reached|accessed|found|exposed|exposes|published|bound|"
    r"binds?|starts?|started|live|lives|hosted|läuft|lauscht|erreichbar|hört|écoute|tourne|disponible|escucha|corre|is|are|ist|est|está|server|answers?)\b"
    r"[\s`*]*(?:then\s+|now\s+|locally\s+|natively\s+|by default\s+|in [\w-]+ mode\s+|in (?:a |the )?(?:docker|podman|containers?|kubernetes|k3s|k8s)\s+|(?:only\s+)?(?:from|within)\s+(?:the\s+|your\s+)?\w+,?\s+)?(?:on|at|under|via|to|over|auf|unter|über|sur|en|à)?[\s`*]*(?:(?:the|le|la|el|o|a)\s+)?(?:https?\s+|tcp[\s-]+|udp[\s-]+)?[`*(<\[\s,]*$",
    re.IGNORECASE,
)
#: `Interfața web este la`, `Панель доступна по адресу`: the page that the service shows to people, and where it is.
_FACE = lazily(
    r"^\W*(?:(?:the|die|das|la|le|el|il|o|a)\s+|l['’])?(?:web[\s-]?)?"
    r"(?:panel|console|oberfläche|interfața|interfaz|interface|interfaccia|painel|panoul?|panou|панель|веб-интерфейс|интерфейс|сервис|面板|界面|控制台|"
    r"管理画面|画面)(?:\s+web)?\s*"
    r"(?:(?:地址|アドレス|is|ist|liegt|läuft|este|está|esta|è|é|est|se află|доступ\w+|находится|открывается|открыта?|available|reachable|found|disponibil\w*|"
    r"disponível|disponible|erreichbar)\s*)*"
    r"(?:(?:at|under|on|unter|auf|bei|la|pe|na|no|em|en|à|sur|su|по\s+адресу|на|по)\s+|[为是はが]\s*)"
    r"(?:(?:port\w*|puerto|порт\w*|端口|ポート)\s*)?[\W]*$",
    re.IGNORECASE,
)
#: `Developers find it at`: it is what the page is about.
_FOUND = lazily(r"\b(?:find|reach|open|access|use|call)\s+it\s+(?:at|on|under|via)[\s`*(<]*$", re.IGNORECASE)
_LEADS_AWAY = lazily(r"\b(?:to|from|through|against|into|uses|an|zu|vers)\s")
#: How a sentence begins that says where it holds: `In production the bridge listens on`, `On the staging machine`.
_AT = frozenset(("in", "on", "by", "at"))
_WHERE = lazily(
    r"\W*(?:in|on|by|at)\s+(?:the\s+)?(?:(?P<scope>production|prod|staging|development)|default|servers|practice|our setup|contrast)"
    r"(?:\s+(?:machines?|servers?|hosts?|systems?|environment))?(?:\s*,\s*|\s+)",
    re.IGNORECASE,
)
#: Before a port that begins a sentence without a verb: `Go, port 9425`, `... in front. Local port 8080`.
_FRAGMENT = lazily(
    r"(?:^\s*(?:[A-Z][\w.+#-]*(?: (?:with|and|on|mit|und) [\w.+#-]+)?, )?|[.!?]\s+)(?:(?:[Ll]ocal|[Hh]ost|[Pp]ublished|[Dd]efault|[Ee]xternal)\s+)?[`*]*$"
)
_SHORT = 80
_COPULA = frozenset(("is", "are", "ist", "est", "es", "está", "can be", "will be", "should be"))
_OTHERS = lazily(
    r"\b(?:which|that|who|whose|where|while|whereas|but|because|if|when|unless|and the|and its)\b", re.IGNORECASE
)
_CAPITAL = lazily(r"(?<![\w.])(?!(?:Docker|Podman|Kubernetes|Compose)\b)[A-Z][a-z]\w*")


class Place(NamedTuple):
    """A machine that a sentence names, at `start` to `end`."""

    start: int
    end: int
    host: str


def places(text: str) -> list[Place]:
    """The machines in `on node3001`, `runs on atlas and ...`, `on the host mini`."""
    if " on " not in text and " auf " not in text and " sur " not in text:
        return []
    found = []
    for match in _ON.finditer(text):
        host = match["host"]
        if "." in host or not may_be_machine(host):
            continue
        told = match["kind"] or match["after"]
        if match["after"] and host.lower() in _DESCRIBED:
            continue
        ran = match["verb"] and _ENDS.match(text, match.end()) and re.fullmatch(r"[A-Za-z][\w-]{2,}", host)
        behind = _PLAIN.fullmatch(host) and _PORT_BEFORE.search(text, max(0, match.start() - 12), match.start())
        there = (
            _PLAIN.fullmatch(host)
            and _IS.search(text, max(0, match.start() - 4), match.start())
            and _THERE.match(text, match.end())
        )
        if told or there or _NUMBERED.fullmatch(host) or ran or (behind and _ENDS.match(text, match.end())):
            start = match.start("verb") + len(match["verb"]) if match["verb"] else match.start()
            found.append(Place(start, match.end(), host))
    return found


def may_be_machine(host: str) -> bool:
    """False for words behind `on` that are no machine's name."""
    plain = host.lower()
    letters = re.sub(r"[\d.-]+.*$", "", plain)
    return not (plain in _NO_HOST or _OTHER_NUMBERED.fullmatch(plain) or letters in _NO_HOST - _MACHINES)


def blanked(text: str, found: list[Place]) -> str:
    """The text without the places, as long as it was."""
    for place in found:
        text = text[: place.start] + " " * (place.end - place.start) + text[place.end :]
    return text


def _called(text: str) -> str:
    """The name that a sentence gives beside what it is, "" for none."""
    match = _CALLED.match(text) or _CALLED.match(text[:1].lower() + text[1:])
    return shown(match["inner"] or match["name"]) if match else ""


def carries(text: str) -> bool:
    """Whether a sentence begins with a word for whom the one before was about."""
    return _CARRIES.match(text) is not None


class Carried(NamedTuple):
    """Of whom a paragraph has told so far: a service and its machine, nobody yet, or several (`service` is SEVERAL)."""

    service: str = ""
    host: str = ""

    def on(self, text: str, services: set[str]) -> Carried:
        """The same with one more sentence, of which the claims are about these services."""
        if self.service and carries(text):
            return self
        match, called = _SUBJECT.match(text), _called(text)
        name = called or (shown(match["name"]) if match else "")
        if (
            not name
            or services - {name}
            or (not services and match and not called and _CAPITAL.search(text, match.end()))
        ):
            return Carried(SEVERAL)
        found = places(text)
        host = found[0].host if len(found) == 1 else ""
        return Carried(name, host) if self.service in ("", name) else Carried(SEVERAL)

    def meant(self, text: str) -> bool:
        """Whether a sentence speaks of it by a pronoun: `It binds to 127.0.0.1 only`."""
        return self.service not in ("", SEVERAL) and carries(text)


def on_machine(name: str) -> tuple[str, str]:
    """`PhotoPrism on slate` is PhotoPrism, and on slate; ("Play on Web", "") for what is no machine."""
    match = _NAMED_ON.fullmatch(name)
    if match is None or match["host"] in _DESCRIBED or not may_be_machine(match["host"]):
        return name, ""
    return match["name"], match["host"]


def host_at(text: str, found: list[Place], position: int) -> str:
    """The machine that holds for the literal at `position`: the last before it in its sentence, else the first behind."""
    start, end = _bounds(text, position)
    before = [
        place
        for place in found
        if start <= place.start < position and not _LEADS_AWAY.search(text[place.end : position])
    ]
    behind = [place for place in found if position <= place.start < end]
    return before[-1].host if before else behind[0].host if len(behind) == 1 else ""


def _bounds(text: str, position: int) -> tuple[int, int]:
    start = max((match.end() for match in re.finditer(r"[.!?;]\s", text[:position])), default=0)
    end = re.search(r"[.!?;](?:\s|$)", text[position:])
    return start, position + end.start() if end else len(text)


def _takes_up(before: str, own: str) -> bool:
    """`Start the gateway on`, `The gateway is exposed on your local network (`, of the MCP Gateway."""
    noun = _LAST_WORD.search(own.lower())
    if not noun or f"he {noun[0]}" not in before.lower():
        return False
    match = _THE.fullmatch(before)
    return match is not None and match["noun"].lower() == noun[0]


def is_fragment(text: str, position: int) -> bool:
    """Whether the literal at `position` begins a sentence that has no subject: `Renders RSS. Local port 8420.`"""
    return _FRAGMENT.search(text, max(0, position - 40), position) is not None


def beginning(text: str) -> re.Match[str] | None:
    """The words with which a sentence says where it holds; scope is the environment, if that is one."""
    return _WHERE.match(text) if text.lstrip(" >*-•")[:2].lower() in _AT else None


def named(said: str, text: str, position: int) -> str:
    """The name in what `subject` said of the literal; where that is nobody's, the part of a project that the sentence names."""
    if said != ITSELF:
        return said.strip(ITSELF)
    start, _ = _bounds(text, position)
    match = _PART.match(text, start, position)
    return match["part"] if match else ""


def _api_of(match: re.Match[str], own: str) -> str:
    """`hub API`, which a page of JupyterHub has beside its own; "" for an API that is just that."""
    which = (match.groupdict().get("which") or "").lower()
    other = which and match["api"] and which not in _APIS and which not in own.lower().split()
    return f"{which} {match['api']}" if other else ""


def is_of_another(text: str, name: str) -> bool:
    """Whether a sentence begins with what another one than `name` does: `Syncthing runs as a user unit, its GUI on`."""
    match = _SUBJECT.match(text)
    other = shown(match["name"]) if match and match["verb"] not in _COPULA else ""
    return bool(other) and not is_field(other) and not is_general(other) and squash(other)[0] != squash(name)[0]


def subject(text: str, position: int, own: str = "") -> str:
    """Who listens at the literal at `position`, by the sentence's subject: a name, ITSELF, or "" for none.

    `own` is the service that the page or the section is about.
    """
    start, _ = _bounds(text, position)
    if position - start > _FAR:
        return ""
    before = text[start:position]
    if where := beginning(before):
        before = before[where.end() :]
    if own and len(before) < _SHORT and (_FACE.match(before) or _FOUND.search(before) or _takes_up(before, own)):
        return ITSELF
    if "which" in before and (which := _WHICH.search(before)) and which["name"].lower() not in _KIND_OF:
        return which["name"]
    if not _LISTENS.search(before) and not (_USES.search(before) and _A_PORT.match(text, position)):
        return ""
    called = re.escape(_ARTICLE.sub("", own))
    if own and re.match(rf"\W*(?:(?:the|our)\s+)?{called}\s+(?-i:[a-zäöü])", before, re.IGNORECASE):
        return ITSELF if not _OTHERS.search(before) else ""
    if (of := _CONTAINER_OF.match(before)) and of["name"] not in (_WHICHEVER | _KIND_OF if own else _WHICHEVER):
        return of["name"]
    itself = None if _OF_A_NAME.match(before) else _ITSELF.match(before) or _ELLIPTIC.match(before)
    if itself and (other := _api_of(itself, own)):
        return other
    if itself and not _OTHERS.search(before[itself.end() :]) and not _CAPITAL.search(before[itself.end() :]):
        return ITSELF
    if called := _called(before):
        return called
    match = _SUBJECT.match(before)
    if not match or itself:
        return ""
    between = before[match.end() :]
    if _OTHERS.search(between) or (match["verb"] not in _COPULA and _CAPITAL.search(between)):
        return ""
    name = shown(match["name"])
    return "" if is_field(name) else name
