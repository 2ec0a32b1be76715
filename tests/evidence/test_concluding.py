"""From real sockets and answers to a verdict on documents that agree with them, and on documents that lie."""

from __future__ import annotations

import http.server
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from gpubox import BOX, bundle, sections
from snapshots import RUN

from consistency.evidence.bundle import read_bundle
from consistency.evidence.collect import collect_here
from consistency.evidence.document import render
from consistency.evidence.observe.host import observe
from consistency.evidence.probe import Target
from consistency.evidence.record import Snapshot
from consistency.evidence.take import probed
from consistency.model.claim import Claim
from consistency.model.conclude import CONTRADICTED, NOT_EVIDENCED, SUPPORTED, conclude
from consistency.readers.snapshot_record import read


def canon(attribute: str, value: str, port: int = 0, **more: Any) -> Claim:
    fields: dict[str, Any] = {
        "path": "ports.md",
        "line": 1,
        "column": 1,
        "end_column": 2,
        "quote": value,
        "port": port,
        **more,
    }
    return Claim(attribute, value, **fields)


def evidence(snapshot: Snapshot) -> tuple[Claim, ...]:
    return read("docs/snapshots/s.md", render(snapshot)).claims


class Servers(NamedTuple):
    loopback: int
    every: int
    udp: int
    gated: int
    free: int
    evidence: tuple[Claim, ...]


class Gated(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(401 if self.path.startswith("/v1") else 302 if self.path == "/" else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def servers() -> Iterator[Servers]:
    """Servers of our own, observed by the tools of this machine and asked over loopback."""
    if shutil.which("ss") is None:
        pytest.skip("no ss here: .ci/install-system-packages installs iproute2")
    with ExitStack() as stack:
        loopback = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
        every = stack.enter_context(socket.create_server(("0.0.0.0", 0))).getsockname()[1]
        udp = stack.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        udp.bind(("0.0.0.0", 0))
        gated = stack.enter_context(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gated))
        thread = threading.Thread(target=gated.serve_forever, args=(0.01,))
        thread.start()
        with socket.create_server(("127.0.0.1", 0)) as closed:
            free = closed.getsockname()[1]
        asked = [
            Target("gpubox", "127.0.0.1", gated.server_address[1], path) for path in ("/v1/models", "/health", "/")
        ]
        seen = probed(observe(collect_here().bundle, RUN).snapshot, asked, ("127.0.0.0/8",), "gpubox")
        seen = replace(seen, run=replace(seen.run, inside=""))
        yield Servers(loopback, every, udp.getsockname()[1], gated.server_address[1], free, evidence(seen))
        gated.shutdown()
        thread.join()


def test_documents_that_agree(servers: Servers) -> None:
    for claim in (
        canon("port", str(servers.loopback), servers.loopback),
        canon("port", str(servers.every), servers.every, protocol="tcp"),
        canon("bind", "0.0.0.0", servers.every),
        canon("bind", "lan", servers.every),
        canon("port", str(servers.udp), servers.udp, protocol="udp"),
        canon("auth", "required", servers.gated, part="/v1/models"),
        canon("health", "/health", servers.gated),
    ):
        assert conclude(claim, servers.evidence).verdict == SUPPORTED, claim
    loopback = conclude(canon("bind", "127.0.0.1", servers.loopback), servers.evidence)
    assert loopback.verdict in (SUPPORTED, NOT_EVIDENCED)  # as completely as this machine lets itself be seen


def test_documents_that_lie(servers: Servers) -> None:
    for claim in (
        canon("bind", "127.0.0.1", servers.every),
        canon("bind", "0.0.0.0", servers.loopback),
        canon("port", str(servers.loopback), servers.loopback, modality="retired"),
        canon("port", str(servers.udp), servers.udp, modality="negated"),
        canon("auth", "none", servers.gated, part="/v1/models"),
        canon("auth", "required", servers.gated, part="/health"),
    ):
        conclusion = conclude(claim, servers.evidence)
        assert conclusion.verdict == CONTRADICTED, claim
        assert all(cited.line > 1 and cited.path == "docs/snapshots/s.md" for cited in conclusion.cited)


def test_what_was_not_seen_is_not_said_to_be_absent(servers: Servers) -> None:
    assert conclude(canon("auth", "required", servers.gated, part="/"), servers.evidence).verdict == NOT_EVIDENCED
    nothing = conclude(canon("port", str(servers.free), servers.free), servers.evidence)
    complete = all(
        one.value == "complete" for one in servers.evidence if one.attribute == "coverage" and one.service != "units"
    )
    assert nothing.verdict == (CONTRADICTED if complete else NOT_EVIDENCED)


def of_demo_host(**changes: bytes | tuple[bytes, bytes, int]) -> tuple[Claim, ...]:
    return evidence(observe(read_bundle(bundle({**sections(), **changes})), RUN).snapshot)


WHOLE = of_demo_host()


@pytest.mark.parametrize(
    ("claim", "verdict", "why"),
    [
        (canon("port", "8000", 8000), CONTRADICTED, "everything was looked at"),
        (canon("port", "9999", 9999), CONTRADICTED, "everything"),  # a disabled unit says so, and supports nothing
        (canon("port", "8092", 8092), CONTRADICTED, "everything"),  # the file on disk, not loaded
        (canon("port", "8010", 8010), SUPPORTED, "llm-gateway"),
        (canon("bind", "127.0.0.1", 8010), CONTRADICTED, "0.0.0.0"),
        (canon("bind", "127.0.0.1", 11434), CONTRADICTED, "0.0.0.0"),  # the unit says loopback, the socket does not
        (canon("bind", "0.0.0.0", 8088), SUPPORTED, "8088"),  # dual stack takes IPv4
        (canon("bind", "0.0.0.0", 8066), CONTRADICTED, "8066"),  # IPv6 alone does not
        (canon("bind", "127.0.0.1", 8060), SUPPORTED, "nowhere else"),  # IPv4-mapped
        (canon("bind", "127.0.0.1", 8080), SUPPORTED, "nowhere else"),
        (canon("bind", "127.0.0.1", 8099), CONTRADICTED, "*"),  # held by the service manager
        (canon("port", "7777", 7777), CONTRADICTED, "everything"),  # inside a namespace, which was entered
        (canon("port", "8010", 8010, modality="retired"), CONTRADICTED, "in use"),
        (canon("port", "8000", 8000, modality="retired"), SUPPORTED, "nothing uses"),
        (canon("port", "5300", 5300, protocol="udp"), SUPPORTED, "5300"),
        (canon("port", "5300", 5300, protocol="tcp"), CONTRADICTED, "5300"),
        (canon("unit", "llm-gateway.service"), SUPPORTED, "seen"),
        (canon("unit", "olddocs.service"), CONTRADICTED, "stopped"),
        (canon("unit", "gone.service"), NOT_EVIDENCED, "units partial"),
    ],
)
def test_the_demo_host(claim: Claim, verdict: str, why: str) -> None:
    conclusion = conclude(claim, WHOLE)
    assert conclusion.verdict == verdict
    assert why in conclusion.reason


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"docker": (b"", b"denied", 1)}, "containers failed"),
        ({f"namespace {BOX}": (b"", b"denied", 1)}, "namespaces partial"),
        ({"tailscale": (b"", b"down", 1)}, "tailscale failed"),
        ({"ss": b"a row that nobody understands\n"}, "sockets partial"),
        ({"ss": (b"", b"denied", 1)}, "sockets failed"),
    ],
)
def test_a_facet_that_failed_never_yields_not_listening(
    changes: dict[str, bytes | tuple[bytes, bytes, int]], gap: str
) -> None:
    conclusion = conclude(canon("port", "8000", 8000), of_demo_host(**changes))
    assert conclusion.verdict == NOT_EVIDENCED
    assert gap in conclusion.reason
    assert conclude(canon("port", "8000", 8000, modality="retired"), of_demo_host(**changes)).verdict == NOT_EVIDENCED


def test_inside_a_container_nothing_is_concluded_about_the_host() -> None:
    found = of_demo_host(about=b"container docker\nnetns net:[4026532246]\n")
    assert conclude(canon("port", "8000", 8000), found).verdict == NOT_EVIDENCED
    assert conclude(canon("bind", "127.0.0.1", 8010), found).verdict == NOT_EVIDENCED


def test_a_published_port_a_node_port_and_a_serve_entry_are_in_use() -> None:
    about = sections()["about"]
    assert isinstance(about, bytes)
    found = of_demo_host(
        docker=b'{"Name":"/edge","State":{"Status":"running"},"NetworkSettings":{"Ports":{"80/tcp":[{"HostIp":"","HostPort":"8443"}]}}}',
        kubectl=b'{"kind":"Service","metadata":{"name":"a"},"spec":{"type":"NodePort","ports":[{"port":1,"nodePort":30080}]}}',
        tailscale=b'{"TCP":{"10000":{"TCPForward":"127.0.0.1:8010"}}}',
        about=about + b"place /var/lib/kubelet\n",
    )
    for port in (8443, 30080, 10000):
        assert conclude(canon("port", str(port), port), found).verdict == SUPPORTED, port
        assert conclude(canon("port", str(port), port, modality="retired"), found).verdict == CONTRADICTED
