"""What a rebuilt notebook shows: text and pictures of the student's, and the grader's own report."""

import pytest

from autograder.nbgrader_steps.outputs import clean_outputs, comment_on, one_line, score_output

PICTURE = "iVBORw0KGgo="


def display(**data):
    return {"output_type": "display_data", "data": data, "metadata": {"isolated": True}}


@pytest.mark.parametrize(
    "kind",
    [
        "text/html",
        "text/latex",
        "text/markdown",
        "image/svg+xml",
        "application/javascript",
        "application/json",
    ],
)
def test_markup_is_left_out(kind):
    """Of what a cell displays only plain text and pictures are kept."""
    for content in ("<script>alert(1)</script>", "letters"):
        (output,) = clean_outputs([display(**{kind: content, "text/plain": "figure"})])
        assert dict(output.data) == {"text/plain": "figure"}


def test_pictures_are_kept():
    """A PNG comes back as it was shown."""
    (output,) = clean_outputs([display(**{"image/png": PICTURE, "text/plain": "a plot"})])
    assert output.data["image/png"] == PICTURE


@pytest.mark.parametrize("content", ['x" onerror="alert(1)', "<svg>", ["aaaa"], 7, ""])
def test_a_picture_must_be_one(content):
    """What is said to be a picture and is no base64 is left out."""
    (output,) = clean_outputs([display(**{"image/png": content, "text/plain": "x"})])
    assert "image/png" not in output.data


def test_streams_are_text():
    """Printed text is kept, on the stream that it came from, and an unknown stream is the standard output."""
    outputs = clean_outputs(
        [{"output_type": "stream", "name": name, "text": "<b>"} for name in ("stderr", "evil")]
    )
    assert [(output.name, output.text) for output in outputs] == [("stderr", "<b>"), ("stdout", "<b>")]


def test_long_text_is_cut():
    """A cell that prints without end does not fill the gradebook's notebooks."""
    (output,) = clean_outputs([{"output_type": "stream", "name": "stdout", "text": "x" * 10**6}])
    assert len(output.text) == 20_000


def test_errors_are_text():
    """An exception comes back as its lines."""
    raw = {
        "output_type": "error",
        "ename": "ValueError",
        "evalue": "no",
        "traceback": ["ValueError: no", "line 1"],
    }
    (output,) = clean_outputs([raw])
    assert output.traceback == ["ValueError: no", "line 1"]


@pytest.mark.parametrize(
    "raw",
    [
        None,
        7,
        "text",
        {},
        {"output_type": "update_display_data", "data": {}},
        {"output_type": "display_data", "data": []},
        {"output_type": ["stream"]},
    ],
)
def test_what_is_no_output_is_left_out(raw):
    """A hostile process may send anything as an output."""
    assert clean_outputs([raw]) == []


def test_surrogates_do_not_break_the_file():
    """Text that UTF-8 cannot write is replaced, so that the notebook can be saved."""
    (output,) = clean_outputs([{"output_type": "stream", "name": "stdout", "text": "\ud800"}])
    assert output.text.encode()


def test_points_are_read_by_nbgrader(partly_right):
    """nbgrader takes the points of an exercise from the report's plain text, as the float that they are."""
    from nbformat.v4 import new_code_cell
    from nbgrader.utils import determine_grade

    cell = new_code_cell("", metadata={"nbgrader": {"grade": True, "solution": False, "points": 5.5}})
    cell.outputs = [score_output(partly_right, "Section 4")]
    assert determine_grade(cell) == (3.0, 5.5)


def test_the_report_escapes_messages(partly_right):
    """What a student's code raised stands in the report as text."""
    from dataclasses import replace

    bad = replace(partly_right.checks[1], message="<script>alert(1)</script>")
    shown = score_output(replace(partly_right, checks=[bad], helps=[], note="<i>"), "read").data["text/html"]
    assert "<script>" not in shown
    assert "<i>" not in shown
    assert "&lt;script&gt;" in shown


def test_comment_names_the_misconception(partly_right):
    """The comment says the points and what is off."""
    assert comment_on(partly_right) == "3 of 5.5 points: The model has no intercept."


def test_comment_without_misconception(partly_right):
    """Where no misconception was recognised, the comment has the first message."""
    from dataclasses import replace

    assert comment_on(replace(partly_right, helps=[])).endswith("points: expected shape (7,), got shape (6,)")


def test_comments_are_one_line():
    """Line breaks and endless texts of a student's making do not reach the gradebook."""
    assert one_line("a\n\n b\r\nc" + "x" * 5000).startswith("a b cxxx")
    assert len(one_line("x" * 5000)) == 1000
