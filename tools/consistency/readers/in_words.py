"""What reads each paragraph and each item for itself, beside what its lines say of services: one list, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from consistency.model.claim import Claim
from consistency.model.passage import Passage
from consistency.readers import (
    asks_login,
    called_inside,
    confined,
    endpoints,
    kept_inside,
    runs_on,
    settings,
    statistics,
    stores,
)
from consistency.readers.context import Context

READERS: tuple[Callable[[Passage, Context], Iterable[Claim]], ...] = (
    endpoints.told,
    stores.placed,
    stores.asked_in_words,
    stores.connected,
    settings.of_item,
    statistics.told,
    runs_on.told,
    confined.told,
    kept_inside.told,
    asks_login.told,
    called_inside.told,
)
