"""Lists of listeners and of machines, lines that lead a name to a port, and whom a parenthesis or an apposition names."""

from __future__ import annotations

import pytest

from consistency.model.claim import Claim
from consistency.readers.document import read_document


def claims(text: str, attribute: str = "port") -> list[Claim]:
    return [claim for claim in read_document("docs/page.md", text).claims if claim.attribute == attribute]


def ports(text: str) -> set[tuple[str, str, str]]:
    return {(c.service, c.value, c.part) for c in claims(text)}


LISTENERS = "# Listeners by host\n\n## app2\n\n"


def test_a_number_and_a_program_an_item_is_who_listens() -> None:
    items = "- 7010 tide-api, from edge1\n- 9000 minio (S3), from app1, db1\n- 9001 minio (console), from edge1\n"
    assert ports(LISTENERS + items) == {("tide-api", "7010", ""), ("minio", "9000", ""), ("minio", "9001", "console")}
    udp = "- 51820/udp WireGuard, everyone\n- 8880 vmalert, loopback\n"
    assert {(c.service, c.protocol) for c in claims(LISTENERS + udp)} == {("WireGuard", "udp"), ("vmalert", "")}
    assert [(c.service, c.port) for c in claims(LISTENERS + udp, "exposure")] == [("vmalert", 8880)]


@pytest.mark.parametrize(
    "text",
    [
        "# Roadmap\n\n- 7010 tide-api, from edge1\n- 7020 tide-web, from edge1\n",  # nothing speaks of ports
        LISTENERS + "- 7010 tide-api, from edge1\n",  # one is no list
        LISTENERS + "- 7010 rows, from edge1\n- 8000 users, at night\n",
        LISTENERS + "- 2024 Grafana, moved\n- 2025 Loki, moved\n",
        LISTENERS + "- 7010 tide-api\n- see the firewall\n- ask Ines\n- or Rob\n",
    ],
)
def test_other_lists_with_numbers_in_front(text: str) -> None:
    assert not ports(text) & {("tide-api", "7010", ""), ("rows", "7010", ""), ("Grafana", "2024", "")}


def test_a_name_that_leads_to_a_machines_port_and_whose_it_is() -> None:
    text = "# How\n\n```\n api.site.example  ──► app1:7010   tide-api\n files.site.example ──► app2:9001   MinIO console (after sso)\n```\n"
    assert {(c.service, c.host, c.value) for c in claims(text)} == {
        ("tide-api", "app1", "7010"),
        ("MinIO console", "app2", "9001"),
    }
    assert {(c.service, c.value) for c in claims(text, "domain")} == {
        ("tide-api", "api.site.example"),
        ("MinIO console", "files.site.example"),
    }


def test_a_line_that_leads_to_a_container_or_to_no_name() -> None:
    text = "# How\n\n```\n api.site.example  ──► app1:7010   see the page of the API team\n```\n"
    assert not claims(text, "domain")


def test_the_parenthesis_behind_a_url_says_who_it_is() -> None:
    text = "# Site\n\n* Login: https://id.site.example (Keycloak on app1, port 8080)\n* Customer site: https://www.site.example (tide-web on app1, port 7020)\n"
    assert {(c.service, c.host, c.value) for c in claims(text)} == {
        ("Keycloak", "app1", "8080"),
        ("tide-web", "app1", "7020"),
    }
    assert {c.service for c in claims(text, "base_url")} == {"Keycloak", "tide-web"}
    assert claims("# Site\n\n* Login: https://id.site.example (local, port 8080)\n") == []


def test_an_item_begins_with_a_name_and_says_what_it_is() -> None:
    text = "# What we run\n\n- InfluxDB, measurements (port 8086)\n- roster, members and fees, our own (port 8501)\n"
    assert {(c.service, c.value) for c in claims(text)} == {("InfluxDB", "8086"), ("roster", "8501")}
    assert claims("# What to do\n\n- Optional, for remote debugging (port 9229)\n") == []


def addresses(text: str) -> set[tuple[str, str]]:
    return {(c.host, c.value) for c in claims(text, "address")}


def test_items_that_begin_with_a_machine_and_its_address() -> None:
    text = "# Machines\n\n- **app1**, 10.8.0.21. Our own programs.\n- **mon1**, 10.8.0.41. Metrics, logs.\n"
    assert addresses(text) == {("app1", "10.8.0.21"), ("mon1", "10.8.0.41")}
    text = "# Wo\n\n- **srv-elbe** (192.168.40.20): Nextcloud\n- **srv-weser** (10.77.0.3): Portal\n"
    assert addresses(text) == {("srv-elbe", "192.168.40.20"), ("srv-weser", "10.77.0.3")}


@pytest.mark.parametrize(
    "items",
    [
        "- **app1**, 10.8.0.21. Our own programs.\n- the others are rented\n- so is the line\n",
        "- grafana: 10.8.0.21:3000\n- loki: 10.8.0.22:3100\n",  # who listens there
        "- dns: 10.8.0.1\n- gateway: 10.8.0.1\n",  # one address of two
        "- Google: 8.8.8.8\n- Quad9: 9.9.9.9\n",
    ],
)
def test_items_that_name_no_machines(items: str) -> None:
    assert addresses(f"# Network\n\n{items}") == set()


def test_guests_and_machines_with_a_second_address() -> None:
    rows = "| dns | 102 | 10.0.0.102 |\n| traefik | 101 | 10.0.0.101 |\n"
    assert addresses(f"# Lab\n\n| Guest | VMID | Address |\n|---|---|---|\n{rows}") == {
        ("dns", "10.0.0.102"), ("traefik", "10.0.0.101"),
    }  # fmt: skip
    rows = "| srv-elbe | 192.168.40.20 |\n| srv-weser | 10.77.0.3 (WireGuard), 203.0.113.48 (public) |\n"
    assert addresses(f"# Lab\n\n| Rechner | Adresse |\n|---|---|\n{rows}") == {
        ("srv-elbe", "192.168.40.20"), ("srv-weser", "10.77.0.3"),
    }  # fmt: skip
    rows = "| hub | 10.0.0.10 |\n| nas | 10.0.0.12 |\n| probe-01 to probe-16 | .101 to .116 |\n"
    assert addresses(f"# Lab\n\n| Host | Address |\n|---|---|\n{rows}") == {("hub", "10.0.0.10"), ("nas", "10.0.0.12")}
    rows = "| Staff | 10.0.1.1 |\n| Guests | 10.0.1.1 |\n"
    assert addresses(f"# Lab\n\n| Name | Gateway |\n|---|---|\n{rows}") == set()


def test_where_something_is_with_a_machine_and_a_port() -> None:
    text = "# Apps\n\n| App | Where |\n|---|---|\n| FreshRSS | docker-a:8110 |\n| Scrutiny | docker-b:8102 |\n"
    assert {(c.service, c.host, c.value) for c in claims(text)} == {
        ("FreshRSS", "docker-a", "8110"), ("Scrutiny", "docker-b", "8102"),
    }  # fmt: skip
    text = "# Apps\n\n| App | Host |\n|---|---|\n| Grafana | grafana:3000 |\n| Loki | loki:3100 |\n"
    assert {c.host for c in claims(text)} == {""}  # containers, called as they are


def test_a_column_of_names_over_urls_names_nobody() -> None:
    rows = "| Grafana | http://10.0.0.2:8310 | https://grafana.site.example |\n| Loki | http://10.0.0.2:8320 | https://loki.site.example |\n"
    text = f"# Tools\n\n| Werkzeug | Adresse intern | Name |\n|---|---|---|\n{rows}"
    assert {(c.service, c.value) for c in claims(text)} == {("Grafana", "8310"), ("Loki", "8320")}


def test_what_a_firewall_lets_through_is_nobodys_port() -> None:
    table = "To                 Action      From\n--                 ------      ----\n443/tcp            ALLOW       Anywhere\n"
    assert claims(f"# Firewall\n\n## web1 (ufw)\n\n```\n{table}```\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "# bench\n\n## Earlier life\n\nIt was a laptop: Grafana on 3001, Node-RED on 1888.\n",
        "# bench\n\nUntil 2023 bench was a laptop with Docker: Grafana on 3001, Node-RED on 1888.\n",
        "# Dienst\n\n## Geschichte\n\n- Grafana: 3001\n- Loki: 3101\n",
    ],
)
def test_what_used_to_be(text: str) -> None:
    assert {c.modality for c in claims(text)} <= {"retired"}


def test_a_protocol_behind_a_slash() -> None:
    (said,) = claims("# Backup\n\n- Clients are found by broadcast on 35622/UDP\n")
    assert said.protocol == "udp"


def test_a_step_that_reads_something_names_no_service() -> None:
    assert claims("# How\n\n1. Open the editor.\n2. Read from MQTT: server `mosquitto`, port 1883.\n") == []


PROGRAMS = "# bench\n\nSee http://bench.\n\n## Programs\n\n### Grafana (3000)\n\nScreens.\n\n### {}\n\nAll the glue.\n"


def test_headings_of_a_name_and_a_port() -> None:
    assert ports(PROGRAMS.format("Node-RED (1880)")) == {("Grafana", "3000", ""), ("Node-RED", "1880", "")}


@pytest.mark.parametrize("other", ["Mosquitto", "Questions (1880 of them)", "Grafana again (3000)"])
def test_one_heading_with_a_number_is_no_list(other: str) -> None:
    assert ports(PROGRAMS.format(other)) == set()


def test_years_and_numbers_of_a_page_about_something_else() -> None:
    assert ports("# Moves\n\n## Boston (2019)\n\nhttp\n\n## Berlin (2023)\n\nport\n") == set()
    assert ports("# Words\n\n## Sonnets (4000)\n\nLove.\n\n## Odes (5000)\n\nDeath.\n") == set()


def test_a_name_that_begins_with_node_is_no_machine() -> None:
    text = "# Programs\n\n## Node-RED\n\nListens on port 1880.\n"
    assert [(c.service, c.host) for c in claims(text)] == [("Node-RED", "")]
    assert {c.host for c in claims("# Node: juno\n\n- Grafana: port 3000\n")} == {"juno"}


def test_pages_of_a_service_and_how_it_runs() -> None:
    text = "# doorkeeper\n\nOur own. The admin page is http://10.44.1.10:8502 from any PC.\n"
    assert [(c.service, c.value) for c in claims(text, "base_url")] == [("doorkeeper", "http://10.44.1.10:8502")]
    text = "# Database\n\npgbouncer runs in transaction mode on port 6543 with a pool of 40.\n"
    assert ports(text) == {("pgbouncer", "6543", "")}
    text = "# Handy\n\n- Open WebUI answers on http://10.0.0.4:3000, use it for a test.\n"
    assert ports(text) == {("Open WebUI", "3000", "")}


def test_where_a_service_is_reached_from_outside() -> None:
    text = "# geotile\n\n- Port: 7040\n- Public: https://maps.site.example\n"
    assert [(c.service, c.value) for c in claims(text, "base_url")] == [("geotile", "https://maps.site.example")]
    assert claims("# geotile\n\n- Port: 7040\n- Public: nothing\n", "base_url") == []


def test_a_command_is_no_machine() -> None:
    text = "# PostgreSQL\n\n- Machine: `ssh -L 15432:127.0.0.1:5432 db1`\n"
    assert claims(text, "host") == []


TWO = "# Links\n\n| App | Local URL | Tailscale URL |\n|---|---|---|\n"
LINK = "| {} | http://10.0.0.70:{} | http://{}.tail1a2b.ts.net:{} |\n"


def test_a_table_of_links_gives_one_machine_two_addresses() -> None:
    rows = [
        LINK.format(name, port, "juno", port) for name, port in (("Grafana", 3000), ("Loki", 3100), ("Homer", 8082))
    ]
    assert addresses(TWO + "".join(rows)) == {("juno.tail1a2b.ts.net", "10.0.0.70")}
    assert addresses(TWO + "".join(rows[:2])) == set()  # two may be two
    assert addresses(TWO + "".join(rows) + LINK.format("Mail", 8025, "vesta", 8025)) == set()
