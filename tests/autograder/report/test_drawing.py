"""Plots as SVG: what is drawn, and for whom."""

import re
from xml.etree import ElementTree

import pytest

from autograder.report.drawing import GREY, PARTS, WIDTH, draw_exercises, draw_histogram, draw_interval, draw_share


def luminance(colour):
    """Relative luminance of a colour, as WCAG 2.2 defines it."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    """Contrast of two colours, from 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def drawn(svg):
    """The picture's elements by their tag."""
    found = {}
    for element in ElementTree.fromstring(str(svg)).iter():
        found.setdefault(element.tag.rpartition("}")[2], []).append(element)
    return found


@pytest.mark.parametrize(("colour", "ink"), [part[1:] for part in PARTS], ids=[part[0] for part in PARTS])
def test_numbers_in_bars_can_be_read(colour, ink):
    """Text on a bar has a contrast of 4.5 at least, as WCAG AA asks for."""
    assert contrast(colour, ink) >= 4.5


def test_colours_are_okabe_and_itos():
    """Beside grey only colours of the palette that colour-blind readers tell apart."""
    assert {colour for _, colour, _ in PARTS} - {GREY} <= {"#0072B2", "#56B4E9", "#D55E00", "#E69F00", "#009E73"}


def test_a_bar_is_as_high_as_its_count():
    """Heights are in proportion to the counts, which stand above them; an empty bar is not drawn."""
    svg = drawn(draw_histogram([0, 2, 8, 0, 0, 0, 0, 0, 0, 4], None, "Points", "text"))
    heights = [float(one.get("height")) for one in svg["rect"]]
    assert heights == pytest.approx([heights[1] / 4, heights[1], heights[1] / 2])
    assert {"2", "8", "4"} <= {one.text for one in svg["text"]}


def test_the_median_is_where_it_belongs():
    """The dashed line stands at the median's share of the axis; its name stays inside the picture."""
    for median in (0.0, 0.25, 1.0):
        svg = drawn(draw_histogram([1] * 10, median, "Points", "text"))
        axis, line = svg["line"]
        start, end = float(axis.get("x1")), float(axis.get("x2"))
        assert float(line.get("x1")) == pytest.approx(start + median * (end - start))
        (name,) = [one for one in svg["text"] if one.text == "median"]
        assert name.get("text-anchor") == ("end" if median == 1 else "start")


def test_parts_of_an_exercise_fill_its_bar():
    """The parts of each bar lie end to end, in proportion, and end where the bars of other exercises end."""
    svg = drawn(draw_exercises(["one", "two"], [(5, 3, 2, 0), (0, 0, 0, 4)], "Exercises", "text"))
    bars = [one for one in svg["rect"] if float(one.get("y")) > 30]
    edges = [(float(one.get("x")), float(one.get("x")) + float(one.get("width"))) for one in bars]
    assert len(edges) == 4
    assert edges[2][1] == edges[3][1] <= WIDTH
    assert [one.get("fill") for one in bars] == ["#0072B2", "#56B4E9", "#D55E00", GREY]
    assert edges[0][1] - edges[0][0] == pytest.approx((edges[3][1] - edges[3][0] + 2) / 2 - 2)


def test_plots_are_told_in_words():
    """Each plot has a text for those who do not see it; small ones in tables repeat a number, and are left out."""
    svg = draw_histogram([1] * 10, 0.5, "Points of <b>", "0 to 10 %: 1")
    assert ElementTree.fromstring(str(svg)).get("aria-label") == "Points of <b>. 0 to 10 %: 1"
    for small in (draw_share(0.5), draw_interval(0.1, -0.2, 0.4, 0.2)):
        assert ElementTree.fromstring(str(small)).get("aria-hidden") == "true"


def test_names_are_text():
    """What is written into a plot is escaped."""
    svg = draw_exercises(["<script>"], [(1, 0, 0, 0)], "<script>", '"><script>')
    assert not re.search(r"<script", svg)


def test_an_interval_lies_from_low_to_high():
    """The line reaches from the lower to the upper end, the dot is between them, and -1 to 1 fits into the picture."""
    svg = drawn(draw_interval(0.0, -1.0, 1.0, 0.2))
    (dot,), line = svg["circle"], svg["line"][-1]
    assert float(line.get("x1")) < float(dot.get("cx")) < float(line.get("x2")) <= 160
    assert float(dot.get("cx")) - float(line.get("x1")) == pytest.approx(float(line.get("x2")) - float(dot.get("cx")))


def test_nobody():
    """A class of which nothing could be graded has plots without bars, and no error."""
    assert "rect" not in drawn(draw_histogram([0] * 10, None, "Points", "none"))
    assert drawn(draw_exercises(["one"], [(0, 0, 0, 0)], "Exercises", "none"))
