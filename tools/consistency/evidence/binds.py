"""Where a command line and its environment say that a program listens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from consistency.evidence.parse.place import port_of
from consistency.evidence.record import Bind
from consistency.values.execline import Listen, Word, listens, program

#: Programs whose flags and variables are known to mean this; of others it is a guess.
_KNOWN = re.compile(
    r"uvicorn|gunicorn|hypercorn|vllm|llama-server|ollama|http\.server|redis-server|valkey-server|prometheus|alertmanager"
    r"|\w+_exporter|node-exporter|grafana(?:-server)?|dockerd|caddy|litellm|open-webui|jupyter[\w-]*|flask|streamlit"
    r"|text-generation-launcher|sglang\.launch_server|vllm\.entrypoints\.openai\.api_server|mlx_lm\.server|qdrant|minio"
)
#: Names of variables that say where a program listens. vLLM's own VLLM_PORT and VLLM_HOST_IP are internal.
_SETTING = re.compile(
    r"(?:[A-Z0-9]+_)*(?:HOST|PORT|BIND|LISTEN|ADDR|ADDRESS|GRADIO_SERVER_NAME|GUNICORN_CMD_ARGS)(?:_[A-Z0-9]+)*"
)
_NOT_OURS = re.compile(
    r"VLLM_(?:PORT|HOST_IP)|.*(?:DB|DATABASE|REDIS|PG|POSTGRES|MYSQL|SMTP|PROXY|UPSTREAM|REMOTE|SSH)_.*"
)
_ENDPOINT = re.compile(r"(?:https?://)?(?:\[([0-9A-Fa-f:.]+)\]|([\w.*-]*))(?::([0-9]{1,5}))?/?")
#: Variables that hold address and port, and pairs of one for each.
_SERVERS = re.compile(r"OLLAMA_HOST|(?:[A-Z0-9]+_)*(?:BIND|LISTEN)(?:_ADDR(?:ESS)?)?")
_PAIRS = (("LLAMA_ARG", "HOST"), ("GRADIO_SERVER", "NAME"), ("UVICORN", "HOST"), ("STREAMLIT_SERVER", "ADDRESS"))


def is_setting(name: str) -> bool:
    """Whether an environment variable of this name may be kept: it says where something listens."""
    return _SETTING.fullmatch(name) is not None and not _NOT_OURS.fullmatch(name)


def binds(argv: Sequence[str], env: Mapping[str, str], unread: int = 0) -> tuple[Bind, ...]:
    """Every bind that is declared; () where nothing says. A port of 0 is one that is not said.

    `unread` counts environment files that could not be read: one of them may override what `env` holds, so that what
    comes from `env` is a guess.
    """
    words = [Word(text, tuple(range(len(text)))) for text in argv]
    name = program(words) if words else ""
    sure = _KNOWN.fullmatch(name) is not None and not _is_shell(argv)
    found = [_bind(one, sure, unread) for one in (listens(words, env) if words else ())]
    return tuple(dict.fromkeys(found or _from_settings(env)))


def _bind(one: Listen, sure: bool, unread: int) -> Bind:
    setting = one.how.startswith("env:")
    via = f"environment {one.how[4:]}" if setting else f"argument {one.how}" if one.how != "argument" else "argument"
    return Bind(one.bind, one.port, via, not sure or (setting and unread > 0))


def _from_settings(env: Mapping[str, str]) -> list[Bind]:
    """Variables that servers read, whatever the program is called: a guess, for clients read some of them."""
    found = []
    for name, value in env.items():
        match = _ENDPOINT.fullmatch(value) if _SERVERS.fullmatch(name) else None
        port = port_of(match[3]) if match and match[3] else 0
        if match and port is not None and (match[1] or match[2] or port):
            found.append(Bind(match[1] or match[2], port, f"environment {name}", True))
    for prefix, host in _PAIRS:
        port = port_of(env.get(f"{prefix}_PORT", ""))
        if port:
            found.append(Bind(env.get(f"{prefix}_{host}", ""), port, f"environment {prefix}_PORT", True))
    return found


def _is_shell(argv: Sequence[str]) -> bool:
    return len(argv) > 1 and re.search(r"(?:^|/)(?:ba|z|da|a)?sh$", argv[0]) is not None
