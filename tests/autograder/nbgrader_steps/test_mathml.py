"""Formulas: those of the lessons become MathML, those of a student's making can do nothing."""

import re
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

import pytest
from latex2mathml.converter import Converter

from autograder.grading.release import released_cells
from autograder.nbgrader_steps.mathml import to_mathml

FORMULA = re.compile(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$\n]+?)\$", re.S)


def formulas_of(lab):
    prose = "\n".join(
        "".join(cell["source"]) for cell in released_cells(lab) if cell["cell_type"] == "markdown"
    )
    return [block or inline for block, inline in FORMULA.findall(prose)]


class Elements(HTMLParser):
    """Collects the elements and attributes of a text."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def test_every_formula_of_the_lesson_is_read(lab):
    """Each formula of the released notebook becomes MathML, and no command is left in it as text."""
    formulas = formulas_of(lab)
    assert len(formulas) > 50
    assert [tex for tex in formulas if "<math" not in to_mathml(tex) or "\\" in to_mathml(tex)] == []


def test_a_fraction():
    """A fraction has a numerator and a denominator."""
    shown = to_mathml(r"\frac{a}{b}", block=True)
    assert '<math display="block">' in shown
    assert "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>" in shown


@pytest.mark.parametrize(
    "tex",
    [
        r"\text{<img src=x onerror=alert(1)>}",
        r"\text{&lt;img src=x onerror=alert(1)&gt;}",
        r"\href{javascript:alert(1)}{x}",
        r"\class{a}{x}",
        r"\style{background:url(https://example.org/x)}{y}",
        r'\color{red" onclick="alert(1)}x',
        r"\mathrm{<script>alert(1)</script>}",
        r"</math><script>alert(1)</script>",
        r"\begin{array}{c} <svg onload=alert(1)> \end{array}",
    ],
)
def test_a_hostile_formula_is_harmless(tex):
    """Only elements of formulas come through, and no attribute that could run, load or style anything."""
    elements = Elements(to_mathml(tex)).found
    assert elements
    assert {tag for tag, _ in elements} <= {
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "mtext",
        "mstyle",
        "mtable",
        "mtr",
        "mtd",
        "mspace",
        "code",
    }
    assert not {name for _, attributes in elements for name in attributes} & {
        "href",
        "style",
        "class",
        "onclick",
        "src",
        "id",
    }
    assert not any("red" in value for _, attributes in elements for value in attributes.values())


@pytest.mark.parametrize(
    ("element", "shown"),
    [
        (Element("script", src="https://example.org"), ""),
        (Element("mspace", width='1em" onload="alert(1)'), "<mspace></mspace>"),
        (Element("mi", mathvariant="bold", href="javascript:alert(1)"), '<mi mathvariant="bold"></mi>'),
    ],
)
def test_whatever_the_converter_gives(monkeypatch, element, shown):
    """A converter that one day lets more through cannot bring an element or attribute of its own."""
    formula = Element("math")
    formula.append(element)
    monkeypatch.setattr(Converter, "convert_to_element", lambda self, tex: formula)
    assert to_mathml("x") == f"<math>{shown}</math>"


@pytest.mark.parametrize("tex", ["x^{2^{" * 2000, r"\left( a", "{" * 4000, "x" * 5000, r"\frac{\sqrt" * 300])
def test_what_is_no_formula_is_shown_as_written(tex):
    """A text that cannot be read as TeX, or is far too long, comes back as text."""
    assert to_mathml(tex) == f"<code>{tex}</code>"


def test_text_as_written_is_escaped():
    """What is shown as it was written is escaped, too."""
    assert to_mathml(r"\left( <b>") == r"<code>\left( &lt;b&gt;</code>"
