"""Code on the page: coloured, escaped, all of it there."""

import html
import re

import pytest

from autograder.nbgrader_steps.highlight import highlight_python


def text_of(shown):
    return html.unescape(re.sub(r"<[^>]+>", "", shown))


@pytest.mark.parametrize(
    "source",
    [
        "def f(x):\n    return x < 1  # <b>\n",
        "</pre><script>alert(1)</script>",
        "def f(:\n  '",
        "%matplotlib inline\nx?",
        "",
    ],
)
def test_code_is_text(source):
    """Whatever the code is, the page has its characters and no element of its making."""
    shown = highlight_python(source)
    assert text_of(shown).rstrip("\n") == source.rstrip("\n")
    assert set(re.findall(r"<(\w+)", shown)) <= {"pre", "span"}


def test_keywords_have_a_class():
    """Words of the language can be coloured."""
    assert '<span class="k">return</span>' in highlight_python("def f():\n    return 1")


def test_endless_code_is_not_coloured():
    """A cell of megabytes is shown without colours, at once."""
    assert highlight_python("<" * 300_000) == f"<pre>{'&lt;' * 300_000}</pre>"
