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


def bundle(
    sections: dict[str, bytes | tuple[bytes, bytes, int]], number: str = "badceddfcea2b3d7", end: bool = True
) -> bytes:
    """What the collecting script would print for these sections: output alone, or (output, complaint, exit status)."""
    parts = [b"@@hello %s 1\n" % number.encode()]
    mark = b"@@" + number.encode()
    for name, said in sections.items():
        out, err, rc = said if isinstance(said, tuple) else (said, b"", 0)
        label = name.encode()
        parts.append(
            b"%s begin %s\n%s\n%s stderr %s\n%s\n%s end %s rc=%d\n"
            % (mark, label, out, mark, label, err, mark, label, rc)
        )
    return b"".join([*parts, mark + b" bye\n" if end else b""])


BOX = "4026532327"
ABOUT = b"program ss\nprogram systemctl\nprogram busctl\nnetns net:[4026532246]\ncontainer systemd-nspawn\n"


def sections() -> dict[str, bytes | tuple[bytes, bytes, int]]:
    """The demo host as root would have collected it, from the captures."""
    return {
        "id": b"0\n",
        "host": b"gpubox\n",
        "system": b"Linux\n",
        "os": b'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\n',
        "mid": b"c5f4d8d4f46343cc9c5a15cdd8d6d2d0\n",
        "date": b"2026-11-21T01:39:05Z\n",
        "about": ABOUT,
        "ssv": capture("real/gpubox.ss-V.txt"),
        "ss": capture("real/gpubox.ss-H-ltnupe.root.txt"),
        "namespaces": b"4026532246 1\n4026532327 260\nhidden 0\n",
        f"namespace-owner {BOX}": b"python3\n0::/system.slice/inbox2.service\n",
        f"namespace {BOX}": capture("real/gpubox.netns-box.nsenter-ss-H-ltnupe.txt"),
        "units": capture("real/gpubox.systemctl-show.txt"),
        "environment-files": b"u /etc/demo/embed.env\nf /etc/demo/port.env\n= DEMO_PORT=8088\nm /etc/default/ssh\n",
        "exec embed.service": capture("real/gpubox.busctl-embed.ExecStart.json"),
        "exec envport.service": capture("real/gpubox.busctl-envport.ExecStart.json"),
        "exec llm-gateway.service": capture("real/gpubox.busctl-llm-gateway.ExecStart.json"),
        "cmdline envport.service": capture("real/gpubox.cmdline-envport.nul"),
    }
