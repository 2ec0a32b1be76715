"""Commands of a page that fail unless config is as they say: a Service's port that is forwarded, an image's that is published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from consistency.model.claim import PROJECT, Claim
from consistency.model.name import squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.config.endpoint import is_private
from consistency.readers.context import Context, make, service_in
from consistency.readers.scripted import folder_of
from consistency.values import exact
from consistency.values.container_run import every_run, image
from consistency.values.execline import Word, listens
from consistency.values.port import valid
from consistency.values.url import urls

_FORWARD = lazily(r"\bport-forward\b(?P<words>[^\n`#|;&]*)")
_SERVICE = lazily(r"(?<!\S)(?:svc|services?)/(?P<name>[a-z0-9][a-z0-9-]*)(?!\S)")
_WORKLOAD = lazily(r"(?<!\S)(?:deploy(?:ments?)?|sts|statefulsets?|ds|daemonsets?)/(?P<name>[a-z0-9][a-z0-9-]*)(?!\S)")
_SERVICE_NAME = lazily(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CALLED = lazily(
    r"(?<![\w.-])(?P<name>[a-z0-9][a-z0-9-]*)\.(?P<namespace>[a-z0-9][a-z0-9-]*)\.svc(?:\.cluster\.local)?:(?P<port>\d{2,5})(?![\w.-]|:\d)"
)
_PATH = lazily(r"/[A-Za-z0-9][\w/-]{0,80}(?![\w/.-]*[{<$*])")
_PORT = lazily(r"(?<!\S)(?:\d{2,5}:|:)?(?P<port>\d{2,5})(?!\S)")
_BUILT = lazily(
    r"\b(?:docker|podman)[ \t]+(?:buildx[ \t]+)?build\b(?![^\n]*[ \t]-f)[^\n]*?[ \t](?:-t|--tag)[ =](?P<tag>[\w./:-]+)(?=[^\n]*[ \t]\.[ \t]*(?:\n|$))"
)
#: What makes a container listen elsewhere than its image would.
_TOLD = lazily(
    r"--env-file|--?[\w-]*(?:port|listen|addr|bind)\b|[A-Z_]*(?:PORT|LISTEN|ADDR|BIND)\w*=|(?:[\w.]*:)?\d{4,5}$"
)

#: A label that is shown alone, beside the file in which it stands.
_LABEL = lazily(
    r"(?P<key>traefik\.http\.services\.[\w-]{1,60}\.loadbalancer\.server\.port)[\"']?[ \t]*[=:][ \t]*[\"']?(?P<port>[1-9]\d{1,4})(?!\d)",
    re.IGNORECASE,
)
#: `claude mcp add --transport http NAME URL`
_CLIENT = lazily(
    r"\bmcp[ \t]+add(?:[ \t]+--?[\w-]+[ =](?:http|sse|user|project|local)\b)*[ \t]+(?P<name>[\w-]+)(?:[ \t]+--?[\w-]+[ =](?:http|sse|user|project|local)\b)*[ \t]+(?P<url>https?://[^\s`'\"]+)"
)


def read(passage: Passage, context: Context) -> Iterator[Claim]:
    """The ports of Services that are forwarded, and the ports inside of the project's own image that are published."""
    text = passage.text
    for match in _FORWARD.finditer(text) if "port-forward" in text else ():
        ports = list(_PORT.finditer(text, *match.span("words")))
        service = _SERVICE.search(text, *match.span("words"))
        if service and len(ports) == 1:
            yield from _claim(passage, context, ports[0].span("port"), exact.service(service["name"]), "pod")
        workload = _WORKLOAD.search(text, *match.span("words"))
        if workload and len(ports) == 1:
            yield from _claim(passage, context, ports[0].span("port"), exact.workload(workload["name"]), "pod")
    for match in _CLIENT.finditer(text) if "mcp add" in text else ():
        for url in urls(match["url"]):
            start = match.start("url")
            place = start + url.port_start, start + url.port_end
            if url.port and is_private(url.host):
                yield from _claim(passage, context, place, exact.mcp_server(match["name"]), "host")
    for match in _LABEL.finditer(text) if ".loadbalancer.server.port" in text and context.role == "canon" else ():
        yield from _claim(passage, context, match.span("port"), exact.label(match["key"]), "host")
    if " run " not in text or context.role != "canon":
        return
    built = {_key(match["tag"]) for match in _BUILT.finditer(text)}
    own = squash(service_in(context.title))[0] if context.path.rpartition("/")[2].lower() == "readme.md" else ""
    for run in every_run(text):
        key = _key(image(run.argv))
        if not key or key not in (own, *built) or _is_told(run.argv):
            continue
        for listen in listens(run.argv, {}):
            if listen.inner_at:
                place = (run.start + listen.inner_at[0], run.start + listen.inner_at[1])
                yield from _claim(passage, context, place, exact.image(folder_of(context.path)), "container")


def called(passage: Passage, context: Context) -> Iterator[Claim]:
    """The ports of Services that are called by the cluster's own DNS: `http://billing.prod.svc.cluster.local:8080`."""
    for match in _CALLED.finditer(passage.text):
        name, namespace = match["name"], match["namespace"]
        yield from _claim(passage, context, match.span("port"), exact.called(name, namespace), "pod")
        if path := _PATH.match(passage.text, match.end()):
            yield from _claim(passage, context, match.span("port"), exact.call(name, namespace, path[0]), "pod")
        if "-" in name or name == namespace:  # a name that no other Service of the cluster has by chance
            yield from _claim(passage, context, match.span("port"), exact.called(name, ""), "pod")


def of_services(claims: Sequence[Claim]) -> list[Claim]:
    """The plain ports of a table that has target ports or node ports beside them: those of Services."""
    return _under(exact.service, claims)


def of_workloads(claims: Sequence[Claim]) -> list[Claim]:
    """The plain ports of a table that has namespaces beside them: those of Services, or inside."""
    return _under(exact.workload, claims)


def _under(named: Callable[[str], str], claims: Sequence[Claim]) -> list[Claim]:
    return [
        claim._replace(service=named(claim.service), host="", part="", namespace="pod", source=PROJECT)
        for claim in claims
        if claim.attribute == "port" and claim.namespace in ("", "host") and _SERVICE_NAME.fullmatch(claim.service)
    ]


def _key(tag: str) -> str:
    return squash(tag.rpartition("/")[2].partition(":")[0].partition("@")[0])[0]


def _is_told(argv: list[Word]) -> bool:
    """Whether some word but those of what is published may say a port."""
    before = ("", *(word.text for word in argv))
    return any(
        _TOLD.match(word.text) is not None
        for word, flag in zip(argv, before, strict=False)
        if flag not in ("-p", "--publish") and not word.text.startswith("--publish")
    )


def _claim(passage: Passage, context: Context, place: tuple[int, int], service: str, space: str) -> Iterator[Claim]:
    port = int(passage.text[slice(*place)])
    if valid(port):
        yield make(
            context, passage, *place, "port", str(port), service=service, host="", port=port, namespace=space, source=PROJECT,
            statement=f"L{passage.span(*place).line}",
        )  # fmt: skip
