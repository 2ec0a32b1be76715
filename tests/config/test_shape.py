"""The cheap check and the schema say the same, whatever is in the file."""

import copy
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consistency.config.read import build
from consistency.config.settings import BUDGETS, NETWORKS, Config
from consistency.config.shape import fits
from consistency.schemas import schema, validate

words = st.sampled_from(
    "mini|docs/**|canon|plan|evidence|7d|0d|2 MB|A101|a-b|low|off|/x|http|10.0.0.0/8|| |-x|a\nb|x\n|٣".split("|")
)
values = st.recursive(
    words | st.integers(-1, 70000) | st.booleans() | st.floats(allow_nan=False) | st.just(5.0),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=5,
)
GOOD: dict[str, Any] = {
    "hosts": {"mini": {"aliases": ["Mini"], "addresses": ["10.0.0.1"], "ssh": "me@mini"}},
    "services": {"litellm": {"aliases": ["gateway"]}},
    "roles": {"docs/**": "canon"},
    "ignore": ["vendor/"],
    "this_host": "mini",
    "dod": "DOD.md",
    "evidence": {"sockets": "7d"},
    "probes": [{"host": "mini", "port": 4000, "path": "/", "scheme": "https", "service": "x", "expect": 401}],
    "probe_networks": ["10.0.0.0/8"],
    "severity": {"A101": "off", "bind-mismatch": "low"},
    "precedence": {"A": ["canon", "evidence"]},
    "fail_on": "medium",
    "max_file_size": "5 MB",
}


def test_a_good_configuration_fits() -> None:
    assert fits(GOOD)
    assert validate("config", GOOD) == []


@given(st.sampled_from(sorted(schema("config")["properties"])), values)
def test_agree_on_one_setting(name: str, value: Any) -> None:
    assert fits({name: value}) == (not validate("config", {name: value}))


@given(st.randoms(use_true_random=False), values)
def test_agree_where_a_good_one_is_spoiled(chance: random.Random, value: Any) -> None:
    spoiled = copy.deepcopy(GOOD)
    part: Any = spoiled
    while True:
        key = chance.choice(list(part) if isinstance(part, dict) else range(len(part)))
        if not isinstance(part[key], dict | list) or not part[key] or chance.random() < 0.3:
            part[key] = value
            break
        part = part[key]
    assert fits(spoiled) == (not validate("config", spoiled))


def test_the_schema_tells_the_real_defaults() -> None:
    told = schema("config")["properties"]
    said = {name: part["default"] for name, part in told.items() if "default" in part}
    assert build(said) == Config()
    ages = told["evidence"]["properties"]
    assert build({"evidence": {facet: ages[facet]["default"] for facet, _ in BUDGETS}}) == Config()
    assert tuple(told["probe_networks"]["default"]) == NETWORKS
