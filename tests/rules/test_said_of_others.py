"""What is said of somebody else's port, address or trial is no disagreement with what is said of one's own."""

from __future__ import annotations

import pytest
from checked import rules

from consistency.readers.config.kinds import read

COMPOSE = "services:\n  {}:\n    image: acme/{}:1\n    ports: ['{}:{}']\n"
TABLE = "# Ports\n\n| Service | Port |\n|---|---|\n| {} | {} |\n"
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12\n"


def test_a_folder_of_services_is_what_a_page_calls_by_its_name() -> None:
    compose = COMPOSE.format("collector", "otel", 4317, 4317)
    page = {"docs/ports.md": TABLE.format("Observability", 4317)}
    assert rules({**page, "stacks/observability-stack/compose.yml": compose}) == []
    assert rules({**page, "stacks/wiki/compose.yml": compose}) == ["A102"]


@pytest.mark.parametrize(("folder", "told"), [("{{cookiecutter.slug}}", []), ("app", ["A102"])])
def test_what_a_template_chooses_from_does_not_run_at_once(folder: str, told: list[str]) -> None:
    both = COMPOSE.format("traefik", "traefik", 8443, 443) + COMPOSE.format("nginx", "nginx", 8443, 443)[10:]
    assert rules({f"{folder}/compose.yml": both}) == told


def test_a_command_is_no_service_beside_what_it_starts() -> None:
    row = "# Start\n\n| Start | URL |\n|---|---|\n| {} | http://localhost:8000 |\n"
    api = {"docs/ports.md": "# Ports\n\n| Service | URL |\n|---|---|\n| Heron API | http://localhost:8000 |\n"}
    assert rules({**api, "docs/start.md": row.format("`kestrel start`")}) == []
    assert rules({**api, "docs/start.md": row.format("Kestrel")}) == ["A102"]


def test_pages_called_after_other_sites_are_about_these() -> None:
    table = "# Login\n\n| Way | URL |\n|---|---|\n| Password | https://login.{}.com/password |\n"
    assert rules({f"docs/{name}.md": table.format(name) for name in ("lagoon", "liepard")}) == []
    assert rules({f"docs/{name}.md": table.format(site) for name, site in (("a", "lagoon"), ("b", "liepard"))}) == [
        "A112"
    ]


def test_pages_of_one_site_are_no_two_addresses() -> None:
    said = "# Links\n\n- Queue UI: https://www.acme.dev/{}\n"
    assert rules({"docs/a.md": said.format("queue.html"), "docs/b.md": said.format("docs/queue")}) == []
    assert rules({"docs/a.md": said.format("queue"), "docs/b.md": said.format("line")}) == ["A112"]


def test_a_page_that_runs_an_image_twice_gives_two_ports() -> None:
    plain = COMPOSE.format("heron-plain", "heron-server", 8080, 8080)
    both = COMPOSE.format("heron-dual", "heron-server", 8081, 8081)
    one, other = (f"# Docker\n\n## {head}\n\n```yaml\n{said}```\n" for head, said in (("One", plain), ("Both", both)))
    assert rules({"docs/docker.md": one + other[10:], "compose.yml": plain}) == []
    assert rules({"docs/docker.md": one, "docs/both.md": other, "compose.yml": plain}) == ["A101"]


@pytest.mark.parametrize(("name", "told"), [("compose.heron-test.yml", []), ("compose.yml", ["A101"])])
def test_what_runs_tests_has_ports_of_its_own(name: str, told: list[str]) -> None:
    compose = COMPOSE.format("heron", "heron", 4113, 8000).replace("    ports", "    profiles: [trial]\n    ports")
    compose = compose if not told else compose.replace("    profiles: [trial]\n", "")
    assert (
        rules({f"docker/{name}": compose, "docs/heron.md": "# Heron\n\n- Heron API: http://localhost:8000\n"}) == told
    )


def test_a_page_about_tests_speaks_for_no_other_page() -> None:
    compose = COMPOSE.format("heron", "heron", 4113, 4113).replace("    ports", "    profiles: [trial]\n    ports")
    pages = {"docs/ports.md": TABLE.format("heron", 8000), "docs/test.md": TABLE.format("heron", 4113)}
    tested = pages["docs/test.md"].replace("# Ports", "# Test environment")
    assert rules({**pages, "docs/test.md": tested, "compose.test.yml": compose}) == []
    assert rules({**pages, "compose.test.yml": compose}) == ["A101"]


def test_a_comment_is_about_the_variable_that_follows_and_no_later_one() -> None:
    env = "# Ollama, for models\n# Default: http://127.0.0.1:11434\nOLLAMA_URL=x\n\nHERON_BACKEND_PORT=8765\n"
    page = {"compose.yml": COMPOSE.format("heron-backend", "heron", 8765, 8765)}
    assert rules({**page, ".env.example": env}) == []
    assert rules({**page, ".env.example": "# Default: http://127.0.0.1:11434\nHERON_BACKEND_PORT=8765\n"}) == ["A101"]


def test_a_comment_at_the_head_may_give_the_port_inside() -> None:
    compose = COMPOSE.format("heron", "heron", 2200, 2222)
    assert rules({"heron/compose.yml": f"# The daemon runs on port 2222, without root.\n\n{compose}"}) == []
    assert rules({"heron/compose.yml": f"# The daemon runs on port 2322, without root.\n\n{compose}"}) == ["A101"]


@pytest.mark.parametrize(
    ("host", "modality"), [("YOUR_IP_HERE", "example"), ("dynamic", "example"), ("10.0.0.5", "stated")]
)
def test_an_entry_that_somebody_has_to_fill_in_is_a_pattern(host: str, modality: str) -> None:
    nodes = (
        f'{{"services": {{"desk": {{"host": "{host}", "port": 8855}}, "lap": {{"host": "{host}", "port": 8856}}}}}}\n'
    )
    ports = [claim for claim in read("config/services.json", nodes).claims if claim.attribute == "port"]
    assert [(claim.service, claim.value, claim.modality) for claim in ports] == [
        ("desk", "8855", modality),
        ("lap", "8856", modality),
    ]


@pytest.mark.parametrize(
    ("path", "told"), [("tests/out/metrics.json", []), ("ops/ports.json", ["M102"]), ("docs/a.md", ["M102"])]
)
def test_a_pointer_matters_where_statements_are_expected(path: str, told: list[str]) -> None:
    assert rules({path: POINTER}) == told


def test_a_picture_of_a_dockerfile_is_none() -> None:
    assert rules({"docs/dockerfile-stages.png": "\0" * 400}) == []
    assert rules({"docs/dockerfile-stages": "\0" * 400}) == ["M102"]


def test_two_languages_have_two_names_for_one() -> None:
    table = "# Extras\n\n| Name | Port |\n|---|---|\n| {} | 5432 |\n"
    pages = {"docs/cli.md": table.format("Immer"), "docs/cli.en.md": table.format("Always")}
    assert rules(pages) == []
    assert rules({**pages, "docs/ports.md": table.format("Wiki")}) == ["A102"]


@pytest.mark.parametrize(
    ("name", "told"), [("OTLP/gRPC", []), ("each allow entry", []), ("[email]", []), ("Kestrel", ["A102"])]
)
def test_what_is_spoken_or_meant_in_general_has_no_port(name: str, told: list[str]) -> None:
    compose = {"compose.yml": COMPOSE.format("collector", "otel", 4317, 4317)}
    assert rules({**compose, "docs/ports.md": TABLE.format(name, 4317)}) == told


def test_a_product_s_own_site_and_anybody_s_are_nobody_s() -> None:
    said = "# Links\n\n- Sender: https://{}\n"

    def told(one: str, other: str) -> list[str]:
        return rules({"docs/a.md": said.format(one), "docs/b.md": said.format(other)})

    assert told("support.sender.com", "docs.sender.com") == []
    assert told("company.sender.net", "domain.sender.net") == []
    assert told("eu.sender.com", "us.sender.com") == ["A112"]


def test_a_cluster_s_balancer_has_a_port_of_its_own() -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: heron}\n"
    service += "spec: {type: LoadBalancer, ports: [{port: 81}]}\n"
    compose = {"compose.yml": COMPOSE.format("heron", "heron", 8000, 8000)}
    assert rules({**compose, "docs/cluster.md": f"# Cluster\n\n```yaml\n{service}```\n"}) == []
    assert rules({**compose, "docs/cluster.md": "# Cluster\n\n- heron: http://localhost:81\n"}) == ["A101"]


def test_a_page_of_a_day_outlives_no_posture() -> None:
    said = "# Heron\n\n## State\n\n**Status:** {}\n"
    here = {"docs/heron.md": said.format("Active")}
    assert rules({**here, "docs/notes/heron-2025-12-09.md": said.format("Removed from the lab")}) == []
    assert rules({**here, "docs/notes/heron.md": said.format("Removed from the lab")}) == ["E101"]


def test_one_slip_in_a_file_is_one_finding() -> None:
    slip = "services:\n  a:\n    image: a\n   environment:\n      B: c\n      D: e\n    healthcheck:\n      test: x\n"
    assert rules({"compose.yml": slip}) == ["M106"]


def test_a_call_on_another_machine_says_nothing_of_this_one() -> None:
    here = {"docs/a.md": "# A\n\n```sh\ncurl http://localhost:8080/v1/herons\n```\n"}
    there = "# B\n\n```sh\n{}curl http://localhost:18080/v1/herons\n```\n"
    assert rules({**here, "docs/b.md": there.format("ssh thor ")}) == []
    assert rules({**here, "docs/b.md": there.format("")}) == ["A126"]


def test_a_page_that_lists_what_it_answers_denies_no_probe() -> None:
    table = "# Search\n\n| Service | Port | Health |\n|---|---|---|\n| Heron | 9200 | {} |\n"
    compose = COMPOSE.format("heron", "heron", 9200, 9200)
    compose += "    healthcheck: {test: [CMD, curl, -f, 'http://localhost:9200/_cluster/health']}\n"
    assert rules({"compose.yml": compose, "docs/a.md": table.format("`/_health`, `/healthz`, `/health/live`")}) == []
    assert rules({"compose.yml": compose, "docs/a.md": table.format("`/_health`")}) == ["B105"]


def test_a_websocket_is_spoken_on_the_port_of_its_pages() -> None:
    table = "# Ports\n\n| Service | Host | Port |\n|---|---|---|\n| Kestrel | mini | 8008 |\n| {} | mini | 8008 |\n"
    assert rules({"docs/ports.md": table.format("Heron WebSocket")}) == []
    assert rules({"docs/ports.md": table.format("Heron")}) == ["A102"]


@pytest.mark.parametrize(("host", "told"), [("host", []), ("localhost", ["A101"])])
def test_an_address_on_whoever_s_machine_is_nobody_s(host: str, told: list[str]) -> None:
    compose = f"services:\n  heron:\n    ports:\n      # opened at http://{host}:3000/\n      - 8765:8765\n"
    assert rules({"compose.yml": compose}) == told


@pytest.mark.parametrize(("name", "told"), [("Heron OpenAPI", []), ("Heron queue", ["A112"])])
def test_what_is_read_about_a_service_is_no_address_of_it(name: str, told: list[str]) -> None:
    link = "# Links\n\n- {}: https://{}.heron-works.eu\n"
    assert rules({"docs/a.md": link.format(name, "api"), "docs/b.md": link.format(name, "reading")}) == told


def test_a_variable_for_one_command_chooses_another_port() -> None:
    compose = COMPOSE.format("heron", "heron", 8080, 80)
    page = "# Heron\n\n```bash\n{}\n```\n"
    for chosen in ("HERON_PORT=9090 docker compose up", "HERON_PORT=9090 A_KEY=1 \\\n  docker compose up"):
        assert rules({"compose.yml": compose, "docs/heron.md": page.format(chosen)}) == []
    assert rules({"compose.yml": compose, "docs/heron.md": page.format("HERON_PORT=9090")}) == ["A101"]


@pytest.mark.parametrize(
    ("name", "told"), [("deploy/heron/", []), ("UI, REST API", []), ("Kestrel (a, b)", ["A102"]), ("Kestrel", ["A102"])]
)
def test_a_folder_is_no_service_nor_what_several_are_for(name: str, told: list[str]) -> None:
    row = f"# Ways\n\n| Service | Port |\n|---|---|\n| {name} | 8080 |\n"
    assert rules({"docs/ways.md": row, "compose.yml": COMPOSE.format("lapwing", "lapwing", 8080, 80)}) == told


@pytest.mark.parametrize(
    ("quoted", "told"), [("8080:80", []), ("0.0.0.0:8080:80", ["A103"]), ("127.0.0.1:8080:80", [])]
)
def test_a_quoted_port_without_an_address_says_nothing_of_one(quoted: str, told: list[str]) -> None:
    compose = "services:\n  heron:\n    image: acme/heron:1\n    ports: ['{}']\n"
    page = f"# Heron\n\n```yaml\n{compose.format(quoted)}```\n"
    assert rules({"docs/heron.md": page, "compose.yml": compose.format("127.0.0.1:8080:80")}) == told
