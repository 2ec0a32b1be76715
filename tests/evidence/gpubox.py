"""The truth of the demo host, by hand: what an observer of `gpubox` must end with."""

from __future__ import annotations

from pathlib import Path

from consistency.evidence.record import Listener

CAPTURES = Path(__file__).parent / "captures"
DEMO_SECRETS = (
    b"demo-not-a-real-key-0001",
    b"demo-not-a-real-key-0002",
    b"demo-not-a-real-key-0003",
    b"hf_demoNotARealToken000",
    b"demo:not-real",
)


def capture(name: str) -> bytes:
    return (CAPTURES / name).read_bytes()


def _at(port: int, addr: str, fam: str, unit: str, *procs: str, proto: str = "tcp", raw: str = "") -> Listener:
    activated = unit == "onact.socket"
    return Listener(proto, addr, port, fam, unit=unit, procs=procs, raw=raw, activated=activated)


PG, REDIS = "postgresql@15-main.service", "redis-server.service"

#: As root with `-e`: addresses, families, units, process names. onact.socket's unit is known from list-sockets alone.
TRUTH = (
    _at(22, "0.0.0.0", "v4", "ssh.service", "sshd"),
    _at(22, "::", "v6", "ssh.service", "sshd"),
    _at(80, "0.0.0.0", "v4", "nginx.service", "nginx"),
    _at(80, "::", "v6", "nginx.service", "nginx"),
    _at(5300, "127.0.0.1", "v4", "udp.service", "python3", proto="udp"),
    _at(5432, "127.0.0.1", "v4", PG, "postgres"),
    _at(5432, "::1", "v6", PG, "postgres"),
    _at(6379, "127.0.0.1", "v4", REDIS, "redis-server"),
    _at(6379, "::1", "v6", REDIS, "redis-server"),
    _at(8010, "0.0.0.0", "v4", "llm-gateway.service", "python3"),
    _at(8055, "127.0.0.1", "v4", "rp1.service", "python3"),
    _at(8055, "127.0.0.1", "v4", "rp2.service", "python3"),
    _at(8060, "127.0.0.1", "v4", "mapped.service", "python3", raw="::ffff:127.0.0.1"),
    _at(8066, "::", "v6", "v6only.service", "python3"),
    _at(8077, "127.0.0.1", "v4", "weird.service", 'a"b (c'),
    _at(8078, "127.0.0.1", "v4", "esc.service", "x\\x1b[31mRED"),
    _at(8080, "127.0.0.1", "v4", "notes.service", "python3"),
    _at(8088, "::", "v4+v6", "envport.service", "python3"),
    _at(8091, "127.0.0.1", "v4", "reload.service", "python3"),
    _at(8099, "::", "v4+v6", "onact.socket", "sleep", "systemd"),
    _at(8100, "127.0.0.1", "v4", "onact.socket", "sleep", "systemd"),
    _at(11434, "0.0.0.0", "v4", "embed.service", "python3"),
)
