"""Ledger files: read as bytes, replaced whole, so that nobody ever sees half a ledger."""

from __future__ import annotations

import contextlib
import datetime
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from consistency.ledger.append import LedgerError, appended
from consistency.ledger.entry import entry
from consistency.model.finding import Finding


def write_answer(
    root: Path, ledger: str, finding: Finding, kind: str, why: str, until: str, today: datetime.date
) -> None:
    """Append the answer to `ledger`, this month's file relative to `root`.

    Raises LedgerError for an answer that lacks something, a file that cannot be read, and one that cannot be written.
    """
    append(root, ledger, entry(finding, kind, why, until, today), f"{today:%B %Y}")


def append(root: Path, relative: str, cells: dict[str, str], month: str) -> None:
    """Append one row to `root/relative`, which is made where it does not exist: a temporary file, then rename."""
    path = root / relative
    try:
        resolved = path.resolve()
        if not resolved.is_relative_to(root.resolve()):
            raise LedgerError(f"{relative} leads out of the repository")
        resolved.parent.mkdir(parents=True, exist_ok=True)
        with _alone(resolved.parent):
            data = resolved.read_bytes() if resolved.exists() else b""
            new = appended(relative, data.decode("utf-8"), cells, month)
            _replace(resolved, new.encode("utf-8"))
    except UnicodeDecodeError as error:
        raise LedgerError(f"{relative} is not UTF-8 (byte {error.start}); save it as UTF-8 first") from None
    except OSError as error:
        raise LedgerError(f"{relative} cannot be written: {error.strerror or error}") from None


def _replace(path: Path, data: bytes) -> None:
    """Put `data` in the file's place in one step, with the file's mode; a failure leaves the old one."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One writer at a time, where the system can lock a folder; elsewhere the last one wins."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
