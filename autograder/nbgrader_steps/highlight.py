"""Python code as HTML with classes for its colours."""

from __future__ import annotations

import html

from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

MAX_CHARACTERS = 200_000


def highlight_python(source: str) -> str:
    """Code in ``<pre>``, everything in it escaped; a text too long for the lexer comes without colours."""
    if len(source) > MAX_CHARACTERS:
        return f"<pre>{html.escape(source)}</pre>"
    return f"<pre>{highlight(source, PythonLexer(stripnl=False), HtmlFormatter(nowrap=True))}</pre>"
