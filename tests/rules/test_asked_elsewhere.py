"""A128 and A129: a service that is asked on another machine than its own, at its inner port, or as a page tells to."""

from __future__ import annotations

import pytest
from checked import findings

SERVICES = """# Services

| Service | Host | Port |
|---|---|---|
| Loki | 10.20.0.10 | 3100 |
| Mosquitto | 10.20.0.21 | 1883 |
| Grafana | 10.20.0.10 | 3000 |
"""


LOKI = "Loki is asked at 10.20.0.11:3100 here alone; it is at 10.20.0.10:3100"
BROKER = "Mosquitto is asked at 10.20.0.20:1883 here alone; it is at 10.20.0.21:1883"


def told(rule: str, files: dict[str, str]) -> list[str]:
    return [one.message for one in findings(files) if one.rule == rule]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("clients:\n  - url: http://10.20.0.11:3100/loki/api/v1/push", LOKI),
        ("mqtt:\n  broker: 10.20.0.20", BROKER),
        ("mqtt:\n  server: mqtt://10.20.0.20", BROKER),
        ("clients:\n  - url: http://10.20.0.10:3100/loki/api/v1/push", ""),
        ("mqtt:\n  broker: 10.20.0.21", ""),
        ("clients:\n  - url: http://10.30.0.11:3100/loki/api/v1/push", ""),  # another network
        ("replica:\n  - url: http://10.20.0.11:3100/loki/api/v1/push", ""),  # one of several
        ("clients:\n  - url: http://10.20.0.11:3100/push", ""),  # nobody is named
    ],
)  # fmt: skip
def test_on_another_machine(line: str, message: str) -> None:
    found = told("A128", {"docs/services.md": SERVICES, "agents/settings.yaml": f"{line}\n"})
    assert found == [message] * bool(message)


def test_on_a_machine_that_has_it_as_well() -> None:
    more = SERVICES + "| Loki on the second one | 10.20.0.11 | 3100 |\n"
    assert not told("A128", {"docs/services.md": more, "a.yaml": "clients:\n  - url: http://10.20.0.11:3100/loki\n"})


COMPOSE = 'services:\n  influxdb:\n    image: influxdb:2\n    ports: ["8087:8086"]\n'


@pytest.mark.parametrize(("port", "message"), [
    ("8086", "port 8086 of bee is asked, which influxdb has inside; it is published on 8087"), ("8087", ""),
])  # fmt: skip
def test_at_the_inner_port(port: str, message: str) -> None:
    machines = "# Machines\n\n| Host | Address |\n|---|---|\n| bee | 10.20.0.20 |\n| ant | 10.20.0.21 |\n"
    asks = f"influxdb:\n  host: 10.20.0.20\n  port: {port}\n  database: home\n"
    files = {"docs/machines.md": machines, "hosts/bee/compose.yml": COMPOSE, "home/configuration.yaml": asks}
    assert told("A128", files) == [message] * bool(message)


MEDIA = """services:
  torrents:
    image: acme/torrents
    environment:
      WEBUI_PORT: 8090
    ports: ["18090:8090"]
"""


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("- Films: download client, host `torrents`, port `8080`", 1),
        ("Set the host to `torrents` and the port to 8080.", 0),  # `the` stands between
        ("Fill in host: `torrents`, port: 8080.", 1),
        ("Fill in host: `torrents`, port: 8090.", 0),
        ("Fill in host: `localhost`, port: 8080.", 0),
        ("Formerly it was host `torrents`, port `8080`.", 0),
    ],
)
def test_as_a_page_tells_to(line: str, count: int) -> None:
    found = told("A129", {"docs/media.md": f"# Media\n\n{line}\n", "stacks/media/compose.yml": MEDIA})
    assert found == ["torrents is called at 8080, and listens on 8090 inside"] * count


def test_two_containers_of_one_name() -> None:
    page = "# Media\n\n- download client: host `torrents`, port `8080`\n"
    files = {"docs/media.md": page, "a/compose.yml": MEDIA, "b/compose.yml": MEDIA.replace("8090", "8080")}
    assert not told("A129", files)


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("nc -z pg01 5433", 1),
        ("nc -z pg01 5433   # must fail: it is gone", 0),
        ('nc -z pg01 5433 && echo "still there"', 0),
    ],
)
def test_a_check_that_nothing_is_there(line: str, count: int) -> None:
    rows = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| PostgreSQL | pg01 | 5432 |\n"
    files = {"docs/services.md": rows, "docs/oncall.md": f"# On call\n\n```sh\n{line}\n```\n"}
    assert len(told("A128", files)) == count
