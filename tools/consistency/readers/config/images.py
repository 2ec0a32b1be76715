"""Services by the product that their image holds: `db` of `postgres:16` is what documents call Postgres."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from consistency.model.claim import IMAGE, PROJECT, Claim
from consistency.model.fronts import FRONTS
from consistency.model.identity import GENERIC
from consistency.model.name import squash
from consistency.model.pattern import lazily
from consistency.model.stores import held, pooled
from consistency.readers.config.node import Node
from consistency.values import exact
from consistency.values.address import reach

#: Systems, languages (both of Docker's official images) and toolkits, squashed.
_SYSTEMS = frozenset(
    """alpine ubuntu debian busybox fedora centos rockylinux almalinux amazonlinux archlinux bash node python php ruby
    golang openjdk eclipsetemurin amazoncorretto perl rust gcc swift elixir erlang haskell julia rbase deno bun maven
    gradle tomcat jetty ros dotnet aspnet cuda pytorch tensorflow playwright""".split()
)
#: Images that hold sites and programs of all kinds.
_BASES = FRONTS | GENERIC | _SYSTEMS
_BROKER = "kafka"
_OF_SQL = frozenset(("postgresql", "mysql"))
_PRODUCT = lazily(r"(?:[^\s$@]*/)?(?P<name>[A-Za-z][\w.-]{2,})(?::[^/]*|@.*)?")


def product(image: str) -> str:
    """What an image holds, by its own name; "" for one of which somebody makes something else."""
    match = _PRODUCT.fullmatch(image.strip())
    return "" if match is None or squash(match["name"])[0] in _BASES else match["name"]


def by_image(services: Mapping[str, Node], owners: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    """The published ports of each service by its product, where the file has that once and calls nothing else so."""
    products = {name: _products(node.word("image")) for name, node in services.items()}
    times = Counter(key for found in products.values() for key in found)
    called = {squash(word)[0] for name, node in services.items() for word in (name, node.word("container_name"))}
    for name, found in products.items():
        for key, of in found.items():
            if times[key] == 1 and key not in called:
                yield from by_product([claim for claim in owners[name] if claim.source == "compose"], name, of)


def _products(image: str) -> dict[str, str]:
    """What an image holds by key, and the store that this is: pgvector is Postgres, too."""
    own = product(image)
    store = held(image.partition("@")[0]) if own else ""
    return {squash(of)[0]: of for of in (store, own) if of}


def as_stores(services: Mapping[str, Node], owners: Mapping[str, Sequence[Claim]]) -> Iterator[Claim]:
    """What services that run a store publish of it, as its clients find it on the machine."""
    for name, node in services.items():
        image = node.word("image")
        pool = pooled(image.partition("@")[0])
        if store := pool or held(image.partition("@")[0]) or ("" if image else held(name)):
            for claim in owners[name]:
                if store == _BROKER and claim.attribute == "depends" and reach(claim.host) == "loopback" and claim.port:
                    listens = claim._replace(attribute="port", value=str(claim.port), host="", namespace="host")
                    yield listens._replace(
                        service=exact.store(store), source=PROJECT, scope=""
                    )  # as it advertises itself
                elif claim.source == "compose" and claim.attribute == "port" and claim.namespace == "host":
                    part = exact.POOL if pool else claim.part
                    yield claim._replace(service=exact.store(store), source=PROJECT, scope="", part=part)
                    if store in _OF_SQL and not pool and claim.scope not in ("test", "ci"):
                        yield claim._replace(service=exact.store("SQL"), source=PROJECT, scope="")


def by_product(claims: Sequence[Claim], name: str, of: str) -> Iterator[Claim]:
    """What the container called `name` publishes, and of what inside, by the product `of`; nothing where both are one name."""
    for claim in claims if of and squash(of)[0] != squash(name)[0] else ():
        if claim.attribute == "port" and claim.namespace in ("host", "container"):
            yield claim._replace(service=of, source=IMAGE)
