"""A snapshot as a document: front matter, tables for people, one fenced record for machines, which alone is read."""

from __future__ import annotations

import hashlib
import json
import re
from typing import NamedTuple

from consistency.evidence import notes, tables
from consistency.evidence.record import SCHEMA, Snapshot
from consistency.evidence.safe import cell
from consistency.evidence.wire import RecordError, decode, encode

FENCE = f"```json {SCHEMA}"
_RECORD = re.compile(rf"^{re.escape(FENCE)}[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


class Section(NamedTuple):
    """A heading of ours and its lines; a section without lines is left out."""

    title: str
    lines: tuple[str, ...]


def render(snapshot: Snapshot) -> str:
    """The document's text. It follows from the snapshot alone: `render(parse(text)) == text` of what was not edited."""
    record = encode(snapshot)
    run = snapshot.run
    sections = (
        Section("Worth knowing", tuple(f"- {text}" for text in notes.remarks(snapshot, _wide))),
        Section("What was looked at", tables.coverage(snapshot)),
        Section("Reachable from other machines", tables.listeners(snapshot, beyond=True)),
        Section("Reachable from this host only", tables.listeners(snapshot, beyond=False)),
        Section("In other network namespaces", tables.enclosed(snapshot)),
        Section("Containers", tables.containers(snapshot)),
        Section("Kubernetes services", tables.services(snapshot)),
        Section("Tailscale serve", tables.serves(snapshot)),
        Section("Units", tables.units(snapshot)),
        Section("Probes", tables.probes(snapshot)),
        Section("Not understood", tables.leftovers(snapshot)),
        Section("Record", (FENCE, record, "```")),
    )
    head = [
        "---",
        "kind: reality-snapshot",
        f"schema: {SCHEMA}",
        f"id: {_quoted(run.id)}",
        f"host: {_quoted(run.host)}",
        f"observed-at: {_quoted(run.at)}",
        f"corrects: [{', '.join(_quoted(name) for name in run.corrects)}]",
        f"record-sha256: {_quoted(digest(record))}",
        "---",
        "",
        f"# {cell(run.host)}, observed {cell(run.at[:16].replace('T', ' '))} UTC",
        "",
        "Evidence, written by `consistency snapshot`; do not edit. "
        "A wrong snapshot is answered by a newer one that names it in `corrects`.",
        "",
        notes.summary(snapshot, cell),
        "",
        notes.origin(run, cell),
        "",
    ]
    body = [line for section in sections if section.lines for line in (f"## {section.title}", "", *section.lines, "")]
    return "\n".join([*head, *body[:-1]]) + "\n"


def _wide(text: str) -> str:
    return cell(text, 400)


def digest(record: str) -> str:
    """SHA-256 of the record's text, in hex: it tells an edit, and is no signature."""
    return hashlib.sha256(record.encode("utf-8", "surrogatepass")).hexdigest()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)


def parse(text: str) -> Snapshot:
    """The snapshot that a document records. Raises RecordError where it holds no record, two, or one that is broken."""
    found = _RECORD.findall(text.replace("\r\n", "\n"))
    if len(found) != 1:
        raise RecordError(f"the document holds {len(found) or 'no'} {SCHEMA} record{'s' if found else ''}, not one")
    return decode(found[0])


def edited(text: str) -> bool:
    """Whether the document differs from what its own record gives. Raises RecordError as parse does."""
    plain = text.replace("\r\n", "\n")
    return render(parse(plain)) != plain
