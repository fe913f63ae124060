"""Unfinished work: what is not written earns nothing, what is written earns its points."""

import pytest

from autograder.build.cells import open_lab
from autograder.build.reference import reference_source
from autograder.build.stub import student_version
from autograder.declare import Evidence
from autograder.exercises import LABS, exercises_of, points_of
from tests.autograder.exercises import banks

ROOT = banks.TESTS.parent
FUNCTIONS = [exercise for exercise in banks.all_exercises() if not isinstance(exercise, Evidence)]
each_exercise = pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)


def untouched(lab):
    """The file that a student starts from: the reference with every exercise as the student gets it."""
    opened = open_lab(lab, ROOT, points_of)
    text = opened.reference_text
    for exercise in exercises_of(lab):
        source = reference_source(opened, exercise.name)
        text = text.replace(source, student_version(source, exercise.name))
    return text


@each_exercise
def test_what_is_untouched_earns_nothing(grade, exercise):
    """No points, no diagnosis, and one reason only: it is not written yet."""
    (result,) = grade(exercise, [untouched(exercise.lab)], seeds=[1])
    assert result.points == 0
    assert result.helps == []
    reasons = {check.message for check in result.checks}
    assert reasons <= {"it is not written yet (NotImplementedError)", "it is not filled in yet: `...` still stands there"}


@each_exercise
def test_what_is_missing_earns_nothing(grade, exercise):
    """An exercise that the file does not define is called missing."""
    (result,) = grade(exercise, ["import numpy as np\n"], seeds=[1])
    assert result.points == 0
    assert {check.message for check in result.checks} == {"it is not defined"}


@pytest.mark.parametrize("lab", LABS)
def test_the_first_exercise_has_its_points_at_once(grade, lab):
    """One function is written and the others are untouched: it has full marks, they have none."""
    first, *others = [exercise for exercise in exercises_of(lab) if exercise in FUNCTIONS]
    written = banks.answers_in(lab, banks.read_right(lab, "plain"))[first.name]
    sources = [untouched(lab), written]
    assert grade(first, sources, seeds=[1])[0].points == first.points
    assert [grade(other, sources, seeds=[1])[0].points for other in others] == [0] * len(others)


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("value", ["0", "1.0", "[]", "''", "args[0]", "args", "{}", "np.random.default_rng(0).normal(size=7)"])
def test_what_is_returned_without_work_earns_almost_nothing(grade, exercise, value):
    """A constant, an argument or noise is never worth more than a quarter of the points, and nothing is diagnosed."""
    source = f"import numpy as np\ndef {exercise.name}(*args, **kwargs):\n    return {value}\n"
    (result,) = grade(exercise, [source], seeds=[1])
    assert result.points <= exercise.points / 4
    assert result.helps == []
