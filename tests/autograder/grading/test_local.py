"""The instructor's reference notebook is scored in its own process, with hidden inputs."""

import sys

import pytest

import autograder
from autograder.grading import local
from autograder.grading.local import LocalSession, score_namespace
from tests.autograder.grading import toy

pytestmark = pytest.mark.usefixtures("lab_toy")


@pytest.fixture
def namespace(monkeypatch):
    """The variables of a notebook with every answer right."""
    monkeypatch.setattr(local, "find_exercise", {exercise.id: exercise for exercise in toy.EXERCISES}.__getitem__)
    variables = {"evidence_side": toy.truth_for(2026), "evidence_number": 2026}
    exec(toy.SOLUTIONS.replace('evidence_side = "+-"', ""), variables)
    return variables


@pytest.mark.parametrize("exercise", toy.EXERCISES, ids=lambda exercise: exercise.id)
def test_the_reference_earns_everything(namespace, exercise):
    """With the reference every exercise earns its points, as a plain float that nbgrader can read."""
    score = score_namespace(exercise.id, namespace)
    assert (type(score), score) == (float, exercise.points)


def test_a_stub_earns_nothing(namespace):
    """A function not defined, or not written yet, scores 0."""
    namespace["double"] = sys.exit
    assert score_namespace("toy.double", namespace) == 0
    del namespace["double"]
    assert score_namespace("toy.double", namespace) == 0


def test_arguments_are_copied(namespace):
    """A function that overwrites its arguments does not spoil the case."""
    x = [1.0]
    LocalSession({"f": lambda x: x.clear()}).call("f", (x,))
    assert x == [1.0]


def test_score_uses_the_callers_notebook(namespace):
    """`score()` looks for the function where it is called from."""
    namespace["score"] = autograder.score
    assert eval("score('toy.total')", namespace) == 3


def test_score_refuses_to_grade_submissions(namespace, monkeypatch):
    """Under stock `nbgrader autograde`, in a kernel that the student controls, no score is given."""
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    with pytest.raises(RuntimeError, match="run `nbgrader autograde` in the folder course/"):
        autograder.score("toy.double")
