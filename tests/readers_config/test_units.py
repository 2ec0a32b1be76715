"""systemd units and launchd jobs."""

from __future__ import annotations

from collections.abc import Callable

from consistency.readers.config.kinds import siblings_of

Said = Callable[..., list[str]]

UNIT = """\
[Unit]
Description=LiteLLM proxy

[Service]
Environment="PORT=4000" DEBUG=1
EnvironmentFile=-/etc/litellm/litellm.env
ExecStart=/opt/venv/bin/litellm \\
    --config /etc/litellm.yaml \\
    --host 127.0.0.1 --port ${PORT}
# ExecStart=/bin/old --port 99
"""


def test_a_unit_what_it_runs_and_on_what_it_listens(said: Said) -> None:
    assert said("units/litellm.service", UNIT) == [
        "1:1-7 call=litellm units of systemd as opened",
        "1:1-7 unit=litellm.service litellm",
        "5:19-23 port=4000 litellm",
        "9:12-21 bind=127.0.0.1 litellm",
        "9:29-36 port=4000 litellm",
    ]


def test_a_variable_comes_from_the_environment_file_of_the_repository(said: Said) -> None:
    text = "[Service]\nEnvironmentFile=/etc/x/x.env\nExecStart=/bin/x --port $P\n"
    assert siblings_of("systemd", "units/x.service", text) == ("units/x.service.d/*.conf", "units/x.env")
    assert said("units/x.service", text, "port", siblings={"units/x.env": "P=81\n"}) == ["3:25-27 port=81 x"]
    assert said("units/x.service", text, "port") == []


def test_a_drop_in_speaks_for_its_unit(said: Said) -> None:
    text = "[Service]\nEnvironment=OLLAMA_HOST=0.0.0.0:11434\n"
    assert said("units/ollama.service.d/override.conf", text) == [
        "2:25-32 bind=0.0.0.0 ollama",
        "2:33-38 port=11434 ollama",
    ]
    assert siblings_of("systemd", "units/ollama.service.d/override.conf") == ("units/ollama.service",)


def test_an_empty_assignment_takes_back_what_stood_before(said: Said) -> None:
    text = "[Service]\nExecStart=\nExecStart=/bin/x --port 82\n"
    assert said("x.service.d/a.conf", text, "port") == ["3:25-27 port=82 x"]
    unit = "[Service]\nExecStart=/bin/x --port 81\n"
    assert said("x.service", unit, "port", siblings={"x.service.d/a.conf": text}) == []
    assert said("x.service", unit, "port") == ["2:25-27 port=81 x"]


def test_sockets(said: Said) -> None:
    text = "[Socket]\nListenStream=127.0.0.1:8080\nListenDatagram=53\nListenStream=/run/x\nListenStream=[::1]:81\n"
    assert said("x.socket", text) == [
        "1:1-9 unit=x.socket x",
        "2:14-23 bind=127.0.0.1 x",
        "2:24-28 port=8080 x",
        "3:16-18 bind=:: x udp",
        "3:16-18 port=53 x udp",
        "5:15-18 bind=::1 x",
        "5:20-22 port=81 x",
    ]


def test_a_quadlet_publishes(said: Said) -> None:
    text = "[Container]\nImage=nginx\nContainerName=front\nPublishPort=127.0.0.1:8080:80\n"
    assert said("web.container", text) == [
        "1:1-12 call=web units of systemd as opened",
        "1:1-12 unit=web.service web",
        "3:15-20 container=front web",
        "3:15-20 name=front web",
        "4:13-22 bind=127.0.0.1 web",
        "4:23-27 port=8080 web",
        "4:28-30 port=80 web container",
    ]


def test_an_instance_of_a_template_is_its_template(said: Said) -> None:
    assert said("vllm@.service", "[Service]\nExecStart=/bin/vllm serve m --port %i\n") == [
        "1:1-10 call=vllm units of systemd as opened",
        "1:1-10 unit=vllm@.service vllm",
    ]


def test_a_launchd_job(said: Said) -> None:
    text = """\
        <?xml version="1.0" encoding="UTF-8"?>
        <plist version="1.0"><dict>
        <key>Label</key><string>com.example.llama</string>
        <key>ProgramArguments</key><array>
          <string>/opt/llama-server</string>
          <string>--host</string><string>127.0.0.1</string>
          <!-- <string>--port</string><string>1</string> -->
          <string>--port</string><string>8081</string>
        </array>
        <key>EnvironmentVariables</key><dict><key>LLAMA_METRICS_PORT</key><string>9101</string></dict>
        <key>Sockets</key><dict><key>L</key><dict>
          <key>SockServiceName</key><string>9000</string><key>SockNodeName</key><string>::1</string>
        </dict></dict>
        </dict></plist>
        """
    assert said("llama.plist", text) == [
        "3:25-42 name=com.example.llama llama",
        "3:25-42 unit=com.example.llama llama",
        "6:34-43 bind=127.0.0.1 llama",
        "8:34-38 port=8081 llama",
        "10:75-79 port=9101 llama",
        "12:37-41 port=9000 llama",
        "12:81-84 bind=::1 llama",
    ]


def test_variables_that_speak_of_another_service_are_that_one_s(said: Said) -> None:
    text = """\
        [Service]
        Environment=PORT=3000 REDIS_PORT=6379 LLAMA_ARG_PORT=8101
        Environment=INDEXER_URL=http://127.0.0.1:7072
        ExecStart=/opt/llama.cpp/llama-server -m x.gguf
        """
    assert said("units/embedder.service", text, "port") == [
        "2:18-22 port=3000 embedder",
        "2:34-38 port=6379 redis",
        "2:54-58 port=8101 embedder",
        "3:42-46 port=7072 indexer @127.0.0.1",
    ]


def test_what_a_quadlet_tells_its_program_holds_inside_the_container(said: Said) -> None:
    text = "[Container]\nImage=a/feeds\n{}PublishPort=127.0.0.1:8070:8080\nEnvironment=LISTEN_ADDR=0.0.0.0:8080\n"
    assert said("feeds.container", text.format(""), "port", "bind") == [
        "3:13-22 bind=127.0.0.1 feeds",
        "3:23-27 port=8070 feeds",
        "3:28-32 port=8080 feeds container",
        "4:33-37 port=8080 feeds container",
    ]
    assert "5:25-32 bind=0.0.0.0 feeds" in said("feeds.container", text.format("Network=host\n"), "bind")


def test_whom_a_program_lets_in_is_not_where_it_is(said: Said) -> None:
    given = "OLLAMA_HOST=0.0.0.0:11435 OLLAMA_ORIGINS=http://localhost:8080"
    text = f"[Service]\nEnvironment={given}\nExecStart=ollama serve\n"
    assert said("ollama.service", text, "port") == ["2:33-38 port=11435 ollama"]


def test_the_variables_of_what_runs_an_application_are_its_own(said: Said) -> None:
    unit = "[Service]\nEnvironment=ROCKET_PORT=8223 REDIS_PORT=6379\nExecStart=/usr/local/bin/vaultwarden\n"
    assert said("units/vaultwarden.service", unit, "port") == [
        "2:25-29 port=8223 vaultwarden",
        "2:41-45 port=6379 redis",
    ]
    assert said("etc/vaultwarden.env", "ROCKET_PORT=8223\n", "port") == ["1:13-17 port=8223 vaultwarden"]
