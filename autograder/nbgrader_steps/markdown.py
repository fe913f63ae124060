"""Markdown as HTML that can do nothing: markup of the writer's own is shown as text, formulas are MathML."""

from __future__ import annotations

import html
import re

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.nbgrader_steps.mathml import to_mathml

MAX_CHARACTERS = 20_000
SAFE_LINK = re.compile(r"(?:https?://|mailto:|#)[^\s\"'<>]*", re.I)
SAFE_PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]+")


def render_markdown(source: str, highest: int = 1, lowest: int = 6) -> str:
    """Markdown as HTML without scripts, foreign resources or markup of the writer's own.

    Parameters
    ----------
    source : str
        Markdown with formulas between dollar signs, as in notebooks.
    highest, lowest : int
        The levels that headings get, to fit in with those of the page around them.

    Returns
    -------
    str
        What cannot be read as Markdown is shown as it was written.
    """
    try:
        if len(source) > MAX_CHARACTERS:
            raise ValueError(f"{len(source)} characters of Markdown; at most {MAX_CHARACTERS} are read")
        return MarkdownWithMath(renderer=HarmlessRenderer(highest, lowest)).render(source)
    except Exception:  # whatever a text breaks in the parser, it can still be shown
        return f"<pre>{html.escape(source[:MAX_CHARACTERS])}</pre>"


class HarmlessRenderer(IPythonRenderer):
    """nbconvert's renderer, with formulas in MathML, and without what could load or run anything."""

    def __init__(self, highest: int, lowest: int):
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)
        self.highest, self.lowest = highest, lowest

    def heading(self, text, level, **attrs):
        """A heading, within the levels that are free."""
        level = min(self.highest + level - 1, self.lowest)
        return f"<h{level}>{text}</h{level}>\n"

    def link(self, text, url, title=None):
        """A link, if it leads to a page or a mail address."""
        if not SAFE_LINK.fullmatch(url):
            return text
        return f'<a href="{html.escape(url)}" rel="noopener noreferrer">{text}</a>'

    def image(self, text, url, title=None):
        """A picture that is in the text itself; one that would have to be fetched is named only."""
        if not SAFE_PICTURE.fullmatch(url):
            return f"[picture left out: {html.escape(html.unescape(text) or 'without a description')}]"
        return f'<img alt="{html.escape(html.unescape(text))}" src="{url}">'

    def block_mermaidjs(self, code):
        """A diagram needs a script: its text is shown."""
        return f"<pre>{html.escape(code)}</pre>"

    def block_math(self, body):
        """A formula on a line of its own."""
        return to_mathml(body, block=True)

    def inline_math(self, body):
        """A formula in a line."""
        return to_mathml(body)

    def latex_environment(self, name, body):
        """A formula in an environment such as ``align``."""
        return to_mathml(f"\\begin{{{name}}}{body}\\end{{{name}}}", block=True)
