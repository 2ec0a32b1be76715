"""The port at which a page logs in to a machine: commands, settings of ssh, and what it says of a machine's SSH.

Of the machine and nobody's service: a forge takes Git over SSH at a port of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import mask
from consistency.model.claim import LOGIN, Claim
from consistency.model.name import shown
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers import words
from consistency.readers.context import Context, make
from consistency.readers.headers import column
from consistency.readers.sections import lines_of, sections
from consistency.values import exact
from consistency.values.address import is_ours
from consistency.values.login import FORGE_USERS, clones, is_own, logins
from consistency.values.port import valid
from consistency.values.repository import FORGES

#: `SSH port: 2222`, `**SSH:** port 2222 (key only)`, `SSH listens on 2222`, of the machine that a heading names.
_SAID = lazily(
    r"\W*(?:SSHD?|Open ?SSH)(?:\s(?:port|login|access))?\W{0,4}(?:\s?[:|=–—-]\s?|\s)\W{0,3}(?:(?:listens |runs )?on |port\W{1,4}){0,3}(?P<port>[1-9][0-9]{1,4})(?![\w.:-])",
    re.IGNORECASE,
)
#: Another server of the same machine: what unlocks its disks, or saves it.
_OTHER = lazily(
    r"\b(?:dropbear|initramfs|unlock\w*|luks|rescue|recovery|bootstrap|first (?:boot|login)|container|passphrase)\b",
    re.IGNORECASE,
)
_TOPIC = lazily(
    r"(?:(?:remote )?access|ssh|login|log in|connect\w*|network\w*|zugang|zugriff|basics|general|overview)",
    re.IGNORECASE,
)
_COLUMN = lazily(r"ssh(?:[ -]?(?:ports?|access))?|port \(ssh\)", re.IGNORECASE)
_FIREWALL = lazily(r"\b(?:firewall|ufw|nftables|iptables)\b", re.IGNORECASE)
_NUMBER = lazily(r"[\s`*:]*(?P<port>[1-9][0-9]{1,4})[\s`*]*(?:\(.*\)\s*)?(?:/tcp)?")
_TO = lazily(r"to|destination|dest|dst|target|ziel|nach")
_MACHINE = lazily(
    r"(?!(?:all|any|each|every\w*|hosts?|servers?|machines?|internet|lan|wan|vpn|dmz|\*)$)[a-z][a-z0-9.-]{2,}"
)
_SSH = lazily(r"\s*(?:(?:admin|host|our|the)\s)?(?:open)?sshd?\s*(?:\([^()]*\)\s*|,\s[\w ]{1,30})?", re.IGNORECASE)
_PATTERN = lazily(r"\s*Host[ \t]+(?:\S+[ \t]+)*(?:\*|\*\.\S+|\S+\.\*)(?:[ \t]+\S+)*\s*$")
_HOST = lazily(r"\s*Host[ \t]+(?P<name>[A-Za-z0-9][\w.-]*)\s*$")
_BLOCK = lazily(r"\s*(?:Host|Match)\b(?!Name)")
_OF_FORGE = lazily(r"(?:^|[-.])(?:git\w*|forgejo|gogs|bitbucket|gerrit)", re.IGNORECASE)
#: What only the settings of sshd have, and its port there.
_SSHD = lazily(
    r"\s*(?:PermitRootLogin|PasswordAuthentication|AllowUsers|AllowGroups|KbdInteractiveAuthentication|ListenAddress)\s"
)
_SSHD_PORT = lazily(r"\s*Port[ \t]+(?P<port>[1-9]\d{0,4})\s*$")
#: Whoever reads the page.
_READERS = frozenset("you your me user username youruser yourname".split())
#: Of every line that says something, in lower case.
_SIGNS = ("ssh", "scp", "rsync", "mosh")
_SET = lazily(r"\s+(?P<key>HostName|Port|User)[ \t=]+(?P<value>[\w.-]+)\s*$")


def of_page(context: Context, found: Sequence[Block]) -> Iterator[Claim]:
    """call claims, each on the machine that it names, or that the heading above it does: under `### Forgejo` on nobody's."""
    if context.role != "canon" or context.modality != "stated":
        return
    for above, blocks in sections(found):
        headings = tuple((block.level, shown(mask(block.passage.text))) for block in above)
        modes = {words.heading_modality(heading) for _, heading in headings} - {"stated"}
        if modes == {"example"}:  # `Adding a service` begins with a clone of what is there
            yield from (claim for block in blocks for claim in _cloned(context, block))
        if modes or any(_OTHER.search(heading) for _, heading in headings):
            continue
        here = context.headed(headings)
        for block in blocks:
            yield from _of_block(
                here, block, next((one for _, one in reversed(headings) if not _TOPIC.fullmatch(one)), "")
            )


def _of_block(context: Context, block: Block, heading: str) -> Iterator[Claim]:
    machine = heading.split(" (")[0].split(" — ")[0].split(" – ")[0]
    for line in lines_of(block):
        lowered = line.text.lower()
        if not any(sign in lowered for sign in _SIGNS):
            continue
        if _OTHER.search(line.text) or words.modality(line.text) != "stated":
            continue
        for one in logins(line.text):
            yield _claim(context, line, (one.start, one.end), one.host, "" if one.user in _READERS else one.user)
        for one in clones(line.text):
            yield _claim(context, line, (one.start, one.end), one.host, "")._replace(service=exact.FORGE)
        match = _SAID.match(mask(line.text)) if block.kind in ("paragraph", "item") else None
        if match and valid(int(match["port"])) and is_own(machine) and " " not in machine:
            yield _claim(context, line, match.span("port"), machine, "")
    if block.table:
        yield from _listed(context, block.table)
        let_in = list(_let_in(context, block.table))
        yield from let_in
        named = is_own(machine) and " " not in machine
        if not let_in and _FIREWALL.search(heading or context.title):
            yield from _row_of_ssh(context, block.table, "")
        elif not let_in and named:
            yield from _row_of_ssh(context, block.table, machine)
    elif block.kind == "fence" and "Port" in block.passage.text:
        yield from _configured(context, block.passage.lines())
        if any(_SSHD.match(line.text) for line in block.passage.lines()):
            yield from _of_daemon(context, block, machine if _MACHINE.fullmatch(machine) and is_own(machine) else "")


def _cloned(context: Context, block: Block) -> Iterator[Claim]:
    for line in lines_of(block) if "ssh://" in block.passage.text else ():
        for one in clones(line.text):
            yield _claim(context, line, (one.start, one.end), one.host, "")._replace(service=exact.FORGE)


def _listed(context: Context, table: Table) -> Iterator[Claim]:
    """`Host | IP | SSH port`: a column of a table of machines."""
    headers = [mask(cell.text).strip(" *_`") for cell in table.header]
    ports = [index for index, header in enumerate(headers) if _COLUMN.fullmatch(header)]
    roles = [column(header).role for header in headers]
    hosts = [index for index, header in enumerate(headers) if roles[index] == "host" or header.lower() == "name"]
    if len(ports) != 1 or not hosts or "port" in (role for index, role in enumerate(roles) if index not in ports):
        return
    for row in table.rows:
        name, port = mask(row[hosts[0]].text).strip(" *_"), row[ports[0]]
        match = _NUMBER.fullmatch(mask(port.text))
        if match and valid(int(match["port"])) and is_own(name) and " " not in name:
            yield _claim(context, port, match.span("port"), name, "")


def _let_in(context: Context, table: Table) -> Iterator[Claim]:
    """`| internet | bastion | 22022/tcp | ssh |`: what a firewall lets through to a machine."""
    heads = [mask(cell.text).strip(" *_`").lower() for cell in table.header]
    to = next((index for index, head in enumerate(heads) if _TO.fullmatch(head)), -1)
    roles = [column(head).role for head in heads]
    ports = [index for index, role in enumerate(roles) if role in ("port", "bind")]
    for row in table.rows if to >= 0 and len(ports) == 1 else ():
        name, port = mask(row[to].text).strip(" *_`"), row[ports[0]]
        match = _NUMBER.fullmatch(mask(port.text))
        of_ssh = any(_SSH.fullmatch(mask(cell.text)) for cell in row)
        if match and _OF_FORGE.search(name) and match["port"] != "22":
            continue  # its own, for Git
        if match and of_ssh and valid(int(match["port"])) and _MACHINE.fullmatch(name) and is_own(name):
            yield _claim(context, port, match.span("port"), name, "")


def _row_of_ssh(context: Context, table: Table, machine: str) -> Iterator[Claim]:
    """`| sshd | 2202 |`, `| 2222 | tcp | VPN | SSH |`: of the machine in the heading, among what it listens on or lets in."""
    roles = [column(mask(cell.text).strip(" *_`")).role for cell in table.header]
    ports = [index for index, role in enumerate(roles) if role in ("port", "bind")]
    names = [index for index, role in enumerate(roles) if role in ("service", "purpose")]
    rows = [
        row
        for row in table.rows
        if len(row) == len(roles) and any(_SSH.fullmatch(mask(row[index].text)) for index in names)
    ]
    if len(ports) != 1 or len(rows) != 1:
        return
    port = rows[0][ports[0]]
    match = _NUMBER.fullmatch(mask(port.text))
    if match and valid(int(match["port"])) and words.modality(" | ".join(cell.text for cell in rows[0])) == "stated":
        yield _claim(context, port, match.span("port"), machine, "")


def _configured(context: Context, lines: Sequence[Passage]) -> Iterator[Claim]:
    """Settings of ssh (https://man.openbsd.org/ssh_config): a block with a port, and another user than a forge's."""
    blocks: list[list[Passage]] = []
    for line in lines:
        if _BLOCK.match(line.text):
            blocks.append([line])
        elif blocks:
            blocks[-1].append(line)
    for first, *rest in blocks:
        name = _HOST.match(first.text)
        given = {match["key"]: (line, match) for line in rest if (match := _SET.match(line.text))}
        user = given["User"][1]["value"] if "User" in given else ""
        if "Port" not in given or not _is_port(given["Port"][1]["value"]):
            continue
        line, port = given["Port"]
        if user in FORGE_USERS:
            if name and "." in name["name"] and not name["name"].lower().endswith(FORGES):
                yield _claim(context, line, port.span("value"), name["name"], "")._replace(service=exact.FORGE)
            continue
        if _PATTERN.match(first.text):
            yield _claim(context, line, port.span("value"), "", "")._replace(part=exact.EVERY)
        if name is None:
            continue
        host = given["HostName"][1]["value"] if "HostName" in given else name["name"]
        for one in dict.fromkeys((host, name["name"]) if is_ours(host) else (host,)):
            if is_own(one):
                yield _claim(context, line, port.span("value"), one, user)


def _of_daemon(context: Context, block: Block, machine: str) -> Iterator[Claim]:
    """Settings of sshd (https://man.openbsd.org/sshd_config), of the machine in the heading, or the only one that others name."""
    for line in block.passage.lines():
        match = _SSHD_PORT.match(line.text)
        if match and valid(int(match["port"])):
            yield _claim(context, line, match.span("port"), machine, "")


def _is_port(text: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{0,4}", text) is not None and valid(int(text))


def _claim(context: Context, line: Passage, place: tuple[int, int], host: str, user: str) -> Claim:
    """Behind a public name there may be several machines, one for each who logs in."""
    port = line.text[slice(*place)]
    return make(
        context, line, *place, "call", port, port=int(port), service=exact.LOGIN, host=host, source=LOGIN,
        part=user if "." in host and not is_ours(host) else "", statement=f"L{line.line}",
    )  # fmt: skip
