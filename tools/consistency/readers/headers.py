"""What a table column or a bullet's key holds, from the words people head it with."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from consistency.model.name import PARTS, shown
from consistency.model.pattern import lazily
from consistency.readers.cue import cue
from consistency.values.port import side_of

#: Whole headers, lower case, that mean one role in the languages seen.
_EXACT = {
    "index": "# id no no. sno s.no nr nr. row rank idx 序号 編号 №",
    "service": "service|services|service name|name|component|part|parts|piece|application|app|apps|app / service|agent|container name|primitive|"
    "resource name|resource|process|repo|repository|zimmer|rolle|role|used by|serviço|servico|servicio|dienst|dienste|dienstname|anwendung|programm|aplicación|aplicacion|aplicação|applicazione|servizio|nom du service|сервисы|приложение|тип сервиса|"
    "服务|服务名称|服务名|名称|сервис|サービス|サービス名|서비스|serviciu|tool|tools|system|server name|software|program|stack|"
    "instance|module|project|product|workload|job|nomad job|daemon|function|what|interface|microservice|backend|agent name|app name|nom|nombre|nome|what you find there|what you find|what is there|what it is",
    "container": "container|container / service|docker container|docker name|service (compose)|compose service|deployment|pod",
    "unit": "managed by|systemd service|unit name|unit file|service file|unit|systemd unit|systemd|service unit|launch|launchd|launchd label|label",
    "host": "host|hosts|lives on|läuft auf|server|servers|node|nodes|machine|machines|host/machine|host / machine|host machine|spark|mgmt ip|ip|ip address|"
    "forward to|cluster|hostname|vm|device|box|where|location|runs on|running on|deployed on|хост|主机|ホスト|servidor|maschine|rechner|gerät|knoten|serveur|machine hôte|hôte|"
    "lan ip|host ip|target host|node name|server/host|hosted on|environment host",
    "bind": "bind|binds|bind address|bind addr|listen|listen address|listen on|listens on|listener|listeners|listening|host binding|"
    "lauscht auf|lauscht|hört auf|dev binding|prod binding|binding|bound to|bind host|bind ip|listening address|listen addr|interface / bind|local address|local address:port|lokale adresse|adresse locale|dirección local|endereço local|локальный адрес|本地地址|ローカルアドレス",
    "protocol": "protocol|proto|transport|协议|protokoll|protocolo|プロトコル|протокол|type / protocol",
    "health": "health|health endpoint|health endpoints|healthcheck|health check|health check url|health path|health url|http 健康检查|"
    "健康检查|connectivity|ready|readiness|readiness probe|liveness|liveness probe|probe|probes|health probe|health route|status endpoint|ping|ping endpoint|check|checks",
    "status": "status|state|状态|estado|stato|statut|baked state|статус|状態|zustand|current state|posture|stand|runtime status|running|active|enabled",
    "range": "range|ranges|port range|port ranges|lane|block|blocks|tier|stack range|端口范围|rango de puertos|rango|予約レンジ|диапазон|"
    "bereich|portbereich|reserved range|port block|allocation|allocated range|allocated block|ports range|plage|intervalo",
    "kind": "kind|type|class|group|art|typ",
    "auth": "auth|authentication|auth required|auth?|authn|login|access control|auth requirement|requires auth|protected|security|认证|认证方式|鉴权|鉴权方式|登录|需要登录|是否需要登录|是否需要认证|認証",
    "exposure": "exposure|visibility|visible to|scope|access|zugriff|zugang|acceso|accès|accesso|exposed|reachable from|reachability|network exposure|access level|accessible from|"
    "public?|lan exposed|exposed to",
    "access": "access method|access type|access via|access path|via|url type|endpoint type|connection|connection type|network type|reach",
    "env": "env|env var|environment variable|variable|configurable via|env variable|config variable|setting|环境变量",
    "model": "model|models|model id|served model|model name|upstream model|modell|模型|モデル|backing model|target model",
    "alias": "alias|aliases|model alias|route|router alias|handle|handles|router name",
    "scope": "environment|env name|profile|stage|cluster name|tenant|namespace|context|scenario|use case|situation|access from|accessed from|connecting from|connect from|from where|kontext|szenario|contexte|contexto",
    "property": "property|key|field|attribute|parameter|item|setting name|eigenschaft|propriedade|propiedad|属性|项目|設定|параметр|config",
    "value": "value|values|wert|valor|valeur|值|値|значение|setting value|details|detail",
    "examples": "examples|example|services in range|members|living there|who lives there|residents|occupants|e.g.|beispiele|ejemplos|exemplos|示例|例",
    "purpose": "port name|port names|purpose|use|usage|used for|layer|category|description|notes|note|备注|说明|why|comment|comments|remarks|owner|assigned to|"
    "allocated to|reserved for|assignment|zweck|uso|用途|描述|назначение|описание|descrição|descripción|evidence|config source|source|"
    "priority|tech|technology|stack / tech|image|version|framework|language|feature|features|dependencies|restart|logs|data|database|"
    "bemerkung|bemerkungen|notiz|notizen|hinweis|hinweise|beschreibung|remarque|remarques|nota|notas|observaciones|observações|примечание|credentials|user|username|password|tls|ssl|cpu|ram|memory|disk|backup|replicas|requirements|action|command|commands|inside it?|execstart|exec|cmd|args|flags|start command|override",
}

_KINDS: dict[str, str] = {}
for _role, _words in _EXACT.items():
    for _word in _words.split("|") if "|" in _words else _words.split():
        _KINDS.setdefault(_word, _role)

_PORT = cue(
    "ansc expo host node port publ puer",
    r"\bports?\b|\bport\(s\)|\bporta[s]?\b|\bpuertos?\b|\banschluss\b|端口|ポート|포트|порт|\bnodeports?\b|\bhostports?\b|^published(?: (?:at|on|as))?$|^expose[sd]? (?:ports?|at|on)$",
    "пポ端포",
)
_URL = cue(
    "addr adre base basi dire dns doma ende endp fqdn host indi issu link ngin site subd swag targ upst uri uris url urls web webs",
    r"\burls?\b|\buris?\b|\bendpoints?\b|\blinks?\b|\bdomains?\b|\bsubdomains?\b|\bhostnames?\b|\baddr(?:ess(?:es)?)?\b|\badressen?\b|^basis(?:-url)?\b|\bdirección\b|\bindirizzo\b|\bfqdn\b|\bdns\b|地址|网址|"
    r"\bswagger\b|\bnginx path\b|アドレス|адрес|\bweb ?sites?\b|\bsite\b|\bendereço\b|\bissuer\b|\bbase[_ ]url\b|\bupstream\b|\btarget\b",
    "аア地网",
)
_RANGE = cue(
    "bere bloc faix inte plag rang zakr",
    r"\branges?\b|\bblocks?\b|范围|レンジ|範囲|диапазон|\bbereiche?\b|\brangos?\b|\bfaixas?\b|\bplages?\b|\bintervalos?\b|\bintervalli?\b|\bzakresy?\b|"
    r"^interval(?:e|ul)?\b(?! *[(/])",
    "дレ範范",
)
#: What has ranges and blocks and is no port.
_OTHER_RANGE = lazily(
    r"\b(?:dhcp|ips?|ipv[46]|address(?:es)?|subnets?|cidr|network|vlan|dates?|versions?|age|temperature|temp|price|values?|valid|voltage|time|frequency|"
    r"years?|code|block ?(?:size|time|number|height)|blocked|memory|disk)\b"
)
_HEALTH = cue(
    "heal live prob read",
    r"\bhealth|\bready|\bliveness|\bprobe",
)
_BIND = cue(
    "bind list",
    r"\bbind|\blisten",
)
_EXPOSURE = cue(
    "acce expo visi",
    r"\bexpos|\bvisib|\baccess",
)
_SERVICE = cue(
    "app appl appn comp cont serv",
    r"\b(service|app|application|component|container) ?(name)?$|服务|サービス|сервис",
    "сサ服",
)
_HOST = cue(
    "host mach node serv",
    r"\b(host|server|machine|node)( name)?$|主机",
    "主",
)
#: `Host → container`, over what is published and of what inside.
_MAPPED = lazily(
    r"(?:host|ext|external|extern|outside|außen|published)\s*(?:→|->|➜|⇒|[:/](?=[^:/]*\bports?$))\s*(?:container|int|internal|intern|inside|innen|target|guest)(?:\s+ports?)?"
)
_PAREN = lazily(r"\s*\([^()]*\)\s*")
_ASIDE = lazily(r"\(([^()]*)\)")
_ASCII = lazily("[a-z]+")
_PLANNED = cue(
    "futu gepl neue new nouv nova novo nuev nuov plan prop targ",
    r"\b(planned|proposed|future|target|new|geplant|planejad[ao]|neue[rsn]?|nouv(?:eau|elle)|nuev[oa]|nov[oa]|nuov[oa]|нов\w+)\b|^新",
    "н新",
)
_RETIRED = cue(
    "alte anci ante anti befo bish defa depr form fr lega old orig prev then vecc was",
    r"\b(old|former|previous|legacy|before|then|deprecated|was|original|default(?:s)? was|alte[rsn]?|bisherige?[rsn]?|früher\w*|ancien(?:ne)?|"
    r"antigu?[oa]|anterior|vecchi[oa]|стар\w+)\b|^旧",
    "с旧",
)


_BESIDE = lazily(
    r"\b(?:query|rcon|voice|stratum|rtmp|rtsp|srt|torrents?|peers?|p2p|gossip|replication|raft|debug|tls|ssl|https|websocket|telnet|s?ftp|smtp|imap|"
    r"snmp|syslog|stun|turn|discovery|dht|bittorrent|file ?transfer|jmx|prometheus|control|bolt|transport|cluster)\b"
)


#: What a column that folds several into one begins with, where it is read for its ports.
_SOCKETS = frozenset(("port", "url", "bind"))


_RUNS_ON = ("runs on /", "runs on,", "runs on (", "lives on /", "lives on,", "läuft auf /", "läuft auf,")
_FOLDED_HEALTH = lazily(r".*\S[ ,·/&+].*\b(?:health|readiness|liveness|ready|lives|alive)\b", re.IGNORECASE)


def folds_health(header: str) -> bool:
    """Whether a header of several things says at its end how to see that a service lives."""
    return _FOLDED_HEALTH.match(header) is not None


class Column(NamedTuple):
    """What a header says of its column.

    role: index service container unit host bind protocol url domain health status range auth exposure env model alias
        scope property value examples purpose port, or "" for a header that says nothing to us.
    side: host | container | node | "" for ports; part: api, web ... where the header names one.
    reach: local | lan | tailnet | public | "" for URL columns, machine for binds behind a machine's name; modality as in a claim.
    scope: the environment that the header limits its column to ("dev", "prod", "").
    """

    role: str
    side: str = ""
    part: str = ""
    reach: str = ""
    modality: str = "stated"
    scope: str = ""


@lru_cache(maxsize=4096)
def column(header: str) -> Column:
    """The column that a header (markup masked) announces."""
    text = shown(header).lower().strip(" ?:")
    if not text:
        return Column("index" if header.strip() in ("#", "№") else "")
    bare = _PAREN.sub(" ", text).strip() if "(" in text and not text.startswith("port(") else text
    exact = _KINDS.get(text) or _KINDS.get(bare)
    if exact:
        return Column(exact)
    if _MAPPED.fullmatch(text) or ("(" in text and any(map(_MAPPED.fullmatch, _ASIDE.findall(text)))):
        return Column("port")
    if " · " in text and (first := column(text.partition(" · ")[0])).role in _SOCKETS:
        return first  # `Endpoint · health · auth`
    if ", " in text and folds_health(text) and (first := column(text.partition(", ")[0])).role in _SOCKETS:
        return first  # `Address, health`
    if text.startswith(_RUNS_ON):
        return Column("host")  # `Runs on / as`
    modality = "planned" if _PLANNED.said(text) else "retired" if _RETIRED.said(text) else "stated"
    if text == "published" and "?" in header:
        return Column("exposure")
    if _PORT.said(text):
        return _port_column(text, modality)
    if _RANGE.said(text):
        return Column("" if _OTHER_RANGE.search(text) else "range", modality=modality)
    if _HEALTH.said(text):
        return Column("health")
    if _BIND.said(text):
        return Column("bind", scope=environment(text), modality=modality)
    if _URL.said(text):
        domain = bool(re.search(r"\b(sub)?domains?\b|\bhostnames?\b|\bfqdn\b|\bdns\b", text))
        return Column(
            "domain" if domain else "url",
            part=_part(text),
            reach=_reach(text),
            modality=modality,
            scope=environment(text),
        )
    if text.startswith("auth ") or text.endswith((" auth", " authentication")):
        return Column("auth")  # `Auth on incoming calls`
    if _EXPOSURE.said(text):
        return Column("exposure")
    if _SERVICE.said(text):
        return Column("service")
    if _HOST.said(text):
        return Column("" if text.startswith(("check ", "run ", "command ")) else "host")
    return Column(_KINDS.get(text.split(" (")[0], ""), modality=modality)


def _port_column(text: str, modality: str) -> Column:
    if _RANGE.said(text):
        return Column("range", modality=modality)
    text = text.replace(" in the cluster", "")  # where it is, and not what is spoken there
    side = side_of(text)
    if re.search(r"\bnode ?ports?\b", text):
        side = "node"
    elif re.search(r"\btarget ?ports?\b|\bpod ports?\b", text):
        side = "container"
    elif re.search(r"\bmapping|\bmapped\b", text):
        side = ""
    return Column("port", side, _part(text) or _beside(text), modality=modality, scope=environment(text))


def _beside(text: str) -> str:
    """What a port serves beside the service's own traffic: `RCON port`, `TLS port`, `Query port`."""
    found = _BESIDE.search(text)
    return found[0].replace(" ", "") if found else ""


def _part(text: str) -> str:
    for word in re.findall(r"[a-z]+", text):
        if word in PARTS and word not in ("health", "db", "database", "proxy"):
            return PARTS[word]
    return ""


def _reach(text: str) -> str:
    if re.search(r"\bpublic\b|\bexternal\b|\binternet\b|\bproduction\b", text):
        return "public"
    if re.search(r"\btail(scale|net)\b|\bvpn\b", text):
        return "tailnet"
    if re.search(r"\blan\b|\blocal\b|\binternal\b|\bdirect\b", text):
        return "lan"
    return ""


_ENVIRONMENTS = {
    "dev": "dev", "develop": "dev", "development": "dev", "devel": "dev", "local dev": "dev",
    "prod": "prod", "production": "prod", "live": "prod",
    "entwicklung": "dev", "desarrollo": "dev", "desenvolvimento": "dev", "produktion": "prod", "produktiv": "prod",
    "staging": "staging", "stage": "staging", "stg": "staging",
    "test": "test", "testing": "test", "qa": "test", "ci": "ci", "uat": "uat", "preview": "preview",
    "sandbox": "sandbox", "demo": "demo", "mock": "mock", "canary": "canary",
}  # fmt: skip


#: The same in scripts without gaps between words.
_ELSEWHERE = {
    "测试环境": "test", "开发环境": "dev", "本地开发": "dev", "生产环境": "prod", "线上环境": "prod", "预发布": "staging",
    "预发环境": "staging", "テスト環境": "test", "開発環境": "dev", "本番環境": "prod",
}  # fmt: skip


#: What somebody tried, in whatever environment.
_TESTED = lazily(
    r"\btest(?:ing)? (?:logs?|results?|reports?|notes|matrix|cases?|suites?|plans?|scripts?|procedures?)\b"
)


_AT_HAND = lazily(
    r"(?:local(?:ly|host)?|lokal|en local)(?: (?:environment|setup|machine|stack|ports|addresses|urls|services|development))?|(?:on (?:your|my|the) |your |my )?(?:laptop|notebook)(?: only)?",
    re.IGNORECASE,
)


#: `Relay mode`: one of several ways to run everything.
_MODE = lazily(r"\W*(?P<mode>[A-Za-z][\w-]{2,20})[ -](?:[Mm]ode|模式|[Mm]odus|[Mm]odo)\W*")


@lru_cache(maxsize=4096)
def environment(words: str) -> str:
    """The one environment that the words name, as a scope: dev, prod, staging ...; "" for none or several."""
    lowered = words.lower()
    if not words.isascii() and (elsewhere := {meant for word, meant in _ELSEWHERE.items() if word in lowered}):
        return elsewhere.pop() if len(elsewhere) == 1 else ""
    said = _ASCII.findall(_TESTED.sub("", lowered) if "test" in lowered else lowered)
    named = {_ENVIRONMENTS[word] for word in said if word in _ENVIRONMENTS}
    return named.pop() if len(named) == 1 else ""


def headed_environment(heading: str) -> str:
    """The one that a heading names: `Local` is where one develops, and `CI` alone what a page is about."""
    if _AT_HAND.fullmatch(heading):
        return "dev"
    named = "" if heading.lower() == "ci" else environment(heading)
    if not named and (mode := _MODE.fullmatch(heading)):
        return f"{mode['mode'].lower()} mode"
    return named
