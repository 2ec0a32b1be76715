"""Documents that speak of other things give no finding, and the order of files changes nothing."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from consistency.engine.check import run
from consistency.engine.prepared import Prepared, Scope
from consistency.model.run import Run
from consistency.tree.memory import Memory

NOUNS = (
    "river harbour kettle meadow archive violin station ledger orchard committee theorem engine glacier market".split()
)
VERBS = "crosses measures keeps answers follows paints repairs divides carries remembers".split()
TODAY = datetime.date(2026, 3, 1)


def judged(files: dict[str, str]) -> Run:
    tree = Memory({path: text.encode() for path, text in files.items()})
    return run(Prepared(tree, (), "", ()), Scope("memory"), TODAY)


def sentence(chance: random.Random) -> str:
    one, two, verb = chance.choice(NOUNS), chance.choice(NOUNS), chance.choice(VERBS)
    year, count, share = chance.randint(1900, 2100), chance.randint(1, 70000), chance.randint(1, 99)
    return chance.choice(
        [
            f"In {year} the {one} {verb} {count} of every {two}.",
            f"The {one} (see page {count}) {verb} the {two}: {share} % of the cases, {count}-{count + share} in all.",
            f"Between {year}-{year + 4}, {count:,} readers chose the {one}.",
            f"It took {count} ms, {share} retries and {count} tokens; the {two} {verb} it at {share % 24}:{share % 60:02d}.",
            f"Ship to port and starboard: the {one} {verb} {share} ports on its way to the {two}.",
            f"As Smith et al. ({year}) show, the {one} {verb} the {two} (p < 0.{share:02d}, n = {count}).",
        ]
    )


def prose(chance: random.Random) -> str:
    parts = [" ".join(sentence(chance) for _ in range(4)) for _ in range(5)]
    return f"# The {chance.choice(NOUNS)} of {chance.randint(1800, 2020)}\n\n" + "\n\n".join(parts) + "\n"


def recipe(chance: random.Random) -> str:
    rows = "".join(f"| {chance.choice(NOUNS).title()} | {chance.randint(1, 5000)} | g |\n" for _ in range(6))
    steps = "".join(
        f"{n}. Heat to {chance.randint(80, 250)} °C for {chance.randint(5, 90)} minutes.\n" for n in range(1, 6)
    )
    return f"# {chance.choice(NOUNS).title()} soup\n\n| Ingredient | Amount | Unit |\n|---|---|---|\n{rows}\n## Steps\n\n{steps}"


def changelog(chance: random.Random) -> str:
    entries = "".join(
        f"## {chance.randint(0, 9)}.{chance.randint(0, 40)}.{n} - {chance.randint(2015, 2025)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}\n\n"
        f"- Fixed #{chance.randint(1000, 9999)}: the {chance.choice(NOUNS)} no longer {chance.choice(VERBS)}\n"
        f"- Bumped {chance.choice(NOUNS)} from {chance.randint(1000, 9999)} to {chance.randint(1000, 9999)}\n\n"
        for n in range(8)
    )
    return f"# Changelog\n\n{entries}"


def reference(chance: random.Random) -> str:
    rows = "".join(
        f"| `{chance.choice(NOUNS)}` | integer | {chance.randint(1, 65535)} | {sentence(chance)} |\n" for _ in range(8)
    )
    call = f"client.{chance.choice(NOUNS)}(limit={chance.randint(1000, 9000)}, timeout={chance.randint(1000, 60000)})"
    return (
        f"# API of the {chance.choice(NOUNS)}\n\n| Parameter | Type | Default | Description |\n|---|---|---|---|\n{rows}\n"
        f"```python\n{call}\n```\n\nReturns `{chance.randint(200, 599)}` and a list of {chance.randint(1000, 9999)} items.\n"
    )


def statistics(chance: random.Random) -> str:
    rows = "".join(
        f"| {year} | {chance.randint(1000, 65000)} | {chance.random():.3f} | {chance.randint(1000, 65000)} |\n"
        for year in range(1990, 2000)
    )
    return (
        f"# Results\n\n| Year | Households | Gini | Median income |\n|---|---:|---:|---:|\n{rows}\n{sentence(chance)}\n"
    )


def plan(chance: random.Random) -> str:
    items = "".join(
        f"- [{chance.choice(' x')}] {chance.choice(NOUNS).title()}: {sentence(chance)}\n" for _ in range(10)
    )
    return f"# Meeting of {chance.randint(2010, 2030)}-05-17\n\nPresent: {chance.randint(3, 40)}\n\n{items}"


KINDS: tuple[Callable[[random.Random], str], ...] = (prose, recipe, changelog, reference, statistics, plan)


def test_two_thousand_documents_about_other_things() -> None:
    chance = random.Random(20260209)
    files = {f"{kind.__name__}/{n}.md": kind(chance) for n in range(334) for kind in KINDS}
    judgement = judged(files)
    assert len(files) > 2000
    assert judgement.looked.documents == len(files)
    assert [(one.rule, one.message, one.claims[0].path) for one in judgement.findings] == []


SITE = {
    "docs/registry.md": "# Ports\n\n| Service | Port | Bind |\n|---|---|---|\n| Grafana | 3000 | 0.0.0.0 |\n| Loki | 3000 | ::1 |\n",
    "docs/inventory.md": "# Inventory\n\n### Grafana (grafana.service)\n\n- Port: 3001\n- Bind: 127.0.0.1\n",
    "README.md": "# Site\n\n- Grafana: http://localhost:3002\n- Loki: http://localhost:3100\n",
    "docker-compose.yml": "services:\n  loki:\n    image: loki\n    ports:\n      - 3100:3100\n",
    "docs/ranges.md": "| Range | Purpose |\n|---|---|\n| 3000-3099 | Web |\n| 3050-3150 | Logs |\n",
}


@settings(max_examples=25)
@given(st.permutations(sorted(SITE)))
def test_the_order_of_files_changes_nothing(order: list[str]) -> None:
    assert judged({path: SITE[path] for path in order}) == judged(SITE)
    assert judged(SITE).findings


def test_a_file_beside_changes_no_claim_of_the_others() -> None:
    before = {fact.claim for fact in judged(SITE).facts}
    after = {fact.claim for fact in judged({**SITE, "docs/new.md": "- Tempo: port 3200\n"}).facts}
    assert before < after
