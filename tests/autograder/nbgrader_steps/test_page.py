"""The feedback page: right, readable by everyone, and without anything that runs or is fetched."""

import re
from html.parser import HTMLParser

import pytest

from autograder.exercises import exercises_of
from autograder.grading.read_notebook import Cell
from autograder.nbgrader_steps.grade import graded_notebook
from autograder.nbgrader_steps.page import write_page
from autograder.nbgrader_steps.sections import sections_of

VOID = {"meta", "img", "br", "hr", "link", "input"}
HOSTILE = "</pre></section><script>alert(1)</script><img src=x onerror=alert(1)>"


class Page(HTMLParser):
    """Reads a page: its elements, its text, and whether every element is closed where it should be."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]


@pytest.fixture
def write(make_result, graded):
    """The page of a submission."""

    def write_it(cells, result=None, student="Ada", **grades):
        notebook = graded(graded_notebook(result or make_result(), cells), **grades)
        score = sum(section.score for section in sections_of(notebook))
        ids = {
            "student_name": student,
            "notebook": "glm_encoding",
            "score": score,
            "max_score": 54.5,
            "late_penalty": 0,
        }
        return write_page(notebook, ids)

    return write_it


def test_the_page_is_well_formed(write, handed_in):
    """Every element is closed where it must be."""
    assert Page(write(handed_in())).open == []


def test_results_come_first(write, handed_in, lab):
    """The first thing on the page is a table with every exercise, its points and the outcome."""
    page = Page(write(handed_in()))
    links = [attributes["href"] for attributes in page.all("a")]
    assert links[: len(exercises_of(lab))]
    assert {f"#{lab}-{exercise.name}" for exercise in exercises_of(lab)} <= set(links)
    anchors = {attributes.get("id") for _, attributes in page.elements}
    assert {link[1:] for link in links if link.startswith("#")} <= anchors


def test_help_is_on_the_page(write, handed_in, make_result, partly_right):
    """A recognised misconception comes with what is off, a hint, where to read, and how it was judged."""
    text = " ".join(" ".join(Page(write(handed_in(), make_result(fit_lg=partly_right))).text).split())
    for told in (partly_right.helps[0].off, "Add a column of ones.", "Section 4", partly_right.note):
        assert told in text
    assert "3 of 5.5 points" in text


def test_failed_checks_say_why(write, handed_in, make_result, partly_right):
    """A failed check has its claim, its points and its reason."""
    text = " ".join(" ".join(Page(write(handed_in(), make_result(fit_lg=partly_right))).text).split())
    assert "✘ failed It works for any number of lags. expected shape (7,), got shape (6,) 0 of 2.5" in text


def test_a_reason_shared_by_all_checks_stands_once(write, handed_in, make_result):
    """An exercise that was not written says so once, not at every check."""
    page = write(handed_in(), make_result("it is not written yet"))
    section = re.search(r'<section aria-labelledby="glm_encoding-fit_lg">.*?</section>', page, re.S)[0]
    assert section.count("it is not written yet") == 1


def test_a_file_that_could_not_be_graded(write, make_result):
    """One line says why, the page says what to do, and no released stub is shown as the student's code."""
    page = Page(write([], make_result("broken", "expected a notebook, got an empty file")))
    text = " ".join(page.text)
    assert text.count("expected a notebook, got an empty file") == 1
    assert "hand it in again" in text
    assert "def fit_lg" not in text
    assert page.all("a") == []


def test_a_persons_comment_is_shown(write, handed_in):
    """What a person wrote stands with the answer, as Markdown."""
    page = write(
        handed_in(why_intercept="My *answer*"), why_intercept={"comment": "Very **good**", "score": 2.0}
    )
    assert "<strong>good</strong>" in page
    assert "2 of 2 points" in page


@pytest.mark.parametrize(
    "place", ["answer", "question", "own code", "own prose", "message", "error", "name", "comment"]
)
def test_nothing_a_student_writes_is_markup(write, handed_in, make_result, place):
    """Wherever hostile text comes from, the page shows it as text."""
    cells, result, student, grades = handed_in(), make_result(), "Ada", {}
    if place == "answer":
        cells = handed_in(fit_lg=HOSTILE)
    elif place == "question":
        cells = handed_in(why_intercept=HOSTILE)
    elif place.startswith("own"):
        cells = [*cells, Cell("code" if place == "own code" else "markdown", HOSTILE, "own")]
    elif place == "message":
        result = make_result(HOSTILE)
    elif place == "error":
        result = make_result(HOSTILE, HOSTILE)
    elif place == "name":
        student = HOSTILE
    else:
        grades = {"why_intercept": {"comment": HOSTILE}}
    page = Page(write(cells, result, student, **grades))
    assert page.open == []
    assert page.all("script") == page.all("img") == []
    assert "alert(1)" in "".join(page.text)


def test_outputs_are_text(write, handed_in, make_result):
    """What a cell printed stands on the page, escaped."""
    result = make_result()
    outputs = [{"output_type": "stream", "name": "stdout", "text": HOSTILE}]
    result.reports = {len(handed_in()): {"error": None, "outputs": outputs}}
    page = Page(write([*handed_in(), Cell("code", "print(x)", "own")], result))
    assert page.all("script") == page.all("img") == []
    assert HOSTILE in "".join(page.text)


def test_pictures_have_a_description(write, handed_in, make_result):
    """A picture's alternative text is the one that came with it, or says what the picture is of."""
    result = make_result()
    shown = [
        {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo=", "text/plain": text}}
        for text in ("A rising line", "<Figure size 640x480>")
    ]
    result.reports = {len(handed_in()): {"error": None, "outputs": shown}}
    pictures = Page(write([*handed_in(), Cell("code", "plot()", "own")], result)).all("img")
    assert [picture["alt"] for picture in pictures] == ["A rising line", "Picture that this cell showed"]


def test_the_page_needs_nothing_from_elsewhere(write, handed_in):
    """There is no script, no foreign style, font or picture, and browsers are told to allow none."""
    page = Page(write(handed_in()))
    assert not {tag for tag, _ in page.elements} & {"script", "link", "iframe", "object", "embed", "form"}
    assert [
        attributes for _, attributes in page.elements if {"src", "srcset", "background"} & set(attributes)
    ] == []
    (policy,) = [attributes["content"] for attributes in page.all("meta") if "http-equiv" in attributes]
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
    assert "url(" not in write(handed_in()).partition("</style>")[0]


def test_the_page_can_be_found_ones_way_in(write, handed_in):
    """It has a language, a title, landmarks, one main heading, and headings that skip no level."""
    page = Page(write(handed_in()))
    assert page.all("html") == [{"lang": "en"}]
    assert (
        len(page.all("main")) == len(page.all("header")) == len(page.all("nav")) == len(page.all("h1")) == 1
    )
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert max(after - before for before, after in zip(levels, levels[1:], strict=False)) <= 1
    assert {attributes.get("scope") for attributes in page.all("th")} - {None} == {"col", "row"}


def contrast(one, other):
    """The contrast ratio of two colours, as the Web Content Accessibility Guidelines define it."""

    def luminance(colour):
        parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted([luminance(one), luminance(other)], reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_stands_out_from_its_paper(write, handed_in):
    """Every colour of text has a contrast of at least 4.5 to 1 on the darkest paper that it stands on."""
    style = write(handed_in()).partition("</style>")[0]
    colours = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6})", style)) | set(
        re.findall(r"--(?:ink|soft|right|wrong|link): (#[0-9a-f]{6})", style)
    )
    assert len(colours) > 8
    assert [colour for colour in sorted(colours) if contrast(colour, "#f6f8fa") < 4.5] == []


def test_points_are_not_told_by_colour_alone(write, handed_in, make_result, partly_right):
    """Passed and failed are words."""
    text = " ".join(Page(write(handed_in(), make_result(fit_lg=partly_right))).text)
    assert "✔ passed" in text
    assert "✘ failed" in text
