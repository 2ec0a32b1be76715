"""Which config files are read, and by what: the one table of kinds.

A file's kind is told by its name first and by the beginning of its text then; of what neither tells, `.conf` and `.cfg` are
read for what any text of config says, and nothing else is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from consistency.model.claim import Reading
from consistency.model.passage import Passage
from consistency.model.pattern import lazily

if TYPE_CHECKING:  # names alone tell most files; what reads them is loaded once there is something to read
    from consistency.readers.config.sheet import Sheet

Siblings = Mapping[str, str]

#: How the names of compose files begin, and how many names an env file beside one may have.
_COMPOSE = ("docker-compose", "compose")
_ENVS = 6

#: Folders of the variables that stand for a role's own.
_ANSIBLE = ("group_vars", "host_vars")

#: How much of a text `kind_of` needs to see.
HEAD = 8192


class Kind(NamedTuple):
    """`name` is searched in the path in lower case, `head` in the beginning of the text; "" never matches."""

    kind: str
    name: str
    head: str


#: In this order; of a YAML file the head decides unless the name does, "yaml" is what is left.
KINDS: tuple[Kind, ...] = (
    Kind(
        "compose",
        r"(?:^|/)(?:(?:docker-|podman-)?compose(?:[._-][^/]*)?|(?:docker-)?compose\.d/[^/]+)\.ya?ml$",
        r"(?m)^services:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*[ \t]+[\w.-]+:(?s:.{0,2000}?)"
        r"\n[ \t]+(?:image|build|container_name):"
        r"|^[ \t]*(?:image|container_name): (?s:.{0,2000}?)\n[ \t]+-[ \t]+[\"']?[\d.:]*\d+:\d+",
    ),
    Kind(
        "env",
        r"(?:^|/)(?:\.env(?:\.[^/]*)?|[^/]*\.env(?:\.[a-z]+)?|env\.(?:example|sample|template|dist))$",
        r"\A(?:[ \t]*(?:#[^\n]*)?\r?\n)*(?:export )?[A-Z][A-Z0-9_]*=[^\n]*"
        r"(?:\r?\n[ \t]*(?:#[^\n]*|(?:export )?[A-Z][A-Z0-9_]*=[^\n]*)?)*\s*\Z",
    ),
    Kind("caddy", r"(?:^|/)caddyfile(?:[._-][^/]*)?$|\.caddy(?:file)?$", r"(?m)^\s*reverse_proxy\s+\S*:\d+"),
    Kind(
        "systemd",
        r"\.(?:service|socket|container|pod|kube)(?:\.(?:j2|in|tmpl|example|template|sample))?$|\.(?:service|socket)\.d/[^/]+\.conf$",
        r"(?m)^\[(?:Service|Socket)\]\s*$(?s:.{0,4000}?)^(?:ExecStart|Listen\w+)=",
    ),
    Kind("launchd", r"\.plist$", r"<plist\b(?s:.{0,4000}?)<key>Label</key>"),
    Kind(
        "dockerfile",
        r"(?:^|/)(?:docker|container)file(?:[.-][^/]*)?(?<!\.png|\.svg|\.jpg|\.gif|\.pdf)$|\.(?:docker|container)file$",
        r"(?m)\A(?:\s*#.*\n)*FROM \S",
    ),
    Kind(
        "apache",
        r"(?:^|/)(?:apache2?|httpd)/(?:[^/]+/)*[^/]*\.conf$|(?:^|/)(?:[^/]*[._-])?(?:apache2?|httpd)[^/]*\.conf$",
        r"(?mi)^[ \t]*<VirtualHost[ \t]+[^>\s][^>\n]*>",
    ),
    Kind(
        "nginx",
        r"(?:^|/)nginx[^/]*\.conf$|\.nginx$|(?:^|/)(?:sites-(?:available|enabled)|nginx(?:/[^/]*)*)/[^/]*\.?(?:conf)?$",
        r"(?m)^\s*(?:server\s*\{|upstream\s+\S+\s*\{|proxy_pass\s+\S+;)",
    ),
    Kind(
        "haproxy",
        r"(?:^|/)haproxy[^/]*\.(?:cfg|conf)(?:\.j2)?$",
        r"(?m)^(?:frontend|backend|listen)[ \t]+\S+[ \t]*\r?\n(?:[ \t]+\S[^\n]*\n|[ \t]*\n|#[^\n]*\n)*?[ \t]+(?:bind|server|use_backend|default_backend)[ \t]+\S",
    ),
    Kind("router", r"(?:^|/)litellm[^/]*\.ya?ml$", r"(?m)^model_list:|^\s*-\s+model_name:"),
    Kind(
        "kubernetes",
        r"(?:^|/)kind(?:[-_.][^/]*)?\.ya?ml$",
        r"(?m)^apiVersion:\s*\S[^\n]*$(?s:.*)^kind:\s*\w|^kind:\s*\w[^\n]*$(?s:.*)^apiVersion:\s*\S|^\s*extraPortMappings:",
    ),
    Kind("tunnel", "", r"(?m)^ingress:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*[ \t]*-[ \t]+(?:hostname|service|path):"),
    Kind(
        "traefik",
        "",
        r"(?m)^http:[ \t]*(?:#.*)?\n(?:[ \t#].*\n|\n)*?[ \t]+(?:routers|services):[ \t]*(?:#.*)?\n",
    ),
    Kind(
        "prometheus", "", r"(?m)^scrape_configs:[ \t]*(?:#.*)?$|\A(?:[ \t]*(?:#[^\n]*)?\n)*(?:---\n)?-[ \t]+job_name:"
    ),
    Kind(
        "ansible",
        r"(?:^|/)(?:group_vars|host_vars)/(?:[^/]+/)*[^/]+\.ya?ml$|(?:^|/)roles/[^/]+/(?:defaults|vars)/[^/]+\.ya?ml$",
        "",
    ),
    Kind(
        "zone",
        r"(?:^|/)(?:[^/]+\.zone|(?:db|zone)\.[\w-]+\.[\w.-]+|(?:zones|bind|named)/[^/]+\.(?:db|dns))$",
        r"(?m)^\S*[ \t]+(?:\d+\w?[ \t]+)?IN[ \t]+SOA[ \t]",
    ),
    Kind(
        "hosts",
        r"(?:^|/)(?:custom\.list|etc/hosts|hosts\.(?:txt|lan|local|home))$",
        r"\A(?:[ \t]*(?:#[^\n]*)?\n)*[ \t]*\d{1,3}(?:\.\d{1,3}){3}[ \t]+[A-Za-z][\w.-]*(?:[ \t]+[A-Za-z#][^\n]*)?[ \t]*(?:\n|\Z)",
    ),
    Kind("nomad", r"\.nomad(?:\.hcl)?$", ""),
    Kind("terraform", r"\.tf(?:vars)?$", ""),
    Kind("nix", r"\.nix$", ""),
    Kind("package", r"(?:^|/)package\.json$", ""),
    Kind(
        "devserver",
        r"(?:^|/)(?:(?:vite|nuxt|astro|quasar|rsbuild|webpack(?:\.dev)?)\.config|vue\.config)\.[cm]?[jt]s$",
        "",
    ),
    Kind(
        "wireguard",
        r"(?:^|/)wireguard/[^/]*\.conf$|(?:^|/)wg[\w-]*\.(?:conf|netdev)(?:\.(?:example|sample|template))?$",
        "",
    ),
    Kind(
        "inventory",
        r"(?:^|/)(?:inventory|hosts)[^/]*\.ini$|(?:^|/)(?:ansible|inventor(?:y|ies)(?:/[^/]+)*)/(?:hosts|[\w-]+\.ini)$",
        r"(?m)^[\w.-]+[ \t][^#\n]*\bansible_(?:ssh_)?host=",
    ),
    Kind(
        "supervisor",
        r"(?:^|/)supervis[^/]*\.(?:conf|ini)$|(?:^|/)supervis[^/]*/(?:[^/]*/)?[^/]*\.(?:conf|ini)$",
        r"(?m)^\[program:[\w.-]+\]",
    ),
    Kind("processes", r"(?:^|/)(?:process-compose|mprocs)[^/]*\.ya?ml$", ""),
    Kind("pm2", r"(?:^|/)(?:ecosystem(?:\.config)?|pm2(?:\.config)?)\.(?:[cm]?js|json)$", ""),
    Kind("tilt", r"(?:^|/)tiltfile$", ""),
    Kind("gunicorn", r"(?:^|/)gunicorn(?:[._-]conf(?:ig)?)?\.py$", ""),
    Kind("docsite", r"(?:^|/)(?:docusaurus\.config\.[cm]?[jt]s|mkdocs\.ya?ml)$", ""),
    Kind("streamlit", r"(?:^|/)\.streamlit/config\.toml$", ""),
    Kind("settings", r"(?:^|/)(?:settings|config)\.(?:py|go|[cm]?[jt]s)$", ""),
    Kind("mosquitto", r"(?:^|/)mosquitto[^/]*\.conf$|(?:^|/)mosquitto(?:/[^/]*)*/[^/]*\.conf$", ""),
    Kind(
        "store",
        r"(?:^|/)(?:postgresql|redis|valkey)[^/]*\.conf$|(?:^|/)pgbouncer[^/]*\.ini$|(?:^|/)(?:mysqld?|my|mariadb|50-server)[^/]*\.cnf$",
        "",
    ),
    Kind("sshd", r"(?:^|/)sshd_config(?:\.d/[^/]+\.conf)?(?:\.j2)?$", ""),
    Kind("forge", r"(?:^|/)(?:gitea-|forgejo-)?app\.ini$", ""),
    Kind("grafana", r"(?:^|/)grafana[^/]*\.ini$|(?:^|/)grafana/(?:[^/]+/)*[^/]+\.ini$", ""),
    Kind("nft", r"\.nft$|(?:^|/)nftables[^/]*\.conf$", ""),
    Kind("pve", r"(?:^|/)storage\.cfg$|(?:^|/)(?:lxc|qemu-server|pve|proxmox)/(?:[^/]+/)*\d{3,9}\.conf$", ""),
    Kind("procfile", r"(?:^|/)procfile(?:\.[\w-]+)?$", ""),
    Kind("script", r"\.(?:sh|bash|just)$|(?:^|/)(?:gnu)?(?:make|just)file$", ""),
    Kind("json", r"\.(?:json|jsonl|ndjson|json5)$", r"\A\s*(?:\{\s*\"[^\"\n]*\"\s*:|\[\s*\{\s*\")"),
    Kind(
        "spring",
        r"(?:^|/)(?:application|bootstrap)(?:-[\w-]+)?\.(?:ya?ml|properties)$",
        r"(?m)^server:[ \t]*\n(?:[ \t]*#[^\n]*\n)*[ \t]+port:(?s:.{0,3000}?)^(?:spring|management|eureka):|"
        r"^(?:spring|management|eureka):(?s:.{0,3000}?)^server:[ \t]*\n(?:[ \t]*#[^\n]*\n)*[ \t]+port:",
    ),
    Kind(
        "properties", r"\.properties$", r"(?m)^[\w.-]+[ \t]*(?:=[ \t]*)?(?<=[= \t])[a-z]+://[a-z][a-z0-9-]*:\d{4,5}\b"
    ),
    Kind("helm", r"(?:^|/)(?:values(?:[._-][\w-]+)?|[\w-]+[._-]values)\.ya?ml$", ""),
    Kind("toml", r"\.toml$", ""),
    Kind("yaml", r"\.ya?ml$", ""),
)

_NAMES = tuple((kind.kind, lazily(kind.name)) for kind in KINDS if kind.name)
_HEADS = tuple((kind.kind, lazily(kind.head)) for kind in KINDS if kind.head)
_IN_YAML = frozenset(("compose", "kubernetes", "router", "tunnel", "traefik", "prometheus", "spring"))
#: Endings of files whose name tells nothing, so that the text may.
_PLAIN = lazily(r"(?:^|/)[^/.]*$|\.(?:conf|cfg|txt|sample|example|template|dist)$")

_LEFT_OUT = lazily(
    r"(?:^|/)(?:node_modules|bower_components|vendor|vendored|third_party|dist(?!/(?:systemd|configs?|conf|etc|init|deb|rpm|debian|packaging|pkg|service|units|linux|docker|compose)/)|\.?venv|site-packages|\.git"
    r"|\.tox|\.mypy_cache|\.next|\.nuxt|\.terraform|__pycache__|coverage|htmlcov|testdata|fixtures|__fixtures__|\.vscode(?!/mcp\.json)"
    r"|\.idea|\.github|locales|i18n|translations)/"
    r"|(?:^|/)(?:package-lock|composer|tsconfig[^/]*|jsconfig|launch|tasks|renovate|angular|nx|lerna|turbo|manifest"
    r"|vercel|biome|deno|components|\.[^/]*rc)\.json$|\.(?:min|map|lock|schema|excalidraw)(?:\.json)?$"
    r"|[-.]lock\.(?:json|ya?ml)$|(?:^|/)pkg-info$|\.(?:dist|egg)-info/|(?:^|/)(?:(?:pnpm-lock|\.pre-commit-config|\.gitlab-ci)[^/]*|mkdocs[._-][^/]*)\.ya?ml$"
    r"|(?:openapi|swagger)[^/]*\.(?:json|ya?ml)$|\.ipynb$"
)


def ignored(path: str) -> bool:
    """A vendored or generated tree, a test's fixture, or the settings of a development tool."""
    return _LEFT_OUT.search(path.lower()) is not None


def kind_of(path: str, head: str) -> str | None:
    """The kind of a file, None for one that is not read; `head` is its text or the first HEAD characters of it.

    A fence has no name: give a file name made of its info string (`x.yml`), or "" to go by the text alone.
    """
    if ignored(path):
        return None
    lowered = _untemplated(path.lower())
    named = next((kind for kind, pattern in _NAMES if pattern.search(lowered)), None)
    if named not in (None, "yaml") or not (named or _PLAIN.search(lowered)):
        return named
    beginning = head[:HEAD].removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for kind, pattern in _HEADS:
        if (named is None or kind in _IN_YAML) and pattern.search(beginning):
            return kind
    return named or ("conf" if path.lower().endswith((".conf", ".cfg")) else None)


def _untemplated(lowered: str) -> str:
    """The name of what a template makes; YAML, nginx's and Caddy's files are read past what a template leaves open."""
    plain = lowered.removesuffix(".j2")
    return plain if plain.endswith((".yml", ".yaml", ".conf", "caddyfile")) else lowered


def may_hold(path: str) -> bool:
    """Can a file of this name hold config at all? True where only a look at the text can tell."""
    lowered = _untemplated(path.lower())
    return not ignored(path) and (any(p.search(lowered) for _, p in _NAMES) or bool(_PLAIN.search(lowered)))


def is_named(path: str) -> bool:
    """Whether the name alone says that a file holds config, whatever is in it."""
    lowered = _untemplated(path.lower())
    return any(pattern.search(lowered) for _, pattern in _NAMES)


def siblings_of(kind: str | None, path: str, text: str = "") -> tuple[str, ...]:
    """The other files that a file's claims depend on, the most telling first: paths, or patterns with `*`.

    Most of them do not exist. For systemd the text says which environment files are meant.
    """
    folder = path.rpartition("/")[0]
    prefix = folder + "/" if folder else ""
    if kind == "compose":
        above = folder.rpartition("/")[0]
        shared = (above + "/" if above else "") + "env/"
        names: tuple[str, ...] = (".env", ".env.example", ".env.sample", ".env.template", ".env.dist", "env.example")
        names += ("README.md", "Readme.md", "readme.md", *(f"{stem}{sign}*" for stem in _COMPOSE for sign in ".-"))
        return tuple(prefix + name for name in names) + tuple(shared + name for name in names[:_ENVS])
    if kind in ("supervisor", "pm2"):
        above = folder.rpartition("/")[0]
        return tuple(
            dict.fromkeys((prefix + "*Dockerfile*", f"{above}/*Dockerfile" if above else "*Dockerfile", "Dockerfile*"))
        )
    if kind == "wireguard":
        return (prefix + "*.conf", prefix + "*.netdev")
    if kind == "gunicorn":
        tops = ("Dockerfile", "docker-compose*.y*ml", "compose*.y*ml")
        return tuple(dict.fromkeys((prefix + "Dockerfile", *tops)))
    if kind in ("mosquitto", "store", "grafana"):
        composes = ("docker-compose*.y*ml", "compose*.y*ml")
        folders = [folder.rsplit("/", up)[0] if folder.count("/") >= up else "" for up in range(3)]
        return tuple(dict.fromkeys((one + "/" if one else "") + name for one in folders for name in composes))
    if kind == "ansible" and "roles/" in path:
        top = path[: path.index("roles/")]
        return tuple(f"{top}{above}{name}/*" for above in ("", "inventory/", "inventories/*/") for name in _ANSIBLE)
    if kind == "helm":
        return tuple(prefix + name for name in ("Chart.yaml", "chart/Chart.yaml", "helm/Chart.yaml"))
    if kind == "devserver":
        return (prefix + "package.json",)
    if kind == "systemd":
        unit = folder.removesuffix(".d") if folder.endswith(".d") else f"{path}.d/*.conf"
        files = re.findall(r"(?m)^EnvironmentFile=-?\S*?([^/\s]+)[ \t]*\r?$", text)
        pod = (prefix + "*.container",) if path.endswith(".pod") else ()
        return (unit, *(prefix + name for name in files), *pod)
    return ()


def read(path: str, text: str, siblings: Siblings | None = None, kind: str | None = None) -> Reading:
    """The claims of one file; `siblings` has the texts of the files that `siblings_of` names, as far as they exist."""
    kind = kind or kind_of(path, text)
    if kind is None:
        return Reading()
    from consistency.readers.config.everywhere import everywhere
    from consistency.readers.config.of_project import KINDS, of_project
    from consistency.readers.config.standing import standing

    sheet = _sheet(path, text, kind)
    reading = _read(kind, sheet, siblings or {})
    if kind in KINDS:
        reading = reading._replace(claims=(*reading.claims, *of_project(reading.claims)))
    if beside := tuple(everywhere(sheet, reading)):
        reading = reading._replace(claims=(*reading.claims, *beside))
    return standing(sheet).of(reading)


def read_whole(path: str, text: str, siblings: Siblings, kind: str) -> Reading:
    """The same, and the addresses of machines that the file gives in lists and in passing."""
    from consistency.readers.config.addresses import of_config, of_lists
    from consistency.readers.config.standing import standing
    from consistency.values.named_address import may_hold

    reading = read(path, text, siblings, kind)
    if not may_hold(text):
        return reading
    sheet = _sheet(path, text, kind)
    told = standing(sheet).of(Reading(of_config(sheet))).claims
    return reading._replace(claims=(*reading.claims, *told, *of_lists(reading.claims)))


def _sheet(path: str, text: str, kind: str) -> Sheet:
    from consistency.readers.config.sheet import Sheet
    from consistency.readers.config.variant import environment

    return Sheet.of(path, text)._replace(source=kind, scope=environment(path))


def read_fence(path: str, passage: Passage, kind: str, role: str = "canon") -> Reading:
    """The claims of config quoted in a document, placed in the document."""
    from consistency.readers.config.sheet import Sheet

    return _read(kind, Sheet.of_passage(path, passage, role)._replace(source=kind), {})


def _read(kind: str, sheet: Sheet, siblings: Siblings) -> Reading:
    from consistency.readers.config.reading import READERS

    order = siblings_of(kind, sheet.file)
    ranked = sorted(siblings.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    return READERS[kind](sheet, dict(ranked))
