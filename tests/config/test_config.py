"""The configuration: what it means, and what is said about one that is wrong."""

import subprocess
import sys

import pytest

from consistency.config import Config, ConfigError, Host, Probe, load, parse, verify_rules
from consistency.tree.memory import Memory

FULL = b"""
ignore = "vendor/"
this_host = "mini"
ledger = ["audits/audit_*.md"]
snapshots = ["evidence/*/*.md"]
fail_on = "low"
max_file_size = "2 MB"

[hosts.mini]
aliases = ["Mac Mini"]
addresses = ["192.168.1.40"]

[services.litellm]
aliases = ["LLM gateway"]

[roles]
"docs/**" = "canon"
"docs/old/**" = "history"

[evidence]
units = "2w"

[severity]
A103 = "low"
port-outside-range = "off"

[precedence]
A = ["evidence", "canon"]

[[probes]]
host = "mini"
port = 4000
"""


def config(text: str) -> Config:
    found = parse("consistency.toml", text.encode())
    assert found is not None
    return found


def refused(text: str, path: str = "consistency.toml") -> str:
    with pytest.raises(ConfigError) as caught:
        parse(path, text.encode())
    return str(caught.value)


def test_everything_is_read() -> None:
    found = load(Memory({"consistency.toml": FULL}))
    assert found.hosts == (Host("mini", ("Mac Mini",), ("192.168.1.40",)),)
    assert found.probes == (Probe("mini", 4000, "/", "http"),)
    assert found.services[0].aliases == ("LLM gateway",)
    assert (found.role_of("docs/a.md"), found.role_of("docs/old/a.md"), found.role_of("a.md")) == (
        "canon",
        "history",
        "",
    )
    assert found.ignored("lib/vendor/x.md")
    assert not found.ignored("docs/a.md")
    assert (found.budget("units"), found.budget("sockets")) == (14, 7)
    assert found.severity_of("A103", "bind-mismatch", "high") == "low"
    assert found.severity_of("D102", "port-outside-range", "high") == "off"
    assert found.severity_of("A101", "port-mismatch", "high") == "high"
    assert found.order("A") == ("evidence", "canon")
    assert found.order("B") == ("canon", "config", "evidence")
    assert found.ledger_file("2026-03") == "audits/audit_2026-03.md"
    assert found.snapshot_folder() == "evidence"
    assert (found.fail_on, found.max_file_size, found.this_host) == ("low", 2_000_000, "mini")
    assert found.place("severity", "A103") == (24, 1)


def test_none_is_a_configuration_too() -> None:
    assert load(Memory({})) == Config()
    assert load(Memory({"pyproject.toml": b"[tool.other]\n"})) == Config()
    assert load(Memory({"consistency.toml": b""})) == Config(path="consistency.toml")


def test_pyproject_serves_where_there_is_no_file_of_our_own() -> None:
    pyproject = b'[project]\nname = "x"\n[tool.consistency]\nfail_on = "low"\n'
    assert load(Memory({"pyproject.toml": pyproject})).fail_on == "low"
    both = Memory({"pyproject.toml": pyproject, "consistency.toml": b'fail_on = "critical"\n'})
    assert load(both).fail_on == "critical"


def test_a_broken_pyproject_that_does_not_configure_us_is_not_our_matter() -> None:
    assert load(Memory({"pyproject.toml": b"[project\n"})) == Config()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fial_on = 'low'", '1:1: there is no setting "fial_on"; did you mean "fail_on"?'),
        ("\n[hosts.mini]\nalias = []", '3:1: there is no setting "alias" in hosts.mini; did you mean "aliases"?'),
        ("[hosts.mini]\naliases = 'x'", '2:1: hosts.mini.aliases is "x", and must be a list'),
        ("[hosts]\nmini = 3", "2:1: hosts.mini is 3, and must be a table"),
        ("fail_on = 'hihg'", 'fail_on is "hihg", and must be one of critical, high, medium, low; did you mean "high"?'),
        ("[evidence]\nunits = '7 days'", '2:1: evidence.units is "7 days", which is not an age such as 7d or 2w'),
        ("[[probes]]\nhost = 'a'\nport = 80\n[[probes]]\nhost = 'b'\n", "4:1: probes[2] needs port"),
        ("[[probes]]\nhost = 'a'\nport = 70000\n", "3:1: probes[1].port is 70000, and must be at most 65535"),
        ("[severity]\nD1 = 'low'", '2:1: "D1" is not a rule\'s id or name'),
        ("[precedence]\nA = ['canon', 'canon']", "2:1: precedence.A says something twice"),
        ("[precedence]\nA = []", "2:1: precedence.A is an empty list"),
        ("[roles]\n'docs/**' = 'cannon'", '2:1: roles.docs/** is "cannon", and must be one of canon'),
        ("max_file_size = '5 TB'", '1:1: max_file_size is "5 TB", which is not a size'),
        ("max_file_size = true", "1:1: max_file_size is true"),
        ("probe_networks = ['10.0.0.0/99']", "1:19: probe_networks holds no network there"),
        ("this_host = 'mini'", '1:1: this_host is "mini", which no [hosts.NAME] declares'),
        ("[hosts.a]\naliases=['X']\n[hosts.b]\naliases=['y', 'x']", '4:15: "x" means both hosts.a and hosts.b'),
        ("a = ", "1:5: it is not valid TOML: invalid value"),
        ("a = [", "1:6: it is not valid TOML"),
        ("a = 1\na = 2\n", "it is not valid TOML: cannot overwrite a value"),
        ("a = " + "[" * 5000, "it is nested too deeply"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, message: str) -> None:
    said = refused(text)
    assert said.startswith("consistency.toml:")
    assert message in said
    assert "\n" not in said


def test_places_in_pyproject_count_from_its_top() -> None:
    said = refused("[tool.consistency.hosts.mini]\nalias = []\n", "pyproject.toml")
    assert said.startswith('pyproject.toml:2:1: there is no setting "alias" in hosts.mini')


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(ConfigError, match=r"consistency\.toml:2: it is not UTF-8"):
        parse("consistency.toml", b"#\n# \xff\n")
    assert parse("consistency.toml", b"\xef\xbb\xbffail_on = 'low'\r\n") == config("fail_on = 'low'")._replace(
        text="fail_on = 'low'\r\n"
    )


def test_a_severity_for_a_rule_that_does_not_exist() -> None:
    rules = [("A101", "port-mismatch"), ("A103", "bind-mismatch")]
    verify_rules(config("[severity]\nA103 = 'low'\nport-mismatch = 'off'"), rules)
    with pytest.raises(ConfigError, match=r'2:1: there is no rule "bind-mismach"; did you mean "bind-mismatch"\?'):
        verify_rules(config("[severity]\nbind-mismach = 'low'"), rules)


def test_the_digest_is_of_what_readers_see() -> None:
    assert config("fail_on = 'low'").digest() == Config().digest()
    assert config("ignore = ['x']").digest() != Config().digest()
    assert config("[roles]\na = 'plan'\nb = 'canon'").digest() != config("[roles]\nb = 'canon'\na = 'plan'").digest()


def test_a_good_configuration_costs_no_wording() -> None:
    code = (
        "import sys; from consistency.config import parse; parse('consistency.toml', b'fail_on = \"low\"');"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"jsonschema", "difflib", "consistency.config.wording", "ipaddress"} & set(loaded)
