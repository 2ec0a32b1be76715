"""URLs under the name of a machine, which is no container: the page that gives it an address says so."""

from __future__ import annotations

from checked import rules

COMPOSE = "services:\n  grafana:\n    image: grafana/grafana\n    ports:\n      - '3200:3000'\n"
PAGE = "# Monitoring\n\n- **Grafana** – http://mon01:3000, log in with your account\n"
MACHINES = (
    "# Machines\n\n| Name | IP | RAM |\n| --- | --- | --- |\n| mon01 | 10.0.0.61 | 8 |\n| lb01 | 10.0.0.10 | 4 |\n"
)


def test_a_machine_has_the_published_port() -> None:
    files = {"docs/monitoring.md": PAGE, "docker/compose.yml": COMPOSE}
    assert rules({**files, "docs/machines.md": MACHINES}) == ["A101"]
    assert not rules({**files, "docs/machines.md": MACHINES, "docs/monitoring.md": PAGE.replace("3000", "3200")})


def test_a_name_that_no_page_gives_an_address_may_be_a_container() -> None:
    assert "A101" not in rules({"docs/monitoring.md": PAGE, "docker/compose.yml": COMPOSE})
