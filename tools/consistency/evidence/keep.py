"""Where snapshots are kept: one file an observation, written whole or not at all, never over another."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from consistency.evidence.document import parse, render
from consistency.evidence.record import Snapshot
from consistency.evidence.redact import leaks
from consistency.evidence.safe import visible
from consistency.evidence.wire import RecordError

_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?")


class KeepError(Exception):
    """A snapshot that cannot be written: one sentence, with the place and a way out."""


class Kept(NamedTuple):
    path: Path
    snapshot: Snapshot


def identity(host: str, at: datetime) -> str:
    """A snapshot's id, its file's name without `.md`: it sorts by time. Raises KeepError for a host that cannot."""
    slug = re.sub(r"[^A-Za-z0-9._-]+", "-", host).strip("-._").lower()
    if not _HOST.fullmatch(slug):
        raise KeepError(f"{visible(host, 80)!r} cannot name a file: call the host by letters, digits, dots and dashes")
    return f"{at.astimezone(UTC):%Y-%m-%d-%H%M%SZ}-{slug}"


def document(snapshot: Snapshot, secrets_seen: Iterable[str] = ()) -> str:
    """The text to write. It is scanned once more: where a secret stands in it, there is none. Raises KeepError."""
    text = render(snapshot)
    if parse(text) != snapshot:
        raise KeepError("the snapshot does not survive being read back; nothing was written (please report this)")
    reasons = leaks(text, tuple(secrets_seen))
    if reasons:
        raise KeepError(f"nothing was written: {'; '.join(reasons)}")
    return text


def write(folder: Path, snapshot: Snapshot, secrets_seen: Iterable[str] = ()) -> Path:
    """Write the document and give its path; the same bytes once more are no error. Raises KeepError."""
    text = document(snapshot, secrets_seen)
    path = folder / f"{snapshot.run.id}.md"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        exclusively(path, text.encode())
    except FileExistsError:
        if path.is_file() and path.read_bytes() == text.encode("utf-8"):
            return path
        raise KeepError(
            f"{path} exists and says something else: snapshots are never written over; take a new one"
        ) from None
    except OSError as error:
        raise KeepError(f"{error.filename or path} cannot be written ({error.strerror})") from None
    return path


def exclusively(path: Path, data: bytes) -> None:
    """A new file with all of `data`, or none: written aside, then linked to its name. Raises OSError."""
    if path.exists() or path.is_symlink():
        raise FileExistsError(str(path))
    aside, name = _aside(path)
    try:
        with os.fdopen(aside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            _link(name or f"/proc/self/fd/{file.fileno()}", path)
    finally:
        if name:
            with contextlib.suppress(OSError):
                os.unlink(name)


def _link(source: str, path: Path) -> None:
    """A hard link to what `source` leads to. The folder is given by handle: only then does Python follow a link."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.link(source, path.name, dst_dir_fd=folder, follow_symlinks=True)
        os.fsync(folder)
    finally:
        os.close(folder)


def _aside(path: Path) -> tuple[int, str]:
    """A file to write into, and its name: on Linux it has none, so that a kill leaves nothing behind."""
    if hasattr(os, "O_TMPFILE") and os.path.exists("/proc/self/fd"):
        with contextlib.suppress(OSError):
            return os.open(path.parent, os.O_TMPFILE | os.O_RDWR | os.O_CLOEXEC, 0o644), ""
    name = str(path.parent / f".{path.name}.{secrets.token_hex(4)}.tmp")
    return os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_CLOEXEC, 0o644), name


def recorded(folder: Path) -> tuple[Kept, ...]:
    """Every snapshot of ours in the folder, oldest first. Hand-written ones and broken ones are left out."""
    found = []
    for path in sorted(folder.glob("*.md")):
        try:
            text = path.read_bytes().decode("utf-8", "surrogateescape")
            found.append(Kept(path, parse(text)))
        except (OSError, RecordError):
            continue
    return tuple(sorted(found, key=lambda kept: (kept.snapshot.run.at, kept.path.name)))


def newest(kept: Iterable[Kept], host: str, until: str = "9") -> Kept | None:
    """The last snapshot of a host; with `until`, the last that was taken before this time."""
    runs = ((one, one.snapshot.run) for one in reversed(tuple(kept)))
    return next((one for one, run in runs if run.host == host and run.at < until), None)


def same_reality(one: Snapshot, other: Snapshot) -> bool:
    """Whether two snapshots say the same of their host, whoever looked and whenever."""
    return replace(one, run=other.run) == other and one.run.host == other.run.host and one.run.uid == other.run.uid
