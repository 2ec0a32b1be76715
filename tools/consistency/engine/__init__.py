"""The only place that knows the order: tree, documents, claims, facts, findings, answers."""

from consistency.engine.check import Scope, check, prepare

__all__ = ["Scope", "check", "prepare"]
