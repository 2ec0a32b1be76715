"""One rule a file; a rule looks at claims, never at text, and is pure."""
