"""There are enough answers of both kinds, and they can be found."""

import re

import pytest

from autograder.declare import Evidence
from autograder.exercises import LABS
from tests.autograder.exercises import banks

FEWEST_RIGHT, FEWEST_WRONG = 3, 6


@pytest.mark.parametrize("lab", LABS)
def test_a_lab_is_answered_in_several_styles(lab):
    """Each lab has right answers of different style, one of them the plain one."""
    assert "plain" in banks.list_styles(lab)
    assert len(banks.list_styles(lab)) >= FEWEST_RIGHT


@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_an_exercise_has_many_wrong_answers(exercise):
    """Each exercise has wrong answers beyond its declared misconceptions."""
    answers = banks.list_wrong(exercise)
    assert len(answers) >= FEWEST_WRONG
    assert any(not answer.slugs for answer in answers)


@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_every_misconception_is_made_as_a_student_would(exercise):
    """Each declared misconception is among the wrong answers, written independently of its declaration."""
    made = {slug for answer in banks.list_wrong(exercise) for slug in answer.slugs}
    assert made == banks.slugs_of(exercise)


@pytest.mark.parametrize("answer", banks.list_all_wrong(), ids=str)
def test_a_wrong_answer_says_what_it_loses(answer):
    """The docstring of a wrong answer names checks that there are."""
    least, most = answer.losses()
    assert least <= most <= set(banks.check_names(answer.exercise))
    assert most


@pytest.mark.parametrize("exercise", banks.all_exercises(), ids=lambda exercise: exercise.id)
def test_no_wrong_answer_is_overlooked(exercise):
    """Every public function of a bank is found; for an evidence question, every variable with a string below."""
    pattern = r"^[a-z]\w* = " if isinstance(exercise, Evidence) else r"^def [a-z]"
    n_written = len(re.findall(pattern, banks.read_wrong(exercise), re.MULTILINE))
    assert len(banks.list_wrong(exercise)) == n_written


def test_every_bank_belongs_to_an_exercise():
    """No file is forgotten because it has no exercise's name, or its folder no lab's."""
    right, wrong = banks.TESTS / "right_answers", banks.TESTS / "wrong_answers"
    named = {f"{file.parent.name}/{file.stem.partition('__')[0]}" for file in wrong.rglob("*.py")}
    assert named == {exercise.id.replace(".", "/") for exercise in banks.all_exercises()}
    assert {file.parent.name for file in right.rglob("*.py")} == set(LABS)
