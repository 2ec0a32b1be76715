"""Machines in sentences, compose files that run together, containers that are started and opened, what is set."""

from __future__ import annotations

import pytest
from checked import findings, rules

TABLE = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| mailer | app-02 | 8310 |\n"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("The mailer is a Go worker on app-01.", ["A116"]),
        ("The mailer is a Go worker on app-02.", []),
        ("The mailer runs on app-01 and on app-02: see the table.\n\nmailer runs on app-02.", []),
        ("The mailer will run on app-01 next year; planned.", []),
    ],
)
def test_a_sentence_against_the_tables(sentence: str, told: list[str]) -> None:
    assert rules({"services.md": TABLE, "runbooks/mail.md": f"# Runbook: mails\n\n{sentence}\n"}) == told


def compose(name: str, port: str) -> str:
    return f"services:\n  {name}:\n    image: {name}\n    ports: ['{port}']\n"


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("# docker compose -f docker-compose.yml -f docker-compose.birds.yml up -d\n", ["A102"]),
        ("# docker compose -f docker-compose.birds.yml up -d\n", []),
        ("", []),
    ],
)
def test_files_that_say_with_which_others_they_are_run(comment: str, told: list[str]) -> None:
    files = {
        "docker-compose.yml": compose("wren", "8654:8554"),
        "docker-compose.birds.yml": comment + compose("birds", "8654:8080"),
    }
    assert rules(files) == told


def test_what_watches_the_production_stack() -> None:
    files = {
        "docker-compose.yml": compose("db", "5432:5432"),
        "docker-compose.prod.yml": compose("web", "127.0.0.1:3400:8080"),
        "docker-compose.observability.yml": compose("grafana", "127.0.0.1:3400:3000"),
    }
    assert rules(files) == ["A102"]


RUN = (
    "# Wren\n\n```bash\ndocker run -d --name wren -p 8660:8660 -p 8555:8555/udp wren:latest\n```\n\n"
    "Then go to `http://<your-server>:{}` and look.\n"
)


@pytest.mark.parametrize(("port", "told"), [("8099", ["A115"]), ("8660", []), ("8555", [])])
def test_a_container_is_started_and_something_else_opened(port: str, told: list[str]) -> None:
    assert rules({"README.md": RUN.format(port)}) == told
    assert rules({"README.md": RUN.format(port) + f"\nPort {port} is the wizard's.\n"}) == []


def test_a_label_is_shown_as_it_is_set() -> None:
    page = "# Traefik\n\n```yaml\nlabels:\n  - traefik.http.services.wren.loadbalancer.server.port=8660\n```\n"
    label = "traefik.http.services.wren.loadbalancer.server.port"
    file = f"services:\n  wren:\n    image: wren\n    labels:\n      - {label}={{}}\n"
    assert rules({"docs/traefik.md": page, "docker-compose.yml": file.format(5000)}) == ["A101"]
    assert rules({"docs/traefik.md": page, "docker-compose.yml": file.format(8660)}) == []


def test_a_unit_that_other_pages_call_by_its_name() -> None:
    unit = "[Service]\nExecStart=/usr/bin/node server.js\n"
    files = {
        "systemd/checkout-api.service": unit,
        "runbooks/down.md": "# Down\n\n```bash\nsystemctl status checkout.service\n```\n",
        "runbooks/deploy.md": "# Deploy\n\n```bash\nsystemctl restart checkout-api\n```\n",
    }
    (one,) = findings(files)
    assert (one.rule, sorted({claim.path for claim in one.claims})) == ("A122", sorted(files))


def test_the_login_is_switched_off() -> None:
    page = "# Services\n\n| Service | Port | Auth |\n|---|---|---|\n| open-webui | 3080 | account |\n"
    file = (
        "services:\n  open-webui:\n    image: open-webui\n"
        '    environment:\n      WEBUI_AUTH: "{}"\n    ports: ["3080:8080"]\n'
    )
    assert rules({"SERVICES.md": page, "compose.yaml": file.format("False")}) == ["B102"]
    assert rules({"SERVICES.md": page, "compose.yaml": file.format("True")}) == []
    two = {
        "compose.yaml": file.format("False"),
        "compose.local.yaml": file.replace("WEBUI_AUTH", "AUTH_REQUIRED").format("true"),
    }
    assert rules(two) == []


def test_upstreams_in_another_file() -> None:
    site = (
        "server {\n  listen 443 ssl;\n  server_name back.acme.io;\n  auth_basic 'x';\n"
        "  location / { proxy_pass http://backoffice; }\n}\n"
    )
    row = "| backoffice | 10.0.0.2:8130 | login by SSO (oauth2-proxy) |\n"
    files = {
        "services.md": f"# Services\n\n| Service | Listens on | Remarks |\n|---|---|---|\n{row}",
        "nginx/sites/back.conf": site,
        "nginx/upstreams.conf": "upstream backoffice {\n  server 10.0.0.2:8131;\n}\n",
    }
    assert sorted(rules(files)) == ["A101", "B104"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ('alertmanager_web_listen_address: "0.0.0.0:9093"\n', ["A103"]),
        ('alertmanager_web_listen_address: "127.0.0.1:9094"\n', ["A101"]),
        ('alertmanager_web_listen_address: "127.0.0.1:9093"\n', []),
        ("alertmanager_http_port: 9095\n", ["A101"]),
    ],
)
def test_sockets_among_the_variables_of_a_group(values: str, told: list[str]) -> None:
    page = "# Ports\n\n| Service | Port | Bind |\n|---|---|---|\n| Alertmanager | 9093 | 127.0.0.1 |\n"
    assert rules({"ports.md": page, "ansible/group_vars/monitoring.yml": values}) == told


def test_a_name_that_no_router_serves_among_many() -> None:
    names = ("photos", "vault", "cinema", "home", "papers")
    page = "# Home\n\n" + "".join(f"- {name}: https://{name}.acme.io\n" for name in (*names, "cloud"))
    served = (*names, "files", "auth", "series", "films", "graphs", "status", "start")
    router = "".join(f"{name}.acme.io {{\n  reverse_proxy 10.0.0.2:{8000 + at}\n}}\n" for at, name in enumerate(served))
    assert rules({"README.md": page, "Caddyfile": router}) == ["A118"]


def test_a_link_by_another_word_is_no_other_address() -> None:
    page = "# Home\n\n- Films: https://cinema.acme.io\n"
    router = "cinema.acme.io {\n  reverse_proxy 10.0.0.2:8096\n}\nfilms.acme.io {\n  reverse_proxy 10.0.0.2:7878\n}\n"
    assert rules({"README.md": page, "Caddyfile": router}) == []


def test_jobs_with_parameters_of_their_own() -> None:
    page = "# Monitoring\n\n## Scrape targets\n\n- `pve`: the exporter, port 9221\n"
    job = (
        "scrape_configs:\n  - job_name: pve\n    params:\n      {}\n"
        "    static_configs:\n      - targets: ['10.0.0.20:9222']\n"
    )
    assert rules({"monitoring.md": page, "prometheus.yml": job.format("cluster: ['1']")}) == ["A101"]
    assert rules({"monitoring.md": page, "prometheus.yml": job.format("module: [http_2xx]")}) == []


def test_the_database_on_the_readers_machine() -> None:
    page = "# Contributing\n\nTo connect to the development database with a client use `localhost:{}`, user `quill`.\n"
    file = compose("postgres", "127.0.0.1:54329:5432")
    assert rules({"CONTRIBUTING.md": page.format(5433), "docker-compose.yml": file}) == ["A101"]
    assert rules({"CONTRIBUTING.md": page.format(54329), "docker-compose.yml": file}) == []
