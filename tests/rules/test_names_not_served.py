"""Names under which pages give addresses, against those that routers serve."""

from __future__ import annotations

import datetime

import pytest

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.tree.memory import Memory

ROUTES = "{} {{\n    reverse_proxy app:80\n}}\n"


def told(pages: dict[str, list[str]], *served: str) -> list[str]:
    """The messages of A118; pages by path, with the names that they give."""
    files = {path: "# Notes\n\n" + "".join(f"- https://{name}/\n" for name in given) for path, given in pages.items()}
    files["Caddyfile"] = "".join(ROUTES.format(name) for name in served)
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 11, 21)).findings
    return [one.message for one in findings if one.rule == "A118"]


def test_a_part_of_the_first_word() -> None:
    (message,) = told({"docs/a.md": ["desk.acme.io"]}, "helpdesk.acme.io")
    assert message == "desk.acme.io is documented, and no router serves it; helpdesk.acme.io is served"


def test_another_registered_name() -> None:
    assert len(told({"docs/a.md": ["api.acme.io"]}, "api.acme.dev", "app.acme.dev")) == 1
    assert told({"docs/a.md": ["api.acme.io"]}, "app.acme.dev") == []
    assert told({"docs/a.md": ["api.acme.io"]}, "api.acme.dev", "app.acme.io") == [], "both are served from here"
    beside = ("api.acme.dev", "app.acme.io", "id.acme.io")
    assert len(told({"docs/a.md": ["api.acme.io"]}, *beside)) == 1, "the odd one out"
    assert told({"docs/a.md": ["api.acme.io"]}, *beside, "app.acme.dev") == [], "two environments"
    assert told({"docs/a.md": ["api.acme.io", "api.acme.dev"]}, *beside) == [], "the page has both"


def test_a_short_name_is_registered_by_itself() -> None:
    assert len(told({"docs/a.md": ["desk.acm.io"]}, "helpdesk.acm.io")) == 1
    assert len(told({"docs/a.md": ["desk.acme.co.uk"]}, "helpdesk.acme.co.uk")) == 1
    assert told({"docs/a.md": ["acme.co.uk"]}, "helpdesk.acme.co.uk") == []


@pytest.mark.parametrize(
    ("given", "served"),
    [
        (["sky.acme.io", "maps.acme.io"], ["sky.acme.io", "tiles.acme.io"]),  # one known name is too few
        (["sky.acme.io", "nights.acme.io", "status.acme.io"], ["sky.acme.io", "nights.acme.io", "tiles.acme.io"]),
        (["sky.acme.io", "nights.acme.io", "x.staging.acme.io"], ["sky.acme.io", "nights.acme.io", "tiles.acme.io"]),
        (["sky.acme.io", "nights.acme.io", "maps.acme.io"], ["*.acme.io", "sky.acme.io", "nights.acme.io"]),
        (["sky.acme.io", "nights.acme.io", "maps.acme.io"], ["sky.acme.io", "nights.acme.io"]),  # nothing else is meant
        (["sky.acme.io", "nights.acme.io", "a.acme.io", "b.acme.io"], ["sky.acme.io", "nights.acme.io", "c.acme.io"]),
    ],
)
def test_what_may_be_served_elsewhere(given: list[str], served: list[str]) -> None:
    assert told({"docs/a.md": given}, *served) == []


def test_many_pages_know_better() -> None:
    given = ["sky.acme.io", "nights.acme.io", "maps.acme.io"]
    served = ("sky.acme.io", "nights.acme.io", "tiles.acme.io")
    assert len(told({"docs/a.md": given}, *served)) == 1
    assert told({f"docs/{name}.md": given for name in "abc"}, *served) == []


def test_a_name_like_that_of_the_one_who_is_served_under_another() -> None:
    pages = {"docs/a.md": ["studio.acme.io"]}
    files = {path: "# Notes\n\n" + "".join(f"- https://{name}/\n" for name in given) for path, given in pages.items()}
    route = "app.acme.io {{\n    reverse_proxy {}:80\n}}\n"

    def messages(upstream: str, **more: str) -> list[str]:
        tree = Memory({p: t.encode() for p, t in {**files, "Caddyfile": route.format(upstream), **more}.items()})
        findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 11, 21)).findings
        return [one.message for one in findings if one.rule == "A118"]

    said = ["studio.acme.io is documented, and no router serves it; app.acme.io is served"]
    assert messages("studio") == said
    assert messages("billing") == []
    table = "# Names\n\n| Name | Goes to |\n|---|---|\n| app.acme.io | {} |\n"
    assert messages("localhost", **{"docs/names.md": table.format("Studio")}) == said
    assert messages("localhost", **{"docs/names.md": table.format("Billing")}) == []


def test_domains_of_one_owner() -> None:
    assert len(told({"docs/a.md": ["api.acme.io"]}, "api.acme-cloud.dev")) == 1
    assert told({"docs/a.md": ["api.acme.io"]}, "api.acmecloud.dev") == []
    assert len(told({"docs/a.md": ["wiki.acme.io"]}, "wiki.lab.acme.dev", "app.acme.dev")) == 1


def test_two_names_that_begin_alike_have_two_owners() -> None:
    assert told({"docs/a.md": ["api.open-meteo.com"]}, "api.open-shop.de") == []


def test_as_many_unserved_as_there_are_names_left() -> None:
    served = ("rss.acme.io", "notes.acme.io", "links.acme.io", "push.acme.io", "forge.acme.io", "hs.acme.io")
    page = ["rss.acme.io", "notes.acme.io", "links.acme.io", "push.acme.io"]
    assert len(told({"docs/a.md": [*page, "music.acme.io", "headscale.acme.io"]}, *served)) == 2
    assert told({"docs/a.md": ["rss.acme.io", "notes.acme.io", "music.acme.io", "headscale.acme.io"]}, *served) == []


def routed(served: dict[str, str], page: str) -> list[str]:
    """The messages of A118 for one page, and nginx's files by name with the name that each serves."""
    route = "server {{\n    server_name {};\n    location / {{ proxy_pass http://10.0.0.9:{}; }}\n}}\n"
    files = {"docs/a.md": page}
    files |= {f"nginx/{file}.conf": route.format(name, 8000 + at) for at, (file, name) in enumerate(served.items())}
    tree = Memory({path: text.encode() for path, text in files.items()})
    findings = run(Prepared(tree, (), "", ()), Scope("memory"), datetime.date(2026, 11, 21)).findings
    return [one.message for one in findings if one.rule == "A118"]


def test_the_file_of_the_router_is_called_so() -> None:
    page = "# Notes\n\n- https://photos.casa.net/\n"
    (message,) = routed({"photos": "pics.casa.net", "recipes": "food.casa.net"}, page)
    assert message == "photos.casa.net is documented, and no router serves it; pics.casa.net is served"
    assert routed({"pictures": "pics.casa.net", "recipes": "food.casa.net"}, page) == []


def test_a_name_that_is_told_to_be_anothers() -> None:
    page = "# Home\n\n| Service | URL |\n|---|---|\n| Home Assistant | https://ha.oak.dev |\n{}"
    assert len(routed({"start": "home.oak.dev"}, page.format(""))) == 1
    assert routed({"start": "home.oak.dev"}, page.format("| Homepage | https://home.oak.dev |\n")) == []


def test_what_serves_the_same_for_tests_is_not_meant() -> None:
    page = "# Notes\n\n- https://admin.mall.cn/\n"
    names = {"a": "admin.test.mall.cn", "admin": "manage.mall.cn", "b": "api.mall.cn"}
    (message,) = routed(names, page)
    assert message.endswith("; manage.mall.cn is served")
