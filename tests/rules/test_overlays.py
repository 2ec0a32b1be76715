"""A documented port against a compose file and the overlays that go with it."""

from __future__ import annotations

import datetime

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

README = "# Shop\n\n| Service | Port |\n|---|---|\n| billing | 8000 |\n"


def said(**ports: int) -> list[tuple[str, ...]]:
    """The values at odds, where `compose`, `override` and `prod` publish these ports."""
    names = {"compose": "compose.yml", "override": "compose.override.yml", "prod": "compose.prod.yml"}
    files = {names[key]: f"services:\n  billing:\n    ports: ['{port}:80']\n" for key, port in ports.items()}
    tree = Memory({path: text.encode() for path, text in {"README.md": README, **files}.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return [tuple(sorted({claim.value for claim in one.claims})) for one in findings if one.rule == "A101"]


def test_what_the_base_file_confirms_is_not_about_an_overlay() -> None:
    assert said(compose=8000, prod=80) == []
    assert said(compose=8000, override=5678) == [], "an override adds to the file it is merged with"


def test_what_no_file_confirms_is_told() -> None:
    assert said(compose=8001) == [("8000", "8001")]
    assert said(compose=8001, override=5678) == [("5678", "8000", "8001")]
    assert said(prod=80) == [("80", "8000")]


def findings(files: dict[str, str]) -> list[tuple[str, tuple[str, ...]]]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    run_ = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21))
    return [(one.rule, tuple(sorted({claim.value for claim in one.claims}))) for one in run_.findings]


def test_what_is_set_up_for_tests_is_nothing_that_a_page_means() -> None:
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| Grafana | 3000 |\n| Loki | 3100 |\n"
    given = "grafana_port: 13000\nloki_port: 13100\n"
    assert findings({"README.md": table, "group_vars/staging.yml": given}) == []
    assert len(findings({"README.md": table, "group_vars/all.yml": given})) == 2


def test_what_a_dev_server_listens_on_is_not_held_against_what_is_published() -> None:
    files = {
        "README.md": README,
        "compose.yml": "services:\n  billing:\n    ports: ['8000:80']\n",
        "billing/package.json": '{"scripts": {"dev": "vite --port 5173"}}',
    }
    assert findings(files) == []
    assert findings({**files, "compose.yml": "services: {}\n"}) == [("A101", ("5173", "8000"))]
    confirmed = {**files, "billing/package.json": '{"scripts": {"dev": "vite --port 8000"}}'}
    assert findings({**confirmed, "compose.yml": "services:\n  billing:\n    ports: ['80:80']\n"}) == []


def test_a_general_name_in_a_file_called_after_the_product_is_the_product() -> None:
    table = "# Ports\n\n| Service | Port |\n|---|---|\n| Paperless | 8010 |\n| Immich | 2283 |\n"
    stack = "services:\n  {}:\n    image: a\n    ports: ['8010:8000']\n"
    assert findings({"README.md": table, "stacks/docs.yml": stack.format("webserver")}) == []
    assert findings({"README.md": table, "stacks/paperless.yml": stack.format("frontpage")}) == []
    assert len(findings({"README.md": table, "stacks/docs.yml": stack.format("frontpage")})) == 1


def test_folders_of_hosts_make_headings_hosts() -> None:
    table = "| Service | Port |\n|---|---|\n"
    published = "services:\n  {}:\n    image: a\n    ports: ['{}:80']\n"
    files = {
        "README.md": f"# Fleet\n\n## pine\n\n{table}| syncthing | 8384 |\n\n## fir\n\n{table}| grafana | 3000 |\n",
        "hosts/pine/compose.yml": published.format("syncthing", 8385),
        "hosts/pine/git.yml": published.format("gitea", 3000),
        "hosts/fir/compose.yml": published.format("grafana", 3000),
    }
    assert findings(files) == [("A101", ("8384", "8385"))]


def test_a_proxy_is_another_way_to_what_is_published_directly() -> None:
    proxy = "server { listen 8090; location / { proxy_pass http://billing:80; } }\n"
    compose = "services:\n  billing:\n    ports: ['8000:80']\n"
    assert findings({"README.md": README, "compose.yml": compose, "nginx.conf": proxy}) == []
    assert findings({"README.md": README, "nginx.conf": proxy}) == [("A101", ("8000", "8090"))]


def test_a_proxy_s_word_for_what_stands_behind_takes_nobody_s_port() -> None:
    page = "# Net\n\n| Service | Host | Port |\n|---|---|---|\n| Proxmox | 10.0.0.2 | 8006 |\n"
    rules = "http:\n  services:\n    pve-svc: {loadBalancer: {servers: [{url: 'https://10.0.0.2:8006'}]}}\n"
    assert findings({"README.md": page, "traefik/pve.yml": rules}) == []
    named = rules.replace("pve-svc", "proxmox").replace("8006", "8007")
    assert findings({"README.md": page, "traefik/pve.yml": named}) == [("A101", ("8006", "8007"))]


def test_the_port_inside_where_the_one_outside_is_meant() -> None:
    ports = "apiVersion: v1\nkind: Service\nmetadata: {name: billing}\nspec:\n  type: LoadBalancer\n  ports:\n"
    assert findings({"README.md": README, "b.yaml": f"{ports}  - {{port: 8000, targetPort: 9}}\n"}) == []
    assert findings({"README.md": README, "b.yaml": f"{ports}  - {{port: 9443, targetPort: 8000}}\n"}) == [
        ("A101", ("8000", "9443"))
    ]
    table = "# Set\n\n| Variable | Default |\n|---|---|\n| `MEILI_PORT` | `7700` |\n"
    compose = "services:\n  meili:\n    ports: ['7701:7700']\n"
    assert findings({"README.md": table, "compose.yml": compose}) == [("A101", ("7700", "7701"))]


def test_a_manifest_beside_the_docs_is_held_against_them() -> None:
    service = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports: [{port: 80, nodePort: 30081}]\n"
    page = "# Cluster\n\n| Service | NodePort |\n|---|---|\n| web | 30080 |\n"
    tree = Memory({"docs/cluster.md": page.encode(), "k8s/web.yaml": service.encode()})
    (one,) = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    assert {claim.value for claim in one.claims} == {"30080", "30081"}


def test_a_file_laid_over_the_base_without_a_known_word_is_an_overlay_too() -> None:
    base, other = (f"services:\n  billing:\n    ports: ['{port}:80']\n" for port in (8000, 8005))
    for name in ("docker-compose.v1.yml", "docker-compose.teste.yml", "compose-gpu.yaml"):
        assert findings({"README.md": README, "docker-compose.yml": base, name: other}) == []
        assert findings({"README.md": README, "docker-compose.yml": other, name: base}) == [("A101", ("8000", "8005"))]


def test_pages_that_give_two_of_the_ports_of_one_service_are_at_peace() -> None:
    pages = {
        "README.md": "# House\n\n| Service | Port |\n|---|---|\n| AdGuard | 3000 |\n",
        "docs/net.md": "# Net\n\n| Service | Host port |\n|---|---|\n| adguard | 53 |\n",
    }
    publish = "services:\n  adguard:\n    ports: [{}]\n"
    assert findings({**pages, "compose.yml": publish.format("'53:53', '3000:3000'")}) == []
    assert len(findings({**pages, "compose.yml": publish.format("'53:53', '3001:3000'")})) == 1


def test_a_port_inside_beside_another_page_with_the_one_outside() -> None:
    files = {
        "README.md": "# Shop\n\n| Service | Port |\n|---|---|\n| PostgreSQL | 5432 |\n",
        "docs/ports.md": "# Ports\n\n| Service | Host port | Inner port |\n|---|---|---|\n| postgres | 5433 | 5432 |\n",
        "compose.yml": "services:\n  postgres:\n    ports: ['5433:5432']\n",
    }
    assert findings(files) == [("A101", ("5432", "5433"))]
    files["README.md"] += "\nFrom outside PostgreSQL listens on port 5433.\n"
    assert findings(files) == []


BOUND = "# Operations\n\n| Port | Bound to | Service |\n|---|---|---|\n| 8000 | 127.0.0.1 | billing |\n"


def test_a_page_that_agrees_with_production_is_about_that() -> None:
    base = {"docs/operations.md": BOUND, "compose.yml": "services:\n  billing:\n    ports: ['8000:80']\n"}
    over = {"compose.prod.yml": "services:\n  billing:\n    ports: !override ['127.0.0.1:8000:80']\n"}
    assert findings({**base, **over}) == []
    assert [rule for rule, _ in findings(base)] == ["A103"]


def test_where_somebody_develops_is_no_machine_of_production() -> None:
    pages = {
        "docs/hosts.md": "# Hosts\n\n| Service | Host | Port |\n|---|---|---|\n| billing | app01 | 9010 |\n",
        "docs/local.md": "# Development\n\n| Service | Port (dev) |\n|---|---|\n| billing | 8010 |\n",
    }
    assert findings(pages) == []
    same = pages | {"docs/local.md": "# Notes\n\n| Service | Port |\n|---|---|\n| billing | 8010 |\n"}
    assert [rule for rule, _ in findings(same)] == ["A101"]


def test_an_endpoint_at_the_port_that_it_has_inside() -> None:
    queue = "services:\n  rabbitmq:\n    ports: ['7672:5672', '{}:15672']\n"
    page = {"docs/local.md": "# Local\n\n* RabbitMQ management: http://localhost:15672\n"}
    assert findings({**page, "compose.yml": queue.format(7673)}) == [("A101", ("15672", "7673"))]
    assert findings({**page, "compose.yml": queue.format(15672)}) == []


def test_two_ports_inside_of_one_container() -> None:
    mail = {"compose.yml": "services:\n  mailpit:\n    ports: ['8026:8025', '1026:1025']\n"}
    pages = {
        "docs/a.md": "# Notes\n\n- Inside the network: `mailpit:1025`\n",
        "docs/b.md": "# Notes\n\n- In the container, Mailpit: port 8025\n",
    }
    assert [rule for rule, _ in findings({**mail, **pages}) if rule == "A109"] == []


def test_what_follows_for_instance_is_an_example() -> None:
    page = "# Notes\n\n## Why\n\nWhoever has a conflict sets the variable, for instance\n\n"
    page += "```bash\nexport GRAFANA_PORT=13300\n```\n"
    compose = {"compose.yml": "services:\n  grafana:\n    ports: ['3300:3000']\n"}
    assert findings({**compose, "docs/a.md": page}) == []
    assert findings({**compose, "docs/a.md": page.replace(", for instance", "")}) != []
