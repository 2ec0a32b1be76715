"""A122: a command names a unit that the repository does not have, beside those that it has."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable

from consistency.model.fact import Fact
from consistency.model.finding import Finding
from consistency.model.fronts import FRONTS
from consistency.rules.projects import called
from consistency.rules.rule import Group, Rule
from consistency.rules.select import finding, order, unlinked
from consistency.values.exact import UNITS

#: So many units are shown, and so many places of one name.
_SHOWN, _PLACES = 6, 6
#: Units that come with the system or with what is installed.
_SYSTEM = FRONTS | frozenset(
    """docker containerd podman ssh sshd postgresql postgres mysql mariadb redis redis-server mongod rabbitmq-server grafana-server prometheus apache2 httpd
    tailscaled cron crond cloudflared libvirtd fail2ban ufw firewalld networkmanager avahi-daemon snapd bluetooth ollama etcd consul vault nomad
    kubelet k3s influxdb telegraf mosquitto node_exporter prometheus-node-exporter chrony ntp dnsmasq named unbound""".split()
)
#: Words of so few letters may be the first of anything.
_SHORT = 2
#: So many letters at the end are a slip.
_SLIP = 2


def _check(group: Group) -> Iterable[Finding]:
    facts = [fact for fact in called(group.facts, UNITS) if fact.claim.modality == "stated"]
    shipped = {fact.claim.value.lower(): fact for fact in reversed(order(facts)) if fact.claim.role == "config"}
    wrong: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts if shipped else ():
        name = fact.claim.value.lower()
        if fact.claim.role == "canon" and name not in shipped and name not in _SYSTEM and _alike(name, shipped):
            wrong[name].append(fact)
    for name, told in sorted(wrong.items()):
        same = [unit for unit in shipped if _is_misspelt(name, unit)]
        alike = same or _alike(name, shipped)
        near = [shipped[unit] for unit in alike]
        near += [one for unit in alike for one in order(facts) if _is_page(one, unit)][:_PLACES]
        units = ", ".join(sorted(shipped)[:_SHOWN]) + (", ..." if len(shipped) > _SHOWN else "")
        cited = unlinked((*order(told)[:_PLACES], *near))
        yield finding(
            UNKNOWN_UNIT, "medium" if same else UNKNOWN_UNIT.severity, "call",
            f"no unit {name} is in the repository; there {'is' if len(shipped) == 1 else 'are'} {units}", cited,
            key=f"unit/{name}", hint="Give the name of the unit's file, or say where the other one comes from.",
        )  # fmt: skip


def _alike(name: str, units: Collection[str]) -> list[str]:
    """The units that have the first word of the name in common with it, or one of which is within the other; none where
    it may be a copy of one of them, `web-acme` of `web`."""
    if any(name.startswith(f"{unit}-") for unit in units):
        return []
    first = re.split(r"[-_.]", name)[0]
    return [
        unit
        for unit in sorted(units)
        if (len(first) > _SHORT and first == re.split(r"[-_.]", unit)[0]) or unit in name or name in unit
    ]


def _is_page(fact: Fact, unit: str) -> bool:
    """Whether a page commands the unit by the name that it has."""
    return fact.claim.role == "canon" and fact.claim.value.lower() == unit


def _is_misspelt(name: str, unit: str) -> bool:
    """`acme-memory` of `acme-memoryd`: one has a letter or two more, at its end."""
    short, long = sorted((name, unit), key=len)
    return len(short) > _SHORT and long.startswith(short) and 0 < len(long) - len(short) <= _SLIP and long[-1].isalpha()


UNKNOWN_UNIT = Rule(
    "A122", "unknown-unit", "low", "A command names a unit that the repository does not have, and it has others of that kind.",
    "service", frozenset({"call"}), _check,
)  # fmt: skip
