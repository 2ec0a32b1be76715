"""What reading text and inline markup may not cost."""

from __future__ import annotations

import subprocess
import sys


def run(*lines: str) -> None:
    subprocess.run([sys.executable, "-c", "\n".join(("import sys", *lines))], check=True, timeout=60)


def test_the_parser_is_loaded_with_the_first_document_only() -> None:
    run(
        "import consistency.markdown.parse as parse, consistency.markdown.inline, consistency.markdown.text",
        "assert 'markdown_it.rules_block' not in sys.modules",
        "parse.blocks('a')",
        "assert 'markdown_it.rules_block' in sys.modules",
    )


def test_of_the_parser_the_block_rules_alone_are_loaded() -> None:
    run(
        "from consistency.markdown.parse import blocks",
        "blocks('# a\\n\\n- b\\n  > c\\n\\n| d |\\n| - |\\n\\n<div>\\n\\n    code\\n')",
        "loaded = {'markdown_it', 'markdown_it.renderer', 'markdown_it.rules_inline', 'mdurl'} & set(sys.modules)",
        "assert not loaded, loaded",
    )


def test_whoever_imports_it_afterwards_gets_all_of_it() -> None:
    run(
        "from consistency.markdown.parse import blocks",
        "before = blocks('[a]: https://example.org \"b\"\\n')",
        "import markdown_it",
        "from markdown_it.rules_block import StateBlock",
        "assert markdown_it.MarkdownIt().enable('table').render('*a*').strip() == '<p><em>a</em></p>'",
        "assert [block.kind for block in before] == ['definition']",
        "assert blocks('[a]: https://example.org \"b\"\\n') == before",
    )


def test_nothing_of_it_is_loaded_twice_where_it_was_there_before() -> None:
    run(
        "import markdown_it",
        "from markdown_it.rules_block import StateBlock",
        "from consistency.markdown import blockrules",
        "assert blockrules.StateBlock is StateBlock and sys.modules['markdown_it'] is markdown_it",
    )
