"""Prometheus: where it finds the metrics of each job.

Format: https://prometheus.io/docs/prometheus/latest/configuration/configuration/#scrape_config
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from consistency.model.claim import SCRAPED, Claim, Reading
from consistency.model.pattern import lazily
from consistency.readers.config.keys import leaves
from consistency.readers.config.node import Node
from consistency.readers.config.sheet import Sheet
from consistency.readers.config.yamlnodes import read_yaml
from consistency.values.address import reach
from consistency.values.port import valid

_TARGET = lazily(r"(?P<host>[A-Za-z0-9][\w.-]*):(?P<port>[1-9]\d{1,4})")
#: Jobs that are called after what is asked and not after whom.
_NOBODY = lazily(
    r".*(?:blackbox|probe|ping|icmp|http|tcp|snmp|static|targets?|services?|federat|^all$).*", re.IGNORECASE
)
#: What serves nothing but metrics, on the one port that it has.
_EXPORTER = lazily(r"(?:.*[_-])?(?:exporter|cadvisor)s?", re.IGNORECASE)
#: What every machine has there: its name in front of that port is no container's.
_NODE = "9100"


def read_prometheus(sheet: Sheet) -> Reading:
    """port claims of part metrics, of the job's name, on each machine that a target names; no targets of probes, nor containers."""
    stream = read_yaml(sheet)
    jobs = [job for root in stream.roots for job in (*root.list("scrape_configs"), *root.items) if job.word("job_name")]
    targets = [
        target.text for job in jobs for static in job.list("static_configs") for target in static.list("targets")
    ]
    machines = {host for host, _, port in (target.partition(":") for target in targets) if port == _NODE}
    return Reading(tuple(dict.fromkeys(claim for job in jobs for claim in _job(sheet, job, machines))))


def _job(sheet: Sheet, job: Node, machines: Collection[str]) -> Iterator[Claim]:
    name = job.word("job_name")
    relabelled = job.get("relabel_configs")
    asked = job.get("params", "module") is not None or (
        relabelled is not None and any(node.text == "__address__" for node, _ in leaves(relabelled))
    )
    if _NOBODY.fullmatch(name) or asked:  # somebody else, about each target
        return
    for target in (item for static in job.list("static_configs") for item in static.list("targets")):
        match = _TARGET.fullmatch(target.text)
        if match is None or not valid(int(match["port"])) or reach(match["host"]) == "loopback":
            continue
        if reach(match["host"]) == "name" and match["host"] not in machines:
            continue
        yield sheet.claim(
            "port", match["port"], *target.within(*match.span("port"), sheet.text), service=name, host=match["host"],
            port=int(match["port"]), part="" if _EXPORTER.fullmatch(name) else "metrics", source=SCRAPED,
            statement=sheet.statement(target.start),
        )  # fmt: skip
