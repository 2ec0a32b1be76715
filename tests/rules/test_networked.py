"""Containers as those of one network find them, in whichever file somebody calls one."""

from __future__ import annotations

import pytest
from checked import findings

COMPOSE = "services:\n  plover:\n    image: acme/plover:1\n    ports: ['18081:8081']\n"


def told(files: dict[str, str]) -> list[str]:
    return [
        f"{one.rule} {claim.path}:{claim.line}"
        for one in findings(files)
        for claim in one.claims
        if claim.attribute == "call"
    ]


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("rook/app.properties", "a=b\nrook.url=http://plover:8085/v1\n", 2),
        ("conf/rook.conf", "# of rook\nrook.url    http://plover:8085\n", 2),
        ("rook.json", '{\n  "url": "http://plover:8085"\n}\n', 2),
        ("rook.env", "A_URL=http://rook:secret@plover:8085/\n", 1),
        (".env", "PLOVER_HOST=plover\nPLOVER_PORT=8085\n", 2),
        ("nginx.conf", "server {\n  location / {\n    proxy_pass http://plover:8085;\n  }\n}\n", 3),
    ],
)
def test_a_slip_in_any_file(path: str, text: str, line: int) -> None:
    assert told({"compose.yml": COMPOSE, path: text}) == [f"A129 {path}:{line}"]
    assert told({"compose.yml": COMPOSE, path: text.replace("8085", "8081")}) == []


@pytest.mark.parametrize(
    "text",
    [
        "A=http://plover:18081\n",  # no slip: what is published
        "A=http://plover.acme.dev:8085\n",  # a name of the world
        "#A=http://plover:8085\n",
        "A=http://rook:8085\n",
        "A=acme/plover:8085\n",  # an image's version
        "A=plover:8085:80\n",
    ],
)
def test_what_is_somebody_elses(text: str) -> None:
    assert told({"compose.yml": COMPOSE, ".env": f"B=1\n{text}"}) == []


@pytest.mark.parametrize(("port", "count"), [(8051, 1), (8085, 0)])
def test_numbers_are_often_at_the_port_beside(port: int, count: int) -> None:
    text = f'scrape_configs:\n  - job_name: p\n    static_configs:\n      - targets: ["plover:{port}"]\n'
    assert len(told({"compose.yml": COMPOSE, "prometheus.yml": text})) == count


def test_what_more_files_say_is_no_slip() -> None:
    wrong = "A=http://plover:8085\n"
    assert told({"compose.yml": COMPOSE, "a.env": wrong, "b.env": wrong}) == []
    right = {"c.env": "A=http://plover:8081\n", "d.env": "A=http://plover:8081\n"}
    assert len(told({"compose.yml": COMPOSE, "a.env": wrong, "b.env": wrong, **right})) == 2


@pytest.mark.parametrize(
    "text",
    [
        "expose: ['8085']",
        "command: plover --port 8085",
        "environment:\n      ADVERTISED: http://plover:8085",
    ],
)
def test_a_second_port_of_its_own(text: str) -> None:
    assert told({"compose.yml": f"{COMPOSE}    {text}\n", "a.env": "A=http://plover:8085\n"}) == []


def test_whose_ports_nobody_knows() -> None:
    shared = f"{COMPOSE}  rook:\n    image: rook\n    network_mode: service:plover\n"
    assert told({"compose.yml": shared, "a.env": "A=http://plover:8085\n"}) == []
    proxy = COMPOSE.replace("acme/plover", "traefik")
    assert told({"compose.yml": proxy, "a.env": "A=http://plover:8085\n"}) == []


def test_ports_that_one_program_has() -> None:
    compose = COMPOSE.replace("18081:8081", "9092:9092")
    assert told({"compose.yml": compose, "a.env": "A=plover:9093\n"}) == []
    assert told({"compose.yml": compose, "a.env": "A=plover:9082\n"}) == ["A129 a.env:1"]


def test_the_nearest_compose_file_is_meant() -> None:
    other = COMPOSE.replace("8081", "8085")
    files = {"a/compose.yml": COMPOSE, "b/compose.yml": other}
    assert told({**files, "b/conf/x.env": "A=http://plover:8085\n"}) == []
    assert told({**files, "a/conf/x.env": "A=http://plover:8085\n"}) == ["A129 a/conf/x.env:1"]
    assert told({**files, "c/x.env": "A=http://plover:8085\n"}) == []  # of whichever of them


def test_other_names_of_a_container() -> None:
    named = f"{COMPOSE}    container_name: acme-plover\n    hostname: bird\n"
    for name in ("acme-plover", "bird"):
        assert told({"compose.yml": named, "a.env": f"A=http://{name}:8085\n"}) == ["A129 a.env:1"]


def test_clusters_have_networks_of_their_own() -> None:
    pod = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  A: http://plover:8085\n"
    assert told({"compose.yml": COMPOSE, "k8s/a.yaml": pod}) == []


def test_what_images_expose() -> None:
    files = {
        "compose.yml": "services:\n  api:\n    build: apps/api\n    ports: ['8420:8420']\n",
        "apps/api/Dockerfile": "FROM node\nEXPOSE 8420 8430\n",
    }
    (found,) = findings({**files, "web.env": "API=http://api:8402\n"})
    assert {claim.path for claim in found.claims} == {"web.env", "compose.yml", "apps/api/Dockerfile"}
    assert told({**files, "web.env": "API=http://api:8430\n"}) == []
