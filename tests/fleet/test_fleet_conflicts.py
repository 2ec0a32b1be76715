"""What conflicts between repositories, and what only looks as if it did."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from consistency.fleet.judge import repositories
from consistency.fleet.run import Fleet, run
from consistency.fleet.source import sources
from consistency.model.claim import Claim
from consistency.model.objects import claim_object

Judged = Callable[..., Fleet]
Clones = Callable[[Mapping[str, Mapping[str, str]]], str]


def told(fleet: Fleet) -> list[tuple[str, list[str]]]:
    return [(one.rule, sorted(repositories(one))) for one in fleet.findings]


def test_two_services_on_one_port_of_one_host(judged: Judged) -> None:
    fleet = judged(shop=[("Payments Gateway", "mini", 8080)], books=[("Ledger Export", "mini", 8080)])
    assert told(fleet) == [("A102", ["books", "shop"])]
    assert {claim.path for claim in fleet.findings[0].claims} == {"books:README.md", "shop:README.md"}


def test_the_same_port_of_two_hosts_or_of_no_host_is_free(judged: Judged) -> None:
    fleet = judged(
        shop=[("Payments Gateway", "mini", 8080), ("Search Index", "", 9200)],
        books=[("Ledger Export", "studio", 8080), ("Mail Relay", "", 9200)],
    )
    assert told(fleet) == []


def test_everybody_has_a_database_of_their_own(judged: Judged) -> None:
    fleet = judged(shop=[("Postgres", "", 5432), ("api", "", 8000)], books=[("Postgres", "", 5433), ("api", "", 8001)])
    assert told(fleet) == []


def test_a_database_on_one_known_host_is_one(judged: Judged) -> None:
    fleet = judged(shop=[("Postgres", "mini", 5432)], books=[("PostgreSQL", "Mini", 5433)])
    assert told(fleet) == [("A101", ["books", "shop"])]
    assert fleet.findings[0].severity == "high"


def test_a_host_known_on_one_side_ties_no_general_name(judged: Judged) -> None:
    assert told(judged(shop=[("Postgres", "mini", 5432)], books=[("Postgres", "", 5433)])) == []


def test_the_name_of_a_repository_ties_and_counts_for_less_without_a_host(judged: Judged) -> None:
    fleet = judged(payments_gateway=[("Payments Gateway", "", 8080)], books=[("payments-gateway", "", 8090)])
    assert told(fleet) == [("A101", ["books", "payments_gateway"])]
    assert fleet.findings[0].severity == "medium"
    assert "name" in fleet.findings[0].inferred


def test_a_name_that_no_repository_bears_ties_nothing(judged: Judged) -> None:
    """Two sites run a program by that name, each its own."""
    assert told(judged(shop=[("Open WebUI", "", 8080)], books=[("Open WebUI", "mini", 8090)])) == []


def test_a_clash_on_a_known_host_is_never_swallowed_by_a_guess(judged: Judged) -> None:
    fleet = judged(
        payments_gateway=[("Payments Gateway", "mini", 8080)],
        books=[("Ledger Export", "mini", 8080)],
        desk=[("Payments Gateway", "", 8090)],
    )
    assert sorted(told(fleet)) == [("A101", ["desk", "payments_gateway"]), ("A102", ["books", "payments_gateway"])]


def test_a_machine_that_everybody_calls_server_is_no_known_host(judged: Judged) -> None:
    assert told(judged(shop=[("Postgres", "server", 5432)], books=[("Postgres", "server", 5433)])) == []


def test_an_address_is_a_host_unless_it_is_an_example(judged: Judged) -> None:
    rows = [("Postgres", "{}", 5432)], [("Postgres", "{}", 5433)]
    for address, expected in (("10.8.0.7", 1), ("192.0.2.7", 0), ("127.0.0.1", 0)):
        pages = {
            f"{name}{address.replace('.', '')}": [(service, host.format(address), port) for service, host, port in page]
            for name, page in zip(("shop", "books"), rows, strict=True)
        }
        assert len(judged_again(judged, pages).findings) == expected, address


def judged_again(judged: Judged, pages: Mapping[str, object]) -> Fleet:
    import shutil
    from pathlib import Path

    fleet = judged(**pages)
    shutil.rmtree(Path(fleet.repositories[0][0].path).parents[1])
    return fleet


def test_what_one_repository_has_alone_is_counted_and_is_no_finding_of_the_fleet(judged: Judged) -> None:
    fleet = judged(
        shop=[("Payments Gateway", "mini", 8080), ("Search Index", "mini", 8080)], books=[("Mail", "mini", 25)]
    )
    assert told(fleet) == []
    assert {source.name: sum(counts.severities) for source, counts in fleet.repositories} == {"shop": 1, "books": 0}


def test_evidence_in_one_repository_is_held_against_the_page_of_another(tmp_path: Path) -> None:
    said = Claim("bind", "127.0.0.1", "ports.md", 3, 1, 10, "127.0.0.1", "Stock Keeper", "mini", 7000, source="table")
    seen = said._replace(
        value="0.0.0.0", path="snapshot.md", role="evidence", observed_on="2026-02-09", source="record"
    )
    for name, claim in (("book", said), ("probe", seen)):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(claim_object(claim)), encoding="utf-8")
    fleet = run(sources(str(tmp_path)), "2026-02-10", jobs=1)
    assert told(fleet) == [("A103", ["book", "probe"])]
    assert fleet.findings[0].severity == "critical"


def test_what_another_repository_configures_under_a_name_is_a_copy_of_its_own(clones: Clones) -> None:
    compose = "services:\n  mail-forwarder:\n    image: forwarder\n    ports: ['{}:80']\n"
    page = "# Ports\n\n| Service | Port |\n|---|---|\n| mail-forwarder | 8111 |\n"
    files = {
        "ops/mail-forwarder": {"compose.yml": compose.format(8101)},
        "ops/copy": {"compose.yml": compose.format(8102)},
        "ops/page": {"README.md": page},
    }
    assert told(run(sources(clones(files)), "2026-02-09", jobs=1)) == [("A101", ["mail-forwarder", "page"])]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_repository_that_cannot_be_read_spoils_no_other(jobs: int, clones: Clones) -> None:
    page = "# Services\n\n| Service | Host | Port |\n|---|---|---|\n| Stock Keeper | mini | {} |\n"
    folder = clones(
        {
            "ops/a": {"README.md": page.format(7000)},
            "ops/b": {"README.md": page.format(7001)},
            "ops/broken": {"consistency.toml": "fail_on = 7\n"},
        }
    )
    fleet = run(sources(folder), "2026-02-09", jobs=jobs)
    assert told(fleet) == [("A101", ["a", "b"])]
    ((source, reason),) = fleet.unreadable
    assert source.name == "broken"
    assert "consistency.toml" in reason
