"""What systemd, container runtimes, kubectl, tailscale and launchd say, from captures."""

from __future__ import annotations

import json

import pytest
from gpubox import capture
from hypothesis import given
from hypothesis import strategies as st

from consistency.evidence.parse import launchd
from consistency.evidence.parse.containers import ids, parse_inspect
from consistency.evidence.parse.kubernetes import parse_services
from consistency.evidence.parse.systemd import (
    command_line,
    environment,
    environment_file,
    listen,
    parse_cmdline,
    parse_exec,
    parse_show,
)
from consistency.evidence.parse.tailscale import parse_serve
from consistency.evidence.record import Publish, Serve, ServicePort


def test_show_gives_a_block_a_unit() -> None:
    parsed = parse_show(capture("real/gpubox.systemctl-show.txt"))
    assert parsed.conserved()
    assert not parsed.leftovers
    units = {unit["Id"][0]: unit for unit in parsed.facts}
    assert len(units) == len(parsed.facts)
    gateway = units["llm-gateway.service"]
    assert "8010" in command_line(gateway["ExecStart"][0])
    assert gateway["DropInPaths"] == ("/etc/systemd/system/llm-gateway.service.d/10-lan.conf",)
    assert units["nosuch.service"]["LoadState"] == ("not-found",)
    assert units["reload.service"]["NeedDaemonReload"] == ("yes",)
    assert units["olddocs.service"]["ActiveState"] == ("inactive",)
    assert [listen(text) for text in units["onact.socket"]["Listen"]] == [
        ("[::]:8099", "Stream"),
        ("127.0.0.1:8100", "Stream"),
    ]
    assert environment(units["embed.service"]["Environment"][0]) == (
        "OLLAMA_HOST=127.0.0.1:11434",
        "OLLAMA_MODELS=/srv/my models",
    )
    files = [environment_file(text) for text in units["embed.service"]["EnvironmentFiles"]]
    assert files == ["/etc/demo/embed.env", "/etc/demo/port.env"]


def test_show_of_a_template_a_shell_and_a_masked_unit() -> None:
    parsed = parse_show(capture("written/systemctl-show.multi-exec-and-templates.txt"))
    worker, masked = parsed.facts
    assert parsed.conserved()
    assert command_line(worker["ExecStart"][0])[:3] == ("/bin/sh", "-c", "exec")
    assert masked["LoadState"] == ("masked",)


def test_show_without_systemd_says_nothing() -> None:
    assert parse_show(capture("real/nosystemd.systemctl-show.txt")).facts == ()


def test_show_with_a_line_end_inside_a_value() -> None:
    parsed = parse_show(b"Id=a.service\nEnvironment=A=one\ntwo\nUser=x\n\nstray\nId=b.service\n")
    assert parsed.conserved()
    assert parsed.facts[0]["Environment"] == ("A=one\ntwo",)
    assert parsed.leftovers == ("stray",)
    assert parsed.facts[1]["Id"] == ("b.service",)


def test_busctl_keeps_the_bounds_of_arguments() -> None:
    (line,) = parse_exec(capture("real/gpubox.busctl-llm-gateway.ExecStart.json"))
    assert line[-2:] == ("--title", "two words; and ; semicolon")
    assert parse_exec(capture("real/gpubox.busctl-envport.ExecStart.json"))[0][-1] == "${DEMO_PORT}"
    assert parse_cmdline(capture("real/gpubox.cmdline-envport.nul"))[-2:] == ("--port", "8088")


def test_docker_inspect() -> None:
    data = capture("written/docker-engine28.docker-inspect.json")
    proxy, grafana = parse_inspect(data, "docker").facts
    assert (proxy.name, proxy.state, proxy.image, proxy.service) == ("edge-proxy-1", "running", "nginx:1.27", "proxy")
    assert proxy.published == (
        Publish("0.0.0.0", 443, 443),
        Publish("::", 443, 443),
        Publish("127.0.0.1", 8081, 80),
    )
    assert (grafana.state, grafana.published) == ("exited", ())
    assert grafana.declared == (Publish("*", 3000, 3000),)
    assert "demo:not-real" not in repr((proxy, grafana))
    assert ids(data)["7c1d1d5b1f0a"] == "edge-proxy-1"


def test_a_range_of_published_ports_counts_up_and_nonsense_is_nothing() -> None:
    def one(port: str, inside: str = "80/udp") -> tuple[Publish, ...]:
        ports = {inside: [{"HostIp": "", "HostPort": port}]}
        item = {"Name": "/a", "State": {"Status": "running"}, "NetworkSettings": {"Ports": ports}}
        return parse_inspect(json.dumps(item).encode(), "podman").facts[0].published

    assert one("9000-9002") == tuple(Publish("*", port, 80, "udp") for port in (9000, 9001, 9002))
    for port in ("", "0", "70000", "9-1", "1-65535", "x"):
        assert one(port) == ()


def test_kubectl() -> None:
    parsed = parse_services(capture("real/kubectl1.32-client-invented-api.get-svc-A.json"))
    services = {f"{one.namespace}/{one.name}": one for one in parsed.facts}
    assert parsed.conserved()
    assert len(services) == 5
    assert services["llm/gateway"].ports == (ServicePort(80, "8000", 30080),)
    assert services["llm/embed"].kind == "LoadBalancer"
    assert services["llm/embed"].addresses == ("198.51.100.40",)
    assert services["llm/embed"].ports == (ServicePort(11434, "http", 31434),)
    assert services["kube-system/dns"].ports == (ServicePort(53, "53", 0, "udp"), ServicePort(53, "53"))
    assert {name for name, one in services.items() if any(port.node for port in one.ports)} == {
        "llm/gateway",
        "llm/embed",
    }
    (single,) = parse_services(capture("real/kubectl-dry-run.service-nodeport.json")).facts
    assert (single.namespace, single.ports[0].node) == ("default", 30080)


def test_tailscale_serve() -> None:
    parsed = parse_serve(capture("written/tailscale.serve-status.json"))
    name = "gpubox.tail0a1b2c.ts.net"
    assert parsed.conserved()
    assert set(parsed.facts) == {
        Serve("", 10000, "127.0.0.1:5432", proto="tcp"),
        Serve(name, 443, "http://127.0.0.1:8010", "/", funnel=True),
        Serve(name, 443, "/srv/docs", "/docs", funnel=True),
        Serve(name, 8443, "http://127.0.0.1:8080", "/"),
        Serve("svc:notes", 443, "localhost:8080", proto="tcp"),
    }
    assert parse_serve(b"").facts == parse_serve(b"{}").facts == ()
    assert parse_serve(b"No serve config").leftovers == ("No serve config",)


def test_launchd_file_and_what_is_loaded_may_differ() -> None:
    on_disk = launchd.parse_plist(capture("written/macos.com.example.llm-server.plist"))
    loaded = launchd.parse_print(capture("written/macos.launchctl-print.txt"))
    assert on_disk is not None
    assert loaded is not None
    assert on_disk.label == loaded.label == "com.example.llm-server"
    assert on_disk.argv[1:5] == ("--host", "127.0.0.1", "--port", "8081")
    assert loaded.argv[1:5] == ("--host", "0.0.0.0", "--port", "8081")
    assert loaded.argv[-1] == "/Users/ana/Models/demo model.gguf"
    assert loaded.state == "running"
    assert dict(loaded.env)["LLAMA_ARG_CTX_SIZE"] == "8192"


def test_launchctl_list() -> None:
    parsed = launchd.parse_list(capture("written/macos.launchctl-list.txt"))
    assert parsed.conserved()
    assert {job.label: job.state for job in parsed.facts} == {
        "com.example.llm-server": "running",
        "com.example.nightly-index": "not running",
        "com.example.broken": "exited 78",
        "com.apple.rapportd": "running",
    }


def test_a_section_of_several_plists() -> None:
    body = capture("written/macos.com.example.llm-server.plist")
    found = launchd.plists(b"f /Library/a.plist\n" + body + b"\nf /Library/b c.plist\n" + body)
    assert [path for path, _ in found] == ["/Library/a.plist", "/Library/b c.plist"]
    assert all(launchd.parse_plist(one) for _, one in found)


BYTES = st.one_of(
    st.binary(max_size=200),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["items", "kind", "metadata", "spec", "ports", "Name", "TCP", "Web", "HostConfig"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    ).map(lambda value: json.dumps(value).encode()),
)


@pytest.mark.parametrize("parse", [parse_show, parse_services, parse_serve, launchd.parse_list])
@given(data=BYTES)
def test_anything_at_all_is_conserved(parse: object, data: bytes) -> None:
    assert callable(parse)
    assert parse(data).conserved()


@given(data=BYTES)
def test_nothing_breaks_the_others(data: bytes) -> None:
    assert parse_inspect(data, "docker").conserved()
    parse_exec(data), parse_cmdline(data), ids(data)
    launchd.parse_plist(data), launchd.parse_print(data), launchd.plists(data)
