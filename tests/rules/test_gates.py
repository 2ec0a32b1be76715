"""B104: what a page says has to be passed, and what the router asks for."""

from __future__ import annotations

from consistency.config import Config
from consistency.engine.judge import judge, link
from consistency.readers.config.kinds import read
from consistency.readers.document import read_document

PAGE = "# Logins\n\n| Name | Login |\n|---|---|\n| wiki.acme.io | {} |\n"
SITE = "wiki.acme.io {{\n{}\nreverse_proxy wiki:3000\n}}\n"
BASIC, FORWARD = "basic_auth {\nops x\n}", "forward_auth authelia:9091"


def found(files: dict[str, str]) -> list[str]:
    """Severity and message of each B104 over these files."""
    claims = [
        claim
        for path, text in sorted(files.items())
        for claim in (read_document(path, text) if path.endswith(".md") else read(path, text)).claims
    ]
    findings = judge(link(claims, Config()), Config()).findings
    return [f"{one.severity}: {one.message}" for one in findings if one.rule == "B104"]


def of(cell: str, inside: str) -> list[str]:
    return found({"docs/logins.md": PAGE.format(cell), "Caddyfile": SITE.format(inside)})


def test_something_else_is_asked_for() -> None:
    before = "wiki.acme.io: {} documented before it, its router asks for {}"
    assert of("Caddy basic auth", "") == ["high: " + before.format("basic auth", "nothing")]
    assert of("authelia", BASIC) == ["high: " + before.format("forward auth", "basic auth")]
    assert of("open", FORWARD) == ["high: " + before.format("nothing", "forward auth")]
    assert of("basic auth", "") == ["low: " + before.format("basic auth", "nothing")]


def test_the_same_is_asked_for_or_nothing_is_known() -> None:
    assert of("Caddy basic auth", BASIC) == of("authelia", FORWARD) == of("open", "") == []
    assert of("own accounts", BASIC) == of("own accounts", "") == []
    assert of("authelia", "import sso") == []


def test_who_asks_is_behind_the_router() -> None:
    site = "wiki.acme.io {{\nreverse_proxy {}\n}}\n"
    for upstream in ("oauth2-proxy:4180", "127.0.0.1:4180", "authelia:9091"):
        assert found({"docs/logins.md": PAGE.format("oauth2-proxy"), "Caddyfile": site.format(upstream)}) == []


def test_two_routers_one_of_which_asks() -> None:
    files = {
        "docs/logins.md": PAGE.format("authelia"),
        "a/Caddyfile": SITE.format(FORWARD),
        "b/Caddyfile": SITE.format(""),
    }
    assert found(files) == []


def test_a_path_asks_for_itself() -> None:
    inside = f"handle_path /admin/* {{\n{BASIC}\nreverse_proxy admin:80\n}}"
    assert of("open", inside) == []


def test_a_router_to_develop_with() -> None:
    files = {"docs/logins.md": PAGE.format("authelia"), "Caddyfile.dev": SITE.format("")}
    assert found(files) == []


def test_by_the_name_of_the_service() -> None:
    page = "# Logins\n\nGrafana is behind Authelia.\n"
    site = "graphs.acme.io {\nreverse_proxy grafana:3000\n}\n"
    assert found({"docs/logins.md": page, "Caddyfile": site}) == [
        "medium: grafana: forward auth documented before it, its router asks for nothing"
    ]


def test_anonymous_access_beside_a_router_that_asks() -> None:
    """What a program lets in by itself is no matter of its router."""
    compose = "services:\n  grafana:\n    image: g:1\n    environment:\n      GF_AUTH_ANONYMOUS_ENABLED: 'true'\n"
    assert found({"docs/a.md": "# A\n\nGrafana is behind Authelia.\n", "compose.yml": compose}) == []
    assert len(found({"docs/a.md": "# A\n\nGrafana requires a login.\n", "compose.yml": compose})) == 1


def test_one_of_several_listeners() -> None:
    page = "# Mosquitto\n\nAnonymous access is switched off.\n"
    conf = "per_listener_settings true\nlistener 1883{}\nallow_anonymous true\nlistener 8883\nallow_anonymous false\n"
    assert len(found({"docs/a.md": page, "mosquitto.conf": conf.format("")})) == 1
    assert found({"docs/a.md": page, "mosquitto.conf": conf.format(" 127.0.0.1")}) == []
