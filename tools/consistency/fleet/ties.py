"""Which hosts and services of two repositories are the same.

Less is tied than within one, where people know what they mean: two repositories with a `postgres` on 5432 and no host
have nothing to do with each other. A host ties by its name or address; a service by its name on a known host, or alone
where a repository of the fleet bears that name.
"""

from __future__ import annotations

import ipaddress
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consistency.fleet.reading import Summary
from consistency.model.identity import GENERIC, Union

#: Names of machines that every repository uses for its own.
_ANYBODY = GENERIC | frozenset(
    "machine laptop desktop workstation vm vps box computer homeserver remote nas pi router localhost master primary "
    "secondary replica controller control node1 node2 node3 worker1 worker2 server1 server2 host1 host2 cluster cloud "
    "hostdockerinternal yourserver yourhost myserver myhost hostname ip any all none n a na tbd self this".split()
)
#: Software of which everybody runs a copy: the name alone says nothing about which.
_COPIES = frozenset(
    "postgresql mysql mariadb mongodb redis valkey memcached sqlite mssql oracle cassandra couchdb clickhouse influxdb "
    "elasticsearch opensearch kibana logstash rabbitmq kafka zookeeper nats mosquitto mqtt activemq nginx apache httpd "
    "caddy traefik haproxy envoy varnish grafana prometheus alertmanager loki tempo jaeger zipkin nodeexporter "
    "cadvisor "
    "pushgateway vault consul etcd keycloak authentik authelia dex minio registry portainer watchtower adminer pgadmin "
    "phpmyadmin mailhog mailpit smtp ssh sshd ftp dns ldap celery flower sidekiq airflow jupyter ollama qdrant chroma "
    "weaviate milvus localstack selenium sonarqube jenkins gitea gitlab vite webpack storybook nextjs django flask "
    "rails fastapi uvicorn gunicorn phpfpm pgbouncer otelcollector opentelemetrycollector statsd graphite neo4j "
    "timescaledb supabase hasura metabase superset temporal unleash wordpress nextcloud".split()
)
_RESERVED = tuple(
    map(
        ipaddress.ip_network,
        ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.17.0.0/16", "192.0.2.0/24", "198.51.100.0/24",
         "203.0.113.0/24", "224.0.0.0/3", "::/127", "fe80::/10", "2001:db8::/32", "ff00::/8"),
    )
)  # fmt: skip
_EXAMPLE = re.compile(
    r"(^|\.)(example(\.(com|org|net))?|test|invalid|localhost|internal\.docker|docker\.internal|svc|cluster\.local)$"
)


@dataclass(frozen=True, slots=True)
class Ties:
    """`hosts` gives a repository's host (number, key) its key in the fleet; what is not in it stays its own.

    `homes` gives a service the number of the one repository that bears its name.
    """

    hosts: Mapping[tuple[int, str], str]
    homes: Mapping[str, int]

    def shared(self, service: str, repository: int, role: str) -> bool:
        """Whether a service's name alone says which service a repository means: the one that has a repository.

        What another repository configures under that name is a copy of its own.
        """
        home = self.homes.get(service)
        return home is not None and (role != "config" or repository == home)


def draw(summaries: Iterable[Summary]) -> Ties:
    """The ties of a fleet, from every repository's summary.

    Host names tie; an address ties where all who name its host name one host. An address with two names, in one
    network or in two, ties nothing.
    """
    known = list(summaries)
    hosts = Union()
    owners: dict[str, set[str]] = defaultdict(set)
    classes = [(one.number, root, *_sorted(names)) for one in known for root, names in one.hosts]
    for _, _, names, _ in classes:
        for other in names[1:]:
            hosts.tie("n " + names[0], "n " + other)
    for _, _, names, addresses in classes:
        for address in addresses:
            owners[address] |= {hosts.find("n " + names[0])} if names else set()
    found = {}
    for index, root, names, addresses in classes:
        if names:
            found[index, root] = hosts.find("n " + names[0])
            continue
        sure = [address for address in addresses if len(owners[address]) < 2]
        if sure:
            found[index, root] = next(iter(owners[sure[0]]), sure[0])
    return Ties({key: host.removeprefix("n ") for key, host in found.items()}, _homes(known))


def _homes(known: Iterable[Summary]) -> dict[str, int]:
    """The services that one repository is named for, unless anybody could have one of that name."""
    named: dict[str, list[int]] = defaultdict(list)
    for one in known:
        if len(one.home) > 3 and one.home not in GENERIC | _COPIES:
            named[one.home].append(one.number)
    return {service: numbers[0] for service, numbers in named.items() if len(numbers) == 1}


def _sorted(names: Iterable[str]) -> tuple[list[str], list[str]]:
    """Names and addresses that mean the same everywhere."""
    plain: list[str] = []
    addresses: list[str] = []
    for name in names:
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            if name not in _ANYBODY and len(name) > 1 and not _EXAMPLE.search(name):
                plain.append(name)
            continue
        if not any(address in network for network in _RESERVED if network.version == address.version):
            addresses.append(name)
    return plain, addresses
