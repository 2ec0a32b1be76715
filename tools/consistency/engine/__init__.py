"""The only place that knows the order: tree, documents, claims, facts, findings, answers."""

from consistency.engine.check import Scope, check, prepare, run

__all__ = ["Scope", "check", "prepare", "run"]
