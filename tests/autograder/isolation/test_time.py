"""The time that a submission may take as a whole."""

import pytest

from autograder.exercises import exercises_of
from autograder.grading import submission
from autograder.grading.read_notebook import Cell
from autograder.grading.record import SubmissionResult
from autograder.grading.submission import grade_cells


@pytest.fixture
def grade(worker, monkeypatch):
    """Grade a submission whose exercises each take their time."""

    def grade(allowed_s):
        asked = []
        monkeypatch.setattr(submission, "SUBMISSION_S", allowed_s)
        monkeypatch.setattr(submission, "grade_exercise", lambda exercise, *_: asked.append(exercise.id) or
                            submission.nothing_earned(exercise, "graded"))
        result = grade_cells(SubmissionResult("path", "glm_encoding"), [Cell("code", "x = 1")], b"", worker)
        return asked, result

    return grade


def test_a_submission_within_its_time_is_graded(grade):
    """Every exercise is graded while there is time."""
    asked, result = grade(1000.0)
    assert asked == [one.exercise for one in result.exercises] == [one.id for one in exercises_of("glm_encoding")]


def test_no_exercise_is_begun_when_the_time_is_over(grade):
    """What is left when the time of a submission is over gets no points and the reason; the class goes on."""
    asked, result = grade(-1.0)
    assert asked == []
    assert {check.message for one in result.exercises for check in one.checks} == {
        "it was not begun: the submission had taken -1 s by then"}
