"""What can be wrong with what the user gave."""

from __future__ import annotations

from importlib import import_module
from typing import Any


class FleetError(Exception):
    """One sentence with a way out."""


def need(module: str, what: str) -> Any:
    """A module of the `fleet` extra. Raises FleetError where the extra is not installed."""
    try:
        return import_module(module)
    except ImportError:
        raise FleetError(
            f"{what} needs {module.split('.')[0]}, which is not installed: pip install 'docs-consistency[fleet]'"
        ) from None
