"""Output pasted into a fence, lists of ports with the port in front, settings below other keys."""

from __future__ import annotations

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def fenced(head: str, fence: str, info: str = "") -> list[Claim]:
    return list(read_document("docs/state.md", f"{head}\n\n```{info}\n{fence}\n```\n").claims)


def ports(claims: list[Claim]) -> set[tuple[str, str, str]]:
    return {(c.service, c.namespace, c.value) for c in claims if c.attribute == "port"}


SS = """$ ss -tlnp
State   Recv-Q  Send-Q   Local Address:Port   Peer Address:Port  Process
LISTEN  0       511          127.0.0.1:6380        0.0.0.0:*      users:(("redis-server",pid=912,fd=6))
LISTEN  0       1024           0.0.0.0:5672        0.0.0.0:*      users:(("beam.smp",pid=1033,fd=18))
LISTEN  0       4096              [::]:443            [::]:*      users:(("caddy",pid=77,fd=9))"""


def test_sockets_listed_on_a_day_are_evidence_of_that_day() -> None:
    claims = fenced("# node3001\n\nObserved 2025-02-01:", SS)
    assert ports(claims) == {("redis-server", "host", "6380"), ("", "host", "5672"), ("caddy", "host", "443")}
    assert {(c.role, c.observed_on) for c in claims} == {("evidence", "2025-02-01")}
    assert {(c.port, c.value) for c in claims if c.attribute == "bind"} == {
        (6380, "127.0.0.1"), (5672, "0.0.0.0"), (443, "::")
    }  # fmt: skip


def test_sockets_shown_to_teach_say_nothing() -> None:
    assert fenced("# Redis\n\n## Troubleshooting", SS) == []


def test_netstat_and_lsof() -> None:
    netstat = "tcp        0      0 0.0.0.0:8080            0.0.0.0:*               LISTEN      812/nginx: master"
    assert ports(fenced("# Box", netstat)) == {("nginx", "host", "8080")}
    lsof = "COMMAND   PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\nollama  1201 ol    3u  IPv4  0x12      0t0  TCP 127.0.0.1:11434 (LISTEN)"
    assert ports(fenced("# Box", lsof)) == {("ollama", "host", "11434")}


def test_containers_by_the_columns_of_their_header() -> None:
    listed = (
        "CONTAINER ID   IMAGE                COMMAND     CREATED       STATUS       PORTS                                         NAMES\n"
        '3f2a91b0c1de   grafana/grafana:10   "/run.sh"   2 weeks ago   Up 2 weeks   0.0.0.0:3005->3000/tcp, :::3005->3000/tcp     grafana\n'
        '9a1b22c3d4e5   redis:7              "redis"     2 weeks ago   Up 2 weeks   6379/tcp                                      cache'
    )
    assert ports(fenced("# Box", listed)) == {("grafana", "host", "3005"), ("grafana", "container", "3000")}


def test_services_of_a_cluster() -> None:
    listed = (
        "NAME      TYPE        CLUSTER-IP     EXTERNAL-IP   PORT(S)          AGE\n"
        "grafana   NodePort    10.43.12.7     <none>        3000:30300/TCP   12d\n"
        "podinfo   ClusterIP   10.43.12.8     <none>        9898/TCP         12d"
    )
    found = {("grafana", "node", "30300"), ("grafana", "pod", "3000"), ("podinfo", "pod", "9898")}
    assert ports(fenced("# Cluster", listed)) == found


def test_ports_in_front_of_names() -> None:
    assert ports(fenced("# Dev ports", "3000  Mailpit\n5173  Atlas\n8000  Ledger")) == {
        ("Mailpit", "", "3000"), ("Atlas", "", "5173"), ("Ledger", "", "8000")
    }  # fmt: skip
    assert fenced("# Results", "3000  requests\n5173  lines\n8000  bytes") == []


def test_a_port_below_another_key_is_a_setting() -> None:
    yaml = "api:\n  port: 6053\nota:\n  - platform: esphome\n    port: 8266\nweb_server:\n  port: 80"
    assert fenced("# ESPHome", yaml, "yaml") == []
    assert ports(fenced("# Suggest", "server:\n  port: 8112", "yaml")) == {("Suggest", "", "8112")}


def test_sockets_with_bare_names_as_people_shorten_them() -> None:
    short = "LISTEN  0.0.0.0:2022          vault\nLISTEN  192.168.77.6:2342     photoprism\nLISTEN  *:9100                (squid)"
    wide = "LISTEN 0  128   192.168.77.10:7624   0.0.0.0:*   indiserver\nLISTEN 0  5  0.0.0.0:44217  0.0.0.0:*  python3 (ephemeral)"
    assert ports(fenced("# Box", short)) == {
        ("vault", "host", "2022"), ("photoprism", "host", "2342"), ("squid", "host", "9100")
    }  # fmt: skip
    assert ("indiserver", "host", "7624") in ports(fenced("# Box", wide))


def test_the_day_of_a_capture_is_that_of_its_heading_or_file() -> None:
    line = "LISTEN 0  128   192.168.77.10:7624   0.0.0.0:*   indiserver"
    for head in (
        "# Listener audit, 18 January 2025",
        "# Listener audit, 18. January 2025",
        "# Audit of January 18, 2025",
    ):
        assert {(c.role, c.observed_on) for c in fenced(head, line)} == {("evidence", "2025-01-18")}
    page = f"# Who listens\n\n```\n{line}\n```\n"
    claims = read_document("docs/2025-01-18-listeners.md", page).claims
    assert {(c.role, c.observed_on) for c in claims} == {("evidence", "2025-01-18")}
    assert {c.role for c in read_document("docs/listeners.md", page).claims} == {"canon"}


def test_containers_whose_head_was_left_out() -> None:
    shown = "forgejo      Up 2 weeks   0.0.0.0:2222->22/tcp, 0.0.0.0:3300->3000/tcp\nmealie       Up 5 days    9000/tcp"
    claims = fenced("# Box\n\n## On a good day (2025-09-14)", shown)
    assert ports(claims) == {
        ("forgejo", "host", "2222"), ("forgejo", "container", "22"),
        ("forgejo", "host", "3300"), ("forgejo", "container", "3000"),
    }  # fmt: skip
    assert {c.role for c in claims} == {"evidence"}


def test_a_page_with_the_day_in_its_title_is_about_the_rest_of_it() -> None:
    said = "\n\n- it listens on 127.0.0.1:11434\n"
    for title, service in (("2025-05-02 Ollama", "Ollama"), ("2025-05-02: Ollama", "Ollama")):
        claims = read_document("notes/ollama.md", f"# {title}{said}").claims
        assert {c.service for c in claims if c.attribute == "port"} == {service}
    assert not read_document("notes/ollama.md", f"# 2025-05-02 Ollama has moved{said}").claims
