"""How the record of a snapshot begins in its page."""

FENCE = "```json consistency-snapshot/1"
