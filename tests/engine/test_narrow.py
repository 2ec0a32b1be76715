"""What an edit is held against gives the same answer as judging everything, whatever was edited.

And so does a tree that is judged in parts. Both are tried on the examples of all rules' pages, thrown together and
edited as people edit.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from consistency import shipped
from consistency.config import Config
from consistency.engine import building, staged
from consistency.engine.check import check
from consistency.engine.means import Means
from consistency.engine.prepared import Scope, prepare
from consistency.markdown.parse import blocks
from consistency.report.json import render
from consistency.report.options import Options
from consistency.tree.source import Tree

GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "core.hooksPath=/dev/null")
DAY = "2026-11-01"
COMMITS = 5


def examples() -> Iterator[tuple[str, str]]:
    """Every file of every example of the rules' pages: path and text."""
    for page in sorted(Path(shipped.folder("docs/rules")).glob("[A-Z]*.md")):
        for block in blocks(page.read_text(encoding="utf-8")):
            if block.kind == "fence" and "file=" in block.info and "encoding=" not in block.info:
                said = dict(word.split("=", 1) for word in block.info.split()[1:] if "=" in word)
                yield said["file"], block.passage.text + "\n"


def routed() -> Iterator[tuple[str, str]]:
    """Documents and routers that share domains and little else, a few of each, in ever other pairings."""
    names, backends = (
        ("Chat", "Chat Room (chat-room)", "API", "Notes"),
        ("ai-webui", "app", "chat-room", "silverbullet", "127.0.0.1"),
    )
    domains = ("chat.acme-systems.io", "acme-systems.io/notes", "notes.acme-systems.io")
    chance = random.Random(7)
    for number in range(12):
        few = range(chance.choice((1, 1, 2)))
        rows = [(chance.choice(names), chance.choice(domains), chance.choice((3000, 8080))) for _ in few]
        table = "".join(f"| {name} | https://{domain} | {port} |\n" for name, domain, port in rows)
        yield f"docs/domains{number % 5}.md", f"# Domains\n\n| Service | URL | Port |\n| --- | --- | --- |\n{table}"
        sites = [(chance.choice(domains).split("/"), chance.choice(backends)) for _ in few]
        routes = "".join(
            f"{site[0]} {{\n  handle_path /{''.join(site[1:])}* {{\n    reverse_proxy {to}:{chance.choice((3000, 8080))}\n  }}\n}}\n"
            for site, to in sites
        )
        yield f"proxy{number % 4}/Caddyfile", routes
        yield (
            f"stack{number % 3}/compose.yml",
            f'services:\n  {chance.choice(backends[:4])}:\n    image: a:1\n    ports:\n      - "8080:3000"\n',
        )


def sited() -> Iterator[tuple[str, str]]:
    """Pages about services on a few machines, which some call by their full names."""
    chance = random.Random(11)
    hosts = ("juno", "atlas", "vega", "juno.lab.lan", "atlas.lab.lan", "vega.lab.lan", "juno.office.lan", "10.0.0.5")
    for number in range(16):
        rows = "".join(
            f"| {chance.choice(('Grafana', 'Loki', 'Juno', 'Vault'))} | {chance.choice(hosts)} | {chance.choice((3000, 3001))} |\n"
            for _ in range(chance.choice((1, 2, 3)))
        )
        yield f"hosts{number % 6}.md", f"# Services\n\n| Service | Host | Port |\n| --- | --- | --- |\n{rows}"


def machines() -> Iterator[tuple[str, str]]:
    """Machines with addresses, services by either, and pages about a machine that only their headings name."""
    chance = random.Random(5)
    for number in range(10):
        rows = "".join(
            f"| {chance.choice(('juno', 'atlas', 'vega'))} | {chance.choice(('10.0.0.5', '10.0.0.6', '10.0.0.7'))} |\n"
            for _ in range(chance.choice((1, 2)))
        )
        yield f"alias{number % 3}.md", f"# Machines\n\n| Host | IP |\n| --- | --- |\n{rows}"
        rows = "".join(
            f"| {chance.choice(('Grafana', 'Loki', 'Vault'))} | {chance.choice(('juno', 'atlas', '10.0.0.5', '10.0.0.6'))} | {chance.choice((3000, 3001))} |\n"
            for _ in range(chance.choice((1, 2)))
        )
        yield f"on{number % 4}.md", f"# Services\n\n| Service | Host | Port |\n| --- | --- | --- |\n{rows}"
        host, port = chance.choice(("juno", "atlas")), chance.choice((3000, 3001))
        yield f"state{number % 2}.md", f"# {host}\n\n- Grafana: port {port}\n- Loki: port 3100\n"


def allotted() -> Iterator[tuple[str, str]]:
    """Pages that give a few ranges to a few owners, on a host or on none, and services with ports in and out of them."""
    chance = random.Random(3)
    for number in range(10):
        rows = "".join(
            f"| {chance.choice(('8000-8099', '8100-8199'))} | {chance.choice(('Proxies', 'System tools', 'Grafana'))} |\n"
            for _ in range(chance.choice((1, 2)))
        )
        yield (
            f"ranges{number % 4}.md",
            f"# {chance.choice(('juno', 'Ports'))}\n\n| Port range | Owner |\n| --- | --- |\n{rows}",
        )
        port, block = chance.choice((8000, 8001, 8100)), chance.choice(("8000-8099", "8100-8199"))
        rows = f"| Grafana | {port} | {block} |\n| Loki | 8110 | 8100-8199 |\n"
        yield (
            f"blocks{number % 3}.md",
            f"# Services\n\n| Service | Container port | Block |\n| --- | --- | --- |\n{rows}",
        )
        published = f'services:\n  grafana:\n    image: a:1\n    ports:\n      - "{chance.choice((8000, 8100))}:3000"\n'
        yield f"run{number % 2}/compose.yml", published


def placed() -> Iterator[tuple[str, str]]:
    """Pages that give machines one of two addresses, and services a machine, by its name or by an address."""
    chance = random.Random(7)
    for number in range(14):
        hosts = chance.sample(("slate", "oxide", "ember", "pumice"), 2)
        rows = "".join(f"| {host} | 192.168.7.{chance.choice((5, 6))} |\n" for host in hosts)
        yield f"hosts{number % 5}.md", f"# Hosts\n\n| Host | Address |\n| --- | --- |\n{rows}"
        rows = "".join(
            f"| {service} | {chance.choice(('slate', 'oxide'))} | {chance.choice((9040, 9041))} |\n"
            for service in ("Ledger", "Paper")
        )
        yield f"list{number % 2}.md", f"# Services\n\n| Service | Host | Port |\n| --- | --- | --- |\n{rows}"
        where = chance.choice(("slate", "oxide", "192.168.7.5", "192.168.7.6"))
        told = f"{chance.choice(('Ledger', 'Paper'))}: http://{where}:{chance.choice((9040, 9041))}"
        yield f"note{number % 4}.md", f"# Notes\n\n- {told}\n"


def named() -> Iterator[tuple[str, str]]:
    """Pages that give addresses under names of two zones, and routers that serve some of those."""
    chance = random.Random(5)
    names = [
        f"{name}.{zone}" for name in ("sky", "nights", "frames", "desk", "helpdesk") for zone in ("acme.io", "acme.dev")
    ]
    for number in range(12):
        given = "".join(f"- https://{name}\n" for name in chance.sample(names, 3))
        yield f"names{number % 5}.md", f"# Names\n\n{given}"
        served = "".join(f"{name} {{\n    reverse_proxy app:80\n}}\n" for name in chance.sample(names, 3))
        yield f"proxy{number % 3}/Caddyfile", served


def gated() -> Iterator[tuple[str, str]]:
    """Pages that say what stands before services and names, and routers that ask for it or not."""
    chance = random.Random(9)
    names = [f"{name}.acme.io" for name in ("prom", "chat", "notes")]
    for number in range(12):
        rows = "".join(
            f"| {chance.choice((*names, 'Prom', 'Chat'))} | {chance.choice(('Caddy basic auth', 'authelia', 'open', 'own accounts'))} |\n"
            for _ in range(chance.choice((1, 2)))
        )
        yield f"logins{number % 4}.md", f"# Logins\n\n| Name | Login |\n| --- | --- |\n{rows}"
        listed = f"Caddy asks Authelia (`forward_auth`) for these:\n\n- {chance.choice(('Prom', 'Chat'))}\n"
        yield f"listed{number % 2}.md", f"# Logins\n\nSee https://{chance.choice(names)}.\n\n{listed}"
        asked = chance.choice(("", "\tbasic_auth {\n\t\tops x\n\t}\n", "\tforward_auth authelia:9091\n"))
        to = chance.choice(("chat:80", "127.0.0.1:9090"))
        yield f"edge{number % 3}/Caddyfile", f"{chance.choice(names)} {{\n{asked}\treverse_proxy {to}\n}}\n"


POOL = [
    one
    for one in (*examples(), *routed(), *sited(), *sited(), *machines(), *allotted(), *named(), *placed(), *gated())
    if not one[0].endswith(".toml")
]
LINES = sorted({line for _, text in POOL for line in text.split("\n") if line.strip()})


class Site:
    """A repository that grows by examples, and is edited as people edit."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.random = folder, random.Random(seed)
        self.git("init", "-q", "-b", "main")
        for _ in range(self.random.randint(2, 8)):
            self.put()
        self.commit()

    def git(self, *words: str) -> None:
        subprocess.run((*GIT, *words), cwd=self.folder, check=False, capture_output=True)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "more")

    def files(self) -> list[Path]:
        return sorted(one for one in self.folder.rglob("*") if one.is_file() and ".git" not in one.parts)

    def put(self) -> None:
        path, text = self.random.choice(POOL)
        file = self.folder / (f"more/{path}" if self.random.random() < 0.2 else path)
        if file.is_dir() or any(above.is_file() for above in file.parents):
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self) -> None:
        """One thing that people do."""
        files = self.files()
        act = self.random.choice(("put", "put", "number", "number", "line", "drop", "gone", "moved"))
        if act == "put" or not files:
            self.put()
            return
        file = self.random.choice(files)
        text = file.read_text(encoding="utf-8")
        lines = text.split("\n")
        at = self.random.randrange(len(lines))
        if act == "number":
            digits = [place for place, sign in enumerate(lines[at]) if sign.isdigit()]
            if digits:
                place = self.random.choice(digits)
                lines[at] = lines[at][:place] + self.random.choice("0123456789") + lines[at][place + 1 :]
        elif act == "line":
            lines.insert(at, self.random.choice(LINES))
        elif act == "drop":
            del lines[at]
        elif act == "gone":
            file.unlink()
            return
        else:
            file.rename(file.with_name(f"moved-{file.name}"))
            return
        file.write_text("\n".join(lines), encoding="utf-8")


def run(folder: Path, seed: int) -> int:
    """Hold each of some commits both ways; gives how many were held against what they concern alone."""
    site, narrow = Site(folder, seed), 0
    check(folder, Scope("index"), DAY)
    for number in range(COMMITS):
        for _ in range(site.random.randint(1, 3)):
            site.edit()
        site.git("add", "-A")
        if number % 2:  # the index alone counts
            site.edit()
        fresh = check(folder, Scope("index"), DAY, cache=False)
        prepared = prepare(str(folder), Scope("index"))
        near = staged.near_commit(prepared.tree, prepared.bases, prepared.means)
        narrow += near is not None
        found = check(folder, Scope("index"), DAY)
        if near is None or near.older == 0:
            assert render(found, Options("0")) == render(fresh, Options("0")), f"seed {seed}, commit {number}"
        lies = check(folder, Scope(), DAY, cache=False)
        assert render(check(folder, Scope(), DAY), Options("0")) == render(lies, Options("0")), f"seed {seed}, {number}"
        whole = check(folder, Scope(whole=True), DAY)
        every = check(folder, Scope(whole=True), DAY, cache=False)
        assert (whole.facts, whole.unread) == (every.facts, every.unread), f"seed {seed}, {number}"
        assert render(whole, Options("0")) == render(lies, Options("0")), f"seed {seed}, {number}"
        site.git("commit", "-q", "-m", "staged")
    return narrow


@pytest.mark.parametrize(("part", "at_once"), [(0, 0), (1, 0), (2, 10**6)])
def test_a_tree_in_parts_is_judged_as_a_whole(
    tmp_path: Path, part: int, at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[bool] = []
    build = building.build

    def counted(tree: Tree, config: Config, means: Means) -> bool:
        built.append(build(tree, config, means))
        return built[-1]

    monkeypatch.setattr(building, "build", counted)
    monkeypatch.setattr(building, "_PART", 2)
    monkeypatch.setattr(building, "_AT_ONCE", at_once)
    monkeypatch.setattr(building, "_CLAIMS", 0)
    monkeypatch.setattr(sys.modules["consistency.engine.check"], "MANY", 0)
    for seed in range(100 + part * 4, 104 + part * 4):
        (tmp_path / str(seed)).mkdir()
        run(tmp_path / str(seed), seed)
    assert built.count(True) >= 4, "a tree of which nothing is kept is made a ground, and judged on it"


@pytest.mark.parametrize("part", range(2))
def test_an_edit_among_machines_with_several_names(tmp_path: Path, part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pool = [*machines(), *sited()]
    monkeypatch.setattr(sys.modules[__name__], "POOL", pool)
    monkeypatch.setattr(sys.modules[__name__], "LINES", sorted({line for _, text in pool for line in text.split("\n")}))
    for seed in range(1000 + part * 10, 1010 + part * 10):
        (tmp_path / str(seed)).mkdir()
        run(tmp_path / str(seed), seed)


@pytest.mark.parametrize("part", range(4))
def test_an_edit_is_judged_as_if_everything_were(tmp_path: Path, part: int) -> None:
    used = 0
    for seed in range(part * 6, part * 6 + 6):
        (tmp_path / str(seed)).mkdir()
        used += run(tmp_path / str(seed), seed)
    assert used > 6 * COMMITS // 2, "most commits can be held against what they concern alone"


def test_of_many_older_disagreements_the_number_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "| Service | Host | Port |\n| --- | --- | --- |\n| {name} | mini | {port} |\n"
    for number in range(4):
        for place in range(2):
            text = "# Ports\n\n" + row.format(name=f"worker{number}x", port=8000 + 10 * number + place)
            (tmp_path / f"{number}-{place}.md").write_text(text)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    assert len(check(tmp_path, Scope("index"), DAY).findings) == 4
    monkeypatch.setattr(staged, "TOLD", 3)
    (tmp_path / "more.md").write_text("# More\n\nWords.\n")
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
    told = check(tmp_path, Scope("index"), DAY)
    assert (told.findings, told.older) == ((), 4)
    assert any("4 older disagreements" in note for note in told.notes)
    (tmp_path / "0-0.md").write_text("# Ports\n\n" + row.format(name="worker0x", port=8002))
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
    (found,) = check(tmp_path, Scope("index"), DAY).findings
    assert (found.rule, found.baseline, found.blocking) == ("A101", "new", True)


@pytest.mark.parametrize("part", range(2))
def test_damage_to_what_is_kept_never_changes_an_answer(tmp_path: Path, part: int) -> None:
    for seed in range(part * 3, part * 3 + 3):
        (tmp_path / str(seed)).mkdir()
        site = Site(tmp_path / str(seed), seed)
        check(site.folder, Scope("index"), DAY)
        for _ in range(4):
            check(site.folder, Scope(), DAY)
            damage(site.folder / ".git/consistency/claims-1.sqlite", site.random)
            site.edit()
            site.git("add", "-A")
            for scope in (Scope("index"), Scope()):
                fresh = render(check(site.folder, scope, DAY, cache=False), Options("0"))
                assert render(check(site.folder, scope, DAY), Options("0")) == fresh, f"seed {seed}, {scope.tree}"


def damage(file: Path, chance: random.Random) -> None:
    """Other bytes somewhere."""
    data = bytearray(file.read_bytes())
    at = chance.randrange(len(data))
    for place in range(at, min(at + chance.choice((1, 4, 30, 300)), len(data))):
        data[place] = chance.randrange(256)
    file.write_bytes(data)


def test_an_edited_call_is_held_against_every_service_of_the_machine_that_is_called(tmp_path: Path) -> None:
    rows = "".join(
        f"| {name} | 192.168.1.71 | {port} |\n" for name, port in (("LiteLLM", 4000), ("Loki", 3100), ("Vault", 8200))
    )
    (tmp_path / "ports.md").write_text(f"# Ports\n\n| Service | Host | Port |\n| --- | --- | --- |\n{rows}")
    page = "# Inventory\n\n## Open WebUI\n\n```\nOPENAI_API_BASE_URL=http://192.168.1.71:{port}/v1\n```\n"
    (tmp_path / "webui.md").write_text(page.format(port=4000))
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    assert check(tmp_path, Scope("index"), DAY).findings == ()
    (tmp_path / "webui.md").write_text(page.format(port=4997))
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
    prepared = prepare(str(tmp_path), Scope("index"))
    assert staged.near_commit(prepared.tree, prepared.bases, prepared.means) is not None
    (found,) = check(tmp_path, Scope("index"), DAY).findings
    assert (found.rule, found.baseline) == ("C104", "new")


def test_a_row_that_nobody_edited_of_a_page_that_somebody_did_is_held_under_the_machines_new_address(
    tmp_path: Path,
) -> None:
    page = "# Services\n\n| Service | Host | Port |\n| --- | --- | --- |\n| Ledger | slate | 9041 |\n| Paper | slate | {} |\n"
    (tmp_path / "list.md").write_text(page.format(9040))
    (tmp_path / "note.md").write_text("# Notes\n\n- Ledger: http://192.168.7.6:9040\n")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "one")):
        subprocess.run((*GIT, *words), cwd=tmp_path, check=True)
    before = [one.rule for one in check(tmp_path, Scope("index"), DAY).findings]
    assert "A101" not in before, "nothing says that they are one machine"
    (tmp_path / "list.md").write_text(page.format(9048))
    (tmp_path / "hosts.md").write_text("# Hosts\n\n| Host | Address |\n| --- | --- |\n| slate | 192.168.7.6 |\n")
    subprocess.run((*GIT, "add", "-A"), cwd=tmp_path, check=True)
    prepared = prepare(str(tmp_path), Scope("index"))
    assert staged.near_commit(prepared.tree, prepared.bases, prepared.means) is not None
    found = [(one.rule, one.baseline) for one in check(tmp_path, Scope("index"), DAY).findings]
    assert ("A101", "new") in found
