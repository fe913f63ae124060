"""The graded notebook cut into the parts of a page."""

import pytest

from autograder.exercises import exercises_of
from autograder.grading.read_notebook import Cell
from autograder.nbgrader_steps.grade import graded_notebook
from autograder.nbgrader_steps.sections import sections_of, title_of


@pytest.fixture
def cut(make_result, graded):
    """The sections of a submission, by name; `grades` change what the gradebook says of cells."""

    def cut_up(cells, result=None, **grades):
        notebook = graded(graded_notebook(result or make_result(), cells), **grades)
        return sections_of(notebook)

    return cut_up


def test_every_exercise_and_question_has_a_section(lab, cut, handed_in, released):
    """Each exercise and each written question is there once, in the order of the lesson."""
    sections = [section for section in cut(handed_in()) if section.kind != "lesson"]
    assert [section.name for section in sections if section.kind == "exercise"] == [
        e.name for e in exercises_of(lab)
    ]
    questions = [cell for cell in released if cell.id.endswith("-question")]
    assert len([section for section in sections if section.kind == "question"]) == len(questions) > 0


def test_every_cell_is_in_a_section(cut, handed_in, released):
    """Nothing of the notebook is left out but the cells of checks and tests, whose reports stand for them."""
    shown = [cell.id for section in cut(handed_in()) for cell in section.cells]
    left_out = {cell.id for cell in released} - set(shown)
    assert {cell_id.rpartition("-")[2] for cell_id in left_out} == {"check", "test"}
    assert len(shown) == len(set(shown))


def test_own_cells_are_shown(cut, handed_in):
    """What a student added is part of the lesson around it."""
    own = Cell("code", "my_test()", "own")
    sections = cut([*handed_in()[:5], own, *handed_in()[5:]])
    assert "my_test()" in [cell.source for cell in sections[0].cells]


def test_a_question_is_named_by_its_first_words(cut, handed_in):
    """The bold words at the beginning of a question are its name."""
    assert "In words: the intercept" in [section.name for section in cut(handed_in())]


def test_the_points_are_the_gradebooks(cut, handed_in, make_result, partly_right):
    """Points that a person changed in the gradebook replace those of grading, and that is said."""
    sections = cut(handed_in(), make_result(fit_lg=partly_right), fit_lg={"score": 5.0})
    (section,) = [section for section in sections if section.name == "fit_lg"]
    assert (section.score, section.points, section.by_hand) == (5.0, 5.5, True)


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ({"waits": True}, "not graded yet"),
        ({"waits": False, "answered": False}, "no answer"),
        ({"waits": False, "score": 0.0}, "read by a person"),
    ],
)
def test_the_state_of_a_written_answer(cut, handed_in, grades, said):
    """A written answer waits for a person, was read by one, or is not there."""
    sections = cut(handed_in(), why_intercept=grades)
    (section,) = [section for section in sections if section.name == "In words: the intercept"]
    assert section.summary == said


def test_the_summary_is_what_is_off(cut, handed_in, make_result, partly_right):
    """In short, a recognised misconception is named, and else the first check that failed."""
    sections = {section.name: section for section in cut(handed_in(), make_result(fit_lg=partly_right))}
    assert sections["fit_lg"].summary == "The model has no intercept."
    assert sections["fit_lnp"].summary == "it is off"


def test_a_message_of_all_checks_is_found(cut, handed_in, make_result, partly_right):
    """Where all checks of an exercise say the same, it need be said once."""
    sections = {section.name: section for section in cut(handed_in(), make_result(fit_lg=partly_right))}
    assert sections["fit_lnp"].shared_message == "it is off"
    assert sections["fit_lg"].shared_message == ""


def test_the_title_is_the_first_heading(cut, handed_in, make_result, graded):
    """The page has the lesson's name."""
    notebook = graded(graded_notebook(make_result(), handed_in()))
    assert f"# {title_of(notebook)}\n" in handed_in()[0].source
