"""What the tools of a host print, as facts: pure functions from bytes to facts, leftovers and what is no fact."""
