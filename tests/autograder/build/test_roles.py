"""Each cell is recognised for what it is."""

import pytest

from autograder.build.errors import BuildError
from autograder.build.roles import find_checks, find_exercises, join_question, split_questions

QUESTION = "Why?\n\n---mark scheme---\n\nBecause."


@pytest.fixture
def question(markdown):
    """Make a question cell."""

    def make(source=QUESTION, **metadata):
        return markdown(source, metadata={"question": "tiny.why", "points": 2} | metadata)

    return make


def test_exercise_line_becomes_an_exercise(make_lab, code):
    """The name comes from the import."""
    [cell] = find_exercises([code("from solutions.tiny import compute_mean  # exercise")], make_lab())
    assert (cell.role, cell.name) == ("exercise", "compute_mean")


def test_check_line_becomes_a_check(make_lab, code):
    """The name comes from the exercise's id."""
    [cell] = find_checks([code('check("tiny.compute_mean")')], make_lab())
    assert (cell.role, cell.name) == ("check", "compute_mean")


@pytest.mark.parametrize(
    "source",
    [
        "from solutions.tiny import compute_mean",
        "from solutions.tiny import compute_mean  # exercise\nx = 1",
        'x = 1\ncheck("tiny.compute_mean")',
        "print('hello')",
    ],
)
def test_other_code_stays_given(make_lab, code, source):
    """Only the exact line, alone in its cell, is an exercise or a check."""
    [cell] = find_checks(find_exercises([code(source)], make_lab()), make_lab())
    assert cell.role == "given"


@pytest.mark.parametrize(
    "source", ["from solutions.huge import compute_mean  # exercise", 'check("huge.compute_mean")']
)
def test_other_labs_are_refused(make_lab, code, source):
    """A lesson has the exercises of its own lab only."""
    with pytest.raises(BuildError, match=r"01_tiny.py:7: expected an exercise of the lab 'tiny'"):
        find_checks(find_exercises([code(source)], make_lab()), make_lab())


def test_question_is_split_at_the_mark_scheme(make_lab, question):
    """The text goes to one cell, the mark scheme and the points to the next."""
    text, answer = split_questions([question()], make_lab())
    assert (text.role, text.name, text.source, text.points) == ("question", "why", "Why?", None)
    assert (answer.role, answer.name, answer.source, answer.points) == ("answer", "why", "Because.", 2)


def test_joining_is_the_opposite_of_splitting(make_lab, question):
    """A question put together again reads as in the lesson."""
    text, answer = split_questions([question()], make_lab())
    assert join_question(text.source, answer.source) == QUESTION


def test_prose_is_left_alone(make_lab, markdown):
    """Markdown without question= stays one given cell."""
    cell = markdown("Some --- prose")
    assert split_questions([cell], make_lab()) == [cell]


@pytest.mark.parametrize(
    ("source", "metadata", "message"),
    [
        ("Why?", {}, "came markdown, 1 part"),
        ("Why?\n\n---mark scheme---\n", {}, "came markdown, 2 part"),
        (QUESTION + "\n\n---mark scheme---\n\nAgain", {}, "came markdown, 3 part"),
        (QUESTION, {"question": "huge.why"}, "came 'huge.why'"),
        (QUESTION, {"question": "why"}, "came 'why'"),
        (QUESTION, {"points": None}, "came None"),
        (QUESTION, {"points": 0}, "came 0"),
        (QUESTION, {"points": "three"}, "came 'three'"),
    ],
)
def test_bad_questions_are_refused(make_lab, question, source, metadata, message):
    """A question has a text, one mark scheme, a name of this lab and points."""
    with pytest.raises(BuildError, match=message):
        split_questions([question(source, **metadata)], make_lab())


def test_mark_scheme_without_question_is_refused(make_lab, markdown):
    """A mark scheme whose key was mistyped must not reach the students as prose."""
    with pytest.raises(BuildError, match="expected .* before a mark scheme, came .# %% .* qestion="):
        split_questions([markdown(QUESTION, chunk="# %% [markdown] qestion='tiny.why'\n")], make_lab())


def test_question_in_a_code_cell_is_refused(make_lab, code):
    """Questions are markdown."""
    with pytest.raises(BuildError, match="came code"):
        split_questions([code(QUESTION, metadata={"question": "tiny.why", "points": 2})], make_lab())
