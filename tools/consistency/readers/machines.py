"""Tables of machines: `Host | IP | OS` says which addresses belong to which name, and which headings are hosts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from consistency.markdown.blocks import Block, Table
from consistency.markdown.inline import code_spans, mask, mostly_struck
from consistency.model.claim import Claim
from consistency.model.name import host_key, shown, squash
from consistency.model.passage import Passage
from consistency.model.pattern import lazily
from consistency.readers.context import Context, make, service_in
from consistency.values import address
from consistency.values.url import urls

_FIRST = lazily(
    r"host ?(?:name)?|machine|server|node|name|device|vm|lxc|box|rechner|gerät|maschine|serveur|servidor|主机|хост|(?:a |dns )?records?|fqdn",
    re.IGNORECASE,
)
#: The same, where nothing else is said of who listens.
_GUEST = lazily(r"ct|guest|system|appliance|instance", re.IGNORECASE)
#: Before the names, what machines are counted or reached by.
_NUMBERS = lazily(r"(?:ip|ipv4|ip address|address|adresse|ip-adresse)", re.IGNORECASE)
#: Before the names of virtual machines and containers, what they are counted by.
_COUNTED = lazily(r"#|id|nr\.?|no\.?|(?:vm|ct|lxc)(?: ?id)?|(?:vm|ct)/(?:ct|vm) ?id|slot|rack", re.IGNORECASE)
_OTHER_NAME = lazily(
    r"[\s`]*(?:(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2})?(?:[\s`]*\([^()\d]{1,30}\))?(?:,\s[^|]{1,80})?|(?P<name>(?=[^\s`]*[A-Za-z])[A-Za-z0-9][\w-]*(?:\.[\w-]+){2,}))[\s`]*$"
)


#: `juno (10.20.0.6)`, `Host juno - 10.20.0.6`, `atlas (LXC 104, 10.20.0.7)`.
_ADDRESSED = lazily(
    r"(?:\W*\d+(?:\.\d+)*[.)]?\s+)?\W*(?:(?:host|server|machine|node|vm|lxc)\s*:?\s+)?(?P<name>[A-Za-z][\w-]*(?:\.[\w-]+)*(?: [\w-]+){0,2}?)\W*?"
    r"(?:\s[(\[](?:[^()\[\]]{0,40}[\s,])?|\s+[–—@:|-]\s+|:\s+)\W{0,3}(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?:/\d{1,2})?(?:[^\w()\[\]][^()\[\]]{0,40})?[)\]]?\W*$",
    re.IGNORECASE,
)


#: Records of DNS, many of which lead to one machine.
_FULL = lazily(r"[a-z0-9][\w-]*(?:\.[\w-]+){2,}")
#: So many rows give the same two addresses before they are one machine's.
_ROWS = 3
#: A name written small, as machines' are, and an address.
_LISTED = lazily(r"(?<![\w./-])(?P<name>[a-z][a-z0-9-]*)\s*(?:\(|=|:)\s*(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\w:/]|\.\d)")
_SURROUNDED = lazily(r"[(=:]\s*\d{1,3}\.")
#: A machine's name as people set it apart.
_CODE_NAME = lazily(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ONE_OF = lazily(
    r"(?!(?:ipv|eth|wg|vlan|br|lan|docker|tailscale|utun|bond|veth|lxc|en|wlan)\d)(?=[a-z-]{3,}\d)[a-z]+(?:-[a-z]+)*-?\d{1,3}"
)


def machines(table: Table, context: Context, listed: bool = False) -> tuple[Claim, ...]:
    """address claims of a table whose first column names machines and another holds nothing but their addresses or full
    names; with `listed` the first column's own full names are some, too. The names may also stand behind the addresses,
    behind what the machines are counted by (`VMID | Name | IP`), or behind a first column that repeats itself."""
    heads = [shown(mask(cell.text)) or "-" for cell in table.header]
    if len(heads) < 2:
        return ()
    if _COUNTED.fullmatch(heads[0]):
        return _counted(table, heads, context)
    twice = _FIRST.fullmatch(heads[1]) is not None and _has_twice(table)  # `Device | Name | IP`: of which make
    names = 1 if twice or _NUMBERS.fullmatch(heads[0]) else 0
    plain = not any("port" in cell.text.lower() for cell in table.header)
    first = _FIRST.fullmatch(heads[names]) or (plain and _GUEST.fullmatch(heads[names]))
    if not first or (names and not listed and not plain):
        return ()
    columns = range(0 if listed or names else 1, len(table.header))
    return tuple(claim for index in columns for claim in _addresses(table, names, index, context))


def _has_twice(table: Table) -> bool:
    """Whether two rows begin with the same."""
    firsts = [shown(mask(row[0].text)) for row in table.rows]
    return len(set(firsts)) < len(firsts)


def _counted(table: Table, heads: Sequence[str], context: Context) -> tuple[Claim, ...]:
    """`VMID | Type | Name | Node | Address`."""
    names = next((index for index, head in enumerate(heads) if index and _FIRST.fullmatch(head)), 0)
    numbers = [index for index, head in enumerate(heads) if index > names and _NUMBERS.fullmatch(head)]
    if not names or not numbers or any("port" in head.lower() for head in heads):
        return ()
    return tuple(_addresses(table, names, numbers[0], context))


def beside_ports(table: Table, names: int, context: Context) -> tuple[Claim, ...]:
    """address claims of a list of what listens that gives each machine's address, too: `Host | Address | Port | What`."""
    heads = [shown(mask(cell.text)) or "-" for cell in table.header]
    numbers = [index for index, head in enumerate(heads) if _NUMBERS.fullmatch(head)]
    if names < 0 or len(numbers) != 1 or names == numbers[0] or not _FIRST.fullmatch(heads[names]):
        return ()
    return tuple(_addresses(table, names, numbers[0], context))


def _addresses(table: Table, names: int, index: int, context: Context) -> Iterator[Claim]:
    """The addresses of the column `index` for the machines of the column `names`; a machine may have several rows."""
    cells = [(row[names], row[index]) for row in table.rows if len(row) > max(index, names) and row[index].text.strip()]
    matches = [(name, cell, _OTHER_NAME.match(mask(cell.text))) for name, cell in cells]
    known = [(host_key(_called(name)), match["ip"] or match["name"]) for name, _, match in matches if match]
    shared = len({one for _, one in known}) < len(set(known)) and not all(_FULL.fullmatch(one) for one, _ in known)
    if shared or len(known) * 3 < len(matches) * 2:
        return  # something else, or an address of several: where they are forwarded, their gateway
    for name, cell, match in matches:
        host = _called(name)
        if match and host_key(host) and _is_of(match["name"] or match["ip"], host):
            span = match.span("name" if match["name"] else "ip")
            gone = "retired" if mostly_struck(cell.text) or mostly_struck(name.text) else context.modality
            yield make(
                context, cell, *span, "address", cell.text[slice(*span)], host=host, source="table", statement=f"L{name.line}", modality=gone,
            )  # fmt: skip


def _called(cell: Passage) -> str:
    """The machine of a cell; of ``Lenovo M920q (`k8s-0`)`` that is k8s-0."""
    codes = code_spans(cell.text)
    inner = cell.text[slice(*codes[0])] if len(codes) == 1 else ""
    return inner if _CODE_NAME.fullmatch(inner) else shown(mask(cell.text))


def _is_of(name: str, host: str) -> bool:
    """An address of the site, or the host's own name with a domain."""
    return (
        address.is_ours(name)
        if address.is_address(name)
        else name.partition(".")[0].lower() == host.partition(".")[0].lower()
    )


#: `**mon1**, 10.8.0.41. Metrics, logs.`, `srv-weser (10.77.0.3): the portal`: a machine, where it is, and what it does.
_BEGINS = lazily(
    r"\W{0,4}(?P<name>[A-Za-z](?:[\w-]*\w)?)\W{0,3}(?:\s[(\[]|,\s|\s[–—-]\s|:\s|\s=\s)(?:[A-Z][\w .]{1,30},\s)?\W{0,3}(?P<ip>\d{1,3}(?:\.\d{1,3}){3})(?![\d:/]|\.\d)"
)
#: By which of its networks a machine has the address.
_NETWORKS = frozenset(
    "mgmt management storage lan wan vpn dmz ip ipmi bmc idrac ilo iot guest backup cluster internal external public private".split()
)
#: `gale – mini PC, 32 GB (10.8.0.42)`: what it is, and then where.
_ENDS = lazily(
    r"\W{0,4}(?P<name>[A-Za-z](?:[\w-]*\w)?)\W{0,3}\s[–—-]\s[^()\n]{3,120}\s\((?P<ip>\d{1,3}(?:\.\d{1,3}){3})\)"
)


def itemized(block: Block, others: Iterable[Block], context: Context) -> tuple[Claim, ...]:
    """The address claim of an item that begins with a machine and its address, where most `others` of its list do."""
    text = block.passage.text
    if block.kind != "item" or text.count(".") < 3:
        return ()
    match = _machine(text)
    if not match:
        return ()
    found = [_machine(one.passage.text) for one in others]
    known = [one for one in found if one]
    apart = {one["ip"] for one in (match, *known)}
    if not known or len(known) * 2 < len(found) or len(apart) <= len(known):
        return ()
    return (
        make(
            context, block.passage, *match.span("ip"), "address", match["ip"], host=match["name"], source="bullet",
            statement=f"L{block.line}",
        ),
    )  # fmt: skip


def _machine(text: str) -> re.Match[str] | None:
    if text.count(".") < 3:
        return None
    match = _ENDS.match(plain := mask(text)) or _BEGINS.match(plain)
    named = match and address.is_ours(match["ip"]) and host_key(match["name"])
    return match if match and named and match["name"].lower() not in _NETWORKS else None


def in_two_networks(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The address claim of a table whose rows all give the same two URLs of a service, by an address and in the tailnet."""
    rows: dict[str, dict[str, tuple[Claim, str]]] = {}
    for claim in claims:
        found = urls(claim.value) if claim.attribute == "base_url" and claim.port else []
        kind = address.reach(found[0].host) if found else ""
        if kind in ("lan", "tailnet") and address.is_address(found[0].host) == (kind == "lan"):
            rows.setdefault(claim.statement, {})[kind] = (claim, found[0].host)
    both = [row for row in rows.values() if len(row) == 2 and row["lan"][0].port == row["tailnet"][0].port]
    if len(both) < _ROWS or len({(row["lan"][1], row["tailnet"][1]) for row in both}) > 1:
        return ()
    (claim, ip), (_, name) = both[0]["lan"], both[0]["tailnet"]
    at = claim.column + claim.quote.find(ip)
    if at < claim.column:
        return ()
    told = claim._replace(attribute="address", value=ip, host=name, service="", port=0, part="")
    return (told._replace(column=at, end_column=at + len(ip), quote=ip),)


class Addressed(NamedTuple):
    """A heading's machine or service, `juno (10.20.0.6)`: the name, and where it and its address stand."""

    name: str
    at: tuple[int, int]
    address: tuple[int, int]


def addressed(heading: str) -> Addressed | None:
    """The name that a heading gives an address of the site to; None for any other heading."""
    match = _ADDRESSED.match(heading) if "." in heading else None
    if not match or not service_in(match["name"]) or not host_key(match["name"]) or not address.is_ours(match["ip"]):
        return None
    return Addressed(match["name"], match.span("name"), match.span("ip"))


def is_machine(name: str, below: Iterable[Claim]) -> bool:
    """Whether what is said below a heading is about other services than one of its name."""
    own = squash(name)[0]
    services = {claim.service for claim in below if claim.attribute in ("port", "base_url", "bind")} - {""}
    return bool(services) and not any(squash(service)[0].startswith(own) for service in services)


def listed(passage: Passage, context: Context) -> tuple[Claim, ...]:
    """address claims of a sentence that names machines, `kestrel (10.4.0.2), osprey (10.4.0.3)`: two at least, or one with a
    number as those have that are one of several, `db-02 (10.4.0.4)`."""
    text = passage.text
    if text.count(".") < 3 or not _SURROUNDED.search(text):
        return ()
    text = mask(text)
    found = [match for match in _LISTED.finditer(text) if address.is_ours(match["ip"]) and host_key(match["name"])]
    names = {match["name"] for match in found}
    if len({match["ip"] for match in found}) < len(found) or len(names) < len(found):
        return ()
    if len(names) == 1 and not (
        _ONE_OF.fullmatch(next(iter(names))) and text[found[0].end("name") :].lstrip()[:1] == "("
    ):
        return ()
    return tuple(
        make(
            context, passage, *match.span("ip"), "address", match["ip"], host=match["name"], source="prose",
            statement=f"L{passage.line}",
        )
        for match in found
    )  # fmt: skip


def headed(context: Context, known: Mapping[str, str]) -> Context:
    """The context below a heading that is one of the `known` machines (key to name)."""
    for _, text in context.headings if known else ():
        found = addressed(text)
        name = found.name if found else text.split("(")[0].split(" — ")[0].strip()
        if host := known.get(host_key(name)):
            service = "" if context.service in (text, name) else context.service
            context = context._replace(host=host, service=service)
    return context
