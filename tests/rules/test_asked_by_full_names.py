"""What is found under full names: stores, Services of a cluster under a path, HAProxy's statistics, who is let in."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def told(files: dict[str, str]) -> list[str]:
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 3, 1)).findings
    return sorted(f"{one.rule} {', '.join(sorted({claim.value for claim in one.claims}))}" for one in findings)


MAP = """apiVersion: v1
kind: ConfigMap
metadata:
  name: booking-env
data:
  DATABASE_HOST: pg.acme.org
  DATABASE_PORT: "{}"
"""
ENV = "DATABASE_URL=postgres://app@pg.acme.org:{}/app\n"
VARIABLES = "netbox_db_host: pg.acme.org\nnetbox_db_port: {}\n"
NOMAD = """job "a" {{
  group "a" {{
    task "a" {{
      env {{
        DATABASE_URL = "postgres://pg.acme.org:{}/a"
      }}
    }}
  }}
}}
"""


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("apps/env.yaml", MAP),
        ("app/.env.example", ENV),
        ("group_vars/tools.yml", VARIABLES),
        ("jobs/a.nomad.hcl", NOMAD),
    ],
)
def test_a_store_under_a_full_name(path: str, text: str) -> None:
    page = {"docs/db.md": "# Databases\n\n- Apps go through PgBouncer on `pg.acme.org:6432`, never directly.\n"}
    assert told({**page, path: text.format(5432)}) == ["A101 5432, 6432"]
    assert told({**page, path: text.format(6432)}) == []
    titled = {"docs/db.md": "# PostgreSQL\n\nApplications use `pg.acme.org` port 5000, whichever node is primary.\n"}
    assert told({**titled, path: text.format(5432)}) == ["A101 5000, 5432"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Apps go through PgBouncer on `pg.acme.org:6432`; for migrations PostgreSQL is on `pg.acme.org:5432`.",
        "Redis is on `pg.acme.org:6379`.",
        "PostgreSQL was on `pg.acme.org:5433` until 2023.",
        "PostgreSQL is on `db.acme.org:5433`.",
        "Look at http://pg.acme.org:8008/ for Patroni.",
        "The exporter is on `pg.acme.org:9187`.",
    ],
)
def test_another_store_or_place(sentence: str) -> None:
    assert told({"docs/db.md": f"# Notes\n\n{sentence}\n", "app/.env.example": ENV.format(5432)}) == []


RECEIVER = """apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: prometheus
spec:
  values:
    config:
      receivers:
        - url: http://bridge.monitoring.svc:{}/alert
"""


def test_what_a_service_is_asked_under_a_path() -> None:
    page = {"docs/alerts.md": "# Alerts\n\nAlertmanager → `bridge.monitoring.svc:8000/alert` → SMS.\n"}
    assert told({**page, "infra/release.yaml": RECEIVER.format(8080)}) == ["A101 8000, 8080"]
    assert told({**page, "infra/release.yaml": RECEIVER.format(8000)}) == []
    metrics = {"docs/alerts.md": "# Alerts\n\nIts metrics: `bridge.monitoring.svc:9090/metrics`.\n"}
    assert told({**metrics, "infra/release.yaml": RECEIVER.format(8080)}) == [], "another port of the same Service"


HAPROXY = "listen stats\n    bind *:{}\n    stats enable\n    stats uri /stats\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Look at the HAProxy statistics first: http://mini.acme.org:1936/stats (user `duty`).",
        "HAProxy stats and metrics live on port 1936 of each box.",
    ],
)
def test_the_statistics_of_haproxy(sentence: str) -> None:
    page = {"docs/duty.md": f"# Duty\n\n{sentence}\n"}
    assert told({**page, "haproxy/haproxy.cfg": HAPROXY.format(8936)}) == ["A101 1936, 8936"]
    assert told({**page, "haproxy/haproxy.cfg": HAPROXY.format(1936)}) == []


def test_statistics_of_another_port() -> None:
    page = {"docs/duty.md": "# Duty\n\nHAProxy statistics go to Graphite. It listens on port 2003.\n"}
    assert told({**page, "haproxy/haproxy.cfg": HAPROXY.format(8936)}) == []


def test_no_anonymous_access() -> None:
    page = {"docs/s.md": "# Services\n\nGrafana has local\naccounts only and **no anonymous access**; ask Fiona.\n"}
    assert told({**page, "group_vars/tools.yml": "grafana_anonymous_enabled: true\n"}) == ["B104 anonymous, login"]
    assert told({**page, "group_vars/tools.yml": "grafana_anonymous_enabled: false\n"}) == []


SEEN = """# client-2, 2026-02-19

```
# ss -Htlnp | awk '{print $4, $6}'
0.0.0.0:8686 users:(("vector",pid=20114,fd=19))
127.0.0.1:8500 users:(("consul",pid=901,fd=17))
```
"""


def test_columns_of_ss_that_were_cut_out() -> None:
    page = "# Ports\n\n| Port | Job | Exposed through |\n|---|---|---|\n| 8686 | vector | {} |\n"
    files = {"docs/snapshots/2026-02-19-client-2.md": SEEN}
    assert [one[:4] for one in told({"docs/ports.md": page.format("127.0.0.1 only"), **files})] == ["A105"]
    assert told({"docs/ports.md": page.format("all of them"), **files}) == []
    url = {"README.md": "# Site\n\n- Consul UI: http://consul.acme.internal:8500/ui\n"}
    assert told({**url, **files}) == [], "another machine than the one that was looked at"


def test_what_a_port_gives() -> None:
    files = {
        "docs/postgres.md": "# PostgreSQL\n\nPort 5001 gives a replica for reports.\n",
        "docs/s.md": "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| PostgreSQL | mini | 5432 |\n",
    }
    assert told(files) == []


MADE = """resource "aws_db_instance" "accounts" {{
  engine = "postgres"
  port   = {}
}}

resource "aws_route53_record" "db" {{
  name    = "db.acme.internal"
  records = [aws_db_instance.{}.address]
}}
"""


def test_a_database_that_terraform_makes_and_names() -> None:
    page = {"docs/a.md": "# Architecture\n\nPostgreSQL is RDS, `db.acme.internal:5432`, 200 GB gp3.\n"}
    assert told({**page, "terraform/rds.tf": MADE.format(5433, "accounts")}) == ["A101 5432, 5433"]
    asked = {"app/.env.example": "DATABASE_URL=postgres://app@db.acme.internal:5432/app\n"}
    assert told({**page, **asked, "terraform/rds.tf": MADE.format(5433, "accounts")}) == ["A101 5432, 5433"]
    assert told({**page, "terraform/rds.tf": MADE.format(5432, "accounts")}) == []
    assert told({**page, "terraform/rds.tf": MADE.format(5433, "other")}) == []
