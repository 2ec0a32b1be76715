"""What pages say of one object of the repository and nothing else, by a name that config gives it as well."""

from __future__ import annotations


def service(name: str) -> str:
    """A Service of the cluster, as `kubectl port-forward svc/NAME` asks for it."""
    return f"svc/{name} as forwarded"


def image(folder: str) -> str:
    """What the Dockerfile of a folder builds, "" for the top of the tree."""
    return f"{folder}: Dockerfile image" if folder else "Dockerfile image"
