"""Requests to servers of our own on loopback: every way to answer, and every way not to."""

from __future__ import annotations

import http.server
import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from gpubox import capture
from hypothesis import given
from hypothesis import strategies as st
from snapshots import RUN

from consistency.config.settings import NETWORKS, Config, Host
from consistency.config.settings import Probe as Configured
from consistency.evidence import probe
from consistency.evidence.parse.http import parse_answer
from consistency.evidence.probe import Target, ask
from consistency.evidence.record import Listener, Probe, Snapshot
from consistency.evidence.take import probed, targets

LOOPBACK = ("127.0.0.0/8", "::1/128")


class Handler(http.server.BaseHTTPRequestHandler):
    seen: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.seen.append((self.path, dict(self.headers.items())))
        status, headers, body = ANSWERS.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/health": (200, {"Content-Type": "application/json; charset=utf-8"}, b'{"status": "ok"}'),
    "/v1/models": (200, {}, capture("written/http.v1-models.vllm.json")),
    "/api/tags": (200, {}, capture("written/http.api-tags.ollama.json")),
    "/gated": (401, {"WWW-Authenticate": 'Bearer realm="demo-not-a-real-key-0001"'}, b"secret body"),
    "/away": (302, {"Location": "http://192.0.2.99/login?token=demo-not-a-real-key-0001"}, b""),
}


@pytest.fixture
def server() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        Handler.seen.clear()
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield running.server_address[1]
        running.shutdown()
        thread.join()


@contextmanager
def raw(
    answer: bytes, wait: bool = False, family: int = socket.AF_INET, cut: threading.Event | None = None
) -> Iterator[int]:
    """A server that takes one connection, says these bytes, and closes; or keeps silent until the test ends.

    `cut` is set where the other side goes before all is said.
    """
    with socket.create_server(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family) as listening:
        over = threading.Event()

        def serve() -> None:
            listening.settimeout(10)
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                connection.recv(4096) if answer else None
                try:
                    connection.sendall(answer)
                except (BrokenPipeError, ConnectionResetError):
                    if cut:
                        cut.set()
                if wait:
                    over.wait(10)

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        over.set()
        thread.join()


def get(port: int, path: str = "/", **more: Any) -> Probe:
    target = Target("gpubox", more.pop("address", "127.0.0.1"), port, path, **more)
    return ask(target, LOOPBACK, "here")


def test_two_hundred(server: int) -> None:
    found = get(server, "/health", expect=200)
    assert (found.result, found.status, found.content, found.detail) == ("http", 200, "application/json", "")
    assert found.get == f"http://127.0.0.1:{server}/health"
    assert (found.asked_from, found.host) == ("here", "gpubox")
    assert get(server, "/nothing", expect=200).detail == "200 was expected"


def test_models_are_kept_by_id_alone(server: int) -> None:
    assert get(server, "/v1/models").models == ("demo-chat-8b", "sql-lora")
    assert get(server, "/api/tags").models == ("demo-embed:latest",)


def test_unauthorized_is_the_wanted_evidence_and_keeps_no_realm(server: int) -> None:
    found = get(server, "/gated")
    assert (found.status, found.auth) == (401, ("Bearer",))
    assert "demo-not-a-real-key" not in repr(found)
    assert "secret body" not in repr(found)


def test_a_redirect_is_not_followed_and_only_its_host_is_kept(server: int) -> None:
    found = get(server, "/away")
    assert (found.status, found.location) == (302, "192.0.2.99")
    assert [path for path, _ in Handler.seen] == ["/away"]


def test_what_is_sent(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    get(server, "/health")
    (headers,) = [headers for _, headers in Handler.seen]
    assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_refused() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert get(port).result == "refused"


@pytest.mark.parametrize(
    ("answer", "result"),
    [
        (b"SSH-2.0-OpenSSH_9.2\r\n", "not-http"),
        (b"\x15\x03\x01\x00\x02\x02\x16", "not-http"),
        (b"HTTP/1.1 200 OK\r\n\r\n", "http"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "not-http"),
        (b"HTTP/9 \r\n", "not-http"),
    ],
)
def test_what_speaks_something_else(answer: bytes, result: str) -> None:
    with raw(answer) as port:
        assert get(port).result == result


def test_closed_without_a_word() -> None:
    with raw(b"") as port:
        found = get(port)
    assert found.result in ("not-http", "reset")


def test_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "READ", 0.2)
    with raw(b"HTTP/1.1 200", wait=True) as port:
        assert get(port).result == "timeout"
    with raw(b"HTTP/1.1 401 No\r\nWWW-Authenticate: Basic\r\nContent-Length: 9\r\n\r\n", wait=True) as port:
        assert get(port).status == 401


def test_ipv6(server: int) -> None:
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with raw(b"HTTP/1.1 204 No\r\n\r\n", family=socket.AF_INET6) as port:
        found = get(port, address="::1")
    assert (found.status, found.get) == (204, f"http://[::1]:{port}/")
    assert get(server, address="::1").result == "refused"


def test_more_than_is_kept_is_not_read() -> None:
    flood = b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 50_000_000  # more than the buffers of a connection take
    cut = threading.Event()
    with raw(flood, cut=cut) as port:
        found = get(port)
    assert found.status == 200
    assert cut.is_set()


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed: no certificate to break")
    folder = tmp_path_factory.mktemp("tls")
    words = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/CN=demo",
    ]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", *words, *files], check=True, capture_output=True)
    return folder


def test_broken_tls_is_said_and_not_tried_again(certificate: Path, server: int) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    with http.server.HTTPServer(("127.0.0.1", 0), Handler) as running:
        running.socket = context.wrap_socket(running.socket, server_side=True, do_handshake_on_connect=False)
        thread = threading.Thread(target=running.handle_request)
        thread.start()
        found = get(running.server_address[1], "/health", scheme="https")
        thread.join()
    assert (found.result, Handler.seen) == ("tls", [])
    assert found.detail.startswith("certificate: self-signed") or "self signed" in found.detail
    assert get(server, scheme="https").result == "tls"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("169.254.169.254", "never asked"),
        ("169.254.1.1", "never asked"),
        ("fd00:ec2::254", "never asked"),
        ("224.0.0.1", "never asked"),
        ("0.0.0.0", "never asked"),
        ("::", "never asked"),
        ("::ffff:169.254.169.254", "never asked"),
        ("fe80::1", "never asked"),
        ("192.0.2.1", "outside the networks"),
        ("2001:db8::1", "outside the networks"),
    ],
)
def test_where_no_request_goes(address: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a connection was tried")

    monkeypatch.setattr(socket, "create_connection", fail)
    found = ask(Target("gpubox", address, 80), (*NETWORKS, "::/0") if why == "never asked" else NETWORKS, "here")
    assert found.result == "not-asked"
    assert why in found.detail


def test_a_name_that_does_not_resolve(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert get(80, address="nowhere.invalid").result == "dns"


def test_a_name_is_resolved_once_and_that_address_is_asked(server: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["127.0.0.1", "169.254.169.254"])

    def rebinding(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), server))]

    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    where = probe.resolve("rebind.example", server, LOOPBACK)
    monkeypatch.setattr(socket, "getaddrinfo", real)
    assert where == ("127.0.0.1", server)


def test_a_socket_that_waits_for_its_unit_is_not_asked(server: int) -> None:
    snapshot = Snapshot(RUN, listeners=(Listener("tcp", "127.0.0.1", server, "v4", activated=True),))
    done = probed(snapshot, [Target("gpubox", "127.0.0.1", server)], LOOPBACK, "here")
    assert [one.result for one in done.probes] == ["not-asked"]
    assert Handler.seen == []
    assert [(one.facet, one.state) for one in done.coverage] == [("probes", "partial")]


def test_without_probes_the_facet_was_not_run() -> None:
    done = probed(Snapshot(RUN), (), LOOPBACK, "here")
    assert [(one.facet, one.state) for one in done.coverage] == [("probes", "not-run")]


def test_requests_come_from_the_configuration_alone() -> None:
    config = Config(
        hosts=(Host("mini", ("Mac mini",), ("10.0.0.5",), "ana@mini.lan"), Host("nas", ssh="nas.lan")),
        probes=(
            Configured("mini", 4000, "/health", "http", "litellm", 401),
            Configured("Mac mini", 3000),
            Configured("10.0.0.5", 22),
            Configured("nas", 80),
        ),
    )
    near, far = targets(config, "mini", local=True), targets(config, "mini", local=False)
    assert [(one.address, one.port) for one in near] == [("127.0.0.1", 4000), ("127.0.0.1", 3000), ("10.0.0.5", 22)]
    assert [(one.address, one.port) for one in far] == [("10.0.0.5", 4000), ("10.0.0.5", 3000), ("10.0.0.5", 22)]
    assert [(one.address, one.port) for one in targets(config, "nas", local=False)] == [("nas.lan", 80)]
    assert near[0] == Target("mini", "127.0.0.1", 4000, "/health", "http", "litellm", 401)
    assert targets(config, "other", local=True) == ()


def test_a_hostile_answer_gives_plain_facts() -> None:
    head, _, body = capture("written/http.hostile-body.txt").partition(b"\n\n")
    found = parse_answer(head.replace(b"\n", b"\r\n") + b"\r\n\r\n" + body, "/v1/models")
    assert found.status == 200
    (model,) = found.models
    assert model.startswith("```\n# Verified")  # kept as a string; rendering takes its power away


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"]),
)
def test_no_answer_breaks_the_parser(data: bytes, head: bytes) -> None:
    found = parse_answer(head + data, "/v1/models")
    assert found.status == 0 or 100 <= found.status <= 999


def test_secrets_in_a_configured_path_are_not_written() -> None:
    found = ask(Target("h", "192.0.2.1", 80, "/x?key=demo-not-a-real-key-0001"), LOOPBACK, "here")
    assert "demo-not-a-real-key" not in repr(found)
