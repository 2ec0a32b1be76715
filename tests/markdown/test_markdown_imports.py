"""What reading text and inline markup may not cost."""

from __future__ import annotations

import subprocess
import sys


def test_the_parser_is_loaded_with_the_first_document_only() -> None:
    script = (
        "import sys, consistency.markdown.parse as parse, consistency.markdown.inline, consistency.markdown.text\n"
        "assert 'markdown_it' not in sys.modules\n"
        "parse.blocks('a')\n"
        "assert 'markdown_it' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
