"""Right answers keep full marks, however they are written."""

import pytest

from tests.autograder.exercises import banks

ANSWERS = [(exercise, style)
           for exercise in banks.all_exercises() for style in banks.list_styles(exercise.lab)]
named = pytest.mark.parametrize(
    ("exercise", "style"), ANSWERS, ids=[f"{exercise.id}-{style}" for exercise, style in ANSWERS])


def complaints(result):
    """All that could trouble the author of a right answer."""
    failed = [f"{check.name}: {check.message}" for check in result.checks if not check.passed]
    return failed + [one.slug for one in result.helps] + [result.note] * bool(result.note)


def check_reference(grade, exercise, seeds):
    """The reference of an exercise earns every point on the inputs of each seed."""
    source = (banks.TESTS.parent / "solutions" / f"{exercise.lab}.py").read_text(encoding="utf-8")
    for result in grade(exercise, [source], seeds=seeds):
        assert complaints(result) == []
        assert result.points == exercise.points


@pytest.mark.parametrize(("exercise", "style"), banks.right_parameters())
def test_a_right_answer_has_full_marks(grade, exercise, style):
    """A right answer earns every point by itself, and no misconception is seen in it."""
    for result in grade(exercise, [banks.read_right(exercise.lab, style)], seeds=[1]):
        assert complaints(result) == []
        assert result.points == exercise.points


@pytest.mark.slow
@named
def test_a_right_answer_has_full_marks_on_any_inputs(grade, exercise, style):
    """That does not depend on which inputs were drawn."""
    for result in grade(exercise, [banks.read_right(exercise.lab, style)], seeds=range(2, 12)):
        assert complaints(result) == []


@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_the_reference_has_full_marks(grade, exercise):
    """So has the reference."""
    check_reference(grade, exercise, seeds=[1])


@pytest.mark.slow
@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_the_reference_has_full_marks_on_any_inputs(grade, exercise):
    """That does not depend on which inputs were drawn."""
    check_reference(grade, exercise, seeds=range(100, 110))


@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_styles_are_different(exercise):
    """Each exercise is answered in several ways, not by one text in several files."""
    sources = [banks.read_right(exercise.lab, style) for style in banks.list_styles(exercise.lab)]
    texts = {banks.answers_in(exercise.lab, source)[exercise.name] for source in sources}
    assert len(texts) >= 3
