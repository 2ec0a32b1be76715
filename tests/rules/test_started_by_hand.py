"""Services that a script or gunicorn's own settings start, and units that a list names: pages against these files."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

TODAY = datetime.date(2026, 3, 1)


def rules(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return [one.rule for one in run(Prepared(tree, (), "", ()), Scope("memory"), TODAY).findings]


STARTS = """#!/usr/bin/env bash
start() {{
  local name=$1; shift
  nohup "$@" > "logs/$name.log" 2>&1 &
}}

start summarise uvicorn services.summarise.main:app --host 127.0.0.1 --port 7005
start redactor  uvicorn services.redactor.main:app --host 127.0.0.1 --port {}
"""
TABLE = "# Ports\n\n| Service | Port |\n|---|---|\n| summarise | 7005 |\n| redactor | 7007 |\n"


def test_a_script_that_starts_two_services_on_one_port() -> None:
    assert rules({"scripts/start_all.sh": STARTS.format(7007), "docs/ports.md": TABLE}) == []
    assert "A102" in rules({"scripts/start_all.sh": STARTS.format(7005)})


def test_a_script_against_a_page() -> None:
    assert rules({"scripts/start_all.sh": STARTS.format(7017), "docs/ports.md": TABLE}) == ["A101"]


def test_what_a_function_does_with_its_words_must_be_to_run_them() -> None:
    notes = STARTS.replace('nohup "$@"', 'echo "$1"').format(7017)
    assert rules({"scripts/start_all.sh": notes, "docs/ports.md": TABLE}) == []


def test_a_function_that_shows_what_it_runs_names_nothing() -> None:
    script = 'run() {\n  echo "+ $*"\n  "$@"\n}\n\nrun redactor serve --port 7017\n'
    assert rules({"scripts/build.sh": script, "docs/ports.md": TABLE}) == []


def test_sessions_of_tmux_are_named() -> None:
    script = "tmux new-session -d -s redactor 'uvicorn main:app --port {}'\n"
    assert rules({"start.sh": script.format(7007), "docs/ports.md": TABLE}) == []
    assert rules({"start.sh": script.format(7017), "docs/ports.md": TABLE}) == ["A101"]


GATEWAY = "# Ports\n\n| Service | Port | Listens on |\n|---|---|---|\n| gateway | {} | 127.0.0.1 |\n"


@pytest.mark.parametrize("port", ["7000", "{os.environ.get('PORT', '7000')}"])
def test_settings_of_gunicorn(port: str) -> None:
    sign = "f" if "{" in port else ""
    own = {"services/gateway/gunicorn.conf.py": f'workers = 2\nbind = {sign}"127.0.0.1:{port}"\n'}
    assert rules({**own, "docs/ports.md": GATEWAY.format(7000)}) == []
    assert rules({**own, "docs/ports.md": GATEWAY.format(7001)}) == ["A101"]


def test_gunicorn_on_every_address_and_in_a_container() -> None:
    own = {"services/gateway/gunicorn.conf.py": 'bind = "0.0.0.0:7000"\n', "docs/ports.md": GATEWAY.format(7000)}
    assert rules(own) == ["A103"]
    built = {"services/gateway/Dockerfile": 'FROM python:3.12\nCMD ["gunicorn", "app:app"]\n'}
    assert rules({**own, **built}) == []
    composed = {
        "docker-compose.yml": 'services:\n  gateway:\n    build: services/gateway\n    ports: ["127.0.0.1:7000:7000"]\n'
    }
    assert rules({**own, **composed}) == []


UNIT = "[Service]\nExecStart=/opt/venv/bin/uvicorn main:app --host 0.0.0.0 --port 7013\n"


def test_a_unit_that_a_list_names_is_the_service_and_no_machine() -> None:
    page = "# The GPU node\n\n- `murmur-diarize.service` – uvicorn on 0.0.0.0:{}, card 0\n"
    unit = {"deploy/systemd/murmur-diarize.service": UNIT}
    assert rules({**unit, "docs/gpu.md": page.format(7013)}) == []
    assert rules({**unit, "docs/gpu.md": page.format(7003)}) == ["A101"]


def test_a_unit_with_the_projects_name_in_front() -> None:
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| diarize | 7013 |\n"
    unit = {"deploy/systemd/murmur-diarize.service": UNIT}
    assert rules({**unit, "docs/ports.md": table}) == []
    assert rules({**unit, "docs/ports.md": table.replace("diarize", "embed")}) == ["A102"]


def test_where_another_program_of_the_repository_is_found_by_websocket() -> None:
    page = "# Ports\n\n| App | Port |\n|---|---|\n| sync | 4200 |\n"
    env = "SYNC_URL=ws://localhost:{}\n"
    assert rules({"docs/ports.md": page, "apps/api/.env.example": env.format(4200)}) == []
    assert rules({"docs/ports.md": page, "apps/api/.env.example": env.format(4201)}) == ["A101"]


def test_a_websocket_of_nobody_in_particular() -> None:
    page = "# Ports\n\n| App | Port |\n|---|---|\n| websocket | 4200 |\n| socket | 4300 |\n"
    env = "VITE_WS_URL=ws://localhost:8000\nSOCKET_URL=ws://localhost:8000\nWEBSOCKET_URL=ws://localhost:8000\n"
    assert rules({"docs/ports.md": page, "apps/web/.env.example": env}) == []


def test_a_server_with_a_short_flag() -> None:
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| indiserver | 7624 |\n"
    unit = "[Service]\nExecStart=/usr/bin/{} -v -p {} indi_ccd\n"
    units = "systemd/indiserver.service"
    assert rules({"docs/ports.md": table, units: unit.format("indiserver", 7624)}) == []
    assert rules({"docs/ports.md": table, units: unit.format("indiserver", 7625)}) == ["A101"]
    assert rules({"docs/ports.md": table, units: unit.format("ssh", 7625)}) == []  # where it connects to


TUNNEL = "# Network\n\n| Service | Port |\n|---|---|\n| WireGuard | 51820 |\n"


def test_an_interface_of_wireguard() -> None:
    own = "[Interface]\nAddress = 10.77.0.1/24\nListenPort = {}\n\n[Peer]\nAllowedIPs = 10.77.0.4/32\n"
    assert rules({"docs/network.md": TUNNEL, "etc/wireguard/wg0.conf": own.format(51820)}) == []
    assert rules({"docs/network.md": TUNNEL, "etc/wireguard/wg0.conf": own.format(51823)}) == ["A101"]
    client = own.replace("ListenPort = {}\n", "")
    assert rules({"docs/network.md": TUNNEL, "etc/wireguard/wg0.conf": client}) == []


def test_several_interfaces_go_by_their_names() -> None:
    own = "[Interface]\nListenPort = {}\n"
    files = {"etc/wireguard/wg0.conf": own.format(51820), "etc/wireguard/wg1.conf": own.format(51821)}
    assert rules({"docs/network.md": TUNNEL, **files}) == []
    named = TUNNEL.replace("WireGuard | 51820", "wg1 | 51822")
    assert rules({"docs/network.md": named, **files}) == ["A101"]


CRM = "# Ports\n\n| Service | Port |\n|---|---|\n| crm-web | 3000 |\n| crm-api | 3100 |\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (
            "ecosystem.config.js",
            "module.exports = {{ apps: [\n  {{ name: 'crm-web', script: 'npm', env: {{ PORT: 3000 }} }},\n"
            "  {{ name: 'crm-api', script: 'dist/main.js', env: {{ NODE_ENV: 'production', PORT: {} }} }},\n] }}\n",
        ),
        ("pm2.config.cjs", "module.exports = {{ apps: [{{ name: 'crm-api', script: 'x.js', args: '--port {}' }}] }}\n"),
        (
            "deploy/supervisord.conf",
            "[program:crm-web]\ncommand=/opt/web --port 3000\n\n[program:crm-api]\ncommand=/opt/api --host 0.0.0.0\n"
            "  --port {}\nautostart=true\n",
        ),
        (
            "deploy/supervisor/crm.conf",
            '[program:crm-api]\nenvironment=MODE="x",PORT="1"\ncommand=/opt/api --port {}\n',
        ),
        ("process-compose.yaml", "processes:\n  crm-api:\n    command: uvicorn app:app --port {}\n"),
        ("mprocs.yaml", "procs:\n  crm-api:\n    shell: uvicorn app:app --port {}\n"),
        ("Tiltfile", "docker_build('crm', '.')\nk8s_resource('crm-api', port_forwards='{}:8080')\n"),
        ("Tiltfile", "k8s_resource(workload='crm-api', labels=['x'], port_forwards=[port_forward({}, 8080)])\n"),
    ],
)
def test_programs_that_are_kept_running(path: str, text: str) -> None:
    assert rules({"docs/ports.md": CRM, path: text.format(3100)}) == []
    assert rules({"docs/ports.md": CRM, path: text.format(3101)}) == ["A101"]


@pytest.mark.parametrize(
    ("path", "text", "starts"),
    [
        ("docker/supervisord.conf", "[program:crm-api]\ncommand=/opt/api --port 8000\n", "supervisord"),
        (
            "ecosystem.config.js",
            "module.exports = { apps: [{ name: 'crm-api', env: { PORT: 8000 } }] }\n",
            "pm2-runtime",
        ),
    ],
)
def test_programs_that_are_kept_running_in_a_container(path: str, text: str, starts: str) -> None:
    built = f'FROM debian:12\nCMD ["{starts}"]\n'
    assert rules({"docs/ports.md": CRM, path: text, "Dockerfile": built}) == []
