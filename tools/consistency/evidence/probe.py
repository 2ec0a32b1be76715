"""HTTP requests that the configuration lists: GET, no credentials, no redirects, no proxies, allowed networks alone."""

from __future__ import annotations

import errno
import ipaddress
import re
import socket
import ssl
import time
from collections.abc import Sequence
from typing import NamedTuple

from consistency.evidence.parse.http import parse_answer
from consistency.evidence.record import Probe
from consistency.evidence.redact import redact_value

CONNECT, READ, TOTAL = 2.0, 5.0, 8.0
BODY = 64 * 1024
HEAD = 32 * 1024

#: Never asked, whatever the configuration allows: metadata services of clouds, and what is no single host.
_METADATA = frozenset({"fd00:ec2::254", "169.254.169.254", "100.100.100.200"})


class Target(NamedTuple):
    """One request. `address` is where it goes (a name or an address), `host` whose service it asks."""

    host: str
    address: str
    port: int
    path: str = "/"
    scheme: str = "http"
    service: str = ""
    expect: int = 0


class RefusedError(Exception):
    """An address to which no request goes, and why."""


def ask(target: Target, networks: Sequence[str], asked_from: str) -> Probe:
    """One request, within TOTAL seconds; whatever happens is an answer."""
    shown = f"[{target.address}]" if ":" in target.address else target.address
    probe = Probe(
        get=redact_value(f"{target.scheme}://{shown}:{target.port}{target.path}").text,
        asked_from=asked_from, result="", host=target.host, service=target.service,
    )  # fmt: skip
    try:
        where = resolve(target.address, target.port, networks)
        data = fetch(where, target)
    except RefusedError as error:
        return _with(probe, "not-asked", str(error))
    except (OSError, ValueError) as error:
        return _with(probe, *_failure(error))
    answer = parse_answer(data, target.path)
    if not answer.status:
        return _with(probe, "not-http", "closed without an answer" if not data else "")
    wrong = f"{target.expect} was expected" if target.expect and target.expect != answer.status else ""
    return Probe(
        probe.get, probe.asked_from, "http", probe.host, probe.service, answer.status,
        answer.auth, answer.content, answer.location, answer.models, wrong,
    )  # fmt: skip


def not_asked(target: Target, asked_from: str, why: str) -> Probe:
    shown = f"[{target.address}]" if ":" in target.address else target.address
    get = redact_value(f"{target.scheme}://{shown}:{target.port}{target.path}").text
    return Probe(get, asked_from, "not-asked", target.host, target.service, detail=why)


def _with(probe: Probe, result: str, detail: str) -> Probe:
    return Probe(probe.get, probe.asked_from, result, probe.host, probe.service, detail=detail)


def resolve(host: str, port: int, networks: Sequence[str]) -> tuple[str, int]:
    """The address to connect to: resolved once, no second answer can lead elsewhere. Raises RefusedError, OSError."""
    allowed = [ipaddress.ip_network(network, strict=False) for network in networks]
    why = "the name has no address"
    for *_, place in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP):
        text = str(place[0]).partition("%")[0]
        address = ipaddress.ip_address(text)
        address = getattr(address, "ipv4_mapped", None) or address
        if address.is_link_local or address.is_multicast or address.is_unspecified or str(address) in _METADATA:
            why = f"{address} is never asked"
        elif not any(address.version == network.version and address in network for network in allowed):
            why = f"{address} is outside the networks that probe_networks allows"
        else:
            return text, port
    raise RefusedError(why)


def fetch(where: tuple[str, int], target: Target) -> bytes:
    """The first bytes of the answer: head and at most BODY bytes. Raises OSError (ssl.SSLError is one)."""
    end = time.monotonic() + TOTAL
    name = target.address if ":" not in target.address else f"[{target.address}]"
    request = (
        f"GET {target.path} HTTP/1.1\r\nHost: {name}:{target.port}\r\nUser-Agent: consistency-snapshot\r\n"
        "Accept: */*\r\nAccept-Encoding: identity\r\nConnection: close\r\n\r\n"
    )
    with socket.create_connection(where, timeout=CONNECT) as plain:
        plain.settimeout(READ)
        if target.scheme != "https":
            return _exchange(plain, request, end)
        with ssl.create_default_context().wrap_socket(plain, server_hostname=target.address) as secure:
            return _exchange(secure, request, end)


def _exchange(connection: socket.socket, request: str, end: float) -> bytes:
    connection.sendall(request.encode("ascii", "backslashreplace"))
    data = bytearray()
    while not _enough(data):
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(min(READ, left))
        try:
            piece = connection.recv(16384)
        except TimeoutError:
            if b"\r\n\r\n" in data:  # the head is an answer; a body that hangs is its own affair
                break
            raise
        if not piece:
            break
        data += piece
    return bytes(data)


_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*([0-9]{1,12})[ \t]*\r?$")


def _enough(data: bytearray) -> bool:
    """Whether the answer is whole, or as much of it as is kept."""
    head, found, body = bytes(data).partition(b"\r\n\r\n")
    if not found:
        return len(data) > HEAD or (len(data) >= 5 and not data.startswith(b"HTTP/"))
    length = _LENGTH.search(head)
    wanted = min(int(length[1]), BODY) if length else BODY
    return len(body) >= wanted or (b"chunked" in head.lower() and body.endswith(b"0\r\n\r\n"))


_UNREACHABLE = (errno.EHOSTUNREACH, errno.ENETUNREACH, errno.EHOSTDOWN, errno.EADDRNOTAVAIL, errno.ENETDOWN)


def _failure(error: OSError | ValueError) -> tuple[str, str]:
    """What an error means: the result, and a detail where there is one."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return "tls", f"certificate: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return "tls", (error.reason or "").lower().replace("_", " ")
    if isinstance(error, socket.gaierror):
        return "dns", ""
    if isinstance(error, TimeoutError):
        return "timeout", ""
    if isinstance(error, ConnectionRefusedError):
        return "refused", ""
    if isinstance(error, ConnectionError):
        return "reset", ""
    if isinstance(error, OSError) and error.errno in _UNREACHABLE:
        return "unreachable", ""
    return "unreachable", type(error).__name__
