"""Words that say what a heading or a label is about, and name no service: `Ports`, `Getting started`, `Bind address`."""

from __future__ import annotations

import re
from functools import lru_cache

from consistency.model.name import PARTS
from consistency.model.pattern import lazily
from consistency.readers.headers import column

_PAREN = lazily(r"\([^()]*\)")
_LETTERS = lazily(r"[^\W\d_]+")
_ASCII = lazily("[a-z]+")
#: `model-server`: in general words, but as programs are called.
_PROGRAM = lazily(
    r"[\s`]*[a-z]+(?:-[a-z0-9]+)*-(?:server|service|svc|worker|gateway|proxy|manager|engine|agent|hub|runner)[\s`]*"
)

#: Words of headings that name a topic, not a service.
_TOPICS = frozenset(
    """access addresses agents allocation allocations api apis app application applications apps architecture auth authentication backend backends bind binds build
    changes check checks commands common components compose conclusion config configuration configurations configure conflict conflicts connection
    connections connectivity container containers context contents core current dashboard dashboards data database databases debug debugging
    default defaults dependencies deploy deployed deployment description design details development diagram docker documentation docs endpoint
    endpoints env environment environments evidence example examples exposure external features files firewall frontend general getting
    guide handbook handbuch playbook runbook runbooks cookbook health host hosting hosts important infrastructure ingress install installation internal introduction issues key layer layers layout links list
    listeners listening local location locations logs main management mapping mappings misc mode model models monitoring network networking networks next
    node notes observability observed optional options other overview owner parameters path phase platform policy port ports prerequisites private
    problem process production properties protected public purpose quick range ranges reachability reference references registry related release requirements
    reserved resources role routes routing rules run running runtime secrets section security server servers service services set settings setup shared socket sockets solution specs
    specifications stack stacks standard start started state status step steps storage strategy structure summary system systemd table tables tech test testing tests
    tier title todo tools topology traffic troubleshooting type types unit units update url urls usage useful user users values variables verification verify
    version view volumes web what when where why workflow for and the of to in on with by from your our all new old used active available selected per part
    cli flag flags helpers baseurl
    a an at is are how it fact facts inventory map matrix log detail full high low level via vs using after before assignments assignment assigned deployments behavior behaviour behaviors behaviours
    information info additional advanced basic known manual minimal numbers option overall points primary quickstart readme recommended required results sample
    secondary simple special specialized standards support supported target technical technology usecases vpn lan wan tailscale tailnet localhost cluster clusters machine machines class event method function module property constructor variable interface error
    cli ops operations devops administration project projects gotcha gotchas tip tips trick tricks pitfalls caveats guideline guidelines repo repository repositories codebase contributing hardware
    fix fixes fixed bug bugs bugfix bugfixes improvement improvements improved feature enhancement enhancements
    uri uris format formats schema syntax arguments args line lines modal modals dialog dialogs walkthrough walkthroughs acceptance criteria criterion global globale beispiel beispiele struktur output outputs input inputs lab labs tutorial tutorials recipe recipes lesson lessons exercise exercises workshop auto autodetection detection discovery demo demos showcase boot startup shutdown sequence sequences flow flows diagrams trace traces lifecycle
    software faq contact contacts team teams people license credits background motivation goals limitations assumptions questions
    self hosted selfhosting selfhosted onboarding offboarding roadmap changelog checklist checklists checkliste glossary glossar cheatsheet betriebshandbuch incident incidents migration
    errors locally lokal warning refs ref see also probe probes listener day days week weeks month months observation observations pieces result answers responses processes workers daemons""".split()
)  # fmt: skip


#: Labels and headings of remarks, which as one word of several may stand in a name: `Decision Service`.
_REMARKS = frozenset(
    "issue requirement pattern patterns tip hint answer decision observation reason rationale evidence cause causes expected actual symptom symptoms solutions fix fixes impact result results".split()
)

#: The same in other languages; with the words between them.
_TOPICS_ELSEWHERE = frozenset(
    """快速开始 快速启动 部署 部署说明 部署指南 安装 安装部署 安装说明 配置 配置说明 使用 使用说明 使用方法 服务 服务清单 服务列表 端口 端口列表 端口规划 端口分配 端口说明 访问 访问地址 访问方式 概述 简介
    架构 系统架构 项目结构 技术栈 环境 环境变量 环境要求 常见问题 故障排查 备注 说明 注意事项 开发 本地开发 生产 测试 目录 备份 监控 网络 启动 启动服务 运行 依赖 示例 验证
    概要 構成 サービス サービス一覧 ポート ポート一覧 アクセス アクセス方法 メモ バックアップ インストール 設定 使い方 起動 環境変数 トラブルシューティング 前提条件 一覧 開発
    dienste dienst übersicht überblick zugriff zugang sicherung sicherungen netzwerk einrichtung konfiguration fehlerbehebung hinweise voraussetzungen schnellstart entwicklung
    betrieb aufbau anschlüsse umgebungsvariablen und für von mit der die das wie
    services accès sauvegarde sauvegardes dépannage prérequis démarrage rapide vue ensemble réseau développement déploiement variables environnement utilisation et le la les du des de en sur pour
    servicios puertos acceso instalación primeros pasos requisitos configuración solución problemas copias seguridad despliegue desarrollo inicio rápido resumen arquitectura y los las el para con uso
    implantação arquitetura operação operações monitoramento funcionamento guia operaciones monitoreo manual exploitation surveillance guide
    bereitstellung architektur portbelegung inbetriebnahme überwachung serviços portas acesso instalação início configuração rede desenvolvimento resumo visão geral como rodar executar e os as do da dos das para com uso
    notiz notizen wiederherstellung notfall notfälle notfallplan anleitung anleitungen rechner geräte liste listen zugänge benutzer wartung aufgaben tagebuch protokoll
    doku dokumentation vorlage vorlagen heimnetz umzug neuinstallation aktualisierung aktualisierungen bekannte probleme häufige fragen
    remarques restauration restauración restauração notas apuntes
    сервисы порты установка запуск настройка быстрый старт доступ сеть разработка и для""".split()
)


#: Headings put together of such words, in scripts that put no gaps between them.
_TOPICS_JOINED = lazily(
    r"(?:端口号?|主机|宿主机|服务器?|地址|访问|列表|分配|规划|映射|说明|一览|默认|清单|总览|概览|配置|信息|表|号|内部|外部|和|与|及|ポート|ホスト|サービス|アドレス|"
    r"番号|割り?当て|一覧|設定|情報|内|外|と|の|포트|호스트|서비스|주소|목록|할당|설정|및|url|api|[\s/、・&+-])+",
    re.IGNORECASE,
)

#: What a page about something is called behind its name.
_PAGES = frozenset(
    """guide guides runbook playbook handbook manual setup installation install configuration config deployment documentation docs doc reference
    overview quickstart operations notes instructions tutorial integration walkthrough cheatsheet""".split()
)

#: What pages are about that is no program.
_COMMON = _TOPICS | frozenset(
    """domain domains custom firewall router ssl tls https http dns certificate certificates reverse proxy email mail smtp backup client remote
    nginx ssh linux windows macos printer""".split()
)

#: Topics that as a label in front of an endpoint do name a service.
_LABELS = frozenset(
    "monitoring registry dashboard dashboards observability logging ingress documentation api frontend backend web database docs".split()
)

#: One of these words in a heading is enough to make it a topic.
_STRONG = frozenset(
    """port ports endpoint endpoints overview summary notes mapping mappings strategy behavior behaviour rules evidence allocation allocations conventions
    convention troubleshooting prerequisites appendix glossary references changes checklist drift immutability issues conflicts resolved usage before after
    considerations requirements comparison decisions steps tests testing examples next error errors""".split()
)


#: `Services while developing`: a heading over several, whatever it says of them.
_SEVERAL = ("Services ", "Dienste ", "Servers ", "Apps ", "Servicios ", "Serviços ")


def is_topic(text: str) -> bool:
    """Whether a heading's words name what is written about, and no service."""
    if not text.isascii() and _TOPICS_JOINED.fullmatch(_PAREN.sub("", text)):
        return True
    if " / " in text:  # in two languages
        return all(map(is_topic, text.split(" / ")))
    if _PROGRAM.fullmatch(text):
        return False
    said = _LETTERS.findall(_PAREN.sub("", text).lower())
    if len(said) == 1 and said[0] in _REMARKS:
        return True
    return _TOPICS.issuperset(said) or all(word in _TOPICS or word in _TOPICS_ELSEWHERE for word in said)


def has_topic(text: str) -> bool:
    """Whether one word of a heading makes it a topic, whatever else stands in it."""
    if text.startswith(_SEVERAL):
        return True
    return not _STRONG.isdisjoint(_ASCII.findall(_PAREN.sub("", text).lower()))


def without_page(text: str) -> str:
    """`Janua Operations Runbook` is about Janua: a name without the words for a page about it, and its topic, behind them."""
    kept = text.split(" ")
    if kept[-1].lower() not in _PAGES:
        return text
    while len(kept) > 1 and (last := kept[-1].lower()) not in PARTS and (last in _PAGES or last in _TOPICS):
        kept.pop()
    phrase = any(word.islower() and word not in PARTS for word in kept[1:]) or _COMMON.issuperset(map(str.lower, kept))
    return text if phrase else " ".join(kept)


@lru_cache(maxsize=1024)
def is_field(label: str) -> bool:
    """A bullet's key that names an attribute of the service above it, not a service."""
    if column(label).role not in ("", "service", "container"):
        return True
    words = _LETTERS.findall(_PAREN.sub("", label).lower())
    return (
        not words
        or (len(words) == 1 and words[0] in (_TOPICS | _REMARKS) - _LABELS)
        or bool(_STRONG & set(words) - _LABELS)
    )
