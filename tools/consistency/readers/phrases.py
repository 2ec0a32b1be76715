"""Names and cues around a literal in a line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from consistency.model.name import PARTS, shown, unversioned
from consistency.model.pattern import lazily
from consistency.readers.context import Context
from consistency.readers.topics import is_field
from consistency.values.endpoint import Literal, literals
from consistency.values.port import side_of

#: What stands between a name and what is said of it: signs, and words.
_SIGNS = "([:：=→>,`*_\"'—–|@-"
_CONNECTS = lazily(
    r"(?<![\w-])(?:on|at|is|are|runs?|running|listens?|listening|available|exposed|ports?|via|host|the|server|bound|"
    r"binds?|published|reachable|accessible|served|uses?|using|now|under|through|locally|tcp|udp|http|https|url|api url|opens|lives|responds|answers|serves|antwortet|lauscht|läuft|hört|horcht|auf|to|default|local|expected|moved|ist|unter)$|(?<=\w)['’]s$",
    re.IGNORECASE,
)
#: `Grafana's frontend` is Grafana's, and its frontend.
_POSSESSIVE = lazily(r"(?<=\w)['’]s\s")
#: `Data arrives in InfluxDB`: whose the port is, and what happens there.
_INSIDE = lazily(r"\w+ (?:[\w-]+ ){1,4}?(?:in|into) (?P<name>[A-Z][\w.-]*(?: [A-Z][\w.-]*){0,2})$")
#: `tests start their own API on 4400`: not the one that the page is about.
_ANOTHER = lazily(r"\b(?:own|another|second|separate|temporary|throwaway|dummy|fake|mock)\s+(?:[a-z]+\s+)?[`*]*$")
_LONGEST_WORD = 14
_NAMELIKE = lazily(
    r"(?:(?<=\s)|(?<=^)|(?<=[(`*]))((?:[A-Z][\w.+-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+)(?:\s+(?:[A-Z][\w.+-]*|[a-z0-9]+(?:[-_][a-z0-9]+)+|of|web|management))*)(?:\s+\([^()]*\))?$"
)
_BARE = lazily(
    r"(?<![\w.:/#$€-])(?<!\d )(?<!\+ )[`*]{0,3}(?P<port>\d{4,5})(?![\w:%/-]|\.\w| \d|['’]s\b|\s?\+|\s*(?:ms|s|mb|gb|kb|tokens?|dims?|dimensions?|seconds?|minutes?|requests?|items?|lines?|users?|x)\b)"
)
#: What has numbers of its own: `RFC 8314`, `issue #4012`, `PID 66728`.
_STANDARD = lazily(
    r"(?i)\b(?:rfc|bcp|pep|iso|iec|ieee|cve|cwe|adr|kb|issue|ticket|bug|pr|pids?|identifier|vlans?)[\s#`*(-]*$"
)
_PAREN = lazily(r"(?<=[\w`*)\s])\(\s*[`*]{0,3}:?(?P<port>\d{2,5})[`*]{0,3}(?:/(?:tcp|udp))?\s*\)")
#: Years, flags, code, identities of objects and amounts: no name holds them.
_NO_NAME = lazily(
    r"\b20\d\d\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|^(?=[a-f]*\d)[\da-f]{12,}$|^\d[\d.]*\s?(?:[kmgt]i?b|[mg]hz)\b|^connect(?:ion|ed|ing) to\b|(?:^|\s)--?\w|[{}\[\]=;<>$\"“”\\|]|[\w.]\(|^(?:const|let|var|await|return|import|def|function|class|new|see also)\b|\bin (?:one|a|short|brief|two|few)\b|^(?:step|phase)\s\d|\bpids?$|^v?\d+(?:\.\d+)+$|(?-i:^[a-z]\w*\.[A-Z]\w)|^(?:sql|websockets?|(?:start)?tls|uvicorn|gunicorn|hypercorn)$|(?-i:[a-z](?:_ur[il]|Ur[il]|URL)$)",
    re.IGNORECASE,
)
_PORTS = lazily(r"\bports?\b", re.IGNORECASE)
_PORT_SAID = lazily(r"port|:\d", re.IGNORECASE)
_SENTENCE_END = lazily(r"(?<=[\w)`*][\w)`*])[.!?]\s+(?=[^\W_]|[`*(\[])")
_IDENTIFIER = lazily(r"[a-z0-9]+(?:[-_][a-z0-9]+)+")
_CONFIG_FILE = lazily(r"[\w.-]+\.(?:ya?ml|json|toml|ini|conf|cfg|env)$")
_LETTER = lazily(r"[^\W\d_]")
_PAREN_ASIDE = lazily(r"\([^()]*\)")
_SENTENCE = frozenset(
    "the a an this that these those it you we they i if when then to for with from and or but by in of each every all any no one two three four five six several many both another some others my our your their he she here there "
    "für von vom mit aus über bei oder und der die das dem den ein eine pour depuis avec para desde".split()
)
#: Words of sentences, not of names.
_VERBS = frozenset(
    """is are was were be been will would should can could may might must has have had do does did this that these those it its everything anything
    nothing something firewall ufw iptables tunnel typically usually declares declare listens listen runs exposes uses used needs requires provides serves handles supports
    opens sets unreachable because since while where which who whose when then than there here so also only just still both either each every all any some no not never
    comes came connect connects connected start starts started talk talks scrape scrapes send sends reach reaches moved
    owns holds occupies keeps grabs läuft lauscht
    always currently now already yet if unless until after before during within without your our their his her my""".split()
)
#: Words at the beginning of what a service needs of others.
_AWAY = frozenset(
    "uses use depends connects talks sends reads writes scrapes stores backed behind sits proxied requires needs queries pulls pushes fetches forwards nutzt verwendet braucht usa utilise".split()
)
#: Verbs that begin an instruction, and programs that begin a command.
_COMMANDS = frozenset(
    """curl wget lsof ssh nc netstat ss ping telnet docker kubectl open visit browse check test see get post go navigate access use ensure start run
    expose connect forward set add allow login log verify change edit update make default note warning example send point configure install create
    copy click enter select wait restart stop launch reach call try fetch read pick choose follow find specify define assign put give tell replace remove
    delete switch enable disable öffne öffnen rufe starte starten besuche gehe siehe ouvrez ouvrir lancez lancer allez accédez vérifier vérifiez démarrer
    démarrez voir abre abrir abra visita accede acceda inicia inicie ejecuta ejecute acesse acessar apri avvia vai откройте открыть откройте перейдите
    запустите запустить зайдите проверьте npx npm yarn pnpm bunx uvx cargo pip poetry mvn gradle git brew apt systemctl probe probes""".split()
)
#: `11434 is Ollama's own port`.
_OWN = lazily(r"['’]s (?:own|default)$")
_SET_OFF = lazily(r"\w[`*]*(?:,|\s[–—-]{1,2})[\s`*(<\[]+$")
_BARE_URL = lazily(r"[\s<`*]*https?://(?:localhost|[\d.]+|[\w-]+):\d{2,5}/?[\s>`*]*")
#: Who stands at the other end.
_NOBODY = frozenset(
    "internet client clients user users benutzer nutzer anwender utilisateurs usuarios browser browsers router lan wan visitor visitors world public you laptop repository repo repositories source homepage license author "
    "maintainer contact demo paper blog changelog upstream image images target targets ex eg ipv4 ipv6 medium low high critical configurable implementierung implementation mtu".split()
) | {"source code", "code repository", "home page", "project page", "bug tracker", "issue tracker", "bug reports", "release notes", "quellcode", "código fonte", "code source"}  # fmt: skip
#: `auth-port 1812`: a key, and nobody's name; `rd 10.0.0.1:50100`: an address is none either.
_SETTING = lazily(r"^[a-z]+(?:[-_][a-z]+)*[-_]ports?$|\b\d{1,3}(?:\.\d{1,3}){3}\b")
#: `postgres on beta`: a name and where it runs.
_ON_HOST = lazily(r"(?<=\w) on [\w.-]+$")
#: Verbs before the name of what is started, and never the first word of one.
_STARTS = frozenset(
    "start starts run runs launch restart stop install configure ensure verify access reach visit see".split()
)
#: Begin an instruction in scripts without gaps between words.
_VISITS = ("Truy cập", "访问", "打开", "浏览", "启动", "运行", "查看", "登录", "使用", "アクセス", "ブラウザ")
#: Settings of a program, which hold amounts and addresses of others.
_VARIABLE = lazily(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
#: `Redis (atlas, port 6379)`: between a name and its port.
_MACHINE_IN = lazily(r"\(\s*(?:on\s+)?[A-Za-z][\w.-]*,\s+(?:(?:tcp|udp)\s+)?(?:ports?\W{0,4})?$", re.IGNORECASE)
_FIRST_WORD = lazily(r"[\W\d]*([^\W\d_]+)(?!\s*[:：])")
_STARTED = lazily(r"service \S+ (?:start|stop|restart|reload|status)\b")
#: `--port`, `--initial-cluster infra0=`: the option, and what begins its value.
_FLAG = lazily(r"(?:^|[\s`*])--?[A-Za-z][\w-]*(?:[ =][\w.,-]*)?$")
#: `reverse proxy to`: what follows is somebody else's.
_LEADS_TO = lazily(
    r"\w\s+(?:for|from|by|with|against|than)[\s`*'\"(<]*$|"
    r"\b(?:prox(?:y|ies|ied|ying)|forwards?|forwarded|redirects?|redirected|tunnels?|tunnelled|points?)(?:\s+\w+){0,2}\s+(?:to|at)[\s`*<]*$",
    re.IGNORECASE,
)
#: `Prometheus uses http://agent:9808/metrics`: what it asks, and not where it listens.
_CALLS = lazily(r"\b(?:uses|reads|queries|polls|calls|fetches|asks|hits|scrapes)[\s`*<(]*[a-z]{2,9}://\S{0,9}$")
_PAST = lazily(
    r"(?:mov(?:ed|es?|ing) from|migrat(?:ed|es?|ing) from|chang(?:ed|es?|ing) from|switch(?:ed|es) from|formerly|previously|was|old|instead of|not|no longer|replaces|renamed from|~~|except|rather than)\s*:?\s*(?:on\s+|port\s+)*[`*(:]*$",
    re.IGNORECASE,
)
_TAKEN = lazily(
    r"\b(occupied|already (?:in use|used|taken|allocated)|in use by others|current usage|do not use|forbidden|reserved by|taken by|taken ports|used by other)\b",
    re.I,
)


def all_literals(text: str, loose: bool, ports: bool) -> list[Literal]:
    """The literals of a line, and the bare numbers that stand behind a name where the line speaks of ports."""
    found = literals(text)
    spans = [(literal.start, literal.end) for literal in found]
    extra = list(_PAREN.finditer(text)) if "(" in text else []
    told = not ports
    ports = ports or ("port" in text.lower() and _PORTS.search(text) is not None)
    if ports or (loose and found and any(one.kind == "port" for one in found)):
        bare = list(_BARE.finditer(text))
        extra += _beside_ports(text, bare) if told and ". " in text else bare
    for match in extra:
        start, end = match.span("port")
        number = int(match["port"])
        if 1900 <= number <= 2100 or any(start < e and s < end for s, e in spans):
            continue
        if _STANDARD.search(text, max(0, start - 16), start) or _FLAG.search(text, max(0, start - 40), start):
            continue
        if match[0][0] == "(" and ((number < 1000 and not ports) or text[match.start() - 2] in "'\""):
            continue  # `thread 'main' (8577)`
        found.append(Literal("port", start, end, "", number, number, start, end, word="bare"))
        spans.append((start, end))
    return sorted(found, key=lambda literal: literal.start)


def _beside_ports(text: str, bare: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Those in whose own sentence something is said of ports: `Port 2283. 48000 pictures`."""
    ends = [0, *(match.end() for match in _SENTENCE_END.finditer(text)), len(text)]
    spans = [(start, end) for start, end in pairwise(ends) if _PORT_SAID.search(text, start, end)]
    return [one for one in bare if any(start <= one.start() < end for start, end in spans)]


def speaks_of_ports(text: str) -> bool:
    return _PORTS.search(text) is not None


_ROUTED = lazily(r"(?:→|->|=>|─>|➜)\s*$")
_ALONE = lazily(r"[\s`*]*\d{4,5}[\s`*]*(?:\([^()]*\)[\s`*]*)?$")


def is_routed(text: str, start: int) -> bool:
    """`alias -> 8126 (model)`: behind an arrow, one number alone is where the name leads."""
    return bool(_ROUTED.search(text[:start]) and _ALONE.match(text, start))


#: No name is longer, whatever follows it.
_LONGEST_NAME = 300


#: Whole sentences before the one that begins with a name: `Use Explore in Grafana. API at`.
_SAID_BEFORE = lazily(r"^.*\w{4}[)`*]*\.\s+(?=[A-Z]\w+[\s`*]*$)", re.DOTALL)


def name_before(text: str, start: int, end: int, loose: bool) -> str:
    """The name in `text[start:end]`, where that is no tale, that the literal at `end` is given for."""
    start = max(start, end - 1200)
    before = _without_connection(text[start:end])
    if _FLAG.search(before) or _LEADS_TO.search(text, start, end) or _CALLS.search(text, start, end + 12):
        return ""
    if "(" in before and (machine := _MACHINE_IN.search(text, start, end)):
        before = text[start : machine.start()].rstrip(" `*_")
    before = _POSSESSIVE.sub(" ", before) if "s " in before else before
    before = _SAID_BEFORE.sub("", before) if ". " in before else before
    whole = shown(re.sub(r"^\s*(?:(?:[-*+•]|\d+[.)])\s+)?(?:\[[ xX]\]\s+)?", "", before))
    if len(whole) > _LONGEST_NAME or literals(before):
        whole = ""
    if " on " in whole:
        whole = _ON_HOST.sub("", whole)
    if " in" in whole and (inside := _INSIDE.match(whole)):
        whole = inside["name"]
    first, _, rest = whole.partition(" ")
    if rest[:1].isupper() and first.lower() in _STARTS:
        whole = rest
    count = len(whole.split())
    if whole and count <= (5 if loose else 3) and _is_name(whole, loose):
        return whole
    plain = unversioned(_ON_HOST.sub("", before) if " on " in before else before)
    tail = _NAMELIKE.search(plain.rstrip(" `*_"))
    if not tail or _ANOTHER.search(before, 0, before.find(tail[1])):
        return ""
    name = shown(tail[1])
    first = name.split(" ")[0].lower()
    while name and (first in _SENTENCE or first in _AWAY or (first in _STARTS and " " in name)):
        name = name.partition(" ")[2]
        first = name.split(" ")[0].lower()
    return name if name and len(name.split()) <= 4 and _is_name(name, loose) else ""


def _without_connection(text: str) -> str:
    """A text up to the last word that is more than a connection: taken off from the end, a long gap costs nothing."""
    while True:
        bare = text.rstrip().rstrip(_SIGNS)
        if bare == text:
            word = _CONNECTS.search(text, max(0, len(text) - _LONGEST_WORD))
            if not word:
                return text
            bare = text[: word.start()]
        text = bare


def _is_name(text: str, loose: bool) -> bool:
    words = text.lower().split()
    if _VERBS & set(words) or (words[:1] and words[0] in _AWAY) or "," in text or ";" in text or _NO_NAME.search(text):
        return False
    if text.lower() in _NOBODY or _VARIABLE.fullmatch(text) or _STARTED.match(text) or _SETTING.search(text):
        return False
    if not text.isascii() and text.startswith(_VISITS):
        return False
    if len(words) > 1 and _CONFIG_FILE.match(words[0]):
        return False  # `docker-compose.yml publishes the app to`
    identifier = _IDENTIFIER.fullmatch(text) is not None
    if not words or (is_field(text) and not identifier) or text.isdigit() or len(text) < 2 or not _LETTER.search(text):
        return False
    second = text.split()[1:2]
    spoken = text.isupper() and words[0] in PARTS  # "SSH on port 2221", no command
    if (
        words[0] in _COMMANDS and not spoken and not (second and second[0][:1].isupper())
    ):  # "open http://...", but Open WebUI
        return False
    if loose:
        return not any(word in _SENTENCE for word in words[:1])
    return not any(word in _SENTENCE for word in words) and (text[:1].isupper() or "-" in text or "_" in text)


def is_described(text: str, start: int) -> bool:
    """`API_URL - the full URL for the API (http://...)`: words between a variable and what it might hold."""
    return len(re.findall(r"[^\W\d_]{2,}", text[:start])) > 2


def is_instruction(text: str) -> bool:
    """`Send logs to http://...`, `Open http://...`: what is called there belongs to nobody named here."""
    word = re.match(r"\W*(?:\d+[.)]\s+)?([A-Za-z]+)\b(?!\s*[:：]|\s(?:containers?|images?|stack|service)\b)", text)
    return word is not None and (word[1].lower() in _COMMANDS or _STARTED.match(text, word.start(1)) is not None)


def is_description(text: str) -> bool:
    """`Event management system`: what something is, not what it is called."""
    first, *others = text.split() or [""]
    return len(others) > 1 and first[1:].islower() and all(word.islower() and word.isalpha() for word in others)


def is_remark(name: str, text: str, position: int) -> bool:
    """`Uptime Kuma – monitoring – http://...`: words with a dash or a comma before the literal at `position`."""
    return name.isalpha() and name.islower() and _SET_OFF.search(text, max(0, position - 40), position) is not None


def is_away(text: str, start: int) -> bool:
    """What follows is called there, `Sends mail through port 2525`, or an instruction to do so."""
    word = _FIRST_WORD.match(text, start)
    return is_instruction(text) or (word is not None and word[1].lower() in _AWAY)


@lru_cache(maxsize=1024)
def is_name(label: str) -> bool:
    """A label that may be a service's name: no field, no sentence."""
    return _is_name(label, True) and len(_PAREN_ASIDE.sub("", label).split()) <= 6


def is_home(label: str, rest: str) -> bool:
    """`Homepage: http://10.0.0.7:3000`: the page of everything at home, and no link to a project's."""
    return label.lower() == "homepage" and _BARE_URL.fullmatch(rest) is not None


def name_after(text: str, start: int, end: int) -> str:
    """`127.0.0.1:4000 (litellm)`, `http://h:3000 - Grafana`, `8100 listening - name`, `port 4100 is the Janua API port`."""
    after = text[start:end]
    paren = re.match(r"[`*\s]*\(\s*(?P<name>[^();,:]{2,40})(?:[;,:][^()]*)?\)", after)
    if paren:
        name = shown(paren["name"])
        plain = name.lower()
        if (
            not side_of(name)
            and plain not in PARTS
            and not re.search(
                r"\d{3,}|^press\b|^(?:head|main|first|second|primary|secondary|leader|follower|master|replica|standby|nodes?|workers?|peers?)$|^(?:users?|username|login|credentials?|password|guest|database|db)\b|\b(dev|prod|local|default|if|when|for|only|required|optional|https?|tcp|udp|lan|bind|observed|reachability|see|not|no|or|and)\b",
                plain,
            )
        ):
            return name if _is_name(name, True) and len(name.split()) <= 4 else ""
        return ""
    dash = re.match(r"[`*\s]*(?:listening\s*)?(?:[–—-]{1,2}|=>|→|#)\s+(?P<name>[^,;.(]{2,50})", after)
    if dash:
        name = leading_name(dash["name"])
        return name if name and _is_name(name, True) else ""
    owner = re.match(
        r"[`*\s]*(?:is|are|=|belongs to|used by)\s+(?:the\s+|used by\s+|for\s+|reserved for\s+)*(?P<name>[^,.;:()]{2,60}?)(?:\s+ports?\b|$|[,.;:(])",
        after,
    )
    if owner:
        tail = _NAMELIKE.search(_OWN.sub("", owner["name"].strip()))
        return shown(tail[1]) if tail and _is_name(shown(tail[1]), False) else ""
    return ""


def leading_name(text: str) -> str:
    """The name that a rest begins with, up to a parenthesis, comma, dash or gap."""
    name = shown(re.split(r"\s[–—-]\s|[(,;|→]|\s{2,}|\s#|:\s|\. ", text.strip().lstrip("-–—*` "))[0])
    if not name or len(name.split()) > 6 or not re.search(r"[^\W\d_]", name) or name.lower().split()[0] in _SENTENCE:
        return ""
    return name


def is_drawn_to(text: str, start: int) -> bool:
    """`web :8080 ──► api :8420`, `├──► redis :6379`: an arrow leads to the name before the literal at `start`."""
    arrow = max(text.rfind(sign, 0, start) for sign in ("►", "▶", "──>", "-->"))
    return arrow >= 0 and any(char.isalpha() for char in text[arrow:start])


def is_past(text: str, start: int) -> bool:
    """The literal at `start` is what used to be."""
    return bool(_PAST.search(text[max(0, start - 40) : start]))


def is_change(context: Context, text: str) -> bool:
    """Arrows between two numbers mean "from, to" where the heading or the line speaks of changes."""
    return bool(
        re.search(
            r"\b(chang\w+|mov\w+|migrat\w+|renumber\w*|resolved|conflicts?|old|new|before|after|was|instead|shared instance|remap\w*|upstream defaults?)\b",
            f"{context.section} {context.lead} {text}",
            re.I,
        )
    )


def is_field_literal(text: str, literal: Literal) -> bool:
    """The literal opens its line, so that it is the field of the service above."""
    return not text[: literal.start].strip(" `*(-:[")


def is_taken(text: str) -> bool:
    """The words announce ports that others hold."""
    return bool(_TAKEN.search(text))


def is_hostlike(label: str) -> bool:
    """A group label of one or two words without a topic word may name the host of its list."""
    plain = label.lower()
    return (
        len(label.split()) <= 2
        and not is_field(label)
        and not side_of(label)
        and not label.endswith("s")
        and plain not in PARTS
        and "/" not in plain
    )
