"""Commands in code spans that call what listens elsewhere: `psql -p 6432`, `ssh -p 2200 db01`. Usage, no statement."""

from __future__ import annotations

from consistency.markdown.inline import code_spans
from consistency.model.pattern import lazily

_CLIENT = lazily(
    r"\s*(?:[$>#]\s+)?[A-Z][A-Z0-9_]*=\S+\s+(?:[A-Z][A-Z0-9_]*=\S+\s+)*[a-z./]|"  # what one run is told
    r"[^()]*\w\([\"'](?:https?|wss?)://|"  # what a function is given
    r"\s*[a-z][\w./-]* [^`]{0,120}--[\w-]+[ =][^`]{0,120}[ =]https?://|"  # and what a program is
    r"\s*(?:[$>#]\s+)?(?:sudo\s+)?(?:[A-Z_]+=\S*\s+)*(?:\S*/)?"
    r"(?:ssh|scp|sftp|rsync|psql|pg_isready|pg_dump|mysql|mysqladmin|mariadb|mongo|mongosh|redis-cli|valkey-cli|curl|wget|https?|nc|ncat|netcat|telnet|"
    r"nmap|kubectl|oc|lsof|ss|netstat|fuser|ping|openssl|stripe|open|xdg-open|grpcurl|websocat|ab|wrk|hey|k6|mosquitto_(?:pub|sub)|ldapsearch|"
    r"smbclient|iperf3?|dig|nslookup|cqlsh|clickhouse-client|influx|mc|git|ufw|iptables|firewall-cmd|kill|ngrok|cloudflared|docker (?:exec|logs|pull))"
    r"(?=\s+\S)"
)


_PROBE = lazily(r"\s*(?:[$>#]\s+)?(?:curl|wget|https?)\s")


def is_probe(text: str, start: int, called: list[tuple[int, int]]) -> bool:
    """Whether `text` from `start` on is one call of a URL and nothing else: `- Ollama: `curl http://localhost:11434``."""
    if len(called) != 1:
        return False
    begin, end = called[0]
    return (
        not text[start:begin].strip(" `:") and not text[end:].strip(" `.") and _PROBE.match(text[begin:end]) is not None
    )


def spans(text: str) -> list[tuple[int, int]]:
    """The (start, end) of every code span of the source text that holds such a command."""
    return [(start, end) for start, end in code_spans(text) if _CLIENT.match(text[start:end])]
