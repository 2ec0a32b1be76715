"""A Git-tracked docs-as-code consistency engine."""

__version__ = "0.1.0"
