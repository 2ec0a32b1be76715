"""Whatever the text: no crash, exact quotes, well-formed claims, and no literal of a canon page is swallowed."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from written import read

from consistency.markdown.inline import mask
from consistency.markdown.parse import blocks
from consistency.model.claim import Reading
from consistency.model.objects import claim_object, well_formed
from consistency.model.passage import Passage
from consistency.readers.document import read_document
from consistency.schemas import validate
from consistency.values.endpoint import literals

PIECES = [
    "| Service | Port | Bind | Health | URL |\n|---|---|---|---|---|\n",
    "| Grafana | 3000 | 0.0.0.0 | /api/health | http://10.0.0.1:3000 |\n",
    "| **Loki** | `3100`, 3101 | 127.0.0.1 | — | — |\n",
    "| API网关 | 8080:80 | [::1]:8080 | | |\n",
    "| x | 9000-8000 | *:99999\n",
    "| Range | Purpose | Examples |\n|---|---|---|\n| 8100-8119 | Models | qwen (8101), llama (8102+) |\n",
    "# Ports of mini (Ubuntu 22.04)\n\n",
    "### AI services (30100-30199)\n\n",
    "## Reality snapshot 2026-02-09\n\n",
    "- **Grafana**: http://h:3000/path (LAN)\n",
    "  - Port: 3001 (moved from 3000)\n",
    "- `fast` -> 8126 (qwen)\n",
    "- 9000: Portainer\n- 9001-9010: free\n",
    "> **Ports:** Web localhost:45010 | API localhost:45011\n",
    "New services must not bind to existing ports (4000, 8100-8103).\n",
    "Local-only: Prometheus 9090, SearXNG 8888\n",
    "GET http://127.0.0.1:4000/health => 401\n",
    "Port 99999 and port 0 and 8104+ (through 8139).\n",
    "```yaml\nservices:\n  a:\n    ports: ['8080:80']\n```\n",
    "```\ngrafana  3000  up\n5173 — Atlas\n├── web :8080\n```\n",
    "```ini\nExecStart=/bin/x --host 0.0.0.0 --port 4000 \\\n  --metrics-port 4001\n```\n",
    "```env\nGRAFANA_PORT=3000\nOLLAMA_HOST=0.0.0.0:99999\n",
    "**Last Updated**: $(date)\n",
    "<!-- http://h:1 ",
    "---\nports: 3000\n---\n",
    "\n",
    "\r\n",
    "\t",
    "\x0c\u2028",
    "\\|",
    "~~8080~~ ",
    "\ufeff",
    "\0",
]
documents = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=14).map("".join)
paths = st.sampled_from(
    ["docs/ports.md", "docs/archive/old.md", "docs/snapshots/2026-02-09-reality.md", "README.md", "plans/a.md"]
)


def sound(reading: Reading) -> None:
    for claim in reading.claims:
        assert well_formed(claim), claim
        assert claim.quote or claim.column == claim.end_column
        if claim.attribute == "port":
            low, _, high = claim.value.partition("-")
            assert 0 < int(low) <= int(high or low) <= 65535, claim
    for unread in reading.unread:
        assert unread.line >= 1
        assert unread.end_column > unread.column >= 1
        assert unread.reason


@settings(max_examples=120)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])), paths)
def test_any_text(text: str, path: str) -> None:
    sound(read(text, path))


@settings(max_examples=250)
@given(documents, paths)
def test_documents_of_real_pieces(text: str, path: str) -> None:
    sound(read(text, path))


@settings(max_examples=100)
@given(st.sampled_from(PIECES), st.data())
def test_a_piece_with_a_change_anywhere(piece: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(piece)))
    gone = data.draw(st.integers(0, 3))
    put = data.draw(st.text(alphabet="|`*:-–/0123456789 []()\n\tا🟢", max_size=4))
    sound(read(PIECES[0] + piece[:at] + put + piece[at + gone :]))


@settings(max_examples=60)
@given(documents)
def test_claims_fit_their_schema(text: str) -> None:
    for claim in read(text).claims:
        assert validate("claim", claim_object(claim)) == []


@settings(max_examples=150)
@given(documents)
def test_nothing_is_swallowed(text: str) -> None:
    reading = read(text, role="canon")
    held = [(c.line, c.column, c.end_column) for c in reading.claims]
    held += [(u.line, u.column, u.end_column) for u in reading.unread]
    for passage in passages(text):
        for literal in literals(mask(passage.text)):
            span = passage.span(literal.start, literal.end)
            assert any(
                line == span.line and start < span.end_column and span.column < end for line, start, end in held
            ), literal


def passages(text: str) -> list[Passage]:
    """The texts of headings, paragraphs, items and cells, and the lines of fences."""
    found: list[Passage] = []
    for block in blocks(text):
        if block.kind in ("heading", "paragraph", "item"):
            found.append(block.passage)
        elif block.kind == "fence":
            found += [Passage.of(piece) for piece in block.passage.pieces]
        elif block.table:
            found += [cell for row in block.table.rows for cell in row]
    return found


@given(documents, documents, paths)
@settings(max_examples=60)
def test_a_document_is_read_alone(one: str, other: str, path: str) -> None:
    before = read_document(path, one)
    read_document("docs/other.md", other)
    assert read_document(path, one) == before
