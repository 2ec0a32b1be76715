"""Digests for keys, checksums and fingerprints.

`hashlib` loads OpenSSL, which takes a third of the time in which Python starts. The interpreter's own modules give the
same digests; CPython's `random` takes them for the same reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hashlib import blake2b, sha1, sha256
else:
    try:
        from _blake2 import blake2b
        from _sha1 import sha1

        try:
            from _sha2 import sha256
        except ImportError:
            from _sha256 import sha256  # until 3.11
    except ImportError:
        from hashlib import blake2b, sha1, sha256

__all__ = ["blake2b", "hexdigest", "sha1", "sha256"]


def hexdigest(text: str) -> str:
    """Sixteen hex digits of the SHA-256 of a text; surrogates count, too."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
