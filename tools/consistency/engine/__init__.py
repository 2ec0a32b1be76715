"""The only place that knows the order: tree, documents, claims, facts, findings, answers."""
