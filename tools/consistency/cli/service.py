"""Which service a word on the command line means: its name, an alias, a unit, a container."""

from __future__ import annotations

from collections.abc import Sequence

from consistency.cli.errors import Unusable, guess
from consistency.model.claim import ATTRIBUTES
from consistency.model.fact import Fact
from consistency.model.name import name


def service_of(facts: Sequence[Fact], word: str) -> str:
    """The identity key of a service called so in any spelling. Raises Unusable, with the nearest name, for none."""
    folded, key = word.strip().casefold(), name(word).key
    for fact in facts:
        if fact.service and folded in (fact.claim.service.casefold(), fact.service_name.casefold(), fact.service):
            return fact.service
    for fact in facts:
        if fact.service and key and key in (fact.service, name(fact.claim.service).key, name(fact.claim.service).alias):
            return fact.service
    for fact in facts:
        if fact.service and fact.claim.attribute in ("name", "unit", "container") and name(fact.claim.value).key == key:
            return fact.service
    said = {each for fact in facts if fact.service for each in (fact.service_name, fact.claim.service) if each}
    known = sorted(said | {each.split(" (")[0] for each in said})
    if not known:
        raise Unusable(
            f'there is no service "{word}": the documents name none (`consistency claims` lists what was read)'
        )
    raise Unusable(f'there is no service "{word}"{guess(word, known)} (`consistency claims` lists what was read)')


def fact_of(facts: Sequence[Fact], word: str) -> tuple[str, str]:
    """`SERVICE` or `SERVICE.ATTRIBUTE` as (identity key, attribute or "").

    A service's own name may have dots: what is written so somewhere, and a unit (`x.service`), is a name as a whole.
    """
    whole, _, attribute = word.rpartition(".")
    folded = word.casefold()
    named = any(folded in (fact.claim.service.casefold(), fact.service_name.casefold()) for fact in facts)
    if not whole or named or attribute == "service":
        return service_of(facts, word), ""
    try:
        key = service_of(facts, whole)
    except Unusable:
        return service_of(facts, word), ""
    said = sorted({fact.claim.attribute for fact in facts if fact.service == key})
    if attribute not in ATTRIBUTES:
        raise Unusable(f'"{attribute}" is no attribute{guess(attribute, said)}; of {whole} there are {", ".join(said)}')
    if attribute not in said:
        raise Unusable(f"nothing states the {attribute} of {whole}; there are {', '.join(said)}")
    return key, attribute
