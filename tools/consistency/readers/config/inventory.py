"""Ansible's inventories as INI: which addresses belong to which name, and at which port one logs in there.

Format: https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html
"""

from __future__ import annotations

from collections.abc import Iterator

from consistency.model.claim import LOGIN, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.values import exact
from consistency.values.address import is_address, is_ours
from consistency.values.port import valid

_HOST = lazily(
    r"[ \t]*(?P<name>[A-Za-z][\w.-]*)[ \t](?:[^#\r\n]*[ \t])?ansible_(?:ssh_)?host=[\"']?(?P<address>[\w.:-]+)"
)


_VARIABLES = lazily(r"(?:^|/)(?:host_vars/(?P<host>[^/]+?)|group_vars/all)(?:\.ya?ml$|/)")
_NAME = lazily(r"[ \t]*(?P<name>[A-Za-z][\w.-]*)(?=[ \t]|$)")
_PORT = lazily(r"(?:^|[ \t])ansible_(?:ssh_)?port[ \t]*=[ \t]*[\"']?(?P<port>[1-9][0-9]{0,4})(?![\w.])")
_ADDRESS = lazily(r"[ \t]ansible_(?:ssh_)?host[ \t]*=[ \t]*[\"']?(?P<address>[0-9a-fA-F.:]+)")
_DIGITS = lazily(r"[1-9][0-9]{0,4}")
_SECTION = lazily(r"[ \t]*\[(?P<group>[\w.-]+)(?::(?P<kind>vars|children))?\]")
#: Ansible's own variables, and what people call the one that they fill these with.
_PORT_KEYS = ("ansible_port", "ansible_ssh_port", "ssh_port", "sshd_port")


def read_inventory(sheet: Sheet) -> Reading:
    """An address claim for each line that gives a host one of the site's addresses; the ports of its hosts."""
    claims = _logins(sheet) if "_port" in sheet.text else []
    for row, piece in enumerate(sheet.pieces):
        match = _HOST.match(piece.text) if "host=" in piece.text else None
        if match and is_address(match["address"]) and is_ours(match["address"]):
            start, end = (sheet.starts[row] + offset for offset in match.span("address"))
            claims.append(sheet.claim("address", match["address"], start, end, host=match["name"]))
    return Reading(tuple(claims))


def _logins(sheet: Sheet) -> list[Claim]:
    """The port of each host: its own, or that of the group it is listed in, or of all."""
    group, kind = "", ""
    given: dict[str, tuple[int, int]] = {}
    members: dict[str, dict[str, None]] = {}
    addresses: dict[str, tuple[str, ...]] = {}
    for row, piece in enumerate(sheet.pieces):
        text = piece.text.split("#")[0]
        if section := _SECTION.match(text):
            group, kind = section["group"], section["kind"] or ""
            continue
        address = _ADDRESS.search(text)
        if address and is_address(address["address"]) and not is_ours(address["address"]) and not kind:
            addresses[text.split()[0]] = (address["address"],)  # a public one, under which others may log in
        port = _PORT.search(text)
        name = _NAME.match(text) if not kind else None
        if name:
            members.setdefault(name["name"], {})[group] = None
        if port and valid(int(port["port"])) and (name or kind == "vars"):
            start = sheet.starts[row]
            given[name["name"] if name else f"[{group}]"] = start + port.start("port"), start + port.end("port")
    claims = []
    for host, groups in members.items():
        of = [given[key] for key in (host, *(f"[{one}]" for one in (*groups, "all"))) if key in given]
        if of:
            claims += [login_claim(sheet, one, *of[0]) for one in (host, *addresses.get(host, ()))]
    return claims


def inventoried(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """The same of an inventory in YAML, whose groups hold `hosts`, `vars` and `children`."""
    if any(key in sheet.text for key in (*_PORT_KEYS, "ansible_host")):
        for _, group in root.pairs:
            yield from _of_group(sheet, group, None)


def _of_group(sheet: Sheet, group: Node, above: Node | None) -> Iterator[Claim]:
    parts = {key.text: value for key, value in group.pairs}
    usual = _own_port(parts["vars"]) or above if "vars" in parts else above
    for name, host in parts["hosts"].pairs if "hosts" in parts else ():
        where = host.get("ansible_host")
        given = where.text if where is not None and where.kind == "scalar" and where.inner >= 0 else ""
        if where is not None and is_address(given) and not is_ours(given):  # of others any key says so
            yield sheet.claim("address", where.text, *where.own(), host=name.text, source="inventory")
        if port := _own_port(host) or usual:
            called = host.word("ansible_host")
            for one in (name.text, called) if "." in called and not is_address(called) else (name.text,):
                yield login_claim(sheet, one, *port.own())
    for _, child in parts["children"].pairs if "children" in parts else ():
        yield from _of_group(sheet, child, usual)


def of_machine(sheet: Sheet, root: Node) -> Iterator[Claim]:
    """The port in the variables of one machine, `host_vars/gale.yml` or a file in `host_vars/gale/`, or of them all."""
    if (match := _VARIABLES.search(sheet.file)) and (port := _own_port(root)):
        claim = login_claim(sheet, match["host"] or "", *port.own())
        yield claim if match["host"] else claim._replace(part=exact.EVERY)


def _own_port(node: Node) -> Node | None:
    given = (value for key, value in node.pairs if key.text in _PORT_KEYS)
    return next(
        (value for value in given if value.inner >= 0 and _DIGITS.fullmatch(value.text) and valid(int(value.text))),
        None,
    )


def login_claim(sheet: Sheet, host: str, start: int, end: int) -> Claim:
    """The port at `text[start:end]` is the one at which one logs in to the host, "" for a machine that others name."""
    port = sheet.text[start:end]
    return sheet.claim(
        "call",
        port,
        start,
        end,
        port=int(port),
        service=exact.LOGIN,
        host=host,
        source=LOGIN,
        statement=sheet.statement(start),
    )
