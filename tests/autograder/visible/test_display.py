"""A report says the same in HTML, in plain text and to a screen reader, and is harmless."""

import html.parser
import re

import pytest

from autograder.visible.display import Report
from autograder.visible.results import CheckResult, ExerciseResult, Help

EVIL = "<script>alert(1)</script> & \"'<img src=x onerror=alert(1)>"
HELP = Help("slug", "It is <off>.", "Try 1 & 2.", "Section '3'")
SHEET = {"n_panels": 4, "choices": "+-0", "read": "Section 8"}


class Page(html.parser.HTMLParser):
    """What is on a page: its tags, and its text with what is hidden from a screen reader left out."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.spoken, self.attributes, self.muted = [], [], [], False
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        self.muted = ("aria-hidden", "true") in attributes

    def handle_endtag(self, tag):
        self.muted = False

    def handle_data(self, data):
        if not self.muted:
            self.spoken.append(data)


def make_result(*points, message="", helps=()):
    """Make a result of checks worth 2 points each."""
    checks = [
        CheckResult(f"c{n}", f"Claim {n} holds.", p, 2.0, "" if p == 2 else message or f"reason {n}")
        for n, p in enumerate(points)
    ]
    return ExerciseResult("lab.f", checks, list(helps))


REPORTS = {
    "right": Report(make_result(2, 2), "Section 1"),
    "half right": Report(make_result(2, 0, 0), "Section 1"),
    "diagnosed": Report(make_result(2, 0, helps=[HELP, HELP]), "Section 1"),
    "built on sand": Report(make_result(2, 0), "Section 1", ["g", "h"]),
    "not written": Report(make_result(0, 0, message="it is not written yet"), "Section 1"),
    "evil": Report(make_result(2, 0, message=EVIL, helps=[Help("s", EVIL, EVIL, EVIL)]), EVIL, [EVIL]),
    "letters": Report.of_letters("lab.e", "+-0+", SHEET),
    "no letters": Report.of_letters("lab.e", None, SHEET),
    "evil letters": Report.of_letters("lab.e", EVIL, SHEET),
}


def words(text):
    """The words of a text, in order; whether they are loud does not matter."""
    return re.findall(r"\w+", text.casefold())


@pytest.mark.parametrize("name", REPORTS)
def test_html_and_plain_text_say_the_same(name):
    """The page and the plain text have the same words in the same order."""
    assert words(" ".join(Page(REPORTS[name]._repr_html_()).spoken)) == words(str(REPORTS[name]))


@pytest.mark.parametrize("name", REPORTS)
def test_nothing_of_a_student_becomes_markup(name):
    """There are no tags but the report's own, and no attribute that runs or fetches anything."""
    page = Page(REPORTS[name]._repr_html_())
    assert set(page.tags) <= {"div", "strong", "span", "ul", "li", "details", "summary", "p"}
    assert {attribute for attribute, _ in page.attributes} <= {"role", "style", "aria-hidden"}


@pytest.mark.parametrize("name", ["evil", "evil letters"])
def test_what_a_student_wrote_is_shown_as_written(name):
    """Markup in a student's text is shown as text, letter by letter, as far as it is shown."""
    assert "<script>alert(1)</script>" in "".join(Page(REPORTS[name]._repr_html_()).spoken)


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_announces_itself(name):
    """A screen reader is told of the result when it appears, and hears words instead of the signs."""
    page = Page(REPORTS[name]._repr_html_())
    assert page.attributes[0] == ("role", "status")
    assert not set("".join(page.spoken)) & set("\u2714\u2718")


def test_no_information_is_in_colour_alone():
    """With colours and signs taken away, what is right and what is wrong is still told, claim by claim."""
    page = REPORTS["half right"]._repr_html_()
    grey = Page(re.sub(r'style="[^"]*"', "", page)).spoken
    told = "".join(grey)
    assert re.findall(r"(passed|failed) Claim (\d)", told) == [
        ("passed", "0"),
        ("failed", "1"),
        ("failed", "2"),
    ]


def test_colours_can_be_told_apart():
    """Only colours of the palette for colour-blind readers are used."""
    pages = "".join(report._repr_html_() for report in REPORTS.values())
    assert set(re.findall(r"#[0-9A-Fa-f]{6}\b", pages)) == {"#009E73", "#D55E00", "#0072B2"}


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("right", "lab.f: all checks passed"),
        ("half right", "lab.f: not right yet \u2014 1 of 3 checks passed"),
        ("letters", "lab.e: recorded: +-0+ \u2014 it is graded after you hand in"),
        ("no letters", "lab.e: no answer yet"),
    ],
)
def test_the_result_in_one_line(name, headline):
    """The headline says which exercise it is, and how it stands."""
    assert REPORTS[name].headline() == headline
    assert str(REPORTS[name]).splitlines()[0] == headline


def test_help_comes_in_three_steps():
    """A recognised mistake is told as what is off, a hint and a place to read; the last two on demand."""
    page = REPORTS["diagnosed"]._repr_html_()
    assert [label for label, _ in REPORTS["diagnosed"]._advice()][:3] == [
        "What is off",
        "Hint",
        "Where to read",
    ]
    assert page.count("<details") == 4
    assert "<strong>What is off:</strong> It is &lt;off&gt;." in page


def test_a_mistake_without_a_name_still_has_a_place_to_read():
    """Where no mistake is recognised, the exercise's section is named."""
    assert REPORTS["half right"]._advice() == [("Where to read", "Section 1")]


def test_what_is_right_needs_no_advice():
    """Nothing is advised where everything holds."""
    assert REPORTS["right"]._advice() == []
    assert REPORTS["letters"]._advice() == []


def test_earlier_functions_come_first():
    """Advice starts with the functions that this one builds on."""
    advice = REPORTS["built on sand"]._advice()
    assert advice[:2] == [("First", f"{name} is not right yet, and this function builds on it") for name in "gh"]


def test_one_reason_is_told_once():
    """Where every check fails for the same reason, the reason is told once."""
    assert str(REPORTS["not written"]).count("it is not written yet") == 1


@pytest.mark.parametrize("letters", ["+-0+", " + - 0 + ", "+-\n0+"], ids=repr)
def test_letters_that_fit_are_recorded(letters):
    """An answer of the right number of the right characters is recorded; spaces do not matter."""
    report = Report.of_letters("lab.e", letters, SHEET)
    assert report.done
    assert "recorded: +-0+" in str(report)


@pytest.mark.parametrize(
    ("letters", "told"),
    [
        (None, "nothing yet"),
        (..., "nothing yet"),
        ("", "''"),
        ("+-0", "'+-0'"),
        ("+-0x", "'+-0x'"),
        ("+-0++", "'+-0++'"),
        (5, "5"),
        (["+", "-"], "['+', '-']"),
    ],
    ids=repr,
)
def test_letters_that_do_not_fit_are_told(letters, told):
    """An answer that cannot be graded is told with what was expected."""
    report = Report.of_letters("lab.e", letters, SHEET)
    assert not report.done
    assert f"expected 4 characters out of + - 0, got {told}" in str(report)
