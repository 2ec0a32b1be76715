"""The grammar of ports, binds, URLs, names: text to values with offsets, no document in sight."""
