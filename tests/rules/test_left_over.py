"""A page and a file of config list the ports of one service, and all but one on either side agree."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory


def told(page: str, *ports: str) -> set[str]:
    """The values at odds, where a compose file publishes the `ports` of `garage`."""
    published = "".join(f"      - '{port}'\n" for port in ports)
    files = {"docs/services.md": page, "compose.yml": f"services:\n  garage:\n    ports:\n{published}"}
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
    return {claim.value for one in findings if one.rule == "A101" for claim in one.claims}


PAGE = "# Local\n\n- Garage S3: http://localhost:3900\n- Garage admin API: http://localhost:{}\n"


def test_the_one_that_is_left_on_each_side_is_told() -> None:
    assert told(PAGE.format(3902), "3900:3900", "3903:3903") == {"3902", "3903"}


@pytest.mark.parametrize(
    "ports",
    [
        ("3900:3900", "3902:3902"),  # both agree
        ("3900:3900", "3903:3903", "3904:3904"),  # two are left: nobody knows which is meant
        ("3900:3900",),  # nothing is left
        ("3900:3900", "443:3903"),  # what stands in front of pages need not be written down
    ],
)
def test_what_else_there_may_be_is_not(ports: tuple[str, ...]) -> None:
    assert told(PAGE.format(3902), *ports) == set()


def test_the_websocket_of_a_service_is_on_the_one_port_that_it_publishes() -> None:
    assert told("# Local\n\n- Garage websocket: ws://localhost:4611\n", "4610:1234") == {"4611", "4610"}


def test_a_product_and_the_service_that_runs_its_image_are_one() -> None:
    compose = "services:\n  search:\n    image: typesense/typesense:27\n    ports: ['8108:8108']\n"
    page = "# Local\n\n| Service | Port |\n|---|---|\n| {} | 8108 |\n"
    for name, rules in (("Typesense", []), ("Solr", ["A102"])):
        tree = Memory({"docs/local.md": page.format(name).encode(), "compose.yml": compose.encode()})
        findings = run(Prepared(tree, (), "", ()), Scope(), datetime.date(2026, 11, 21)).findings
        assert [one.rule for one in findings] == rules, name


def test_a_slip_of_one_digit_where_the_page_gives_one_port_alone() -> None:
    page = "# Local\n\n- Garage admin API: http://localhost:{}\n"
    assert told(page.format(3904), "3800:3900", "3914:3914") == {"3904", "3914"}
    assert told(page.format(3094), "3910:3910", "3904:3904") == {"3094", "3904"}, "two are exchanged"
    assert told(page.format(3904), "3800:3900", "3914:3914", "3924:3924") == set(), "which of them?"
    assert told(page.format(4904), "3900:3900", "8443:3914") == set()
