"""The record of a snapshot that `consistency snapshot` wrote, as claims of evidence.

The tables above the record are generated from it and say nothing more: the record alone is read.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from consistency.model.claim import Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.jsonplaces import Node, located
from consistency.readers.snapshot_fence import FENCE

_FENCE = lazily(rf"(?m)^{re.escape(FENCE)}[ \t]*\r?\n")
_END = lazily(r"\r?\n```[ \t]*(?:\r?\n|\Z)")
_DIGEST = lazily(r'(?m)^record-sha256: "([0-9a-f]{64})"')
_LINE_END = lazily(r"\r\n|\r|\n")
_SUFFIX = lazily(r"\.(?:service|socket|scope)$")
_VENDOR = ("/lib/", "/usr/lib/")
_INTERPRETER = lazily(
    r"python[\d.]*|node|bun|deno|java|ruby[\d.]*|perl|php[\w.-]*|dotnet|beam\.smp|(?:ba|da|z|a)?sh|docker-proxy|rootlessport"
    r"|conmon|exe|socat"
)
_UNSEEN = ("failed", "not-run")
_MODELS = 100


def is_snapshot(text: str) -> bool:
    """Whether a document holds a record of ours: then `read` reads it, and no other reader should."""
    return FENCE in text and _FENCE.search(text) is not None


def read(path: str, text: str) -> Reading:
    """The record's claims, each at the exact place of its value in the record's line.

    A record that is broken, or whose digest is not the front matter's, gives a claim `problem` ("broken-record",
    "edited-record"); an edited one is read all the same. A document without a record gives nothing.
    """
    fence = _FENCE.search(text)
    if fence is None:
        return Reading()
    reader = _Reader(path, text)
    try:
        record = located(text, fence.end())
    except (ValueError, RecursionError):
        return Reading((reader.claim("problem", "broken-record", fence.start(), fence.start() + len(FENCE)),))
    run = record.get("run")
    if not isinstance(record.value, dict) or run is None or not run.text("host") or not run.text("at"):
        return Reading((reader.claim("problem", "broken-record", fence.start(), fence.start() + len(FENCE)),))
    reader.about(record, run)
    return Reading((*_edited(reader, fence.end()), *reader.read()))


def _edited(reader: _Reader, start: int) -> Iterator[Claim]:
    end, said = _END.search(reader.text, start), _DIGEST.search(reader.text, 0, start)
    if end is None or said is None:
        return
    body = reader.text[start : end.start()].replace("\r\n", "\n")
    if hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest() != said[1]:
        yield reader.claim("problem", "edited-record", said.start(1), said.end(1))


class _Reader:
    """One record on its way to claims: the text, its lines, and what holds for all claims."""

    def __init__(self, path: str, text: str) -> None:
        self.path, self.text = path, text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self.host = self.date = ""
        self.inside = False
        self.record = Node({}, 0, 0)

    def about(self, record: Node, run: Node) -> None:
        self.record, self.host, self.date = record, run.text("host"), run.text("at")[:10]
        self.inside = bool(run.text("inside"))

    def claim(self, attribute: str, value: str, start: int, end: int, **more: Any) -> Claim:
        line = bisect_right(self.starts, start)
        column = start - self.starts[line - 1] + 1
        fields = {"host": self.host, "observed_on": self.date, "role": "evidence", "statement": f"L{line}"}
        place = (self.path, line, column, column + end - start, self.text[start:end])
        return Claim(attribute, value, *place, **{**fields, **more})

    def at(self, attribute: str, node: Node | None, value: str | None = None, **more: Any) -> Iterator[Claim]:
        """A claim at a node; none where there is no node."""
        if node is not None:
            yield self.claim(attribute, str(node.value) if value is None else value, node.start, node.end, **more)

    def rows(self, key: str) -> list[Node]:
        node = self.record.get(key)
        return [row for row in node.items() if isinstance(row.value, dict)] if node is not None else []

    def read(self) -> Iterator[Claim]:
        states = {row.text("facet"): row.text("state") for row in self.rows("coverage")}
        for row in self.rows("coverage"):
            yield from self._coverage(row)
        yield from self._corrections()
        owners: dict[int, str] = {}
        for row in self.rows("listeners"):
            owners.setdefault(row.number("port"), owner(row))
            yield from self._listener(row)
        holding = {row.text("unit") for row in self.rows("listeners")}
        on_demand = {unit for row in self.rows("units") for unit in row.texts("triggers")}
        for row in self.rows("units"):
            yield from self._unit(row, holding, on_demand, states.get("sockets", "not-run"))
        for row in self.rows("containers"):
            yield from self._container(row)
        for row in self.rows("services"):
            yield from self._service(row)
        for row in self.rows("serves"):
            yield from self._serve(row, owners)
        for row in self.rows("probes"):
            yield from self._probe(row, owners)

    def _coverage(self, row: Node) -> Iterator[Claim]:
        """From inside a container the host around it was not looked at, but by the requests that were made to it."""
        name = row.text("facet")
        value = "not-run" if self.inside and name != "probes" else row.text("state")
        if name:
            yield from self.at("coverage", row.get("state"), value, service=name, source="snapshot coverage")

    def _corrections(self) -> Iterator[Claim]:
        """A snapshot that this one corrects counts no longer: coverage "corrected", the snapshot's id as its facet."""
        run = self.record.get("run")
        names = run.get("corrects") if run is not None else None
        for name in names.items() if names is not None else ():
            if isinstance(name.value, str):
                yield from self.at("coverage", name, "corrected", service=name.value, source="snapshot correction")

    def _listener(self, row: Node) -> Iterator[Claim]:
        namespace = "container" if self.inside or row.text("ns") else "host"
        yield from self._endpoint(row, owner(row), "snapshot listener", namespace=namespace)
        unit = row.get("unit")
        if unit is not None and not row.text("ns"):
            known: dict[str, Any] = {"port": row.number("port"), "protocol": row.text("proto"), "service": owner(row)}
            yield from self.at("unit", unit, source="snapshot listener", **known)

    def _endpoint(self, row: Node, service: str, source: str, **more: Any) -> Iterator[Claim]:
        """Port and bind of a listener, a publish, or a declared bind."""
        port, protocol = row.number("port"), row.text("proto") or "tcp"
        if not 0 < port < 65536:
            return
        known = {"service": service, "port": port, "protocol": protocol, "source": source, **more}
        yield from self.at("port", row.get("port"), **known)
        address = row.get("addr") or row.get("host")
        if address is not None and address.value not in ("", "?"):
            yield from self.at("bind", address, _bind(row, str(address.value)), **known)

    def _unit(self, row: Node, holding: set[str], on_demand: set[str], sockets: str) -> Iterator[Claim]:
        """Units that hold a socket, say where they listen, or were put here by somebody; the rest is the system's."""
        name, files = row.text("unit"), row.texts("files")
        binds = row.get("binds")
        vendor = all(file.startswith(_VENDOR) for file in files[:1])
        if not name or (name not in holding and binds is None and (vendor or not files)):
            return
        service, source = _stem(name), "snapshot unit"
        yield from self.at("unit", row.get("unit"), service=service, source=source)
        active = row.get("active")
        if active is not None and name not in on_demand and active.value in ("active", "inactive", "failed"):
            status = "active" if active.value == "active" else "stopped"
            yield from self.at("status", active, status, service=service, source=source)
        if sockets in _UNSEEN and row.text("active") == "active" and not row.text("stale") and binds is not None:
            for bind in binds.items():
                if isinstance(bind.value, dict) and bind.get("guess") is None:
                    yield from self._endpoint(bind, service, "snapshot declaration", modality="assumed")

    def _container(self, row: Node) -> Iterator[Claim]:
        name = row.text("name")
        service, source = row.text("service") or name, "snapshot container"
        if not name:
            return
        yield from self.at("container", row.get("name"), service=service, source=source)
        state = row.text("state")
        if state in ("running", "exited", "created", "dead"):
            status = "active" if state == "running" else "stopped"
            yield from self.at("status", row.get("state"), status, service=service, source=source)
        published = row.get("published")
        for port in published.items() if published is not None else ():
            if isinstance(port.value, dict):
                yield from self._endpoint(port, service, "snapshot publish")

    def _service(self, row: Node) -> Iterator[Claim]:
        """NodePorts: on every node of the cluster, on this host where it is one."""
        ports = row.get("ports")
        elsewhere = any("no node of it" in seen.text("covers") for seen in self.rows("coverage"))
        for port in ports.items() if ports is not None else ():
            node = port.number("node")
            if 0 < node < 65536:
                known: dict[str, Any] = {
                    "service": row.text("name"),
                    "protocol": port.text("proto") or "tcp",
                    "port": node,
                }
                known["host"] = "" if elsewhere else self.host
                yield from self.at("port", port.get("node"), namespace="node", source="snapshot node port", **known)

    def _serve(self, row: Node, owners: dict[int, str]) -> Iterator[Claim]:
        target = re.search(r"(?:127\.0\.0\.1|localhost|\[::1\]):(\d{1,5})(?!\d)", row.text("target"))
        value = "public" if row.value.get("funnel") is not None else "tailnet"
        if target is not None:
            port = int(target[1])
            known: dict[str, Any] = {"service": owners.get(port, ""), "port": port, "source": "snapshot serve"}
            yield from self.at("exposure", row.get("target"), value, **known)
        if 0 < row.number("port") < 65536:
            known = {"service": "tailscale", "port": row.number("port"), "protocol": "tcp", "source": "snapshot serve"}
            yield from self.at("port", row.get("port"), **known)

    def _probe(self, row: Node, owners: dict[int, str]) -> Iterator[Claim]:
        """What a request without credentials got, and the models that a list named."""
        url = re.match(r"(https?)://(\[[^\]]*\]|[^/:]*)(?::(\d{1,5}))?(/[^?#]*)?", row.text("get"))
        result = row.get("result")
        if url is None or result is None:
            return
        port = int(url[3]) if url[3] else 443 if url[1] == "https" else 80
        host = row.text("host") or row.text("asked_from") or self.host
        local = re.fullmatch(r"127\.[\d.]*|localhost|\[::1\]", url[2]) is not None
        service = row.text("service") or (owners.get(port, "") if local or host == self.host else "")
        known: dict[str, Any] = {
            "service": service,
            "host": host,
            "port": port,
            "protocol": "tcp",
            "source": "snapshot probe",
        }
        path = url[4] or "/"
        if result.value == "http":
            yield from self.at("answer", row.get("status"), f"{row.number('status')} {path}", **known)
        else:
            yield from self.at("answer", result, f"{result.value} {path}", **known)
        models = row.get("models")
        for model in (models.items() if models is not None else [])[:_MODELS]:
            if isinstance(model.value, str) and model.value:
                yield from self.at("model", model, **known)


def owner(row: Node) -> str:
    """Who holds a socket: the container, the unit without its suffix, or the process; an interpreter is nobody."""
    named = row.text("container") or _stem(row.text("unit"))
    procs = () if row.get("activated") is not None else row.texts("procs")
    return named or (procs[0] if len(procs) == 1 and not _INTERPRETER.fullmatch(procs[0]) else "")


def _stem(unit: str) -> str:
    return _SUFFIX.sub("", unit)


def _bind(row: Node, address: str) -> str:
    """The bind as claims write it: "*" for every interface in both families, the device kept where it limits."""
    if row.text("fam") in ("v4+v6", "unknown") and address in ("::", "*"):
        return "*"
    zone = row.text("zone")
    if address in ("0.0.0.0", "::", "*") and zone == "lo":
        return "::1" if address == "::" else "127.0.0.1"
    return f"{address}%{zone}" if zone and address in ("0.0.0.0", "::", "*") else address
